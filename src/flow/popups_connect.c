/* Popups of the page Connect: the way, the address, and whether to trust a certificate. */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "sys/file.h"
#include "sys/hide.h"
#include "sys/pins.h"
#include "sys/text.h"

/* --- the way --- */

#define LAB_PLACE (-1) /* the practice lab, or leaving it */

struct way_choice {
    int way; /* enum connection_way, or LAB_PLACE */
    const char *title;
    const char *about;
};

static const struct way_choice way_choices[] = {
    {CONNECTION_LOCAL,       N_("This machine"),  N_("the wizard runs on it")                      },
    {CONNECTION_SSH,         "ssh",               N_("OpenSSH, with your own keys")                },
    {CONNECTION_VSPHERE,     "vSphere API",       N_("https, with a user and a password")          },
    {CONNECTION_AZ,          "az",                N_("the Azure CLI of this machine, logged in")   },
    {CONNECTION_FILE,        N_("Facts file"),    N_("what \"eflow-wizard facts\" wrote elsewhere")},
    {LAB_PLACE,              N_("Practice lab"),  N_("a simulated system, to learn and to show")   },
    {CONNECTION_UNAVAILABLE, N_("Not available"), N_("those checks stay unknown")                  },
};

static bool is_offered(const struct role *role, const struct way_choice *choice)
{
    switch (choice->way) {
    case CONNECTION_LOCAL: return role->ways[WAY_LOCAL];
    case CONNECTION_SSH: return role->ways[WAY_SSH];
    case CONNECTION_VSPHERE: return role->ways[WAY_VSPHERE];
    case CONNECTION_AZ: return role->ways[WAY_AZ];
    default: return true;
    }
}

static const struct way_choice *choice_at(const struct role *role, size_t place)
{
    for (size_t i = 0; i < sizeof way_choices / sizeof *way_choices; i++) {
        if (is_offered(role, &way_choices[i]) && place-- == 0) {
            return &way_choices[i];
        }
    }
    return NULL;
}

static void build_way(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct role *role = connect_role(flow, flow->popup_about);
    flow_start_popup(flow, POPUP_MENU, _(role->title), _("choose"));
    if (flow->lab != NULL) {
        sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                         _("You are in the practice lab. To look at a real system, leave it."));
        sheet_popup_item(sheet, (struct view_item){.title = _("Stay in the practice lab")});
        sheet_popup_item(sheet, (struct view_item){.title = _("Leave the practice lab")});
        return;
    }
    const struct connection *now = session_connection(flow->session, role->id);
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL, _("How can the wizard look at it?"));
    const struct way_choice *choice = NULL;
    for (size_t i = 0; (choice = choice_at(role, i)) != NULL; i++) {
        bool is_chosen = now != NULL && choice->way == (int)now->way;
        if (is_chosen) {
            sheet->popup.selected = i;
        }
        sheet_popup_item(sheet, (struct view_item){.title = _(choice->title),
                                                   .value = _(choice->about),
                                                   .chosen = is_chosen});
    }
}

static void pick_real_way(struct flow *flow, const char *role, const struct way_choice *choice)
{
    if (choice->way == LAB_PLACE) {
        flow_close_popup(flow);
        flow_use_lab(flow, flow->guide->own->id);
    } else if (choice->way == CONNECTION_UNAVAILABLE ||
               (choice->way == CONNECTION_LOCAL && strcmp(role, "guest") == 0)) {
        char *copy = must_copy(role);
        session_connect(flow->session, role, (enum connection_way)choice->way, NULL, NULL);
        flow_close_popup(flow);
        flow_connect(flow, copy, NULL);
        free(copy);
    } else {
        flow_popup(flow, &popup_address, role, choice->way);
    }
}

static struct effect pick_way(struct flow *flow, size_t item)
{
    const struct role *role = connect_role(flow, flow->popup_about);
    if (flow->lab != NULL) {
        flow_close_popup(flow);
        if (item == 1) {
            flow_use_lab(flow, NULL);
        }
        return no_effect();
    }
    const struct way_choice *choice = role != NULL ? choice_at(role, item) : NULL;
    if (choice != NULL) {
        pick_real_way(flow, role->id, choice);
    }
    return no_effect();
}

