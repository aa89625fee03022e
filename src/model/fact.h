/* Facts: named values with a source and a time, or "unknown" with a reason.
 *
 *   struct facts *facts = facts_new();
 *   facts_merge(facts, "esxi", answer, now_ms, &strangers);
 *   const struct reading *power = facts_get(facts, fact_find("vm.power"));
 *   if (power->value != NULL) ...
 *   facts_free(facts);
 *
 * Names, types and words are those of the facts contract (fact_table.c is its list). A value is a
 * cJSON item that fits the type of its fact; words are kept in lower case. Several sources may have
 * said something about one fact: the latest that knows a value counts, and the others are still
 * there to be compared. A fact is named by its index in the table (0 .. FACT_COUNT - 1); FACT_NONE
 * is no fact. */
#ifndef EFLOW_MODEL_FACT_H
#define EFLOW_MODEL_FACT_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/fact_table.h"

/* What one source said about one fact. */
struct reading {
    const cJSON *value; /* NULL: unknown */
    const char
        *reason; /* why it is unknown, a whole sentence or clause; NULL where nobody said why */
    const char *source;    /* in words: "vSphere API, esx-01"; NULL: nobody was asked */
    const char *source_id; /* who said it, for the program: "vsphere", "file:a.json", "plan" */
    int64_t at;            /* milliseconds since 1970 when it was last said; 0: never */
    int64_t changed_at;    /* when it took this value */
};

struct facts;

struct facts *facts_new(void);
struct facts *facts_free(struct facts *facts); /* always returns NULL */
struct facts *facts_copy(const struct facts *facts);

/* Takes over what one source says: an object with "facts", and where it has them "unknown" and
 * "source". A name that it does not mention keeps what the source said before. A value of the wrong
 * type or outside its words becomes unknown with a reason that says what was expected. Derived
 * facts are never taken from outside, facts of the plan only from the source "plan"; both are
 * passed over without a word. Names that the table does not have are kept for facts_to_json, and
 * added to ret_strangers (a cJSON array of strings that the caller owns; may be NULL). at is in
 * milliseconds since 1970. Returns whether any fact now reads differently. */
bool facts_merge(struct facts *facts, const char *source_id, const cJSON *answer, int64_t at,
                 cJSON *ret_strangers);

/* Sets one fact; value NULL or JSON null makes it unknown for this source, for the reason given
 * (may be NULL). The value is copied and must fit the fact. */
void facts_set(struct facts *facts, int fact, const char *source_id, const char *source,
               const cJSON *value, const char *reason, int64_t at);

/* Forgets everything that a source said. */
void facts_forget(struct facts *facts, const char *source_id);

/* What counts now. Never NULL; a fact that nobody spoke of reads as unknown without a source. The
 * reading is valid until the facts change. */
const struct reading *facts_get(const struct facts *facts, int fact);

/* Everything that was said about one fact, latest first. */
size_t facts_reading_count(const struct facts *facts, int fact);
const struct reading *facts_reading(const struct facts *facts, int fact, size_t index);

/* Whether two sources know different values of this fact. */
bool facts_disagree(const struct facts *facts, int fact);

/* The facts as a facts file ("eflow-facts/1"), with the reasons of what is unknown, strangers
 * included, derived and plan facts left out. collected is an ISO time. The caller frees. */
cJSON *facts_to_json(const struct facts *facts, const char *source, const char *collected);

/* --- single facts and values --- */

/* The fact of this name, FACT_NONE if there is none. Case matters. */
int fact_find(const char *name);
const char *fact_name(int fact);
const struct fact_kind *fact_kind(int fact);

/* Whether the value fits the type and words of the fact (words without regard to case). */
bool fact_value_fits(int fact, const cJSON *value);

/* A value of this fact in the person's language and notation: "on", "8192", "1.1.1.1, 9.9.9.9".
 * Words read as they are; yes-or-no facts "yes"/"no" or "on"/"off"; NULL reads "unknown". The
 * caller frees. */
char *fact_value_text(int fact, const cJSON *value);

/* Reads what a person typed as a value of this fact: numbers, words, yes/no/true/false/on/off,
 * lists of strings separated by commas; an empty text is NULL with *ret_ok true. The caller frees
 * the item. */
cJSON *fact_value_from_text(int fact, const char *text, bool *ret_ok);

/* What values the fact takes, as a clause: "one of on, off, saved", "a whole number". The caller
 * frees. */
char *fact_expected(int fact);

/* Whether two values are the same (words and strings exactly, numbers as numbers, lists part by
 * part). */
bool fact_value_same(const cJSON *a, const cJSON *b);

#endif
