#!/usr/bin/env bash
# ./dev tidy: white space and style as .editorconfig says, and the architecture's rules. `./dev tidy --fix` puts right what can be.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
verify=--verify-no-changes
[ "${1:-}" = --fix ] && verify=

untidy=0
echo "── white space"
dotnet format whitespace TellerLine.slnx $verify --verbosity quiet || untidy=1
echo "── style"
dotnet format style TellerLine.slnx --severity warn $verify --verbosity quiet || untidy=1
echo "── architecture"
dotnet build tests/Rules -v quiet
tests/Rules/bin/Debug/net10.0/TellerLine.Rules -namespace TellerLine.Rules.Architecture || untidy=1

if [ "$untidy" -ne 0 ]; then
  echo "untidy; ./dev tidy --fix puts right what formatting can" >&2
  exit 1
fi
echo "tidy"
