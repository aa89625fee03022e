#include "config.h"

#include "plain/standard.h"

#include <fcntl.h>
#include <stdlib.h>

bool standard_is_stream(const struct standard *stream)
{
    return stream->kind == UV_TTY || stream->kind == UV_NAMED_PIPE || stream->kind == UV_TCP;
}

/* A terminal that cannot be had has no handle yet; the others have one to be closed. */
static bool open_terminal(struct standard *stream, uv_loop_t *loop)
{
    if (uv_tty_init(loop, &stream->as.terminal, stream->fd, 0) == 0)
        return true;
    stream->kind = UV_UNKNOWN_HANDLE;
    return false;
}

bool standard_open(struct standard *stream, uv_loop_t *loop, int fd)
{
    *stream = (struct standard){.kind = uv_guess_handle(fd), .fd = fd, .flags = fcntl(fd, F_GETFL)};
    if (stream->kind == UV_TTY)
        return open_terminal(stream, loop);
    if (stream->kind == UV_NAMED_PIPE) {
        uv_pipe_init(loop, &stream->as.pipe, 0);
        return uv_pipe_open(&stream->as.pipe, fd) == 0;
    }
    if (stream->kind == UV_TCP) {
        uv_tcp_init(loop, &stream->as.socket);
        return uv_tcp_open(&stream->as.socket, fd) == 0;
    }
    return stream->kind == UV_FILE;
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void standard_close(struct standard *stream, void *owner)
{
    if (!standard_is_stream(stream)) {
        free(owner);
        return;
    }
    stream->as.handle.data = owner;
    uv_close(&stream->as.handle, on_closed);
    if (stream->kind != UV_TTY && stream->flags >= 0)
        (void)fcntl(stream->fd, F_SETFL, stream->flags);
}
