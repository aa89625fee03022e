#include "cli/gather.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probe/facts_file.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/secret.h"
#include "sys/text.h"

static void on_change(void *user)
{
    struct gathered *all = user;
    all->has_changed = true;
}

static void warn_of_strangers(const char *file, const cJSON *strangers)
{
    struct text names = {0};
    const cJSON *name = NULL;
    cJSON_ArrayForEach(name, strangers)
    {
        text_addf(&names, "%s%s", names.length > 0 ? ", " : "", name->valuestring);
    }
    if (names.length > 0) {
        say_note(_("%s: names that this version does not know are kept and ignored: %s"), file,
                 names.s);
    }
    text_free(&names);
}

/* What was seen long ago may have changed since. */
static void warn_of_age(const char *file, int64_t age)
{
    int64_t hours = age / 3600000;
    if (hours >= 24) {
        say_note(P_("%s was collected %lld day ago; look again where it matters.",
                    "%s was collected %lld days ago; look again where it matters.", hours / 24),
                 file, (long long)(hours / 24));
    }
}

static int read_files(struct gathered *all, struct error *err)
{
    const cJSON *file = NULL;
    int64_t before = 0;
    cJSON_ArrayForEach(file, all->program->options->files)
    {
        cJSON *answer = facts_file_read(file->valuestring, err);
        if (answer == NULL) {
            return -1;
        }
        char *id = text_format("file:%s", file->valuestring);
        int64_t at = facts_file_time(answer, clock_now());
        warn_of_age(file->valuestring, clock_now() - at);
        before = at > before ? at : before + 1; /* of two files the later one counts */
        cJSON *strangers = cJSON_CreateArray();
        facts_merge(all->facts, id, answer, before, strangers);
        warn_of_strangers(file->valuestring, strangers);
        cJSON_Delete(strangers);
        free(id);
        cJSON_Delete(answer);
    }
    return 0;
}

static void take_lab(struct gathered *all)
{
    const cJSON *choice = NULL;
    collector_set_lab(all->collector, all->lab);
    cJSON_ArrayForEach(choice, lab_plan(all->lab))
    {
        if (!cJSON_HasObjectItem(all->session->choices, choice->string)) {
            cJSON_AddItemToObject(all->session->choices, choice->string,
                                  cJSON_Duplicate(choice, true));
        }
    }
}

static int start_sources(struct gathered *all, struct error *err)
{
    const struct options *options = all->program->options;
    if (options->has_lab && (all->lab = open_lab(all->program, err)) == NULL) {
        return -1;
    }
    if (read_files(all, err) != 0) {
        return -1;
    }
    char *secret = find_password(options, err);
    if (secret == NULL && options->vsphere != NULL) {
        return -1;
    }
    char *folder = folder_config();
    collector_trust_folder(all->collector, folder);
    collector_trust_pin(all->collector, options->trust);
    free(folder);
    if (all->lab != NULL) {
        take_lab(all);
    }
    for (size_t i = 0; i < all->session->connection_count; i++) {
        const struct connection *connection = &all->session->connections[i];
        collector_connect(all->collector, connection,
                          connection->way == CONNECTION_VSPHERE ? secret : NULL);
    }
    secret_free(secret);
    return 0;
}

struct gathered *gather_start(struct program *program, bool is_live, struct error *err)
{
    struct session *session = options_session(program->options, err);
    if (session == NULL) {
        return NULL;
    }
    struct gathered *all = must_alloc(sizeof *all);
    memset(all, 0, sizeof *all);
    all->program = program;
    all->session = session;
    all->facts = facts_new();
    uv_loop_init(&all->loop);
    all->collector = collector_new(&all->loop, all->facts, is_live, on_change, all);
    if (start_sources(all, err) != 0) {
        gather_end(all);
        return NULL;
    }
    return all;
}

static void tell_failures(const struct gathered *all)
{
    for (size_t i = 0; i < all->session->connection_count; i++) {
        const char *role = all->session->connections[i].role;
        struct source_status status = collector_status(all->collector, role);
        if (status.message == NULL) {
            continue;
        }
        say_note("%s: %s", role, status.message);
        const char *sha256 =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(status.detail, "sha256"));
        if (status.kind != NULL && strcmp(status.kind, "trust") == 0 && sha256 != NULL) {
            say_note(_("If that is your server: --trust %s"), sha256);
        }
    }
}

void gather_until_answered(struct gathered *all)
{
    while (collector_is_busy(all->collector) && uv_run(&all->loop, UV_RUN_ONCE) != 0) {
    }
    tell_failures(all);
}

static void on_time(uv_timer_t *timer)
{
    bool *is_over = timer->data;
    *is_over = true;
}

bool gather_next(struct gathered *all, int64_t milliseconds)
{
    bool is_over = false;
    uv_timer_t *timer = must_alloc(sizeof *timer);
    uv_timer_init(&all->loop, timer);
    timer->data = &is_over;
    uv_timer_start(timer, on_time, (uint64_t)(milliseconds > 0 ? milliseconds : 0), 0);
    while (!all->has_changed && !is_over) {
        uv_run(&all->loop, UV_RUN_ONCE);
    }
    uv_close((uv_handle_t *)timer, (uv_close_cb)free);
    bool had = all->has_changed;
    all->has_changed = false;
    return had;
}

static const char *suggested_path(const struct gathered *all)
{
    const char *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < all->program->library->guide_count; i++) {
        const struct guide_file *own = all->program->library->guides[i].own;
        if (own->suggest_when != NULL &&
            rule_eval(own->suggest_when, all->facts, NULL) == TRUTH_TRUE) {
            found = own->id;
            count++;
        }
    }
    return count == 1 ? found : NULL;
}

int gather_find_path(struct gathered *all, struct error *err)
{
    const char *path = all->session->path;
    if (path == NULL) {
        path = all->lab != NULL ? lab_path(all->lab) : suggested_path(all);
    }
    if (all->lab != NULL && strcmp(path, lab_path(all->lab)) != 0) {
        error_set(err, EXIT_USAGE, _("The practice lab \"%s\" is about the path \"%s\"."),
                  lab_id(all->lab), lab_path(all->lab));
        return error_hint(err, _("Leave --path out, or choose another lab."));
    }
    all->guide = path != NULL ? library_guide(all->program->library, path) : NULL;
    if (all->guide != NULL) {
        return 0;
    }
    if (path != NULL) {
        error_set(err, EXIT_USAGE, _("There is no path \"%s\"."), path);
    } else {
        error_set(err, EXIT_USAGE, _("The facts do not tell which path applies."));
    }
    return error_hint(err, _("Name it with --path; \"eflow-wizard paths\" lists them."));
}

struct assessment *gather_assess(struct gathered *all)
{
    return assess(&(struct assess_input){
        .guide = all->guide,
        .sizes = all->program->library->sizes,
        .facts = all->facts,
        .choices = all->session->choices,
        .confirmations = &all->session->confirmations,
        .skip = all->program->options->skip,
        .now = clock_now(),
        .strict = all->program->options->is_strict,
    });
}

void gather_end(struct gathered *all)
{
    if (all == NULL) {
        return;
    }
    collector_free(all->collector);
    uv_run(&all->loop, UV_RUN_DEFAULT);
    uv_loop_close(&all->loop);
    lab_close(all->lab);
    session_free(all->session);
    facts_free(all->facts);
    free(all);
}
