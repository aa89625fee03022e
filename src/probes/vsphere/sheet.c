#include "config.h"

#include "probes/vsphere/sheet.h"

struct sheet sheet_new(void)
{
    return (struct sheet){cJSON_CreateObject(), cJSON_CreateObject()};
}

void sheet_clear(struct sheet *sheet)
{
    cJSON_Delete(sheet->facts);
    cJSON_Delete(sheet->unknown);
    *sheet = (struct sheet){0};
}

void sheet_unknown(struct sheet *sheet, const char *fact, const char *why)
{
    cJSON_AddStringToObject(sheet->unknown, fact, why);
}

void sheet_text(struct sheet *sheet, const char *fact, const char *value, const char *why)
{
    if (value && *value)
        cJSON_AddStringToObject(sheet->facts, fact, value);
    else
        sheet_unknown(sheet, fact, why);
}

void sheet_flag(struct sheet *sheet, const char *fact, int value, const char *why)
{
    if (value >= 0)
        cJSON_AddBoolToObject(sheet->facts, fact, value > 0);
    else
        sheet_unknown(sheet, fact, why);
}

void sheet_count(struct sheet *sheet, const char *fact, long value, const char *why)
{
    if (value >= 0)
        cJSON_AddNumberToObject(sheet->facts, fact, (double)value);
    else
        sheet_unknown(sheet, fact, why);
}

bool sheet_same(const struct sheet *a, const struct sheet *b)
{
    return cJSON_Compare(a->facts, b->facts, true) && cJSON_Compare(a->unknown, b->unknown, true);
}
