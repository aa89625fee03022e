/* What went wrong, in words for the person: what, where, and what to do about it.
 *
 *   struct error err = {0};
 *   if (guide_load(path, &guide, &err) != 0)
 *       error_print(&err);           (only fronts print)
 *   error_clear(&err);
 *
 * A function that takes a struct error fills it only on failure; the caller owns it and clears it.
 * A NULL struct error is allowed everywhere: the reason is then dropped. */
#ifndef EFLOW_SYS_ERROR_H
#define EFLOW_SYS_ERROR_H

/* Exit statuses of the command line; product.md and README list them for people. */
enum exit_status {
    EXIT_READY = 0,
    EXIT_NOT_READY = 1,
    EXIT_UNKNOWN = 2,
    EXIT_USAGE = 64,
    EXIT_DATA = 65,
    EXIT_NO_INPUT = 66,
    EXIT_MISSING = 69,
    EXIT_BUG = 70,
    EXIT_CANNOT_WRITE = 73,
};

struct error {
    enum exit_status status; /* what the program would exit with because of this */
    char *what;              /* one whole sentence: what is wrong */
    char *where;             /* file, line, JSON path; NULL where that says nothing */
    char *hint; /* one whole sentence: what to do; NULL where there is nothing to say */
};

/* Sets err to a formatted sentence and returns -1, so that a failing function can return it. Frees
 * what err held before. */
int error_set(struct error *err, enum exit_status status, const char *what, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds where it happened (a file name, or "file:line:column", or a JSON path); copied. Returns -1.
 */
int error_at(struct error *err, const char *where, ...) __attribute__((format(printf, 2, 3)));

/* Adds what to do about it. Returns -1. */
int error_hint(struct error *err, const char *hint, ...) __attribute__((format(printf, 2, 3)));

/* Frees the texts and makes err empty again. */
void error_clear(struct error *err);

#endif
