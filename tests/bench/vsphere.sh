#!/bin/sh
# What one look at one machine costs: eflow-probe-vsphere beside govc, at the same simulated server.
#
#   tests/bench/vsphere.sh [VMS [ROUNDS]]      from the build directory, after "make check" has built the simulator
#
# Prints the median of the wall-clock time of the whole process, in milliseconds. Without govc only ours.
set -eu

vms=${1:-1}
rounds=${2:-15}
build=${EFLOW_BUILDDIR:-.}
scratch=$(mktemp -d)
sim_pid=

finish()
{
    exec 3>&- || :
    [ -z "$sim_pid" ] || wait "$sim_pid" 2>/dev/null || :
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

mkfifo "$scratch/commands" "$scratch/answers"
"$build/tests/probes/vsphere-sim/vsphere-sim" -model vpx -vms "$vms" \
    <"$scratch/commands" >"$scratch/answers" &
sim_pid=$!
exec 3>"$scratch/commands" 4<"$scratch/answers"
read -r hello <&4
word()
{
    printf '%s\n' "$hello" | sed "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/"
}
url=$(word url)
pin=$(word sha256)
printf '{"target":{"url":"%s","user":"root","pin":"%s","vm":"edge-01"},"secret":"correct horse <&> \\"battery\\""}\n' \
    "$url" "$pin" >"$scratch/request"

ours()
{
    "$build/eflow-probe-vsphere" <"$scratch/request"
}

govcs()
{
    GOVC_URL=$url GOVC_USERNAME=root GOVC_PASSWORD='correct horse <&> "battery"' GOVC_INSECURE=1 \
        GOVC_PERSIST_SESSION=false HOME=$scratch govc vm.info -json edge-01
}

# The median of the milliseconds that a command takes; it is run once before.
median()
{
    "$1" >"$scratch/output"
    grep -q edge-01 "$scratch/output"
    round=0
    while [ "$round" -lt "$rounds" ]; do
        before=$(date +%s%N)
        "$1" >/dev/null
        after=$(date +%s%N)
        echo $(((after - before) / 10000))
        round=$((round + 1))
    done | sort -n | sed -n "$(((rounds + 1) / 2))p"
}

mine=$(median ours)
echo "$vms" "$mine" | awk '{ printf "%d machines a pool: eflow-probe-vsphere %.1f ms", $1, $2 / 100 }'
if command -v govc >/dev/null; then
    other=$(median govcs)
    echo "$mine" "$other" | awk '{ printf ", govc vm.info %.1f ms, ratio %.1f", $2 / 100, $2 / $1 }'
else
    printf ' (no govc here to compare with)'
fi
echo
