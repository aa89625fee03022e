/* A small full-screen program that the tests of the test terminal start: a list of fruit.
 *
 * Up and Down move the cursor, x exits with status 3, q leaves properly, Q leaves the terminal as it
 * is, c paints in colour until the next key; the size is in the last row. Every key is named in the
 * row above it. */
#include "config.h"

#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

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

/* curses alone loses a new size that arrives just before getch() begins to wait, and a Ctrl-Z that
 * arrives before refresh() returns. So both come through only while poll() waits. */
static int next_key(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    sigset_t no_signals;
    int key = getch();

    sigemptyset(&no_signals);
    for (; key == ERR; key = getch()) {
        ppoll(&input, 1, NULL, &no_signals);
        if ((input.revents & (POLLERR | POLLHUP)) != 0)
            exit(1);
    }
    return key;
}

static void hold_signals(void)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, SIGWINCH);
    sigaddset(&held, SIGTSTP);
    sigprocmask(SIG_BLOCK, &held, NULL);
}

int main(void)
{
    int selected = 0;
    const char *key = "none";

    setlocale(LC_ALL, "");
    hold_signals();
    initscr();
    cbreak();
    noecho();
    keypad(stdscr, true);
    nodelay(stdscr, true);
    set_escdelay(25);
    for (;;) {
        draw(selected, key);
        int pressed = next_key();
        key = keyname(pressed);
        switch (pressed) {
        case KEY_UP: selected = selected > 0 ? selected - 1 : 0; break;
        case KEY_DOWN: selected = selected < FRUIT_COUNT - 1 ? selected + 1 : selected; break;
        case 'c':
            paint_in_colour();
            next_key();
            break;
        case 'q': endwin(); return 0;
        case 'x': endwin(); return 3;
        case 'Q': exit(0);
        default: break;
        }
    }
}
