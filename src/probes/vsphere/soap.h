/* One question to the server, one answer: SOAP over HTTPS, with limits and a lifeline.
 *
 *   struct soap *soap = soap_open(&target, &request, &trouble);
 *   struct soap_call call = {.body = "<CurrentTime xmlns=...>...", .quiet_seconds = 0};
 *   if (soap_ask(soap, &call, &answer, &trouble) == OUTCOME_OK)
 *       ...
 *   soap_close(soap);
 *
 * While a question is under way the wizard is watched: when it goes away the question is dropped at
 * once. */
#ifndef EFLOW_PROBES_VSPHERE_SOAP_H
#define EFLOW_PROBES_VSPHERE_SOAP_H

#include <stdbool.h>

#include "probes/probe_io.h"
#include "probes/vsphere/target.h"
#include "probes/vsphere/trouble.h"
#include "probes/vsphere/xml.h"

#define SOAP_ANSWER_LIMIT ((size_t)16 << 20) /* bytes of one answer */

struct soap;

struct soap_call {
    const char *body;   /* the element inside the envelope's body, as XML */
    long quiet_seconds; /* how long the server may be silent by intention (waiting for news) */
    bool for_news;      /* a line of the wizard ends this call with OUTCOME_ASKED */
};

/* Prepares a connection; nothing is sent yet. target and request stay the caller's and must outlive
 * it. NULL, with trouble filled, where this curl cannot do what is needed. */
struct soap *soap_open(const struct target *target, const struct probe_request *request,
                       struct trouble *trouble);

/* Asks and waits for the answer. The envelope is wiped after use, since it may hold the password.
 * OUTCOME_OK: *ret is the caller's. A SOAP fault is a trouble too (trouble_from_fault). */
enum outcome soap_ask(struct soap *soap, const struct soap_call *call, struct xml_answer *ret,
                      struct trouble *trouble);

/* From now on speaks this version of the API, such as "7.0.3.0": the server hides what is newer
 * than the version asked for. Anything but digits and dots is ignored. */
void soap_use_version(struct soap *soap, const char *version);

/* Forgets the session's cookie, for a new login. */
void soap_forget_session(struct soap *soap);

/* For the last words: no longer watches the wizard and waits at most that many milliseconds. */
void soap_hurry(struct soap *soap, long milliseconds);

/* Whether the wizard asked for a fresh look since the last time this was called. */
bool soap_was_asked(struct soap *soap);

void soap_close(struct soap *soap);

#endif
