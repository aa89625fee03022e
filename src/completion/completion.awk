# Writes the completion script TARGET; its name tells the shell:
#     awk -v target=TARGET -v labs="SCENARIO..." -f completion.awk commands.list options.list
BEGIN { FS = "|" }
/^#/ { next }
FILENAME ~ /commands\.list$/ { command[++commands] = $1; command_help[commands] = $2; next }
{ option[++options] = $1; value[options] = $2; help[options] = $4; split_kind(options, $3) }
END {
    if (target ~ /\.fish$/) fish()
    else if (target ~ /_eflow-wizard$/) zsh()
    else bash()
}

# The kind is the first word, what it needs is the rest.
function split_kind(i, text) {
    kind[i] = rest[i] = text
    sub(/ .*/, "", kind[i])
    sub(/^[^ ]* ?/, "", rest[i])
    if (kind[i] == "labs") { kind[i] = "words"; rest[i] = labs }
}

function joined(list, count,    text, i) {
    for (i = 1; i <= count; i++) text = text (i > 1 ? " " : "") list[i]
    return text
}

# --- bash ---

function bash(    i) {
    print "# bash completion of eflow-wizard; made from options.list"
    print "_eflow_wizard() {"
    print "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} IFS=$' \\t\\n'"
    print "    # --option=value comes as three words."
    print "    [[ $cur == = ]] && cur="
    print "    [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}"
    print "    case $prev in"
    for (i = 1; i <= options; i++)
        if (kind[i] != "none") printf "    %s) %s; return ;;\n", bash_names(i), bash_value(i)
    print "    esac"
    print "    case $cur in"
    printf "    -*) COMPREPLY=($(compgen -W '%s -o -h -V' -- \"$cur\")) ;;\n", joined(option, options)
    printf "    *) [[ $COMP_CWORD == 1 ]] && COMPREPLY=($(compgen -W '%s' -- \"$cur\"))\n", joined(command, commands)
    print "       [[ ${#COMPREPLY[@]} == 0 ]] && COMPREPLY=($(compgen -f -- \"$cur\")) && compopt -o filenames ;;"
    print "    esac"
    print "}"
    print "complete -F _eflow_wizard eflow-wizard"
}

function bash_names(i) { return option[i] == "--output" ? "-o | --output" : option[i] }

function bash_value(i) {
    if (kind[i] == "words")
        return "COMPREPLY=($(compgen -W '" rest[i] "' -- \"$cur\"))" (rest[i] ~ /[=\/]( |$)/ ? "; compopt -o nospace" : "")
    if (kind[i] == "ids")
        return "COMPREPLY=($(compgen -W \"$(\"$1\" " rest[i] " 2>/dev/null | cut -d' ' -f1)\" -- \"$cur\"))"
    if (kind[i] == "file") return "COMPREPLY=($(compgen -f -- \"$cur\")); compopt -o filenames"
    if (kind[i] == "folder") return "COMPREPLY=($(compgen -d -- \"$cur\")); compopt -o filenames"
    return "COMPREPLY=()"
}

# --- zsh ---

function zsh(    i) {
    print "#compdef eflow-wizard"
    print "# zsh completion of eflow-wizard; made from options.list"
    print "_eflow_wizard_ids() { compadd -- ${(f)\"$(_call_program ids $service $1 2>/dev/null | cut -d' ' -f1)\"} }"
    print "_eflow_wizard_commands() {"
    print "    local -a commands=("
    for (i = 1; i <= commands; i++) printf "        '%s:%s'\n", command[i], zsh_text(command_help[i])
    print "    )"
    print "    _describe command commands"
    print "}"
    print "_arguments -s \\"
    for (i = 1; i <= options; i++)
        printf "    '%s%s[%s]%s' \\\n", zsh_repeat(i), option[i] (kind[i] == "none" ? "" : "="), help[i], zsh_value(i)
    print "    '-o[write into a file]:file:_files' '-h[the help text]' '-V[the version]' \\"
    print "    '1:command:_eflow_wizard_commands' '*:file:_files'"
}

function zsh_repeat(i) { return option[i] ~ /^--(facts|plan|skip|accept)$/ ? "*" : "" }
function zsh_text(text) { gsub(/:/, "\\:", text); return text }

function zsh_value(i,    words) {
    words = rest[i]
    gsub(/:/, "\\:", words)
    if (kind[i] == "none") return ""
    # An option in two colons takes its value or none.
    if (option[i] == "--lab") return "::" value[i] ":(" words ")"
    if (kind[i] == "words") return ":" value[i] ":(" words ")"
    if (kind[i] == "ids") return ":" value[i] ":{_eflow_wizard_ids " rest[i] "}"
    if (kind[i] == "file") return ":" value[i] ":_files"
    if (kind[i] == "folder") return ":" value[i] ":_files -/"
    return ":" value[i] ": "
}

# --- fish ---

function fish(    i) {
    print "# fish completion of eflow-wizard; made from options.list"
    print "complete -c eflow-wizard -f"
    for (i = 1; i <= commands; i++)
        printf "complete -c eflow-wizard -n __fish_use_subcommand -a %s -d '%s'\n", command[i], command_help[i]
    print "complete -c eflow-wizard -n '__fish_seen_subcommand_from report' -F"
    for (i = 1; i <= options; i++)
        printf "complete -c eflow-wizard -l %s%s%s -d '%s'\n", substr(option[i], 3), fish_short(i), fish_value(i), help[i]
}

function fish_short(i) {
    if (option[i] == "--output") return " -s o"
    if (option[i] == "--help") return " -s h"
    return option[i] == "--version" ? " -s V" : ""
}

function fish_value(i) {
    if (kind[i] == "none") return ""
    if (kind[i] == "words") return (option[i] == "--lab" ? " -f" : " -x") " -a '" rest[i] "'"
    if (kind[i] == "ids") return " -x -a '(eflow-wizard " rest[i] " 2>/dev/null | cut -d\" \" -f1)'"
    if (kind[i] == "file") return " -r -F"
    if (kind[i] == "folder") return " -x -a '(__fish_complete_directories)'"
    return " -x"
}
