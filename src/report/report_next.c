#include "config.h"

#include "report/report_parts.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"

/* What a piece of advice is about; the word stands in the report as "kind". */
static const char *const kind_fix = "fix";
static const char *const kind_step = "step";
static const char *const kind_connect = "connect";
static const char *const kind_find_out = "find-out";
static const char *const kind_warnings = "warnings";
static const char *const kind_deploy = "deploy";
static const char *const kind_dns = "dns";
static const char *const kind_verify = "verify";

static cJSON *add_next(cJSON *next, const char *kind, const char *id, const char *title)
{
    cJSON *item = cJSON_CreateObject();
    put(item, "kind", kind);
    put(item, "id", id);
    put(item, "title", title);
    cJSON_AddItemToArray(next, item);
    return item;
}

static bool is_required(const struct check_result *result, enum check_status status)
{
    return result->status == status && result->check->severity == SEVERITY_REQUIRED;
}

/* Networks and EFLOW itself come after the steps: before Hyper-V runs much of them is not there
 * yet. */
static bool is_late(const struct check *check)
{
    return check->area == AREA_NETWORK || check->area == AREA_EFLOW;
}

static void add_fixes(cJSON *next, const struct assessment *all, bool late)
{
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *result = &all->checks[i];
        if (!is_required(result, CHECK_FAIL) || is_late(result->check) != late ||
            assessment_has_cure(all, result))
            continue;
        cJSON *item = add_next(next, kind_fix, result->check->id, result->title);
        put(item, "reason", result->reason);
        put(item, "text", result->fix);
        put(item, "link", result->check->link);
    }
}

/* Whether a check is unknown only because nobody was asked: then one connection answers many. */
static bool nobody_was_asked(const struct assessment *all, const struct check_result *result)
{
    for (size_t i = 0; i < result->evidence.count; i++) {
        const struct reading *reading = facts_get(all->facts, result->evidence.facts[i]);
        if (reading->value == NULL && (reading->source != NULL || reading->reason != NULL))
            return false;
    }
    return true;
}

static void add_connect(cJSON *next, const struct assessment *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->check_count; i++)
        count +=
            is_required(&all->checks[i], CHECK_UNKNOWN) && nobody_was_asked(all, &all->checks[i]);
    if (count == 0)
        return;
    char *reason = text_format(P_("Nobody was asked about %zu required check.",
                                  "Nobody was asked about %zu required checks.", count),
                               count);
    cJSON *item = add_next(next, kind_connect, NULL, _("Let the wizard see the machines"));
    put(item, "reason", reason);
    put(item, "text",
        _("Connect it to them, or collect facts there and bring the file along. What it cannot see "
          "you can confirm by hand."));
    free(reason);
}

/* What was asked and could not be seen: without it nobody knows. */
static void add_unknowns(cJSON *next, const struct assessment *all)
{
    add_connect(next, all);
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *result = &all->checks[i];
        if (!is_required(result, CHECK_UNKNOWN) || nobody_was_asked(all, result))
            continue;
        cJSON *item = add_next(next, kind_find_out, result->check->id, result->title);
        const char *confirm = result->check->confirm;
        char *own = confirm != NULL ? fill(_(confirm), all->facts, FILL_PLAIN) : NULL;
        char *look = own != NULL ? text_format(_("Look yourself, and confirm by hand: %s"), own)
                                 : must_copy(result->fix);
        put(item, "reason", result->reason);
        put(item, "text", look);
        put(item, "link", result->check->link);
        free(look);
        free(own);
    }
}

static void add_step(cJSON *next, const struct step_result *step)
{
    char *title = text_format(_("Step %zu: %s"), step->number, step->title);
    cJSON *item = add_next(next, kind_step, step->step->id, title);
    cJSON *commands = cJSON_CreateArray();
    put(item, "text", step->body);
    for (size_t i = 0; i < step->command_count; i++)
        put_command(commands, step->commands[i].where, step->commands[i].run);
    cJSON_AddItemToObject(item, "commands", commands);
    put(item, "link", step->step->link);
    free(title);
}

static void add_steps(cJSON *next, const struct assessment *all)
{
    for (size_t i = 0; i < all->step_count; i++) {
        if (step_status_is_open(all->steps[i].status))
            add_step(next, &all->steps[i]);
    }
}

static void add_warnings(cJSON *next, const struct assessment *all)
{
    struct text titles = {0};
    size_t count = 0;
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *result = &all->checks[i];
        if (result->status != CHECK_WARN || result->check->severity == SEVERITY_INFO)
            continue;
        text_addf(&titles, "%s%s", count > 0 ? "; " : "", result->title);
        count++;
    }
    if (count > 0) {
        char *title = text_format(P_("Read %zu warning", "Read %zu warnings", count), count);
        put(add_next(next, kind_warnings, NULL, title), "text", titles.s);
        free(title);
    }
    text_free(&titles);
}

static void add_command(cJSON *next, const char *kind, const char *title, const char *text,
                        const char *run)
{
    cJSON *item = add_next(next, kind, NULL, title);
    put(item, "text", text);
    put_command(cJSON_AddArrayToObject(item, "commands"), _("Windows PowerShell, as administrator"),
                run);
}

/* Whether the guide has a step of its own for the deployment. */
static bool has_deploy_step(const struct assessment *all)
{
    for (size_t i = 0; i < all->step_count; i++) {
        for (size_t c = 0; c < all->steps[i].command_count; c++) {
            if (text_starts(all->steps[i].commands[c].run, "Deploy-Eflow"))
                return true;
        }
    }
    return false;
}

static void add_deployment(cJSON *next, const struct assessment *all)
{
    add_command(next, kind_deploy, _("Start the deployment"),
                _("Run this on the Windows machine, in an elevated Windows PowerShell."),
                all->deploy_command);
    char *dns = report_dns_command(all->facts);
    if (dns != NULL)
        add_command(next, kind_dns, _("Give the EFLOW VM its DNS servers"),
                    _("With a fixed address the EFLOW VM knows no DNS server until you name one."),
                    dns);
    free(dns);
}

static void add_verification(cJSON *next)
{
    add_command(next, kind_verify, _("See whether it works"),
                _("Ready prerequisites do not promise a good end: look at what was deployed."),
                "Verify-EflowVm");
}

static void add_when_ready(cJSON *next, const struct assessment *all)
{
    add_warnings(next, all);
    int before = cJSON_GetArraySize(next);
    add_steps(next, all);
    bool has_steps = cJSON_GetArraySize(next) > before;
    if (!has_deploy_step(all))
        add_deployment(next, all);
    if (!has_steps)
        add_verification(next);
}

cJSON *report_next(const struct assessment *all)
{
    cJSON *next = cJSON_CreateArray();
    switch (all->verdict) {
    case VERDICT_READY: add_when_ready(next, all); break;
    case VERDICT_UNKNOWN:
        add_unknowns(next, all);
        add_steps(next, all);
        break;
    case VERDICT_NOT_READY:
    case VERDICT_COUNT:
        add_fixes(next, all, false);
        add_steps(next, all);
        add_fixes(next, all, true);
        add_unknowns(next, all);
        if (cJSON_GetArraySize(next) == 0)
            add_warnings(next, all);
        break;
    }
    return next;
}
