/* What the line-by-line face says: paragraphs, wrapped, in printable characters and newlines only.
 *
 *   struct output *out = output_open(loop, is_ascii, on_drained, user, &err);
 *   output_paragraph(out, "2. done: Turn the VM off", 4);
 *   output_prompt(out, "Number: ");
 *   output_send(out);
 *   output_close(out);
 *
 * Standard output may be a terminal, a pipe, a socket or a file. Writing never blocks the loop:
 * what a slow reader does not take yet waits here, and on_drained is called when all of it is gone.
 */
#ifndef EFLOW_PLAIN_OUTPUT_H
#define EFLOW_PLAIN_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "sys/error.h"

struct output;

/* NULL with err (EXIT_CANNOT_WRITE) when there is no standard output. */
struct output *output_open(uv_loop_t *loop, bool is_ascii, void (*on_drained)(void *user),
                           void *user, struct error *err);

/* Waits at most milliseconds until all is written, and closes. The loop has to turn once more. */
void output_close(struct output *out, uv_loop_t *loop, unsigned milliseconds);

/* One paragraph on lines of its own; all lines but the first are indented. */
void output_paragraph(struct output *out, const char *text, size_t indent);

/* A line that is never broken: a command, an address. */
void output_exactly(struct output *out, const char *text, size_t indent);

void output_blank(struct output *out);

/* A question; the answer will stand on the same line. */
void output_prompt(struct output *out, const char *text);

/* The question was answered: with a newline that the person's terminal shows already, or (text not
 * NULL) elsewhere, where the answer is repeated so that what is written reads as a conversation. */
void output_answered(struct output *out, const char *text);

/* Hands over what was said since. */
void output_send(struct output *out);

bool output_is_busy(const struct output *out);
bool output_has_failed(const struct output *out);

#endif
