/* The vSphere simulator of the tests: a real server with TLS on a free loopback port.
 *
 *   struct sim *sim = sim_start("esx");               (an ESXi host; "vpx": a vCenter)
 *   sim_tell(sim, "vm=edge-01&power=off&nested=on");  (the commands: vsphere-sim/main.go)
 *   ... point the probe at sim_url(sim), with SIM_USER and SIM_PASSWORD ...
 *   sim_stop(sim);
 *
 * There is one Windows machine "edge-01" on ESXi 7.0.3 with an Intel processor; it runs, and
 * virtualization is not exposed to it. A mistake of the test (no simulator built, a refused
 * command) ends the test program with a message. A simulator whose test has died ends by itself. */
#ifndef EFLOW_TESTS_PROBES_SIM_H
#define EFLOW_TESTS_PROBES_SIM_H

#define SIM_USER     "root"
#define SIM_PASSWORD "correct horse <&> \"battery\""

struct sim;

/* Starts a simulator and waits until it listens. */
struct sim *sim_start(const char *model);

/* The same with more options of the program (vsphere-sim/main.go), ended by NULL. */
struct sim *sim_start_with(const char *model, const char *const options[]);

/* https://127.0.0.1:PORT, and 127.0.0.1:PORT. They stay the simulator's. */
const char *sim_url(const struct sim *sim);
const char *sim_host(const struct sim *sim);

/* The fingerprints of its present certificate, in lower-case digits. They stay the simulator's. */
const char *sim_sha256(const struct sim *sim);
const char *sim_sha1(const struct sim *sim);

/* Gives a command and waits until it is carried out. Returns what it answered ("" or JSON); the
 * simulator's, good until the next command. */
const char *sim_tell(struct sim *sim, const char *command, ...)
    __attribute__((format(printf, 2, 3)));

/* How often a method was called so far ("Login"), how many sessions are open, how many connections
 * came. */
int sim_calls(struct sim *sim, const char *method);
int sim_sessions(struct sim *sim);
int sim_connections(struct sim *sim);

/* Stops it and frees everything; NULL is allowed. */
void sim_stop(struct sim *sim);

#endif
