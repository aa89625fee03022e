#include "model/session.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "model/fact.h"
#include "sys/text.h"

static const char *const way_names[] = {"none", "local", "ssh",        "vsphere",
                                        "az",   "file",  "unavailable"};
static_assert(sizeof way_names / sizeof *way_names == CONNECTION_WAY_COUNT, "a name for every way");

#define FORMAT     "eflow-session/1"
#define TEXT_LIMIT ((size_t)1024) /* bytes of one address or name */

const char *connection_way_name(enum connection_way way)
{
    return way_names[way];
}

struct session *session_new(void)
{
    struct session *session = must_alloc(sizeof *session);
    *session = (struct session){.choices = cJSON_CreateObject(), .selected = cJSON_CreateObject()};
    return session;
}

static void clear_connection(struct connection *connection)
{
    free(connection->role);
    free(connection->address);
    free(connection->vm);
}

struct session *session_free(struct session *session)
{
    if (session == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < session->connection_count; i++) {
        clear_connection(&session->connections[i]);
    }
    free(session->connections);
    confirmations_clear(&session->confirmations);
    cJSON_Delete(session->lab_world);
    cJSON_Delete(session->choices);
    cJSON_Delete(session->selected);
    cJSON_Delete(session->facts);
    cJSON_Delete(session->report);
    free(session->path);
    free(session->lab);
    free(session->language);
    free(session);
    return NULL;
}

struct connection *session_connection(const struct session *session, const char *role)
{
    for (size_t i = 0; i < session->connection_count; i++) {
        if (strcmp(session->connections[i].role, role) == 0) {
            return &session->connections[i];
        }
    }
    return NULL;
}

static char *copy_text(const char *text)
{
    return text != NULL && *text != '\0' ? text_clean(text, TEXT_LIMIT) : NULL;
}

void session_connect(struct session *session, const char *role, enum connection_way way,
                     const char *address, const char *vm)
{
    struct connection fresh = {
        .role = must_copy(role), .way = way, .address = copy_text(address), .vm = copy_text(vm)};
    struct connection *connection = session_connection(session, role);
    if (connection == NULL) {
        session->connections = must_realloc(session->connections, (session->connection_count + 1) *
                                                                      sizeof *session->connections);
        connection = &session->connections[session->connection_count++];
    } else {
        clear_connection(connection);
    }
    *connection = fresh;
}

/* --- names --- */

static void add_name(cJSON *names, const char *kind, const char *from, size_t length)
{
    if (from == NULL || length == 0) {
        return;
    }
    char *name = must_copy_n(from, length);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddStringToObject(item, "kind", kind);
    cJSON_AddStringToObject(item, "name", name);
    cJSON_AddItemToArray(names, item);
    free(name);
}

/* ssh://USER@HOST:PORT, https://USER@HOST, GROUP/NAME */
static void add_names_of_address(cJSON *names, const char *address)
{
    const char *start = strstr(address, "://");
    if (start == NULL) {
        const char *slash = strchr(address, '/');
        add_name(names, "group", address, slash != NULL ? (size_t)(slash - address) : 0);
        add_name(names, "vm", slash != NULL ? slash + 1 : NULL,
                 slash != NULL ? strlen(slash + 1) : 0);
        return;
    }
    start += 3;
    size_t user = strcspn(start, "@/");
    if (start[user] == '@') {
        add_name(names, "user", start, user);
        start += user + 1;
    }
    add_name(names, "host", start, strcspn(start, ":/"));
}

cJSON *session_names(const struct session *session)
{
    cJSON *names = cJSON_CreateArray();
    for (size_t i = 0; i < session->connection_count; i++) {
        const struct connection *connection = &session->connections[i];
        add_name(names, "vm", connection->vm, connection->vm != NULL ? strlen(connection->vm) : 0);
        if (connection->address != NULL && connection->way != CONNECTION_FILE) {
            add_names_of_address(names, connection->address);
        }
    }
    return names;
}

/* --- to JSON --- */

static void add_text(cJSON *object, const char *key, const char *text)
{
    if (text != NULL) {
        cJSON_AddStringToObject(object, key, text);
    }
}

static void add_copy(cJSON *object, const char *key, const cJSON *value)
{
    if (value != NULL) {
        cJSON_AddItemToObject(object, key, cJSON_Duplicate(value, true));
    }
}

