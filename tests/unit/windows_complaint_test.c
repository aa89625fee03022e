/* What ssh and PowerShell say when nothing comes -> one sentence of the right kind; and the words that ssh is
 * started with. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "probes/windows/windows_complaint.h"
#include "probes/windows/windows_target.h"
#include "sys/text.h"

static struct windows_target target_of(const char *json)
{
    cJSON *parsed = cJSON_Parse(json);
    struct windows_target target;
    struct error err = {0};

    cr_assert(windows_target_read(parsed, &target, &err) == 0, "%s: %s", json, err.what);
    cJSON_Delete(parsed);
    return target;
}

static struct windows_target edge(void)
{
    return target_of("{\"role\":\"guest\",\"way\":\"ssh\",\"ssh\":\"ssh://edge-01\"}");
}

struct saying {
    int status;
    const char *errors;
    const char *kind, *part;
};

static const struct saying sayings[] = {
    {255,        "ssh: connect to host edge-01 port 22: Connection refused\r\n",                         "network",
     "refuses connections"                                                                                                                                   },
    {255,        "ssh: connect to host edge-01 port 22: Connection timed out\r\n",                       "timeout",
     "did not answer within 10 seconds"                                                                                                                      },
    {255,        "ssh: connect to host edge-01 port 22: No route to host\r\n",                           "network",
     "no way to edge-01"                                                                                                                                     },
    {255,        "ssh: connect to host edge-01 port 22: Network is unreachable\r\n",                     "network", "no way"                                 },
    {255,        "ssh: Could not resolve hostname edge-01: Name or service not known\r\n",               "network",
     "not known to the name service"                                                                                                                         },
    {255,        "Timeout, server edge-01 not responding.\r\n",                                          "network", "stopped answering"                      },
    {255,        "Connection closed by 10.0.0.4 port 22\r\n",                                            "network", "closed by the other side"               },
    {255,        "kex_exchange_identification: read: Connection reset by peer\r\n",                      "network", "closed"                                 },
    {255,        "Connection to edge-01 closed by remote host.\r\n",                                     "network", "closed"                                 },
    {255,        "client_loop: send disconnect: Broken pipe\r\n",                                        "network", "lost"                                   },
    {255,        "edge@edge-01: Permission denied (publickey,password).\r\n",                            "auth",    "authorized_keys"                        },
    {255,        "Received disconnect: Too many authentication failures\r\n",                            "auth",    "IdentityFile"                           },
    {255,
     "No ED25519 host key is known for edge-01 and you have requested strict checking.\r\n"
     "Host key verification failed.\r\n",                                                                "trust",   "is not known here"                      },
    {255,
     "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\r\nHost key verification failed.\r\n",        "trust",   "has changed"                            },
    {255,        "Unable to negotiate with 10.0.0.4 port 22: no matching host key type found.\r\n",
     "trust",                                                                                                       "in common"                              },
    {255,        "/home/x/.ssh/config: line 3: Bad configuration option: foo\r\n",                       "data",
     "configuration"                                                                                                                                         },
    {255,        "Bad owner or permissions on /home/x/.ssh/config\r\n",                                  "data",    "permissions"                            },
    {255,        "Something new happened.\r\n",                                                          "network", "It says: Something new happened."       },
    {255,        "",                                                                                     "network", "was lost"                               },
    {127,        "sh: 1: powershell: not found\n",                                                       "missing", "no Windows PowerShell"                  },
    {9009 & 255, "",                                                                                     "missing", "no Windows PowerShell"                  },
    {1,          "'powershell' is not recognized as an internal or external command,\r\n",               "missing",
     "no Windows PowerShell"                                                                                                                                 },
    {1,          "#< CLIXML\r\n<Objs><S S=\"progress\">x</S><S S=\"Error\">No_x000D__x000A_</S></Objs>",
     "data",                                                                                                        "The last words were: No"                },
    {3,          "",                                                                                     "data",    "ended with status 3 before it answered."},
};

Test(windows_complaint, every_saying_has_its_kind_and_words)
{
    struct windows_target target = edge();

    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        struct complaint complaint =
            windows_complaint(&target, sayings[i].status, sayings[i].errors, NULL, false);

        cr_expect_str_eq(probe_error_name(complaint.kind), sayings[i].kind, "%s",
                         sayings[i].errors);
        cr_expect(strstr(complaint.message, sayings[i].part), "\"%s\" does not say \"%s\"",
                  complaint.message, sayings[i].part);
        cr_expect(text_is_utf8(complaint.message, strlen(complaint.message)));
        free(complaint.message);
    }
    windows_target_clear(&target);
}

Test(windows_complaint, escape_sequences_from_there_do_no_harm_here)
{
    struct windows_target target = edge();
    struct complaint complaint =
        windows_complaint(&target, 2, "\x1b]0;title\x07\x1b[2J\xff gone", NULL, false);

    for (const char *c = complaint.message; *c; c++)
        cr_expect((unsigned char)*c >= ' ');
    free(complaint.message);
    windows_target_clear(&target);
}

Test(windows_complaint, without_last_words_the_noise_before_is_told)
{
    struct windows_target target = edge();
    struct complaint complaint = windows_complaint(&target, 5, "", "Access is denied.", false);

    cr_expect(strstr(complaint.message, "Access is denied."), "%s", complaint.message);
    free(complaint.message);
    windows_target_clear(&target);
}

/* The words joined by blanks; the caller frees. */
static char *joined(const struct windows_target *target)
{
    char **words = windows_target_words(target);
    struct text line = {0};

    for (char **word = words; *word; word++) {
        text_add(&line, *word);
        text_add(&line, " ");
    }
    windows_words_free(words);
    return text_take(&line);
}

