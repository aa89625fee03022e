#include "probe/collector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probe/busy.h"
#include "probe/facts_file.h"
#include "probe/probe_trace.h"
#include "sys/clock.h"
#include "sys/pins.h"
#include "sys/text.h"

/* How each way of connecting is served. */
struct service {
    const char *program; /* NULL: no probe */
    double interval;     /* seconds between two looks */
};

static const struct service services[] = {
    [CONNECTION_NONE] = {NULL,                  0 },
    [CONNECTION_LOCAL] = {"eflow-probe-windows", 5 },
    [CONNECTION_SSH] = {"eflow-probe-windows", 5 },
    [CONNECTION_VSPHERE] = {"eflow-probe-vsphere", 2 },
    [CONNECTION_AZ] = {"eflow-probe-azure",   30},
    [CONNECTION_FILE] = {NULL,                  0 },
    [CONNECTION_UNAVAILABLE] = {NULL,                  0 },
};
static_assert(sizeof services / sizeof *services == CONNECTION_WAY_COUNT, "all ways are served");

struct source {
    struct collector *owner;
    char *role;
    enum connection_way way;
    struct probe_client *client; /* NULL: none runs */
    cJSON *last;                 /* the last answer, for its names */
    int64_t answered_at;
    struct busy busy;
    bool is_forgotten;    /* its facts became unknown because they were too old */
    struct error trouble; /* of a facts file that cannot be read */
};

struct collector {
    uv_loop_t *loop;
    uv_timer_t *timer; /* looks for stale sources; freed by the loop */
    struct facts *facts;
    bool is_live;
    char *pins_file;
    char *pin;
    struct lab *lab;
    void (*on_change)(void *user);
    void *user;
    size_t count;
    struct source **sources;
};

#define LAB_SOURCE "lab"

static void tell(struct collector *all)
{
    if (all->on_change != NULL) {
        all->on_change(all->user);
    }
}

static struct source *find(const struct collector *all, const char *role)
{
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->sources[i]->role, role) == 0) {
            return all->sources[i];
        }
    }
    return NULL;
}

/* --- answers --- */

static void on_probe(struct probe_client *client, const struct probe_status *status,
                     const cJSON *answer, void *user)
{
    struct source *source = user;
    (void)client;
    if (answer != NULL) {
        facts_merge(source->owner->facts, source->role, answer, status->answered_at, NULL);
        cJSON_Delete(source->last);
        source->last = cJSON_Duplicate(answer, true);
        source->answered_at = status->answered_at;
        source->is_forgotten = false;
    }
    tell(source->owner);
}

/* Every fact that the source knew becomes unknown: nobody can see it any more. */
static void forget_values(struct source *source, int64_t now)
{
    char *age = text_format(P_("no answer for %lld second", "no answer for %lld seconds",
                               (now - source->answered_at) / 1000),
                            (long long)((now - source->answered_at) / 1000));
    cJSON *blank = cJSON_CreateObject();
    cJSON *unknown = cJSON_CreateObject();
    const cJSON *fact = NULL;
    cJSON_ArrayForEach(fact, cJSON_GetObjectItemCaseSensitive(source->last, "facts"))
    {
        cJSON_AddStringToObject(unknown, fact->string, age);
    }
    cJSON_AddItemToObject(blank, "facts", cJSON_CreateObject());
    cJSON_AddItemToObject(blank, "unknown", unknown);
    const char *name =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(source->last, "source"));
    cJSON_AddStringToObject(blank, "source", name != NULL ? name : source->role);
    facts_merge(source->owner->facts, source->role, blank, now, NULL);
    cJSON_Delete(blank);
    free(age);
    source->is_forgotten = true;
}

static double age_in_intervals(const struct source *source, int64_t now)
{
    double interval = services[source->way].interval;
    if (source->client == NULL || source->answered_at == 0 || !source->owner->is_live) {
        return 0;
    }
    return (double)(now - source->answered_at) / (1000 * interval);
}

static void on_timer(uv_timer_t *timer)
{
    struct collector *all = timer->data;
    int64_t now = clock_now();
    for (size_t i = 0; i < all->count; i++) {
        struct source *source = all->sources[i];
        if (!source->is_forgotten && age_in_intervals(source, now) > STALE_UNKNOWN) {
            forget_values(source, now);
            tell(all);
        }
    }
}

/* --- connecting --- */

static void end_source(struct source *source)
{
    probe_client_stop(source->client);
    source->client = NULL;
    facts_forget(source->owner->facts, source->role);
    error_clear(&source->trouble);
    cJSON_Delete(source->last);
    source->last = NULL;
    source->answered_at = 0;
    source->busy = (struct busy){0};
    source->is_forgotten = false;
}

