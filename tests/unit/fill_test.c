/* Texts with places for facts, and values quoted for a shell. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "kit.h"
#include "model/fill.h"
#include "sys/text.h"

static void expect_filled(const char *text, enum fill_quoting quoting, const char *wanted)
{
    struct facts *facts = kit_facts("{'vm.name': 'edge 01', 'vm.nested': false, 'vm.cpus': 4,"
                                    " 'vm.power': 'on', 'guest.admin': true}");
    char *got = fill(text, facts, quoting);
    cr_expect_str_eq(got, wanted, "%s\n  got      %s\n  expected %s", text, got, wanted);
    free(got);
    facts_free(facts);
}

static void expect_quoted(const char *value, enum fill_quoting quoting, const char *wanted)
{
    char *got = fill_quote(value, quoting);
    cr_expect_str_eq(got, wanted, "%s\n  got      %s\n  expected %s", value, got, wanted);
    free(got);
}

/* --- placeholders --- */

Test(fill, no_text_is_empty)
{
    expect_filled(NULL, FILL_PLAIN, "");
    expect_filled("", FILL_PLAIN, "");
}

Test(fill, a_known_fact_reads_as_its_value)
{
    expect_filled("{vm.name} has {vm.cpus}, {vm.power}.", FILL_PLAIN, "edge 01 has 4, on.");
}

Test(fill, yes_or_no_reads_as_the_fact_says)
{
    expect_filled("{vm.nested} {guest.admin}", FILL_PLAIN, "off yes");
}

Test(fill, an_unknown_fact_reads_as_a_question_mark)
{
    expect_filled("<{host.name}>", FILL_PLAIN, "<?>");
}

Test(fill, an_unknown_fact_reads_as_the_words_after_the_bar)
{
    expect_filled("<{host.name|the host}>", FILL_PLAIN, "<the host>");
    expect_filled("<{host.name|}>", FILL_PLAIN, "<>");
}

Test(fill, a_known_fact_ignores_the_words_after_the_bar)
{
    expect_filled("{vm.cpus|some}", FILL_PLAIN, "4");
}

Test(fill, doubled_braces_are_braces)
{
    expect_filled("{{vm.name}}", FILL_PLAIN, "{vm.name}");
    expect_filled("{{{vm.cpus}}}", FILL_PLAIN, "{4}");
    expect_filled("}}{{", FILL_PLAIN, "}{");
}

Test(fill, broken_braces_are_shown_as_they_are)
{
    expect_filled("a {vm.name", FILL_PLAIN, "a {vm.name");
    expect_filled("a } b", FILL_PLAIN, "a } b");
}

Test(fill, braces_in_a_value_are_no_placeholder)
{
    struct facts *facts = kit_facts("{'vm.name': '{vm.cpus}', 'vm.cpus': 4}");
    kit_expect(fill("{vm.name}", facts, FILL_PLAIN), "{vm.cpus}");
    facts_free(facts);
}

Test(fill, a_command_quotes_each_value_and_leaves_the_fallback_alone)
{
    expect_filled("Start-VM {vm.name} -Count {vm.cpus}", FILL_POWERSHELL,
                  "Start-VM 'edge 01' -Count 4");
    expect_filled("Start-VM {host.name|'the VM'}", FILL_POWERSHELL, "Start-VM 'the VM'");
}

Test(fill, a_list_in_a_command_is_its_elements_with_commas_between)
{
    struct facts *facts = facts_new();
    cJSON *dns = kit_json("['1.1.1.1', 'a b']");
    facts_set(facts, fact_find("plan.dns"), "plan", "the plan", dns, NULL, 0);
    kit_expect(fill("-dns {plan.dns}", facts, FILL_POWERSHELL), "-dns 1.1.1.1,'a b'");
    kit_expect(fill("{plan.dns}", facts, FILL_PLAIN), "1.1.1.1, a b");
    cJSON_Delete(dns);
    facts_free(facts);
}

/* --- what the loader refuses --- */

static void expect_refused(const char *text, const char *what)
{
    struct json_at top = {.file = "esxi.json"};
    struct json_at at = json_at_key(&top, "summary");
    struct error err = {0};
    cr_assert_eq(fill_check(text, &at, &err), -1, "%s", text);
    cr_expect_eq(err.status, EXIT_DATA);
    cr_expect_str_eq(err.where, "esxi.json: summary");
    cr_expect_str_eq(err.what, what, "%s", err.what);
    error_clear(&err);
}

Test(fill, check_takes_good_texts)
{
    static const char *const good[] = {"",      "plain",       "{vm.name}",   "{vm.name|the VM}",
                                       "{{ }}", "{{vm.nome}}", "a{vm.name|}b"};
    struct json_at at = {.file = "x"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cr_expect_eq(fill_check(good[i], &at, NULL), 0, "%s", good[i]);
    }
}

