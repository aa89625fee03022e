#include "probe/lab_read.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/guide_read.h"
#include "sys/text.h"

#define LONGEST_ACTION_MS 60000

int lab_check_values(const cJSON *values, const struct json_at *at, struct error *err)
{
    if (values != NULL && !cJSON_IsObject(values)) {
        return json_wrong(err, at, _("Facts are an object of names and values."));
    }
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, values)
    {
        struct json_at here = json_at_key(at, value->string);
        int fact = fact_find(value->string);
        if (fact == FACT_NONE || fact_kind(fact)->derived) {
            return json_wrong(err, &here, _("There is no fact of this name to be set."));
        }
        if (!cJSON_IsNull(value) && !fact_value_fits(fact, value)) {
            char *expected = fact_expected(fact);
            json_wrong(err, &here, _("Expected %s."), expected);
            free(expected);
            return -1;
        }
    }
    return 0;
}

static int read_values(const cJSON *object, const struct json_at *at, const char *key,
                       const cJSON **ret, struct error *err)
{
    struct json_at here = json_at_key(at, key);
    *ret = cJSON_GetObjectItemCaseSensitive(object, key);
    return lab_check_values(*ret, &here, err);
}

static int check_hidden_name(const cJSON *item, const struct json_at *at, struct error *err)
{
    if (!cJSON_IsString(item)) {
        return json_wrong(err, at, _("A name of a fact is expected."));
    }
    size_t length = strlen(item->valuestring);
    for (int fact = 0; fact < FACT_COUNT && length > 0; fact++) {
        bool is_group = item->valuestring[length - 1] == '.';
        if (is_group ? strncmp(fact_name(fact), item->valuestring, length) == 0
                     : strcmp(fact_name(fact), item->valuestring) == 0) {
            return 0;
        }
    }
    return json_wrong(err, at, _("\"%s\" names no fact."), item->valuestring);
}

static int read_hide(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct lab_hide *hide = element;
    struct json_at facts_at = json_at_key(at, "facts");
    if (json_only_keys(json, at, "when facts because", err) != 0 ||
        guide_read_rule(json, at, "when", true, &hide->when, err) != 0 ||
        json_array(json, at, "facts", &hide->facts, err) != 0 ||
        json_string(json, at, "because", true, &hide->because, err) != 0) {
        return -1;
    }
    size_t index = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, hide->facts)
    {
        struct json_at here = json_at_index(&facts_at, index++);
        if (check_hidden_name(item, &here, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int read_refusal(const cJSON *json, const struct json_at *at, void *element,
                        struct error *err)
{
    struct lab_refusal *refusal = element;
    if (json_only_keys(json, at, "when text", err) != 0 ||
        guide_read_rule(json, at, "when", true, &refusal->when, err) != 0) {
        return -1;
    }
    return guide_read_text(json, at, "text", true, &refusal->text, err);
}

static int read_outcome(const cJSON *json, const struct json_at *at, void *element,
                        struct error *err)
{
    struct lab_outcome *outcome = element;
    if (json_only_keys(json, at, "when set", err) != 0 ||
        guide_read_rule(json, at, "when", false, &outcome->when, err) != 0) {
        return -1;
    }
    return read_values(json, at, "set", &outcome->set, err);
}

static int read_duration(const cJSON *json, const struct json_at *at, int64_t *ret,
                         struct error *err)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, "takes_ms");
    struct json_at here = json_at_key(at, "takes_ms");
    *ret = 0;
    if (item == NULL) {
        return 0;
    }
    if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble > LONGEST_ACTION_MS) {
        return json_wrong(err, &here, _("Milliseconds from 0 to %d are expected."),
                          LONGEST_ACTION_MS);
    }
    *ret = (int64_t)item->valuedouble;
    return 0;
}

