#!/usr/bin/env bash
# ./dev test [rules|modules|journeys …]: builds, runs every test executable, adds up what they say. A run of no tests is a failure.
set -euo pipefail
suites=${*:-rules}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build TellerLine.slnx -c Release -v quiet

passed=0 failed=0 skipped=0 broken=0
mkdir -p artifacts
for suite in $suites; do
  name=${suite^}
  report=$PWD/artifacts/$suite.ctrf.json
  rm -f "$report"
  echo "── $suite"
  "tests/$name/bin/Release/net10.0/TellerLine.$name" -ctrf "$report" || broken=1
  if [ ! -s "$report" ]; then
    echo "$suite: the test executable reported nothing" >&2
    failed=$((failed + 1)); continue
  fi
  read -r p f s <<<"$(node -e 'const s=require(process.argv[1]).results.summary; console.log(s.passed, s.failed, s.skipped + s.pending + s.other)' "$report")"
  if [ $((p + f)) -eq 0 ]; then
    echo "$suite: the test executable ran no test" >&2
    failed=$((failed + 1)); continue
  fi
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
done
[ "$broken" -eq 1 ] && [ "$failed" -eq 0 ] && failed=1
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
