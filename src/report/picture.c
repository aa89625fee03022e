#include "config.h"

#include "report/picture.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

enum {
    NARROWEST = 12, /* columns of the innermost box: below, a box tells nothing */
    MOST_AIR = 2,
    TITLE_EXTRA = 6, /* columns of a top border besides its title: "+- " and " -+" */
};

struct strokes {
    const char *horizontal, *vertical, *top_left, *top_right, *bottom_left, *bottom_right;
};

static const struct strokes ascii = {"-", "|", "+", "+", "+", "+"};
static const struct strokes lines = {"─", "│", "┌", "┐", "└", "┘"};

/* One box to draw: a layer, or the frame around all of them. */
struct box {
    const char *title;
    const struct picture_layer *layer; /* NULL: the frame */
    int index;
    bool has_state_row;
};

struct drawing {
    const struct strokes *strokes;
    enum picture_style style;
    size_t columns;
    size_t step; /* columns by which a box lies inside the next outer one, on each side */
    struct picture_text out;
};

/* A copy that takes at most columns; a cut is shown. */
static char *cut(const char *text, size_t columns, enum picture_style style)
{
    const char *sign = style == PICTURE_UTF8 ? "…" : "..";
    size_t sign_columns = style == PICTURE_UTF8 ? 1 : 2;

    if (text_width(text) <= columns)
        return must_copy(text);
    if (columns <= sign_columns)
        return must_copy_n(text, text_fit(text, columns));
    size_t bytes = text_fit(text, columns - sign_columns);
    while (bytes > 0 && text[bytes - 1] == ' ')
        bytes--;
    return text_format("%.*s%s", (int)bytes, text, sign);
}

static void repeat(struct text *text, const char *piece, size_t count)
{
    while (count-- > 0)
        text_add(text, piece);
}

/* --- boxes ----------------------------------------------------------------------------------- */

static size_t width_of(const struct drawing *d, size_t depth)
{
    return d->columns - 2 * d->step * depth;
}

static void open_line(const struct drawing *d, struct text *text, size_t depth)
{
    for (size_t i = 0; i < depth; i++) {
        text_add(text, d->strokes->vertical);
        repeat(text, " ", d->step - 1);
    }
}

static void close_line(struct drawing *d, struct text *text, size_t depth, struct picture_line line)
{
    for (size_t i = 0; i < depth; i++) {
        repeat(text, " ", d->step - 1);
        text_add(text, d->strokes->vertical);
    }
    line.text = text_take(text);
    d->out.lines = must_realloc(d->out.lines, (d->out.line_count + 1) * sizeof *d->out.lines);
    d->out.lines[d->out.line_count++] = line;
}

/* The state as it is shown: mark, words, and a star while it is new. NULL: nothing to say. */
static char *state_text(const struct picture_layer *layer, const char *words, bool has_mark,
                        enum picture_style style)
{
    struct text text = {0};

    if (!words)
        return NULL;
    if (has_mark && layer->mark != MARK_NONE)
        text_addf(&text, "%s ",
                  style == PICTURE_UTF8 ? mark_symbol(layer->mark) : mark_word(layer->mark));
    text_addf(&text, "%s%s", words, layer->changed ? " *" : "");
    return text_take(&text);
}

static char *title_of(const struct drawing *d, const struct box *box, size_t room)
{
    const char *title = box->title;

    if (text_width(title) > room && box->layer && box->layer->name)
        title = box->layer->name;
    return cut(title, room, d->style);
}

/* What stands beside the title because the state has no row of its own; NULL: nothing. */
static char *title_state(const struct drawing *d, const struct box *box, size_t room)
{
    if (!box->layer || box->has_state_row || room < 4)
        return NULL;
    const char *words = box->layer->brief ? box->layer->brief : box->layer->state;
    char *state = state_text(box->layer, words, false, d->style);
    if (!state)
        return NULL;
    char *fitting = cut(state, room, d->style);
    free(state);
    return fitting;
}

static void draw_top(struct drawing *d, const struct box *box, size_t depth)
{
    size_t room = width_of(d, depth) - TITLE_EXTRA;
    char *title = title_of(d, box, room);
    size_t used = text_width(title);
    char *state = title_state(d, box, room > used + 2 ? room - used - 2 : 0);
    struct picture_line line = {.layer = -1};
    struct text text = {0};

    open_line(d, &text, depth);
    text_addf(&text, "%s%s %s", d->strokes->top_left, d->strokes->horizontal, title);
    if (state) {
        line.layer = box->index;
        line.state_from = d->step * depth + 3 + used + 2;
        line.state_columns = text_width(state);
        used += 2 + line.state_columns;
        text_addf(&text, ": %s", state);
    }
    text_add(&text, " ");
    repeat(&text, d->strokes->horizontal, room - used + 1);
    text_add(&text, d->strokes->top_right);
    close_line(d, &text, depth, line);
    free(state);
    free(title);
}

static void draw_state(struct drawing *d, const struct box *box, size_t depth)
{
    size_t room = width_of(d, depth) - 4;
    char *words = state_text(box->layer, box->layer->state, true, d->style);
    if (text_width(words) > room && box->layer->brief) {
        free(words);
        words = state_text(box->layer, box->layer->brief, true, d->style);
    }
    char *state = cut(words, room, d->style);
    size_t columns = text_width(state);
    struct text text = {0};

    open_line(d, &text, depth);
    text_addf(&text, "%s %s", d->strokes->vertical, state);
    repeat(&text, " ", room - columns);
    text_addf(&text, " %s", d->strokes->vertical);
    close_line(d, &text, depth,
               (struct picture_line){.layer = box->index,
                                     .state_from = d->step * depth + 2,
                                     .state_columns = columns});
    free(state);
    free(words);
}

