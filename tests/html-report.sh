#!/bin/sh
# The HTML reports of all labs through a validator and through Chromium; prints TAP. It needs chromium and what
# tests/html/package.json names, so it is no part of "make check"; without them it fails.
# Usage: html-report.sh PATH-OF-EFLOW-WIZARD
set -eu
wizard=$(realpath "$1")
cd "$(dirname "$0")/html"
[ -d node_modules/html-validate ] || {
    echo 'Bail out! html-validate is not installed: run in tests/html'
    echo '# npm install --ignore-scripts --no-package-lock --no-audit --no-fund'
    exit 1
}
command -v chromium >/dev/null || {
    echo 'Bail out! Chromium is not installed (Debian: apt-get install chromium)'
    exit 1
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0
failed=0

result() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        failed=1
        echo "not ok $number - $2"
        sed 's/^/# /' "$dir/log" | head -n 20
    fi
}

# browse OUTPUT-OPTION FILE: Chromium alone, with what its console says in the log.
browse() {
    timeout 60 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$dir/profile" \
        --enable-logging=stderr "$1" "file://$2" >"$dir/page" 2>"$dir/log"
}

for lab in ../../screens/lab/*.json; do
    lab=$(basename "$lab" .json)
    "$wizard" check --lab "$lab" --format html -o "$dir/$lab.html" || [ $? -le 2 ]
    npx --no-install html-validate --config .htmlvalidate.json "$dir/$lab.html" >"$dir/log" 2>&1 && status=0 || status=1
    result "$status" "$lab: the validator finds nothing"
done

while read -r language; do
    "$wizard" --lang "$language" check --lab esxi --format html -o "$dir/$language.html" || [ $? -le 2 ]
    npx --no-install html-validate --config .htmlvalidate.json "$dir/$language.html" >"$dir/log" 2>&1 && status=0 || status=1
    result "$status" "$language: the validator finds nothing"
done <../../i18n/LINGUAS

for lab in esxi esxi-ready; do
    browse --dump-dom "$dir/$lab.html" && ! grep -q 'CONSOLE' "$dir/log" && status=0 || status=1
    result "$status" "$lab: Chromium has nothing to complain of"
    grep -q '<h1' "$dir/page" && status=0 || status=1
    result "$status" "$lab: Chromium shows the report"
    browse --print-to-pdf="$dir/$lab.pdf" "$dir/$lab.html" && head -c 4 "$dir/$lab.pdf" | grep -q PDF && status=0 || status=1
    result "$status" "$lab: it prints"
done
echo "1..$number"
exit $failed
