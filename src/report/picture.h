/* The layers picture: a machine in a machine in a machine, as boxes of text or as one line.
 *
 *   struct picture_text drawn = picture_draw(&picture, 36, 20, PICTURE_UTF8);
 *   for (size_t i = 0; i < drawn.line_count; i++) puts(drawn.lines[i].text);
 *   picture_text_clear(&drawn); */
#ifndef EFLOW_REPORT_PICTURE_H
#define EFLOW_REPORT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "report/mark.h"

/* One box, outermost first in a picture. The texts are borrowed. */
struct picture_layer {
    const char *title; /* "VMware ESXi 7.0.3" */
    const char *name;  /* the same in a word or two: "ESXi 7.0.3" */
    enum mark mark;
    const char *state; /* "running, virtualization exposed"; may be NULL */
    const char *brief; /* the same in a word or two: "ON, exposed"; may be NULL */
    bool changed;
};

struct picture {
    const char *title; /* of the outermost frame; may be NULL */
    size_t layer_count;
    const struct picture_layer *layers;
    bool is_airy; /* rows that are left over become blank ones inside the boxes */
};

enum picture_style {
    PICTURE_ASCII, /* boxes of + - |, words as marks */
    PICTURE_LINES, /* boxes of line-drawing characters (UTF-8), words as marks */
    PICTURE_UTF8,  /* the same, symbols as marks */
};

/* A line of the drawn picture, and where in it the state of a layer stands (to be coloured). */
struct picture_line {
    char *text;
    int layer;         /* whose state stands here; -1: none */
    size_t state_from; /* columns */
    size_t state_columns;
};

struct picture_text {
    size_t line_count;
    struct picture_line *lines;
};

/* Draws boxes of exactly columns width and at most rows high (states on their own lines where there
 * is room, beside the titles where not). No lines when it does not fit at all. */
struct picture_text picture_draw(const struct picture *picture, size_t columns, size_t rows,
                                 enum picture_style style);
void picture_text_clear(struct picture_text *drawn);

/* "Intel host > ESXi 7.0.3 > edge-01 ON, not exposed > Hyper-V off > EFLOW -", at most columns wide
 * (the outer layers are left out first). The caller frees. */
char *picture_one_line(const struct picture *picture, size_t columns, enum picture_style style);

#endif
