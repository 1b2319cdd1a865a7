#!/usr/bin/env bash
# ./dev core conformance URL CUSTOMER FROM TO | stand-in: a bank's own core bank tried against the contract (docs/core-bank.md).
set -euo pipefail
. scripts/need.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build tools/CoreKit >&2
exec dotnet tools/CoreKit/bin/Release/net10.0/TellerLine.CoreKit.dll core "$@"
