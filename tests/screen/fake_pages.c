#include "config.h"

#include "fake_pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

/* Entries of tables; as braces they would be aligned to endless lines. */
#define ITEM(mark, number, title, value)                                                           \
    {                                                                                              \
        mark, number, title, value, false, false                                                   \
    }
#define LINE(role, mark, label, text)                                                              \
    {                                                                                              \
        role, mark, label, text                                                                    \
    }
#define FIELD(kind, label, help, value)                                                            \
    {                                                                                              \
        kind, label, help, value, 0, NULL                                                          \
    }
#define KEY(request, text)                                                                         \
    {                                                                                              \
        request, text, false                                                                       \
    }
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define ADDRESS "https://learn.microsoft.com/azure/iot-edge/nested-virtualization"

enum { LONG_COUNT = 200, TEXT_SIZE = 48 };

/* --- picture --------------------------------------------------------------------------------- */

static void add_picture(const struct fake_state *state, struct view *view)
{
    static struct picture_layer layers[5];

    layers[0] = (struct picture_layer){
        "Physical host", "Intel host", MARK_OK, "Intel, virtualization on", NULL, false};
    layers[1] = (struct picture_layer){"VMware ESXi 7.0.3", "ESXi 7.0.3", MARK_OK,
                                       "build 20328353",    NULL,         false};
    layers[2] = (struct picture_layer){"edge-01 (Windows 11)",
                                       "edge-01",
                                       state->is_exposed ? MARK_OK : MARK_FAIL,
                                       state->is_exposed ? "running, virtualization exposed"
                                                         : "running, not exposed",
                                       state->is_exposed ? "ON, exposed" : "ON, not exposed",
                                       state->has_changed};
    layers[3] =
        (struct picture_layer){"Hyper-V", "Hyper-V", MARK_OFF, "not installed", "off", false};
    layers[4] =
        (struct picture_layer){"EFLOW VM (Linux)", "EFLOW", MARK_OFF, "not deployed", "-", false};
    view->picture = (struct picture){.layer_count = COUNT(layers), .layers = layers};
}

/* --- pages ----------------------------------------------------------------------------------- */

static void path_page(struct view *view)
{
    static const struct view_item items[] = {
        ITEM(MARK_NONE, NULL, "Local virtual machine on Hyper-V", NULL),
        ITEM(MARK_NONE, NULL, "Windows virtual machine on VMware ESXi", NULL),
        ITEM(MARK_NONE, NULL, "Azure virtual machine", NULL),
    };
    static const struct view_line details[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
             "The Windows machine is a virtual machine on an ESXi host. Hardware virtualization "
             "has to "
             "be "
             "exposed to it before the deployment starts, while it is turned off."),
        LINE(LINE_BLANK, MARK_NONE, NULL, NULL),
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
             "Document: Nested virtualization for EFLOW, 2022-11-15"),
    };
    static const struct view_key keys[] = {
        KEY(REQUEST_OPEN, "next"), KEY(REQUEST_LINK, "open the document"),
        KEY(REQUEST_HELP, "help"), KEY(REQUEST_LANGUAGE, "language"), KEY(REQUEST_QUIT, "quit")};

    view->context = "practice lab";
    view->picture_is_large = true;
    view->lead = "Where will the Windows machine that hosts EFLOW run?";
    view->items = items;
    view->item_count = COUNT(items);
    view->details = details;
    view->detail_count = COUNT(details);
    view->keys = keys;
    view->key_count = COUNT(keys);
}

static void plan_page(struct view *view)
{
    static const struct view_item items[] = {
        ITEM(MARK_NONE, NULL, "Windows", "client, seen on edge-01"),
        ITEM(MARK_NONE, NULL, "Virtual switch", "Default Switch"),
        ITEM(MARK_NONE, NULL, "Memory", "1024 MB"),
        ITEM(MARK_WARN, NULL, "Processors", "4, the machine has 4"),
        ITEM(MARK_NONE, NULL, "Disk", "29 GB"),
        ITEM(MARK_NONE, NULL, "Address", "by DHCP"),
    };
    static const struct view_line details[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
             "The Default Switch hands out addresses itself. It exists on client Windows only."),
        LINE(LINE_FIELD, MARK_NONE, "Choices", "Default Switch, internal, external"),
    };
    static const struct view_key keys[] = {KEY(REQUEST_OPEN, "change"),
                                           KEY(REQUEST_NEXT_PAGE, "next page"),
                                           KEY(REQUEST_BACK, "back"), KEY(REQUEST_HELP, "help")};

    view->lead = "What will be passed to Deploy-Eflow?";
    view->items = items;
    view->item_count = COUNT(items);
    view->detail_title = "Virtual switch";
    view->details = details;
    view->detail_count = COUNT(details);
    view->keys = keys;
    view->key_count = COUNT(keys);
}

