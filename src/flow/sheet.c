#include "flow/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

/* Room for one more element. */
#define GROW(list, count, capacity)                                                                \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity)*2 + 16;                                                        \
            (list) = must_realloc((list), (capacity) * sizeof *(list));                            \
        }                                                                                          \
    } while (0)

void sheet_clear(struct sheet *sheet)
{
    pool_clear(&sheet->pool);
    sheet->view = (struct view){0};
    sheet->popup = (struct view_popup){0};
}

void sheet_free(struct sheet *sheet)
{
    sheet_clear(sheet);
    free(sheet->items);
    free(sheet->ids);
    free(sheet->lines);
    free(sheet->keys);
    free(sheet->popup_items);
    free(sheet->popup_lines);
    free(sheet->popup_fields);
    *sheet = (struct sheet){0};
}

void sheet_finish(struct sheet *sheet, bool has_popup)
{
    sheet->view.items = sheet->items;
    sheet->view.details = sheet->lines;
    sheet->view.keys = sheet->keys;
    sheet->popup.items = sheet->popup_items;
    sheet->popup.lines = sheet->popup_lines;
    sheet->popup.fields = sheet->popup_fields;
    sheet->view.popup = has_popup ? &sheet->popup : NULL;
}

bool sheet_contains(const char *text, const char *words)
{
    for (; text != NULL && *text != '\0'; text++) {
        if (text_starts(text, words)) {
            return true;
        }
    }
    return *words == '\0';
}

static struct view_item copy_item(struct sheet *sheet, struct view_item item)
{
    item.number = pool_copy(&sheet->pool, item.number);
    item.title = pool_copy(&sheet->pool, item.title);
    item.value = pool_copy(&sheet->pool, item.value);
    return item;
}

bool sheet_item(struct sheet *sheet, const char *id, struct view_item item)
{
    const char *filter = sheet->view.filter;
    if (filter != NULL && !sheet_contains(item.title, filter) &&
        !sheet_contains(item.value, filter)) {
        return false;
    }
    size_t old = sheet->item_capacity;
    GROW(sheet->items, sheet->view.item_count, sheet->item_capacity);
    if (sheet->item_capacity != old) {
        sheet->ids = must_realloc(sheet->ids, sheet->item_capacity * sizeof *sheet->ids);
    }
    sheet->ids[sheet->view.item_count] = id;
    sheet->items[sheet->view.item_count++] = copy_item(sheet, item);
    return true;
}

static struct view_line make_line(struct sheet *sheet, enum line_role role, enum mark mark,
                                  const char *label, const char *text)
{
    return (struct view_line){.role = role,
                              .mark = mark,
                              .label = pool_copy(&sheet->pool, label),
                              .text = pool_copy(&sheet->pool, text)};
}

static void add_line(struct sheet *sheet, struct view_line line)
{
    bool says_nothing = line.text == NULL || *line.text == '\0';
    if (says_nothing && line.role != LINE_BLANK) {
        return;
    }
    GROW(sheet->lines, sheet->view.detail_count, sheet->line_capacity);
    sheet->lines[sheet->view.detail_count++] = line;
}

void sheet_line(struct sheet *sheet, enum line_role role, const char *label, const char *text)
{
    add_line(sheet, make_line(sheet, role, MARK_NONE, label, text));
}

void sheet_mark_line(struct sheet *sheet, enum mark mark, const char *text)
{
    add_line(sheet, make_line(sheet, LINE_PARAGRAPH, mark, NULL, text));
}

void sheet_key(struct sheet *sheet, enum request request, const char *text)
{
    GROW(sheet->keys, sheet->view.key_count, sheet->key_capacity);
    sheet->keys[sheet->view.key_count++] =
        (struct view_key){.request = request, .text = text != NULL ? text : request_short(request)};
}

void sheet_spare_key(struct sheet *sheet, enum request request)
{
    sheet_key(sheet, request, NULL);
    sheet->keys[sheet->view.key_count - 1].is_spare = true;
}

void sheet_rename_key(struct sheet *sheet, enum request request, const char *text)
{
    for (size_t i = 0; i < sheet->view.key_count; i++) {
        if (sheet->keys[i].request == request) {
            sheet->keys[i].text = text;
        }
    }
}

void sheet_popup_line(struct sheet *sheet, enum line_role role, const char *label, const char *text)
{
    GROW(sheet->popup_lines, sheet->popup.line_count, sheet->popup_line_capacity);
    sheet->popup_lines[sheet->popup.line_count++] = make_line(sheet, role, MARK_NONE, label, text);
}

void sheet_popup_mark_line(struct sheet *sheet, enum mark mark, const char *text)
{
    GROW(sheet->popup_lines, sheet->popup.line_count, sheet->popup_line_capacity);
    sheet->popup_lines[sheet->popup.line_count++] =
        make_line(sheet, LINE_PARAGRAPH, mark, NULL, text);
}

void sheet_popup_item(struct sheet *sheet, struct view_item item)
{
    GROW(sheet->popup_items, sheet->popup.item_count, sheet->popup_item_capacity);
    sheet->popup_items[sheet->popup.item_count++] = copy_item(sheet, item);
}

void sheet_popup_field(struct sheet *sheet, struct view_field field)
{
    GROW(sheet->popup_fields, sheet->popup.field_count, sheet->popup_field_capacity);
    field.label = pool_copy(&sheet->pool, field.label);
    field.help = pool_copy(&sheet->pool, field.help);
    field.value = pool_copy(&sheet->pool, field.value);
    sheet->popup_fields[sheet->popup.field_count++] = field;
}
