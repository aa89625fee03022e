#include "config.h"

#include "recorded.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/windows/windows_facts.h"
#include "sys/text.h"

cJSON *recorded_read(const char *folder, const char *name)
{
    char *path = text_format("%s/tests/data/%s/%s", getenv("EFLOW_SRCDIR"), folder, name);
    FILE *file = fopen(path, "r");
    struct text text = {0};
    char line[4096];
    cJSON *json;

    cr_assert(file, "cannot read %s", path);
    while (fgets(line, sizeof line, file))
        text_add(&text, line);
    (void)fclose(file);
    json = cJSON_Parse(text.s);
    cr_assert(json, "%s is no JSON", path);
    text_free(&text);
    free(path);
    return json;
}

cJSON *recorded_machine(const char *machine)
{
    char *name = text_format("%s.json", machine);
    cJSON *json = recorded_read("windows", name);

    free(name);
    return json;
}

struct seen recorded_map(const cJSON *raw)
{
    struct seen seen = {.facts = cJSON_CreateObject(), .unknown = cJSON_CreateObject()};

    cr_assert(windows_facts_from_raw(raw, seen.facts, seen.unknown) == 0);
    return seen;
}

void recorded_forget(struct seen *seen)
{
    cJSON_Delete(seen->facts);
    cJSON_Delete(seen->unknown);
}

char *recorded_fact(const struct seen *seen, const char *fact)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(seen->facts, fact);
    const cJSON *reason = cJSON_GetObjectItemCaseSensitive(seen->unknown, fact);
    char *json, *copy;

    if (!value)
        return text_format("?%s", reason ? reason->valuestring : "");
    cr_expect(!reason, "%s is known and unknown", fact);
    json = cJSON_PrintUnformatted(value);
    copy = must_copy(json);
    cJSON_free(json);
    return copy;
}

void recorded_expect(const char *machine, const struct expectation *expected, size_t count)
{
    cJSON *raw = recorded_machine(machine);
    struct seen seen = recorded_map(raw);

    for (; count > 0; expected++, count--) {
        char *reads = recorded_fact(&seen, expected->fact);

        cr_expect_str_eq(reads, expected->reads, "%s: %s reads %s, not %s", machine, expected->fact,
                         reads, expected->reads);
        free(reads);
    }
    recorded_forget(&seen);
    cJSON_Delete(raw);
}
