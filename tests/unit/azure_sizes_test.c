/* Azure sizes: the series of a name, and what the table knows of it (eflow-facts 5.2). */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "kit.h"
#include "model/azure_sizes.h"

static const char *const words[] = {"supported", "unsupported", "unknown"};

static void expect_nested(const char *size, enum azure_nested wanted)
{
    enum azure_nested got = azure_size_nested(kit_library()->sizes, size);
    cr_expect_eq(got, wanted, "%s is %s, not %s", size, words[got], words[wanted]);
}

Test(azure_sizes, the_series_of_a_size)
{
    static const struct {
        const char *size;
        const char *series;
    } sizes[] = {
        {"Standard_D4ads_v5",      "Dadsv5"    },
        {"Standard_E4-2s_v3",      "Esv3"      },
        {"Standard_E80ids_v4",     "Edsv4"     },
        {"Standard_DC4s_v3",       "DCsv3"     },
        {"Standard_D2ps_v5",       "Dpsv5"     },
        {"Standard_NV6ads_A10_v5", "NVadsA10v5"},
        {"Standard_B4ms",          "Bms"       },
        {"Standard_D2_v2",         "Dv2"       },
        {"Standard_FX4mds",        "FXmds"     },
        {"Standard_F72s_v2",       "Fsv2"      },
        {"Standard_M416-208s_v2",  "Msv2"      },
        {"Standard_A1",            "A"         },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        kit_expect(azure_series_of(sizes[i].size), sizes[i].series);
    }
}

Test(azure_sizes, what_is_no_size_has_no_series)
{
    static const char *const names[] = {
        "",
        "Standard_",
        "Basic_A1",
        "Standard_D",
        "Standard_4",
        "D4s_v3",
        "Standard_D4s_v",
        "Standard_D4s_3",
        "Standard_D4s_v3_x",
        "Standard_d4s_v3",
        "Standard_D4-s_v3",
        "Standard_DS2_v2_Promo",
        "Standard_D4s__v3",
        "Standard_D4s v3",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *series = azure_series_of(names[i]);
        cr_expect_null(series, "%s gave %s", names[i], series);
        free(series);
    }
}

Test(azure_sizes, series_with_nested_virtualization)
{
    static const char *const sizes[] = {
        "Standard_D4s_v3",  "Standard_D4s_v5",   "Standard_D4ds_v5",  "Standard_D4ls_v5",
        "Standard_D4as_v5", "Standard_D4ads_v5", "Standard_D4s_v6",   "Standard_D4as_v7",
        "Standard_E4s_v5",  "Standard_E4as_v6",  "Standard_F4s_v2",   "Standard_F4als_v6",
        "Standard_L8s_v3",  "Standard_L8as_v3",  "Standard_D4_v3",    "Standard_E4-2s_v3",
        "Standard_FX4mds",  "Standard_M64ms",    "Standard_E8bds_v5", "Standard_D4_v5",
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        expect_nested(sizes[i], AZURE_NESTED_SUPPORTED);
    }
}

Test(azure_sizes, series_without_nested_virtualization)
{
    static const char *const sizes[] = {
        "Standard_D4as_v4",  "Standard_D2_v2",   "Standard_D2ps_v5",       "Standard_D2ps_v6",
        "Standard_DC4as_v5", "Standard_DC4s_v3", "Standard_DC4es_v6",      "Standard_B4ms",
        "Standard_B2s_v2",   "Standard_B2as_v2", "Standard_NV6ads_A10_v5",
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        expect_nested(sizes[i], AZURE_NESTED_UNSUPPORTED);
    }
}

Test(azure_sizes, a_family_covers_the_series_that_the_table_does_not_list)
{
    expect_nested("Standard_B2ts_v2", AZURE_NESTED_UNSUPPORTED);
    expect_nested("Standard_EC4as_v5", AZURE_NESTED_UNSUPPORTED);
    expect_nested("Standard_DC8_v2", AZURE_NESTED_UNSUPPORTED);
}

