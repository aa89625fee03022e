/* The facts of one look: what was seen, and what was not and why.
 *
 *   struct sheet sheet = sheet_new();
 *   sheet_flag(&sheet, "vm.nested", xml_flag(node), _("the server does not tell it"));
 *   probe_write_answer(sheet.facts, sheet.unknown, source);
 *   sheet_clear(&sheet);
 */
#ifndef EFLOW_PROBES_VSPHERE_SHEET_H
#define EFLOW_PROBES_VSPHERE_SHEET_H

#include <cjson/cJSON.h>
#include <stdbool.h>

struct sheet {
    cJSON *facts;
    cJSON *unknown;
};

struct sheet sheet_new(void);
void sheet_clear(struct sheet *sheet);

/* A word or text; unknown for the reason why where it is NULL or empty. */
void sheet_text(struct sheet *sheet, const char *fact, const char *value, const char *why);

/* 1 or 0; unknown where it is negative. */
void sheet_flag(struct sheet *sheet, const char *fact, int value, const char *why);

/* A count; unknown where it is negative. */
void sheet_count(struct sheet *sheet, const char *fact, long value, const char *why);

void sheet_unknown(struct sheet *sheet, const char *fact, const char *why);

/* Whether two sheets say the same. */
bool sheet_same(const struct sheet *a, const struct sheet *b);

#endif
