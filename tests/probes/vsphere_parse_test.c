/* The parser of answers: thousands of broken documents, and none that crashes it or is believed. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "probes/vsphere/look.h"
#include "probes/vsphere/target.h"
#include "probes/vsphere/xml.h"
#include "sys/file.h"
#include "sys/text.h"

#define BEGIN                                                                                      \
    "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" "                           \
    "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><e:Body>"
#define END "</e:Body></e:Envelope>"

/* A whole answer with everything that a look reads. */
static char *whole;
static size_t whole_length;

static void read_whole(void)
{
    const char *folder = getenv("EFLOW_SRCDIR");
    char *file = text_format("%s/tests/data/fuzz/vsphere/whole.xml", folder ? folder : ".");

    whole = file_read(file, 65536, &whole_length, NULL);
    cr_assert_not_null(whole, "%s", file);
    while (whole[whole_length - 1] == '\n')
        whole[--whole_length] = '\0';
    free(file);
}

static void forget_whole(void)
{
    free(whole);
}

TestSuite(parse, .init = read_whole, .fini = forget_whole);

/* Looks at a document as at an answer of the server; whether it could be parsed at all. */
static bool look_at(const char *bytes, size_t length, struct sheet *sheet)
{
    struct session session = {0};
    struct moref vm = {(char[]){"VirtualMachine"}, (char[]){"vm-1"}};
    struct xml_answer answer = {0};
    struct harvest harvest = {.pages = &answer, .count = 1};

    *sheet = sheet_new();
    if (xml_parse(bytes, length, &answer) != XML_OK)
        return false;
    look_at_objects(&session, &vm, &harvest, sheet);
    xml_answer_free(&answer);
    return true;
}

static void look_and_forget(const char *bytes, size_t length)
{
    struct sheet sheet;

    (void)look_at(bytes, length, &sheet);
    sheet_clear(&sheet);
}

static bool says(const struct sheet *sheet, const char *fact, const char *value)
{
    char *printed = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(sheet->facts, fact));
    bool same = printed && strcmp(printed, value) == 0;

    cJSON_free(printed);
    return same;
}

Test(parse, a_whole_answer_gives_its_facts)
{
    struct sheet sheet;

    cr_assert(look_at(whole, whole_length, &sheet));
    cr_assert(says(&sheet, "vm.name", "\"edge & co\""));
    cr_assert(says(&sheet, "vm.power", "\"off\""));
    cr_assert(says(&sheet, "vm.nested", "true"));
    cr_assert(says(&sheet, "vm.tpm", "true"));
    cr_assert(says(&sheet, "vm.hw_version", "19"));
    cr_assert(says(&sheet, "vm.port_group", "\"VM Network\""));
    cr_assert(says(&sheet, "vm.promiscuous", "true"));
    cr_assert(says(&sheet, "host.name", "\"esx-01\""));
    cr_assert_null(cJSON_GetObjectItem(sheet.facts, "vm.firmware"));
    sheet_clear(&sheet);
}

Test(parse, no_beginning_of_an_answer_is_believed)
{
    for (size_t length = 0; length < whole_length; length++) {
        struct sheet sheet;
        char *part = must_copy_n(whole, length);

        cr_assert_not(look_at(part, length, &sheet), "%zu bytes", length);
        cr_assert_null(sheet.facts->child);
        sheet_clear(&sheet);
        free(part);
    }
}

/* A sequence that is the same in every run. */
static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

Test(parse, damaged_answers_crash_nothing)
{
    unsigned state = 1;

    for (int round = 0; round < 4000; round++) {
        char *copy = must_copy(whole);
        size_t length = strlen(copy);

        for (unsigned i = next_random(&state) % 8 + 1; i > 0; i--)
            copy[next_random(&state) % length] = (char)(next_random(&state) % 256);
        look_and_forget(copy, length);
        free(copy);
    }
}

Test(parse, answers_with_pieces_cut_out_or_doubled_crash_nothing)
{
    unsigned state = 2;

    for (int round = 0; round < 4000; round++) {
        size_t length = whole_length;
        size_t from = next_random(&state) % length,
               to = from + next_random(&state) % (length - from);
        struct text text = {0};

        text_add_n(&text, whole, to);
        text_add(&text, whole + from);
        look_and_forget(text.s, text.length);
        text.length = 0;
        text_add_n(&text, whole, from);
        text_add(&text, whole + to);
        look_and_forget(text.s, text.length);
        text_free(&text);
    }
}

Test(parse, elements_in_strange_places_are_no_facts)
{
    static const char *const strange[] = {
        "<a/>",
        "<returnval/>",
        "<r><returnval><objects/></returnval></r>",
        "<r><returnval><objects><obj/></objects></returnval></r>",
        "<r><returnval><objects><obj type=\"\">vm-1</obj></objects></returnval></r>",
        "<r><returnval><objects><obj type=\"VirtualMachine\"/></objects></returnval></r>",
        "<r><returnval><objects><obj "
        "type=\"VirtualMachine\">vm-1</obj><propSet/></objects></returnval></r>",
        "<r><returnval><objects><obj type=\"VirtualMachine\">vm-1</obj><propSet><name>name</name>"
        "</propSet></objects></returnval></r>",
        "<r><returnval><objects><obj type=\"VirtualMachine\">vm-1</obj>"
        "<propSet><name>config.version</name><val>19</val></propSet>"
        "<propSet><name>config.hardware.numCPU</name><val>-4</val></propSet>"
        "<propSet><name>config.hardware.memoryMB</name><val>1e9</val></propSet>"
        "<propSet><name>config.firmware</name><val>coreboot</val></propSet>"
        "<propSet><name>runtime.powerState</name><val>exploded</val></propSet>"
        "<propSet><name>config.nestedHVEnabled</name><val>maybe</val></propSet>"
        "</objects></returnval></r>",
    };

    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        char *document = text_format(BEGIN "%s" END, strange[i]);
        struct sheet sheet;

        cr_assert(look_at(document, strlen(document), &sheet), "%s", strange[i]);
        for (const cJSON *fact = sheet.facts->child; fact; fact = fact->next)
            cr_assert_str_eq(fact->string, "host.product", "%s: %s", strange[i], fact->string);
        sheet_clear(&sheet);
        free(document);
    }
}

