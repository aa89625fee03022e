/* The full-screen face on a fake flow, for its tests.
 *
 *   ui_sample [--ascii] [--no-color] [--page N] [--long] [--plain] [--link ADDRESS]
 *
 * SIGUSR1 changes a fact, SIGUSR2 takes the mark of the change away. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_flow.h"
#include "ui/ui.h"

static void on_signal(uv_signal_t *handle, int number)
{
    if (number == SIGUSR1)
        fake_change_fact(handle->data);
    else
        fake_calm_down(handle->data);
}

static void watch(uv_loop_t *loop, uv_signal_t *handle, struct flow *flow, int number)
{
    uv_signal_init(loop, handle);
    handle->data = flow;
    uv_signal_start(handle, on_signal, number);
}

static int run(const struct fake_setup *setup, const struct ui_options *options)
{
    struct error err = {0};
    uv_signal_t signals[2];
    uv_loop_t *loop = uv_default_loop();
    struct flow *flow = fake_start(setup);

    watch(loop, &signals[0], flow, SIGUSR1);
    watch(loop, &signals[1], flow, SIGUSR2);
    int status = ui_run(loop, flow, options, &err);
    if (status < 0)
        fprintf(stderr, "ui_sample: %s\n", err.what);
    error_clear(&err);
    uv_close((uv_handle_t *)&signals[0], NULL);
    uv_close((uv_handle_t *)&signals[1], NULL);
    uv_run(loop, UV_RUN_DEFAULT);
    uv_loop_close(loop);
    fake_end(flow);
    return status < 0 ? EXIT_MISSING : status;
}

int main(int argc, char **argv)
{
    struct ui_options options = {0};
    struct fake_setup setup = {.page = PAGE_PREREQUISITES};

    setlocale(LC_ALL, "");
    for (int i = 1; i < argc; i++) {
        options.ascii = options.ascii || strcmp(argv[i], "--ascii") == 0;
        options.no_color = options.no_color || strcmp(argv[i], "--no-color") == 0;
        setup.is_long = setup.is_long || strcmp(argv[i], "--long") == 0;
        setup.is_plain = setup.is_plain || strcmp(argv[i], "--plain") == 0;
        if (strcmp(argv[i], "--page") == 0 && i + 1 < argc)
            setup.page = (enum page)atoi(argv[i + 1]);
        if (strcmp(argv[i], "--link") == 0 && i + 1 < argc)
            setup.address = argv[i + 1];
    }
    char *why = ui_cannot();
    if (why) {
        fprintf(stderr, "ui_sample: %s\n", why);
        free(why);
        return EXIT_MISSING;
    }
    return run(&setup, &options);
}
