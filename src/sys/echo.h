/* What is typed at the terminal of standard input, shown or not.
 *
 *   echo_hide();     a password is being typed
 *   echo_show();     as it was before
 *
 * Neither blocks nor drops what was typed already. Without a terminal both do nothing. */
#ifndef EFLOW_SYS_ECHO_H
#define EFLOW_SYS_ECHO_H

void echo_hide(void);

/* May be called at any time, also when nothing is hidden. */
void echo_show(void);

#endif
