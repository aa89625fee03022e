#include "config.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../reports/fixture.h"
#include "report/redact.h"
#include "report/report_parts.h"
#include "sys/text.h"

static void expect_redacted(const char *text, const char *wanted)
{
    struct redactor redactor = {0};
    redactor_learn(&redactor, "vm", "edge-01");
    redactor_learn(&redactor, "windows", "It's mine");
    char *found = redactor_apply(&redactor, text);
    cr_expect_str_eq(found, wanted, "%s: %s", text, found);
    free(found);
    redactor_clear(&redactor);
}

Test(redact, names_are_replaced_as_words)
{
    expect_redacted("edge-01, EDGE-01 and edge-012", "vm-1, vm-1 and edge-012");
    expect_redacted("'It''s mine' 'It'\\''s mine' It's  mine", "'windows-1' 'windows-1' windows-1");
    expect_redacted("edge-01.plant.example is edge-01", "vm-1 is vm-1");
}

Test(redact, names_of_common_words_are_left)
{
    struct redactor redactor = {0};
    redactor_learn(&redactor, "vm", "Windows 11");
    redactor_learn(&redactor, "vm", "Windows 11 Bakery");
    char *found = redactor_apply(&redactor, "Windows 11 Pro in Windows 11 Bakery");
    cr_expect_str_eq(found, "Windows 11 Pro in vm-1");
    free(found);
    redactor_clear(&redactor);
}

Test(redact, addresses_keep_their_relations)
{
    expect_redacted("10.20.30.41/24 via 10.20.30.1, not 10.99.0.1",
                    "net-1.host-1/24 via net-1.host-2, not net-2.host-1");
    expect_redacted("10.20.30.0/24 holds 10.20.30.7", "net-1.0/24 holds net-1.host-1");
    expect_redacted("169.254.7.9 and 169.254.7.9", "169.254.host-1 and 169.254.host-1");
    expect_redacted("fe80::1c2d:3ff:fe4a:1", "address-1");
    expect_redacted("2001:db8:1:2:3:4:5:6", "address-1");
}

Test(redact, what_everybody_has_stays)
{
    expect_redacted("127.0.0.1 172.17.0.0/16 169.254.169.254 0.0.0.0/0",
                    "127.0.0.1 172.17.0.0/16 169.254.169.254 0.0.0.0/0");
    expect_redacted("release 7.0.3 build 20328353 at 14:02:11 UTC",
                    "release 7.0.3 build 20328353 at 14:02:11 UTC");
    expect_redacted("10.0.22631.4317 and 1.5.6.08025", "10.0.22631.4317 and 1.5.6.08025");
    expect_redacted("https://learn.microsoft.com/azure", "https://learn.microsoft.com/azure");
    expect_redacted("vm.nested, guest.service.hns, config.nestedHVEnabled",
                    "vm.nested, guest.service.hns, config.nestedHVEnabled");
    expect_redacted("Hyper-V\\Get-VM HKLM\\SOFTWARE root\\cimv2",
                    "Hyper-V\\Get-VM HKLM\\SOFTWARE root\\cimv2");
    expect_redacted("id c08cb7b8-9b3c-408e-8e30-5e16a3aeb444",
                    "id c08cb7b8-9b3c-408e-8e30-5e16a3aeb444");
}

Test(redact, users_hosts_and_secrets)
{
    expect_redacted("ssh anna@gate.plant.example", "ssh user-1@host-1");
    expect_redacted("http://anna:s3cret@10.1.2.3:80/", "http://user-1@net-1.host-1:80/");
    expect_redacted("C:\\Users\\anna\\x, then anna", "C:\\Users\\user-1\\x, then user-1");
    expect_redacted("PLANT\\anna", "domain-1\\user-1");
    expect_redacted("/home/anna/facts.json", "/home/user-1/facts.json");
}

Test(redact, ids_and_fingerprints)
{
    expect_redacted("6f9619ff-8b86-d011-b42d-00c04fc964ff", "id-1");
    expect_redacted("00:50:56:ab:cd:ef and 00-50-56-AB-CD-EF", "mac-1 and mac-2");
    expect_redacted("SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og", "fingerprint-1");
    expect_redacted("d41d8cd98f00b204e9800998ecf8427e", "fingerprint-1");
    expect_redacted("/subscriptions/0b1f6471/resourceGroups/rg-line3/x",
                    "/subscriptions/subscription-1/resourceGroups/group-1/x");
}

static bool contains(const char *text, const char *word)
{
    for (; *text != '\0'; text++) {
        if (text_starts(text, word))
            return true;
    }
    return false;
}

/* None of the originals is left, in any format, and what was one thing before still is. */
static void expect_none_left(const char *name)
{
    static const char *const originals[] = {
        "edge-01",  "esx-01",     "plant.example", "anna",        "10.20.30",    "9.9.9.9",
        "Line 'A'", "Line ''A''", "EFLOW-Ext",     "Plant floor", "proxy.plant",
    };
    cJSON *report = fixture_report(name);
    cJSON *redacted = report_redact(report);
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
        char *text = fixture_render(redacted, (enum report_format)format);
        for (size_t i = 0; i < sizeof originals / sizeof *originals; i++)
            cr_expect_not(contains(text, originals[i]), "%s of %s: %s",
                          report_format_name((enum report_format)format), name, originals[i]);
        free(text);
    }
    cJSON_Delete(redacted);
    cJSON_Delete(report);
}

