#!/usr/bin/env bash
# ./dev test [rules|web|modules|journeys …]: installs the peers, builds, runs every test executable, adds up what they say.
# A suite that ran no test is a failure.
set -euo pipefail
. scripts/need.sh
suites=${*:-rules web modules journeys}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
need test
build TellerLine.slnx

passed=0 failed=0 skipped=0
mkdir -p artifacts

# add NAME PASSED FAILED SKIPPED EXIT-CODE
add() {
  passed=$((passed + $2)); failed=$((failed + $3)); skipped=$((skipped + $4))
  if [ $(($2 + $3)) -eq 0 ]; then
    echo "$1: ran no test" >&2
    failed=$((failed + 1))
  elif [ "$5" -ne 0 ] && [ "$3" -eq 0 ]; then
    echo "$1: ended with $5 though no test failed" >&2
    failed=$((failed + 1))
  fi
}

# Modules and journeys are played by several programs in real time, on a machine that may be busy with others: what failed is played once more,
# alone, and said aloud. A fault that is there fails twice.
second_try() {
  local names again=$PWD/artifacts/$suite.again.json
  names=$(node -p 'const fs = require("fs"); JSON.parse(fs.readFileSync(process.argv[1])).results.tests.filter(t => t.status === "failed").map(t => t.name.replace(/\(.*/s, "")).filter((n, i, a) => a.indexOf(n) === i).join(" ")' "$report")
  [ -n "$names" ] || return 0
  rm -f "$again"
  # shellcheck disable=SC2086
  "tests/${suite^}/bin/Release/net10.0/TellerLine.${suite^}" -noColor -ctrf "$again" $(printf -- '-method %s ' $names) || true
  [ -s "$again" ] || return 0
  local p f s rescued
  read -r p f s <<<"$counts"
  rescued=$(node -p 'const s = JSON.parse(require("fs").readFileSync(process.argv[1])).results.summary; s.failed === 0 ? s.passed : 0' "$again")
  if [ "$rescued" -ge "$f" ]; then
    echo "$suite: passed only at the second try: $names"
    counts="$((p + f)) 0 $s" code=0
  fi
}

for suite in $suites; do
  echo "── $suite"
  report=$PWD/artifacts/$suite.json code=0 counts="0 0 0"
  rm -f "$report"
  if [ "$suite" = web ]; then
    (cd web && npx --no-install vitest run --reporter=dot --reporter=json --outputFile.json="$report") || code=$?
    [ -s "$report" ] && counts=$(node -p 'const r = JSON.parse(fs.readFileSync(process.argv[1])); [r.numPassedTests, r.numFailedTests, r.numPendingTests].join(" ")' "$report")
  else
    "tests/${suite^}/bin/Release/net10.0/TellerLine.${suite^}" -noColor -ctrf "$report" || code=$?
    [ -s "$report" ] && counts=$(node -p 'const s = JSON.parse(fs.readFileSync(process.argv[1])).results.summary; [s.passed, s.failed, s.skipped + s.pending + s.other].join(" ")' "$report")
  fi
  case $suite in modules | journeys) [ "$code" -eq 0 ] || second_try ;; esac
  # shellcheck disable=SC2086
  add "$suite" $counts "$code"
done

if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
