#include "config.h"

#include "probes/vsphere/session.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/pipe.h"
#include "sys/text.h"

#define VIM "urn:vim25"

enum {
    PAGE_SIZE = 500,          /* objects of one answer */
    PAGE_LIMIT = 200,         /* a server that never comes to an end is not believed */
    HARVEST_LIMIT = 64 << 20, /* bytes of all pages */
    GOODBYE_MS = 1000,
};

void session_begin(struct text *body, const char *method, const struct moref *on)
{
    text_addf(body, "<%s xmlns=\"" VIM "\">", method);
    xml_add_ref(body, "_this", on);
}

enum outcome session_ask(struct session *session, const char *body, struct xml_answer *ret,
                         struct trouble *trouble)
{
    const struct soap_call call = {.body = body};

    return soap_ask(session->soap, &call, ret, trouble);
}

/* --- who is there ----------------------------------------------------------------------------- */

static enum outcome take_content(struct session *session, const xmlNode *content,
                                 struct trouble *trouble)
{
    const xmlNode *about = xml_child(content, "about");
    char *api = xml_text(xml_child(about, "apiVersion"));
    bool complete = xml_ref(xml_child(content, "rootFolder"), &session->root) &&
                    xml_ref(xml_child(content, "propertyCollector"), &session->collector) &&
                    xml_ref(xml_child(content, "viewManager"), &session->views) &&
                    xml_ref(xml_child(content, "sessionManager"), &session->manager);

    session->version = xml_text(xml_child(about, "version"));
    session->build = xml_text(xml_child(about, "build"));
    session->is_vcenter = xml_is(xml_child(about, "apiType"), "VirtualCenter");
    soap_use_version(session->soap, api);
    free(api);
    if (complete)
        return OUTCOME_OK;
    return trouble_set(
        trouble, TROUBLE_LOST, PROBE_ERROR_DATA,
        _("%s speaks SOAP, but is neither an ESXi host nor a vCenter. Check the address."),
        session->target->place);
}

static enum outcome meet(struct session *session, struct trouble *trouble)
{
    const struct moref service = {(char[]){"ServiceInstance"}, (char[]){"ServiceInstance"}};
    struct xml_answer answer = {0};
    struct text body = {0};
    enum outcome outcome;

    session_begin(&body, "RetrieveServiceContent", &service);
    text_add(&body, "</RetrieveServiceContent>");
    outcome = session_ask(session, body.s, &answer, trouble);
    if (outcome == OUTCOME_OK)
        outcome = take_content(session, xml_child(answer.body, "returnval"), trouble);
    xml_answer_free(&answer);
    text_free(&body);
    return outcome;
}

/* --- logging in and out ----------------------------------------------------------------------- */

/* The room is reserved first: a text that grows would leave pieces of the password behind. */
static enum outcome log_in(struct session *session, struct trouble *trouble)
{
    const char *password = session->request->secret;
    struct text body = {.capacity = 1024 + 6 * (strlen(session->target->user) + strlen(password) +
                                                strlen(session->manager.id))};
    struct xml_answer answer = {0};
    enum outcome outcome;

    body.s = must_alloc(body.capacity);
    body.s[0] = '\0';
    session_begin(&body, "Login", &session->manager);
    text_add(&body, "<userName>");
    xml_escape(&body, session->target->user);
    text_add(&body, "</userName><password>");
    xml_escape(&body, password);
    text_add(&body, "</password></Login>");
    outcome = session_ask(session, body.s, &answer, trouble);
    pipe_wipe(body.s, body.length);
    text_free(&body);
    xml_answer_free(&answer);
    session->logged_in = outcome == OUTCOME_OK;
    return outcome;
}

enum outcome session_open(struct session *session, struct trouble *trouble)
{
    enum outcome outcome;

    session->soap = soap_open(session->target, session->request, trouble);
    if (!session->soap)
        return OUTCOME_TROUBLE;
    outcome = meet(session, trouble);
    if (outcome == OUTCOME_OK && !session->request->secret)
        return trouble_set(trouble, TROUBLE_FINAL, PROBE_ERROR_AUTH,
                           _("%s asks for the password of this user. Type it in; it is kept in "
                             "memory only."),
                           session->target->place);
    return outcome == OUTCOME_OK ? log_in(session, trouble) : outcome;
}

enum outcome session_renew(struct session *session, struct trouble *trouble)
{
    session->logged_in = false;
    soap_forget_session(session->soap);
    return log_in(session, trouble);
}

