#include "config.h"

#include "probes/vsphere/ending.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int nothing = -1; /* a descriptor that is at its end from the beginning */

static void end_input(int signal_number)
{
    int saved = errno;

    (void)signal_number;
    (void)dup2(nothing, STDIN_FILENO);
    errno = saved;
}

void ending_by_signal(void)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    struct sigaction action = {.sa_handler = end_input};

    nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0)
        return;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        (void)sigaction(signals[i], &action, NULL);
}
