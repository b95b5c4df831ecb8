#!/usr/bin/env bash
# Installs the npm package of the designer where the lock file is newer than the last installation. Builds that run at once wait for each other.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

stamp=node_modules/.installed
is_current() { [ -e "$stamp" ] && [ ! package-lock.json -nt "$stamp" ]; }
is_current && exit 0

command -v npm >/dev/null || {
    echo "error LEDGER001: npm is not installed; the designer comes as an npm package. Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm), or build without the designer: dotnet build -p:LedgerStudio=false"
    exit 1
}
mkdir -p ../obj
exec 9>../obj/npm.lock
! command -v flock >/dev/null || flock 9
is_current && exit 0
npm ci --ignore-scripts --no-progress --loglevel=error >&2 9>&- || {
    echo "error LEDGER002: 'npm ci' in src/Ledger.Api/Studio failed (see above). It needs the npm registry once; behind a mirror set it with 'npm config set registry'. Or build without the designer: dotnet build -p:LedgerStudio=false"
    exit 1
}
touch "$stamp"
