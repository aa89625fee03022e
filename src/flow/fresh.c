/* How fresh is what the person sees: right in the second line of every page. */
#include <stdlib.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"

#define AGE_STEP_MS 5000 /* younger than this is live; older ages are told in such steps */

/* Coarse on purpose: a quiet line stays quiet. */
char *flow_age(int64_t milliseconds)
{
    static const int steps[] = {5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600};
    int64_t seconds = milliseconds / 1000;
    int shown = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && steps[i] <= seconds; i++) {
        shown = steps[i];
    }
    if (seconds >= 7200) {
        return text_format(_("%d h"), (int)(seconds / 3600));
    }
    return shown >= 60 ? text_format(_("%d min"), shown / 60) : text_format(_("%d s"), shown);
}

const char *flow_fresh(struct flow *flow)
{
    if (flow->lab != NULL) {
        return _("live");
    }
    struct source_status busiest = collector_busiest(flow->collector);
    if (busiest.state == SOURCE_CHECKING) {
        return busiest.is_slow ? _("taking longer than usual") : _("checking");
    }
    int64_t fresh = collector_fresh_at(flow->collector);
    if (fresh == 0) {
        return NULL;
    }
    int64_t age = clock_now() - fresh;
    if (age < AGE_STEP_MS) {
        return _("live");
    }
    char *words = flow_age(age);
    const char *text = pool_format(&flow->sheet.pool, _("last answer %s ago"), words);
    free(words);
    return text;
}

int64_t flow_fresh_turn(struct flow *flow)
{
    if (flow->lab != NULL) {
        return -1;
    }
    int64_t now = clock_now();
    int64_t next = collector_next_turn(flow->collector);
    int64_t fresh = collector_fresh_at(flow->collector);
    clock_earlier(&next, fresh != 0 ? now + AGE_STEP_MS - (now - fresh) % AGE_STEP_MS : -1);
    return next;
}
