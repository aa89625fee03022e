# Prints the texts of the screens as a gettext template:
#
#   LC_ALL=C awk -f build-aux/screens-messages.awk screens/*.json screens/lab/*.json
#
# A message's reference is file and line, its comment the file, the JSON path, and the placeholders that
# a translation has to keep. xgettext joins messages that occur more than once.

BEGIN {
    count = split("title short summary because ask help label text why fix confirm body where " \
                  "says means do", names, " ")
    for (i = 1; i <= count; i++)
        is_text[names[i]] = 1
    token = "^(\"([^\"\\\\]|\\\\.)*\"|[][{},:]|[^][{},: \t\"]+)"
    print "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\""
}

FNR == 1 {
    depth = 0
    wants_key = 0
    name = FILENAME
    sub(/^screens\//, "", name)
}

FILENAME ~ /\.schema\.json$/ { next }

{
    rest = $0
    sub(/^[ \t\r]+/, "", rest)
    while (rest != "") {
        if (!match(rest, token))
            refuse("is no JSON: " rest)
        part = substr(rest, 1, RLENGTH)
        rest = substr(rest, RLENGTH + 1)
        take(part)
        sub(/^[ \t\r]+/, "", rest)
    }
}

function refuse(why) {
    printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
    exit 1
}

function take(part) {
    if (part == "{" || part == "[") {
        kind[++depth] = part
        place[depth] = part == "[" ? 0 : ""
        wants_key = part == "{"
    } else if (part == "}" || part == "]") {
        depth--
        wants_key = 0
    } else if (part == ",") {
        if (kind[depth] == "[")
            place[depth]++
        wants_key = kind[depth] == "{"
    } else if (part == ":") {
        wants_key = 0
    } else if (part ~ /^"/ && wants_key) {
        place[depth] = substr(part, 2, length(part) - 2)
    } else if (part ~ /^"/ && kind[depth] == "{") {
        say(part)
    }
}

function path(    i, all) {
    for (i = 1; i <= depth; i++)
        all = all (kind[i] == "[" ? "[" place[i] "]" : (i > 1 ? "." : "") place[i])
    return all
}

# Something has to be left of the text without its placeholders.
function has_words(text) {
    gsub(/[{][{]|[}][}]|\\./, "", text)
    gsub(/[{][a-z0-9_.]+/, "", text)
    return text ~ /[A-Za-z\200-\377]/
}

function placeholders(text,    all) {
    gsub(/[{][{]|[}][}]/, "", text)
    while (match(text, /[{][a-z0-9_.]+/)) {
        all = all " " substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        all = all (text ~ /^[|]/ ? "|...}" : "}")
    }
    return all
}

function say(text,    where, kept) {
    where = path()
    if (!(place[depth] in is_text) && where !~ /^checks\[[0-9]+\]\.value$/)
        return
    if (text !~ /^([^\\]|\\["\\nt])*$/)
        refuse("write the character itself, not an escape: " text)
    if (!has_words(text))
        return
    kept = placeholders(text)
    printf "\n#. %s: %s\n", name, where
    if (kept != "")
        printf "#. keep%s\n", kept
    printf "#: %s:%d\nmsgid %s\nmsgstr \"\"\n", FILENAME, FNR, text
}
