/* Finds what belongs to somebody in a text, and what to write instead (private to src/report).
 *
 *   struct redactor redactor = {0};
 *   redactor_learn(&redactor, "vm", "edge-01");
 *   char *text = redactor_apply(&redactor, "edge-01 has 10.20.30.41");    "vm-1 has net-1.host-1"
 *   redactor_clear(&redactor);
 *
 * The same original always gets the same word. Applying also learns: who was found as a user in
 * one text is known in the next. */
#ifndef EFLOW_REPORT_REDACT_H
#define EFLOW_REPORT_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/text.h"

/* One original and the word that stands for it. */
struct alias {
    char *original;
    char *word;
    bool is_name; /* replaced wherever it stands, not only where its form tells what it is */
};

struct redactor {
    size_t count;
    struct alias *aliases; /* longest originals first */
    size_t kind_count;
    unsigned before;           /* the character before the place in the text */
    struct kind_number *kinds; /* the last number of each kind of word */
};

/* From now on original reads as "KIND-1" (or the word it has already). Names that say nothing
 * about anybody ("Windows", "VM") and single letters are not learned. */
void redactor_learn(struct redactor *redactor, const char *kind, const char *original);

/* A copy of the text without names, addresses, ids and fingerprints; the caller frees. */
char *redactor_apply(struct redactor *redactor, const char *text);

/* The word for an original that its form or place gave away, new if it has none yet. Borrowed. */
const char *redactor_word(struct redactor *redactor, const char *kind, const char *original,
                          size_t length);

/* The word for a host, with or without its domain; "edge-01.plant.example" is who "edge-01" was.
 * Borrowed. */
const char *redactor_host(struct redactor *redactor, const char *host);

void redactor_clear(struct redactor *redactor);

/* Looks for an address, id, user or host at text. Adds what stands for it to out and returns how
 * long the original is; 0 when there is none. */
size_t redact_pattern(struct redactor *redactor, const char *text, struct text *out);

#endif
