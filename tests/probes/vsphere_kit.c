#include "config.h"

#include "vsphere_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe/answer.h"
#include "sys/text.h"

enum { JOBS = 5 };

/* In place of Criterion's own: these tests wait more than they work, so more run side by side. */
int main(int argc, char *argv[])
{
    struct criterion_test_set *tests = criterion_initialize();
    int result = 0;

    criterion_options.jobs = JOBS;
    if (criterion_handle_args(argc, argv, true))
        result = criterion_run_all_tests(tests) ? 0 : 1;
    criterion_finalize(tests);
    return result;
}

cJSON *target_of(const struct sim *sim)
{
    cJSON *target = cJSON_CreateObject();

    cJSON_AddStringToObject(target, "url", sim_url(sim));
    cJSON_AddStringToObject(target, "user", SIM_USER);
    cJSON_AddStringToObject(target, "pin", sim_sha256(sim));
    cJSON_AddStringToObject(target, "vm", "edge-01");
    return target;
}

cJSON *with(cJSON *target, const char *key, const char *value)
{
    cJSON_DeleteItemFromObjectCaseSensitive(target, key);
    if (value)
        cJSON_AddStringToObject(target, key, value);
    return target;
}

struct run *start_probe_in(const char *const environment[], double interval, cJSON *target,
                           const char *secret)
{
    struct run *run = run_start((const char *[]){PROBE, NULL}, environment);
    cJSON *request = cJSON_CreateObject();
    char *line;

    cJSON_AddNumberToObject(request, "interval", interval);
    cJSON_AddItemToObject(request, "target", target);
    if (secret)
        cJSON_AddStringToObject(request, "secret", secret);
    line = cJSON_PrintUnformatted(request);
    run_send(run, line);
    cJSON_free(line);
    cJSON_Delete(request);
    return run;
}

struct run *start_probe(double interval, cJSON *target, const char *secret)
{
    return start_probe_in(NULL, interval, target, secret);
}

/* The wizard reads the line as what it is. */
static void must_be_understood(const char *line)
{
    struct answer answer = {0};
    struct error err = {0};

    cr_assert_eq(answer_read(line, strlen(line), &answer, &err), 0, "%s: %s", err.what, line);
    answer_clear(&answer);
}

static cJSON *parse(struct run *run, char *line)
{
    cJSON *answer = line ? cJSON_Parse(line) : NULL;

    cr_assert_not_null(line, "no answer came in time; complaints: %s", run_complaints(run));
    cr_assert(cJSON_IsObject(answer), "no JSON object: %s", line);
    cr_assert_null(strstr(line, "battery"), "the password is in an answer: %s", line);
    must_be_understood(line);
    free(line);
    return answer;
}

cJSON *next_answer(struct run *run)
{
    return parse(run, run_line(run, ANSWER_MS));
}

cJSON *look_once_with(cJSON *target, const char *secret)
{
    struct run *run = start_probe(0, target, secret);
    cJSON *answer = next_answer(run);
    bool is_error_answer = cJSON_HasObjectItem(answer, "error");

    cr_assert_null(run_line(run, ANSWER_MS), "one look gave more than one line");
    cr_assert_eq(run_end(run, ANSWER_MS), is_error_answer ? 2 : 0, "%s", run_complaints(run));
    cr_assert_str_eq(run_complaints(run), "");
    run_stop(run);
    return answer;
}

cJSON *look_once(cJSON *target)
{
    return look_once_with(target, SIM_PASSWORD);
}

cJSON *wait_for_fact(struct run *run, const char *name, const char *value)
{
    long long deadline = run_clock() + ANSWER_MS;

    while (run_clock() < deadline) {
        cJSON *answer = next_answer(run);

        if (strcmp(fact(answer, name), value) == 0)
            return answer;
        cJSON_Delete(answer);
    }
    cr_assert_fail("%s did not become %s", name, value);
    return NULL;
}

cJSON *wait_for_error(struct run *run, const char *kind)
{
    long long deadline = run_clock() + ANSWER_MS;

    while (run_clock() < deadline) {
        cJSON *answer = next_answer(run);

        if (is_error(answer, kind, ""))
            return answer;
        cJSON_Delete(answer);
    }
    cr_assert_fail("no error of the kind %s", kind);
    return NULL;
}

void ends_within(struct run *run, int milliseconds)
{
    run_close_input(run);
    cr_assert_eq(run_end(run, milliseconds), 0, "%s", run_complaints(run));
    cr_assert_str_eq(run_complaints(run), "");
    run_stop(run);
}

const char *fact(const cJSON *answer, const char *name)
{
    static char text[512];
    const cJSON *facts = cJSON_GetObjectItemCaseSensitive(answer, "facts");
    const cJSON *unknown = cJSON_GetObjectItemCaseSensitive(answer, "unknown");
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(facts, name);
    const char *why = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(unknown, name));
    char *printed;

    if (value && why)
        return "both known and unknown";
    if (!value) {
        snprintf(text, sizeof text, "%s%s", why ? "unknown: " : "nothing", why ? why : "");
        return text;
    }
    printed = cJSON_IsString(value) ? must_copy(value->valuestring) : cJSON_PrintUnformatted(value);
    snprintf(text, sizeof text, "%s", printed);
    free(printed);
    return text;
}

bool is_unknown(const cJSON *answer, const char *name, const char *words)
{
    const char *text = fact(answer, name);

    return strncmp(text, "unknown: ", strlen("unknown: ")) == 0 && strstr(text, words);
}

bool is_error(const cJSON *answer, const char *kind, const char *words)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(answer, "error");
    const char *is = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(error, "kind"));
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(error, "message"));

    if (is && message && strcmp(is, kind) == 0 && strstr(message, words))
        return true;
    if (*words)
        fprintf(stderr, "wanted an error of the kind %s with \"%s\", got: %s %s\n", kind, words,
                is ? is : "no error", message ? message : "");
    return false;
}

const cJSON *detail(const cJSON *answer, const char *key)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(answer, "error");

    return cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(error, "detail"), key);
}
