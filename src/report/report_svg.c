#include "config.h"

#include "report/report_html.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/escape.h"
#include "report/report_parts.h"
#include "report/wrap.h"

/* Sizes in user units of the picture; letters are about half as wide as high. */
enum {
    WIDTH = 480,
    INSET = 14,
    LINE = 19,
    HEAD = 28,
    GAP = 10,
    LETTER = 8, /* of a title, 15 units high */
    SMALL = 7,  /* of a state, 13.5 units high */
    LAYERS_LIMIT = 12,
    BAR_WIDTH = 480,
    BAR_HEIGHT = 18,
};

/* One box, measured before it is drawn. */
struct box {
    const cJSON *layer;
    struct wrapped state;
    size_t top;
    size_t height;
};

static size_t room_of(size_t depth, size_t letter)
{
    return (WIDTH - 2 * INSET * (depth + 1)) / letter;
}

static size_t measure(struct box *boxes, size_t count)
{
    size_t top = 1;
    for (size_t i = 0; i < count; i++) {
        boxes[i].state = wrap_words(string_at(boxes[i].layer, "state"), room_of(i, SMALL) - 3,
                                    room_of(i, SMALL) - 3);
        boxes[i].top = top;
        top += HEAD + LINE * boxes[i].state.count + GAP;
    }
    size_t bottom = top;
    for (size_t i = count; i-- > 0;) {
        boxes[i].height = bottom - boxes[i].top;
        bottom += INSET;
    }
    return bottom - INSET + 1;
}

static void draw_title(struct text *out, const struct box *box, size_t depth)
{
    const char *title = string_at(box->layer, "title");
    size_t room = room_of(depth, LETTER);
    size_t length = text_width(title) <= room ? strlen(title) : text_fit(title, room - 1);
    char *shown = must_copy_n(title, length);
    text_addf(out, "<text class=\"t\" x=\"%zu\" y=\"%zu\">", INSET * (depth + 1),
              box->top + HEAD - 7);
    escape_addf(out, "%s%s</text>\n", shown, title[length] != '\0' ? "…" : "");
    free(shown);
}

static void draw_box(struct text *out, const struct box *box, size_t depth)
{
    enum mark mark = layer_mark_of(string_at(box->layer, "mark"));
    text_addf(
        out, "<g class=\"%s\"><rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\" rx=\"8\"/>\n",
        html_tone(mark), INSET * depth + 1, box->top, WIDTH - 2 * (INSET * depth + 1), box->height);
    draw_title(out, box, depth);
    for (size_t i = 0; i < box->state.count; i++) {
        const struct wrap_line *line = &box->state.lines[i];
        char *words = must_copy_n(line->from, line->bytes);
        text_addf(out, "<text class=\"s\" x=\"%zu\" y=\"%zu\">",
                  INSET * (depth + 1) + (i > 0 ? 2 * LETTER : 0), box->top + HEAD + LINE * i + 11);
        escape_addf(out, "%s%s%s</text>\n", i == 0 ? mark_symbol(mark) : "", i == 0 ? " " : "",
                    words);
        free(words);
    }
    text_add(out, "</g>\n");
}

/* The picture in words, for who cannot see it. */
static void describe(struct text *out, const struct box *boxes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        escape_addf(out, "%s%s: %s", i > 0 ? "; " : "", string_at(boxes[i].layer, "title"),
                    string_at(boxes[i].layer, "state"));
}

void svg_layers(struct text *out, const cJSON *report)
{
    struct box boxes[LAYERS_LIMIT] = {0};
    size_t count = 0;
    const cJSON *layer = NULL;
    cJSON_ArrayForEach(layer, list_at(report, "layers"))
    {
        if (count < LAYERS_LIMIT && cJSON_IsObject(layer))
            boxes[count++].layer = layer;
    }
    if (count == 0)
        return;
    size_t height = measure(boxes, count);
    text_addf(out, "<svg class=\"layers\" viewBox=\"0 0 %d %zu\" role=\"img\" aria-label=\"", WIDTH,
              height);
    describe(out, boxes, count);
    text_add(out, "\">\n");
    for (size_t i = 0; i < count; i++)
        draw_box(out, &boxes[i], i);
    text_add(out, "</svg>\n");
    for (size_t i = 0; i < count; i++)
        wrap_clear(&boxes[i].state);
}

/* --- the bar --- */

static const enum check_status order[] = {CHECK_FAIL,      CHECK_UNKNOWN, CHECK_WARN,
                                          CHECK_CONFIRMED, CHECK_PASS,    CHECK_SKIPPED};
enum { PARTS = sizeof order / sizeof *order };

static void draw_bar(struct text *out, const long *counts, long total)
{
    long before = 0;
    text_addf(out,
              "<svg class=\"bar\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" "
              "aria-hidden=\"true\">\n",
              BAR_WIDTH, BAR_HEIGHT);
    for (size_t i = 0; i < PARTS; i++) {
        long from = BAR_WIDTH * before / total;
        long to = BAR_WIDTH * (before + counts[i]) / total;
        before += counts[i];
        if (to > from)
            text_addf(out, "<rect class=\"%s\" x=\"%ld\" width=\"%ld\" height=\"%d\"/>\n",
                      html_tone(check_mark(order[i])), from, to - from, BAR_HEIGHT);
    }
    text_add(out, "</svg>\n");
}

void svg_summary(struct text *out, const cJSON *report)
{
    const cJSON *summary = object_at(report, "summary");
    long counts[PARTS];
    long total = 0;
    for (size_t i = 0; i < PARTS; i++) {
        counts[i] = number_at(summary, check_status_name(order[i])) % 100000;
        total += counts[i];
    }
    if (total == 0)
        return;
    draw_bar(out, counts, total);
    text_add(out, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < PARTS; i++) {
        enum mark mark = check_mark(order[i]);
        char *said = check_status_count(order[i], counts[i]);
        if (counts[i] > 0)
            escape_addf(out, "<li><span class=\"mark %s\" aria-hidden=\"true\">%s</span> %s</li>\n",
                        html_tone(mark), mark_symbol(mark), said);
        free(said);
    }
    text_add(out, "</ul>\n");
}