static void expect_words(const char *address, const char *part)
{
    char *json = text_format("{\"role\":\"host\",\"way\":\"ssh\",\"ssh\":\"%s\"}", address);
    struct windows_target target = target_of(json);
    char *line = joined(&target);

    cr_expect(strncmp(line, "ssh -T ", 7) == 0, "%s", line);
    cr_expect(strstr(line, " -o BatchMode=yes "), "%s", line);
    cr_expect(strstr(line, part), "\"%s\" has no \"%s\"", line, part);
    free(line);
    windows_target_clear(&target);
    free(json);
}

Test(windows_target, an_address_becomes_words_for_ssh)
{
    (void)unsetenv("EFLOW_SSH_CONFIG");
    expect_words("ssh://edge-01", " LogLevel=INFO -- edge-01 powershell ");
    expect_words("ssh://me@edge-01:2222/", " -p 2222 -l me -- edge-01 powershell ");
    expect_words("ssh://LAB\\\\admin@edge-01", " -l LAB\\admin -- edge-01 ");
    expect_words("ssh://me@lab.example@edge-01", " -l me@lab.example -- edge-01 ");
    expect_words("ssh://[fe80::1]:22", " -p 22 -- fe80::1 ");
    expect_words("ssh://fe80::1", " -- fe80::1 ");
    (void)setenv("EFLOW_SSH_CONFIG", "/some/config", 1);
    expect_words("ssh://edge-01", "ssh -T -F /some/config -o ");
}

Test(windows_target, here_it_is_powershell_itself)
{
    struct windows_target target = target_of("{\"role\":\"guest\",\"way\":\"local\"}");
    char *line = joined(&target);

    cr_expect(strncmp(line, "powershell.exe -NoProfile -NonInteractive ", 42) == 0, "%s", line);
    free(line);
    windows_target_clear(&target);
}

Test(windows_target, addresses_that_are_refused)
{
    static const char *const bad[] = {
        "",
        "edge-01",
        "http://edge-01",
        "ssh://",
        "ssh://@edge",
        "ssh://-oProxyCommand=x",
        "ssh://-l@edge",
        "ssh://edge:0",
        "ssh://edge:65536",
        "ssh://edge:ssh",
        "ssh://edge 01",
        "ssh://edge\\u0007",
        "ssh://[fe80::1",
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *json = text_format("{\"role\":\"guest\",\"way\":\"ssh\",\"ssh\":\"%s\"}", bad[i]);
        cJSON *parsed = cJSON_Parse(json);
        struct windows_target target;
        struct error err = {0};

        cr_expect(windows_target_read(parsed, &target, &err) == -1, "%s", bad[i]);
        cr_expect(err.status == EXIT_DATA && strstr(err.what, "ssh://USER@HOST:PORT"));
        error_clear(&err);
        cJSON_Delete(parsed);
        free(json);
    }
}
