#!/bin/sh
# The command line: exit statuses, what goes to which output, and what bad input is told. TAP.
set -u
wizard=${EFLOW_BUILDDIR:-build}/eflow-wizard
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config HOME=$dir
export XDG_STATE_HOME XDG_CONFIG_HOME HOME
number=0

result() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        sed 's/^/# out: /' "$dir/out" | head -n 20
        sed 's/^/# err: /' "$dir/err" | head -n 20
    fi
}

run() { "$wizard" "$@" >"$dir/out" 2>"$dir/err" </dev/null; }

# exits STATUS WORDS-ON-STDERR ARGUMENT...: the status, the words, and nothing on standard output.
exits() {
    expected=$1 words=$2
    shift 2
    run "$@"
    status=$?
    [ "$status" = "$expected" ] && [ ! -s "$dir/out" ] && grep -qF -- "$words" "$dir/err"
    result $? "exit $expected: $(echo "$*" | sed "s#$dir#DIR#g")"
}

# prints STATUS WORDS-ON-STDOUT ARGUMENT...: the status, the words, and nothing on standard error.
prints() {
    expected=$1 words=$2
    shift 2
    run "$@"
    status=$?
    [ "$status" = "$expected" ] && [ ! -s "$dir/err" ] && grep -qF -- "$words" "$dir/out"
    result $? "prints: $(echo "$*" | sed "s#$dir#DIR#g")"
}

# --- what works ---
prints 0 'Usage: eflow-wizard' --help
prints 0 'eflow-wizard ' --version
prints 0 'Windows virtual machine on VMware ESXi' paths
prints 0 'esxi.nested' checks --path esxi
prints 1 'Not ready' check --lab esxi
prints 0 'Ready for Deploy-Eflow.' check --lab esxi-ready
prints 0 '"verdict"' check --lab esxi-ready --format json
prints 0 '"eflow-facts/1"' facts --lab esxi
prints 0 'only reads' facts --print-script guest
prints 0 '8007000E' explain '0x8007000E: not enough memory'
for lab in hyperv esxi azure; do
    prints 1 'Not ready' check --lab "$lab"
    prints 0 'Ready' check --lab "$lab-ready"
done
prints 1 'memory' check --lab esxi-ready --plan memory_mb=512
prints 0 'Ready' check --lab esxi-8
prints 1 'warning' check --lab esxi-8 --strict

# --- facts files ---
run facts --lab esxi-ready -o "$dir/facts.json"
prints 0 'Ready for Deploy-Eflow.' check --path esxi --facts "$dir/facts.json"
printf '{"format":"eflow-facts/1","facts":{"vm.power":"on"}}' >"$dir/little.json"
prints 2 'Not yet known' check --path esxi --facts "$dir/little.json"
printf '{"format":"eflow-facts/1","facts":{"vm.power":"on","my.own":1}}' >"$dir/stranger.json"
run check --path esxi --facts "$dir/stranger.json"
grep -q 'my.own' "$dir/err"
result $? "a name that is not known is told once"
exits 66 'nothing.json' check --path esxi --facts "$dir/nothing.json"
exits 66 "$dir" check --path esxi --facts "$dir"
head -c 100 "$dir/facts.json" >"$dir/cut.json"
exits 65 'cut.json' check --path esxi --facts "$dir/cut.json"
printf '[]' >"$dir/list.json"
exits 65 'list.json' check --path esxi --facts "$dir/list.json"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >"$dir/deep.json"
exits 65 'deep.json' check --path esxi --facts "$dir/deep.json"

# --- wrong use ---
exits 64 '--nonsense' --nonsense
exits 64 'needs a value' check --path
exits 64 'mars' mars
exits 64 'mars' check --lab mars
exits 64 'mars' check --path mars --facts "$dir/little.json"
exits 64 'formats are text' check --lab esxi --format mars
exits 64 'switch_type' check --lab esxi --plan mars=1
exits 64 'default, internal, external' check --lab esxi --plan switch_type=mars
exits 64 'holds a password' --path esxi --vsphere https://root:secret@esx-01 --vm edge-01
exits 64 'holds a password' check --path esxi --guest ssh://admin:secret@edge-01
exits 64 'IPv4' check --lab esxi --plan ip4_address=mars
exits 64 'mars.check' check --lab esxi --skip mars.check
exits 64 'mars.check' check --lab esxi --accept 'mars.check=I saw it'
exits 64 '--accept takes' check --lab esxi --accept esxi.nested
exits 64 'ssh://' check --path esxi --guest mars
exits 64 'https://' check --path esxi --vsphere http://mars
exits 64 'No source of facts' check --path esxi
exits 64 'guest and host' facts --print-script mars
exits 64 'takes a time' check --lab esxi --wait mars
exits 64 'which path' check --facts "$dir/little.json"