Test(fill, check_refuses_a_placeholder_that_names_no_fact)
{
    expect_refused("The VM {vm.nome}.", "The placeholder \"vm.nome\" names no fact.");
    expect_refused("{}", "The placeholder \"\" names no fact.");
    expect_refused("{ vm.name }", "The placeholder \" vm.name \" names no fact.");
    expect_refused("{VM.NAME|x}", "The placeholder \"VM.NAME\" names no fact.");
}

Test(fill, check_refuses_single_braces)
{
    expect_refused("a } b", "A single brace; write it twice, or close the placeholder: \"} b\".");
    expect_refused("see {vm.name",
                   "A single brace; write it twice, or close the placeholder: \"{vm.name\".");
}

/* --- quoting --- */

Test(fill_quote, plain_leaves_everything)
{
    expect_quoted("it's \"so\" $x", FILL_PLAIN, "it's \"so\" $x");
}

Test(fill_quote, harmless_words_stay_bare_in_every_shell)
{
    static const char *const bare[] = {"edge-01", "10.0.0.1", "C:/vm", "a_b", "4096"};
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
        expect_quoted(bare[i], FILL_POWERSHELL, bare[i]);
        expect_quoted(bare[i], FILL_POSIX, bare[i]);
        expect_quoted(bare[i], FILL_CMD, bare[i]);
    }
}

Test(fill_quote, the_empty_value_is_an_argument_all_the_same)
{
    expect_quoted("", FILL_POWERSHELL, "''");
    expect_quoted("", FILL_POSIX, "''");
    expect_quoted("", FILL_CMD, "\"\"");
}

Test(fill_quote, a_value_does_not_become_an_option)
{
    expect_quoted("-Force", FILL_POWERSHELL, "'-Force'");
}

Test(fill_quote, powershell_doubles_single_quotes)
{
    expect_quoted("Bob's", FILL_POWERSHELL, "'Bob''s'");
    expect_quoted("a\"b`$(c)", FILL_POWERSHELL, "'a\"b`$(c)'");
    expect_quoted("x; Remove-VM *", FILL_POWERSHELL, "'x; Remove-VM *'");
}

Test(fill_quote, powershell_doubles_typographic_single_quotes_too)
{
    expect_quoted("a\u2019; calc #", FILL_POWERSHELL, "'a\u2019\u2019; calc #'");
    expect_quoted("\u2018\u201A\u201B", FILL_POWERSHELL, "'\u2018\u2018\u201A\u201A\u201B\u201B'");
    expect_quoted("\u201Cdouble\u201D", FILL_POWERSHELL, "'\u201Cdouble\u201D'");
}

Test(fill_quote, posix_leaves_the_quotes_for_a_single_quote)
{
    expect_quoted("Bob's", FILL_POSIX, "'Bob'\\''s'");
    expect_quoted("$(rm -r /)", FILL_POSIX, "'$(rm -r /)'");
    expect_quoted("a\\", FILL_POSIX, "'a\\'");
}

Test(fill_quote, a_posix_shell_reads_back_what_was_quoted)
{
    static const char *const values[] = {"it's \"so\" $HOME `id` \\ * ~ & | ; #", "",
                                         "\u2019 \u00E9", "a b"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char *quoted = fill_quote(values[i], FILL_POSIX);
        char *line = text_format("printf '%%s|' %s", quoted);
        char *wanted = text_format("%s|", values[i]);
        char got[200] = "";
        FILE *shell = popen(line, "r");
        cr_assert_not_null(shell);
        got[fread(got, 1, sizeof got - 1, shell)] = '\0';
        pclose(shell);
        cr_expect_str_eq(got, wanted, "%s gave %s", line, got);
        free(wanted);
        free(line);
        free(quoted);
    }
}

Test(fill_quote, cmd_never_leaves_its_quotes)
{
    expect_quoted("a & calc", FILL_CMD, "\"a & calc\"");
    expect_quoted("a\" & calc & \"b", FILL_CMD, "\"a\"\" & calc & \"\"b\"");
}

Test(fill_quote, cmd_doubles_backslashes_before_a_quote)
{
    expect_quoted("C:\\My VMs\\", FILL_CMD, "\"C:\\My VMs\\\\\"");
    expect_quoted("a\\\"b", FILL_CMD, "\"a\\\\\"\"b\"");
}

Test(fill_quote, cmd_expands_no_variable)
{
    expect_quoted("%PATH%", FILL_CMD, "\"\"^%\"PATH\"^%\"\"");
}
