/* The passwords that a trace must not show; for src/sys/trace.c only. */
#ifndef EFLOW_SYS_TRACE_SECRETS_H
#define EFLOW_SYS_TRACE_SECRETS_H

#include <stddef.h>

/* Remembers a password (copied), also as JSON would write it; short ones are left out. */
void trace_secrets_add(const char *secret, size_t length);

/* Text without any of them, and without passwords of addresses, which are remembered for what comes
 * later. What a screen broke over two rows of text (ended by newlines) is found, too. Takes text
 * over; the caller frees the result. */
char *trace_secrets_remove(char *text);

/* Wipes them all. */
void trace_secrets_forget(void);

#endif
