/* News from the server: WaitForUpdatesEx, which answers as soon as something changes.
 *
 *   struct news news = {0};
 *   news_subscribe(&news, &session, &vm, &trouble)
 *   news_wait(&news, &session, seconds, &changed, &trouble)
 *   news_clear(&news);
 *
 * News only say that something changed; what it is, a look tells. So nothing depends on the order
 * or completeness of partial updates. */
#ifndef EFLOW_PROBES_VSPHERE_NEWS_H
#define EFLOW_PROBES_VSPHERE_NEWS_H

#include <stdbool.h>

#include "probes/vsphere/session.h"
#include "probes/vsphere/trouble.h"

struct news {
    char *version; /* where the server's list of changes was read up to; NULL: not subscribed */
};

/* Asks the server to watch all that a look reads, and takes in the present state. */
enum outcome news_subscribe(struct news *news, struct session *session, const struct moref *vm,
                            struct trouble *trouble);

/* Waits at most that many seconds. OUTCOME_ASKED when the wizard asks for a fresh look meanwhile.
 */
enum outcome news_wait(struct news *news, struct session *session, long seconds, bool *ret_changed,
                       struct trouble *trouble);

void news_clear(struct news *news);

#endif
