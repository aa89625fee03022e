#include "config.h"

#include "probes/vsphere/watch.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "i18n.h"
#include "probes/vsphere/ending.h"
#include "probes/vsphere/find.h"
#include "probes/vsphere/look.h"
#include "probes/vsphere/news.h"
#include "probes/vsphere/session.h"
#include "sys/text.h"

enum {
    FIRST_PAUSE_MS = 500,    /* before the first new try; doubled each time */
    LONGEST_PAUSE_MS = 8000, /* between two tries */
    POLL_MS = 1000,          /* between two looks where the server announces nothing */
    SHORTEST_NEWS_S = 2,     /* shorter intervals are polled: the server counts in seconds */
    CALM_MS = 100,           /* between two looks when news come thick and fast */
    PUSH_TRIES = 2,          /* waits for news that may fail before they are given up */
};

struct watch {
    struct session session;
    const struct target *target;
    struct probe_request *request;
    struct moref vm;
    struct sheet last; /* what the last answer said */
    struct news news;
    long long answered; /* when the last line was written */
    long long looked;   /* when the last look was taken */
    int push_failures;
    bool is_renewed; /* logged in again, and nothing was seen since */
    long pause_ms;   /* before the next try */
};

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static char *source_of(const struct target *target)
{
    char *raw = text_format("vSphere API, %s", target->host);
    char *clean = text_clean(raw, 300);

    free(raw);
    return clean;
}

static int write_sheet(const struct target *target, const struct sheet *sheet)
{
    char *source = source_of(target);
    int result = probe_write_answer(sheet->facts, sheet->unknown, source);

    free(source);
    return result;
}

/* --- once ------------------------------------------------------------------------------------- */

int watch_once(const struct target *target, struct probe_request *request)
{
    struct session session = {.target = target, .request = request};
    struct trouble trouble = {0};
    struct sheet sheet = {0};
    struct moref vm = {0};
    enum outcome outcome = session_open(&session, &trouble);

    probe_request_forget_secret(request);
    if (outcome == OUTCOME_OK)
        outcome = find_vm(&session, &vm, &trouble);
    if (outcome == OUTCOME_OK)
        outcome = look(&session, &vm, &sheet, &trouble);
    if (outcome == OUTCOME_OK)
        (void)write_sheet(target, &sheet);
    if (outcome == OUTCOME_TROUBLE)
        (void)trouble_report(&trouble);
    session_close(&session);
    sheet_clear(&sheet);
    moref_clear(&vm);
    return outcome == OUTCOME_OK ? EXIT_READY : EXIT_UNKNOWN;
}

/* --- answers of a watch ----------------------------------------------------------------------- */

static long interval_ms(const struct watch *watch)
{
    double seconds = watch->request->interval;

    return (long)((seconds < 86400 ? seconds : 86400) * 1000);
}

/* Time left until a line is due; a little early, so that it comes within the interval. */
static long left_ms(const struct watch *watch)
{
    long interval = interval_ms(watch);
    long early = interval / 10 < 500 ? interval / 10 : 500;
    long long left = watch->answered + interval - early - now_ms();

    return left > 0 ? (long)left : 0;
}

/* Looks, and answers where that is due, was asked for, or something changed. */
static enum outcome look_and_answer(struct watch *watch, bool always, struct trouble *trouble)
{
    struct sheet sheet = {0};
    enum outcome outcome = look(&watch->session, &watch->vm, &sheet, trouble);

    if (outcome != OUTCOME_OK)
        return outcome;
    watch->looked = now_ms();
    watch->is_renewed = false;
    watch->pause_ms = FIRST_PAUSE_MS;
    always = soap_was_asked(watch->session.soap) || always;
    if (!always && left_ms(watch) > 0 && sheet_same(&sheet, &watch->last)) {
        sheet_clear(&sheet);
        return OUTCOME_OK;
    }
    sheet_clear(&watch->last);
    watch->last = sheet;
    watch->answered = now_ms();
    return write_sheet(watch->target, &sheet) == 0 ? OUTCOME_OK : OUTCOME_GONE;
}

/* Waits for the wizard; OUTCOME_ASKED when it wants a fresh look. */
static enum outcome rest(struct watch *watch, long milliseconds)
{
    switch (probe_wait(watch->request, (int)milliseconds)) {
    case PIPE_GONE: return OUTCOME_GONE;
    case PIPE_LINE: return OUTCOME_ASKED;
    case PIPE_QUIET:
    default: return OUTCOME_OK;
    }
}

/* --- news or polling -------------------------------------------------------------------------- */

static bool wants_news(const struct watch *watch)
{
    return interval_ms(watch) >= SHORTEST_NEWS_S * 1000 && watch->push_failures < PUSH_TRIES;
}

/* Fills the time until the next look. */
static enum outcome wait_polling(struct watch *watch)
{
    long left = left_ms(watch);

    return rest(watch, left < POLL_MS ? left : POLL_MS);
}

/* The server counts whole seconds, so the last part of one is spent resting. */
static enum outcome wait_for_news(struct watch *watch, struct trouble *trouble)
{
    long left = left_ms(watch), seconds = left / 1000;
    bool changed = false;
    enum outcome outcome;