static cJSON *confirmations_to_json(const struct confirmations *all)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < all->count; i++) {
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "id", all->items[i].id);
        cJSON_AddStringToObject(item, "reason", all->items[i].reason);
        cJSON_AddNumberToObject(item, "at", (double)all->items[i].at);
        if (all->items[i].until != 0) {
            cJSON_AddNumberToObject(item, "until", (double)all->items[i].until);
        }
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static cJSON *connections_to_json(const struct session *session)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < session->connection_count; i++) {
        const struct connection *connection = &session->connections[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "role", connection->role);
        cJSON_AddStringToObject(item, "way", way_names[connection->way]);
        add_text(item, "address", connection->address);
        add_text(item, "vm", connection->vm);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

cJSON *session_to_json(const struct session *session)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "format", FORMAT);
    add_text(json, "path", session->path);
    cJSON_AddNumberToObject(json, "page", session->page);
    add_text(json, "lab", session->lab);
    add_copy(json, "lab_world", session->lab_world);
    add_text(json, "language", session->language);
    add_copy(json, "choices", session->choices);
    add_copy(json, "selected", session->selected);
    cJSON_AddItemToObject(json, "confirmations", confirmations_to_json(&session->confirmations));
    cJSON_AddItemToObject(json, "connections", connections_to_json(session));
    add_copy(json, "facts", session->facts);
    add_copy(json, "report", session->report);
    cJSON_AddNumberToObject(json, "saved_at", (double)session->saved_at);
    return json;
}

/* --- from JSON --- */

static char *take_text(const cJSON *json, const char *key)
{
    return copy_text(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key)));
}

static cJSON *take_object(const cJSON *json, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);
    return cJSON_IsObject(item) ? cJSON_Duplicate(item, true) : NULL;
}

static int64_t take_time(const cJSON *json, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);
    bool is_time = cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble < 1e15;
    return is_time ? (int64_t)item->valuedouble : 0;
}

static void take_choices(struct session *session, const cJSON *json)
{
    const cJSON *choice = NULL;
    cJSON_ArrayForEach(choice, cJSON_GetObjectItemCaseSensitive(json, "choices"))
    {
        int fact = choice->string != NULL ? fact_find(choice->string) : FACT_NONE;
        if (fact != FACT_NONE && text_starts(choice->string, "plan.") &&
            (cJSON_IsNull(choice) || fact_value_fits(fact, choice))) {
            cJSON_AddItemToObject(session->choices, choice->string, cJSON_Duplicate(choice, true));
        }
    }
}

static void take_confirmations(struct session *session, const cJSON *json)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "confirmations"))
    {
        char *id = take_text(item, "id");
        char *reason = take_text(item, "reason");
        if (id != NULL && reason != NULL) {
            confirmation_set(&session->confirmations, id, reason, take_time(item, "at"),
                             take_time(item, "until"));
        }
        free(id);
        free(reason);
    }
}

static enum connection_way find_way(const char *name)
{
    for (enum connection_way way = 0; name != NULL && way < CONNECTION_WAY_COUNT; way++) {
        if (strcmp(way_names[way], name) == 0) {
            return way;
        }
    }
    return CONNECTION_NONE;
}

static void take_connections(struct session *session, const cJSON *json)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "connections"))
    {
        char *role = take_text(item, "role");
        char *way = take_text(item, "way");
        char *address = take_text(item, "address");
        char *vm = take_text(item, "vm");
        if (role != NULL) {
            session_connect(session, role, find_way(way), address, vm);
        }
        free(role);
        free(way);
        free(address);
        free(vm);
    }
}

struct session *session_from_json(const cJSON *json, const char *file, struct error *err)
{
    struct json_at top = {.file = file};
    int format = 0;
    if (!cJSON_IsObject(json) || json_word(json, &top, "format", FORMAT, true, &format, err) != 0) {
        error_set(err, EXIT_DATA, _("This is no session of this program."));
        error_at(err, "%s", file);
        return NULL;
    }
    struct session *session = session_new();
    const cJSON *page = cJSON_GetObjectItemCaseSensitive(json, "page");
    session->page = cJSON_IsNumber(page) && page->valueint > 0 ? page->valueint : 0;
    session->path = take_text(json, "path");
    session->lab = take_text(json, "lab");
    session->lab_world = take_object(json, "lab_world");
    session->language = take_text(json, "language");
    session->facts = take_object(json, "facts");
    session->report = take_object(json, "report");
    session->saved_at = take_time(json, "saved_at");
    cJSON *selected = take_object(json, "selected");
    if (selected != NULL) {
        cJSON_Delete(session->selected);
        session->selected = selected;
    }
    take_choices(session, json);
    take_confirmations(session, json);
    take_connections(session, json);
    return session;
}
