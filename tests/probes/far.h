/* A real OpenSSH server on loopback, without rights of its own, behind which a stand-in plays Windows
 * PowerShell; and a probe program that talks through pipes.
 *
 *   struct far *far = far_start("replay", "hyperv-win11-pro-ready");
 *   struct probe *probe = probe_start("eflow-probe-windows", request);
 *   cJSON *answer = probe_next(probe, 5000);
 *   probe_stop(probe);
 *   far_stop(far);
 *
 * Everything lives in a folder of its own that far_stop removes. Whatever goes wrong here fails the test. */
#ifndef EFLOW_TESTS_PROBES_FAR_H
#define EFLOW_TESTS_PROBES_FAR_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <sys/types.h>

struct far {
    char *folder;
    int port;
    pid_t server; /* 0: not running */
};

struct far *far_start(const char *mode, const char *machine);
void far_stop(struct far *far);

/* Only the folder, without a server. */
struct far *far_folder(const char *mode);

/* Writes a file of the folder; copies one of the sources into it. */
void far_write(const struct far *far, const char *name, const char *content);
void far_copy(const struct far *far, const char *source, const char *name);

/* Starts and ends only the server; the folder, the keys and the port stay. */
void far_listen(struct far *far);
void far_hang_up(struct far *far);

/* What the stand-in does with the next connection, and which machine it plays from its next answer on. */
void far_mode(const struct far *far, const char *mode);
void far_machine(const struct far *far, const char *machine);

/* Puts what the ssh client knows into the state that the test needs. */
void far_forget_host_key(const struct far *far);
void far_change_host_key(const struct far *far);
void far_lose_own_key(const struct far *far);

/* A file of the folder, "" where it is not there; the caller frees. */
char *far_read(const struct far *far, const char *name);
int far_lines(const struct far *far, const char *name);

/* Waits until the file has so many lines; false when that has not happened after milliseconds. */
bool far_wait_lines(const struct far *far, const char *name, int count, int milliseconds);

/* {"interval": ..., "target": {"role": ROLE, "way": "ssh", "ssh": ..., "vm": "edge-01", "patience": ...}} */
char *far_request(const struct far *far, const char *role, double interval, int patience);

struct probe {
    pid_t pid;
    int in, out;
    char *buffer;
    size_t length;
};

struct probe *probe_start(const char *program, const char *request);

/* The next line as JSON, or NULL when the probe ended or milliseconds are over. The caller frees. */
cJSON *probe_next(struct probe *probe, int milliseconds);

/* Sends a line: look now. */
void probe_ask(struct probe *probe);

/* Closes the probe's standard input; whether it ended within milliseconds. */
bool probe_let_go(struct probe *probe, int milliseconds);

/* Whether the probe ends by itself within milliseconds. */
bool probe_ends(struct probe *probe, int milliseconds);

void probe_stop(struct probe *probe);

/* The value of a fact as JSON, "?" where it is not there; the caller frees. */
char *answer_fact(const cJSON *answer, const char *fact);

/* The kind and message of an error line, "" where it is none. */
const char *answer_kind(const cJSON *answer);
const char *answer_message(const cJSON *answer);

#endif
