#include "config.h"

#include "probes/vsphere/news.h"

#include <stdlib.h>

#include "i18n.h"
#include "probes/vsphere/look.h"
#include "sys/text.h"

void news_clear(struct news *news)
{
    free(news->version);
    news->version = NULL;
}

static enum outcome make_filter(struct session *session, const struct moref *vm,
                                struct trouble *trouble)
{
    struct xml_answer answer = {0};
    struct text body = {0};
    enum outcome outcome;

    session_begin(&body, "CreateFilter", &session->collector);
    text_add(&body, "<spec>");
    look_specification(&body, vm);
    text_add(&body, "</spec><partialUpdates>true</partialUpdates></CreateFilter>");
    outcome = session_ask(session, body.s, &answer, trouble);
    xml_answer_free(&answer);
    text_free(&body);
    return outcome;
}

/* A wait that was broken off goes on at the server, and a second one would disturb it. */
static void end_old_wait(struct session *session)
{
    struct xml_answer answer = {0};
    struct trouble ignored = {0};
    struct text body = {0};

    session_begin(&body, "CancelWaitForUpdates", &session->collector);
    text_add(&body, "</CancelWaitForUpdates>");
    (void)session_ask(session, body.s, &answer, &ignored);
    trouble_clear(&ignored);
    xml_answer_free(&answer);
    text_free(&body);
}

enum outcome news_wait(struct news *news, struct session *session, long seconds, bool *ret_changed,
                       struct trouble *trouble)
{
    struct xml_answer answer = {0};
    struct text body = {0};
    struct soap_call call = {.quiet_seconds = seconds, .for_news = news->version != NULL};
    enum outcome outcome;

    session_begin(&body, "WaitForUpdatesEx", &session->collector);
    if (news->version) {
        text_add(&body, "<version>");
        xml_escape(&body, news->version);
        text_add(&body, "</version>");
    }
    text_addf(&body, "<options><maxWaitSeconds>%ld</maxWaitSeconds></options></WaitForUpdatesEx>",
              seconds);
    call.body = body.s;
    outcome = soap_ask(session->soap, &call, &answer, trouble);
    if (outcome == OUTCOME_OK) {
        const xmlNode *update = xml_child(answer.body, "returnval");

        *ret_changed = update != NULL;
        if (update) {
            news_clear(news);
            news->version = xml_raw(xml_child(update, "version"));
        }
    } else if (outcome == OUTCOME_ASKED) {
        end_old_wait(session);
    }
    xml_answer_free(&answer);
    text_free(&body);
    return outcome;
}

enum outcome news_subscribe(struct news *news, struct session *session, const struct moref *vm,
                            struct trouble *trouble)
{
    bool changed = false;
    enum outcome outcome;

    news_clear(news);
    outcome = make_filter(session, vm, trouble);
    if (outcome == OUTCOME_OK)
        outcome = news_wait(news, session, 1, &changed, trouble);
    if (outcome == OUTCOME_OK && !news->version)
        outcome = trouble_set(trouble, TROUBLE_CALL, PROBE_ERROR_DATA,
                              _("%s does not announce changes."), session->target->place);
    return outcome;
}
