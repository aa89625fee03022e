#include "config.h"

#include "sim.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "sys/text.h"

enum { READY_MS = 20000, REPLY_MS = 10000, GOODBYE_MS = 3000, OPTIONS_LIMIT = 16 };

struct sim {
    struct run *run;
    char *reply;
    char *url, *host, *sha256, *sha1;
};

static void give_up(const char *what, const char *more)
{
    fprintf(stderr, "simulator: %s %s\n", what, more ? more : "");
    abort();
}

static void take(const cJSON *json, const char *key, char **text)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);

    if (!cJSON_IsString(item))
        return;
    free(*text);
    *text = must_copy(item->valuestring);
}

static void take_introduction(struct sim *sim, const char *line)
{
    cJSON *json = cJSON_Parse(line);

    take(json, "url", &sim->url);
    take(json, "host", &sim->host);
    take(json, "sha256", &sim->sha256);
    take(json, "sha1", &sim->sha1);
    cJSON_Delete(json);
}

struct sim *sim_start_with(const char *model, const char *const options[])
{
    const char *argv[OPTIONS_LIMIT + 4] = {"tests/probes/vsphere-sim/vsphere-sim", "-model", model};
    struct sim *sim = must_alloc(sizeof *sim);
    char *line;

    for (int i = 0; options && options[i] && i < OPTIONS_LIMIT; i++)
        argv[3 + i] = options[i];
    *sim = (struct sim){.run = run_start(argv, NULL)};
    line = run_line(sim->run, READY_MS);
    if (!line)
        give_up("does not start; \"make check\" builds it", run_complaints(sim->run));
    take_introduction(sim, line);
    free(line);
    if (!sim->url || !sim->sha256)
        give_up("does not introduce itself", NULL);
    return sim;
}

struct sim *sim_start(const char *model)
{
    return sim_start_with(model, NULL);
}

const char *sim_tell(struct sim *sim, const char *command, ...)
{
    char *line;
    va_list args;

    va_start(args, command);
    line = text_vformat(command, args);
    va_end(args);
    run_send(sim->run, line);
    free(sim->reply);
    sim->reply = run_line(sim->run, REPLY_MS);
    if (!sim->reply || strncmp(sim->reply, "ok", 2) != 0)
        give_up(line, sim->reply);
    if (strncmp(line, "cert=", strlen("cert=")) == 0)
        take_introduction(sim, sim->reply + strlen("ok"));
    free(line);
    return sim->reply + strlen("ok");
}

const char *sim_url(const struct sim *sim)
{
    return sim->url;
}

const char *sim_host(const struct sim *sim)
{
    return sim->host;
}

const char *sim_sha256(const struct sim *sim)
{
    return sim->sha256;
}

const char *sim_sha1(const struct sim *sim)
{
    return sim->sha1;
}

/* A number of the statistics; list NULL: at the top. */
static int statistic(struct sim *sim, const char *list, const char *name)
{
    cJSON *json = cJSON_Parse(sim_tell(sim, "stats=1"));
    const cJSON *place = list ? cJSON_GetObjectItemCaseSensitive(json, list) : json;
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(place, name);
    int value = cJSON_IsNumber(item) ? item->valueint : 0;

    cJSON_Delete(json);
    return value;
}

int sim_calls(struct sim *sim, const char *method)
{
    return statistic(sim, "calls", method);
}

int sim_sessions(struct sim *sim)
{
    return statistic(sim, NULL, "sessions");
}

int sim_connections(struct sim *sim)
{
    return statistic(sim, NULL, "connections");
}

void sim_stop(struct sim *sim)
{
    if (!sim)
        return;
    run_close_input(sim->run);
    (void)run_end(sim->run, GOODBYE_MS);
    run_stop(sim->run);
    free(sim->reply);
    free(sim->url);
    free(sim->host);
    free(sim->sha256);
    free(sim->sha1);
    free(sim);
}
