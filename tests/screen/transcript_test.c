/* Runs transcripts, each as one TAP test: all of tests/screen/transcripts, or those named.
 *
 *   tests/screen/transcript_test                      all
 *   tests/screen/transcript_test fruit esxi-steps     these two of the folder
 *   tests/screen/transcript_test ./draft.txt          a file elsewhere
 *
 * Each runs in a process of its own, some at a time (EFLOW_TEST_JOBS, 4 without it): they wait more
 * than they work, and one that crashes does not take the others with it. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "screen_internal.h"
#include "transcript.h"

enum { DEFAULT_JOBS = 4 };

static const char folder[] = "tests/screen/transcripts";

struct job {
    const char *name;
    pid_t pid;
    FILE *report; /* what the process has to say about a failure */
    int status;   /* as waitpid() has it */
    bool is_done;
};

/* --- in the process of a transcript ------------------------------------------------------------ */

static bool run_file(const char *name, const char *path, char **ret_failure)
{
    struct transcript *transcript = transcript_read(name, path, ret_failure);
    bool is_good = transcript != NULL && transcript_run(transcript, ret_failure);

    transcript_free(transcript);
    return is_good;
}

/* A name without a slash is one of the folder; it is shown as a path from the top of the sources. */
static bool run_named(const char *name, char **ret_failure)
{
    char *shown = NULL;
    char *path = NULL;

    if (strchr(name, '/') != NULL)
        return run_file(name, name, ret_failure);
    if (asprintf(&shown, "%s/%s.txt", folder, name) < 0 ||
        asprintf(&path, "%s/%s", screen_source_directory(), shown) < 0)
        abort();
    bool is_good = run_file(shown, path, ret_failure);
    free(path);
    free(shown);
    return is_good;
}

static _Noreturn void be_job(const struct job *job)
{
    char *failure = NULL;
    bool is_good = run_named(job->name, &failure);

    if (failure != NULL)
        fputs(failure, job->report);
    free(failure);
    fclose(job->report);
    exit(is_good ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* --- in the runner ----------------------------------------------------------------------------- */

static void start_job(struct job *job)
{
    fflush(stdout);
    job->report = tmpfile();
    job->pid = job->report != NULL ? fork() : -1;
    if (job->pid < 0) {
        printf("Bail out! cannot start a transcript: %s\n", strerror(errno));
        exit(EXIT_FAILURE);
    }
    if (job->pid == 0)
        be_job(job);
}

static void wait_for_any(struct job *jobs, int count)
{
    int status = 0;
    pid_t pid = waitpid(-1, &status, 0);

    for (int i = 0; i < count; i++) {
        if (jobs[i].pid == pid && !jobs[i].is_done) {
            jobs[i].is_done = true;
            jobs[i].status = status;
        }
    }
}

/* Returns whether it was good. */
static bool print_result(const struct job *job, int number)
{
    bool is_good = WIFEXITED(job->status) && WEXITSTATUS(job->status) == EXIT_SUCCESS;
    char *line = NULL;
    size_t size = 0;

    printf("%sok %d - %s\n", is_good ? "" : "not ", number, job->name);
    if (WIFSIGNALED(job->status))
        printf("# the runner itself was ended by signal %d\n", WTERMSIG(job->status));
    rewind(job->report);
    while (getline(&line, &size, job->report) >= 0)
        printf("# %s%s", line, strchr(line, '\n') != NULL ? "" : "\n");
    free(line);
    fclose(job->report);
    fflush(stdout);
    return is_good;
}

static int jobs_at_once(void)
{
    const char *text = getenv("EFLOW_TEST_JOBS");
    int number = text != NULL ? atoi(text) : 0;

    return number > 0 ? number : DEFAULT_JOBS;
}

/* Results are printed in the order of the names, each as soon as those before it are there. */
static int run_all(struct job *jobs, int count)
{
    int limit = jobs_at_once();
    int started = 0;
    int printed = 0;
    int failed = 0;

    printf("1..%d\n", count);
    for (int running = 0; printed < count; running--) {
        for (; started < count && running < limit; running++)
            start_job(&jobs[started++]);
        wait_for_any(jobs, started);
        for (; printed < started && jobs[printed].is_done; printed++)
            failed += !print_result(&jobs[printed], printed + 1);
    }
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int is_transcript(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 4 && strcmp(entry->d_name + length - 4, ".txt") == 0;
}

/* The names of all transcripts of the folder, without ".txt". */
static int list_folder(struct dirent ***ret_entries)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", screen_source_directory(), folder) < 0)
        abort();
    int count = scandir(path, ret_entries, is_transcript, alphasort);
    if (count <= 0) {
        printf("Bail out! there is no transcript in %s\n", path);
        exit(EXIT_FAILURE);
    }
    for (int i = 0; i < count; i++) {
        char *name = (*ret_entries)[i]->d_name;
        name[strlen(name) - 4] = '\0';
    }
    free(path);
    return count;
}

int main(int argc, char *argv[])
{
    static struct dirent **entries; /* static, so that no process of a transcript leaks them */
    static struct job *jobs;
    int count = argc > 1 ? argc - 1 : list_folder(&entries);

    jobs = calloc((size_t)count, sizeof *jobs);
    if (jobs == NULL)
        abort();
    for (int i = 0; i < count; i++)
        jobs[i].name = entries != NULL ? entries[i]->d_name : argv[i + 1];
    int status = run_all(jobs, count);
    for (int i = 0; entries != NULL && i < count; i++)
        free(entries[i]);
    free(entries);
    free(jobs);
    return status;
}
