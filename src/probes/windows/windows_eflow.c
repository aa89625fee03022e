#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/ipv4.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

/* The part of a product's name that stays the same through releases; product names are not
 * translated. */
#define EFLOW_PRODUCT "Azure IoT Edge"
#define AKS_PRODUCT   "AKS Edge"
#define AGENT         "wssdagent"

enum seen { NOT_SEEN, SEEN_STOPPED, SEEN_RUNNING, SEEN_UNKNOWN };

static const cJSON *product_like(const cJSON *products, const char *part)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, raw_list(products, "list"))
    {
        const char *name = raw_text(item, "name");

        if (name && strstr(name, part))
            return item;
    }
    return NULL;
}

static cJSON *product_list(const cJSON *products)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *raw;

    cJSON_ArrayForEach(raw, raw_list(products, "list"))
    {
        cJSON *item = cJSON_CreateObject();
        const char *version = raw_text(raw, "version");

        if (!raw_text(raw, "name")) {
            cJSON_Delete(item);
            continue;
        }
        cJSON_AddStringToObject(item, "name", raw_text(raw, "name"));
        cJSON_AddItemToObject(item, "version",
                              version ? cJSON_CreateString(version) : cJSON_CreateNull());
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static void map_products(struct look *look)
{
    const cJSON *products = look_section(look, "products", "guest.products",
                                         "guest.eflow.installed", "guest.eflow.version", NULL);
    const cJSON *eflow = product_like(products, EFLOW_PRODUCT);
    const char *version = raw_text(eflow, "version");

    if (!products)
        return;
    look_put_value(look, "guest.products", product_list(products));
    look_put_flag(look, "guest.eflow.installed", eflow ? RAW_YES : RAW_NO);
    look_put_text(look, "guest.eflow.version", eflow ? version : "");
}

static void map_module(struct look *look)
{
    const cJSON *modules = look_section(look, "modules", "guest.eflow.module_version", NULL);
    const cJSON *module = raw_find(raw_list(modules, "list"), "name", "AzureEFLOW");

    if (modules)
        look_put_text(look, "guest.eflow.module_version",
                      module ? raw_text(module, "version") : "");
}

/* The line of "hcsdiag list" that tells about a machine of the EFLOW agent, with its state. */
static enum seen seen_in_compute_systems(const char *text)
{
    const char *agent = text ? strstr(text, AGENT) : NULL;
    const char *line = agent;
    char *copy;
    bool running;

    if (!agent)
        return NOT_SEEN;
    while (line > text && line[-1] != '\n')
        line--;
    copy = must_copy_n(line, (size_t)(agent - line));
    running = strstr(copy, "Running") != NULL;
    free(copy);
    return running ? SEEN_RUNNING : SEEN_STOPPED;
}

static enum seen seen_by_hyperv(const cJSON *section)
{
    const cJSON *first = cJSON_GetArrayItem(raw_list(section, "list"), 0);
    const char *state = raw_text(first, "state");

    if (!first)
        return NOT_SEEN;
    if (!state)
        return SEEN_UNKNOWN;
    return text_starts(state, "Running") ? SEEN_RUNNING : SEEN_STOPPED;
}

/* On a server Hyper-V lists every machine to an administrator, so that not listed is not there. */
static enum seen find_vm(const struct look *look, const cJSON *section)
{
    double code = -1;
    enum seen seen = seen_by_hyperv(section);

    if (seen != NOT_SEEN)
        return seen;
    if (raw_flag(section, "server") == RAW_YES &&
        raw_flag(look_peek(look, "session"), "admin") == RAW_YES)
        return NOT_SEEN;
    if (!raw_number(section, "compute_code", &code) || code < 0 || code > 0)
        return SEEN_UNKNOWN;
    return seen_in_compute_systems(raw_text(section, "compute_systems"));
}

/* Whether parts of an earlier EFLOW are there; AKS Edge uses the same agent, so it is no sign then.
 */
static bool has_remains(const struct look *look, const cJSON *products)
{
    const cJSON *services = look_peek(look, "services");

    if (product_like(products, AKS_PRODUCT))
        return false;
    return raw_find(raw_list(services, "list"), "name", AGENT) ||
           raw_flag(look_peek(look, "eflow_files"), "agent_data") == RAW_YES;
}

static const char *vm_without_product(const struct look *look, const cJSON *products,
                                      enum seen seen)
{
    if (product_like(products, AKS_PRODUCT))
        return "absent";
    if (seen == SEEN_RUNNING || seen == SEEN_STOPPED || has_remains(look, products))
        return "leftover";
    return "absent";
}

static void map_installed_vm(struct look *look, const cJSON *section, enum seen seen)
{
    char *reason;

    if (seen == SEEN_RUNNING || seen == SEEN_STOPPED) {
        look_put_text(look, "guest.eflow.vm", seen == SEEN_RUNNING ? "running" : "stopped");
    } else if (!section) {
        reason = look_reason(look, "eflow_vm");
        look_put_unknown(look, "guest.eflow.vm", reason);
        free(reason);
    } else if (seen == SEEN_UNKNOWN) {
        look_put_unknown(look, "guest.eflow.vm", _("needs an elevated prompt"));
    } else if (raw_flag(section, "server") == RAW_YES) {
        look_put_text(look, "guest.eflow.vm", "absent");
    } else {
        look_put_unknown(look, "guest.eflow.vm",
                         _("it does not run; whether it exists, client Windows does not show"));
    }
}

static void map_vm(struct look *look)
{
    const cJSON *section = look_peek(look, "eflow_vm");
    const cJSON *products = look_peek(look, "products");
    enum seen seen = section ? find_vm(look, section) : SEEN_UNKNOWN;
    char *reason;

    if (!products) {
        reason = look_reason(look, "products");
        look_put_unknown(look, "guest.eflow.vm", reason);
        free(reason);
    } else if (product_like(products, EFLOW_PRODUCT)) {
        map_installed_vm(look, section, seen);
    } else {
        look_put_text(look, "guest.eflow.vm", vm_without_product(look, products, seen));
    }
}

/* What the three commands inside the VM printed: "eflow-dns=0". 127: the command is not there. */
static enum raw_flag result_of(const char *inside, const char *name)
{
    char *key = text_format("eflow-%s=", name);
    const char *found = inside ? strstr(inside, key) : NULL;
    size_t length = strlen(key);
    long code;

    free(key);
    if (!found || found[length] < '0' || found[length] > '9')
        return RAW_UNSAID;
    code = strtol(found + length, NULL, 10);
    if (code == 127)
        return RAW_UNSAID;
    return code == 0 ? RAW_YES : RAW_NO;
}

/* The first IPv4 address that stands in the text, or NULL; the caller frees. */
static char *find_address(const char *text)
{
    static const char parts[] = "0123456789.";
    uint32_t address = 0;

    while (text && *text) {
        size_t length = strspn(text, parts);
        char *word = must_copy_n(text, length);

        if (ipv4_parse(word, &address))
            return word;
        free(word);
        text += length;
        text += strcspn(text, parts);
    }
    return NULL;
}

static void map_address(struct look *look, const char *text)
{
    char *address = find_address(text);

    if (address)
        look_put_text(look, "guest.eflow.vm_address", address);
    else
        look_put_unknown(look, "guest.eflow.vm_address", _("the EFLOW VM has told no address"));
    free(address);
}

static void map_vm_network(struct look *look)
{
    static const char *const facts[] = {
        "guest.eflow.vm_address",
        "guest.eflow.vm_gateway_reachable",
        "guest.eflow.vm_dns_works",
        "guest.eflow.vm_registry_reachable",
    };
    const cJSON *section =
        look_section(look, "eflow_network", facts[0], facts[1], facts[2], facts[3], NULL);
    const char *inside = raw_text(section, "inside");

    if (!section)
        return;
    if (raw_flag(section, "deployed") != RAW_YES) {
        for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
            look_put_unknown(look, facts[i], _("EFLOW does not run on this machine"));
        return;
    }
    map_address(look, raw_text(section, "address"));
    look_put_flag(look, facts[1], result_of(inside, "gateway"));
    look_put_flag(look, facts[2], result_of(inside, "dns"));
    look_put_flag(look, facts[3], result_of(inside, "registry"));
}

void windows_eflow_facts(struct look *look)
{
    map_products(look);
    map_module(look);
    map_vm(look);
    map_vm_network(look);
}
