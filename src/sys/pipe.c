#include "config.h"

#include "sys/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/text.h"

enum { FIRST_SIZE = 4096 };

struct buffer {
    char *bytes;
    size_t length;
    size_t size;
};

void pipe_wipe(void *secret, size_t length)
{
    if (secret && length > 0)
        explicit_bzero(secret, length);
}

/* realloc would leave a copy of the secret behind, so growing moves and wipes by hand. */
static void buffer_grow(struct buffer *buffer)
{
    size_t size = buffer->size ? buffer->size * 2 : FIRST_SIZE;
    char *bytes = must_alloc(size);

    if (buffer->length > 0)
        memcpy(bytes, buffer->bytes, buffer->length);
    pipe_wipe(buffer->bytes, buffer->length);
    free(buffer->bytes);
    buffer->bytes = bytes;
    buffer->size = size;
}

static enum pipe_result buffer_drop(struct buffer *buffer, enum pipe_result result)
{
    int saved = errno;

    pipe_wipe(buffer->bytes, buffer->length);
    free(buffer->bytes);
    errno = saved;
    return result;
}

static void wait_for(int fd, short events)
{
    struct pollfd item = {.fd = fd, .events = events};

    (void)poll(&item, 1, -1);
}

/* One byte, 0 at the end, -1 on failure. Byte by byte so that nothing behind the line is taken; a
 * request is one short line in the life of a probe. */
static int read_byte(int fd, char *ret_byte)
{
    for (;;) {
        ssize_t got = read(fd, ret_byte, 1);

        if (got >= 0)
            return (int)got;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            wait_for(fd, POLLIN);
        else if (errno != EINTR)
            return -1;
    }
}

enum pipe_result pipe_read_line(int fd, size_t limit, char **ret_line, size_t *ret_length)
{
    struct buffer buffer = {0};
    char byte = 0;
    int got;

    while ((got = read_byte(fd, &byte)) > 0 && byte != '\n') {
        if (buffer.length == limit)
            return buffer_drop(&buffer, PIPE_TOO_LONG);
        if (buffer.length + 1 >= buffer.size)
            buffer_grow(&buffer);
        buffer.bytes[buffer.length++] = byte;
    }
    if (got < 0)
        return buffer_drop(&buffer, PIPE_FAILED);
    if (got == 0 && buffer.length == 0)
        return PIPE_ENDED;
    if (!buffer.bytes)
        buffer_grow(&buffer);
    buffer.bytes[buffer.length] = '\0';
    *ret_line = buffer.bytes;
    *ret_length = buffer.length;
    return PIPE_OK;
}

enum pipe_result pipe_write(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);

        if (put >= 0) {
            bytes += put;
            length -= (size_t)put;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait_for(fd, POLLOUT);
        } else if (errno != EINTR) {
            return PIPE_FAILED;
        }
    }
    return PIPE_OK;
}

/* What the other side wrote only matters as a sign, not by its words. */
static enum pipe_event drain(int fd)
{
    char dropped[FIRST_SIZE];
    ssize_t got = read(fd, dropped, sizeof dropped);

    if (got > 0)
        return PIPE_LINE;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return PIPE_QUIET;
    return PIPE_GONE;
}

enum pipe_event pipe_wait(int in, int out, int milliseconds)
{
    struct pollfd items[2] = {
        {.fd = in,  .events = POLLIN},
        {.fd = out, .events = 0     }
    };

    if (poll(items, 2, milliseconds) <= 0)
        return PIPE_QUIET;
    if (items[1].revents & (POLLERR | POLLHUP | POLLNVAL))
        return PIPE_GONE;
    return items[0].revents ? drain(in) : PIPE_QUIET;
}

void pipe_ignore_sigpipe(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
}

void pipe_hold_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) >= 0)
            continue;
        int held = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (held >= 0 && held != fd)
            (void)close(held);
    }
}
