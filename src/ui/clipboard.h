/* The clipboard of the person's terminal (OSC 52), which works over ssh too. */
#ifndef EFLOW_UI_CLIPBOARD_H
#define EFLOW_UI_CLIPBOARD_H

#include <stdbool.h>

enum clipboard_result { CLIPBOARD_SENT, CLIPBOARD_UNKNOWN_TERMINAL, CLIPBOARD_TOO_LONG };

/* Sends the text to the terminal, if that one is known to understand. Nobody answers: the
 * terminal may still be set to refuse. */
enum clipboard_result clipboard_copy(const char *text);

/* The bytes to send, or NULL (then *ret_why tells). The caller frees. */
char *clipboard_sequence(const char *term, bool is_in_tmux, const char *text,
                         enum clipboard_result *ret_why);

#endif