static void draw_blank(struct drawing *d, size_t depth)
{
    struct text text = {0};

    open_line(d, &text, depth);
    text_add(&text, d->strokes->vertical);
    repeat(&text, " ", width_of(d, depth) - 2);
    text_add(&text, d->strokes->vertical);
    close_line(d, &text, depth, (struct picture_line){.layer = -1});
}

static void draw_bottom(struct drawing *d, size_t depth)
{
    struct text text = {0};

    open_line(d, &text, depth);
    text_add(&text, d->strokes->bottom_left);
    repeat(&text, d->strokes->horizontal, width_of(d, depth) - 2);
    text_add(&text, d->strokes->bottom_right);
    close_line(d, &text, depth, (struct picture_line){.layer = -1});
}

/* Rows for states go to the inner layers first: those are what the person works on. */
static void give_state_rows(struct box *boxes, size_t count, size_t rows)
{
    size_t left = rows - 2 * count;

    for (size_t i = count; i-- > 0 && left > 0;) {
        if (boxes[i].layer && boxes[i].layer->state) {
            boxes[i].has_state_row = true;
            left--;
        }
    }
}

/* Blank rows below the head of each box, and above its end. */
static size_t choose_air(const struct box *boxes, size_t count, size_t rows)
{
    size_t used = 2 * count;

    for (size_t i = 0; i < count; i++)
        used += boxes[i].has_state_row;
    size_t air = (rows - used) / (2 * count);
    return air < MOST_AIR ? air : MOST_AIR;
}

static size_t shortest_title(const struct box *box)
{
    size_t title = text_width(box->title);
    size_t name = box->layer && box->layer->name ? text_width(box->layer->name) : title;

    return name < title ? name : title;
}

/* Two columns of indentation look better; one leaves more room for titles. 0: it does not fit. */
static size_t choose_step(const struct box *boxes, size_t count, size_t columns)
{
    size_t step = 2;

    for (size_t i = 0; i < count; i++) {
        if (shortest_title(&boxes[i]) + TITLE_EXTRA + 4 * i > columns)
            step = 1;
    }
    return columns >= 2 * step * (count - 1) + NARROWEST ? step : 0;
}

static size_t make_boxes(const struct picture *picture, size_t rows, struct box *boxes)
{
    size_t count = 0;

    if (picture->title && 2 * (picture->layer_count + 1) <= rows)
        boxes[count++] = (struct box){.title = picture->title, .index = -1};
    for (size_t i = 0; i < picture->layer_count; i++) {
        boxes[count++] = (struct box){
            .title = picture->layers[i].title, .layer = &picture->layers[i], .index = (int)i};
    }
    return count;
}

struct picture_text picture_draw(const struct picture *picture, size_t columns, size_t rows,
                                 enum picture_style style)
{
    struct drawing d = {
        .strokes = style == PICTURE_ASCII ? &ascii : &lines, .style = style, .columns = columns};

    if (picture->layer_count == 0 || 2 * picture->layer_count > rows)
        return d.out;
    struct box *boxes = must_alloc((picture->layer_count + 1) * sizeof *boxes);
    size_t count = make_boxes(picture, rows, boxes);
    d.step = choose_step(boxes, count, columns);
    give_state_rows(boxes, count, rows);
    size_t air = picture->is_airy ? choose_air(boxes, count, rows) : 0;
    for (size_t i = 0; d.step && i < count; i++) {
        draw_top(&d, &boxes[i], i);
        if (boxes[i].has_state_row)
            draw_state(&d, &boxes[i], i);
        for (size_t row = 0; row < air; row++)
            draw_blank(&d, i);
    }
    for (size_t i = count; d.step && i-- > 0;) {
        for (size_t row = 0; row < air && i + 1 < count; row++)
            draw_blank(&d, i);
        draw_bottom(&d, i);
    }
    free(boxes);
    return d.out;
}

void picture_text_clear(struct picture_text *drawn)
{
    for (size_t i = 0; i < drawn->line_count; i++)
        free(drawn->lines[i].text);
    free(drawn->lines);
    *drawn = (struct picture_text){0};
}

/* --- one line -------------------------------------------------------------------------------- */

/* The layers from `from` on; that some are left out is shown. */
static char *one_line(const struct picture *picture, size_t from, enum picture_style style)
{
    struct text text = {0};

    if (from > 0)
        text_add(&text, style == PICTURE_UTF8 ? "…" : "..");
    for (size_t i = from; i < picture->layer_count; i++) {
        const struct picture_layer *layer = &picture->layers[i];
        text_addf(&text, "%s%s", text.length ? " > " : "",
                  layer->name ? layer->name : layer->title);
        if (layer->brief && *layer->brief)
            text_addf(&text, " %s%s", layer->brief, layer->changed ? "*" : "");
    }
    return text_take(&text);
}

char *picture_one_line(const struct picture *picture, size_t columns, enum picture_style style)
{
    char *text = one_line(picture, 0, style);

    for (size_t i = 1; i + 1 < picture->layer_count && text_width(text) > columns; i++) {
        free(text);
        text = one_line(picture, i, style);
    }
    char *fitting = cut(text, columns, style);
    free(text);
    return fitting;
}
