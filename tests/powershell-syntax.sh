#!/bin/sh
# Checks the PowerShell scripts of the Windows probe against a grammar of PowerShell; prints TAP. It needs Node
# and what tests/powershell/package.json names, so it is no part of "make check"; without them it fails.
set -eu
cd "$(dirname "$0")/powershell"

if ! command -v node >/dev/null; then
    echo 'Bail out! node is not installed (Debian: apt-get install nodejs npm)'
    exit 1
fi
if ! test -d node_modules/tree-sitter-powershell || ! test -d node_modules/web-tree-sitter; then
    echo 'Bail out! the grammar is not installed: run in tests/powershell'
    echo '# npm install --ignore-scripts --no-package-lock --no-audit --no-fund'
    exit 1
fi
exec node check.mjs
