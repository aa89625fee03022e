#!/bin/sh
# Prints a C table of files: embed.sh TOP NAME FILE... makes "const struct screen_file NAME[]" of
# them, each named by its path below TOP.
set -eu
top=$1 table=$2
shift 2
printf '#include "sys/screens.h"\n\n'
number=0
for file; do
    printf 'static const unsigned char file_%d[] = {\n' "$number"
    od -An -v -tu1 "$file" | awk '{ gsub(/ +/, ","); print substr($0, 2) "," }'
    printf '0};\n'
    number=$((number + 1))
done
printf 'const struct screen_file %s[] = {\n' "$table"
number=0
for file; do
    printf '    {"%s", (const char *)file_%d, sizeof file_%d - 1},\n' "${file#"$top"/}" "$number" "$number"
    number=$((number + 1))
done
printf '    {NULL, NULL, 0},\n};\n'
