#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/ipv4.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

/* The Default Switch of client Windows: its name is translated, its id is not [EF-NET] [MINIKUBE].
 */
#define DEFAULT_SWITCH_ID "c08cb7b8-9b3c-408e-8e30-5e16a3aeb444"

static const struct look_word types[] = {
    {"Internal", "internal"},
    {"External", "external"},
    {"Private",  "private" },
    {NULL,       NULL      },
};

/* Ids come with and without braces, in both cases. */
static bool same_id(const char *a, const char *b)
{
    char *bare;
    size_t length;
    bool same;

    if (!a || !b)
        return false;
    a += *a == '{';
    b += *b == '{';
    length = strcspn(a, "}");
    bare = must_copy_n(a, length);
    same = length > 0 && length == strcspn(b, "}") && text_starts(b, bare);
    free(bare);
    return same;
}

static bool read_address(const cJSON *object, const char *key, uint32_t *ret_address)
{
    const char *text = raw_text(object, key);

    return text && ipv4_parse(text, ret_address);
}

/* An address that Windows gave itself because nobody else did: 169.254.x.x. */
static bool is_automatic(uint32_t address)
{
    return address >> 16 == 0xA9FE;
}

static const cJSON *list_of(const struct look *look, const char *section, const char *key)
{
    return raw_list(look_peek(look, section), key);
}

/* The name of the adapter that connects Windows itself to the switch; it may have been renamed. */
static const char *port_adapter(const struct look *look, const char *switch_name)
{
    const cJSON *port = raw_find(list_of(look, "switches", "ports"), "switch", switch_name);
    const char *id = raw_text(port, "adapter_id");
    const cJSON *adapter;

    cJSON_ArrayForEach(adapter, list_of(look, "adapters", "list"))
    {
        if (same_id(raw_text(adapter, "id"), id))
            return raw_text(adapter, "name");
    }
    return NULL;
}

char *windows_interface_name(const struct look *look, const char *alias)
{
    const cJSON *item;

    if (!alias)
        return NULL;
    cJSON_ArrayForEach(item, list_of(look, "switches", "list"))
    {
        const char *name = raw_text(item, "name");
        const char *adapter = name ? port_adapter(look, name) : NULL;

        if (adapter && text_same_word(adapter, alias))
            return text_format("vEthernet (%s)", name);
    }
    return must_copy(alias);
}

/* A usable address before one that is not (a duplicate, say), a given one before an automatic one.
 */
static int worth(const cJSON *address)
{
    const char *state = raw_text(address, "state");
    uint32_t number = 0;

    if (!read_address(address, "address", &number))
        return 0;
    return 1 + (state && text_same_word(state, "Preferred")) + 2 * !is_automatic(number);
}

static const cJSON *address_of(const struct look *look, const char *switch_name)
{
    const char *adapter = port_adapter(look, switch_name);
    char *usual = text_format("vEthernet (%s)", switch_name);
    const cJSON *address, *best = NULL;

    cJSON_ArrayForEach(address, list_of(look, "addresses", "list"))
    {
        const char *interface = raw_text(address, "interface");

        if (interface && text_same_word(interface, adapter ? adapter : usual) &&
            worth(address) > (best ? worth(best) : 0))
            best = address;
    }
    free(usual);
    return best;
}

static bool scope_covers(const cJSON *scope, uint32_t address)
{
    const char *state = raw_text(scope, "state");
    uint32_t id = 0, mask = 0;

    return state && text_same_word(state, "Active") && read_address(scope, "id", &id) &&
           read_address(scope, "mask", &mask) && (address & mask) == (id & mask);
}

/* Whether somebody on this machine hands out addresses on the switch; who does so on the network of
 * an external switch cannot be seen from here. */
static enum raw_flag dhcp_of(const struct look *look, const cJSON *vmswitch, const cJSON *address)
{
    const char *type = look_word(raw_text(vmswitch, "type"), types);
    const cJSON *scopes = look_peek(look, "dhcp_scopes");
    const cJSON *scope;
    uint32_t number = 0;

    if (same_id(raw_text(vmswitch, "id"), DEFAULT_SWITCH_ID))
        return RAW_YES;
    if (!scopes)
        return RAW_UNSAID;
    if (read_address(address, "address", &number)) {
        cJSON_ArrayForEach(scope, raw_list(scopes, "list"))
        {
            if (scope_covers(scope, number))
                return RAW_YES;
        }
    }
    return type && strcmp(type, "external") == 0 ? RAW_UNSAID : RAW_NO;
}

static void add_flag(cJSON *object, const char *key, enum raw_flag flag)
{
    cJSON_AddItemToObject(
        object, key, flag == RAW_UNSAID ? cJSON_CreateNull() : cJSON_CreateBool(flag == RAW_YES));
}

static void add_text(cJSON *object, const char *key, const char *text)
{
    cJSON_AddItemToObject(object, key, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static void add_address(cJSON *object, const cJSON *address)
{
    double length = 0;
    bool known = raw_number(address, "prefix_length", &length);

    add_text(object, "address", raw_text(address, "address"));
    cJSON_AddItemToObject(object, "prefix_length",
                          known ? cJSON_CreateNumber(length) : cJSON_CreateNull());
}

static void add_adapter(const struct look *look, cJSON *object, const cJSON *vmswitch)
{
    const char *description = raw_text(vmswitch, "adapter_description");
    const cJSON *adapter =
        description ? raw_find(list_of(look, "adapters", "list"), "description", description)
                    : NULL;
    const char *status = raw_text(adapter, "status");

    add_text(object, "adapter", adapter ? raw_text(adapter, "name") : description);
    add_flag(object, "adapter_up",
             !status                        ? RAW_UNSAID
             : text_same_word(status, "Up") ? RAW_YES
                                            : RAW_NO);
}

static char *lower_case(const char *text)
{
    char *copy = must_copy(text);

    for (char *c = copy; *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    }
    return copy;
}

static cJSON *map_switch(const struct look *look, const cJSON *raw)
{
    const char *name = raw_text(raw, "name");
    const cJSON *address = address_of(look, name);
    cJSON *object = cJSON_CreateObject();
    char *id = raw_text(raw, "id") ? lower_case(raw_text(raw, "id")) : NULL;

    add_text(object, "name", name);
    add_text(object, "id", id);
    add_text(object, "type", look_word(raw_text(raw, "type"), types));
    add_address(object, address);
    add_flag(object, "dhcp", dhcp_of(look, raw, address));
    add_adapter(look, object, raw);
    free(id);
    return object;
}

void windows_switch_facts(struct look *look)
{
    const cJSON *section = look_section(look, "switches", "guest.switches", NULL);
    const cJSON *raw;
    cJSON *list;

    if (!section)
        return;
    list = cJSON_CreateArray();
    cJSON_ArrayForEach(raw, raw_list(section, "list"))
    {
        if (raw_text(raw, "name") && look_word(raw_text(raw, "type"), types))
            cJSON_AddItemToArray(list, map_switch(look, raw));
    }
    look_put_value(look, "guest.switches", list);
}