static int read_deed(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct lab_deed *deed = element;
    int kind = 0;
    if (json_only_keys(json, at, "id title where kind offer refuse during takes_ms then says",
                       err) != 0 ||
        json_string(json, at, "id", true, &deed->shown.id, err) != 0 ||
        guide_read_text(json, at, "title", true, &deed->shown.title, err) != 0 ||
        guide_read_text(json, at, "where", true, &deed->shown.where, err) != 0 ||
        json_word(json, at, "kind", "do break", true, &kind, err) != 0 ||
        guide_read_text(json, at, "says", true, &deed->says, err) != 0 ||
        guide_read_rule(json, at, "offer", false, &deed->offer, err) != 0 ||
        guide_read_array(json, at, "refuse", sizeof *deed->refuse, read_refusal, &deed->refuse,
                         &deed->refuse_count, err) != 0 ||
        read_values(json, at, "during", &deed->during, err) != 0 ||
        read_duration(json, at, &deed->takes_ms, err) != 0 ||
        guide_read_array(json, at, "then", sizeof *deed->then, read_outcome, &deed->then,
                         &deed->then_count, err) != 0) {
        return -1;
    }
    deed->shown.kind = (enum lab_kind)kind;
    return 0;
}

static int read_header(struct lab *lab, const cJSON *json, const struct json_at *top,
                       struct error *err)
{
    int format = 0;
    if (json_word(json, top, "format", "eflow-lab/1", true, &format, err) != 0 ||
        json_string(json, top, "id", true, &lab->id, err) != 0 ||
        json_string(json, top, "title", true, &lab->title, err) != 0 ||
        json_string(json, top, "summary", true, &lab->summary, err) != 0) {
        return -1;
    }
    return 0;
}

/* Facts of the world and choices of the plan; a twin's are added to its base's. */
static int read_world(struct lab *lab, const cJSON *json, const struct json_at *top,
                      struct error *err)
{
    const cJSON *facts = NULL;
    const cJSON *plan = NULL;
    if (read_values(json, top, "facts", &facts, err) != 0 ||
        read_values(json, top, "plan", &plan, err) != 0) {
        return -1;
    }
    lab_apply(lab, facts);
    const cJSON *choice = NULL;
    cJSON_ArrayForEach(choice, plan)
    {
        cJSON_DeleteItemFromObjectCaseSensitive(lab->plan, choice->string);
        cJSON_AddItemToObject(lab->plan, choice->string, cJSON_Duplicate(choice, true));
    }
    return 0;
}

static int read_base(struct lab *lab, const struct json_at *top, struct error *err)
{
    const cJSON *json = lab->json;
    if (json_only_keys(json, top, "format id path title summary plan facts hides actions", err) !=
            0 ||
        read_header(lab, json, top, err) != 0 ||
        json_string(json, top, "path", true, &lab->path, err) != 0 ||
        guide_read_array(json, top, "hides", sizeof *lab->hides, read_hide, &lab->hides,
                         &lab->hide_count, err) != 0 ||
        guide_read_array(json, top, "actions", sizeof *lab->actions, read_deed, &lab->actions,
                         &lab->action_count, err) != 0) {
        return -1;
    }
    return read_world(lab, json, top, err);
}

static int do_at_once(struct lab *lab, const cJSON *id, const struct json_at *at, struct error *err)
{
    int action = cJSON_IsString(id) ? lab_action_find(lab, id->valuestring) : -1;
    if (action < 0) {
        return json_wrong(err, at, _("The lab has no action of this name."));
    }
    char *said = NULL;
    if (lab_do(lab, (size_t)action, 0, &said) != 0) {
        json_wrong(err, at, _("The lab refuses \"%s\": %s"), id->valuestring, said);
        free(said);
        return -1;
    }
    free(said);
    lab_tick(lab, INT64_MAX);
    return 0;
}