Test(redact, none_of_the_originals_is_left)
{
    expect_none_left("small-not-ready");
    expect_none_left("small-ready");
    expect_none_left("esxi-not-exposed");
}

/* What a report says after redaction, as JSON; the caller frees. */
static char *redacted_json(const char *json)
{
    cJSON *report = report_parse(json, strlen(json), "a.json", NULL);
    cJSON *redacted = report_redact(report);
    char *text = fixture_render(redacted, REPORT_JSON);
    cJSON_Delete(redacted);
    cJSON_Delete(report);
    return text;
}

Test(redact, names_in_what_a_server_said)
{
    char *text = redacted_json(
        "{\"format\": \"eflow-report/1\", \"names\": [{\"kind\": \"host\", \"name\": \"keller\"}],"
        "\"checks\": [{\"reason\": \"Not known: till-7 is off, keller refuses.\", \"seen\": ["
        "{\"fact\": \"vm.power\", \"value\": null, \"reason\": \"keller has several virtual "
        "machines: "
        "till-7, SQL Prod, edge. Say which one is meant, not \\\"Oven 3\\\".\"}]}]}");
    static const char *const originals[] = {"keller", "till-7", "SQL Prod", "Oven 3"};
    for (size_t i = 0; i < sizeof originals / sizeof *originals; i++)
        cr_expect_not(contains(text, originals[i]), "%s: %s", originals[i], text);
    cr_expect(contains(text, "Say which one is meant"));
    free(text);
    text = redacted_json(
        "{\"format\": \"eflow-report/1\", \"checks\": [{\"seen\": [{\"fact\": \"vm.power\","
        "\"reason\": \"no answer: the server needs much time, and then some more\"}]}]}");
    cr_expect(contains(text, "the server needs much time, and then some more"), "%s", text);
    free(text);
}

Test(redact, names_of_azure_and_of_hosts_in_sources)
{
    char *text = redacted_json(
        "{\"format\": \"eflow-report/1\", \"checks\": [{\"seen\": ["
        "{\"fact\": \"azure.size\", \"value\": \"Standard_D4s_v5\", \"source\": \"az vm show, "
        "ovens/line3\"},"
        "{\"fact\": \"vm.power\", \"value\": \"on\", \"source\": \"vSphere API, keller\"},"
        "{\"fact\": \"guest.admin\", \"value\": true, \"source\": \"Windows PowerShell on stube\"},"
        "{\"fact\": \"guest.admin\", \"value\": true, \"source\": \"worked out from other "
        "facts\"}]}]}");
    static const char *const originals[] = {"ovens", "line3", "keller", "stube"};
    for (size_t i = 0; i < sizeof originals / sizeof *originals; i++)
        cr_expect_not(contains(text, originals[i]), "%s: %s", originals[i], text);
    cr_expect(contains(text, "az vm show, group-1/vm-1"));
    cr_expect(contains(text, "worked out from other facts"));
    cr_expect(contains(text, "Standard_D4s_v5"));
    free(text);
}

/* As German, French, Japanese and Chinese write quotes and lists. */
Test(redact, names_in_reasons_of_other_languages)
{
    char *text = redacted_json(
        "{\"format\": \"eflow-report/1\", \"checks\": [{\"seen\": ["
        "{\"fact\": \"vm.power\", \"value\": null, \"reason\": \"Es gibt „Ofen 3“ nicht.\"},"
        "{\"fact\": \"vm.power\", \"value\": null, \"reason\": \"Pas de «\xC2\xA0"
        "quai-3\xC2\xA0».\"},"
        "{\"fact\": \"vm.power\", \"value\": null, \"reason\": \"「milk-2」はありません。\"},"
        "{\"fact\": \"vm.power\", \"value\": null, \"reason\": \"有多台虚拟机：edge-7, "
        "till-7。\"},"
        "{\"fact\": \"guest.admin\", \"value\": true, \"source\": \"Übungslabor\"}]}]}");
    static const char *const originals[] = {"Ofen 3", "quai-3", "milk-2", "edge-7", "till-7"};
    for (size_t i = 0; i < sizeof originals / sizeof *originals; i++)
        cr_expect_not(contains(text, originals[i]), "%s: %s", originals[i], text);
    cr_expect(contains(text, "Übungslabor"), "%s", text);
    free(text);
}

Test(redact, the_report_says_the_same)
{
    cJSON *report = fixture_report("small-not-ready");
    cJSON *redacted = report_redact(report);
    cr_expect_str_eq(string_at(redacted, "verdict"), string_at(report, "verdict"));
    cr_expect(cJSON_Compare(cJSON_GetObjectItem(redacted, "summary"),
                            cJSON_GetObjectItem(report, "summary"), true));
    cr_expect_str_eq(string_at(redacted, "machine"), "vm-1");
    cr_expect(cJSON_IsTrue(cJSON_GetObjectItem(redacted, "redacted")));
    cr_expect_null(cJSON_GetObjectItem(redacted, "names"));
    char *text = fixture_render(redacted, REPORT_TEXT);
    cr_expect_not_null(strstr(text, "Virtualization exposed to vm-1"));
    cr_expect_not_null(strstr(text, "-ip4Address net-1.host-1 -ip4GatewayAddress net-1.host-2"));
    free(text);
    cJSON_Delete(redacted);
    cJSON_Delete(report);
}
