#!/usr/bin/env bash
# ./dev replay FILE …: a real centre's call log through the router that runs live (docs/replay.md). Builds what changed, as ./dev run does.
set -euo pipefail
exec bash scripts/run.sh replay "$@"
