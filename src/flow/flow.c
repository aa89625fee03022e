#include "flow/flow.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/pipe.h"
#include "sys/text.h"

#define MESSAGE_SHOWN_MS 6000

const char *page_title(enum page page)
{
    return _(page_rooms[page].title);
}

struct effect no_effect(void)
{
    return (struct effect){.kind = EFFECT_NONE};
}

/* --- what is old is made anew --- */

static void tell(struct flow *flow)
{
    flow->is_view_old = true;
    if (flow->on_change != NULL) {
        flow->on_change(flow->user);
    }
}

cJSON *flow_snapshot(struct flow *flow)
{
    struct session *session = flow->session;
    session->page = (int)flow->page;
    session->saved_at = clock_now();
    char *now = clock_iso(session->saved_at);
    cJSON_Delete(session->facts);
    session->facts = facts_to_json(flow->facts, "session", now);
    free(now);
    flow_remember_world(flow);
    return session_to_json(session);
}

static void keep(struct flow *flow)
{
    if (flow->keeper != NULL && flow->old_session == NULL) {
        keeper_keep(flow->keeper, flow_snapshot(flow));
    }
}

void flow_changed(struct flow *flow)
{
    keep(flow);
    tell(flow);
}

void flow_reassess(struct flow *flow)
{
    flow->is_assessment_old = true;
    flow_changed(flow);
}

static const char *id_of_now(const struct assessment *all)
{
    for (size_t i = 0; all != NULL && i < all->step_count; i++) {
        if (all->steps[i].status == STEP_NOW) {
            return all->steps[i].step->id;
        }
    }
    return NULL;
}

/* A person who stands on the step that is "now" is taken along when it is done. */
static void follow_now(struct flow *flow, const char *before, const char *after)
{
    const char *selected = flow->selected[PAGE_STEPS];
    if (after != NULL && (selected == NULL || (before != NULL && strcmp(selected, before) == 0))) {
        flow_select_id(flow, PAGE_STEPS, after);
        keep(flow);
    }
}

const struct assessment *flow_assessment(struct flow *flow)
{
    if (!flow->is_assessment_old && flow->assessment != NULL) {
        return flow->assessment;
    }
    int64_t now = clock_now();
    struct assessment *old = flow->assessment;
    flow->assessment = assess(&(struct assess_input){
        .guide = flow->guide,
        .sizes = flow->library->sizes,
        .facts = flow->facts,
        .choices = flow->session->choices,
        .confirmations = &flow->session->confirmations,
        .now = now,
    });
    flow->is_assessment_old = false;
    changes_note(&flow->changes, flow->assessment, now);
    follow_now(flow, id_of_now(old), id_of_now(flow->assessment));
    assessment_free(old);
    return flow->assessment;
}

/* --- what pages ask for --- */

void flow_go(struct flow *flow, enum page page)
{
    flow->page = page;
    free(flow->filter);
    flow->filter = NULL;
    flow_changed(flow);
}

void flow_select_id(struct flow *flow, enum page page, const char *id)
{
    char *copy = id != NULL ? must_copy(id) : NULL;
    free(flow->selected[page]);
    flow->selected[page] = copy;
    cJSON_DeleteItemFromObjectCaseSensitive(flow->session->selected, page_rooms[page].name);
    if (id != NULL) {
        cJSON_AddStringToObject(flow->session->selected, page_rooms[page].name, copy);
    }
}

const char *flow_selected_id(const struct flow *flow)
{
    return flow->selected[flow->page];
}

void flow_popup(struct flow *flow, const struct popup *popup, const char *about, int number)
{
    char *copy = about != NULL ? must_copy(about) : NULL;
    free(flow->popup_about);
    free(flow->popup_trouble);
    flow->popup = popup;
    flow->popup_about = copy;
    flow->popup_number = number;
    flow->popup_trouble = NULL;
    flow->popup_field = 0;
    flow->popup_serial++;
    tell(flow);
}

void flow_start_popup(struct flow *flow, enum popup_kind kind, const char *title, const char *enter)
{
    flow->sheet.popup.kind = kind;
    flow->sheet.popup.title = pool_copy(&flow->sheet.pool, title);
    flow->sheet.popup.enter = enter;
}

void flow_keep_secret(struct flow *flow, const char *secret)
{
    char *copy = must_copy(secret);
    if (flow->secret != NULL) {
        pipe_wipe(flow->secret, strlen(flow->secret));
    }
    free(flow->secret);
    flow->secret = copy;
}

void flow_refuse(struct flow *flow, size_t field, const char *why)
{
    char *copy = must_copy(why);
    free(flow->popup_trouble);
    flow->popup_trouble = copy;
    flow->popup_field = field;
    tell(flow);
}

