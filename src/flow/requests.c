/* What the person asks for: first the popup, then the page, then what is the same everywhere. */
#include <stdlib.h>
#include <string.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/file.h"
#include "sys/text.h"

void flow_close_popup(struct flow *flow)
{
    flow_popup(flow, NULL, NULL, 0);
}

static void step_page(struct flow *flow, int by)
{
    int page = (int)flow->page + by;
    if (page >= 0 && page < PAGE_COUNT) {
        flow_go(flow, (enum page)page);
    }
}

/* The address that belongs to the selected item stands in its details. */
static const char *link_of_details(const struct view *view)
{
    for (size_t i = 0; i < view->detail_count; i++) {
        if (view->details[i].role == LINE_LINK) {
            return view->details[i].text;
        }
    }
    return NULL;
}

static struct effect copy_text(struct flow *flow, const char *text)
{
    char *copy = must_copy(text);
    free(flow->copied);
    flow->copied = copy;
    return (struct effect){.kind = EFFECT_COPY, .text = flow->copied};
}

static struct effect copy_command(struct flow *flow)
{
    const struct view *view = flow_view(flow);
    for (size_t i = 0; i < view->detail_count; i++) {
        if (view->details[i].role == LINE_COMMAND) {
            return copy_text(flow, view->details[i].text);
        }
    }
    flow_say(flow, MARK_INFO, _("There is no command here to copy."));
    return no_effect();
}

/* "~/.local/state/..." where the file is below the person's home. */
static char *name_for_people(const char *path)
{
    const char *home = getenv("HOME");
    size_t length = home != NULL ? strlen(home) : 0;
    bool is_below = length > 1 && strncmp(path, home, length) == 0 && path[length] == '/';
    return is_below ? text_format("~%s", path + length) : must_copy(path);
}

static int write_copied(const struct flow *flow, const char *path)
{
    struct error err = {0};
    char *line = text_format("%s\n", flow->copied);
    bool is_written = file_make_folder(flow->state_folder, &err) == 0 &&
                      file_write(path, line, strlen(line), FILE_REPLACE, &err) == 0;
    error_clear(&err);
    free(line);
    return is_written ? 0 : -1;
}

char *flow_write_copied(struct flow *flow)
{
    if (flow->copied == NULL || flow->state_folder == NULL) {
        return NULL;
    }
    char *path = text_format("%s/command.txt", flow->state_folder);
    char *name = write_copied(flow, path) == 0 ? name_for_people(path) : NULL;
    free(path);
    return name;
}

static struct effect request_everywhere(struct flow *flow, enum request request)
{
    const char *link = NULL;
    switch (request) {
    case REQUEST_NEXT_PAGE: step_page(flow, 1); break;
    case REQUEST_BACK:
    case REQUEST_PREVIOUS_PAGE: step_page(flow, -1); break;
    case REQUEST_HELP: flow_popup(flow, &popup_help, NULL, 0); break;
    case REQUEST_CHECK_NOW:
        collector_check_now(flow->collector);
        flow_say(flow, MARK_INFO, _("All sources are being asked again."));
        break;
    case REQUEST_LINK:
    case REQUEST_QR:
        link = link_of_details(flow_view(flow));
        if (link != NULL) {
            flow_popup(flow, request == REQUEST_QR ? &popup_qr : &popup_link, link, 0);
        }
        break;
    case REQUEST_COPY: return copy_command(flow);
    case REQUEST_ACTIONS:
        if (flow->lab != NULL) {
            flow_popup(flow, &popup_actions, NULL, 0);
        }
        break;
    case REQUEST_LANGUAGE:
        if (language_count() > 1) {
            flow_popup(flow, &popup_language, NULL, 0);
        } else {
            flow_say(flow, MARK_INFO, _("This terminal can show the texts in English only."));
        }
        break;
    case REQUEST_PRESENT:
        flow->is_presented = !flow->is_presented;
        flow->is_view_old = true;
        break;
    case REQUEST_QUIT: return (struct effect){.kind = EFFECT_QUIT};
    case REQUEST_NONE:
    case REQUEST_UP:
    case REQUEST_DOWN:
    case REQUEST_PAGE_UP:
    case REQUEST_PAGE_DOWN:
    case REQUEST_FIRST:
    case REQUEST_LAST:
    case REQUEST_OTHER_PANE:
    case REQUEST_REDRAW:
    case REQUEST_SUSPEND:
    case REQUEST_FILTER:
    case REQUEST_OPEN:
    case REQUEST_CONFIRM:
    case REQUEST_STEPS:
    case REQUEST_FORMAT:
    case REQUEST_REDACT:
    case REQUEST_SAVE:
    case REQUEST_COUNT: break;
    }
    return no_effect();
}

/* A popup that is only read takes these; others are answered with flow_pick and flow_submit. */
static struct effect request_in_popup(struct flow *flow, enum request request)
{
    if (request == REQUEST_OPEN || request == REQUEST_BACK || request == REQUEST_HELP) {
        flow_cancel(flow);
    } else if (request == REQUEST_QR && flow->popup == &popup_link) {
        flow_popup(flow, &popup_qr, flow->popup_about, 0);
    }
    return no_effect();
}

struct effect flow_request(struct flow *flow, enum request request)
{
    struct effect effect = no_effect();
    if (flow->message != NULL && flow->message_until != 0) {
        flow->message_until = 0;
        flow->is_view_old = true;
    }
    if (request == REQUEST_QUIT) {
        return (struct effect){.kind = EFFECT_QUIT};
    }
    if (flow->popup != NULL) {
        return request_in_popup(flow, request);
    }
    flow_view(flow);
    if (page_rooms[flow->page].request(flow, request, flow_selected_id(flow), &effect)) {
        return effect;
    }
    return request_everywhere(flow, request);
}

void flow_select(struct flow *flow, size_t item)
{
    const struct view *view = flow_view(flow);
    if (item < view->item_count && item != view->selected) {
        flow_select_id(flow, flow->page, flow->sheet.ids[item]);
        flow->is_path_touched = flow->is_path_touched || flow->page == PAGE_PATH;
        flow_changed(flow);
    }
}

void flow_filter(struct flow *flow, const char *words)
{
    char *copy = words != NULL && *words != '\0' ? must_copy(words) : NULL;
    free(flow->filter);
    flow->filter = copy;
    flow->is_view_old = true;
}

struct effect flow_pick(struct flow *flow, size_t item)
{
    const struct popup *popup = flow->popup;
    if (popup == NULL || popup->pick == NULL) {
        flow_close_popup(flow);
        return no_effect();
    }
    return popup->pick(flow, item);
}

struct effect flow_submit(struct flow *flow, const char *const *values, size_t count)
{
    const struct popup *popup = flow->popup;
    if (popup == NULL || popup->submit == NULL) {
        flow_close_popup(flow);
        return no_effect();
    }
    return popup->submit(flow, values, count);
}

void flow_cancel(struct flow *flow)
{
    if (flow->popup != NULL && flow->popup->cancel != NULL) {
        flow->popup->cancel(flow);
    }
    if (flow->popup != NULL) {
        flow_close_popup(flow);
    }
}