/* Where virtualization is exposed, the address is a text like any other. */
static void connect_page(const struct fake_state *state, struct view *view)
{
    static const struct view_item items[] = {
        ITEM(MARK_OK, NULL, "Windows machine", "ssh admin@edge-01, answers"),
        ITEM(MARK_BUSY, NULL, "ESXi host or vCenter", "https://esx-01.lab, being asked"),
        ITEM(MARK_OFF, NULL, "Büro 東京のサーバー 計算機", "not available"),
        ITEM(MARK_OFF, NULL, "Cafe\xcc\x81 combining marks", "re\xcc\x81sume\xcc\x81"),
    };
    static struct view_line details[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
             "仮想マシンの電源を切ってから、設定を変更してください。（ホスト側の設定）「入れ子にな"
             "った"
             "仮想化」"
             "を有効にします。終わったら、もう一度起動します。Mixed with English words in between, "
             "再起動。"),
        LINE(LINE_FIELD, MARK_NONE, "Rights", "System.Read on the host and on the virtual machine"),
        LINE(LINE_LINK, MARK_NONE, "Read", ADDRESS),
    };
    static const struct view_key keys[] = {KEY(REQUEST_OPEN, "change"),
                                           KEY(REQUEST_CHECK_NOW, "test"),
                                           KEY(REQUEST_BACK, "back"), KEY(REQUEST_HELP, "help")};

    details[2].role = state->is_exposed ? LINE_FIELD : LINE_LINK;
    view->lead = "Where do the facts come from?";
    view->fresh = "live, 1 s ago";
    view->items = items;
    view->item_count = COUNT(items);
    view->detail_title = "ESXi host or vCenter";
    view->detail_tag = "BEING ASKED";
    view->details = details;
    view->detail_count = COUNT(details);
    view->keys = keys;
    view->key_count = COUNT(keys);
}

static char (*long_texts)[TEXT_SIZE];
static struct view_item *long_items;
static struct qr *code; /* of the last popup */

static void make_long_list(struct view *view)
{
    if (!long_items) {
        long_items = must_alloc(LONG_COUNT * sizeof *long_items);
        long_texts = must_alloc(LONG_COUNT * sizeof *long_texts);
    }
    for (size_t i = 0; i < LONG_COUNT; i++) {
        snprintf(long_texts[i], TEXT_SIZE, "Check number %zu of a long list", i + 1);
        long_items[i] = (struct view_item){
            i % 7 == 0 ? MARK_UNKNOWN : MARK_OK, NULL, long_texts[i], "yes", false, false};
    }
    view->items = long_items;
    view->item_count = LONG_COUNT;
}

void fake_pages_forget(void)
{
    free(long_items);
    free(long_texts);
    free(code);
    code = NULL;
    long_items = NULL;
    long_texts = NULL;
}

static void check_list(const struct fake_state *state, struct view *view)
{
    static struct view_item items[] = {
        ITEM(MARK_FAIL, NULL, "Virtualization exposed to the VM", NULL),
        ITEM(MARK_WARN, NULL, "Memory for EFLOW", "2.1 GB free, plan 1 GB + 2 GB spare"),
        ITEM(MARK_UNKNOWN, NULL, "Promiscuous mode", "no answer from the host for 30 s"),
        ITEM(MARK_UNKNOWN, NULL, "Forged transmits", "no answer from the host for 30 s"),
        ITEM(MARK_OK, NULL, "ESXi release", "7.0.3 build 20328353"),
        ITEM(MARK_OK, NULL, "Host processor", "Intel"),
        ITEM(MARK_OK, NULL, "Windows edition and build", "Windows 11 Pro, 22631"),
        ITEM(MARK_CONFIRMED, NULL, "Group policy allows ICS", "confirmed by you"),
        ITEM(MARK_OK, NULL, "PowerShell", "5.1"),
        ITEM(MARK_OK, NULL, "Execution policy", "RemoteSigned"),
        ITEM(MARK_OK, NULL, "Disk space", "81 GB free"),
        ITEM(MARK_SKIPPED, NULL, "NAT network", "not needed"),
    };

    items[0].mark = state->is_exposed ? MARK_OK : MARK_FAIL;
    items[0].value = state->is_exposed ? "on" : "off";
    items[0].changed = state->has_changed;
    view->items = items;
    view->item_count = COUNT(items);
}

