#include "config.h"

#include "fake_flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_pages.h"
#include "sys/text.h"

struct flow {
    struct fake_setup setup;
    struct fake_state state;
    struct view view;
    struct view_popup popup;
    size_t selected[PAGE_COUNT];
    char *filter;
    const char *trouble;
    size_t trouble_at;
    const char *message;
    unsigned serial;
    struct view_item *shown; /* the items that the filter leaves */
    void (*on_change)(void *user);
    void *user;
};

struct flow *fake_start(const struct fake_setup *setup)
{
    struct flow *flow = must_alloc(sizeof *flow);

    flow->setup = *setup;
    flow->state.page = setup->page;
    flow->state.is_long = setup->is_long;
    flow->state.is_plain = setup->is_plain;
    flow->state.address = setup->address;
    return flow;
}

void fake_end(struct flow *flow)
{
    free(flow->filter);
    free(flow->shown);
    fake_pages_forget();
    free(flow);
}

static void tell(struct flow *flow)
{
    if (flow->on_change)
        flow->on_change(flow->user);
}

void fake_change_fact(struct flow *flow)
{
    flow->state.is_exposed = !flow->state.is_exposed;
    flow->state.has_changed = true;
    tell(flow);
}

void fake_calm_down(struct flow *flow)
{
    flow->state.has_changed = false;
    tell(flow);
}

const char *page_title(enum page page)
{
    static const char *const titles[] = {"Path",          "Plan",  "Connect",
                                         "Prerequisites", "Steps", "Report"};
    return titles[page];
}

/* --- the view -------------------------------------------------------------------------------- */

static void apply_filter(struct flow *flow)
{
    struct view *view = &flow->view;
    size_t count = 0;

    if (!flow->filter)
        return;
    free(flow->shown);
    flow->shown = must_alloc((view->item_count + 1) * sizeof *flow->shown);
    for (size_t i = 0; i < view->item_count; i++) {
        if (strstr(view->items[i].title, flow->filter))
            flow->shown[count++] = view->items[i];
    }
    view->filter = flow->filter;
    view->items = flow->shown;
    view->item_count = count;
}

static void add_popup(struct flow *flow)
{
    if (flow->state.popup == FAKE_NONE)
        return;
    flow->popup = (struct view_popup){.serial = flow->serial};
    fake_popup(&flow->state, &flow->popup);
    flow->popup.trouble = flow->trouble;
    if (flow->trouble)
        flow->popup.selected = flow->trouble_at;
    flow->view.popup = &flow->popup;
}

const struct view *flow_view(struct flow *flow)
{
    struct view *view = &flow->view;
    size_t *selected = &flow->selected[flow->state.page];

    *view = (struct view){.page = flow->state.page};
    fake_page(&flow->state, *selected, view);
    apply_filter(flow);
    if (*selected >= view->item_count)
        *selected = view->item_count > 0 ? view->item_count - 1 : 0;
    view->selected = *selected;
    view->message = flow->message;
    view->message_mark = MARK_OK;
    add_popup(flow);
    return view;
}

/* --- requests -------------------------------------------------------------------------------- */

static void open_popup(struct flow *flow, enum fake_popup popup)
{
    flow->state.popup = popup;
    flow->trouble = NULL;
    flow->serial++;
}

static void turn_page(struct flow *flow, int by)
{
    int page = (int)flow->state.page + by;

    if (page < 0 || page >= PAGE_COUNT)
        return;
    flow->state.page = (enum page)page;
    free(flow->filter);
    flow->filter = NULL;
}

static void open_item(struct flow *flow)
{
    if (flow->state.page == PAGE_CONNECT)
        open_popup(flow, FAKE_FORM);
    else
        turn_page(flow, 1);
}

static struct effect no_effect(void)
{
    return (struct effect){EFFECT_NONE, NULL};
}

struct effect flow_request(struct flow *flow, enum request request)
{
    flow->message = NULL;
    if (request == REQUEST_QUIT)
        return (struct effect){EFFECT_QUIT, NULL};
    if (request == REQUEST_COPY)
        return (struct effect){EFFECT_COPY, "Shutdown-VMGuest -VM edge-01"};
    if (request == REQUEST_OPEN)
        open_item(flow);
    else if (request == REQUEST_NEXT_PAGE)
        turn_page(flow, 1);
    else if (request == REQUEST_BACK || request == REQUEST_PREVIOUS_PAGE)
        turn_page(flow, -1);
    else if (request == REQUEST_HELP)
        open_popup(flow, FAKE_TEXT);
    else if (request == REQUEST_FORMAT)
        open_popup(flow, FAKE_MENU);
    else if (request == REQUEST_ACTIONS)
        open_popup(flow, FAKE_LONG_MENU);
    else if (request == REQUEST_SAVE)
        open_popup(flow, FAKE_LONG_FORM);
    else if (request == REQUEST_LINK)
        open_popup(flow, FAKE_LINK);
    else if (request == REQUEST_QR)
        open_popup(flow, FAKE_QR);
    else if (request == REQUEST_CHECK_NOW)
        flow->message = "All systems are being asked again.";
    return no_effect();
}

void flow_select(struct flow *flow, size_t item)
{
    flow->selected[flow->state.page] = item;
}

void flow_filter(struct flow *flow, const char *words)
{
    free(flow->filter);
    flow->filter = words && *words ? must_copy(words) : NULL;
    flow->selected[flow->state.page] = 0;
}

struct effect flow_pick(struct flow *flow, size_t item)
{
    static char message[64];

    snprintf(message, sizeof message, "Item %zu was picked.", item);
    flow->message = message;
    flow->state.popup = FAKE_NONE;
    return no_effect();
}

struct effect flow_submit(struct flow *flow, const char *const *values, size_t count)
{
    if (flow->state.popup == FAKE_FORM && !*values[1]) {
        flow->trouble = "The address is missing; write the name or the IP address of the host.";
        flow->trouble_at = 1;
        return no_effect();
    }
    FILE *file = fopen("submitted", "w");
    for (size_t i = 0; file && i < count; i++)
        fprintf(file, "%s\n", values[i]);
    if (file)
        fclose(file);
    flow->state.popup = FAKE_NONE;
    flow->message = "The connection is being tried.";
    return no_effect();
}

char *flow_write_copied(struct flow *flow)
{
    (void)flow;
    return NULL;
}

void flow_cancel(struct flow *flow)
{
    flow->state.popup = FAKE_NONE;
}

void flow_listen(struct flow *flow, void (*on_change)(void *user), void *user)
{
    flow->on_change = on_change;
    flow->user = user;
}

void flow_save(struct flow *flow)
{
    FILE *file = fopen("saved", "a");

    if (!file)
        return;
    fprintf(file, "%s\n", page_title(flow->state.page));
    fclose(file);
}
