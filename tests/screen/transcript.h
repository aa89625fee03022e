/* Transcripts: screen tests as a text that a person can read and write.
 *
 *   # The list of fruit
 *   program sample            (without it: eflow-wizard)
 *   start --lab esxi
 *   expect "> apple"
 *   key Down
 *   cursor-on pear
 *   bytes <= 60
 *   key q
 *   exit 0
 *
 * tests/README.md has the table of all commands. A file is parsed as a whole before its first step
 * runs, so that a misspelt line is found at once and not after a minute. */
#ifndef EFLOW_TESTS_TRANSCRIPT_H
#define EFLOW_TESTS_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>

enum verb {
    VERB_PROGRAM, /* settings of the next start */
    VERB_SIZE,
    VERB_TERM,
    VERB_CHARSET,
    VERB_SET,
    VERB_DEADLINE, /* from here on */
    VERB_MASK,
    VERB_WRITE, /* the scratch HOME */
    VERB_COPY,
    VERB_FILE,
    VERB_NO_FILE,
    VERB_START, /* what happens to the program */
    VERB_KEY,
    VERB_TYPE,
    VERB_RESIZE,
    VERB_SIGNAL,
    VERB_HANG_UP,
    VERB_EXPECT, /* what shall be seen */
    VERB_WAIT,
    VERB_GONE,
    VERB_ROW,
    VERB_MATCH,
    VERB_CURSOR_ON,
    VERB_GOLDEN,
    VERB_BYTES,
    VERB_ASCII,
    VERB_NO_COLOUR,
    VERB_RESTORED,
    VERB_EXIT,
    VERB_COUNT
};

struct step {
    int line; /* counts from 1 */
    enum verb verb;
    char *source; /* the line as it was written, without blanks and comment around it */
    char **words; /* what follows the verb, without quotes; ended by NULL */
    size_t word_count;
    long number;        /* columns, status, signal, row, bytes, milliseconds: what the verb takes */
    long second_number; /* rows of a size */
};

struct transcript {
    char *name; /* as it is shown: a path, most often */
    struct step *steps;
    size_t step_count;
};

/* Parses a text; the caller frees the transcript. NULL on the first error, with "name:line: what is
 * wrong" in ret_error, which the caller frees; ret_error is untouched otherwise. */
struct transcript *transcript_parse(const char *name, const char *text, char **ret_error);

/* The same for a file; name is what is shown, path where it is. */
struct transcript *transcript_read(const char *name, const char *path, char **ret_error);

void transcript_free(struct transcript *transcript);

/* Runs all steps with a scratch HOME of their own. False at the first that fails; then ret_failure
 * holds "name:line: step", what was waited for, and the screen. The caller frees it. */
bool transcript_run(const struct transcript *transcript, char **ret_failure);

#endif
