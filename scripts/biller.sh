#!/usr/bin/env bash
# ./dev biller conformance URL BILLER NUMBER | stand-in: a biller tried against the contract (docs/billers.md).
set -euo pipefail
. scripts/need.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build tools/CoreKit >&2
exec dotnet tools/CoreKit/bin/Release/net10.0/TellerLine.CoreKit.dll biller "$@"
