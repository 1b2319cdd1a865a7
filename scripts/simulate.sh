#!/usr/bin/env bash
# ./dev simulate …: the centre in virtual time, on the router that runs live (docs/simulator.md). Builds what changed, as ./dev run does.
set -euo pipefail
exec bash scripts/run.sh simulate "$@"
