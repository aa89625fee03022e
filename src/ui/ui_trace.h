/* What the trace is told of the full screen: keys, and what curses has put on the terminal. Nothing
 * is sent to the terminal for it, and nothing is done while no trace is written. */
#ifndef EFLOW_UI_UI_TRACE_H
#define EFLOW_UI_UI_TRACE_H

#include "ui/state.h"

/* Before the key acts. What is typed where a password belongs is "(hidden)". */
void ui_trace_key(struct ui *ui, unsigned key);

/* After the terminal was drawn. */
void ui_trace_screen(const struct ui *ui);

/* Which curses it is, and what the terminal can. */
void ui_trace_terminal(void);

#endif
