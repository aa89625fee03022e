#include "config.h"

#include "flow/request.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include "i18n.h"
#include "sys/text.h"

/* A request's keys come in the order in which the help names them. */
static const struct {
    unsigned key;
    enum request request;
} bindings[] = {
    {SPECIAL_UP,        REQUEST_UP           },
    {'k',               REQUEST_UP           },
    {SPECIAL_DOWN,      REQUEST_DOWN         },
    {'j',               REQUEST_DOWN         },
    {SPECIAL_PAGE_UP,   REQUEST_PAGE_UP      },
    {SPECIAL_PAGE_DOWN, REQUEST_PAGE_DOWN    },
    {' ',               REQUEST_PAGE_DOWN    },
    {SPECIAL_HOME,      REQUEST_FIRST        },
    {SPECIAL_END,       REQUEST_LAST         },
    {SPECIAL_TAB,       REQUEST_OTHER_PANE   },
    {SPECIAL_BACK_TAB,  REQUEST_OTHER_PANE   },
    {SPECIAL_CTRL_L,    REQUEST_REDRAW       },
    {SPECIAL_CTRL_Z,    REQUEST_SUSPEND      },
    {'/',               REQUEST_FILTER       },
    {SPECIAL_ENTER,     REQUEST_OPEN         },
    {SPECIAL_ESCAPE,    REQUEST_BACK         },
    {'b',               REQUEST_BACK         },
    {SPECIAL_RIGHT,     REQUEST_NEXT_PAGE    },
    {'l',               REQUEST_NEXT_PAGE    },
    {SPECIAL_LEFT,      REQUEST_PREVIOUS_PAGE},
    {'h',               REQUEST_PREVIOUS_PAGE},
    {'r',               REQUEST_CHECK_NOW    },
    {'?',               REQUEST_HELP         },
    {SPECIAL_F1,        REQUEST_HELP         },
    {'c',               REQUEST_CONFIRM      },
    {'s',               REQUEST_STEPS        },
    {'o',               REQUEST_LINK         },
    {'p',               REQUEST_QR           },
    {'y',               REQUEST_COPY         },
    {'a',               REQUEST_ACTIONS      },
    {'f',               REQUEST_FORMAT       },
    {'d',               REQUEST_REDACT       },
    {'w',               REQUEST_SAVE         },
    {'L',               REQUEST_LANGUAGE     },
    {'P',               REQUEST_PRESENT      },
    {'q',               REQUEST_QUIT         },
    {SPECIAL_CTRL_C,    REQUEST_QUIT         },
};
enum { BINDING_COUNT = sizeof bindings / sizeof *bindings };

static const char *const special_names[] = {
    [SPECIAL_ENTER - SPECIAL_ENTER] = N_("Enter"),
    [SPECIAL_ESCAPE - SPECIAL_ENTER] = N_("Esc"),
    [SPECIAL_TAB - SPECIAL_ENTER] = N_("Tab"),
    [SPECIAL_UP - SPECIAL_ENTER] = N_("Up"),
    [SPECIAL_DOWN - SPECIAL_ENTER] = N_("Down"),
    [SPECIAL_LEFT - SPECIAL_ENTER] = N_("Left"),
    [SPECIAL_RIGHT - SPECIAL_ENTER] = N_("Right"),
    [SPECIAL_PAGE_UP - SPECIAL_ENTER] = N_("PgUp"),
    [SPECIAL_PAGE_DOWN - SPECIAL_ENTER] = N_("PgDn"),
    [SPECIAL_HOME - SPECIAL_ENTER] = N_("Home"),
    [SPECIAL_END - SPECIAL_ENTER] = N_("End"),
    [SPECIAL_F1 - SPECIAL_ENTER] = "F1",
    [SPECIAL_CTRL_L - SPECIAL_ENTER] = N_("Ctrl-L"),
    [SPECIAL_CTRL_Z - SPECIAL_ENTER] = N_("Ctrl-Z"),
    [SPECIAL_CTRL_C - SPECIAL_ENTER] = N_("Ctrl-C"),
    [SPECIAL_BACK_TAB - SPECIAL_ENTER] = N_("Shift-Tab"),
    [SPECIAL_BACKSPACE - SPECIAL_ENTER] = N_("Backspace"),
    [SPECIAL_DELETE - SPECIAL_ENTER] = N_("Del"),
};
static_assert(sizeof special_names / sizeof *special_names == SPECIAL_END_OF_LIST - SPECIAL_ENTER,
              "every special key has a name");