const struct popup popup_way = {.build = build_way, .pick = pick_way};

/* --- the address --- */

/* A field of the form, and which ways have it. */
enum address_field { ADDRESS, MACHINE, PASSWORD };

static bool has_field(int way, const char *role, enum address_field field)
{
    bool is_guest = strcmp(role, "guest") == 0;
    switch (field) {
    case ADDRESS: return way != CONNECTION_LOCAL;
    case MACHINE:
        return way == CONNECTION_VSPHERE ||
               (way != CONNECTION_FILE && way != CONNECTION_AZ && !is_guest);
    case PASSWORD: return way == CONNECTION_VSPHERE;
    }
    return false;
}

static const char *address_label(int way)
{
    switch (way) {
    case CONNECTION_FILE: return _("Facts file");
    case CONNECTION_AZ: return _("Resource group/VM");
    default: return _("Address");
    }
}

static const char *address_help(int way)
{
    switch (way) {
    case CONNECTION_SSH: return _("ssh://USER@HOST or ssh://USER@HOST:PORT");
    case CONNECTION_VSPHERE: return _("https://USER@HOST, of the ESXi host or the vCenter");
    case CONNECTION_AZ: return _("RESOURCE-GROUP/NAME, as \"az vm show\" takes them");
    default: return _("The file that \"eflow-wizard facts\" wrote, or the script's output");
    }
}

static const char *address_start(int way)
{
    return way == CONNECTION_SSH ? "ssh://" : way == CONNECTION_VSPHERE ? "https://root@" : "";
}

static void build_address(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct role *role = connect_role(flow, flow->popup_about);
    int way = flow->popup_number;
    const struct connection *old = session_connection(flow->session, role->id);
    bool is_same_way = old != NULL && (int)old->way == way;
    const char *address = is_same_way ? old->address : NULL;
    const char *vm = is_same_way ? old->vm : NULL;
    flow_start_popup(flow, POPUP_FORM, _(role->title), _("connect"));
    if (has_field(way, role->id, ADDRESS)) {
        sheet_popup_field(sheet, (struct view_field){
                                     .kind = FIELD_TEXT,
                                     .label = address_label(way),
                                     .help = address_help(way),
                                     .value = address != NULL ? address : address_start(way),
                                 });
    }
    if (has_field(way, role->id, MACHINE)) {
        sheet_popup_field(sheet, (struct view_field){
                                     .kind = FIELD_TEXT,
                                     .label = _("Name of the VM"),
                                     .help = _("The virtual machine that will host EFLOW"),
                                     .value = vm,
                                 });
    }
    if (has_field(way, role->id, PASSWORD)) {
        sheet_popup_field(sheet, (struct view_field){
                                     .kind = FIELD_SECRET,
                                     .label = _("Password"),
                                     .help = _("It is never stored, and never shown."),
                                 });
    }
}

/* Why an address cannot be right, NULL when it can. */
static const char *trouble_with(int way, const char *address)
{
    size_t place = 0;
    if (hide_find_password(address, &place) > 0) {
        return _(
            "The address holds a password, where others could see it. Leave it out; the wizard "
            "asks for it.");
    }
    if (way == CONNECTION_SSH && (!text_starts(address, "ssh://") || strlen(address) < 7)) {
        return _("An address like ssh://USER@HOST is expected.");
    }
    if (way == CONNECTION_VSPHERE && !text_starts(address, "https://")) {
        return _("An address like https://USER@HOST is expected.");
    }
    if (way == CONNECTION_AZ && strchr(address, '/') == NULL) {
        return _("Resource group and name with a slash between them are expected.");
    }
    if (way == CONNECTION_FILE && !file_exists(address)) {
        return _("There is no such file.");
    }
    return NULL;
}