static void prerequisites_page(const struct fake_state *state, size_t selected, struct view *view)
{
    static const struct view_line details[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL, "Hyper-V cannot start inside the VM without it."),
        LINE(LINE_FIELD, MARK_NONE, "Seen",
             "config.nestedHVEnabled is false on edge-01 (vSphere API, 14:02:11)"),
        LINE(LINE_FIELD, MARK_NONE, "Do",
             "Steps 2 to 5: turn the VM off, edit its settings, start it again."),
        LINE(LINE_LINK, MARK_NONE, "Read", ADDRESS),
        LINE(LINE_BLANK, MARK_NONE, NULL, NULL),
        LINE(LINE_HEADING, MARK_NONE, NULL, "In other words"),
        LINE(
            LINE_PARAGRAPH, MARK_WARN, NULL,
            "A setting that was changed while the VM ran takes effect only after it was turned off "
            "and "
            "on again; a restart of Windows is not enough."),
    };
    static const struct view_key keys[] = {KEY(REQUEST_OPEN, "steps"),
                                           KEY(REQUEST_CHECK_NOW, "check now"),
                                           KEY(REQUEST_CONFIRM, "confirm by hand"),
                                           KEY(REQUEST_LINK, "link"),
                                           KEY(REQUEST_BACK, "back"),
                                           KEY(REQUEST_FILTER, "filter"),
                                           KEY(REQUEST_HELP, "help"),
                                           KEY(REQUEST_QUIT, "quit")};

    if (state->is_long)
        make_long_list(view);
    else
        check_list(state, view);
    view->fresh = "live, 2 s ago";
    view->lead = "7 pass   1 fail   1 warning   2 unknown";
    view->lead_done = state->is_exposed ? 9 : 8;
    view->lead_total = 12;
    view->detail_title = selected < view->item_count ? view->items[selected].title : NULL;
    view->detail_tag = "REQUIRED";
    view->details = details;
    view->detail_count = COUNT(details) - (selected % 2);
    view->keys = keys;
    view->key_count = COUNT(keys);
    view->empty = "No check contains these words.";
}

static void steps_page(const struct fake_state *state, size_t selected, struct view *view)
{
    static const struct view_item items[] = {
        ITEM(MARK_DONE, "1", "Create the Windows VM on the ESXi host", "edge-01"),
        ITEM(MARK_NOW, "2", "Turn the VM off", "power: on -> off"),
        ITEM(MARK_WAIT, "3", "Open Edit settings of the VM", "waits for 2"),
        ITEM(MARK_WAIT, "4", "Expose hardware assisted virtualization", "exposed: off"),
        ITEM(MARK_WAIT, "5", "Save, then start the VM", NULL),
        ITEM(MARK_TODO, "6", "Install Hyper-V in Windows", "feature: disabled"),
        ITEM(MARK_INFO, NULL, "External switch: promiscuous mode on the port group", NULL),
    };
    static const struct view_line details[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
             "Settings of a running VM cannot be changed. Shut Windows down, or:"),
        LINE(LINE_COMMAND, MARK_NONE, "PowerCLI", "Shutdown-VMGuest -VM edge-01"),
        LINE(LINE_COMMAND, MARK_NONE, "govc", "govc vm.power -s edge-01"),
        LINE(LINE_FIELD, MARK_NONE, "Now", "poweredOn since 09:12"),
        LINE(LINE_FIELD, MARK_NONE, "Needed", "poweredOff"),
        LINE(
            LINE_COMMAND, MARK_NONE, "PowerShell on the Hyper-V host",
            "Get-VM -Name 'edge-01' | Set-VMProcessor -ExposeVirtualizationExtensions $true; "
            "Get-VMNetworkAdapter -VMName 'edge-01' | Set-VMNetworkAdapter -MacAddressSpoofing On"),
    };
    static const struct view_key keys[] = {
        KEY(REQUEST_OPEN, "next"),         KEY(REQUEST_CONFIRM, "confirm by hand"),
        KEY(REQUEST_COPY, "copy command"), KEY(REQUEST_ACTIONS, "act"),
        KEY(REQUEST_BACK, "back"),         KEY(REQUEST_HELP, "help")};

    view->fresh = "live, 1 s ago";
    view->items = items;
    view->item_count = COUNT(items);
    view->detail_title = state->is_plain ? "A step" : items[selected].title;
    view->details = details;
    view->detail_count = COUNT(details);
    view->keys = keys;
    view->key_count = COUNT(keys);
}