static void log_out(struct session *session)
{
    struct xml_answer answer = {0};
    struct trouble ignored = {0};
    struct text body = {0};

    session_begin(&body, "Logout", &session->manager);
    text_add(&body, "</Logout>");
    soap_hurry(session->soap, GOODBYE_MS);
    (void)session_ask(session, body.s, &answer, &ignored);
    trouble_clear(&ignored);
    xml_answer_free(&answer);
    text_free(&body);
    session->logged_in = false;
}

void session_close(struct session *session)
{
    if (session->logged_in)
        log_out(session);
    soap_close(session->soap);
    session->soap = NULL;
    moref_clear(&session->root);
    moref_clear(&session->collector);
    moref_clear(&session->views);
    moref_clear(&session->manager);
    free(session->version);
    free(session->build);
    session->version = session->build = NULL;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* The first page, or the page that the token stands for. */
static void ask_for_page(struct session *session, struct text *body, const char *specification,
                         const char *token)
{
    const char *method = token ? "ContinueRetrievePropertiesEx" : "RetrievePropertiesEx";

    session_begin(body, method, &session->collector);
    if (token) {
        text_add(body, "<token>");
        xml_escape(body, token);
        text_add(body, "</token>");
    } else {
        text_addf(body, "<specSet>%s</specSet><options><maxObjects>%d</maxObjects></options>",
                  specification, PAGE_SIZE);
    }
    text_addf(body, "</%s>", method);
}

/* Reads one page; *token becomes that of the next one, NULL at the end. */
static enum outcome read_page(struct session *session, const char *specification, char **token,
                              struct harvest *harvest, struct trouble *trouble)
{
    struct xml_answer answer = {0};
    struct text body = {0};
    enum outcome outcome;
    char *next;

    ask_for_page(session, &body, specification, *token);
    outcome = session_ask(session, body.s, &answer, trouble);
    text_free(&body);
    if (outcome != OUTCOME_OK)
        return outcome;
    next = xml_raw(xml_path(answer.body, "returnval/token"));
    free(*token);
    *token = *next ? next : NULL;
    if (!*next)
        free(next);
    harvest->pages = must_realloc(harvest->pages, (harvest->count + 1) * sizeof *harvest->pages);
    harvest->pages[harvest->count++] = answer;
    harvest->length += answer.length;
    if (harvest->length > HARVEST_LIMIT || (*token && harvest->count == PAGE_LIMIT))
        return trouble_set(trouble, TROUBLE_LOST, PROBE_ERROR_DATA,
                           _("%s tells of more objects than the wizard can take in. Ask it as a "
                             "user who sees fewer."),
                           session->target->place);
    return OUTCOME_OK;
}

enum outcome session_read(struct session *session, const char *specification, struct harvest *ret,
                          struct trouble *trouble)
{
    struct harvest harvest = {0};
    char *token = NULL;
    enum outcome outcome;

    do {
        outcome = read_page(session, specification, &token, &harvest, trouble);
    } while (outcome == OUTCOME_OK && token);
    free(token);
    if (outcome == OUTCOME_OK)
        *ret = harvest;
    else
        harvest_clear(&harvest);
    return outcome;
}

static const xmlNode *first_of(const struct harvest *harvest, size_t page)
{
    const xmlNode *object = NULL;

    for (; page < harvest->count && !object; page++)
        object = xml_child(xml_child(harvest->pages[page].body, "returnval"), "objects");
    return object;
}

const xmlNode *harvest_next(const struct harvest *harvest, const xmlNode *object)
{
    const xmlNode *next = xml_next(object, "objects");
    size_t page = 0;

    if (next)
        return next;
    while (object && page < harvest->count && harvest->pages[page].doc != object->doc)
        page++;
    return first_of(harvest, object ? page + 1 : 0);
}

static xmlNode *named(const xmlNode *object, const char *list, const char *key, const char *name)
{
    xmlNode *entry = xml_child(object, list);

    while (entry && !xml_is(xml_child(entry, key), name))
        entry = xml_next(entry, list);
    return entry;
}

xmlNode *object_property(const xmlNode *object, const char *name)
{
    return xml_child(named(object, "propSet", "name", name), "val");
}

bool object_forbids(const xmlNode *object, const char *name)
{
    const xmlNode *fault = xml_path(named(object, "missingSet", "path", name), "fault/fault");

    return xml_has_type(fault, "NoPermission") || xml_has_type(fault, "NotAuthenticated");
}

bool object_is(const xmlNode *object, const char *type)
{
    struct moref found;
    bool same;

    if (!xml_ref(xml_child(object, "obj"), &found))
        return false;
    same = strcmp(found.type, type) == 0;
    moref_clear(&found);
    return same;
}

void harvest_clear(struct harvest *harvest)
{
    for (size_t i = 0; i < harvest->count; i++)
        xml_answer_free(&harvest->pages[i]);
    free(harvest->pages);
    *harvest = (struct harvest){0};
}