Test(azure_sizes, a_family_does_not_cover_another_whose_name_begins_alike)
{
    expect_nested("Standard_BX4s_v9", AZURE_NESTED_UNKNOWN);
    expect_nested("Standard_DCX4s_v9", AZURE_NESTED_UNKNOWN);
}

Test(azure_sizes, what_the_table_does_not_have_is_unknown)
{
    static const char *const sizes[] = {
        "Standard_D4las_v6",  "Standard_E4bs_v5", "Standard_M8ms_v3",
        "Standard_FX4mds_v2", "Standard_D4a_v4",  "Standard_A2_v2",
        "Standard_H16r",      "nonsense",         ""};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        expect_nested(sizes[i], AZURE_NESTED_UNKNOWN);
    }
}

Test(azure_sizes, without_a_table_every_size_is_unknown)
{
    cr_expect_eq(azure_size_nested(NULL, "Standard_D4s_v3"), AZURE_NESTED_UNKNOWN);
}

/* A size that nobody wrote down neither passes nor fails, on the path where it decides. */
Test(azure_sizes, an_unknown_size_is_neither_a_pass_nor_a_fail)
{
    struct facts *facts = kit_facts("{'azure.size': 'Standard_Z4s_v9'}");
    struct assessment *all =
        assess(&(struct assess_input){.guide = library_guide(kit_library(), "azure"),
                                      .sizes = kit_library()->sizes,
                                      .facts = facts});
    const struct check_result *size = &all->checks[assessment_check(all, "azure.size")];
    cr_expect_eq(size->status, CHECK_UNKNOWN, "%s", check_status_name(size->status));
    assessment_free(all);
    facts_free(facts);
}

/* --- the file --- */

static void expect_refused(const char *json, const char *where, const char *what)
{
    struct error err = {0};
    cr_assert_null(azure_sizes_load(kit_json(json), true, "azure-sizes.json", &err), "%s", json);
    cr_expect_eq(err.status, EXIT_DATA);
    cr_expect_str_eq(err.where, where, "%s", err.where);
    cr_expect_str_eq(err.what, what, "%s", err.what);
    error_clear(&err);
}

#define SIZES(entries) "{'format': 'eflow-azure-sizes/1', 'series': [" entries "]}"

Test(azure_sizes, a_wrong_table_is_refused_with_its_place)
{
    expect_refused("{'format': 'eflow-azure-sizes/2'}", "azure-sizes.json: format",
                   "Expected one of eflow-azure-sizes/1, got \"eflow-azure-sizes/2\".");
    expect_refused("{'format': 'eflow-azure-sizes/1', 'sizes': []}", "azure-sizes.json: sizes",
                   "There is no key \"sizes\" here. Expected: format, series, families.");
    expect_refused(SIZES("{'key': 'Dsv3', 'nested': 'yes', 'source': 'x'}"),
                   "azure-sizes.json: series[0].nested",
                   "Expected one of supported, unsupported, unknown, got \"yes\".");
    expect_refused(SIZES("{'key': 'Dsv3', 'nested': 'supported'}"), "azure-sizes.json: series[0]",
                   "The key \"source\" is missing.");
    expect_refused(SIZES("{'key': '', 'nested': 'supported', 'source': 'x'}"),
                   "azure-sizes.json: series[0].key", "This text is empty.");
}

Test(azure_sizes, a_series_has_no_key_of_a_family)
{
    expect_refused(SIZES("{'key': 'A', 'starts': 'A', 'nested': 'unknown', 'source': 'x'}"),
                   "azure-sizes.json: series[0].starts",
                   "There is no key \"starts\" here. Expected: key, nested, source, note.");
}

Test(azure_sizes, a_series_stands_there_once)
{
    expect_refused(SIZES("{'key': 'Dsv3', 'nested': 'supported', 'source': 'x'},"
                         "{'key': 'Dsv3', 'nested': 'unsupported', 'source': 'x'}"),
                   "azure-sizes.json: series[1].key", "\"Dsv3\" is here twice.");
}