void flow_say(struct flow *flow, enum mark mark, const char *sentence)
{
    char *copy = must_copy(sentence);
    free(flow->message);
    flow->message = copy;
    flow->message_mark = mark;
    flow->message_until = clock_now() + MESSAGE_SHOWN_MS;
    tell(flow);
}

struct connection *flow_connection(struct flow *flow, const char *role)
{
    if (session_connection(flow->session, role) == NULL) {
        session_connect(flow->session, role, CONNECTION_NONE, NULL, NULL);
    }
    return session_connection(flow->session, role);
}

void flow_connect(struct flow *flow, const char *role, const char *secret)
{
    collector_connect(flow->collector, flow_connection(flow, role), secret);
    flow_reassess(flow);
}

void flow_choose_path(struct flow *flow, const char *id)
{
    const struct guide *guide = library_guide(flow->library, id);
    if (guide == NULL) {
        return;
    }
    bool is_other_lab = flow->lab != NULL && strcmp(lab_path(flow->lab), id) != 0;
    flow->guide = guide;
    if (flow->session->path == NULL || strcmp(flow->session->path, id) != 0) {
        char *copy = must_copy(id);
        free(flow->session->path);
        flow->session->path = copy;
        /* What fits one path need not fit another. */
        cJSON_Delete(flow->session->choices);
        flow->session->choices = cJSON_CreateObject();
        changes_clear(&flow->changes);
        flow_select_id(flow, PAGE_PLAN, NULL);
        flow_select_id(flow, PAGE_STEPS, NULL);
        flow_select_id(flow, PAGE_PREREQUISITES, NULL);
    }
    if (is_other_lab) {
        flow_use_lab(flow, id);
    }
    flow_reassess(flow);
}

/* --- the view --- */

/* Where the path is still being chosen, the picture shows what it is made of, not how it stands. */
static void build_bare_layers(struct flow *flow)
{
    const struct guide_file *own = flow->guide->own;
    struct pool *pool = &flow->sheet.pool;
    struct picture_layer *layers =
        pool_keep(pool, must_alloc((own->layer_count + 1) * sizeof *layers));
    for (size_t i = 0; i < own->layer_count; i++) {
        const char *title =
            pool_keep(pool, fill(_(own->layers[i].title), flow->no_facts, FILL_PLAIN));
        const char *name =
            pool_keep(pool, fill(_(own->layers[i].name), flow->no_facts, FILL_PLAIN));
        bool is_known = strchr(name, '?') == NULL;
        layers[i] = (struct picture_layer){.title = title, .name = is_known ? name : title};
    }
    flow->sheet.view.picture = (struct picture){.layer_count = own->layer_count, .layers = layers};
}

static void build_layers(struct flow *flow)
{
    const struct assessment *all = flow_assessment(flow);
    int64_t now = clock_now();
    struct picture_layer *layers = pool_keep(
        &flow->sheet.pool, must_alloc((all->layer_count + 1) * sizeof(struct picture_layer)));
    for (size_t i = 0; i < all->layer_count; i++) {
        const struct layer_result *layer = &all->layers[i];
        layers[i] = (struct picture_layer){
            .title = pool_copy(&flow->sheet.pool, layer->title),
            .name = pool_copy(&flow->sheet.pool, layer->name),
            .mark = mark_of_layer(layer->mark),
            .state = pool_copy(&flow->sheet.pool, layer->state),
            .brief = pool_copy(&flow->sheet.pool, layer->brief),
            .changed = changes_is_new(&flow->changes, layer->layer->id, now),
        };
    }
    flow->sheet.view.picture = (struct picture){.layer_count = all->layer_count, .layers = layers};
}

static void build_changes(struct flow *flow)
{
    struct pool *pool = &flow->sheet.pool;
    const struct changes *changes = &flow->changes;
    struct view_change *told = pool_keep(pool, must_alloc(CHANGES_TOLD * sizeof *told));
    for (size_t i = 0; i < changes->told_count; i++) {
        const struct told_change *change = &changes->told[changes->told_count - 1 - i];
        told[i] = (struct view_change){.time = pool_keep(pool, clock_of_day(change->at)),
                                       .text = pool_copy(pool, change->text)};
    }
    flow->sheet.view.has_changed = changes->has_told;
    flow->sheet.view.change_count = changes->told_count;
    flow->sheet.view.changes = told;
}

