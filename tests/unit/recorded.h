/* The recorded machines of tests/data, and what the mapping makes of them. */
#ifndef EFLOW_TESTS_UNIT_RECORDED_H
#define EFLOW_TESTS_UNIT_RECORDED_H

#include <cjson/cJSON.h>
#include <stddef.h>

struct seen {
    cJSON *facts, *unknown;
};

struct expectation {
    const char *fact, *reads;
};

/* tests/data/FOLDER/FILE as JSON, never NULL. */
cJSON *recorded_read(const char *folder, const char *file);

/* A machine of tests/data/windows, named without ".json". */
cJSON *recorded_machine(const char *machine);

struct seen recorded_map(const cJSON *raw);
void recorded_forget(struct seen *seen);

/* The value as JSON, or "?" and the reason; the caller frees. */
char *recorded_fact(const struct seen *seen, const char *fact);

void recorded_expect(const char *machine, const struct expectation *expected, size_t count);

/* EXPECT("machine", {"guest.os.build", "22631"}, ...): these facts read so on this machine. */
#define EXPECT(machine, ...)                                                                       \
    do {                                                                                           \
        const struct expectation list[] = {__VA_ARGS__};                                           \
        recorded_expect(machine, list, sizeof list / sizeof *list);                                \
    } while (0)

#endif
