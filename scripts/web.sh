#!/usr/bin/env bash
# Builds the pages into src/Host/wwwroot when they or their lock file changed (a hash of both is kept beside the result).
set -euo pipefail
cd "$(dirname "$0")/../web"
out=../src/Host/wwwroot
hash_of() { find "$@" -type f -not -path '*/node_modules/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }
lock=$(sha256sum package-lock.json | cut -d' ' -f1)
source=$(hash_of . )
[ -f "$out/.built" ] && [ "$(cat "$out/.built")" = "$source" ] && exit 0
if [ ! -f node_modules/.installed ] || [ "$(cat node_modules/.installed)" != "$lock" ]; then
  echo "Installing the pages' packages …"
  npm ci --no-audit --no-fund --loglevel=error
  echo "$lock" > node_modules/.installed
fi
echo "Building the pages …"
npm run --silent build
echo "$source" > "$out/.built"