static void build_head(struct flow *flow)
{
    struct view *view = &flow->sheet.view;
    const char *lab = flow->lab != NULL ? _("practice lab") : NULL;
    const struct connection *connection = session_connection(flow->session, "vsphere");
    if (connection == NULL || connection->vm == NULL) {
        connection = session_connection(flow->session, "hyperv-host");
    }
    const char *path = flow->session->path != NULL ? _(flow->guide->own->brief) : NULL;
    const char *machine = lab == NULL && connection != NULL && path != NULL ? connection->vm : NULL;
    const char *second = machine != NULL ? machine : lab;
    if (flow->page == PAGE_PATH) {
        path = NULL;
    }
    view->context = path != NULL && second != NULL
                        ? pool_format(&flow->sheet.pool, "%s · %s", path, second)
                    : path != NULL ? pool_copy(&flow->sheet.pool, path)
                                   : pool_copy(&flow->sheet.pool, second != NULL ? second : "");
}

int64_t flow_next_turn(struct flow *flow)
{
    int64_t now = clock_now();
    int64_t next = changes_next(&flow->changes, now);
    clock_earlier(&next, flow->lab != NULL ? lab_next(flow->lab) : -1);
    clock_earlier(&next,
                  flow->message != NULL && flow->message_until > now ? flow->message_until : -1);
    clock_earlier(&next, flow_fresh_turn(flow));
    return next;
}

static void find_selected(struct flow *flow)
{
    struct view *view = &flow->sheet.view;
    const char *id = flow_selected_id(flow);
    for (size_t i = 0; id != NULL && i < view->item_count; i++) {
        if (strcmp(flow->sheet.ids[i], id) == 0) {
            view->selected = i;
            flow->selected_index[flow->page] = i;
            return;
        }
    }
    size_t old = flow->selected_index[flow->page];
    view->selected = view->item_count == 0    ? 0
                     : old < view->item_count ? old
                                              : view->item_count - 1;
    if (view->item_count > 0) {
        flow_select_id(flow, flow->page, flow->sheet.ids[view->selected]);
    }
}

static void build_message(struct flow *flow)
{
    if (flow->message != NULL && clock_now() < flow->message_until) {
        flow->sheet.view.message = pool_copy(&flow->sheet.pool, flow->message);
        flow->sheet.view.message_mark = flow->message_mark;
    }
}

static void build_popup(struct flow *flow)
{
    if (flow->popup == NULL) {
        return;
    }
    flow->sheet.popup.serial = flow->popup_serial;
    flow->sheet.popup.trouble = pool_copy(&flow->sheet.pool, flow->popup_trouble);
    flow->popup->build(flow);
    if (flow->popup_trouble != NULL) {
        flow->sheet.popup.selected = flow->popup_field;
    }
}

static void on_timer(uv_timer_t *timer)
{
    struct flow *flow = timer->data;
    if (flow->lab != NULL && lab_tick(flow->lab, clock_now())) {
        flow_say(flow, MARK_INFO, lab_news(flow->lab));
        collector_lab_changed(flow->collector);
    } else {
        tell(flow);
    }
}

static void set_timer(struct flow *flow)
{
    int64_t next = flow_next_turn(flow);
    if (next < 0) {
        uv_timer_stop(flow->timer);
        return;
    }
    int64_t wait = next - clock_now();
    uv_timer_start(flow->timer, on_timer, (uint64_t)(wait > 0 ? wait : 1), 0);
}

void flow_listen(struct flow *flow, void (*on_change)(void *user), void *user)
{
    flow->on_change = on_change;
    flow->user = user;
}

const struct view *flow_view(struct flow *flow)
{
    if (!flow->is_view_old) {
        return &flow->sheet.view;
    }
    sheet_clear(&flow->sheet);
    flow->sheet.view.page = flow->page;
    flow->sheet.view.filter = pool_copy(&flow->sheet.pool, flow->filter);
    flow->sheet.view.list_name = page_rooms[flow->page].name;
    build_head(flow);
    flow->sheet.view.fresh = flow_fresh(flow);
    page_rooms[flow->page].list(flow);
    if (language_count() > 1) {
        sheet_key(&flow->sheet, REQUEST_LANGUAGE, NULL);
    }
    find_selected(flow);
    const char *id = flow->sheet.view.item_count > 0 ? flow_selected_id(flow) : NULL;
    page_rooms[flow->page].details(flow, id); /* may choose another guide */
    if (flow->page == PAGE_PATH) {
        build_bare_layers(flow);
    } else {
        build_layers(flow);
    }
    flow->sheet.view.is_presented = flow->is_presented;
    if (flow->is_presented) {
        flow->sheet.view.picture.is_airy = true;
        build_changes(flow);
    }
    build_message(flow);
    build_popup(flow);
    sheet_finish(&flow->sheet, flow->popup != NULL);
    flow->is_view_old = false;
    set_timer(flow);
    return &flow->sheet.view;
}
