/* Beginning and ending a flow. */
#ifndef EFLOW_FLOW_START_H
#define EFLOW_FLOW_START_H

#include <uv.h>

#include "flow/flow.h"
#include "model/session.h"
#include "sys/screens.h"

struct flow_options {
    const struct screens *screens;
    const struct library *library;
    const char *lab;          /* id of a practice lab; NULL: real systems */
    const char *session_file; /* NULL: the usual one */
    bool is_forgetful;        /* no session is read or written */
    bool is_presented;        /* begins as REQUEST_PRESENT would make it */
    struct session *preset;   /* what the command line said (path, plan, connections), taken over;
                                 NULL: nothing */
    const char *secret;       /* password for the vSphere connection of the preset; copied */
    const char *pin;          /* SHA-256 of a certificate to be trusted now; NULL: none */
};

/* Starts; screens and library must outlive the flow. NULL with err. */
struct flow *flow_start(uv_loop_t *loop, const struct flow_options *options, struct error *err);

/* Saves the session, ends all probes. The loop has to run until its handles are closed. */
void flow_end(struct flow *flow);

#endif
