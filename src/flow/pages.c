/* The table of pages, in the order of the flow. */
#include "flow/pages.h"

#include "i18n.h"

#define PAGE(name) page_##name##_list, page_##name##_details, page_##name##_request

const struct page_room page_rooms[PAGE_COUNT] = {
    [PAGE_PATH] = {"path",          N_("Path"),          PAGE(path),
                   N_("Choose where the Windows machine runs. The picture shows which machine is "
                      "inside which. Everything that follows depends on this choice, and you can "
                      "come back and change it at any time.")                           },
    [PAGE_PLAN] =
        {"plan",          N_("Plan"),          PAGE(plan),
                   N_("What you will pass to Deploy-Eflow later. The answers that fit this path are "
            "filled in already; change what you need. A combination that cannot work is "
            "told here, long before it fails.")                                         },
    [PAGE_CONNECT] =
        {"connect",       N_("Connect"),       PAGE(connect),
                   N_("Where the wizard can look. Each line is one system. What you leave out is "
            "not guessed: those checks stay unknown, and you can confirm them by hand.")},
    [PAGE_PREREQUISITES] = {"prerequisites", N_("Prerequisites"), PAGE(prerequisites),
                   N_("Every condition, the worst first. \"ok\" was seen, \"FAIL\" was "
                               "seen and does not fit, "
                               "\"??\" could not be seen: the reason stands below. A warning does "
                               "not stop you. Press c "
                               "to confirm by hand what cannot be seen.")               },
    [PAGE_STEPS] =
        {"steps",         N_("Steps"),         PAGE(steps),
                   N_("What to do, in the order of the document. \">>\" is the step to do now; it "
            "turns to \"done\" by itself as soon as the real system shows it. The wizard "
            "never changes anything: you type the commands where the step says.")       },
    [PAGE_REPORT] =
        {"report",        N_("Report"),        PAGE(report),
                   N_("The verdict, and a file to keep or pass on. \"Ready\" means that everything "
            "that can be seen beforehand is in order; it does not promise that "
            "Deploy-Eflow succeeds.")                                                   },
};
