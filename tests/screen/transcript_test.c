/* Runs transcripts, each as one TAP test: all of tests/screen/transcripts, or those named.
 *
 *   tests/screen/transcript_test                      all
 *   tests/screen/transcript_test fruit esxi-steps     these two of the folder
 *   tests/screen/transcript_test ./draft.txt          a file elsewhere */
#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_internal.h"
#include "transcript.h"

static const char folder[] = "tests/screen/transcripts";

static bool run_file(const char *name, const char *path, char **ret_failure)
{
    struct transcript *transcript = transcript_read(name, path, ret_failure);
    bool is_good = transcript != NULL && transcript_run(transcript, ret_failure);

    transcript_free(transcript);
    return is_good;
}

static void print_as_comment(char *text)
{
    char *rest = text;

    for (char *line = strsep(&rest, "\n"); line != NULL; line = strsep(&rest, "\n"))
        printf("# %s\n", line);
}

/* A name without a slash is one of the folder; it is shown as a path from the top of the sources. */
static bool run_one(int number, const char *name)
{
    bool is_path = strchr(name, '/') != NULL;
    char *shown = NULL;
    char *path = NULL;
    char *failure = NULL;

    if (asprintf(&shown, "%s/%s.txt", folder, name) < 0 ||
        asprintf(&path, "%s/%s", screen_source_directory(), shown) < 0)
        abort();
    bool is_good = is_path ? run_file(name, name, &failure) : run_file(shown, path, &failure);
    printf("%sok %d - %s\n", is_good ? "" : "not ", number, name);
    if (failure != NULL)
        print_as_comment(failure);
    fflush(stdout);
    free(failure);
    free(path);
    free(shown);
    return is_good;
}

static int is_transcript(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 4 && strcmp(entry->d_name + length - 4, ".txt") == 0;
}

static int run_folder(void)
{
    struct dirent **entries = NULL;
    char *path = NULL;
    int failed = 0;

    if (asprintf(&path, "%s/%s", screen_source_directory(), folder) < 0)
        abort();
    int count = scandir(path, &entries, is_transcript, alphasort);
    if (count <= 0) {
        printf("Bail out! there is no transcript in %s\n", path);
        return EXIT_FAILURE;
    }
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - 4] = '\0';
        failed += !run_one(i + 1, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    free(path);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char *argv[])
{
    int failed = 0;

    if (argc < 2)
        return run_folder();
    printf("1..%d\n", argc - 1);
    for (int i = 1; i < argc; i++)
        failed += !run_one(i, argv[i]);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
