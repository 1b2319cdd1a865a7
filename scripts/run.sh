#!/usr/bin/env bash
# ./dev run [--fresh] [--https] [options of tellerline]: installs what is missing, builds what changed, starts the centre.
set -euo pipefail
. scripts/need.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
program=src/Host/bin/Release/net10.0/publish/tellerline.dll
stamp=artifacts/run.stamp
now=$(find src web prompts Directory.*.props Program.targets global.json -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*' \
  -not -path 'src/Host/wwwroot/*' -printf '%p %T@ %s\n' 2>/dev/null | sort | sha256sum)
if [ ! -f "$program" ] || [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$now" ]; then
  need run >&2
  echo "Building …" >&2
  build src/Host >&2
  mkdir -p artifacts
  echo "$now" > "$stamp"
fi
# A larger first generation collects a third as often.
export DOTNET_GCgen0size=${DOTNET_GCgen0size:-0x4000000}
exec dotnet "$program" "$@"