static const char *const briefs[] = {
    [REQUEST_NONE] = "",
    [REQUEST_UP] = N_("up"),
    [REQUEST_DOWN] = N_("down"),
    [REQUEST_PAGE_UP] = N_("page up"),
    [REQUEST_PAGE_DOWN] = N_("page down"),
    [REQUEST_FIRST] = N_("first"),
    [REQUEST_LAST] = N_("last"),
    [REQUEST_OTHER_PANE] = N_("other pane"),
    [REQUEST_REDRAW] = N_("redraw"),
    [REQUEST_SUSPEND] = N_("suspend"),
    [REQUEST_FILTER] = N_("filter"),
    [REQUEST_OPEN] = N_("next"),
    [REQUEST_BACK] = N_("back"),
    [REQUEST_NEXT_PAGE] = N_("next page"),
    [REQUEST_PREVIOUS_PAGE] = N_("previous page"),
    [REQUEST_CHECK_NOW] = N_("check now"),
    [REQUEST_HELP] = N_("help"),
    [REQUEST_CONFIRM] = N_("confirm by hand"),
    [REQUEST_STEPS] = N_("steps"),
    [REQUEST_LINK] = N_("link"),
    [REQUEST_QR] = N_("QR code"),
    [REQUEST_COPY] = N_("copy"),
    [REQUEST_ACTIONS] = N_("lab"),
    [REQUEST_FORMAT] = N_("format"),
    [REQUEST_REDACT] = N_("redact"),
    [REQUEST_SAVE] = N_("write"),
    [REQUEST_LANGUAGE] = N_("language"),
    [REQUEST_PRESENT] = N_("presenter"),
    [REQUEST_QUIT] = N_("quit"),
};
static_assert(sizeof briefs / sizeof *briefs == REQUEST_COUNT, "every request has a brief name");

static const char *const helps[] = {
    [REQUEST_NONE] = "",
    [REQUEST_UP] = N_("Goes one line up."),
    [REQUEST_DOWN] = N_("Goes one line down."),
    [REQUEST_PAGE_UP] = N_("Goes up by what fits on the screen."),
    [REQUEST_PAGE_DOWN] = N_("Goes down by what fits on the screen."),
    [REQUEST_FIRST] = N_("Goes to the beginning."),
    [REQUEST_LAST] = N_("Goes to the end."),
    [REQUEST_OTHER_PANE] = N_("Goes from the list to the details, and back."),
    [REQUEST_REDRAW] = N_("Draws the screen anew."),
    [REQUEST_SUSPEND] = N_("Gives the terminal back to the shell; fg returns."),
    [REQUEST_FILTER] = N_("Shows only the lines that contain what you type."),
    [REQUEST_OPEN] = N_("Goes on, or opens the selected line."),
    [REQUEST_BACK] = N_("Goes back, or closes what was opened."),
    [REQUEST_NEXT_PAGE] = N_("Goes to the next page."),
    [REQUEST_PREVIOUS_PAGE] = N_("Goes to the previous page."),
    [REQUEST_CHECK_NOW] = N_("Asks all systems again now."),
    [REQUEST_HELP] = N_("Explains this page and its keys."),
    [REQUEST_CONFIRM] = N_("Says that you have seen it yourself; asks for a reason."),
    [REQUEST_STEPS] = N_("Shows the steps that mend the selected check."),
    [REQUEST_LINK] = N_("Shows where to read more."),
    [REQUEST_QR] = N_("Shows the link as a QR code, for the camera of a phone."),
    [REQUEST_COPY] = N_("Copies the command to the clipboard of your terminal."),
    [REQUEST_ACTIONS] = N_("Shows what can be done in the practice lab."),
    [REQUEST_FORMAT] = N_("Chooses the format of the report."),
    [REQUEST_REDACT] = N_("Replaces names and addresses in the report."),
    [REQUEST_SAVE] = N_("Writes the report into a file."),
    [REQUEST_LANGUAGE] = N_("Chooses another language."),
    [REQUEST_PRESENT] = N_("Shows a class the picture large, the last changes, and your keys."),
    [REQUEST_QUIT] = N_("Leaves the wizard; nothing is lost."),
};
static_assert(sizeof helps / sizeof *helps == REQUEST_COUNT, "every request has a help");

enum request request_of_key(unsigned key)
{
    for (size_t i = 0; i < BINDING_COUNT; i++) {
        if (bindings[i].key == key)
            return bindings[i].request;
    }
    return REQUEST_NONE;
}

const char *request_special_name(unsigned key)
{
    if (key == ' ')
        return _("Space");
    return key >= SPECIAL_ENTER && key < SPECIAL_END_OF_LIST ? _(special_names[key - SPECIAL_ENTER])
                                                             : NULL;
}

/* "Space", "Esc", "r"; a static text for every key that is bound. */
static const char *key_name(unsigned key)
{
    static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0"
                                  "n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z";
    static const char capitals[] = "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0"
                                   "N\0O\0P\0Q\0R\0S\0T\0U\0V\0W\0X\0Y\0Z";

    if (request_special_name(key))
        return request_special_name(key);
    if (key >= 'a' && key <= 'z')
        return letters + 2 * (key - 'a');
    if (key >= 'A' && key <= 'Z')
        return capitals + 2 * (key - 'A');
    return key == '?' ? "?" : "/";
}

const char *request_key_name(enum request request)
{
    for (size_t i = 0; i < BINDING_COUNT; i++) {
        if (bindings[i].request == request)
            return key_name(bindings[i].key);
    }
    return "";
}

char *request_key_names(enum request request)
{
    struct text names = {0};

    for (size_t i = 0; i < BINDING_COUNT; i++) {
        if (bindings[i].request == request)
            text_addf(&names, "%s%s", names.length ? ", " : "", key_name(bindings[i].key));
    }
    return text_take(&names);
}

const char *request_english_name(unsigned key)
{
    bool is_special = key >= SPECIAL_ENTER && key < SPECIAL_END_OF_LIST;

    return is_special ? special_names[key - SPECIAL_ENTER] : NULL;
}

const char *request_short(enum request request)
{
    return *briefs[request] ? _(briefs[request]) : "";
}

const char *request_help(enum request request)
{
    return *helps[request] ? _(helps[request]) : "";
}
