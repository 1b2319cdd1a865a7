#!/usr/bin/env bash
# ./dev test [--once] [rules|web|modules|journeys …]: installs the peers, builds, runs every test executable, adds up what they say.
# A suite that ran no test is a failure. `--once`: what fails is not played again.
set -euo pipefail
. scripts/need.sh
once=no suites=()
for word in "$@"; do
  case $word in
    --once) once=yes ;;
    rules | web | modules | journeys) suites+=("$word") ;;
    *) die "usage: ./dev test [--once] [rules|web|modules|journeys …]" ;;
  esac
done
[ ${#suites[@]} -gt 0 ] || suites=(rules web modules journeys)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
need test
build TellerLine.slnx

passed=0 failed=0 skipped=0 again=()
mkdir -p artifacts

program_of() { echo "tests/${1^}/bin/Release/net10.0/TellerLine.${1^}"; }

# play SUITE: runs it, its report beside its end in artifacts.
play() {
  local suite=$1 report=$PWD/artifacts/$1.json code=0
  rm -f "$report"
  echo "── $suite"
  if [ "$suite" = web ]; then
    (cd web && npx --no-install vitest run --reporter=dot --reporter=json --outputFile.json="$report") || code=$?
  else
    "$(program_of "$suite")" -noColor -ctrf "$report" || code=$?
  fi
  echo "$code" >"artifacts/$suite.code"
}

# Passed, failed, skipped, as its report says.
counts_of() {
  [ -s "artifacts/$1.json" ] || { echo 0 0 0; return; }
  node -p 'const r = JSON.parse(fs.readFileSync(process.argv[1])), s = r.results?.summary;
    (s ? [s.passed, s.failed, s.skipped + s.pending + s.other] : [r.numPassedTests, r.numFailedTests, r.numPendingTests]).join(" ")' \
    "artifacts/$1.json"
}

failures_in() {
  [ -s "$1" ] || return 0
  node -p 'JSON.parse(fs.readFileSync(process.argv[1])).results.tests.filter(t => t.status === "failed")
    .map(t => t.name.replace(/\(.*/s, "")).filter((n, i, a) => a.indexOf(n) === i).join(" ")' "$1"
}

# Modules and journeys are played by several programs in real time, on a machine that may be busy with others: what failed is played once
# more, alone, and counted by name in the last lines. A fault that is there fails twice.
second_try() {
  local suite=$1 names report=$PWD/artifacts/$1.again.json rescued
  names=$(failures_in "artifacts/$suite.json")
  [ -n "$names" ] || return 0
  rm -f "$report"
  # shellcheck disable=SC2086
  "$(program_of "$suite")" -noColor -ctrf "$report" $(printf -- '-method %s ' $names) || true
  [ -s "$report" ] || return 0
  rescued=$(node -p 'const s = JSON.parse(fs.readFileSync(process.argv[1])).results.summary; s.failed === 0 ? s.passed : 0' "$report")
  if [ "$rescued" -ge "$f" ]; then
    # shellcheck disable=SC2206
    again+=($names)
    p=$((p + f)) f=0 code=0
  fi
}

# count SUITE: adds what it said to the whole.
count() {
  local suite=$1 p f s code
  code=$(cat "artifacts/$suite.code")
  read -r p f s <<<"$(counts_of "$suite")"
  case $suite in modules | journeys) [ "$code" -eq 0 ] || [ "$once" = yes ] || second_try "$suite" ;; esac
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if [ $((p + f)) -eq 0 ]; then
    echo "$suite: ran no test" >&2
    failed=$((failed + 1))
  elif [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
    echo "$suite: ended with $code though no test failed" >&2
    failed=$((failed + 1))
  fi
}

# Neither the rules nor the pages' tests look at a clock: they run side by side. What plays in real time runs alone.
beside=""
if [[ " ${suites[*]} " == *" rules "* && " ${suites[*]} " == *" web "* ]]; then
  play web >artifacts/web.log 2>&1 &
  beside=$!
fi
for suite in "${suites[@]}"; do
  if [ "$suite" = web ] && [ -n "$beside" ]; then
    wait "$beside"
    beside=""
    cat artifacts/web.log
  else
    [ -z "$beside" ] || [ "$suite" = rules ] || wait "$beside"
    play "$suite"
  fi
  count "$suite"
done

if [ ${#again[@]} -gt 0 ]; then
  names=$(printf '%s, ' "${again[@]}")
  echo "second try: ${#again[@]} (${names%, })"
fi
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
