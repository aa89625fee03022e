/* Which machine is meant: by name, by path, or because there is only one. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "probes/vsphere/names.h"
#include "sys/text.h"
#include "vsphere_kit.h"

static struct sim *sim;

static void stop(void)
{
    sim_stop(sim);
}

TestSuite(find, .fini = stop);

static cJSON *look_for(const char *vm)
{
    return look_once(with(target_of(sim), "vm", vm));
}

static int names_told(const cJSON *answer)
{
    return cJSON_GetArraySize(detail(answer, "names"));
}

static const char *name_told(const cJSON *answer, int index)
{
    return cJSON_GetStringValue(cJSON_GetArrayItem(detail(answer, "names"), index));
}

Test(find, the_only_machine_needs_no_name)
{
    cJSON *answer;

    sim = sim_start("esx");
    answer = look_for(NULL);
    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
}

Test(find, among_several_one_must_be_named)
{
    cJSON *answer;

    sim = sim_start_with("esx", (const char *[]){"-vms", "3", NULL});
    answer = look_for(NULL);
    cr_assert(is_error(answer, "data", "\"edge-01\", \"ha-host_VM1\", \"ha-host_VM2\""));
    cr_assert_eq(names_told(answer), 3);
    cr_assert_eq(detail(answer, "total")->valueint, 3);
    cr_assert(cJSON_IsNull(detail(answer, "wanted")));
    cJSON_Delete(answer);
    cr_assert_eq(sim_sessions(sim), 0);
}

Test(find, a_wrong_name_is_answered_with_the_closest_ones)
{
    cJSON *answer;

    sim = sim_start_with("esx", (const char *[]){"-vms", "3", NULL});
    answer = look_for("Edge-1");
    cr_assert(is_error(answer, "data", "\"Edge-1\""));
    cr_assert_str_eq(name_told(answer, 0), "edge-01");
    detail_is(answer, "wanted", "Edge-1");
    cJSON_Delete(answer);
    answer = look_for("ha-host_VM22");
    cr_assert_str_eq(name_told(answer, 0), "ha-host_VM2");
    cJSON_Delete(answer);
}

Test(find, a_long_list_is_cut_and_the_total_is_told)
{
    cJSON *answer;

    sim = sim_start_with("esx", (const char *[]){"-vms", "70", "-page", "20", NULL});
    answer = look_for("ha-host_VM6x");
    cr_assert(is_error(answer, "data", ", ..."));
    cr_assert_eq(names_told(answer), 50);
    cr_assert_eq(detail(answer, "total")->valueint, 70);
    cJSON_Delete(answer);
    cr_assert_geq(sim_calls(sim, "ContinueRetrievePropertiesEx"), 3);
    answer = look_for("ha-host_VM69");
    fact_is(answer, "vm.name", "ha-host_VM69");
    cJSON_Delete(answer);
}

Test(find, a_list_without_end_is_not_believed)
{
    cJSON *answer;

    sim = sim_start_with("esx", (const char *[]){"-vms", "201", "-page", "1", NULL});
    answer = look_for("edge-01");
    cr_assert(is_error(answer, "data", "more objects than"));
    cJSON_Delete(answer);
    cr_assert_eq(sim_calls(sim, "ContinueRetrievePropertiesEx"), 199);
    cr_assert_eq(sim_sessions(sim), 0);
}

Test(find, names_that_occur_twice_need_their_path)
{
    cJSON *answer;

    sim = sim_start_with("vpx", (const char *[]){"-datacenters", "2", NULL});
    sim_tell(sim, "vm=DC0_H0_VM0&rename=twin&power=off");
    sim_tell(sim, "vm=DC1_H0_VM0&rename=twin");
    answer = look_for("twin");
    cr_assert(is_error(answer, "data", "\"/DC0/vm/twin\", \"/DC1/vm/twin\""));
    cr_assert_eq(names_told(answer), 2);
    cJSON_Delete(answer);
    answer = look_for("/DC0/vm/twin");
    fact_is(answer, "vm.power", "off");
    cJSON_Delete(answer);
    answer = look_for("DC1/vm/twin");
    fact_is(answer, "vm.power", "on");
    cJSON_Delete(answer);
    answer = look_for("/DC2/vm/twin");
    cr_assert(is_error(answer, "data", "no virtual machine \"/DC2/vm/twin\""));
    cJSON_Delete(answer);
}

Test(find, a_slash_in_a_name_and_markup_do_no_harm)
{
    cJSON *answer;

    sim = sim_start("esx");
    sim_tell(sim, "vm=edge-01&rename=%s", "a%252fb <%26> \"c\"");
    answer = look_for("a/b <&> \"c\"");
    fact_is(answer, "vm.power", "on");
    cJSON_Delete(answer);
}

Test(find, names_with_escape_sequences_are_harmless_in_messages)
{
    cJSON *answer;

    sim = sim_start("esx");
    sim_tell(sim, "vm=edge-01&rename=%s", "a%C2%9B31mb");
    answer = look_for("edge-01");
    cr_assert(is_error(answer, "data",
                       "a\xef\xbf\xbd"
                       "31mb"));
    cJSON_Delete(answer);
}

Test(find, a_user_who_sees_no_machine_is_told_so)
{
    cJSON *answer;

    sim = sim_start("esx");
    sim_tell(sim, "hide=VirtualMachine:*");
    answer = look_for("edge-01");
    cr_assert(is_error(answer, "data", "sees no virtual machine"));
    cJSON_Delete(answer);
}

/* --- names ------------------------------------------------------------------------------------ */

Test(names, distance_counts_letters_without_regard_to_case)
{
    cr_assert_eq(name_distance("edge", "EDGE"), 0);
    cr_assert_eq(name_distance("edge", "edgy"), 1);
    cr_assert_eq(name_distance("edge", "eddge"), 1);
    cr_assert_eq(name_distance("", "abc"), 3);
    cr_assert_eq(name_distance("kitten", "sitting"), 3);
}

Test(names, escapes_of_vsphere_are_undone_and_others_are_left)
{
    static const char *const pairs[][2] = {
        {"a%2fb%2Fc", "a/b/c"},
        {"100%25",    "100%" },
        {"a%5cb",     "a\\b" },
        {"%41",       "%41"  },
        {"%",         "%"    },
        {"%2",        "%2"   },
        {"%zz",       "%zz"  },
        {"",          ""     },
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *name = must_copy(pairs[i][0]);

        name_decode(name);
        cr_assert_str_eq(name, pairs[i][1]);
        free(name);
    }
}

Test(names, a_path_may_be_whole_or_its_end)
{
    cr_assert(name_is_end_of_path("/DC0/vm/lab/web", "/DC0/vm/lab/web"));
    cr_assert(name_is_end_of_path("/DC0/vm/lab/web", "lab/web"));
    cr_assert_not(name_is_end_of_path("/DC0/vm/lab/web", "ab/web"));
    cr_assert_not(name_is_end_of_path("/DC0/vm/lab/web", "/lab/web"));
    cr_assert_not(name_is_end_of_path("/DC0/vm/lab/web", "web"));
    cr_assert_not(name_is_end_of_path("/DC0/vm/lab/web", "x/DC0/vm/lab/web"));
}
