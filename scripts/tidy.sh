#!/usr/bin/env bash
# ./dev tidy: the architecture's rules, white space and style as .editorconfig says. `./dev tidy --fix` puts right what formatting can.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
verify=--verify-no-changes
[ "${1:-}" = --fix ] && verify=

untidy=0
echo "── architecture"
dotnet build TellerLine.slnx -v quiet
tests/Rules/bin/Debug/net10.0/TellerLine.Rules -namespace TellerLine.Rules.Architecture || untidy=1
echo "── white space"
dotnet format whitespace . --folder $verify --verbosity quiet || untidy=1
echo "── style"
dotnet format style TellerLine.slnx --no-restore --severity warn $verify --verbosity quiet || untidy=1

if [ "$untidy" -ne 0 ]; then
  echo "untidy; ./dev tidy --fix puts right what formatting can" >&2
  exit 1
fi
echo "tidy"
