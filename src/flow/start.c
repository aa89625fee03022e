#include "flow/start.h"

#include <stdlib.h>
#include <string.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/pipe.h"
#include "sys/text.h"
#include "sys/trace.h"

/* --- news --- */

static void on_facts(void *user)
{
    struct flow *flow = user;
    flow->is_assessment_old = true;
    if (flow->lab != NULL) {
        flow_changed(flow);
        return;
    }
    flow->is_view_old = true;
    if (flow->on_change != NULL) {
        flow->on_change(flow->user);
    }
}

/* --- the lab --- */

void flow_remember_world(struct flow *flow)
{
    if (flow->lab != NULL) {
        cJSON_Delete(flow->session->lab_world);
        flow->session->lab_world = lab_save(flow->lab);
    }
}

static void take_plan_of_lab(struct flow *flow)
{
    const cJSON *choice = NULL;
    cJSON_ArrayForEach(choice, lab_plan(flow->lab))
    {
        if (!cJSON_HasObjectItem(flow->session->choices, choice->string)) {
            cJSON_AddItemToObject(flow->session->choices, choice->string,
                                  cJSON_Duplicate(choice, true));
        }
    }
}

static void enter_lab(struct flow *flow, struct lab *lab)
{
    collector_set_lab(flow->collector, NULL);
    lab_close(flow->lab);
    flow->lab = lab;
    free(flow->session->lab);
    flow->session->lab = lab != NULL ? must_copy(lab_id(lab)) : NULL;
    changes_clear(&flow->changes);
    if (lab != NULL) {
        flow_choose_path(flow, lab_path(lab));
        take_plan_of_lab(flow);
    }
    collector_set_lab(flow->collector, lab);
    flow_reassess(flow);
}

int flow_use_lab(struct flow *flow, const char *id)
{
    struct error err = {0};
    struct lab *lab = id != NULL ? lab_open(flow->screens, id, flow->library->sizes, &err) : NULL;
    if (id != NULL && lab == NULL) {
        flow_say(flow, MARK_FAIL, err.what);
        error_clear(&err);
        return -1;
    }
    enter_lab(flow, lab);
    return 0;
}

/* --- the trace --- */

static void on_time_to_show(uv_timer_t *timer)
{
    struct flow *flow = timer->data;
    flow->is_view_old = true;
    if (flow->on_change != NULL) {
        flow->on_change(flow->user);
    }
}

/* May come while the face draws, after which the loop would sleep: the timer wakes it. */
static void on_trace_trouble(const struct error *err, void *user)
{
    struct flow *flow = user;
    char *sentence = text_format(_("The trace ends here: %s"), err->what);
    flow_say(flow, MARK_WARN, sentence);
    uv_timer_start(flow->timer, on_time_to_show, 0, 0);
    free(sentence);
}

/* --- beginning --- */

static void on_save_trouble(const struct error *err, void *user)
{
    struct flow *flow = user;
    char *sentence = text_format(_("The session is not saved: %s"), err->what);
    flow_say(flow, MARK_WARN, sentence);
    free(sentence);
}

static char *session_path(const struct flow *flow, const struct flow_options *options)
{
    if (options->is_forgetful) {
        return NULL;
    }
    if (options->session_file != NULL) {
        return must_copy(options->session_file);
    }
    if (flow->state_folder == NULL) {
        return NULL;
    }
    return options->lab != NULL
               ? text_format("%s/session-lab-%s.json", flow->state_folder, options->lab)
               : text_format("%s/session.json", flow->state_folder);
}

/* Takes over a session as a whole: selections, page, path. */
static void take_session(struct flow *flow, struct session *session)
{
    session_free(flow->session);
    flow->session = session;
    for (enum page page = 0; page < PAGE_COUNT; page++) {
        const cJSON *id =
            cJSON_GetObjectItemCaseSensitive(session->selected, page_rooms[page].name);
        free(flow->selected[page]);
        flow->selected[page] = cJSON_IsString(id) ? must_copy(id->valuestring) : NULL;
    }
    flow->page = session->page < PAGE_COUNT ? (enum page)session->page : PAGE_PATH;
    const struct guide *guide =
        session->path != NULL ? library_guide(flow->library, session->path) : NULL;
    flow->guide = guide != NULL ? guide : &flow->library->guides[0];
    if (guide == NULL) {
        free(session->path);
        session->path = NULL;
        flow->page = PAGE_PATH;
    }
}

void flow_connect_all(struct flow *flow)
{
    for (size_t i = 0; i < flow->session->connection_count; i++) {
        const struct connection *connection = &flow->session->connections[i];
        bool needs_secret = connection->way == CONNECTION_VSPHERE;
        collector_connect(flow->collector, connection, needs_secret ? flow->secret : NULL);
    }
    flow->is_assessment_old = true;
}

static bool is_worth_resuming(const struct session *session)
{
    return session->page > 0 || session->path != NULL || session->connection_count > 0;
}

/* A session that cannot be read is kept, under another name, for whoever can mend it. */
static void set_aside(struct flow *flow)
{
    char *aside = file_set_aside(keeper_path(flow->keeper));
    char *sentence = text_format(_("The last session cannot be read. It is kept as %s."),
                                 aside != NULL ? aside : keeper_path(flow->keeper));
    flow_say(flow, MARK_WARN, sentence);
    free(sentence);
    free(aside);
}

