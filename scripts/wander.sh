#!/usr/bin/env bash
# ./dev wander [SEED [MINUTES]]: agents and customers do whatever comes to mind with a real centre; afterwards nothing may be left of it:
# no leg, no call, no recording open, no agent stuck, no story without an end. One minute by default; an hour before a release.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
. scripts/need.sh
build src/Host tools/Bench
export BENCH_TELLERLINE=$PWD/src/Host/bin/Release/net10.0/publish/tellerline
exec tools/Bench/bin/Release/net10.0/publish/TellerLine.Bench wander "$@"
