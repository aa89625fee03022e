/* Trust on first use: no password goes to a server that is not trusted. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/pins.h"
#include "sys/text.h"
#include "vsphere_kit.h"

static struct sim *sim;
static char folder[] = "/tmp/eflow-trust-test-XXXXXX";
static char *authority;

static void start(void)
{
    cr_assert_not_null(mkdtemp(folder));
    authority = text_format("%s/ca.pem", folder);
    sim = sim_start_with("esx", (const char *[]){"-ca", authority, NULL});
}

static void stop(void)
{
    sim_stop(sim);
    (void)unlink(authority);
    (void)rmdir(folder);
    free(authority);
}

TestSuite(trust, .init = start, .fini = stop);

/* Looks with the simulator's authority among those that the system trusts. */
static cJSON *look_with_authority(cJSON *target)
{
    char *variable = text_format("SSL_CERT_FILE=%s", authority);
    struct run *run = start_probe_in((const char *[]){variable, NULL}, 0, target, SIM_PASSWORD);
    cJSON *answer = next_answer(run);

    run_stop(run);
    free(variable);
    return answer;
}

static void nothing_was_sent(void)
{
    cr_assert_eq(sim_calls(sim, "RetrieveServiceContent"), 0);
    cr_assert_eq(sim_calls(sim, "Login"), 0);
}

Test(trust, an_unknown_certificate_is_shown_before_anything_is_sent)
{
    cJSON *answer = look_once(with(target_of(sim), "pin", NULL));

    cr_assert(is_error(answer, "trust", "signed by itself"));
    detail_is(answer, "host", sim_host(sim));
    detail_is(answer, "sha256", sim_sha256(sim));
    detail_is(answer, "sha1", sim_sha1(sim));
    detail_is(answer, "subject", "O = Simulated, CN = localhost.localdomain");
    detail_is(answer, "issuer", "O = Simulated, CN = localhost.localdomain");
    cr_assert_eq(strlen(cJSON_GetStringValue(detail(answer, "not_after"))),
                 strlen("2027-01-31T00:00:00Z"));
    cr_assert(cJSON_IsFalse(detail(answer, "changed")));
    cJSON_Delete(answer);
    nothing_was_sent();
}

Test(trust, a_pin_that_matches_lets_the_probe_in_however_it_is_written)
{
    struct text pin = {0};
    cJSON *answer;

    for (const char *c = sim_sha256(sim); *c; c += 2)
        text_addf(&pin, "%s%c%c", pin.length ? ":" : "", c[0] >= 'a' ? c[0] - 32 : c[0],
                  c[1] >= 'a' ? c[1] - 32 : c[1]);
    answer = look_once(with(target_of(sim), "pin", pin.s));
    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
    text_free(&pin);
}

Test(trust, a_changed_certificate_stops_hard)
{
    cJSON *target = target_of(sim);
    char *before = must_copy(sim_sha256(sim));
    cJSON *answer;

    sim_tell(sim, "cert=self");
    answer = look_once(target);
    cr_assert(is_error(answer, "trust", "another certificate"));
    cr_assert(cJSON_IsTrue(detail(answer, "changed")));
    detail_is(answer, "expected", before);
    detail_is(answer, "sha256", sim_sha256(sim));
    detail_is(answer, "sha1", sim_sha1(sim));
    cJSON_Delete(answer);
    free(before);
    nothing_was_sent();
}

Test(trust, a_pin_is_stronger_than_the_authorities_of_the_system)
{
    cJSON *target = target_of(sim);
    cJSON *answer;

    sim_tell(sim, "cert=ca");
    answer = look_with_authority(target);
    cr_assert(is_error(answer, "trust", "another certificate"));
    cJSON_Delete(answer);
    nothing_was_sent();
}

Test(trust, a_certificate_that_the_system_trusts_needs_no_pin)
{
    cJSON *answer;

    sim_tell(sim, "cert=ca");
    answer = look_with_authority(with(target_of(sim), "pin", NULL));
    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
}

Test(trust, a_certificate_of_an_unknown_authority_is_refused)
{
    cJSON *answer;

    sim_tell(sim, "cert=ca");
    answer = look_once(with(target_of(sim), "pin", NULL));
    cr_assert(is_error(answer, "trust", "does not know the authority"));
    detail_is(answer, "issuer", "O = Simulated, CN = Test authority");
    cJSON_Delete(answer);
    nothing_was_sent();
}

Test(trust, a_certificate_for_another_name_is_refused)
{
    cJSON *answer;

    sim_tell(sim, "cert=name");
    answer = look_with_authority(with(target_of(sim), "pin", NULL));
    cr_assert(is_error(answer, "trust", "another name"));
    cJSON_Delete(answer);
    nothing_was_sent();
}

Test(trust, an_expired_certificate_is_refused_but_a_pin_accepts_it)
{
    cJSON *answer;

    sim_tell(sim, "cert=expired");
    answer = look_with_authority(with(target_of(sim), "pin", NULL));
    cr_assert(is_error(answer, "trust", "expired"));
    cJSON_Delete(answer);
    nothing_was_sent();
    answer = look_once(target_of(sim));
    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
}

Test(trust, the_probe_looks_into_the_file_of_known_hosts)
{
    char *file = pins_file(folder);
    cJSON *answer = look_once(with(with(target_of(sim), "pin", NULL), "pins_file", file));

    cr_assert(is_error(answer, "trust", ""));
    cJSON_Delete(answer);
    cr_assert_eq(pins_remember(file, sim_host(sim), sim_sha256(sim), NULL), 0);
    answer = look_once(with(with(target_of(sim), "pin", NULL), "pins_file", file));
    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
    sim_tell(sim, "cert=self");
    answer = look_once(with(with(target_of(sim), "pin", NULL), "pins_file", file));
    cr_assert(cJSON_IsTrue(detail(answer, "changed")));
    cJSON_Delete(answer);
    (void)unlink(file);
    free(file);
}

Test(trust, a_new_certificate_while_watching_ends_the_watch)
{
    struct run *run = start_probe(1, target_of(sim), SIM_PASSWORD);
    int logins;
    cJSON *answer = wait_for_fact(run, "vm.power", "on");

    cJSON_Delete(answer);
    logins = sim_calls(sim, "Login");
    sim_tell(sim, "down=1");
    sim_tell(sim, "cert=self");
    sim_tell(sim, "up=1");
    answer = wait_for_error(run, "trust");
    cr_assert(cJSON_IsTrue(detail(answer, "changed")));
    cJSON_Delete(answer);
    cr_assert_eq(run_end(run, ANSWER_MS), 2);
    cr_assert_eq(sim_calls(sim, "Login"), logins);
    run_stop(run);
}
