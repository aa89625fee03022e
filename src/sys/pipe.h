/* Lines and life signs over the pipes between the wizard and a probe.
 *
 *   if (pipe_read_line(STDIN_FILENO, 1 << 20, &line, &length) == 0)
 *       ...
 *   pipe_wipe(line, length);
 *   free(line);
 *
 * The functions take descriptors that the caller owns, blocking or not; none of them closes one. */
#ifndef EFLOW_SYS_PIPE_H
#define EFLOW_SYS_PIPE_H

#include <stddef.h>

/* What happened at a pair of pipes. */
enum pipe_event {
    PIPE_QUIET, /* nothing, until the time was over */
    PIPE_LINE,  /* the other side wrote something (it is read and dropped) */
    PIPE_GONE,  /* the other side closed its end */
};

enum pipe_result {
    PIPE_OK = 0,
    PIPE_FAILED = -1,   /* the system says no; errno tells why */
    PIPE_TOO_LONG = -2, /* more than limit bytes without a line feed */
    PIPE_ENDED = -3,    /* the end came before the first byte */
};

/* Reads up to the next line feed, which is not part of *ret_line, or up to the end. Never reads
 * beyond the line. *ret_line is terminated and the caller's, *ret_length counts its bytes; both are
 * untouched on failure. Whatever was read and is not handed over is wiped. */
enum pipe_result pipe_read_line(int fd, size_t limit, char **ret_line, size_t *ret_length);

/* Writes all bytes, waiting where the reader is slow. PIPE_FAILED when the reader is gone. */
enum pipe_result pipe_write(int fd, const char *bytes, size_t length);

/* Waits until something happens, at most milliseconds (0 only looks, negative: for ever). in or out
 * may be -1: then that side is not watched. */
enum pipe_event pipe_wait(int in, int out, int milliseconds);

/* From now on a write to a pipe without reader fails instead of ending the program. */
void pipe_ignore_sigpipe(void);

/* Where standard input, output or error is closed, puts something into its place that can be
 * neither read nor written, so that nothing opened later takes its number. Call it first of all. */
void pipe_hold_standard(void);

/* Overwrites a secret so that the compiler cannot leave it out. NULL is allowed. */
void pipe_wipe(void *secret, size_t length);

#endif
