#include "config.h"

#include "sys/echo.h"

#include <stdbool.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static bool is_hidden;

void echo_hide(void)
{
    struct termios quiet;

    if (is_hidden || tcgetattr(STDIN_FILENO, &before) != 0)
        return;
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
    quiet.c_lflag |= ICANON | ISIG | ECHONL;
    is_hidden = tcsetattr(STDIN_FILENO, TCSANOW, &quiet) == 0;
}

void echo_show(void)
{
    if (is_hidden)
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
    is_hidden = false;
}
