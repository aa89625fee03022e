#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/plan.h"
#include "sys/clock.h"
#include "sys/hide.h"
#include "sys/text.h"

enum option_code {
    OPTION_PATH = 256,
    OPTION_LAB,
    OPTION_FACTS,
    OPTION_PLAN,
    OPTION_SKIP,
    OPTION_ACCEPT,
    OPTION_GUEST,
    OPTION_HYPERV_HOST,
    OPTION_VSPHERE,
    OPTION_VM,
    OPTION_AZURE_VM,
    OPTION_PASSWORD_FILE,
    OPTION_TRUST,
    OPTION_SCREENS,
    OPTION_SESSION,
    OPTION_LANG,
    OPTION_FORMAT,
    OPTION_DIFF,
    OPTION_CLASS,
    OPTION_PRINT_SCRIPT,
    OPTION_WAIT,
    OPTION_FOLLOW,
    OPTION_REDACT,
    OPTION_FORCE,
    OPTION_STRICT,
    OPTION_ASCII,
    OPTION_NO_COLOR,
    OPTION_PLAIN,
    OPTION_PRESENT,
    OPTION_TRACE,
};

static const struct option long_options[] = {
    {"path",          required_argument, NULL, OPTION_PATH         },
    {"lab",           optional_argument, NULL, OPTION_LAB          },
    {"facts",         required_argument, NULL, OPTION_FACTS        },
    {"plan",          required_argument, NULL, OPTION_PLAN         },
    {"skip",          required_argument, NULL, OPTION_SKIP         },
    {"accept",        required_argument, NULL, OPTION_ACCEPT       },
    {"guest",         required_argument, NULL, OPTION_GUEST        },
    {"hyperv-host",   required_argument, NULL, OPTION_HYPERV_HOST  },
    {"vsphere",       required_argument, NULL, OPTION_VSPHERE      },
    {"vm",            required_argument, NULL, OPTION_VM           },
    {"azure-vm",      required_argument, NULL, OPTION_AZURE_VM     },
    {"password-file", required_argument, NULL, OPTION_PASSWORD_FILE},
    {"trust",         required_argument, NULL, OPTION_TRUST        },
    {"screens",       required_argument, NULL, OPTION_SCREENS      },
    {"session",       required_argument, NULL, OPTION_SESSION      },
    {"lang",          required_argument, NULL, OPTION_LANG         },
    {"format",        required_argument, NULL, OPTION_FORMAT       },
    {"output",        required_argument, NULL, 'o'                 },
    {"diff",          required_argument, NULL, OPTION_DIFF         },
    {"class",         no_argument,       NULL, OPTION_CLASS        },
    {"print-script",  required_argument, NULL, OPTION_PRINT_SCRIPT },
    {"wait",          required_argument, NULL, OPTION_WAIT         },
    {"follow",        no_argument,       NULL, OPTION_FOLLOW       },
    {"redact",        no_argument,       NULL, OPTION_REDACT       },
    {"force",         no_argument,       NULL, OPTION_FORCE        },
    {"strict",        no_argument,       NULL, OPTION_STRICT       },
    {"ascii",         no_argument,       NULL, OPTION_ASCII        },
    {"no-color",      no_argument,       NULL, OPTION_NO_COLOR     },
    {"plain",         no_argument,       NULL, OPTION_PLAIN        },
    {"present",       no_argument,       NULL, OPTION_PRESENT      },
    {"trace",         required_argument, NULL, OPTION_TRACE        },
    {"help",          no_argument,       NULL, 'h'                 },
    {"version",       no_argument,       NULL, 'V'                 },
    {NULL,            0,                 NULL, 0                   },
};

static const struct {
    const char *word;
    enum command_word command;
} command_words[] = {
    {"check",   COMMAND_CHECK  },
    {"facts",   COMMAND_FACTS  },
    {"report",  COMMAND_REPORT },
    {"paths",   COMMAND_PATHS  },
    {"checks",  COMMAND_CHECKS },
    {"explain", COMMAND_EXPLAIN},
    {"help",    COMMAND_HELP   },
};

