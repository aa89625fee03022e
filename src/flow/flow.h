/* The flow: everything a person does in the wizard, without a face.
 *
 *   struct flow *flow = flow_start(loop, &options, &err);
 *   flow_listen(flow, on_change, user);
 *   flow_view(flow) -> draw;  a key -> flow_request(flow, request) -> draw again
 *   flow_end(flow);
 *
 * The flow owns guides, facts, probes, session and lab. It lives in the loop's thread and never
 * blocks. on_change is called (at most once per turn of the loop) when the view may read
 * differently: a fact came, a mark went stale, an age grew. */
#ifndef EFLOW_FLOW_FLOW_H
#define EFLOW_FLOW_FLOW_H

#include "flow/request.h"
#include "flow/view.h"

struct flow;

/* What the face has to do after a request. */
enum effect_kind {
    EFFECT_NONE,
    EFFECT_QUIT,     /* leave with status 0 */
    EFFECT_COPY,     /* put text into the clipboard of the person's terminal */
    EFFECT_LANGUAGE, /* all texts changed: draw everything anew */
};

struct effect {
    enum effect_kind kind;
    const char *text; /* of EFFECT_COPY; belongs to the flow until the next request */
};

/* What is to be shown now. */
const struct view *flow_view(struct flow *flow);

/* Does what was asked for; requests that mean nothing on this page do nothing. */
struct effect flow_request(struct flow *flow, enum request request);

/* Selects an item of the list. */
void flow_select(struct flow *flow, size_t item);

/* Shows only the items that contain the words; NULL or "" shows all. */
void flow_filter(struct flow *flow, const char *words);

/* Answers the popup: picks an item of a menu, or hands over all fields of a form in their order.
 * The popup closes, or stays and says in `trouble` why the input was refused. */
struct effect flow_pick(struct flow *flow, size_t item);
struct effect flow_submit(struct flow *flow, const char *const *values, size_t count);

/* Closes the popup without an answer. */
void flow_cancel(struct flow *flow);

/* Writes the text of the last EFFECT_COPY into a file of the state folder, for terminals whose
 * clipboard cannot be relied on. Returns the file's name as a person writes it ("~/..."; the caller
 * frees), NULL when there is none. */
char *flow_write_copied(struct flow *flow);

/* Who wants to know of changes. */
void flow_listen(struct flow *flow, void (*on_change)(void *user), void *user);

/* The session goes to disk now (also done by itself after every change, a moment later). */
void flow_save(struct flow *flow);

#endif
