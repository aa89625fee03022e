#!/bin/sh
# Writes a C header with the joined files as a string: embed.sh NAME FILE...
set -eu
name=$1
shift
printf 'static const char %s[] = {\n' "$name"
cat "$@" | od -An -v -tu1 | sed 's/  */, /g; s/^, //; s/$/,/'
printf '0};\n'
