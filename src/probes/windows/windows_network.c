#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/ipv4.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

/* The registry value of WinHTTP: version and counter, then flags, then a counted proxy name. */
enum {
    WINHTTP_FLAGS_AT = 8,
    WINHTTP_LENGTH_AT = 12,
    WINHTTP_NAME_AT = 16,
    WINHTTP_NAMED_PROXY = 2
};

static const struct look_word failures[] = {
    {"NameResolutionFailure",      "name"   },
    {"ProxyNameResolutionFailure", "name"   },
    {"ConnectFailure",             "connect"},
    {"ConnectionClosed",           "connect"},
    {"ReceiveFailure",             "connect"},
    {"SendFailure",                "connect"},
    {"KeepAliveFailure",           "connect"},
    {"Timeout",                    "timeout"},
    {"TrustFailure",               "trust"  },
    {"SecureChannelFailure",       "trust"  },
    {NULL,                         NULL     },
};

static void add_text_or_null(cJSON *object, const char *key, const char *text)
{
    cJSON_AddItemToObject(object, key, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static void map_nats(struct look *look)
{
    const cJSON *section = look_peek(look, "nats");
    const cJSON *nat;
    cJSON *list;

    /* Where the NAT part of Windows is not there at all, no NAT can be. */
    if (!section && strcmp(look_problem(look, "nats"), "absent") != 0) {
        (void)look_section(look, "nats", "guest.nats", NULL);
        return;
    }
    list = cJSON_CreateArray();
    cJSON_ArrayForEach(nat, raw_list(section, "list"))
    {
        cJSON *item = cJSON_CreateObject();

        add_text_or_null(item, "name", raw_text(nat, "name"));
        add_text_or_null(item, "prefix", raw_text(nat, "prefix"));
        cJSON_AddItemToArray(list, item);
    }
    look_put_value(look, "guest.nats", list);
}

static cJSON *text_list(const cJSON *raw)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *item;

    cJSON_ArrayForEach(item, raw)
    {
        if (cJSON_IsString(item))
            cJSON_AddItemToArray(list, cJSON_CreateString(item->valuestring));
    }
    return list;
}

static cJSON *dhcp_scope(const cJSON *raw)
{
    cJSON *scope = cJSON_CreateObject();
    const char *state = raw_text(raw, "state");
    const cJSON *router = cJSON_GetArrayItem(raw_list(raw, "router"), 0);

    add_text_or_null(scope, "id", raw_text(raw, "id"));
    add_text_or_null(scope, "start", raw_text(raw, "start"));
    add_text_or_null(scope, "end", raw_text(raw, "end"));
    add_text_or_null(scope, "router", cJSON_GetStringValue(router));
    cJSON_AddItemToObject(scope, "dns", text_list(raw_list(raw, "dns")));
    cJSON_AddBoolToObject(scope, "active", state && text_same_word(state, "Active"));
    return scope;
}

static void map_dhcp(struct look *look)
{
    const cJSON *section = look_section(look, "dhcp_scopes", "guest.dhcp_scopes", NULL);
    const cJSON *raw;
    cJSON *list;

    if (!section)
        return;
    list = cJSON_CreateArray();
    cJSON_ArrayForEach(raw, raw_list(section, "list")) cJSON_AddItemToArray(list, dhcp_scope(raw));
    look_put_value(look, "guest.dhcp_scopes", list);
}

/* Networks that the machine reaches without a gateway; not single addresses, loop-back or
 * multicast. */
static bool is_network(const cJSON *route)
{
    const char *hop = raw_text(route, "next_hop");
    struct ipv4_prefix prefix;

    if (!hop || strcmp(hop, "0.0.0.0") != 0)
        return false;
    if (!raw_text(route, "prefix") || !ipv4_prefix_parse(raw_text(route, "prefix"), &prefix))
        return false;
    return prefix.length > 0 && prefix.length < 32 && prefix.address >> 24 != 127 &&
           prefix.address >> 24 < 224;
}

static bool is_listed(const cJSON *list, const char *prefix, const char *interface)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        const char *other = raw_text(item, "interface");

        if (text_same_word(raw_text(item, "prefix"), prefix) &&
            (interface ? other && text_same_word(other, interface) : !other))
            return true;
    }
    return false;
}

