/* What has just changed. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "flow/changes.h"
#include "kit.h"

static void see(struct changes *changes, const char *text, int64_t now)
{
    struct facts *facts = kit_facts(text);
    struct assessment *all =
        assess(&(struct assess_input){.guide = library_guide(kit_library(), "esxi"),
                                      .sizes = kit_library()->sizes,
                                      .facts = facts});
    changes_note(changes, all, now);
    assessment_free(all);
    facts_free(facts);
}

Test(changes, nothing_is_new_at_first_sight)
{
    struct changes changes = {0};
    see(&changes, "{'vm.nested': false}", 1000);
    cr_expect_not(changes_is_new(&changes, "esxi.nested", 1000));
    cr_expect_eq(changes_next(&changes, 1000), -1);
    changes_clear(&changes);
}

Test(changes, what_becomes_known_is_no_change)
{
    struct changes changes = {0};
    see(&changes, "{}", 1000);
    see(&changes, "{'vm.nested': false}", 2000);
    cr_expect_not(changes_is_new(&changes, "esxi.nested", 2000));
    changes_clear(&changes);
}

Test(changes, another_value_is_new_for_a_moment)
{
    struct changes changes = {0};
    see(&changes, "{'vm.nested': false}", 1000);
    see(&changes, "{'vm.nested': true}", 2000);
    cr_expect(changes_is_new(&changes, "esxi.nested", 2000));
    cr_expect(changes_is_new(&changes, "esxi.nested", 2000 + CHANGE_SHOWN_MS - 1));
    cr_expect_not(changes_is_new(&changes, "esxi.nested", 2000 + CHANGE_SHOWN_MS));
    changes_clear(&changes);
}

Test(changes, what_cannot_be_seen_any_more_is_new)
{
    struct changes changes = {0};
    see(&changes, "{'vm.nested': true}", 1000);
    see(&changes, "{}", 2000);
    cr_expect(changes_is_new(&changes, "esxi.nested", 2000));
    changes_clear(&changes);
}

Test(changes, the_last_ones_are_told_in_words_the_newest_last)
{
    struct changes changes = {0};
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'on', 'vm.nested': false}", 1000);
    cr_expect_eq(changes.told_count, 0);
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'off', 'vm.nested': false}", 2000);
    cr_assert_eq(changes.told_count, 1);
    cr_expect_str_eq(changes.told[0].text, "edge-01: off, not exposed (before: ON, not exposed)");
    cr_expect_eq(changes.told[0].at, 2000);
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'off', 'vm.nested': true}", 3000);
    cr_assert_eq(changes.told_count, 3);
    cr_expect_str_eq(changes.told[1].text, "Virtualization exposed to the VM: ok (before: FAIL)");
    cr_expect_str_eq(changes.told[2].text, "edge-01: off, exposed (before: off, not exposed)");
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'on', 'vm.nested': true}", 4000);
    cr_assert_eq(changes.told_count, CHANGES_TOLD);
    cr_expect_str_eq(changes.told[2].text, "edge-01: ON, exposed (before: off, exposed)");
    changes_forget_words(&changes);
    cr_expect_eq(changes.told_count, 0);
    cr_expect(changes.has_told);
    changes_clear(&changes);
}

Test(changes, what_cannot_be_seen_for_a_while_is_not_told)
{
    struct changes changes = {0};
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'off', 'vm.nested': false}", 1000);
    see(&changes, "{'vm.name': 'edge-01'}", 2000);
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'off', 'vm.nested': false}", 3000);
    for (size_t i = 0; i < changes.told_count; i++)
        cr_expect_fail("%s", changes.told[i].text);
    see(&changes, "{'vm.name': 'edge-01'}", 4000);
    see(&changes, "{'vm.name': 'edge-01', 'vm.power': 'on', 'vm.nested': false}", 5000);
    cr_assert_gt(changes.told_count, 0);
    cr_expect_str_eq(changes.told[changes.told_count - 1].text,
                     "edge-01: ON, not exposed (before: off, not exposed)");
    changes_clear(&changes);
}

Test(changes, layers_count_too)
{
    struct changes changes = {0};
    see(&changes, "{'vm.power': 'on', 'vm.nested': true}", 1000);
    see(&changes, "{'vm.power': 'off', 'vm.nested': true}", 2000);
    cr_expect(changes_is_new(&changes, "vm", 2000));
    changes_clear(&changes);
}

Test(changes, the_same_again_changes_nothing)
{
    struct changes changes = {0};
    see(&changes, "{'vm.nested': true, 'vm.power': 'on', 'vm.promiscuous': false}", 1000);
    see(&changes, "{'vm.nested': true, 'vm.power': 'on', 'vm.promiscuous': false}", 2000);
    for (size_t i = 0; i < changes.count; i++) {
        cr_expect_not(changes_is_new(&changes, changes.items[i].id, 2000), "%s",
                      changes.items[i].id);
    }
    changes_clear(&changes);
}

Test(changes, next_is_when_the_first_mark_ends)
{
    struct changes changes = {0};
    see(&changes, "{'vm.nested': false, 'vm.power': 'on'}", 1000);
    see(&changes, "{'vm.nested': true, 'vm.power': 'on'}", 2000);
    see(&changes, "{'vm.nested': true, 'vm.power': 'off'}", 3000);
    cr_expect_eq(changes_next(&changes, 3500), 2000 + CHANGE_SHOWN_MS);
    cr_expect_eq(changes_next(&changes, 2000 + CHANGE_SHOWN_MS), 3000 + CHANGE_SHOWN_MS);
    cr_expect_eq(changes_next(&changes, 3000 + CHANGE_SHOWN_MS), -1);
    changes_clear(&changes);
}

Test(changes, an_id_that_nobody_has_is_not_new)
{
    struct changes changes = {0};
    cr_expect_not(changes_is_new(&changes, "esxi.nested", 1));
    see(&changes, "{}", 1000);
    cr_expect_not(changes_is_new(&changes, "zzz", 1000));
    changes_clear(&changes);
}
