/* The terminal: start, stop, and given back as it was on every way out. */
#ifndef EFLOW_UI_TERMINAL_H
#define EFLOW_UI_TERMINAL_H

#include <stdbool.h>

#include "sys/error.h"

/* Starts curses on standard input and output; without colour, not even the sequences that reset it
 * are sent. 0, or -1 with the reason. From now on a crash, exit()
 * or abort() gives the terminal back first. Signal handlers that must win over those of curses have
 * to be installed before. */
int terminal_start(bool no_color, struct error *err);

/* A descriptor of the terminal to read keys from. It is not that of standard input, because that
 * one is shared with the shell, and with our output: to make it non-blocking, as an event loop
 * does, would break both. -1 where there is no other way to the terminal. The caller closes it. */
int terminal_open_input(void);

/* Gives the terminal back; may be called twice. */
void terminal_stop(void);

/* Gives the terminal back for a while (a suspended wizard), and takes it again. */
void terminal_leave(void);
void terminal_return(void);

/* Adapts curses to the size that the terminal has now. */
void terminal_fit(void);

/* Whether the terminal takes output at the moment: a slow line may be busy with what it has. */
bool terminal_is_ready(void);

/* Milliseconds to wait for the rest of an escape sequence: ESCDELAY, else 25. */
unsigned terminal_escape_delay(void);

/* Whether the name of a terminal (TERM) begins with one of these; the list ends with NULL. */
bool terminal_is_one_of(const char *term, const char *const *starts);

/* Sends bytes as they stand, for the few things that curses does not know. */
void terminal_send(const char *bytes);

#endif
