/* A session on an ESXi host or vCenter: who it is, logging in and out, and reading properties.
 *
 *   struct session session = {.target = &target, .request = &request};
 *   if (session_open(&session, &trouble) == OUTCOME_OK)
 *       session_read(&session, specification, &harvest, &trouble);
 *   session_close(&session);          (logs out if there is anybody to tell)
 */
#ifndef EFLOW_PROBES_VSPHERE_SESSION_H
#define EFLOW_PROBES_VSPHERE_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "probes/probe_io.h"
#include "probes/vsphere/soap.h"
#include "probes/vsphere/target.h"
#include "probes/vsphere/trouble.h"
#include "probes/vsphere/xml.h"

struct session {
    const struct target *target;   /* the caller's */
    struct probe_request *request; /* the caller's; holds the password */
    struct soap *soap;
    struct moref root, collector, views, manager;
    char *version, *build; /* of the server itself */
    bool is_vcenter;
    bool logged_in;
};

/* Objects read from the server: all pages of the answer. */
struct harvest {
    struct xml_answer *pages;
    size_t count;
    size_t length; /* bytes of all pages */
};

/* Connects, learns who the server is and logs in. On failure the session must still be closed. */
enum outcome session_open(struct session *session, struct trouble *trouble);

/* Logs in again over the same connection, after the server has forgotten the session. */
enum outcome session_renew(struct session *session, struct trouble *trouble);

/* Logs out (at most a second) and frees everything; the session can be opened again. */
void session_close(struct session *session);

/* Asks with a body that is already complete. */
enum outcome session_ask(struct session *session, const char *body, struct xml_answer *ret,
                         struct trouble *trouble);

/* Begins <METHOD xmlns="urn:vim25"><_this ...>; the caller adds the arguments and </METHOD>. */
void session_begin(struct text *body, const char *method, const struct moref *on);

/* Reads all objects that a PropertyFilterSpec (its inside, as XML) selects; *ret
 * is the caller's. */
enum outcome session_read(struct session *session, const char *specification, struct harvest *ret,
                          struct trouble *trouble);

/* The object after that one, over all pages; the first for NULL. NULL at the end. */
const xmlNode *harvest_next(const struct harvest *harvest, const xmlNode *object);

/* The value of a property of an object; NULL where the server did not send one. */
xmlNode *object_property(const xmlNode *object, const char *name);

/* Whether the server says that this user may not read the property. */
bool object_forbids(const xmlNode *object, const char *name);

/* The kind of an object, such as "VirtualMachine". */
bool object_is(const xmlNode *object, const char *type);

void harvest_clear(struct harvest *harvest);

#endif