static int read_twin(struct lab *lab, const struct json_at *top, struct error *err)
{
    const cJSON *done = NULL;
    struct json_at done_at = json_at_key(top, "done");
    if (json_only_keys(lab->twin, top, "format id base title summary plan facts done", err) != 0 ||
        read_header(lab, lab->twin, top, err) != 0 ||
        json_array(lab->twin, top, "done", &done, err) != 0) {
        return -1;
    }
    size_t index = 0;
    const cJSON *id = NULL;
    cJSON_ArrayForEach(id, done)
    {
        struct json_at here = json_at_index(&done_at, index++);
        if (do_at_once(lab, id, &here, err) != 0) {
            return -1;
        }
    }
    return read_world(lab, lab->twin, top, err);
}

static cJSON *parse(const struct screens *screens, const char *id, bool *ret_is_ours,
                    struct error *err)
{
    char *name = text_format("lab/%s.json", id);
    const struct screen_file *file = screens_find(screens, name);
    free(name);
    if (file != NULL) {
        return screen_file_json(file, ret_is_ours, err);
    }
    cJSON *ids = lab_ids(screens);
    struct text known = {0};
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, ids)
    {
        text_addf(&known, "%s%s", known.length > 0 ? ", " : "", item->valuestring);
    }
    error_set(err, EXIT_USAGE, _("There is no practice lab \"%s\"."), id);
    error_hint(err, _("There are: %s."), known.s != NULL ? known.s : "-");
    text_free(&known);
    cJSON_Delete(ids);
    return NULL;
}

static int open_base(struct lab *lab, const struct screens *screens, const char *id,
                     struct error *err)
{
    char *name = text_format("lab/%s.json", id);
    struct json_at top = {.file = name};
    lab->json = parse(screens, id, &lab->is_json_ours, err);
    int result = lab->json != NULL ? read_base(lab, &top, err) : -1;
    free(name);
    return result;
}

static int open_lab(struct lab *lab, const struct screens *screens, const char *id,
                    struct error *err)
{
    bool is_ours = false;
    cJSON *json = parse(screens, id, &is_ours, err);
    const char *base = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "base"));
    if (base == NULL) {
        if (is_ours) {
            cJSON_Delete(json);
        }
        return json != NULL ? open_base(lab, screens, id, err) : -1;
    }
    lab->twin = json;
    lab->is_twin_ours = is_ours;
    char *name = text_format("lab/%s.json", id);
    struct json_at top = {.file = name};
    int result = open_base(lab, screens, base, err) == 0 ? read_twin(lab, &top, err) : -1;
    free(name);
    return result;
}

struct lab *lab_open(const struct screens *screens, const char *id, const struct azure_sizes *sizes,
                     struct error *err)
{
    struct lab *lab = must_alloc(sizeof *lab);
    *lab = (struct lab){.sizes = sizes, .world = facts_new(), .plan = cJSON_CreateObject()};
    return open_lab(lab, screens, id, err) == 0 ? lab : lab_close(lab);
}

static void free_deed(struct lab_deed *deed)
{
    rule_free(deed->offer);
    for (size_t i = 0; i < deed->refuse_count; i++) {
        rule_free(deed->refuse[i].when);
    }
    for (size_t i = 0; i < deed->then_count; i++) {
        rule_free(deed->then[i].when);
    }
    free(deed->refuse);
    free(deed->then);
}

struct lab *lab_close(struct lab *lab)
{
    if (lab == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < lab->hide_count; i++) {
        rule_free(lab->hides[i].when);
    }
    for (size_t i = 0; i < lab->action_count; i++) {
        free_deed(&lab->actions[i]);
    }
    free(lab->hides);
    free(lab->actions);
    facts_free(lab->world);
    cJSON_Delete(lab->pending);
    free(lab->news);
    cJSON_Delete(lab->plan);
    if (lab->is_json_ours) {
        cJSON_Delete(lab->json);
    }
    if (lab->is_twin_ours) {
        cJSON_Delete(lab->twin);
    }
    free(lab);
    return NULL;
}
