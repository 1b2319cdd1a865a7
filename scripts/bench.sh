#!/usr/bin/env bash
# ./dev bench [NAME] [--json]: what the program promises, measured, each beside its target. Servers get one core, the load another.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
. scripts/need.sh
build src/Host tools/Bench
export BENCH_TELLERLINE=$PWD/src/Host/bin/Release/net10.0/publish/tellerline
# As scripts/run.sh starts it.
export DOTNET_GCgen0size=${DOTNET_GCgen0size:-0x4000000}
bench=tools/Bench/bin/Release/net10.0/publish/TellerLine.Bench
# The bank alone has no server beside it: program and load are one process, which has the whole machine.
if [[ " $* " == *" bank "* && "${*//--json/}" =~ ^\ *bank\ *$ ]]; then exec "$bench" "$@"; fi
if [ "$(nproc)" -ge 2 ] && command -v taskset >/dev/null; then
  export BENCH_SERVER_CORE=0
  exec taskset -c 1 "$bench" "$@"
fi
echo "bench: one core or no taskset: servers and load share it" >&2
exec "$bench" "$@"
