/* Known hosts: remembered, found, forgotten; never half a file, never for other eyes. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/pins.h"
#include "sys/text.h"

#define DIGITS "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHERS "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

static char folder[] = "/tmp/eflow-pins-test-XXXXXX";
static char *file;
static struct error err;

static void setup(void)
{
    cr_assert_not_null(mkdtemp(folder));
    file = pins_file(folder);
}

static void teardown(void)
{
    error_clear(&err);
    (void)unlink(file);
    (void)rmdir(folder);
    free(file);
}

TestSuite(pins, .init = setup, .fini = teardown);

static void put(const char *content)
{
    cr_assert_eq(file_write(file, content, strlen(content), FILE_REPLACE, NULL), 0);
}

static void remembers(const char *host, const char *sha256)
{
    cr_assert_eq(pins_remember(file, host, sha256, &err), 0, "%s", err.what);
}

static void finds(const char *host, const char *wanted)
{
    char *found = NULL;

    cr_assert_eq(pins_find(file, host, &found, &err), 0, "%s", err.what);
    if (wanted)
        cr_assert_str_eq(found, wanted);
    else
        cr_assert_null(found);
    free(found);
}

Test(pins, a_fingerprint_is_64_digits_however_it_is_written)
{
    char *normal = pins_normal("00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF "
                               "00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff");

    cr_assert_str_eq(normal, DIGITS);
    free(normal);
    cr_assert_null(pins_normal(""));
    cr_assert_null(pins_normal(DIGITS "0"));
    cr_assert_null(pins_normal(&DIGITS[1]));
    cr_assert_null(pins_normal("zz" OTHERS));
}

Test(pins, nobody_is_known_before_the_first_one)
{
    finds("esx-01:443", NULL);
    cr_assert_not(file_exists(file));
}

Test(pins, a_remembered_host_is_found_and_its_neighbours_stay)
{
    remembers("esx-01:443", DIGITS);
    remembers("vc-01:443", OTHERS);
    finds("esx-01:443", DIGITS);
    finds("vc-01:443", OTHERS);
    finds("esx-01:8443", NULL);
}

Test(pins, names_of_hosts_have_no_case)
{
    remembers("ESX-01:443", DIGITS);
    remembers("esx-01:443", OTHERS);
    finds("Esx-01:443", OTHERS);
    cr_assert_eq(pins_forget(file, "eSX-01:443", &err), 0);
    finds("esx-01:443", NULL);
}

Test(pins, a_new_certificate_takes_the_place_of_the_old_one)
{
    remembers("esx-01:443", DIGITS);
    remembers("esx-01:443", OTHERS);
    finds("esx-01:443", OTHERS);
}

Test(pins, a_forgotten_host_is_not_found_and_forgetting_twice_is_no_error)
{
    remembers("esx-01:443", DIGITS);
    remembers("vc-01:443", OTHERS);
    cr_assert_eq(pins_forget(file, "esx-01:443", &err), 0);
    cr_assert_eq(pins_forget(file, "esx-01:443", &err), 0);
    finds("esx-01:443", NULL);
    finds("vc-01:443", OTHERS);
}

Test(pins, only_the_owner_may_read_the_file_whatever_the_umask)
{
    struct stat status;

    umask(0);
    remembers("esx-01:443", DIGITS);
    cr_assert_eq(stat(file, &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0600);
}

Test(pins, no_fingerprint_is_not_remembered)
{
    cr_assert_eq(pins_remember(file, "esx-01:443", "yes", &err), -1);
    cr_assert_not_null(err.what);
    cr_assert_not(file_exists(file));
}

Test(pins, a_damaged_list_is_refused_and_left_as_it_is)
{
    static const char *const damaged[] = {"", "{", "[]", "{\"format\": \"eflow-known-hosts/1\"}",
                                          "{\"format\": \"other/1\", \"hosts\": {}}"};

    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        char *found = NULL, *content;

        put(damaged[i]);
        cr_assert_eq(pins_find(file, "esx-01:443", &found, &err), -1, "%s", damaged[i]);
        cr_assert_eq(err.status, EXIT_DATA);
        cr_assert_not_null(err.hint);
        cr_assert_null(found);
        cr_assert_eq(pins_remember(file, "esx-01:443", DIGITS, &err), -1);
        content = file_read(file, 1000, NULL, NULL);
        cr_assert_str_eq(content, damaged[i]);
        free(content);
    }
}

Test(pins, a_damaged_fingerprint_is_no_missing_one)
{
    char *found = NULL;

    put("{\"format\": \"eflow-known-hosts/1\", \"hosts\": {\"esx-01:443\": {\"sha256\": \"12\"}}}");
    cr_assert_eq(pins_find(file, "esx-01:443", &found, &err), -1);
    cr_assert_null(found);
    finds("vc-01:443", NULL);
}

Test(pins, a_folder_that_is_not_there_is_an_error_of_writing)
{
    char *other = pins_file("/nonexistent");

    cr_assert_eq(pins_remember(other, "esx-01:443", DIGITS, &err), -1);
    cr_assert_eq(err.status, EXIT_CANNOT_WRITE);
    free(other);
}
