/* The language, chosen while the wizard runs. */
#include <stdlib.h>
#include <string.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/text.h"

void flow_complain_of_language(struct flow *flow)
{
    const char *name = language_unshowable();
    if (name != NULL) {
        char *sentence = text_format(
            _("This terminal cannot show the letters of the language %s; the texts are English."),
            name);
        flow_say(flow, MARK_WARN, sentence);
        free(sentence);
    }
}

/* Reasons that came with the facts are texts, too: the lab and the probes say them anew. */
static void ask_anew(struct flow *flow)
{
    if (flow->lab != NULL) {
        collector_lab_changed(flow->collector);
    } else {
        flow_connect_all(flow);
    }
}

void flow_take_language(struct flow *flow, const char *name)
{
    if (language_choose(name) == LANGUAGE_MISSING) {
        return;
    }
    char *copy = must_copy(name);
    free(flow->session->language);
    flow->session->language = copy;
    free(flow->message);
    flow->message = NULL;
    changes_forget_words(&flow->changes);
    flow_complain_of_language(flow);
}

void flow_speak(struct flow *flow, const char *name)
{
    flow_take_language(flow, name);
    ask_anew(flow);
    flow_reassess(flow);
}

static void build_language(struct flow *flow)
{
    flow_start_popup(flow, POPUP_MENU, _("Language"), _("choose"));
    for (size_t i = 0; i < language_count(); i++) {
        bool is_now = strcmp(language_name(i), language_now()) == 0;
        sheet_popup_item(&flow->sheet,
                         (struct view_item){.title = language_title(i), .chosen = is_now});
        if (is_now) {
            flow->sheet.popup.selected = i;
        }
    }
}

static struct effect pick_language(struct flow *flow, size_t item)
{
    flow_close_popup(flow);
    if (item >= language_count()) {
        return no_effect();
    }
    flow_speak(flow, language_name(item));
    return (struct effect){.kind = EFFECT_LANGUAGE};
}

const struct popup popup_language = {.build = build_language, .pick = pick_language};