double options_duration(const char *text)
{
    char *end = NULL;
    double value = strtod(text, &end);
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {
        {"",    1   },
        {"s",   1   },
        {"m",   60  },
        {"min", 60  },
        {"h",   3600}
    };
    for (size_t i = 0; end != text && i < sizeof units / sizeof *units; i++) {
        if (strcmp(end, units[i].unit) == 0 && value >= 0 && value <= 1e6) {
            return value * units[i].seconds;
        }
    }
    return -1;
}

static int refuse(struct error *err, const char *what, const char *hint)
{
    error_set(err, EXIT_USAGE, "%s", what);
    return error_hint(err, "%s", hint);
}

static int take_format(struct options *options, const char *word, struct error *err)
{
    options->format = report_format_find(word);
    if (options->format < 0) {
        return refuse(err, _("There is no such format."),
                      _("The formats are text, markdown, json, html and junit."));
    }
    return 0;
}

static int take_wait(struct options *options, const char *word, struct error *err)
{
    options->wait = options_duration(word);
    if (options->wait < 0) {
        return refuse(err, _("--wait takes a time."), _("Write it like 30s, 5m or 1h."));
    }
    return 0;
}

static void add(cJSON *list, const char *word)
{
    cJSON_AddItemToArray(list, cJSON_CreateString(word));
}

/* Options that only keep a text. */
static const char **text_option(struct options *options, int option)
{
    switch (option) {
    case OPTION_PATH: return &options->path;
    case OPTION_GUEST: return &options->guest;
    case OPTION_HYPERV_HOST: return &options->hyperv_host;
    case OPTION_VSPHERE: return &options->vsphere;
    case OPTION_VM: return &options->vm;
    case OPTION_AZURE_VM: return &options->azure_vm;
    case OPTION_PASSWORD_FILE: return &options->password_file;
    case OPTION_TRUST: return &options->trust;
    case OPTION_SCREENS: return &options->screens;
    case OPTION_SESSION: return &options->session;
    case OPTION_LANG: return &options->lang;
    case OPTION_DIFF: return &options->diff;
    case OPTION_TRACE: return &options->trace;
    case OPTION_PRINT_SCRIPT: return &options->script;
    case 'o': return &options->output;
    default: return NULL;
    }
}

static bool *flag_option(struct options *options, int option)
{
    switch (option) {
    case OPTION_FOLLOW: return &options->is_following;
    case OPTION_CLASS: return &options->is_class;
    case OPTION_REDACT: return &options->is_redacted;
    case OPTION_FORCE: return &options->is_forced;
    case OPTION_STRICT: return &options->is_strict;
    case OPTION_ASCII: return &options->is_ascii;
    case OPTION_NO_COLOR: return &options->is_colorless;
    case OPTION_PLAIN: return &options->is_plain;
    case OPTION_PRESENT: return &options->is_presented;
    default: return NULL;
    }
}

static cJSON *list_option(const struct options *options, int option)
{
    switch (option) {
    case OPTION_FACTS: return options->files;
    case OPTION_PLAN: return options->plan;
    case OPTION_SKIP: return options->skip;
    case OPTION_ACCEPT: return options->accept;
    default: return NULL;
    }
}

/* --lab takes its scenario with "=" or as the next word, and none at all. */
static void take_lab(struct options *options, int argc, char **argv)
{
    options->has_lab = true;
    options->lab = optarg != NULL ? optarg : "";
    if (optarg == NULL && optind < argc && argv[optind][0] != '-') {
        options->lab = argv[optind++];
    }
}

static int take(struct options *options, int option, int argc, char **argv, struct error *err)
{
    const char **text = text_option(options, option);
    bool *flag = flag_option(options, option);
    cJSON *list = list_option(options, option);
    if (text != NULL) {
        *text = optarg;
    } else if (flag != NULL) {
        *flag = true;
    } else if (list != NULL) {
        add(list, optarg);
    } else if (option == OPTION_LAB) {
        take_lab(options, argc, argv);
    } else if (option == OPTION_FORMAT) {
        return take_format(options, optarg, err);
    } else if (option == OPTION_WAIT) {
        return take_wait(options, optarg, err);
    } else if (option == 'h') {
        options->command = COMMAND_HELP;
    } else if (option == 'V') {
        options->command = COMMAND_VERSION;
    }
    return 0;
}

