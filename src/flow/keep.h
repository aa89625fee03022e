/* Keeping the session on disk: soon after every change, without making anyone wait.
 *
 *   struct keeper *keeper = keeper_new(loop, path);
 *   struct session *old = keeper_load(keeper, &err);
 *   keeper_keep(keeper, session_to_json(session));  written a moment later, in another thread
 *   keeper_flush(keeper, json);                     written now
 *   keeper_free(keeper); */
#ifndef EFLOW_FLOW_KEEP_H
#define EFLOW_FLOW_KEEP_H

#include <cjson/cJSON.h>
#include <uv.h>

#include "model/session.h"
#include "sys/error.h"

struct keeper;

/* path is copied; on_trouble is called with a sentence when the session cannot be written (once
 * until it works again). */
struct keeper *keeper_new(uv_loop_t *loop, const char *path,
                          void (*on_trouble)(const struct error *err, void *user), void *user);
void keeper_free(struct keeper *keeper);

/* The session on disk; NULL when there is none, or with err when it cannot be read. */
struct session *keeper_load(const struct keeper *keeper, struct error *err);

/* Takes over json. */
void keeper_keep(struct keeper *keeper, cJSON *json);

/* Writes now, after what is still being written. Takes over json. 0 or -1. */
int keeper_flush(struct keeper *keeper, cJSON *json, struct error *err);

const char *keeper_path(const struct keeper *keeper);

#endif
