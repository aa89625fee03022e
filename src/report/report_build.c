#include "config.h"

#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/report_parts.h"
#include "sys/clock.h"

static const char *const layer_marks[] = {"ok", "bad", "warn", "unknown", "off"};

void put(cJSON *object, const char *key, const char *value)
{
    if (value != NULL)
        cJSON_AddStringToObject(object, key, value);
}

void put_time(cJSON *object, const char *key, int64_t at)
{
    if (at == 0)
        return;
    char *iso = clock_iso(at);
    put(object, key, iso);
    free(iso);
}

void put_command(cJSON *commands, const char *where, const char *run)
{
    cJSON *command = cJSON_CreateObject();
    put(command, "where", where);
    put(command, "run", run);
    cJSON_AddItemToArray(commands, command);
}

static cJSON *seen_of(const struct facts *facts, const struct evidence *evidence)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < evidence->count; i++) {
        const struct reading *reading = facts_get(facts, evidence->facts[i]);
        cJSON *seen = cJSON_CreateObject();
        put(seen, "fact", fact_name(evidence->facts[i]));
        cJSON_AddItemToObject(seen, "value",
                              reading->value != NULL ? cJSON_Duplicate(reading->value, true)
                                                     : cJSON_CreateNull());
        if (reading->value == NULL)
            put(seen, "reason", reading->reason);
        put(seen, "source", reading->source);
        put_time(seen, "at", reading->at);
        cJSON_AddItemToArray(list, seen);
    }
    return list;
}

static cJSON *confirmation_of(const struct confirmation *confirmation)
{
    cJSON *object = cJSON_CreateObject();
    put(object, "reason", confirmation->reason);
    put_time(object, "at", confirmation->at);
    put_time(object, "until", confirmation->until);
    return object;
}

static cJSON *check_of(const struct assessment *all, const struct check_result *result)
{
    const struct check *check = result->check;
    cJSON *object = cJSON_CreateObject();
    put(object, "id", check->id);
    put(object, "title", result->title);
    put(object, "status", check_status_name(result->status));
    put(object, "severity", severity_name(check->severity));
    put(object, "area", area_name(check->area));
    put(object, "value", result->value);
    put(object, "reason", result->reason);
    cJSON_AddItemToObject(object, "seen", seen_of(all->facts, &result->evidence));
    put(object, "why", result->why);
    put(object, "fix", result->fix);
    put(object, "link", check->link);
    put(object, "source", check->source);
    if (check->steps != NULL)
        cJSON_AddItemToObject(object, "steps", cJSON_Duplicate(check->steps, true));
    if (result->confirmation != NULL)
        cJSON_AddItemToObject(object, "confirmation", confirmation_of(result->confirmation));
    return object;
}

static cJSON *step_of(const struct step_result *result)
{
    cJSON *object = cJSON_CreateObject();
    cJSON *commands = cJSON_CreateArray();
    put(object, "id", result->step->id);
    cJSON_AddNumberToObject(object, "number", (double)result->number);
    put(object, "number_in_document", result->step->number);
    put(object, "title", result->title);
    put(object, "status", step_status_name(result->status));
    put(object, "reason", result->reason);
    put(object, "indicator", result->indicator);
    put(object, "body", result->body);
    for (size_t i = 0; i < result->command_count; i++)
        put_command(commands, result->commands[i].where, result->commands[i].run);
    cJSON_AddItemToObject(object, "commands", commands);
    put(object, "link", result->step->link);
    put(object, "source", result->step->source);
    if (result->confirmation != NULL)
        cJSON_AddItemToObject(object, "confirmation", confirmation_of(result->confirmation));
    return object;
}

static cJSON *layers_of(const struct assessment *all)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < all->layer_count; i++) {
        const struct layer_result *layer = &all->layers[i];
        cJSON *object = cJSON_CreateObject();
        put(object, "title", layer->title);
        put(object, "name", layer->name);
        put(object, "mark", layer_marks[layer->mark]);
        put(object, "state", layer->state);
        put(object, "brief", layer->brief);
        cJSON_AddItemToArray(list, object);
    }
    return list;
}

/* Notes for the pages before it help to choose; a report is about what was chosen. */
static bool is_for_report(const struct note *note)
{
    return note->place == NOTE_PREREQUISITES || note->place == NOTE_REPORT ||
           report_is_support_end(note->id);
}