static void map_routes(struct look *look)
{
    const cJSON *section = look_section(look, "routes", "guest.networks", NULL);
    const cJSON *route;
    cJSON *list;

    if (!section)
        return;
    list = cJSON_CreateArray();
    cJSON_ArrayForEach(route, raw_list(section, "list"))
    {
        const char *prefix = raw_text(route, "prefix");
        char *interface = windows_interface_name(look, raw_text(route, "interface"));

        if (is_network(route) && !is_listed(list, prefix, interface)) {
            cJSON *item = cJSON_CreateObject();

            cJSON_AddStringToObject(item, "prefix", prefix);
            add_text_or_null(item, "interface", interface);
            cJSON_AddItemToArray(list, item);
        }
        free(interface);
    }
    look_put_value(look, "guest.networks", list);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte at this place of the hexadecimal text, 0 where it ended before. */
static unsigned byte_at(const char *hex, size_t place)
{
    int high, low;

    if (strlen(hex) < place * 2 + 2)
        return 0;
    high = hex_digit(hex[place * 2]);
    low = hex_digit(hex[place * 2 + 1]);
    return high < 0 || low < 0 ? 0 : (unsigned)(high * 16 + low);
}

/* The proxy of WinHTTP, or NULL where none is set; the caller frees. */
static char *winhttp_proxy(const char *hex)
{
    struct text name = {0};
    size_t length;

    if (!hex || !(byte_at(hex, WINHTTP_FLAGS_AT) & WINHTTP_NAMED_PROXY))
        return NULL;
    length = byte_at(hex, WINHTTP_LENGTH_AT) | byte_at(hex, WINHTTP_LENGTH_AT + 1) << 8;
    for (size_t i = 0; i < length; i++) {
        char c = (char)byte_at(hex, WINHTTP_NAME_AT + i);

        if (c <= ' ' || c > '~')
            break;
        text_add_n(&name, &c, 1);
    }
    return name.length > 0 ? text_take(&name) : NULL;
}

static void map_proxy(struct look *look)
{
    const cJSON *section = look_section(look, "proxy", "guest.proxy", NULL);
    char *machine = winhttp_proxy(raw_text(section, "winhttp"));
    const char *found = raw_text(section, "user");

    if (!found)
        found = machine;
    if (!found)
        found = raw_text(section, "variable");
    if (section)
        look_put_text(look, "guest.proxy", found ? found : "");
    free(machine);
}

static void map_firewall(struct look *look)
{
    const cJSON *section =
        look_section(look, "firewall", "guest.policy.local_firewall_rules", NULL);
    const char *said = raw_text(section, "public_local_rules");

    if (!section)
        return;
    look_put_flag(look, "guest.policy.local_firewall_rules",
                  said && text_same_word(said, "NotConfigured")
                      ? RAW_YES
                      : raw_flag(section, "public_local_rules"));
}

/* The policy forbids only where it is set, and set to 0. */
static void map_sharing(struct look *look)
{
    const cJSON *section = look_section(look, "sharing_policy", "guest.policy.ics_allowed", NULL);
    double setting = 1;

    if (!section)
        return;
    (void)raw_number(section, "setting", &setting);
    look_put_flag(look, "guest.policy.ics_allowed", setting > 0 ? RAW_YES : RAW_NO);
}

/* Any answer of the registry will do, but not that of a proxy which refuses or fails. */
static bool is_registry(double code)
{
    return code > 0 && code < 500 && (code < 407 || code > 407);
}

static void map_registry(struct look *look)
{
    const cJSON *section = look_section(look, "registry", "guest.registry_reachable", NULL);
    double code = 0;

    if (!section)
        return;
    (void)raw_number(section, "code", &code);
    if (code > 0)
        look_put_flag(look, "guest.registry_reachable", is_registry(code) ? RAW_YES : RAW_NO);
    else if (look_word(raw_text(section, "failure"), failures))
        look_put_flag(look, "guest.registry_reachable", RAW_NO);
    else
        look_put_text(look, "guest.registry_reachable", NULL);
}

void windows_network_facts(struct look *look)
{
    map_nats(look);
    map_dhcp(look);
    map_routes(look);
    map_proxy(look);
    map_firewall(look);
    map_sharing(look);
    map_registry(look);
}
