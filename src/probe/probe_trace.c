#include "config.h"

#include "probe/probe_trace.h"

#include <stdlib.h>
#include <string.h>

#include "probe/request.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "sys/trace.h"

static void add_json(const char *kind, const char *name, const cJSON *json)
{
    char *text = cJSON_PrintUnformatted(json);

    trace_add(kind, "%s %s", name, text);
    cJSON_free(text);
}

void probe_trace_start(const char *name, const cJSON *target)
{
    if (trace_is_on() && target)
        add_json("target", name, target);
}

/* Made anew with a word in place of the secret, so that there is nothing to be taken out. */
void probe_trace_request(const char *name, double interval, const cJSON *target, const char *secret)
{
    size_t length = 0;

    if (!trace_is_on())
        return;
    char *line = request_line(interval, target, secret ? TRACE_SECRET : NULL, &length);
    trace_add("request", "%s %s", name, line);
    free(line);
}

void probe_trace_answer(const char *name, const char *line, char **last)
{
    if (!trace_is_on())
        return;
    if (*last && strcmp(*last, line) == 0) {
        trace_add("answer", "%s as before", name);
        return;
    }
    secret_free(*last);
    *last = must_copy(line);
    trace_add("answer", "%s %s", name, line);
}

void probe_trace_end(const char *name, const struct child_end *end)
{
    if (end->complaint)
        trace_add("stderr", "%s %s", name, end->complaint);
    switch (end->outcome) {
    case CHILD_EXITED: trace_add("probe", "%s ended, exit status %d", name, end->status); break;
    case CHILD_KILLED: trace_add("probe", "%s was killed by signal %d", name, end->signal); break;
    case CHILD_SILENCED: trace_add("probe", "%s closed its output and ran on", name); break;
    case CHILD_TOO_LONG: trace_add("probe", "%s wrote too long a line", name); break;
    case CHILD_FLOODED: trace_add("probe", "%s wrote too much at once", name); break;
    }
}

void probe_trace_stand_in(const char *kind, const char *name, const cJSON *answer)
{
    if (trace_is_on())
        add_json(kind, name, answer);
}
