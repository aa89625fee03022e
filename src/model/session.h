/* The session: what the person has said and where they are, as it is kept on disk
 * ("eflow-session/1"). No secrets, ever.
 *
 *   struct session *session = session_new();
 *   session_from_json(json, "session.json", &err) / session_to_json(session)
 *   session_free(session); */
#ifndef EFLOW_MODEL_SESSION_H
#define EFLOW_MODEL_SESSION_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "model/confirmation.h"

/* Where the facts of one role come from. */
enum connection_way {
    CONNECTION_NONE, /* nothing chosen yet */
    CONNECTION_LOCAL,
    CONNECTION_SSH,
    CONNECTION_VSPHERE,
    CONNECTION_AZ,
    CONNECTION_FILE,
    CONNECTION_UNAVAILABLE, /* the person says: there is no way to look */
    CONNECTION_WAY_COUNT,
};

struct connection {
    char *role; /* id of the role in the guide: "vsphere" */
    enum connection_way way;
    char *address; /* ssh://..., https://..., a file's name, RESOURCE-GROUP/NAME; NULL: none */
    char *vm;      /* the machine's name there; NULL: none */
};

struct session {
    char *path;       /* id of the guide; NULL: not chosen */
    int page;         /* enum page */
    char *lab;        /* id of the practice lab; NULL: real systems */
    cJSON *lab_world; /* its facts; NULL: as the lab begins */
    char *language;   /* NULL: as the environment says */
    cJSON *choices;   /* of the plan: fact name -> value */
    cJSON *selected;  /* page name -> id of the selected item */
    cJSON *facts;     /* the last facts file's content, so that a report can be made; NULL */
    cJSON *report;    /* how the last report was written: format, redacted, file; NULL */
    struct confirmations confirmations;
    size_t connection_count;
    struct connection *connections;
    int64_t saved_at; /* ms since 1970; 0: never */
};

struct session *session_new(void);
struct session *session_free(struct session *session); /* always NULL */

/* The connection of a role; NULL where nothing was said. */
struct connection *session_connection(const struct session *session, const char *role);

/* Sets it; the texts are copied. */
void session_connect(struct session *session, const char *role, enum connection_way way,
                     const char *address, const char *vm);

/* The hosts, users and machines that the connections name, as a report takes them: [{"kind":
 * "host", "name": "esx-01"}]. The caller frees. */
cJSON *session_names(const struct session *session);

/* The caller frees. */
cJSON *session_to_json(const struct session *session);

/* NULL with err when it is no session; single values that make no sense are left out. */
struct session *session_from_json(const cJSON *json, const char *file, struct error *err);

const char *connection_way_name(enum connection_way way); /* "ssh" */

#endif
