/* Lines from standard input: a terminal, a pipe, a socket or a file.
 *
 *   struct input *in = input_open(loop, on_input, user);
 *   while ((line = input_line(in)) != NULL) ...
 *   if (input_end(in) != INPUT_GOES_ON) ...
 *
 * on_input is called when there may be a line, or the end. Nothing that was read stays behind in
 * memory, since any line may be a password. */
#ifndef EFLOW_PLAIN_INPUT_H
#define EFLOW_PLAIN_INPUT_H

#include <stdbool.h>
#include <uv.h>

struct input;

enum input_end {
    INPUT_GOES_ON,
    INPUT_ENDED, /* after the last line, which need not have a newline */
    INPUT_LOST,  /* the terminal is gone */
};

struct input *input_open(uv_loop_t *loop, void (*on_input)(void *user), void *user);

/* The loop has to turn once more. */
void input_close(struct input *in);

/* The next whole line without its newline, for secret_free; NULL: there is none now. A line that is
 * longer than INPUT_LINE_LIMIT bytes loses what is too much. */
#define INPUT_LINE_LIMIT 4096
char *input_line(struct input *in);

/* Whether input_line would return one. */
bool input_has_line(struct input *in);

/* Whether an answer was given before its question: what is typed next was shown earlier, elsewhere.
 */
bool input_is_ahead(struct input *in);

/* Whether anything can still come. */
enum input_end input_end(struct input *in);

/* Whether a person types: the terminal shows the answers itself. */
bool input_is_terminal(const struct input *in);

#endif