static cJSON *notes_of(const struct assessment *all)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < all->note_count; i++) {
        const struct note_result *note = &all->notes[i];
        if (!is_for_report(note->note))
            continue;
        cJSON *object = cJSON_CreateObject();
        put(object, "id", note->note->id);
        put(object, "title", note->title);
        put(object, "text", note->text);
        put(object, "link", note->note->link);
        put(object, "source", note->note->source);
        cJSON_AddItemToArray(list, object);
    }
    return list;
}

static cJSON *plan_of(const struct facts *facts)
{
    cJSON *plan = cJSON_CreateObject();
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const cJSON *value = facts_get(facts, fact)->value;
        if (value != NULL && strncmp(fact_name(fact), "plan.", 5) == 0)
            cJSON_AddItemToObject(plan, fact_name(fact), cJSON_Duplicate(value, true));
    }
    return plan;
}

static void add_confirmation(cJSON *list, const char *kind, const char *id, const char *title,
                             const struct confirmation *confirmation)
{
    cJSON *object = confirmation_of(confirmation);
    put(object, "id", id);
    put(object, "kind", kind);
    put(object, "title", title);
    cJSON_AddItemToArray(list, object);
}

static cJSON *confirmations_of(const struct assessment *all)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *check = &all->checks[i];
        if (check->status == CHECK_CONFIRMED)
            add_confirmation(list, "check", check->check->id, check->title, check->confirmation);
    }
    for (size_t i = 0; i < all->step_count; i++) {
        const struct step_result *step = &all->steps[i];
        if (step->status == STEP_CONFIRMED)
            add_confirmation(list, "step", step->step->id, step->title, step->confirmation);
    }
    return list;
}

static cJSON *summary_of(const struct assessment *all)
{
    cJSON *summary = cJSON_CreateObject();
    for (int status = 0; status < CHECK_STATUS_COUNT; status++)
        cJSON_AddNumberToObject(summary, check_status_name((enum check_status)status),
                                (double)all->counts[status]);
    return summary;
}

/* The name by which the person knows the machine. */
static const char *machine_of(const struct facts *facts)
{
    static const char *const names[] = {"vm.name", "guest.name"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *value = facts_get(facts, fact_find(names[i]))->value;
        if (cJSON_IsString(value) && value->valuestring[0] != '\0')
            return value->valuestring;
    }
    return NULL;
}

static void add_head(cJSON *report, const struct assessment *all, const struct report_about *about)
{
    const struct guide_file *own = all->guide->own;
    put(report, "format", REPORT_FORMAT_ID);
    char *created = clock_iso(about->created);
    put(report, "created", created);
    free(created);
    cJSON *tool = cJSON_AddObjectToObject(report, "tool");
    put(tool, "name", PACKAGE_NAME);
    put(tool, "version", PACKAGE_VERSION);
    put(report, "path", own->id);
    put(report, "title", _(own->title));
    cJSON *guide = cJSON_AddObjectToObject(report, "guide");
    put(guide, "title", _(own->document.title));
    put(guide, "url", own->document.url);
    put(guide, "date", own->document.date);
    put(report, "lab", about->lab);
    put(report, "machine", machine_of(all->facts));
    put(report, "verdict", verdict_name(all->verdict));
    put(report, "sentence", all->sentence);
}

cJSON *report_build(const struct assessment *all, const struct report_about *about)
{
    cJSON *report = cJSON_CreateObject();
    add_head(report, all, about);
    cJSON_AddItemToObject(report, "summary", summary_of(all));
    cJSON_AddItemToObject(report, "next", report_next(all));
    cJSON_AddItemToObject(report, "layers", layers_of(all));
    cJSON *checks = cJSON_AddArrayToObject(report, "checks");
    for (size_t i = 0; i < all->check_count; i++)
        cJSON_AddItemToArray(checks, check_of(all, &all->checks[i]));
    cJSON *steps = cJSON_AddArrayToObject(report, "steps");
    for (size_t i = 0; i < all->step_count; i++)
        cJSON_AddItemToArray(steps, step_of(&all->steps[i]));
    cJSON_AddItemToObject(report, "plan", plan_of(all->facts));
    put(report, "deploy_command", all->deploy_command);
    cJSON_AddItemToObject(report, "confirmations", confirmations_of(all));
    cJSON_AddItemToObject(report, "notes", notes_of(all));
    cJSON_AddItemToObject(report, "afterwards", report_afterwards(all));
    cJSON_AddItemToObject(report, "support", report_support(all));
    cJSON_AddItemToObject(report, "names", report_names(all, about->names));
    report_hide_passwords(report);
    return report;
}