static void report_page(struct view *view)
{
    static const struct view_item items[] = {
        ITEM(MARK_FAIL, NULL, "NOT READY: virtualization is not exposed to edge-01", NULL),
    };
    static const struct view_line details[] = {
        LINE(LINE_FIELD, MARK_FAIL, "Missing", "Virtualization exposed to the VM"),
        LINE(LINE_FIELD, MARK_UNKNOWN, "Not seen",
             "Promiscuous mode, because the host did not answer"),
        LINE(LINE_HEADING, MARK_NONE, NULL, "Command"),
        LINE(LINE_COMMAND, MARK_NONE, "PowerShell on edge-01",
             "Deploy-Eflow -acceptEula Yes -acceptOptionalTelemetry No -cpuCount 4 -memoryInMB "
             "1024"),
    };
    static const struct view_key keys[] = {
        KEY(REQUEST_SAVE, "write"), KEY(REQUEST_FORMAT, "format"), KEY(REQUEST_REDACT, "redact"),
        KEY(REQUEST_BACK, "back"), KEY(REQUEST_HELP, "help")};

    view->picture_is_large = true;
    view->items = items;
    view->item_count = COUNT(items);
    view->detail_title = "Readiness report";
    view->detail_tag = "markdown";
    view->details = details;
    view->detail_count = COUNT(details);
    view->keys = keys;
    view->key_count = COUNT(keys);
}

void fake_page(const struct fake_state *state, size_t selected, struct view *view)
{
    view->context = "VMware ESXi \xc2\xb7 edge-01";
    view->list_name = "list";
    add_picture(state, view);
    switch (state->page) {
    case PAGE_PATH: path_page(view); break;
    case PAGE_PLAN: plan_page(view); break;
    case PAGE_CONNECT: connect_page(state, view); break;
    case PAGE_PREREQUISITES: prerequisites_page(state, selected, view); break;
    case PAGE_STEPS: steps_page(state, selected, view); break;
    case PAGE_REPORT: report_page(view); break;
    case PAGE_COUNT: break;
    }
    view->list_name =
        (const char *[]){"path", "plan", "connect", "checks", "steps", "report"}[state->page];
}

/* --- popups ---------------------------------------------------------------------------------- */

static void text_popup(struct view_popup *popup)
{
    static struct view_line lines[40];

    for (size_t i = 0; i < COUNT(lines); i++) {
        lines[i] =
            (struct view_line)LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
                                   "Every check says what it rests on, and how old that is.");
    }
    lines[0] = (struct view_line)LINE(LINE_HEADING, MARK_NONE, NULL, "What this page shows");
    lines[1] = (struct view_line)LINE(LINE_PARAGRAPH, MARK_OK, NULL, "The check passes.");
    lines[2] =
        (struct view_line)LINE(LINE_PARAGRAPH, MARK_FAIL, NULL,
                               "The check fails, and without it the deployment cannot work; read "
                               "below what to do about it.");
    lines[3] = (struct view_line)LINE(LINE_FIELD, MARK_NONE, "r", "Asks all systems again now.");
    lines[4] = (struct view_line)LINE(LINE_FIELD, MARK_NONE, "Enter", "Goes to the steps.");
    lines[COUNT(lines) - 1] = (struct view_line)LINE(LINE_PARAGRAPH, MARK_NONE, NULL,
                                                     "This is the last line of the help.");
    popup->kind = POPUP_TEXT;
    popup->title = "Help: Prerequisites";
    popup->lines = lines;
    popup->line_count = COUNT(lines);
}

