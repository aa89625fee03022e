/* Whatever a vSphere server answers: it is refused, a fault, or facts that keep the contract. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "model/fact.h"
#include "probes/vsphere/look.h"
#include "probes/vsphere/xml.h"
#include "sys/text.h"

static void must_be(bool promise)
{
    if (!promise)
        abort();
}

static void must_be_safe(char *text)
{
    must_be(text_is_utf8(text, strlen(text)));
    free(text);
}

static void must_keep_the_contract(const struct sheet *sheet)
{
    for (const cJSON *fact = sheet->facts->child; fact; fact = fact->next) {
        must_be(fact_value_fits(fact_find(fact->string), fact));
        must_be(!cJSON_HasObjectItem(sheet->unknown, fact->string));
    }
}

static void look_at(struct xml_answer *answer)
{
    const struct session session = {0};
    const struct moref vm = {(char[]){"VirtualMachine"}, (char[]){"vm-1"}};
    const struct harvest harvest = {.pages = answer, .count = 1};
    struct sheet sheet = sheet_new();

    look_at_objects(&session, &vm, &harvest, &sheet);
    must_keep_the_contract(&sheet);
    sheet_clear(&sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct xml_answer answer = {0};

    if (xml_parse((const char *)data, size, &answer) != XML_OK)
        return 0;
    if (xml_is_fault(&answer)) {
        must_be_safe(xml_fault_name(&answer));
        must_be_safe(xml_fault_text(&answer));
    }
    look_at(&answer);
    xml_answer_free(&answer);
    return 0;
}
