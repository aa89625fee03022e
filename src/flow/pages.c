/* The table of pages, in the order of the flow. */
#include "flow/pages.h"

#include "i18n.h"

#define PAGE(page)                                                                                 \
    .name = #page, .list = page_##page##_list, .details = page_##page##_details,                   \
    .request = page_##page##_request

static const struct legend check_marks[] = {
    {MARK_OK,        N_("seen, and as it should be")                    },
    {MARK_FAIL,      N_("seen, and it does not fit: this stops you")    },
    {MARK_WARN,      N_("seen, and it may hurt: this does not stop you")},
    {MARK_UNKNOWN,   N_("could not be seen")                            },
    {MARK_CONFIRMED, N_("could not be seen, and you confirmed it")      },
    {MARK_INFO,      N_("good to know")                                 },
    {MARK_SKIPPED,   N_("does not apply here")                          },
    {MARK_NONE,      NULL                                               },
};

static const struct legend step_marks[] = {
    {MARK_NOW,       N_("the step to do now")            },
    {MARK_DONE,      N_("done, as the real system shows")},
    {MARK_CONFIRMED, N_("done, as you said")             },
    {MARK_WAIT,      N_("waits for an earlier step")     },
    {MARK_UNKNOWN,   N_("could not be seen")             },
    {MARK_SKIPPED,   N_("not needed here")               },
    {MARK_NONE,      NULL                                },
};

const struct page_room page_rooms[PAGE_COUNT] = {
    [PAGE_PATH] =
        {
                     PAGE(path),
                     .title = N_("Path"),
                     .help = N_("Choose where the Windows machine runs. The picture shows which machine is "
                       "inside which. Everything that follows depends on this choice, and you can "
                       "come back and change it at any time."),
                     },
    [PAGE_PLAN] =
        {
                     PAGE(plan),
                     .title = N_("Plan"),
                     .help =
                N_("What you will pass to Deploy-Eflow later. The answers that fit this path are "
                   "filled in already; change what you need. A combination that cannot work is "
                   "told here, long before it fails."),
                     },
    [PAGE_CONNECT] =
        {
                     PAGE(connect),
                     .title = N_("Connect"),
                     .help = N_("Where the wizard can look. Each line is one system. What you leave out is "
                       "not guessed: those checks stay unknown, and you can confirm them by hand."),
                     },
    [PAGE_PREREQUISITES] =
        {
                     PAGE(prerequisites),
                     .title = N_("Prerequisites"),
                     .help = N_("Every condition, the worst first. What stands below a line says what was "
                       "seen, why it matters and what to do."),
                     .legend = check_marks,
                     },
    [PAGE_STEPS] =
        {
                     PAGE(steps),
                     .title = N_("Steps"),
                     .help = N_("What to do, in the order of the document. A step is done by itself as soon "
                       "as the real system shows it. The wizard never changes anything: you type "
                       "the commands where the step says."),
                     .legend = step_marks,
                     },
    [PAGE_REPORT] =
        {
                     PAGE(report),
                     .title = N_("Report"),
                     .help =
                N_("The verdict, and a file to keep or pass on. \"Ready\" means that everything "
                   "that can be seen beforehand is in order; it does not promise that "
                   "Deploy-Eflow succeeds."),
                     },
};
