/* Standard input or output as a stream of the loop, whatever it is: a terminal, a pipe, a socket. A
 * file is no stream: it never makes one wait. */
#ifndef EFLOW_PLAIN_STANDARD_H
#define EFLOW_PLAIN_STANDARD_H

#include <stdbool.h>
#include <uv.h>

struct standard {
    union {
        uv_handle_t handle;
        uv_stream_t stream;
        uv_tty_t terminal;
        uv_pipe_t pipe;
        uv_tcp_t socket;
    } as;
    uv_handle_type kind; /* UV_TTY, UV_NAMED_PIPE, UV_TCP, UV_FILE, or UV_UNKNOWN_HANDLE */
    int fd;
    int flags; /* of the descriptor as they were: others may share it */
};

/* Returns whether it can be used. standard_close has to be called in any case. */
bool standard_open(struct standard *stream, uv_loop_t *loop, int fd);

/* Frees owner (in which the stream lives) now, or when the loop turns. */
void standard_close(struct standard *stream, void *owner);

bool standard_is_stream(const struct standard *stream);

#endif
