#include "config.h"

#include "plain/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "plain/standard.h"
#include "sys/pipe.h"
#include "sys/text.h"

enum { ROOM = 65536 };

struct input {
    struct standard from;
    enum input_end end;
    bool is_reading;
    bool is_too_long; /* the rest of the line up to its newline is dropped */
    size_t length;
    char bytes[ROOM]; /* of fixed size: growing would leave copies of passwords behind */
    void (*on_input)(void *user);
    void *user;
};

/* --- reading --------------------------------------------------------------------------------- */

static void give_room(uv_handle_t *handle, size_t wanted, uv_buf_t *ret)
{
    struct input *in = handle->data;

    (void)wanted;
    *ret = uv_buf_init(in->bytes + in->length, (unsigned)(ROOM - in->length));
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer);

/* A full buffer waits for its lines to be taken. */
static void set_reading(struct input *in)
{
    bool wanted = in->end == INPUT_GOES_ON && in->length < ROOM;

    if (!standard_is_stream(&in->from) || wanted == in->is_reading)
        return;
    in->is_reading = wanted;
    if (wanted)
        uv_read_start(&in->from.as.stream, give_room, on_read);
    else
        uv_read_stop(&in->from.as.stream);
}

/* After Ctrl-D a terminal is still one. */
static bool is_lost(const struct input *in)
{
    return in->from.kind == UV_TTY && !isatty(STDIN_FILENO);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
    struct input *in = stream->data;

    (void)buffer;
    if (count == 0)
        return;
    if (count > 0)
        in->length += (size_t)count;
    else
        in->end = is_lost(in) ? INPUT_LOST : INPUT_ENDED;
    set_reading(in);
    in->on_input(in->user);
}

/* A file is always ready; it is read when a line of it is wanted. */
static void read_file(struct input *in)
{
    ssize_t count = -1;

    if (in->from.kind != UV_FILE || in->end != INPUT_GOES_ON || in->length == ROOM)
        return;
    do {
        count = read(STDIN_FILENO, in->bytes + in->length, ROOM - in->length);
    } while (count < 0 && errno == EINTR);
    if (count > 0)
        in->length += (size_t)count;
    else
        in->end = INPUT_ENDED;
}

struct input *input_open(uv_loop_t *loop, void (*on_input)(void *user), void *user)
{
    struct input *in = must_alloc(sizeof *in);

    *in = (struct input){.on_input = on_input, .user = user};
    if (!standard_open(&in->from, loop, STDIN_FILENO))
        in->end = INPUT_ENDED;
    in->from.as.handle.data = in;
    set_reading(in);
    return in;
}

void input_close(struct input *in)
{
    pipe_wipe(in->bytes, ROOM);
    standard_close(&in->from, in);
}

/* --- lines ----------------------------------------------------------------------------------- */

static void drop(struct input *in, size_t count)
{
    memmove(in->bytes, in->bytes + count, in->length - count);
    pipe_wipe(in->bytes + in->length - count, count);
    in->length -= count;
    set_reading(in);
}

/* Bytes of the first line with its newline; 0: it is not whole yet. */
static size_t line_size(struct input *in)
{
    const char *newline = memchr(in->bytes, '\n', in->length);

    if (newline)
        return (size_t)(newline - in->bytes) + 1;
    return in->end != INPUT_GOES_ON || in->length == ROOM ? in->length : 0;
}

bool input_has_line(struct input *in)
{
    if (line_size(in) == 0)
        read_file(in);
    return line_size(in) > 0;
}

/* Takes the first line off; NULL when it is only the rest of one that was too long. */
static char *take_line(struct input *in, size_t size)
{
    bool is_whole = in->bytes[size - 1] == '\n' || in->end != INPUT_GOES_ON;
    size_t length = in->bytes[size - 1] == '\n' ? size - 1 : size;

    if (length > 0 && in->bytes[length - 1] == '\r')
        length--;
    char *line =
        in->is_too_long
            ? NULL
            : must_copy_n(in->bytes, length < INPUT_LINE_LIMIT ? length : INPUT_LINE_LIMIT);
    in->is_too_long = !is_whole;
    drop(in, size);
    return line;
}

char *input_line(struct input *in)
{
    return input_has_line(in) ? take_line(in, line_size(in)) : NULL;
}

bool input_is_ahead(struct input *in)
{
    int waiting = 0;

    if (in->from.kind == UV_TTY && ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0)
        waiting = 0;
    return waiting > 0 || line_size(in) > 0;
}

enum input_end input_end(struct input *in)
{
    return input_has_line(in) ? INPUT_GOES_ON : in->end;
}

bool input_is_terminal(const struct input *in)
{
    return in->from.kind == UV_TTY;
}
