/* A small full-screen program that the tests of the test terminal start: a list of fruit.
 *
 * Up and Down move the cursor, x exits with status 3, q leaves properly, Q leaves the terminal as it
 * is, c paints in colour, t shows a clock that never stands still, w waits for good with a busy loop
 * of sleeps; the size is in the last row. Any other key is named in the row above it. */
#include "config.h"

#include <locale.h>
#include <ncurses.h>
#include <stdbool.h>
#include <stdlib.h>

enum { FIRST_ROW = 2 };

static const char *const fruit[] = {"apple", "pear", "plum", "quince"};
enum { FRUIT_COUNT = sizeof fruit / sizeof fruit[0] };

static void draw(int selected, const char *key)
{
    erase();
    mvaddstr(0, 1, "Fruit, na\xc3\xafve list");
    for (int i = 0; i < FRUIT_COUNT; i++) {
        if (i == selected)
            attron(A_REVERSE);
        mvprintw(FIRST_ROW + i, 1, "%s %s", i == selected ? ">" : " ", fruit[i]);
        attroff(A_REVERSE);
    }
    mvprintw(LINES - 2, 1, "key %s", key);
    mvprintw(LINES - 1, 1, "size %dx%d", COLS, LINES);
    move(FIRST_ROW + selected, 1);
    refresh();
}

static void paint_in_colour(void)
{
    start_color();
    init_pair(1, COLOR_RED, COLOR_BLUE);
    attron(COLOR_PAIR(1) | A_BOLD);
    mvaddstr(FIRST_ROW + FRUIT_COUNT, 1, "coloured");
    attroff(COLOR_PAIR(1) | A_BOLD);
    refresh();
}

int main(void)
{
    int selected = 0;
    const char *key = "none";

    setlocale(LC_ALL, "");
    initscr();
    cbreak();
    noecho();
    keypad(stdscr, true);
    set_escdelay(25);
    for (;;) {
        draw(selected, key);
        int pressed = getch();
        key = keyname(pressed);
        switch (pressed) {
        case KEY_UP: selected = selected > 0 ? selected - 1 : 0; break;
        case KEY_DOWN: selected = selected < FRUIT_COUNT - 1 ? selected + 1 : selected; break;
        case 'c':
            paint_in_colour();
            getch();
            break;
        case 'q': endwin(); return 0;
        case 'x': endwin(); return 3;
        case 'Q': exit(0);
        default: break;
        }
    }
}
