/* Runs a fuzzer over the files of its corpus, without a fuzzing engine: each file as it is, cut
 * off after each of its bytes, and with each byte changed in a few ways. Prints TAP. FUZZ_CORPUS
 * is the folder's name. */
#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "sys/file.h"
#include "sys/text.h"

enum { FILE_LIMIT = 1 << 20, CHANGED_AT_MOST = 4096 /* bytes of a file */ };

/* In memory of its exact size, so that a sanitizer sees reading beyond the end. */
static void try_bytes(const char *bytes, size_t length)
{
    char *exact = must_copy_n(bytes, length);
    uint8_t *data = must_alloc(length > 0 ? length : 1);

    for (size_t i = 0; i < length; i++)
        data[i] = (uint8_t)exact[i];
    (void)LLVMFuzzerTestOneInput(data, length);
    free(data);
    free(exact);
}

static void try_changes(char *bytes, size_t length)
{
    static const char changes[] = {1, 2, 32, (char)128, (char)255};
    size_t end = length < CHANGED_AT_MOST ? length : CHANGED_AT_MOST;

    for (size_t i = 0; i < end; i++) {
        try_bytes(bytes, i);
        for (size_t c = 0; c < sizeof changes; c++) {
            bytes[i] ^= changes[c];
            try_bytes(bytes, length);
            bytes[i] ^= changes[c];
        }
    }
}

static bool try_file(const char *folder, const char *name)
{
    char *path = text_format("%s/%s", folder, name);
    size_t length = 0;
    char *bytes = file_read(path, FILE_LIMIT, &length, NULL);

    if (bytes) {
        try_bytes(bytes, length);
        try_changes(bytes, length);
    }
    free(path);
    free(bytes);
    return bytes != NULL;
}

int main(void)
{
    char *folder = text_format("%s/tests/data/fuzz/%s", getenv("EFLOW_SRCDIR"), FUZZ_CORPUS);
    DIR *files = opendir(folder);
    struct dirent *file;
    int count = 0;

    while (files && (file = readdir(files))) {
        if (file->d_name[0] == '.')
            continue;
        printf("%s %d - %s\n", try_file(folder, file->d_name) ? "ok" : "not ok", ++count,
               file->d_name);
        fflush(stdout);
    }
    printf("1..%d\n", count);
    if (files)
        closedir(files);
    free(folder);
    return count > 0 ? 0 : 1;
}
