#!/bin/sh
# Every machine of tests/data/windows through the real program: its path, verdict and failing checks stand
# in tests/data/recorded-machines.txt, a line each. TAP.
set -u
wizard=${EFLOW_BUILDDIR:-build}/eflow-wizard
data=${EFLOW_SRCDIR:-.}/tests/data
number=0

# "verdict failing-check ..." of a report on standard input.
judgement() {
    python3 -c '
import json, sys
report = json.load(sys.stdin)
failing = [check["id"] for check in report["checks"] if check["status"] == "fail"]
print(" ".join([report["verdict"], *sorted(failing)]))'
}

for file in "$data"/windows/*.json; do
    machine=$(basename "$file" .json)
    wanted=$(grep "^$machine " "$data/recorded-machines.txt")
    path=$(echo "$wanted" | cut -d' ' -f2)
    got="$machine $path $("$wizard" check --path "$path" --facts "$file" --format json | judgement)"
    number=$((number + 1))
    if [ "$got" = "$wanted" ]; then
        echo "ok $number - $machine"
    else
        echo "not ok $number - $machine"
        echo "# got    $got"
        echo "# wanted $wanted"
    fi
done
echo "1..$number"
