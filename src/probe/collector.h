/* The collector: keeps one probe for each role and its facts in one store.
 *
 *   struct collector *all = collector_new(loop, facts, on_change, user);
 *   collector_connect(all, "vsphere", &connection, password);
 *   ... the loop runs; facts fill; on_change is called ...
 *   collector_free(all);
 *
 * Facts files are read at once; the practice lab is a source like any other. What a source said
 * while it lived is not believed for ever: without an answer for STALE_UNKNOWN intervals its facts
 * become unknown, because nobody can see them any more. */
#ifndef EFLOW_PROBE_COLLECTOR_H
#define EFLOW_PROBE_COLLECTOR_H

#include <uv.h>

#include "model/fact.h"
#include "model/session.h"
#include "probe/client.h"
#include "probe/lab.h"

#define STALE_MARKED  3     /* intervals without an answer until facts are marked as stale */
#define STALE_UNKNOWN 10    /* and until they are unknown */
#define SLOW_MS       10000 /* without an answer for so long a check takes longer than usual */

/* How a role's source stands. */
enum source_state {
    SOURCE_NONE,        /* no connection was chosen */
    SOURCE_UNAVAILABLE, /* the person says there is none */
    SOURCE_CHECKING,
    SOURCE_LIVE,     /* a probe that answers again and again */
    SOURCE_LOADED,   /* a facts file, or a probe that was asked once */
    SOURCE_RETRYING, /* failed; tries again by itself */
    SOURCE_FAILED,   /* waits for the person */
};

struct source_status {
    enum source_state state;
    const char *kind;    /* of the failure: "auth", "trust" ...; NULL */
    const char *message; /* one sentence; NULL */
    const cJSON *detail; /* of the failure; NULL */
    int64_t answered_at; /* ms since 1970; 0: never */
    int64_t asked_at;
    int64_t retry_at;
    bool is_stale; /* its facts are older than STALE_MARKED intervals */
    bool is_slow;  /* has been asked for SLOW_MS and has not answered */
};

struct collector;

/* facts must outlive the collector. on_change is called after facts or a state changed. is_live:
 * the sources are watched; else each is asked once. */
struct collector *collector_new(uv_loop_t *loop, struct facts *facts, bool is_live,
                                void (*on_change)(void *user), void *user);
struct collector *collector_free(struct collector *all); /* always NULL */

/* Connects a role anew (an older connection ends, its facts are forgotten). secret may be NULL; it
 * is copied. */
void collector_connect(struct collector *all, const struct connection *connection,
                       const char *secret);

/* Where trusted certificates are remembered (a folder, copied); NULL: nowhere. */
void collector_trust_folder(struct collector *all, const char *folder);

/* The SHA-256 of a certificate that the person trusts for this run (copied); NULL: none. */
void collector_trust_pin(struct collector *all, const char *sha256);

/* Takes the practice lab as the source of everything; NULL: no longer. The lab stays the caller's,
 * who calls collector_lab_changed after each change. */
void collector_set_lab(struct collector *all, struct lab *lab);
void collector_lab_changed(struct collector *all);

/* How the source of that role stands, for a person: one that is asked again is SOURCE_CHECKING only
 * when its answer takes a moment, and then long enough to be read (probe/busy.h). The strings live
 * until the next event. */
struct source_status collector_status(struct collector *all, const char *role);

/* The slowest of the sources that are SOURCE_CHECKING now: SOURCE_NONE when none is. */
struct source_status collector_busiest(struct collector *all);

/* When a status changes by time alone, ms since 1970; -1: none does. */
int64_t collector_next_turn(const struct collector *all);

/* Asks all sources again now. */
void collector_check_now(struct collector *all);

/* Whether a source is still being asked for the first time. */
bool collector_is_busy(const struct collector *all);

/* When facts came last, ms since 1970 of the oldest live source's last answer; 0: none is live. */
int64_t collector_fresh_at(const struct collector *all);

#endif