# --- screens ---
exits 66 'screens' check --lab esxi --screens "$dir/nowhere"
mkdir -p "$dir/screens/lab"
exits 65 'not complete' check --lab esxi --screens "$dir/screens"
src=${EFLOW_SRCDIR:-.}/screens
cp "$src"/*.json "$dir/screens"
cp "$src"/lab/*.json "$dir/screens/lab"
prints 1 'Not ready' check --lab esxi --screens "$dir/screens"
sed -i 's/"fact": "vm.power"/"fact": "vm.powr"/' "$dir/screens/esxi.json"
exits 65 'esxi.json' check --lab esxi --screens "$dir/screens"
grep -q 'vm.powr' "$dir/err"
result $? "a wrong rule is told with the name that is wrong"

# --- reports ---
run check --lab esxi --format json -o "$dir/old.json"
run check --lab esxi-ready --format json -o "$dir/new.json"
prints 0 '<!DOCTYPE html>' report "$dir/old.json" --format html
prints 0 'got better' report "$dir/old.json" --diff "$dir/new.json"
prints 1 'got worse' report "$dir/new.json" --diff "$dir/old.json"
prints 1 '2 machines' report --class "$dir/old.json" "$dir/new.json"
exits 65 'little.json' report "$dir/little.json"
exits 66 'nothing.json' report "$dir/nothing.json"
exits 64 'takes one report' report

# --- output files ---
mkdir "$dir/keep"
printf 'my own text\n' >"$dir/keep/mine.txt"
exits 73 'mine.txt' check --lab esxi -o "$dir/keep/mine.txt"
grep -qx 'my own text' "$dir/keep/mine.txt"
result $? "a file that is no report stays as it was"
run check --lab esxi -o "$dir/keep/mine.txt" --force
grep -q 'Not ready' "$dir/keep/mine.txt"
result $? "--force overwrites it"
run check --lab esxi-ready -o "$dir/keep/mine.txt"
grep -q 'Ready for' "$dir/keep/mine.txt"
result $? "a report of ours is overwritten"
exits 73 'nowhere' check --lab esxi -o "$dir/nowhere/report.txt"
ln -s "$dir/keep/mine.txt" "$dir/link.txt"
exits 73 'link.txt' check --lab esxi --force -o "$dir/link.txt"
said=$(
    ulimit -f 0
    exec "$wizard" check --lab esxi-8 -o "$dir/keep/mine.txt" 2>&1 >/dev/null
)
[ $? = 73 ] && grep -q 'Ready for Deploy-Eflow.$' "$dir/keep/mine.txt" && [ -n "$said" ]
result $? "a full disk is told, and leaves the old report whole"
[ "$(find "$dir/keep" | wc -l)" = 2 ]
result $? "no temporary file is left"

# --- the trace ---
printf 'my own text\n' >"$dir/keep/mine.txt"
prints 1 'Not ready' check --lab esxi --trace "$dir/trace.txt"
grep -q '^eflow-trace/1 ' "$dir/trace.txt" && grep -q ' lab esxi {"facts":' "$dir/trace.txt" &&
    grep -q ' end exit status 1$' "$dir/trace.txt" && [ "$(stat -c %a "$dir/trace.txt")" = 600 ]
result $? "check --trace tells what was seen and how it ended, to nobody else"
prints 0 '"eflow-facts/1"' facts --facts "$dir/little.json" --trace "$dir/trace.txt"
grep -q ' file .*little.json {"facts":{"vm.power":"on"}' "$dir/trace.txt" && ! grep -q ' lab ' "$dir/trace.txt"
result $? "facts --trace replaces an older trace"
exits 73 'mine.txt' check --lab esxi --trace "$dir/keep/mine.txt"
grep -qx 'my own text' "$dir/keep/mine.txt"
result $? "a file that is no trace stays as it was"
exits 73 'folder' check --lab esxi --trace "$dir/keep"
exits 73 'nowhere' check --lab esxi -o "$dir/not-written.txt" --trace "$dir/nowhere/trace.txt"
[ ! -e "$dir/not-written.txt" ]
result $? "nothing else is done when the trace cannot be written"
exits 64 'needs a value' check --lab esxi --trace
run check --lab esxi --trace "$dir/keep/mine.txt" --force
grep -q '^eflow-trace/1 ' "$dir/keep/mine.txt"
result $? "--force makes a trace of it"
said=$(
    ulimit -f 2
    exec "$wizard" check --lab esxi --trace "$dir/trace.txt" 2>&1 >/dev/null
)
[ $? = 1 ] && [ "$(echo "$said" | grep -c 'The trace ends here: There is no room')" = 1 ]
result $? "a trace that has no room is told once, and the check goes on"

echo "1..$number"