/* The offer to go on is made in the language that was chosen then, if nothing else is said now. */
static void take_old_language(struct flow *flow)
{
    if (flow->session->language == NULL && flow->old_session->language != NULL) {
        flow_take_language(flow, flow->old_session->language);
    }
}

static void offer_old_session(struct flow *flow)
{
    struct error err = {0};
    flow->old_session = keeper_load(flow->keeper, &err);
    if (err.what != NULL) {
        set_aside(flow);
    }
    error_clear(&err);
    if (flow->old_session != NULL && is_worth_resuming(flow->old_session)) {
        take_old_language(flow);
        flow_popup(flow, &popup_resume, NULL, 0);
    } else {
        flow_drop_old_session(flow);
    }
}

void flow_drop_old_session(struct flow *flow)
{
    flow->old_session = session_free(flow->old_session);
}

/* The language of this session, if the person has said one, else that of the old session. */
static char *said_language(const struct flow *flow, const struct session *old)
{
    const char *name = flow->session->language != NULL ? flow->session->language : old->language;
    return name != NULL ? must_copy(name) : NULL;
}

void flow_resume(struct flow *flow)
{
    struct session *session = flow->old_session;
    struct error err = {0};
    flow->old_session = NULL;
    char *language = said_language(flow, session);
    cJSON *world = session->lab_world;
    char *lab = session->lab;
    session->lab_world = NULL;
    session->lab = NULL;
    take_session(flow, session);
    if (language != NULL) {
        flow_take_language(flow, language);
    }
    if (lab != NULL) {
        enum page page = flow->page;
        if (flow_use_lab(flow, lab) == 0 && world != NULL &&
            lab_restore(flow->lab, world, &err) == 0) {
            collector_lab_changed(flow->collector);
        }
        flow->page = page;
    } else {
        flow_connect_all(flow);
    }
    error_clear(&err);
    cJSON_Delete(world);
    free(language);
    free(lab);
    flow_reassess(flow);
}

static struct flow *make_flow(uv_loop_t *loop, const struct flow_options *options)
{
    struct flow *flow = must_alloc(sizeof *flow);
    *flow = (struct flow){
        .loop = loop,
        .screens = options->screens,
        .library = options->library,
        .facts = facts_new(),
        .no_facts = facts_new(),
        .timer = must_alloc(sizeof *flow->timer),
        .config_folder = folder_config(),
        .state_folder = folder_state(),
        .secret = options->secret != NULL ? must_copy(options->secret) : NULL,
        .is_presented = options->is_presented,
        .is_view_old = true,
        .is_assessment_old = true,
    };
    flow->guide = &options->library->guides[0];
    flow->session = session_new();
    uv_timer_init(loop, flow->timer);
    flow->timer->data = flow;
    flow->collector = collector_new(loop, flow->facts, true, on_facts, flow);
    collector_trust_folder(flow->collector, flow->config_folder);
    collector_trust_pin(flow->collector, options->pin);
    return flow;
}

struct flow *flow_start(uv_loop_t *loop, const struct flow_options *options, struct error *err)
{
    struct flow *flow = make_flow(loop, options);
    bool has_preset = options->preset != NULL && is_worth_resuming(options->preset);
    char *path = session_path(flow, options);
    trace_listen(on_trace_trouble, flow);
    trace_add("session", "%s", path != NULL ? path : "is not kept");
    if (path != NULL) {
        flow->keeper = keeper_new(loop, path, on_save_trouble, flow);
    }
    free(path);
    if (options->preset != NULL) {
        take_session(flow, options->preset);
    }
    struct lab *lab = NULL;
    if (options->lab != NULL) {
        lab = lab_open(flow->screens, options->lab, flow->library->sizes, err);
        if (lab == NULL) {
            flow_end(flow);
            return NULL;
        }
        enter_lab(flow, lab);
    }
    if (options->lab == NULL) {
        flow_connect_all(flow);
    }
    if (flow->keeper != NULL && !has_preset) {
        offer_old_session(flow);
    }
    flow_complain_of_language(flow);
    return flow;
}

/* --- the end --- */

void flow_save(struct flow *flow)
{
    if (flow->keeper == NULL || flow->old_session != NULL) {
        return;
    }
    struct error err = {0};
    keeper_flush(flow->keeper, flow_snapshot(flow), &err);
    error_clear(&err);
}

static void free_handle(uv_handle_t *handle)
{
    free(handle);
}

void flow_end(struct flow *flow)
{
    flow_save(flow);
    trace_listen(NULL, NULL);
    flow->on_change = NULL;
    collector_free(flow->collector);
    keeper_free(flow->keeper);
    uv_close((uv_handle_t *)flow->timer, free_handle);
    lab_close(flow->lab);
    assessment_free(flow->assessment);
    changes_clear(&flow->changes);
    facts_free(flow->facts);
    facts_free(flow->no_facts);
    session_free(flow->session);
    session_free(flow->old_session);
    sheet_free(&flow->sheet);
    for (enum page page = 0; page < PAGE_COUNT; page++) {
        free(flow->selected[page]);
    }
    if (flow->secret != NULL) {
        pipe_wipe(flow->secret, strlen(flow->secret));
    }
    free(flow->secret);
    free(flow->config_folder);
    free(flow->state_folder);
    free(flow->filter);
    free(flow->popup_trouble);
    free(flow->popup_about);
    free(flow->message);
    free(flow->copied);
    free(flow->written);
    free(flow);
}
