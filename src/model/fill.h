/* Texts with places for facts: "Shutdown-VMGuest -VM {vm.name|the VM}".
 *
 * A placeholder is {FACT} or {FACT|what to say while it is unknown or empty}; without the bar an
 * unknown fact reads "?". A literal brace is written twice. */
#ifndef EFLOW_MODEL_FILL_H
#define EFLOW_MODEL_FILL_H

#include "model/fact.h"
#include "model/json_at.h"

/* How a value is written into a text. */
enum fill_quoting {
    FILL_PLAIN,      /* for people */
    FILL_POWERSHELL, /* one argument of Windows PowerShell: quoted where it needs to be */
    FILL_POSIX,      /* one argument of a POSIX shell */
    FILL_CMD,        /* one argument of cmd.exe */
};

/* Refuses a text whose placeholders name no fact, or are not closed. 0 or -1 with err. */
int fill_check(const char *text, const struct json_at *at, struct error *err);

/* The text with the facts filled in; what stands after a bar is taken as it is. A list in a command
 * becomes its elements, each quoted, with commas between; an empty one reads as if it were unknown.
 * The caller frees. */
char *fill(const char *text, const struct facts *facts, enum fill_quoting quoting);

/* One value as one argument of that shell: 'it''s'. The caller frees. */
char *fill_quote(const char *value, enum fill_quoting quoting);

#endif
