#include "config.h"

#include "kit.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

cJSON *kit_json(const char *text)
{
    char *plain = must_copy(text);
    for (char *c = strchr(plain, '\''); c != NULL; c = strchr(c, '\'')) {
        *c = '"';
    }
    struct error err = {0};
    cJSON *json = json_parse_text(plain, strlen(plain), "test", &err);
    cr_assert_not_null(json, "%s: %s", plain, err.what);
    free(plain);
    return json;
}

struct facts *kit_facts(const char *text)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *strangers = cJSON_CreateArray();
    struct facts *facts = facts_new();
    cJSON_AddItemToObject(answer, "facts", kit_json(text));
    facts_merge(facts, "test", answer, 1000, strangers);
    cr_assert_eq(cJSON_GetArraySize(strangers), 0, "a fact of this test does not exist: %s", text);
    cJSON_Delete(strangers);
    cJSON_Delete(answer);
    return facts;
}

char *kit_fact(const struct facts *facts, const char *name)
{
    cr_assert_neq(fact_find(name), FACT_NONE, "%s", name);
    return fact_value_text(fact_find(name), facts_get(facts, fact_find(name))->value);
}

void kit_expect(char *got, const char *wanted)
{
    cr_assert_not_null(got);
    cr_expect_str_eq(got, wanted, "got      %s\n  expected %s", got, wanted);
    free(got);
}

const struct screens *kit_screens(void)
{
    static struct screens *screens = NULL;
    if (screens == NULL) {
        struct error err = {0};
        screens = screens_open(NULL, &err);
        cr_assert_not_null(screens, "%s", err.what);
    }
    return screens;
}

const struct library *kit_library(void)
{
    static struct library *library = NULL;
    if (library == NULL) {
        struct error err = {0};
        library = library_load(kit_screens()->files, kit_screens()->count, &err);
        cr_assert_not_null(library, "%s: %s", err.where, err.what);
    }
    return library;
}
