/* The judged machines of tests/data/verdicts.json: a second model, written from screens/README.md alone,
 * says of each what every check and the verdict are (tests/screens_model.py; screens_check.py holds it against
 * the table and rewrites it). This model has to say the same. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "kit.h"
#include "sys/file.h"
#include "sys/text.h"

static cJSON *read_machines(void)
{
    struct error err = {0};
    size_t length = 0;
    char *path = text_format("%s/tests/data/verdicts.json", getenv("EFLOW_SRCDIR"));
    char *bytes = file_read(path, SCREEN_FILE_LIMIT, &length, &err);
    cr_assert_not_null(bytes, "%s", err.what);
    cJSON *machines = json_parse_text(bytes, length, path, &err);
    cr_assert_not_null(machines, "%s", err.what);
    cr_assert_gt(cJSON_GetArraySize(machines), 100);
    free(bytes);
    free(path);
    return machines;
}

static const char *string_of(const cJSON *object, const char *key)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    cr_assert_not_null(value, "%s", key);
    return value;
}

static struct assessment *judge(const cJSON *machine)
{
    cJSON *answer = cJSON_CreateObject();
    struct facts *facts = facts_new();
    cJSON_AddItemToObject(
        answer, "facts", cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(machine, "facts"), true));
    facts_merge(facts, "test", answer, 1000, NULL);
    struct assessment *all = assess(
        &(struct assess_input){.guide = library_guide(kit_library(), string_of(machine, "path")),
                               .sizes = kit_library()->sizes,
                               .facts = facts,
                               .choices = cJSON_GetObjectItemCaseSensitive(machine, "plan")});
    facts_free(facts);
    cJSON_Delete(answer);
    return all;
}

Test(verdicts, every_check_of_every_machine_is_judged_alike)
{
    cJSON *machines = read_machines();
    const cJSON *machine = NULL;
    cJSON_ArrayForEach(machine, machines)
    {
        const char *name = string_of(machine, "machine");
        const cJSON *checks = cJSON_GetObjectItemCaseSensitive(machine, "checks");
        struct assessment *all = judge(machine);
        cr_expect_eq(all->check_count, (size_t)cJSON_GetArraySize(checks), "%s", name);
        for (size_t i = 0; i < all->check_count; i++) {
            const char *id = all->checks[i].check->id;
            const char *status = check_status_name(all->checks[i].status);
            cr_expect_str_eq(status, string_of(checks, id), "%s: %s is %s here", name, id, status);
        }
        assessment_free(all);
    }
    cJSON_Delete(machines);
}

Test(verdicts, every_machine_has_the_same_verdict)
{
    cJSON *machines = read_machines();
    const cJSON *machine = NULL;
    cJSON_ArrayForEach(machine, machines)
    {
        struct assessment *all = judge(machine);
        const char *verdict = verdict_name(all->verdict);
        cr_expect_str_eq(verdict, string_of(machine, "verdict"), "%s is %s here: %s",
                         string_of(machine, "machine"), verdict, all->sentence);
        assessment_free(all);
    }
    cJSON_Delete(machines);
}

Test(verdicts, the_table_has_machines_of_every_path_and_verdict)
{
    cJSON *machines = read_machines();
    for (size_t i = 0; i < kit_library()->guide_count; i++) {
        for (enum verdict verdict = 0; verdict < VERDICT_COUNT; verdict++) {
            const char *path = kit_library()->guides[i].own->id;
            size_t count = 0;
            const cJSON *machine = NULL;
            cJSON_ArrayForEach(machine, machines)
            {
                count += strcmp(string_of(machine, "path"), path) == 0 &&
                         strcmp(string_of(machine, "verdict"), verdict_name(verdict)) == 0;
            }
            cr_expect_gt(count, 0, "%s, %s", path, verdict_name(verdict));
        }
    }
    cJSON_Delete(machines);
}
