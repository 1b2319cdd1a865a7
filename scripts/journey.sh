#!/usr/bin/env bash
# ./dev journey NAME: one end-to-end journey alone, printing what each side heard.
set -euo pipefail
. scripts/need.sh
name=${1:?usage: ./dev journey NAME (inbound-call)}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TELLERLINE_JOURNEY=1
need test
build TellerLine.slnx
exec tests/Journeys/bin/Release/net10.0/TellerLine.Journeys -noColor -noLogo -trait "journey=$name"