static struct source *get_source(struct collector *all, const char *role)
{
    struct source *source = find(all, role);
    if (source != NULL) {
        end_source(source);
        return source;
    }
    source = must_alloc(sizeof *source);
    *source = (struct source){.owner = all, .role = must_copy(role)};
    all->sources = must_realloc(all->sources, (all->count + 1) * sizeof *all->sources);
    all->sources[all->count++] = source;
    return source;
}

static void add_text(cJSON *object, const char *key, const char *text)
{
    if (text != NULL) {
        cJSON_AddStringToObject(object, key, text);
    }
}

/* What the probe is asked to look at; src/probes/README.md has the keys. */
static cJSON *make_target(const struct collector *all, const struct connection *connection)
{
    cJSON *target = cJSON_CreateObject();
    add_text(target, "vm", connection->vm);
    switch (connection->way) {
    case CONNECTION_LOCAL:
    case CONNECTION_SSH:
        add_text(target, "role", strcmp(connection->role, "guest") == 0 ? "guest" : "host");
        add_text(target, "way", connection_way_name(connection->way));
        add_text(target, "ssh", connection->address);
        break;
    case CONNECTION_VSPHERE:
        add_text(target, "url", connection->address);
        add_text(target, "pins_file", all->pins_file);
        add_text(target, "pin", all->pin);
        break;
    case CONNECTION_AZ:
    case CONNECTION_NONE:
    case CONNECTION_FILE:
    case CONNECTION_UNAVAILABLE:
    case CONNECTION_WAY_COUNT: break;
    }
    return target;
}

static void load_file(struct source *source, const char *path)
{
    cJSON *answer = facts_file_read(path, &source->trouble);
    if (answer == NULL) {
        return;
    }
    source->answered_at = facts_file_time(answer, clock_now());
    facts_merge(source->owner->facts, source->role, answer, source->answered_at, NULL);
    source->last = answer;
}

void collector_connect(struct collector *all, const struct connection *connection,
                       const char *secret)
{
    struct source *source = get_source(all, connection->role);
    source->way = connection->way;
    const struct service *service = &services[connection->way];
    if (connection->way == CONNECTION_FILE) {
        load_file(source, connection->address != NULL ? connection->address : "");
    } else if (service->program != NULL) {
        cJSON *target = make_target(all, connection);
        struct probe_order order = {.program = service->program,
                                    .role = connection->role,
                                    .target = target,
                                    .secret = secret,
                                    .interval = all->is_live ? service->interval : 0};
        source->client = probe_client_start(all->loop, &order, on_probe, source);
        cJSON_Delete(target);
        if (all->is_live) {
            uv_timer_start(all->timer, on_timer, 1000, 1000);
        }
    }
    tell(all);
}

void collector_trust_folder(struct collector *all, const char *folder)
{
    free(all->pins_file);
    all->pins_file = folder != NULL ? pins_file(folder) : NULL;
}

void collector_trust_pin(struct collector *all, const char *sha256)
{
    free(all->pin);
    all->pin = sha256 != NULL ? must_copy(sha256) : NULL;
}

void collector_set_lab(struct collector *all, struct lab *lab)
{
    facts_forget(all->facts, LAB_SOURCE);
    all->lab = lab;
    collector_lab_changed(all);
}

void collector_lab_changed(struct collector *all)
{
    if (all->lab != NULL) {
        cJSON *answer = lab_answer(all->lab);
        probe_trace_stand_in("lab", lab_id(all->lab), answer);
        facts_merge(all->facts, LAB_SOURCE, answer, clock_now(), NULL);
        cJSON_Delete(answer);
    }
    tell(all);
}

/* --- what is going on --- */

static enum source_state state_of_probe(enum probe_state state)
{
    switch (state) {
    case PROBE_CHECKING: return SOURCE_CHECKING;
    case PROBE_LIVE: return SOURCE_LIVE;
    case PROBE_DONE: return SOURCE_LOADED;
    case PROBE_RETRYING: return SOURCE_RETRYING;
    case PROBE_REFUSED:
    case PROBE_STOPPED:
    case PROBE_STATE_COUNT: break;
    }
    return SOURCE_FAILED;
}

/* Since when an answer has been waited for; 0: none is. A source that is started, first or again,
 * has nothing else to show meanwhile, so its waiting is due at once. */
static int64_t waiting_since(const struct source *source)
{
    const struct probe_status *status =
        source->client != NULL ? probe_client_status(source->client) : NULL;
    if (status != NULL && status->state == PROBE_CHECKING) {
        return status->asked_at - BUSY_AFTER_MS;
    }
    bool is_asked_again =
        status != NULL && status->state == PROBE_LIVE && status->asked_at > status->answered_at;
    return is_asked_again ? status->asked_at : 0;
}