static int refuse_option(char **argv, int option, struct error *err)
{
    const char *word = argv[optind - 1];
    if (option == ':') {
        error_set(err, EXIT_USAGE, _("The option \"%s\" needs a value."), word);
    } else {
        error_set(err, EXIT_USAGE, _("There is no option \"%s\"."), word);
    }
    return error_hint(err, _("\"eflow-wizard --help\" lists the options."));
}

static int take_command(struct options *options, struct error *err)
{
    cJSON *first = cJSON_GetArrayItem(options->words, 0);
    if (first == NULL || options->command == COMMAND_HELP || options->command == COMMAND_VERSION) {
        return 0;
    }
    for (size_t i = 0; i < sizeof command_words / sizeof *command_words; i++) {
        if (strcmp(first->valuestring, command_words[i].word) == 0) {
            options->command = command_words[i].command;
            cJSON_DeleteItemFromArray(options->words, 0);
            return 0;
        }
    }
    error_set(err, EXIT_USAGE, _("There is no command \"%s\"."), first->valuestring);
    return error_hint(err, _("The commands are check, facts, report, explain, paths and checks; "
                             "without any the wizard starts."));
}

static int check_words(const struct options *options, struct error *err)
{
    bool takes_words = options->command == COMMAND_REPORT || options->command == COMMAND_EXPLAIN;
    const cJSON *word = cJSON_GetArrayItem(options->words, 0);
    if (takes_words || word == NULL || options->command == COMMAND_HELP ||
        options->command == COMMAND_VERSION) {
        return 0;
    }
    error_set(err, EXIT_USAGE, _("\"%s\" was not expected here."), word->valuestring);
    return error_hint(err, _("\"eflow-wizard --help\" lists the options."));
}

int options_read(int argc, char **argv, struct options *ret, struct error *err)
{
    *ret = (struct options){.format = -1,
                            .files = cJSON_CreateArray(),
                            .plan = cJSON_CreateArray(),
                            .skip = cJSON_CreateArray(),
                            .accept = cJSON_CreateArray(),
                            .words = cJSON_CreateArray()};
    opterr = 0;
    int option = 0;
    while ((option = getopt_long(argc, argv, "-:o:hV", long_options, NULL)) != -1) {
        if (option == 1) {
            add(ret->words, optarg);
        } else if (option == '?' || option == ':') {
            return refuse_option(argv, option, err);
        } else if (take(ret, option, argc, argv, err) != 0) {
            return -1;
        }
    }
    for (; optind < argc; optind++) {
        add(ret->words, argv[optind]);
    }
    return take_command(ret, err) == 0 ? check_words(ret, err) : -1;
}

const char *options_language(int argc, char **argv)
{
    static const char word[] = "--lang";
    const char *found = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        size_t length = sizeof word - 1;
        if (strcmp(argv[i], word) == 0 && i + 1 < argc) {
            found = argv[++i];
        } else if (strncmp(argv[i], word, length) == 0 && argv[i][length] == '=') {
            found = argv[i] + length + 1;
        }
    }
    return found;
}

void options_clear(struct options *options)
{
    cJSON_Delete(options->files);
    cJSON_Delete(options->plan);
    cJSON_Delete(options->skip);
    cJSON_Delete(options->accept);
    cJSON_Delete(options->words);
    *options = (struct options){0};
}

/* --- what they say about the session --- */

static int connect_windows(struct session *session, const char *role, const char *address,
                           const char *vm, const char *option, struct error *err)
{
    if (address == NULL) {
        return 0;
    }
    if (strcmp(address, "local") == 0) {
        session_connect(session, role, CONNECTION_LOCAL, NULL, vm);
    } else if (text_starts(address, "ssh://") && address[6] != '\0') {
        session_connect(session, role, CONNECTION_SSH, address, vm);
    } else {
        error_set(err, EXIT_USAGE, _("%s takes \"local\" or ssh://[USER@]HOST[:PORT]."), option);
        return error_hint(err, _("Given was \"%s\"."), address);
    }
    return 0;
}

