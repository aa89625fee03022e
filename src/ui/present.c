#include "config.h"

#include "ui/present.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/popup.h"
#include "ui/utf8.h"

enum { CHANGE_ROWS = 3, RULE_ROWS = 1 };

/* --- keys ------------------------------------------------------------------------------------ */

static char *name_of(unsigned key)
{
    char bytes[UTF8_SIZE];

    if (request_special_name(key))
        return must_copy(request_special_name(key));
    utf8_encode(key, bytes);
    return text_clean(bytes, 0);
}

void present_note_key(struct ui *ui, unsigned key)
{
    if (popup_takes_text(ui) && (key == ' ' || !request_special_name(key)))
        return;
    free(ui->pressed[0]);
    memmove(ui->pressed, ui->pressed + 1, (KEYS_PRESSED - 1) * sizeof *ui->pressed);
    ui->pressed[KEYS_PRESSED - 1] = name_of(key);
}

char *present_keys(const struct ui *ui, int columns)
{
    struct text keys = {0};
    int first = KEYS_PRESSED;
    int used = -1;

    while (first > 0 && ui->pressed[first - 1] &&
           used + 1 + (int)text_width(ui->pressed[first - 1]) <= columns)
        used += 1 + (int)text_width(ui->pressed[--first]);
    for (int i = first; i < KEYS_PRESSED; i++)
        text_addf(&keys, "%s%s", keys.length ? " " : "", ui->pressed[i]);
    return text_take(&keys);
}

/* --- changes --------------------------------------------------------------------------------- */

int present_change_rows(const struct ui *ui)
{
    if (!ui->view->is_presented)
        return 0;
    return RULE_ROWS + (LINES >= ROOMY_ROWS ? CHANGE_ROWS : 1);
}

void present_draw_changes(struct ui *ui, struct area area)
{
    const struct view *view = ui->view;

    canvas_rule(stdscr, area.row, area.column, area.columns);
    if (!view->has_changed)
        canvas_put_cut(stdscr, &ui->look, area.row + RULE_ROWS, area.column + 1, area.columns - 2,
                       A_NORMAL, _("Nothing has changed yet."));
    for (size_t i = 0; i < view->change_count && RULE_ROWS + (int)i < area.rows; i++) {
        char *line = text_format("%s  %s", view->changes[i].time, view->changes[i].text);
        canvas_put_cut(stdscr, &ui->look, area.row + RULE_ROWS + (int)i, area.column + 1,
                       area.columns - 2, i == 0 ? A_BOLD : A_NORMAL, line);
        free(line);
    }
}
