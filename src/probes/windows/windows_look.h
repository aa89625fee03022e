/* Reads the raw output of the PowerShell scripts and writes facts; shared by the windows_*.c files
 * that map one area each. Raw values are text from outside: any type may be wrong, anything may be
 * missing.
 *
 *   const cJSON *os = look_section(look, "os", "guest.os.build", "guest.os.caption", NULL);
 *   if (os)
 *       look_put_text(look, "guest.os.caption", raw_text(os, "caption"));
 *
 * A section that is not there makes its facts unknown, with the reason that the script gave. */
#ifndef EFLOW_PROBES_WINDOWS_LOOK_H
#define EFLOW_PROBES_WINDOWS_LOOK_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

struct look {
    const cJSON *raw; /* the whole answer of the script */
    cJSON *facts;     /* name -> value */
    cJSON *unknown;   /* name -> reason */
};

enum raw_flag { RAW_NO, RAW_YES, RAW_UNSAID };

struct look_word {
    const char *raw;  /* compared without regard to case */
    const char *word; /* what the fact says; NULL ends a table */
};

/* The section, or NULL; then every named fact (the list ends with NULL) is unknown with the reason.
 */
const cJSON *look_section(struct look *look, const char *section, ...);

/* The section, or NULL, without saying anything about facts. */
const cJSON *look_peek(const struct look *look, const char *section);

/* The word of the script for why the section is missing ("denied", "command" ...), "" where none.
 */
const char *look_problem(const struct look *look, const char *section);

/* Why the section is missing, for people; the caller frees. */
char *look_reason(const struct look *look, const char *section);

/* NULL where the key is missing, no text, or empty. */
const char *raw_text(const cJSON *object, const char *key);

/* True and *ret_number for a number, or a text that is one ("22631"). */
bool raw_number(const cJSON *object, const char *key, double *ret_number);

enum raw_flag raw_flag(const cJSON *object, const char *key);

/* The list under the key; empty where there is none. Iterate with cJSON_ArrayForEach. */
const cJSON *raw_list(const cJSON *section, const char *key);

/* Turns everything that PowerShell made of a list (one bare element, null, {"value": [...],
 * "Count": n}) into a list again, at every depth. The depth is limited by who parsed it. */
void raw_repair(cJSON *parent);

/* How many elements a list from raw_list has. */
int raw_count(const cJSON *list);

/* The element of the list whose key has this text (without regard to case), or NULL. */
const cJSON *raw_find(const cJSON *list, const char *key, const char *text);

/* Each writes a known fact, or "Windows does not say" where the value is missing. */
void look_put_text(struct look *look, const char *name, const char *text);
void look_put_flag(struct look *look, const char *name, enum raw_flag flag);
void look_put_number(struct look *look, const char *name, const cJSON *object, const char *key);
void look_put_floor(struct look *look, const char *name, const cJSON *object, const char *key,
                    double divisor);
void look_put_word(struct look *look, const char *name, const char *raw,
                   const struct look_word words[]);

/* Takes the value over. */
void look_put_value(struct look *look, const char *name, cJSON *value);

/* The word for raw, or NULL. */
const char *look_word(const char *raw, const struct look_word words[]);

/* The reason is copied; an earlier value or reason of this name is dropped. */
void look_put_unknown(struct look *look, const char *name, const char *reason);

#endif