static void menu_popup(struct view_popup *popup, bool is_long)
{
    static const struct view_line lines[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL, "In which format shall the report be written?")};
    static const struct view_item items[] = {
        ITEM(MARK_NONE, NULL, "Text", "for reading here"),
        {MARK_NONE, NULL, "Markdown", "for issues and chats", false, true},
        ITEM(MARK_NONE, NULL, "JSON", "for tools"),
        ITEM(MARK_NONE, NULL, "HTML", "for printing"),
        ITEM(MARK_NONE, NULL, "JUnit",
             "for build servers, which show each check as a test of its own"),
    };
    static struct view_item many[30];
    static char titles[30][TEXT_SIZE];

    popup->kind = POPUP_MENU;
    popup->title = is_long ? "Practice lab" : "Format";
    popup->lines = lines;
    popup->line_count = is_long ? 0 : COUNT(lines);
    popup->items = is_long ? many : items;
    popup->item_count = is_long ? COUNT(many) : COUNT(items);
    for (size_t i = 0; i < COUNT(many); i++) {
        snprintf(titles[i], TEXT_SIZE, "Action number %zu", i + 1);
        many[i] = (struct view_item){MARK_NONE, NULL, titles[i], NULL, false, false};
    }
}

static void form_popup(struct view_popup *popup)
{
    static const char *const ways[] = {"this machine", "vSphere API", "facts file",
                                       "not available"};
    static const struct view_line lines[] = {
        LINE(LINE_PARAGRAPH, MARK_NONE, NULL, "The wizard only reads there; it changes nothing.")};
    static const struct view_field fields[] = {
        {FIELD_CHOICE, "How", "The way to read the facts.", "vSphere API", COUNT(ways), ways},
        FIELD(FIELD_TEXT, "Address", "The name or the IP address of the ESXi host or of vCenter.",
              NULL),
        FIELD(FIELD_TEXT, "User", "An account with the right System.Read is enough.", "root"),
        FIELD(FIELD_SECRET, "Password", "It is handed to the probe and kept nowhere.", NULL),
    };

    popup->kind = POPUP_FORM;
    popup->title = "ESXi host or vCenter";
    popup->lines = lines;
    popup->line_count = COUNT(lines);
    popup->fields = fields;
    popup->field_count = COUNT(fields);
    popup->enter = "connect";
    popup->selected = 1;
}

static void long_form_popup(struct view_popup *popup)
{
    static struct view_field fields[24];
    static char labels[24][TEXT_SIZE];

    for (size_t i = 0; i < COUNT(fields); i++) {
        snprintf(labels[i], TEXT_SIZE, "Field %zu", i + 1);
        fields[i] = (struct view_field){FIELD_TEXT, labels[i], "One of many.", labels[i], 0, NULL};
    }
    popup->kind = POPUP_FORM;
    popup->title = "Many fields";
    popup->fields = fields;
    popup->field_count = COUNT(fields);
}

static void link_popup(const struct fake_state *state, struct view_popup *popup)
{
    static struct view_line line;

    free(code);
    line = (struct view_line)LINE(LINE_LINK, MARK_NONE, NULL,
                                  state->address ? state->address : ADDRESS);
    code = qr_make(line.text);
    popup->kind = state->popup == FAKE_QR ? POPUP_QR : POPUP_TEXT;
    popup->title = "Where to read more";
    popup->lines = &line;
    popup->line_count = 1;
    popup->qr = code;
}

void fake_popup(const struct fake_state *state, struct view_popup *popup)
{
    switch (state->popup) {
    case FAKE_NONE: break;
    case FAKE_TEXT: text_popup(popup); break;
    case FAKE_MENU: menu_popup(popup, false); break;
    case FAKE_LONG_MENU: menu_popup(popup, true); break;
    case FAKE_FORM: form_popup(popup); break;
    case FAKE_LONG_FORM: long_form_popup(popup); break;
    case FAKE_LINK:
    case FAKE_QR: link_popup(state, popup); break;
    }
}