/* Only good news can wait until "checking" was there long enough. */
static bool shows_busy(struct source *source, enum source_state state, int64_t now)
{
    bool is_busy = busy_is_shown(&source->busy, waiting_since(source), now);
    return is_busy && (state == SOURCE_LIVE || state == SOURCE_LOADED);
}

static struct source_status probe_source_status(struct source *source)
{
    const struct probe_status *status = probe_client_status(source->client);
    int64_t now = clock_now();
    int64_t since = waiting_since(source);
    enum source_state state = state_of_probe(status->state);
    return (struct source_status){
        .state = shows_busy(source, state, now) ? SOURCE_CHECKING : state,
        .kind = status->error_kind,
        .message = status->message,
        .detail = status->detail,
        .answered_at = status->answered_at,
        .asked_at = status->asked_at,
        .retry_at = status->retry_at,
        .is_stale = age_in_intervals(source, now) > STALE_MARKED,
        .is_slow = since != 0 && now >= since + SLOW_MS,
    };
}

struct source_status collector_status(struct collector *all, const char *role)
{
    struct source *source = find(all, role);
    if (source == NULL || source->way == CONNECTION_NONE) {
        return (struct source_status){.state = SOURCE_NONE};
    }
    if (source->client != NULL) {
        return probe_source_status(source);
    }
    if (source->way == CONNECTION_FILE && source->trouble.what != NULL) {
        return (struct source_status){
            .state = SOURCE_FAILED, .kind = "data", .message = source->trouble.what};
    }
    return (struct source_status){.state = source->way == CONNECTION_FILE ? SOURCE_LOADED
                                                                          : SOURCE_UNAVAILABLE,
                                  .answered_at = source->answered_at};
}

void collector_check_now(struct collector *all)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->sources[i]->client != NULL) {
            probe_client_check_now(all->sources[i]->client);
        }
    }
    collector_lab_changed(all);
}

struct source_status collector_busiest(struct collector *all)
{
    struct source_status busiest = {.state = SOURCE_NONE};
    for (size_t i = 0; i < all->count; i++) {
        struct source_status status = {.state = SOURCE_NONE};
        if (all->sources[i]->client != NULL) {
            status = probe_source_status(all->sources[i]);
        }
        bool is_busier = status.state == SOURCE_CHECKING &&
                         (busiest.state == SOURCE_NONE || status.asked_at < busiest.asked_at);
        busiest = is_busier ? status : busiest;
    }
    return busiest;
}

int64_t collector_next_turn(const struct collector *all)
{
    int64_t next = -1;
    int64_t now = clock_now();
    for (size_t i = 0; i < all->count; i++) {
        const struct source *source = all->sources[i];
        int64_t since = waiting_since(source);
        int64_t turn = busy_turns_at(&source->busy, since);
        /* What is over already changes with the next look, not by time. */
        clock_earlier(&next, turn > now ? turn : -1);
        clock_earlier(&next, since != 0 && now < since + SLOW_MS ? since + SLOW_MS : -1);
    }
    return next;
}

bool collector_is_busy(const struct collector *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct probe_client *client = all->sources[i]->client;
        if (client != NULL && probe_client_status(client)->state == PROBE_CHECKING) {
            return true;
        }
    }
    return false;
}

int64_t collector_fresh_at(const struct collector *all)
{
    int64_t oldest = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct source *source = all->sources[i];
        if (source->client != NULL && source->answered_at > 0 &&
            (oldest == 0 || source->answered_at < oldest)) {
            oldest = source->answered_at;
        }
    }
    return oldest;
}

/* --- life --- */

struct collector *collector_new(uv_loop_t *loop, struct facts *facts, bool is_live,
                                void (*on_change)(void *user), void *user)
{
    struct collector *all = must_alloc(sizeof *all);
    *all = (struct collector){.loop = loop,
                              .timer = must_alloc(sizeof *all->timer),
                              .facts = facts,
                              .is_live = is_live,
                              .on_change = on_change,
                              .user = user};
    uv_timer_init(loop, all->timer);
    all->timer->data = all;
    uv_unref((uv_handle_t *)all->timer);
    return all;
}

static void free_handle(uv_handle_t *handle)
{
    free(handle);
}

struct collector *collector_free(struct collector *all)
{
    if (all == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < all->count; i++) {
        end_source(all->sources[i]);
        free(all->sources[i]->role);
        free(all->sources[i]);
    }
    uv_close((uv_handle_t *)all->timer, free_handle);
    free(all->sources);
    free(all->pins_file);
    free(all->pin);
    free(all);
    return NULL;
}
