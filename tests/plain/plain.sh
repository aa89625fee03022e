#!/bin/sh
# The line-by-line face, driven by scripts on standard input as a person would answer.
set -u
src=${EFLOW_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
wizard=${EFLOW_BUILDDIR:-$(pwd)}/eflow-wizard
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
number=0

# "NAME" says whether the command before it was right; what was said is shown where it was not.
tell()
{
    status=$1
    number=$((number + 1))
    if [ "$status" -eq 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        sed 's/^/# /' "${3:-/dev/null}"
    fi
}

# In a HOME of its own: home NAME ARGUMENT... <script >what-is-said
run()
{
    home=$folder/$1
    shift
    mkdir -p "$home"
    (cd "$home" && env -u XDG_STATE_HOME -u XDG_CONFIG_HOME -u COLUMNS HOME="$home" "$wizard" "$@" 2>&1)
}

says()
{
    grep -q -e "$2" "$1"
}

count()
{
    [ "$(grep -c -e "$3" "$2")" -eq "$1" ]
}

# Nothing but newlines and printable ASCII.
is_printable()
{
    [ "$(LC_ALL=C tr -d '\n -~' <"$1" | wc -c)" -eq 0 ]
}

# Nothing but newlines and what is printable in UTF-8.
is_printable_utf8()
{
    iconv -f UTF-8 -t UTF-8 "$1" >iconv.out 2>&1 && ! LC_ALL=C.UTF-8 grep -a -q '[^[:print:]]' "$1"
}

# What is announced differs from what was announced of the same thing before; a line that was broken goes on
# with four blanks.
each_change_once()
{
    awk '
        function take() {
            if (change == "") return
            sub(/ \(before: .*/, "", change)
            about = change
            sub(/^Changed: /, "", about)
            sub(/: .*/, "", about)
            if (change == last[about]) { print "# twice: " change; twice = 1 }
            last[about] = change
            changes++
            change = ""
        }
        /^Changed: / { take(); change = $0; next }
        /^    / && change != "" { sub(/^ +/, " "); change = change $0; next }
        { take() }
        END { take(); exit twice || changes < 5 }
    ' "$1"
}

# --- the labs, at the same time: their machines take seconds to start ---------------------------
for lab in hyperv esxi azure; do
    (
        LC_ALL=C run "lab-$lab" --plain --lab "$lab" <"$src/tests/plain/$lab.txt" >"$lab.out"
        echo $? >"$lab.status"
    ) &
    LC_ALL=C.UTF-8 run "lab-$lab-utf8" --plain --lab "$lab" <"$src/tests/plain/$lab.txt" >"$lab.utf8" &
done

# --- meanwhile: answers, forms, ends -------------------------------------------------------------
printf '\n4\n\nabc\n2048\n<\n.\n!\n!\nq\n' | run form --plain --lab esxi >form.out
tell $? "a form is filled in field by field, and the wizard ends with 0" form.out
says form.out '^Not taken: ' && says form.out 'Memory of the EFLOW VM.* \[abc\]: 2048'
tell $? "what is refused is told and asked again" form.out
count 1 form.out '^Changed: Memory of the EFLOW VM'
tell $? "a change is announced once" form.out
count 1 form.out '^[0-9:]* Changed: Memory' && says form.out '^Nothing has changed since'
tell $? "an exclamation mark tells what has changed since" form.out

printf '\n2\n\n<\n<\n<\n4\n?\n' | run back --plain --lab esxi >back.out
says back.out 'none of these: <' && count 2 back.out '^Plan (2 of 6)' &&
    count 2 back.out '^Path (1 of 6)' && says back.out '^A number: '
tell $? "< goes back from a menu, a line and a page; ? helps" back.out

printf '2\n\n>\n>\nc\nc 1\n\nseen in the client\n!\nzzz\n1\nc\n' |
    run unknown --plain --path esxi >unknown.out
says unknown.out 'Of which line' && says unknown.out '^Not taken: ' && says unknown.out 'confirmed by you'
tell $? "what was not seen is confirmed by hand" unknown.out
says unknown.out '^"zzz" does nothing here' && says unknown.out 'The confirmation is taken back'
tell $? "a word that means nothing is told, and a confirmation taken back" unknown.out

printf '\n\n\n/ zzz\n/memory\n/\n' | run filter --plain --lab esxi >filter.out
says filter.out '^No check contains these words' && says filter.out '^Only lines with "memory"'
tell $? "words narrow a list" filter.out

printf '>\n>\n>\n>\ny 2\ny\no 2\n' | run copy --plain --session copy.json --lab esxi >copy.out
count 1 copy.out '^Shutdown-VMGuest -VM edge-01$' && says copy.out 'Add its number' &&
    says copy.out '^https://' && ! says copy.out clipboard
tell $? "a command stands alone on its line" copy.out

printf '>\n>\n>\n>\np\np 2\n?\n' | run qr --plain --session qr.json --lab esxi >qr.out
says qr.out 'Add its number' && count 1 qr.out '^https://' && says qr.out '^The QR code of this' &&
    says qr.out '^p and a number: ' && ! says qr.out '^Letters: .*p and' && is_printable qr.out
tell $? "a QR code is an address where it cannot be seen" qr.out

# Nobody listens on port 1.
printf '2\n\n>\n2\n\n1\nhttps://root@127.0.0.1:1\nedge-01\nhush-hush\n>\n' |
    run secret --plain --path esxi >secret.out
says secret.out 'Password, nothing of it is shown: $' && ! grep -r -q hush-hush secret.out secret
tell $? "a password is neither shown nor kept" secret.out

run esxi-twice --plain --lab esxi </dev/null >ends.out
tell $? "no answers at all end with 0" ends.out
answers='\n1\n\n2\n<\n4\n\n4096\n\n\n1\n\n1\n\n3\no\nc\n\n?\na\n3\na\n\nr\n4\ny\n\n2\n\n5\n3\nf\n1\nd\n'
failed=0
i=0
while [ $i -lt 36 ]; do
    i=$((i + 1))
    # shellcheck disable=SC2059
    printf "$answers" | head -n $i | LC_ALL=C run "ends-$i" --plain --lab hyperv >ends.out ||
        { failed=$i; break; }
    is_printable ends.out || { failed=$i; break; }
done
[ $failed -eq 0 ]
tell $? "the answers may end anywhere (here after line $failed)" ends.out
printf '\n\n\n\nq' | run noline --plain --lab esxi >noline.out
tell $? "the last line needs no newline" noline.out
says noline.out '^Number.*help: q$' && says noline.out '^Steps (5 of 6)'
tell $? "answers from elsewhere are repeated" noline.out

# --- sessions, starts, ends of the output --------------------------------------------------------
printf '2\n\n\n' | run resume --plain >resume.out
printf '\n' | run resume --plain >resume.out
says resume.out '^You have been here before' && says resume.out '^Connect (3 of 6)'
tell $? "the last session is offered, and Enter goes on with it" resume.out
printf '2\n' | run resume --plain >resume.out
says resume.out '^Path (1 of 6)'
tell $? "a new session begins where one is wanted" resume.out

printf 'q\n' | TERM=xterm run nowhere >nowhere.out &&
    says nowhere.out '^The full screen needs a terminal' && says nowhere.out '^Path (1'
tell $? "without a terminal it starts by itself, and says why" nowhere.out

printf '\n' | COLUMNS=40 "$wizard" --plain --session columns.json --lab esxi >columns.out
! LC_ALL=C.UTF-8 grep -q -E '^.{41}' columns.out && LC_ALL=C.UTF-8 grep -q -E '^.{30}' columns.out
tell $? "COLUMNS is the width" columns.out

: | "$wizard" --plain --session full.json --lab esxi >/dev/full 2>full.out
[ $? -eq 73 ] && says full.out 'cannot be written'
tell $? "output that cannot be written ends with 73" full.out
: | "$wizard" --plain --session closed.json --lab esxi >&- 2>closed.out
[ $? -eq 73 ]
tell $? "closed output ends with 73" closed.out

# --- the labs again ------------------------------------------------------------------------------
wait
for lab in hyperv esxi azure; do
    [ "$(cat "$lab.status")" -eq 0 ] && says "$lab.out" '^Ready for Deploy-Eflow' &&
        says "$lab.out" '^The report is in ' &&
        grep -q -r 'Ready for Deploy-Eflow' "$folder/lab-$lab"/eflow-readiness-*.txt
    tell $? "$lab becomes ready, and the report says so" "$lab.out"
    is_printable "$lab.out"
    tell $? "$lab: nothing but printable ASCII and newlines" "$lab.out"
    is_printable_utf8 "$lab.utf8" && says "$lab.utf8" '^Ready for Deploy-Eflow'
    tell $? "$lab: nothing but printable text and newlines in UTF-8" "$lab.utf8"
    each_change_once "$lab.out" && each_change_once "$lab.utf8"
    tell $? "$lab: each change is told once" "$lab.out"
    ! says "$lab.out" 'A minute has passed'
    tell $? "$lab: nothing was waited for in vain" "$lab.out"
done
count 1 esxi.out '^Changed: Turn the VM off: done'
tell $? "what the lab does is announced once" esxi.out
echo "1..$number"
