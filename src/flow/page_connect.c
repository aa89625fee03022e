/* Connect: where the facts come from. */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"

#define GO_ON "go-on"

const struct role *connect_role(const struct flow *flow, const char *id)
{
    for (size_t i = 0; i < flow->guide->own->role_count; i++) {
        if (strcmp(flow->guide->own->roles[i].id, id) == 0) {
            return &flow->guide->own->roles[i];
        }
    }
    return NULL;
}

static enum mark mark_of_source(enum source_state state)
{
    static const enum mark marks[] = {
        [SOURCE_NONE] = MARK_TODO,   [SOURCE_UNAVAILABLE] = MARK_OFF, [SOURCE_CHECKING] = MARK_BUSY,
        [SOURCE_LIVE] = MARK_OK,     [SOURCE_LOADED] = MARK_OK,       [SOURCE_RETRYING] = MARK_WARN,
        [SOURCE_FAILED] = MARK_FAIL,
    };
    return marks[state];
}

static const char *words_of_source(enum source_state state)
{
    static const char *const words[] = {
        [SOURCE_NONE] = N_("not connected yet"),
        [SOURCE_UNAVAILABLE] = N_("not available"),
        [SOURCE_CHECKING] = N_("checking"),
        [SOURCE_LIVE] = N_("live"),
        [SOURCE_LOADED] = N_("read"),
        [SOURCE_RETRYING] = N_("trying again"),
        [SOURCE_FAILED] = N_("failed"),
    };
    return _(words[state]);
}

static const char *words_of_way(enum connection_way way)
{
    static const char *const words[CONNECTION_WAY_COUNT] = {
        [CONNECTION_NONE] = N_("nothing chosen yet"),
        [CONNECTION_LOCAL] = N_("this machine"),
        [CONNECTION_SSH] = "ssh",
        [CONNECTION_VSPHERE] = "vSphere API",
        [CONNECTION_AZ] = "az",
        [CONNECTION_FILE] = N_("facts file"),
        [CONNECTION_UNAVAILABLE] = N_("no way to look"),
    };
    return _(words[way]);
}

/* "live", or for how long a source that should be live has been silent. */
static const char *words_of_status(struct flow *flow, const struct source_status *status)
{
    if (!status->is_stale) {
        bool is_slow = status->state == SOURCE_CHECKING && status->is_slow;
        return is_slow ? _("taking longer than usual") : words_of_source(status->state);
    }
    char *age = flow_age(clock_now() - status->answered_at);
    const char *words = pool_format(&flow->sheet.pool, _("no answer for %s"), age);
    free(age);
    return words;
}

static struct view_item item_of_role(struct flow *flow, const struct role *role)
{
    if (flow->lab != NULL) {
        return (struct view_item){
            .mark = MARK_OK, .title = _(role->title), .value = _("practice lab")};
    }
    struct source_status status = collector_status(flow->collector, role->id);
    const struct connection *connection = session_connection(flow->session, role->id);
    const char *words = words_of_status(flow, &status);
    const char *address = connection == NULL            ? NULL
                          : connection->address != NULL ? connection->address
                                                        : words_of_way(connection->way);
    bool has_address =
        address != NULL && status.state != SOURCE_NONE && status.state != SOURCE_UNAVAILABLE;
    return (struct view_item){
        .mark = status.is_stale ? MARK_WARN : mark_of_source(status.state),
        .title = _(role->title),
        .value = has_address ? pool_format(&flow->sheet.pool, _("%s: %s"), words, address) : words,
    };
}

void page_connect_list(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    sheet->view.lead = flow->lab != NULL
                           ? _("All facts come from the practice lab; no real system is asked.")
                           : _("Where can the wizard look? It only reads.");
    for (size_t i = 0; i < flow->guide->own->role_count; i++) {
        const struct role *role = &flow->guide->own->roles[i];
        sheet_item(sheet, role->id, item_of_role(flow, role));
    }
    sheet_item(sheet, GO_ON, (struct view_item){.title = _("Go on to Prerequisites")});
    sheet_key(sheet, REQUEST_OPEN, _("connect"));
    sheet_key(sheet, REQUEST_NEXT_PAGE, NULL);
    sheet_key(sheet, REQUEST_CHECK_NOW, NULL);
    sheet_key(sheet, REQUEST_BACK, NULL);
    sheet_key(sheet, REQUEST_HELP, NULL);
    sheet_key(sheet, REQUEST_QUIT, NULL);
}

static void explain_trouble(struct flow *flow, const struct source_status *status)
{
    struct sheet *sheet = &flow->sheet;
    if (status->message != NULL) {
        sheet_mark_line(sheet, mark_of_source(status->state), status->message);
    }
    if (status->kind != NULL && strcmp(status->kind, "trust") == 0) {
        sheet_line(sheet, LINE_FIELD, _("Do"),
                   _("Press Enter to see the certificate and to decide."));
    } else if (status->state == SOURCE_FAILED) {
        sheet_line(sheet, LINE_FIELD, _("Do"), _("Press Enter to enter it again."));
    }
    if (status->retry_at != 0) {
        int64_t seconds = (status->retry_at - clock_now()) / 1000;
        sheet_line(sheet, LINE_FIELD, _("Next"),
                   pool_format(&sheet->pool, _("The next try comes by itself in about %lld s."),
                               (long long)(seconds > 0 ? seconds : 0)));
    }
}

void page_connect_details(struct flow *flow, const char *id)
{
    struct sheet *sheet = &flow->sheet;
    const struct role *role = id != NULL ? connect_role(flow, id) : NULL;
    if (role == NULL) {
        sheet_rename_key(sheet, REQUEST_OPEN, _("go on"));
        flow_notes(flow, NOTE_CONNECT);
        sheet_line(sheet, LINE_PARAGRAPH, NULL,
                   _("What you leave out is fine: those checks stay unknown, and you can confirm "
                     "them by hand."));
        return;
    }
    sheet->view.detail_title = _(role->title);
    if (flow->lab == NULL) {
        struct source_status status = collector_status(flow->collector, role->id);
        const struct connection *connection = session_connection(flow->session, role->id);
        explain_trouble(flow, &status);
        if (connection != NULL && connection->way != CONNECTION_NONE) {
            sheet_line(sheet, LINE_FIELD, _("How"), words_of_way(connection->way));
            sheet_line(sheet, LINE_FIELD, _("Where"), connection->address);
            sheet_line(sheet, LINE_FIELD, _("Machine"), connection->vm);
        }
    }
    sheet_line(sheet, LINE_PARAGRAPH, NULL,
               pool_keep(&sheet->pool, fill(_(role->help), flow->facts, FILL_PLAIN)));
}

bool page_connect_request(struct flow *flow, enum request request, const char *id,
                          struct effect *ret_effect)
{
    (void)ret_effect;
    if (request != REQUEST_OPEN || id == NULL) {
        return false;
    }
    if (strcmp(id, GO_ON) == 0) {
        flow_go(flow, PAGE_PREREQUISITES);
        return true;
    }
    struct source_status status = collector_status(flow->collector, id);
    bool is_trust = flow->lab == NULL && status.state == SOURCE_FAILED && status.kind != NULL &&
                    strcmp(status.kind, "trust") == 0;
    flow_popup(flow, is_trust ? &popup_trust : &popup_way, id, 0);
    return true;
}
