#!/bin/sh
# Stands for a far side with Windows PowerShell: sshd runs it instead of the command that ssh asks for.
# What it does is in the file "mode" of the folder FAR; what it was asked is kept there too.
set -u
FAR=$1
mode=$(cat "$FAR/mode")
printf '%s\n' "${SSH_ORIGINAL_COMMAND:-}" >>"$FAR/commands"

# The script comes on the first line; nothing but a script of ours is taken.
take_script() {
    IFS= read -r script || exit 9
    printf '%s' "$script" | base64 -d >"$FAR/script.ps1" || exit 9
    read -r first <"$FAR/script.ps1"
    case $first in
    '# eflow-wizard '*) ;;
    *) echo 'this is not the script' >&2 && exit 9 ;;
    esac
}

# As ConvertTo-Json -Compress begins it; the blanks further on do no harm.
answer() { tr -d '\n' <"$FAR/answer.json" | sed 's/^{ *"format": "/{"format":"/' && echo; }
answer_in_lines() { answer | fold -w 80; }
answer_in_utf16() { answer | iconv -f UTF-8 -t UTF-16LE; }

each_request() {
    while IFS= read -r request; do
        printf '%s\n' "$request" >>"$FAR/requests"
        "$@"
    done
    echo ended >>"$FAR/ended"
}

case $mode in
replay) take_script && each_request answer ;;
hang) take_script && exec cat >/dev/null ;;
deaf) exec sleep 4 ;;
flood) take_script && exec yes 'The system cannot find the path specified.' ;;
endless) take_script && exec tr '\0' x </dev/zero ;;
garbage)
    take_script
    head -c 3000 /dev/urandom
    echo
    each_request answer
    ;;
half)
    take_script
    IFS= read -r request
    answer | head -c 200
    exit 3
    ;;
dies)
    take_script
    IFS= read -r request
    answer
    exit 3
    ;;
lines) take_script && each_request answer_in_lines ;;
utf16)
    take_script
    printf '\377\376'
    each_request answer_in_utf16
    ;;
banner)
    printf 'Windows PowerShell\r\nCopyright (C) Microsoft Corporation.\r\n\r\n'
    printf '#< CLIXML\r\n<Objs Version="1.1.0.1"><Obj S="progress" RefId="0"/></Objs>' >&2
    take_script
    printf '#< CLIXML\r\n'
    each_request answer
    ;;
clixml)
    take_script
    printf '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">' >&2
    printf '<S S="Error">The term was refused_x000D__x000A_</S><S S="Error"> by policy.</S></Objs>' >&2
    exit 1
    ;;
constrained)
    printf '    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage\r\n' >&2
    exit 1
    ;;
other-role)
    take_script
    sed 's/"role": "guest"/"role": "host"/' "$FAR/answer.json" >"$FAR/other.json"
    mv "$FAR/other.json" "$FAR/answer.json"
    each_request answer
    ;;
no-powershell)
    echo "sh: 1: powershell: not found" >&2
    exit 127
    ;;
cmd-without-powershell)
    printf "'powershell' is not recognized as an internal or external command,\r\n" >&2
    printf 'operable program or batch file.\r\n' >&2
    exit 1
    ;;
*) exit 8 ;;
esac
