/* Hyperlinks (OSC 8), which libvterm does not keep: what a cell leads to until it is written anew. The
 * sequences are taken out of the bytes, since it cuts strings that come in pieces. */
#include "config.h"

#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "screen_internal.h"

/* The address of a cell; NULL outside the screen. A screen of another size has no links. */
static const char **cell_of(struct screen *s, int row, int column)
{
    struct screen_links *links = &s->links;
    int rows = screen_rows(s);
    int columns = screen_columns(s);

    if (rows != links->rows || columns != links->columns) {
        size_t size = (size_t)rows * (size_t)columns * sizeof *links->cells;
        links->cells = screen_memory(links->cells, size);
        memset(links->cells, 0, size);
        links->rows = rows;
        links->columns = columns;
    }
    if (row < 0 || column < 0 || row >= rows || column >= columns)
        return NULL;
    return &links->cells[row * columns + column];
}

static const char *keep(struct screen_links *links, const char *address)
{
    links->addresses =
        screen_memory(links->addresses, (links->count + 1) * sizeof *links->addresses);
    links->addresses[links->count] = screen_copy(address);
    return links->addresses[links->count++];
}

/* What stands between the beginning of the link and the cursor leads to its address. */
static void close_link(struct screen *s)
{
    VTermPos at = {0};

    vterm_state_get_cursorpos(vterm_obtain_state(s->terminal), &at);
    for (int column = s->links.from.col; s->links.open && column < at.col; column++) {
        const char **cell = cell_of(s, at.row, column);
        if (cell != NULL)
            *cell = s->links.open;
    }
    s->links.open = NULL;
}

/* "id=1;https://example.org": the parameters, and the address; without one a link ends. */
static void begin_or_end(struct screen *s, const char *sequence)
{
    const char *address = strchr(sequence, ';');

    close_link(s);
    if (address != NULL && address[1] != '\0') {
        s->links.open = keep(&s->links, address + 1);
        vterm_state_get_cursorpos(vterm_obtain_state(s->terminal), &s->links.from);
    }
}

void screen_forget_links(struct screen *s, VTermRect where)
{
    for (int row = where.start_row; row < where.end_row; row++) {
        for (int column = where.start_col; column < where.end_col; column++) {
            const char **cell = cell_of(s, row, column);
            if (cell != NULL)
                *cell = NULL;
        }
    }
}

/* --- bytes ------------------------------------------------------------------------------------- */

static const char opening[] = "\x1b]8;";

/* How many bytes at the end are those that end a sequence. */
static size_t ending_of(const char *bytes, size_t count)
{
    if (count >= 1 && bytes[count - 1] == '\a')
        return 1;
    return count >= 2 && bytes[count - 2] == '\x1b' && bytes[count - 1] == '\\' ? 2 : 0;
}

static void take_inside(struct screen *s, char byte)
{
    struct screen_links *links = &s->links;

    links->held = screen_memory(links->held, links->held_count + 1);
    links->held[links->held_count++] = byte;
    size_t ending = ending_of(links->held, links->held_count);
    if (ending == 0)
        return;
    links->held[links->held_count - ending] = '\0';
    begin_or_end(s, links->held);
    links->held_count = 0;
    links->is_inside = false;
}

/* A byte that may belong to the opening of a link. */
static void take_opening(struct screen *s, char byte)
{
    struct screen_links *links = &s->links;

    if (byte != opening[links->opened]) {
        screen_take_bytes(s, opening, links->opened);
        links->opened = 0;
    }
    if (byte != opening[links->opened]) {
        screen_take_bytes(s, &byte, 1);
    } else if (opening[++links->opened] == '\0') {
        links->is_inside = true;
        links->opened = 0;
    }
}

void screen_take_links(struct screen *s, const char *bytes, size_t length)
{
    while (length > 0) {
        const char *escape = memchr(bytes, '\x1b', length);
        size_t count = escape != NULL ? (size_t)(escape - bytes) : length;

        if (s->links.is_inside || s->links.opened > 0 || count == 0) {
            if (s->links.is_inside)
                take_inside(s, bytes[0]);
            else
                take_opening(s, bytes[0]);
            count = 1;
        } else {
            screen_take_bytes(s, bytes, count);
        }
        bytes += count;
        length -= count;
    }
}

void screen_free_links(struct screen *s)
{
    for (size_t i = 0; i < s->links.count; i++)
        free(s->links.addresses[i]);
    free(s->links.addresses);
    free(s->links.cells);
    free(s->links.held);
}

const char *screen_link(struct screen *s, int row, int column)
{
    const char **cell = cell_of(s, row - 1, column - 1);

    return cell != NULL && *cell != NULL ? *cell : "";
}
