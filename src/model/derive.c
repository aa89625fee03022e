#include "model/derive.h"

#include <string.h>

#include "i18n.h"
#include "model/rule.h"

static enum truth flag(const struct facts *facts, const char *name)
{
    const cJSON *value = facts_get(facts, fact_find(name))->value;
    if (value == NULL) {
        return TRUTH_UNKNOWN;
    }
    return cJSON_IsTrue(value) ? TRUTH_TRUE : TRUTH_FALSE;
}

static const char *word(const struct facts *facts, const char *name)
{
    const cJSON *value = facts_get(facts, fact_find(name))->value;
    return value != NULL ? cJSON_GetStringValue(value) : "";
}

/* In a Hyper-V or Azure guest the outer hypervisor serves VBS without nesting: there it proves
 * nothing. */
static bool vbs_proves_nesting(const char *platform)
{
    return strcmp(platform, "physical") == 0 || strcmp(platform, "vmware") == 0;
}

static const char *virtualization(const struct facts *facts)
{
    enum truth running = flag(facts, "guest.hyperv.running");
    enum truth vbs = flag(facts, "guest.vbs_running");
    enum truth firmware = flag(facts, "guest.cpu.firmware_virtualization");
    if (running == TRUTH_TRUE ||
        (vbs == TRUTH_TRUE && vbs_proves_nesting(word(facts, "guest.platform")))) {
        return "running";
    }
    if (flag(facts, "guest.hyperv.launch_failed") == TRUTH_TRUE) {
        return "hidden"; /* what happened counts more than what the processor says */
    }
    if (firmware == TRUTH_TRUE) {
        return "available";
    }
    if (flag(facts, "guest.hypervisor_present") == TRUTH_FALSE &&
        flag(facts, "guest.cpu.vmm_extensions") == TRUTH_TRUE && firmware != TRUTH_FALSE) {
        return "available";
    }
    if (firmware == TRUTH_FALSE && running == TRUTH_FALSE && vbs == TRUTH_FALSE) {
        return "hidden";
    }
    return NULL;
}

static const char *why_virtualization_is_unknown(const struct facts *facts)
{
    const struct reading *firmware =
        facts_get(facts, fact_find("guest.cpu.firmware_virtualization"));
    if (flag(facts, "guest.vbs_running") == TRUTH_TRUE) {
        return _("virtualization-based security runs, which the outer hypervisor may serve without "
                 "nesting");
    }
    if (firmware->source == NULL) {
        return _("nobody has looked inside the Windows machine yet");
    }
    if (firmware->value == NULL && firmware->reason != NULL) {
        return firmware->reason;
    }
    return _(
        "the readings of processor, Hyper-V and virtualization-based security are not complete");
}

static void set_word(struct facts *facts, const char *name, const char *value, const char *reason)
{
    cJSON *item = value != NULL ? cJSON_CreateString(value) : NULL;
    facts_set(facts, fact_find(name), "derived", _("worked out from other facts"), item, reason, 0);
    cJSON_Delete(item);
}

static void derive_azure(struct facts *facts, const struct azure_sizes *sizes)
{
    static const char *const words[] = {"supported", "unsupported", "unknown"};
    const char *size = word(facts, "azure.size");
    if (*size == '\0') {
        set_word(facts, "azure.nested", NULL, _("the size of the Azure VM is not known"));
        return;
    }
    set_word(facts, "azure.nested", words[azure_size_nested(sizes, size)], NULL);
}

void derive_facts(struct facts *facts, const struct azure_sizes *sizes)
{
    const char *found = virtualization(facts);
    set_word(facts, "guest.virtualization", found,
             found == NULL ? why_virtualization_is_unknown(facts) : NULL);
    derive_azure(facts, sizes);
}
