#!/usr/bin/env bash
# ./dev types: what the program says of its API (web/openapi.json), of its permissions (docs/permissions.md), and the pages'
# types made of it. All are committed; tests prove them current.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
SkipPages=true dotnet build src/Host -v quiet -nologo -clp:NoSummary
dotnet src/Host/bin/Debug/net10.0/tellerline.dll openapi web/openapi.json
dotnet src/Host/bin/Debug/net10.0/tellerline.dll permissions docs/permissions.md
cd web
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent types
