/* The wizard itself: in full screen, or line by line. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "flow/start.h"
#include "plain/plain.h"
#include "probe/lab.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "ui/ui.h"

static struct flow_options describe(const struct program *program, struct session *preset,
                                    const char *secret)
{
    const struct options *options = program->options;
    return (struct flow_options){
        .screens = program->screens,
        .library = program->library,
        .lab = !options->has_lab       ? NULL
               : *options->lab != '\0' ? options->lab
                                       : program->library->guides[0].own->id,
        .session_file = options->session,
        .is_presented = options->is_presented,
        .preset = preset,
        .secret = secret,
        .pin = options->trust,
    };
}

static int run_face(uv_loop_t *loop, struct flow *flow, const struct options *options,
                    const char *why_plain, struct error *err)
{
    if (options->is_plain || why_plain != NULL) {
        struct plain_options plain = {.ascii = options->is_ascii, .why = why_plain};
        return plain_run(loop, flow, &plain, err);
    }
    struct ui_options full = {.ascii = options->is_ascii, .no_color = options->is_colorless};
    return ui_run(loop, flow, &full, err);
}

static int run(struct program *program, struct session *preset, const char *secret,
               const char *why_plain, struct error *err)
{
    uv_loop_t loop;
    uv_loop_init(&loop);
    struct flow_options flow_options = describe(program, preset, secret);
    struct flow *flow = flow_start(&loop, &flow_options, err);
    int status = -1;
    if (flow != NULL) {
        status = run_face(&loop, flow, program->options, why_plain, err);
        flow_end(flow);
    }
    uv_run(&loop, UV_RUN_DEFAULT);
    uv_loop_close(&loop);
    return status;
}

/* Facts files of the command line become the source of the Windows machine. */
static void take_files(struct session *session, const struct options *options)
{
    const cJSON *file = NULL;
    cJSON_ArrayForEach(file, options->files)
    {
        session_connect(session, "guest", CONNECTION_FILE, file->valuestring, NULL);
    }
}

int command_wizard(struct program *program, struct error *err)
{
    struct session *preset = options_session(program->options, err);
    if (preset == NULL) {
        return -1;
    }
    take_files(preset, program->options);
    char *secret = find_password(program->options, err);
    if (secret == NULL && program->options->vsphere != NULL) {
        session_free(preset);
        return -1;
    }
    char *why_plain = program->options->is_plain ? NULL : ui_cannot();
    int status = run(program, preset, secret, why_plain, err);
    free(why_plain);
    secret_free(secret);
    return status;
}
