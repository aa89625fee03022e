/* The flow from inside: what its pages and popups share. */
#ifndef EFLOW_FLOW_FLOW_INTERNAL_H
#define EFLOW_FLOW_FLOW_INTERNAL_H

#include <uv.h>

#include "flow/changes.h"
#include "flow/flow.h"
#include "flow/keep.h"
#include "flow/sheet.h"
#include "flow/start.h"
#include "model/assess.h"
#include "probe/collector.h"

/* A popup: what it shows and what an answer does. */
struct flow;
struct popup {
    void (*build)(struct flow *flow);
    struct effect (*pick)(struct flow *flow, size_t item);
    struct effect (*submit)(struct flow *flow, const char *const *values, size_t count);
    void (*cancel)(struct flow *flow); /* NULL: it is only closed */
};

/* What a mark means on a page. */
struct legend {
    enum mark mark;
    const char *text; /* msgid; NULL ends the list */
};

/* A page: what it shows, and what the requests mean that are its own. */
struct page_room {
    const char *name;                                   /* for the session file */
    const char *title;                                  /* msgid */
    void (*list)(struct flow *flow);                    /* lead, items, keys */
    void (*details)(struct flow *flow, const char *id); /* of the selected item; NULL: none */
    /* Whether it took the request; id is the selected item's. */
    bool (*request)(struct flow *flow, enum request request, const char *id,
                    struct effect *ret_effect);
    const char *help;            /* msgid: what one can do here */
    const struct legend *legend; /* what its marks mean; NULL: it has none */
};

struct flow {
    uv_loop_t *loop;
    const struct screens *screens;
    const struct library *library;
    struct session *session;
    struct session *old_session; /* found on disk, and not yet decided about; NULL */
    struct facts *facts;
    struct facts *no_facts; /* for texts that must not depend on any */
    struct collector *collector;
    struct lab *lab;
    struct keeper *keeper;
    char *config_folder; /* NULL: nothing is remembered */
    char *state_folder;
    char *secret; /* the password of the vSphere connection; NULL. In memory only */

    const struct guide *guide; /* of the path that is selected or chosen */
    struct assessment *assessment;
    bool is_assessment_old;
    struct changes changes;

    enum page page;
    char *selected[PAGE_COUNT]; /* id of the selected item; NULL: the first */
    size_t selected_index[PAGE_COUNT];
    bool is_path_touched; /* the person moved on the page Path: no suggestion moves it again */
    bool is_presented;    /* shown to a class */
    char *filter;
    const struct popup *popup; /* NULL: none */
    unsigned popup_serial;
    char *popup_trouble;
    size_t popup_field; /* where the trouble is, or where to start */
    char *popup_about;  /* what the popup is about: an id */
    int popup_number;
    char *message;
    enum mark message_mark;
    int64_t message_until;
    char *copied;  /* text of the last EFFECT_COPY */
    char *written; /* where the last report was written; NULL */

    struct sheet sheet;
    bool is_view_old;
    uv_timer_t *timer;
    void (*on_change)(void *user);
    void *user;
};

extern const struct page_room page_rooms[PAGE_COUNT];

/* --- used by pages and popups --- */

/* The session as it is to be kept, with the facts as they are now; the caller frees. */
cJSON *flow_snapshot(struct flow *flow);

/* The view and the session changed by the person: both are made anew. */
void flow_changed(struct flow *flow);

/* Facts, plan or confirmations changed: the assessment is made anew, too. */
void flow_reassess(struct flow *flow);

/* The assessment as it is now. */
const struct assessment *flow_assessment(struct flow *flow);

/* The connection of a role, made where there is none. */
struct connection *flow_connection(struct flow *flow, const char *role);

/* Connects a role by the session's connection. */
void flow_connect(struct flow *flow, const char *role, const char *secret);

/* Connects everything that the session names; passwords are asked for again. */
void flow_connect_all(struct flow *flow);

/* Chooses the guide of a path (in the lab: its lab, too). */
void flow_choose_path(struct flow *flow, const char *id);

/* Begins or leaves (id NULL) the practice lab. 0, or -1 with a message shown. */
int flow_use_lab(struct flow *flow, const char *id);

/* Goes on with the session that was found on disk, or drops it. */
void flow_resume(struct flow *flow);
void flow_drop_old_session(struct flow *flow);

/* The lab's world into the session. */
void flow_remember_world(struct flow *flow);

void flow_close_popup(struct flow *flow);

/* Begins the popup that is being built. */
void flow_start_popup(struct flow *flow, enum popup_kind kind, const char *title,
                      const char *enter);

/* Keeps a password in memory, in place of the one before, which is wiped. */
void flow_keep_secret(struct flow *flow, const char *secret);

void flow_go(struct flow *flow, enum page page);
void flow_select_id(struct flow *flow, enum page page, const char *id);
const char *flow_selected_id(const struct flow *flow);

/* Opens a popup about something; number is the popup's own. */
void flow_popup(struct flow *flow, const struct popup *popup, const char *about, int number);
void flow_refuse(struct flow *flow, size_t field, const char *why); /* the popup stays */

/* A sentence in the bottom line for some seconds; the text is copied. */
void flow_say(struct flow *flow, enum mark mark, const char *sentence);

struct effect no_effect(void);

/* When the view will read differently although nothing happens; ms since 1970, -1: never. */
int64_t flow_next_turn(struct flow *flow);

/* "live", "checking", "last answer 20 s ago"; NULL where nothing can be fresh. Belongs to the sheet. */
const char *flow_fresh(struct flow *flow);

/* When that reads differently by time alone; ms since 1970, -1: never. */
int64_t flow_fresh_turn(struct flow *flow);

/* Short words for ages: "5 s", "2 min". The caller frees. */
char *flow_age(int64_t milliseconds);

enum mark mark_of_check(enum check_status status);
enum mark mark_of_step(enum step_status status);
enum mark mark_of_layer(enum layer_mark mark);

/* The evidence as lines of the details: "Seen  vm.nested is off (vSphere API, 14:02:11)". */
void flow_evidence(struct flow *flow, const struct evidence *evidence);

/* The notes of a place, as lines of the details. */
void flow_notes(struct flow *flow, enum note_place place);

/* Takes another language and keeps that in the session; flow_speak also lets the sources say their
 * reasons anew. */
void flow_take_language(struct flow *flow, const char *name);
void flow_speak(struct flow *flow, const char *name);

/* One sentence where the language that is wanted cannot be shown. */
void flow_complain_of_language(struct flow *flow);

extern const struct popup popup_help;
extern const struct popup popup_link;
extern const struct popup popup_qr;
extern const struct popup popup_confirm;
extern const struct popup popup_actions;
extern const struct popup popup_resume;
extern const struct popup popup_choice;
extern const struct popup popup_value;
extern const struct popup popup_way;
extern const struct popup popup_address;
extern const struct popup popup_trust;
extern const struct popup popup_format;
extern const struct popup popup_file;
extern const struct popup popup_language;

#endif
