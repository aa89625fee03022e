#!/bin/sh
# The help text, the man page and the completions know the same commands, options and exit statuses; prints TAP.
set -eu
src=${EFLOW_SRCDIR:-$(dirname "$0")/..}/src
made=${EFLOW_BUILDDIR:-$src/../build}
help=$("$made/eflow-wizard" --help)
man=$(sed 's/\\-/-/g' "$src/eflow-wizard.1")
bash=$made/src/completion/eflow-wizard
zsh=$made/src/completion/_eflow-wizard
fish=$made/src/completion/eflow-wizard.fish
number=0

# point NAME WHAT-IS-WRONG: a test, which fails if anything is.
point() {
    number=$((number + 1))
    if [ -z "$2" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        echo "# $2"
    fi
}

# has TEXT PATTERN WHERE: says what is missing.
has() { printf '%s\n' "$1" | grep -qE -e "$2" || printf 'it is missing in %s; ' "$3"; }

option_everywhere() {
    point "$1" "$(
        has "$help" "^ +(-.,  ?)?$1( |\$)|^ +(-., )$1( |\$)" '--help'
        has "$man" "^\.It (Fl . .*Fl -|Fl . , Fl -|Fl -)${1#--}( |\$)" 'the man page'
        has "$(cat "$bash")" "[ ']$1 " 'the completion of bash'
        has "$(cat "$zsh")" "'[*]?$1[=[]" 'the completion of zsh'
        has "$(cat "$fish")" " -l ${1#--} " 'the completion of fish'
    )"
}

command_everywhere() {
    point "$1" "$(
        has "$man" "^\.It Cm $1( |\$)" 'the man page'
        has "$(cat "$bash")" "[ ']$1[ ']" 'the completion of bash'
        has "$(cat "$zsh")" "'$1:" 'the completion of zsh'
        has "$(cat "$fish")" "-a $1 " 'the completion of fish'
    )"
}

status_in_man() { point "exit status $1" "$(has "$man" "^\.It $1\$" 'the man page')"; }

# completes LINE WORD: bash offers WORD after LINE, whose last word is being typed.
# shellcheck disable=SC2086 # a line is words
completes() {
    offered=$(bash -c '. "$1"; shift; PATH=$1:$PATH; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
        _eflow_wizard "$1"; printf "%s\n" "${COMPREPLY[@]}"' - "$bash" "$made" eflow-wizard $1 "$2")
    point "bash completes: $1 $2" "$(has "$offered" "^$3\$" "what bash offers: $(echo "$offered" | tr '\n' ' ')")"
}

# The options of the help text, and those that the completions know: neither may have more.
for option in $({
    printf '%s\n' "$help" | sed -nE 's/^ +(-., )?(--[a-z-]+).*/\2/p'
    sed -nE 's/^(--[a-z-]+)\|.*/\1/p' "$src/completion/options.list"
} | sort -u); do
    option_everywhere "$option"
done
twice=$(printf '%s\n' "$help" | sed -nE 's/^ +(-., )?(--[a-z-]+).*/\2/p' | sort | uniq -d)
point 'the help text has each option once' "${twice:+more than once: $twice}"
for command in $(printf '%s\n' "$help" | sed -nE 's/^  ([a-z]+) .*/\1/p'); do
    command_everywhere "$command"
done
for status in $(printf '%s\n' "$help" | sed -n '/^Exit status/,$p' | grep -oE '[0-9]+'); do
    status_in_man "$status"
done

completes '' --form --format
completes '' che check
completes check '' '.*\..*'
completes '--path' es esxi
completes '--path =' hyp hyperv
completes '--lab' az azure-ready
completes 'check --skip' azure. 'azure.size'
completes 'report old.json --format' j json

echo "1..$number"