static int connect_vsphere(struct session *session, const struct options *options,
                           struct error *err)
{
    if (options->vsphere == NULL) {
        return 0;
    }
    if (!text_starts(options->vsphere, "https://")) {
        error_set(err, EXIT_USAGE, _("--vsphere takes https://[USER@]HOST[:PORT]."));
        return error_hint(err, _("Given was \"%s\"."), options->vsphere);
    }
    session_connect(session, "vsphere", CONNECTION_VSPHERE, options->vsphere, options->vm);
    return 0;
}

static int connect_azure(struct session *session, const struct options *options, struct error *err)
{
    if (options->azure_vm == NULL) {
        return 0;
    }
    if (strchr(options->azure_vm, '/') == NULL) {
        error_set(err, EXIT_USAGE, _("--azure-vm takes RESOURCE-GROUP/NAME."));
        return error_hint(err, _("Given was \"%s\"."), options->azure_vm);
    }
    session_connect(session, "azure", CONNECTION_AZ, options->azure_vm, NULL);
    return 0;
}

static bool looks_like_date(const char *text)
{
    return strlen(text) == strspn(text, "0123456789-") && strchr(text, '-') != NULL;
}

static int accept(struct session *session, const char *text, struct error *err)
{
    const char *equals = strchr(text, '=');
    const char *at = equals != NULL ? strrchr(equals, '@') : NULL;
    int64_t until = at != NULL ? clock_from_iso(at + 1) : -1;
    size_t length = equals == NULL ? 0
                    : until >= 0   ? (size_t)(at - equals - 1)
                                   : strlen(equals + 1);
    if (at != NULL && until < 0 && looks_like_date(at + 1)) {
        error_set(err, EXIT_USAGE, _("There is no day \"%s\"."), at + 1);
        return error_hint(err, _("--accept ends at midnight UTC before @YYYY-MM-DD."));
    }
    if (length == 0) {
        error_set(err, EXIT_USAGE, _("--accept takes ID=REASON, with @YYYY-MM-DD for an end."));
        return error_hint(err, _("\"eflow-wizard checks\" lists the ids."));
    }
    char *id = must_copy_n(text, (size_t)(equals - text));
    char *reason = must_copy_n(equals + 1, length);
    confirmation_set(&session->confirmations, id, reason, clock_now(), until >= 0 ? until : 0);
    free(reason);
    free(id);
    return 0;
}

/* What the command line holds is seen by others, and would be kept in the session. */
static int refuse_password(const char *address, struct error *err)
{
    size_t place = 0;
    if (address == NULL || hide_find_password(address, &place) == 0) {
        return 0;
    }
    return error_set(err, EXIT_USAGE, "%s",
                     _("The address holds a password, where others could see it. Leave it out; "
                       "the wizard asks for it."));
}

static int take_sources(struct session *session, const struct options *options, struct error *err)
{
    if (refuse_password(options->guest, err) != 0 ||
        refuse_password(options->hyperv_host, err) != 0 ||
        refuse_password(options->vsphere, err) != 0) {
        return -1;
    }
    if (connect_windows(session, "guest", options->guest, NULL, "--guest", err) != 0 ||
        connect_windows(session, "hyperv-host", options->hyperv_host, options->vm, "--hyperv-host",
                        err) != 0 ||
        connect_vsphere(session, options, err) != 0 || connect_azure(session, options, err) != 0) {
        return -1;
    }
    return 0;
}

static int take_choices(struct session *session, const struct options *options, struct error *err)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, options->plan)
    {
        if (plan_choice_parse(item->valuestring, session->choices, err) != 0) {
            return -1;
        }
    }
    cJSON_ArrayForEach(item, options->accept)
    {
        if (accept(session, item->valuestring, err) != 0) {
            return -1;
        }
    }
    return 0;
}

struct session *options_session(const struct options *options, struct error *err)
{
    struct session *session = session_new();
    if (take_sources(session, options, err) != 0 || take_choices(session, options, err) != 0) {
        return session_free(session);
    }
    if (options->lang != NULL) {
        session->language = must_copy(options->lang);
    }
    const char *path = options->path;
    if (path == NULL) {
        path =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(session->choices, "plan.path"));
    }
    session->path = path != NULL ? must_copy(path) : NULL;
    return session;
}
