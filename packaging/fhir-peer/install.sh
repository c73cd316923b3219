#!/bin/sh
# Medplum's FHIR server for "make test-peers", from npm, into build/fhir-peer. 4.5.2 is the last that Node 20 runs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
there="$here/../../build/fhir-peer"
for program in node npm; do
    command -v "$program" >/dev/null 2>&1 || { echo "Not installed: $program" >&2; exit 1; }
done
cmp -s "$here/package-lock.json" "$there/package-lock.json" && [ -d "$there/node_modules" ] && exit 0
mkdir -p "$there"
rm -rf "$there/node_modules"
cp "$here/package.json" "$there"
(cd "$there" && cp "$here/package-lock.json" . && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund) ||
    { rm -f "$there/package-lock.json"; exit 1; }