static struct effect submit_address(struct flow *flow, const char *const *values, size_t count)
{
    int way = flow->popup_number;
    char *role = must_copy(flow->popup_about);
    const char *fields[3] = {NULL, NULL, NULL};
    size_t next = 0;
    for (enum address_field field = ADDRESS; field <= PASSWORD; field++) {
        if (has_field(way, role, field) && next < count) {
            fields[field] = values[next++];
        }
    }
    const char *trouble = fields[ADDRESS] != NULL ? trouble_with(way, fields[ADDRESS]) : NULL;
    if (trouble != NULL) {
        flow_refuse(flow, 0, trouble);
    } else {
        session_connect(flow->session, role, (enum connection_way)way, fields[ADDRESS],
                        fields[MACHINE]);
        if (fields[PASSWORD] != NULL && *fields[PASSWORD] != '\0') {
            flow_keep_secret(flow, fields[PASSWORD]);
        }
        flow_close_popup(flow);
        flow_connect(flow, role, fields[PASSWORD] != NULL ? flow->secret : NULL);
    }
    free(role);
    return no_effect();
}

const struct popup popup_address = {.build = build_address, .submit = submit_address};

/* --- trust --- */

static const char *detail_text(const struct source_status *status, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(status->detail, key));
}

static bool has_changed(const struct source_status *status)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(status->detail, "changed"));
}

static void add_certificate(struct flow *flow, const struct source_status *status)
{
    static const struct {
        const char *key;
        const char *label;
    } rows[] = {
        {"host",      N_("Host")       },
        {"subject",   N_("For")        },
        {"issuer",    N_("Issued by")  },
        {"not_after", N_("Valid until")},
        {"sha256",    "SHA-256"        },
        {"sha1",      "SHA-1"          },
        {"expected",  N_("Remembered") }
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = detail_text(status, rows[i].key);
        if (text != NULL) {
            sheet_popup_line(&flow->sheet, LINE_FIELD, _(rows[i].label), text);
        }
    }
}

static void build_trust(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    struct source_status status = collector_status(flow->collector, flow->popup_about);
    bool is_other = has_changed(&status);
    flow_start_popup(flow, is_other ? POPUP_TEXT : POPUP_MENU,
                     is_other ? _("The certificate has changed") : _("Is this your server?"),
                     is_other ? _("close") : _("choose"));
    add_certificate(flow, &status);
    if (is_other) {
        char *file = flow->config_folder != NULL ? pins_file(flow->config_folder) : NULL;
        sheet_popup_line(
            sheet, LINE_PARAGRAPH, NULL,
            _("This is not the certificate that was trusted before. Somebody may stand "
              "between you and the server, so the wizard stops here and sends no "
              "password."));
        sheet_popup_line(
            sheet, LINE_PARAGRAPH, NULL,
            pool_format(&sheet->pool,
                        _("If you know why it changed, remove the host from %s and connect again."),
                        file != NULL ? file : "?"));
        free(file);
        return;
    }
    sheet_popup_line(
        sheet, LINE_PARAGRAPH, NULL,
        _("Nobody vouches for this certificate; that is usual for ESXi. Compare a "
          "fingerprint with the one on the host's own console. No password was sent."));
    sheet_popup_item(sheet, (struct view_item){.title = _("Do not connect")});
    sheet_popup_item(sheet, (struct view_item){.title = _("Trust this certificate for this host")});
}

static void remember(struct flow *flow, const struct source_status *status, struct error *err)
{
    const char *host = detail_text(status, "host");
    const char *sha256 = detail_text(status, "sha256");
    if (flow->config_folder == NULL || host == NULL || sha256 == NULL) {
        error_set(err, EXIT_CANNOT_WRITE, _("There is no folder to remember the certificate in."));
        return;
    }
    char *file = pins_file(flow->config_folder);
    if (file_make_folder(flow->config_folder, err) == 0) {
        pins_remember(file, host, sha256, err);
    }
    free(file);
}

static struct effect pick_trust(struct flow *flow, size_t item)
{
    struct error err = {0};
    char *role = must_copy(flow->popup_about);
    struct source_status status = collector_status(flow->collector, role);
    if (item == 1 && !has_changed(&status)) {
        remember(flow, &status, &err);
        if (err.what != NULL) {
            flow_say(flow, MARK_FAIL, err.what);
        } else {
            flow_connect(flow, role, flow->secret);
        }
    }
    flow_close_popup(flow);
    error_clear(&err);
    free(role);
    return no_effect();
}

const struct popup popup_trust = {.build = build_trust, .pick = pick_trust};