    if (now_ms() - watch->looked < CALM_MS) {
        outcome = rest(watch, CALM_MS);
        if (outcome != OUTCOME_OK)
            return outcome;
    }
    if (seconds == 0)
        return rest(watch, left);
    outcome = news_wait(&watch->news, &watch->session, seconds, &changed, trouble);
    if (outcome == OUTCOME_OK)
        watch->push_failures = 0;
    return outcome;
}

/* A wait for news that failed says little by itself: proxies and firewalls cut long silences, and
 * some users may look but not listen. The next look shows what is really the matter. */
static enum outcome excuse(struct watch *watch, enum outcome outcome, struct trouble *trouble)
{
    if (outcome != OUTCOME_TROUBLE || trouble->class == TROUBLE_SESSION ||
        trouble->kind == PROBE_ERROR_TRUST)
        return outcome;
    watch->push_failures++;
    news_clear(&watch->news);
    trouble_clear(trouble);
    return OUTCOME_OK;
}

static enum outcome wait_for_something(struct watch *watch, struct trouble *trouble)
{
    enum outcome outcome = OUTCOME_OK;

    if (!wants_news(watch))
        return wait_polling(watch);
    if (watch->news.version)
        outcome = wait_for_news(watch, trouble);
    else
        outcome = news_subscribe(&watch->news, &watch->session, &watch->vm, trouble);
    return excuse(watch, outcome, trouble);
}

/* --- one machine, one session ----------------------------------------------------------------- */

static enum outcome watch_machine(struct watch *watch, struct trouble *trouble)
{
    enum outcome outcome = look_and_answer(watch, true, trouble);

    while (outcome == OUTCOME_OK) {
        outcome = wait_for_something(watch, trouble);
        if (outcome == OUTCOME_OK || outcome == OUTCOME_ASKED)
            outcome = look_and_answer(watch, outcome == OUTCOME_ASKED, trouble);
    }
    return outcome;
}

static enum outcome find_and_watch(struct watch *watch, struct trouble *trouble)
{
    enum outcome outcome = OUTCOME_OK;

    if (!watch->vm.id)
        outcome = find_vm(&watch->session, &watch->vm, trouble);
    return outcome == OUTCOME_OK ? watch_machine(watch, trouble) : outcome;
}

/* Says what is wrong and waits before the next try; ever longer, but so that a line comes in every
 * interval. */
static enum outcome report_and_rest(struct watch *watch, struct trouble *trouble)
{
    long pause = watch->pause_ms, left;
    enum outcome outcome;

    if (trouble_report(trouble) != 0)
        return OUTCOME_GONE;
    watch->answered = now_ms();
    left = left_ms(watch);
    outcome = rest(watch, pause < left ? pause : left);
    watch->pause_ms = pause * 2 < LONGEST_PAUSE_MS ? pause * 2 : LONGEST_PAUSE_MS;
    return outcome == OUTCOME_ASKED ? OUTCOME_OK : outcome;
}

/* Keeps the session as long as it is good: for a machine that is not there (yet), and after it
 * expired. */
static enum outcome watch_session(struct watch *watch, struct trouble *trouble)
{
    enum outcome outcome = OUTCOME_OK;

    while (outcome == OUTCOME_OK) {
        outcome = find_and_watch(watch, trouble);
        if (outcome != OUTCOME_TROUBLE)
            return outcome;
        news_clear(&watch->news);
        if (trouble->class == TROUBLE_OBJECT) {
            moref_clear(&watch->vm);
            outcome = report_and_rest(watch, trouble);
        } else if (trouble->class == TROUBLE_SESSION && !watch->is_renewed) {
            watch->is_renewed = true;
            outcome = session_renew(&watch->session, trouble);
        }
    }
    return outcome;
}

/* A server that was restarted may number its objects anew, so everything is looked up again. */
static enum outcome watch_connection(struct watch *watch, struct trouble *trouble)
{
    enum outcome outcome;

    watch->session = (struct session){.target = watch->target, .request = watch->request};
    outcome = session_open(&watch->session, trouble);
    if (outcome == OUTCOME_OK)
        outcome = watch_session(watch, trouble);
    if (outcome == OUTCOME_TROUBLE && trouble->class != TROUBLE_CALL)
        watch->session.logged_in = false;
    session_close(&watch->session);
    news_clear(&watch->news);
    moref_clear(&watch->vm);
    watch->is_renewed = false;
    return outcome;
}

int watch_on(const struct target *target, struct probe_request *request)
{
    struct watch watch = {.target = target, .request = request, .pause_ms = FIRST_PAUSE_MS};
    struct trouble trouble = {0};
    enum outcome outcome;

    ending_by_signal();
    do {
        outcome = watch_connection(&watch, &trouble);
        if (outcome == OUTCOME_TROUBLE && trouble.class == TROUBLE_FINAL) {
            (void)trouble_report(&trouble);
            break;
        }
        if (outcome == OUTCOME_TROUBLE)
            outcome = report_and_rest(&watch, &trouble);
    } while (outcome == OUTCOME_OK);
    sheet_clear(&watch.last);
    trouble_clear(&trouble);
    return outcome == OUTCOME_GONE ? EXIT_READY : EXIT_UNKNOWN;
}