Test(parse, depth_entities_and_other_encodings_are_refused_or_harmless)
{
    struct xml_answer answer;
    struct text deep = {0};
    static const char bomb[] = "<!DOCTYPE e [<!ENTITY a \"aa\"><!ENTITY b "
                               "\"&a;&a;\">]><Envelope><Body><x>&b;</x></Body></Envelope>";
    static const char outside[] = "<!DOCTYPE e [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                                  "<Envelope><Body><x>&a;</x></Body></Envelope>";

    text_add(&deep, "<Envelope><Body>");
    for (int i = 0; i < 100000; i++)
        text_add(&deep, "<a>");
    cr_assert_eq(xml_parse(deep.s, deep.length, &answer), XML_BROKEN);
    text_free(&deep);
    cr_assert_eq(xml_parse(bomb, strlen(bomb), &answer), XML_BROKEN);
    cr_assert_eq(xml_parse(outside, strlen(outside), &answer), XML_BROKEN);
    cr_assert_eq(xml_parse("\xff\xfe<\0", 4, &answer), XML_BROKEN);
    cr_assert_eq(xml_parse("<rss/>", 6, &answer), XML_NOT_SOAP);
    cr_assert_eq(xml_parse("<Envelope><Body/></Envelope>", 28, &answer), XML_NOT_SOAP);
}

Test(parse, values_are_cut_at_their_limit)
{
    struct text document = {0};
    struct xml_answer answer;
    char *value;

    text_add(&document, BEGIN "<x>");
    for (size_t i = 0; i < XML_VALUE_LIMIT * 2; i++)
        text_add(&document, "v");
    text_add(&document, "</x>" END);
    cr_assert_eq(xml_parse(document.s, document.length, &answer), XML_OK);
    value = xml_raw(answer.body);
    cr_assert_eq(strlen(value), XML_VALUE_LIMIT);
    free(value);
    xml_answer_free(&answer);
    text_free(&document);
}

Test(parse, faults_are_named_by_type_or_by_element)
{
    static const char *const faults[] = {
        "<e:Fault><faultstring>no</faultstring><detail><InvalidLoginFault "
        "i:type=\"v:InvalidLogin\"/></detail></e:Fault>",
        "<e:Fault><faultstring>no</faultstring><detail><InvalidLoginFault/></detail></e:Fault>",
    };

    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char *document = text_format(BEGIN "%s" END, faults[i]);
        struct xml_answer answer;
        char *name, *words;

        cr_assert_eq(xml_parse(document, strlen(document), &answer), XML_OK);
        cr_assert(xml_is_fault(&answer));
        name = xml_fault_name(&answer);
        words = xml_fault_text(&answer);
        cr_assert_str_eq(name, "InvalidLogin");
        cr_assert_str_eq(words, "no");
        free(name);
        free(words);
        xml_answer_free(&answer);
        free(document);
    }
}

Test(parse, markup_in_text_is_escaped)
{
    struct text text = {0};

    xml_escape(&text, "a<b>&\"c\"");
    cr_assert_str_eq(text.s, "a&lt;b&gt;&amp;&quot;c&quot;");
    text_free(&text);
}

/* --- addresses ------------------------------------------------------------------------------- */

static void is_read_as(const char *address, const char *place, const char *host, const char *user)
{
    cJSON *json = cJSON_CreateObject();
    struct target target;
    struct error err = {0};

    cJSON_AddStringToObject(json, "url", address);
    cr_assert_eq(target_read(json, &target, &err), 0, "%s: %s", address, err.what);
    cr_assert_str_eq(target.place, place, "%s", address);
    cr_assert_str_eq(target.host, host, "%s", address);
    cr_assert_str_eq(target.user, user, "%s", address);
    target_clear(&target);
    cJSON_Delete(json);
}

Test(address, names_and_numbers_with_and_without_a_port)
{
    is_read_as("https://root@esx-01", "esx-01:443", "esx-01", "root");
    is_read_as("root@esx-01.example.com:8443", "esx-01.example.com:8443", "esx-01.example.com",
               "root");
    is_read_as("https://root@192.0.2.7/sdk", "192.0.2.7:443", "192.0.2.7", "root");
    is_read_as("https://root@[2001:db8::7]:8443/ui", "[2001:db8::7]:8443", "2001:db8::7", "root");
    is_read_as("https://admin%40vsphere.local@vc-01/ui/#x", "vc-01:443", "vc-01",
               "admin@vsphere.local");
}

/* What stands behind the last at sign is the host, whatever comes before it. */
Test(address, a_strange_user_cannot_move_the_host)
{
    is_read_as("https://admin@vsphere.local@vc-01", "vc-01:443", "vc-01", "admin@vsphere.local");
}
