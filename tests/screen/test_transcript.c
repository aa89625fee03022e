/* Transcripts: what the parser takes and refuses, and how a failing one reads. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "transcript.h"

/* --- the parser -------------------------------------------------------------------------------- */

static struct transcript *parse(const char *text)
{
    char *error = NULL;
    struct transcript *transcript = transcript_parse("t", text, &error);

    cr_assert_not_null(transcript, "%s", error);
    cr_assert_null(error);
    return transcript;
}

Test(transcript, words_quotes_and_comments)
{
    struct transcript *t = parse("# what it is\n"
                                 "\n"
                                 "  start --lab 'a b' \"c\\\"d\\n\"  # behind\r\n"
                                 "expect \"# no comment\"");

    cr_assert_eq(t->step_count, 2);
    cr_assert_eq(t->steps[0].verb, VERB_START);
    cr_assert_eq(t->steps[0].line, 3);
    cr_assert_eq(t->steps[0].word_count, 3);
    cr_assert_str_eq(t->steps[0].words[1], "a b");
    cr_assert_str_eq(t->steps[0].words[2], "c\"d\n");
    cr_assert_null(t->steps[0].words[3]);
    cr_assert_str_eq(t->steps[0].source, "start --lab 'a b' \"c\\\"d\\n\"");
    cr_assert_str_eq(t->steps[1].words[0], "# no comment");
    transcript_free(t);
}

Test(transcript, values_become_numbers)
{
    struct transcript *t = parse("size 300x100\nstart\nresize 1x1\nrow 24 x\nbytes <= 60\n"
                                 "signal HUP\nexit HUP\nstart\nexit 65\n");

    cr_assert_eq(t->steps[0].number, 300);
    cr_assert_eq(t->steps[0].second_number, 100);
    cr_assert_eq(t->steps[3].number, 24);
    cr_assert_eq(t->steps[4].number, 60);
    cr_assert_eq(t->steps[5].number, 1);
    cr_assert_eq(t->steps[6].number, 129);
    cr_assert_eq(t->steps[8].number, 65);
    transcript_free(t);
}

struct refusal {
    const char *text;
    const char *error;
};

static const struct refusal refusals[] = {
    {"start\nexpcet Path",      "t:2: there is no command named expcet"                            },
    {"start\n\nexpect",         "t:3: write \"expect TEXT\"; a text with blanks stands in quotes"  },
    {"start\nexpect a list",    "t:2: write \"expect TEXT\"; a text with blanks stands in quotes"  },
    {"start\nascii now",        "t:2: write \"ascii\"; a text with blanks stands in quotes"        },
    {"start\nexpect \"Path",    "t:2: the quote \" is not closed"                                  },
    {"start\nexpect \"Path\\",  "t:2: the quote \" is not closed"                                  },
    {"start\nexpect 'Path",     "t:2: the quote ' is not closed"                                   },
    {"start\nexpect \"Path\"!", "t:2: after the closing quote there must be a blank"               },
    {"start\nexpect \"a\\qb\"", "t:2: \\q means nothing: there are \\n \\t \\e \\\" and \\\\"      },
    {"size 80",                 "t:1: \"80\" is not a size like 80x24"                             },
    {"size 0x24",               "t:1: \"0x24\" is not a size like 80x24"                           },
    {"size 80x24x",             "t:1: \"80x24x\" is not a size like 80x24"                         },
    {"size 80x2000",            "t:1: \"80x2000\" is not a size like 80x24"                        },
    {"start\nsize 80x24",
     "t:2: \"size\" comes before the start of the program; later it is \"resize\""                 },
    {"start\nterm vt100",       "t:2: \"term\" comes before the start of the program"              },
    {"key Down\nstart",         "t:1: \"key\" comes before the first start"                        },
    {"start\nstart",            "t:2: the program of the last start still runs: say its exit first"},
    {"start\nbytes < 60",       "t:2: \"< 60\" is not a limit like <= 60"                          },
    {"start\nbytes <= many",    "t:2: \"<= many\" is not a limit like <= 60"                       },
    {"start\nrow x Path",       "t:2: \"x\" is not a number"                                       },
    {"start\nrow -1 Path",      "t:2: \"-1\" is not a number"                                      },
    {"start\nsignal DOOM",      "t:2: there is no signal named DOOM"                               },
    {"start\nexit well",        "t:2: \"well\" is neither an exit status nor a signal"             },
    {"start\nmatch '('",        "t:2: \"(\" is not a regular expression"                           },
    {"mask '(' x",              "t:1: \"(\" is not a regular expression"                           },
    {"mask colour",             "t:1: the masks with a name are time, date and age, not colour"    },
    {"charset latin1",          "t:1: the charset is UTF-8 or C, not latin1"                       },
    {"set NO_COLOR",            "t:1: \"NO_COLOR\" is not NAME=VALUE"                              },
    {"start\ngolden ../secret", "t:2: a golden file is named without a folder"                     },
    {"start\nkey Down\n",       "t:3: the transcript checks nothing, so it cannot fail"            },
};

Test(transcript, refuses_with_line_and_reason)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        char *error = NULL;
        struct transcript *t = transcript_parse("t", refusals[i].text, &error);

        cr_expect_null(t, "taken: %s", refusals[i].text);
        cr_expect_str_eq(error, refusals[i].error);
        transcript_free(t);
        free(error);
    }
}

Test(transcript, a_file_that_is_not_there)
{
    char *error = NULL;

    cr_assert_null(transcript_read("t.txt", "/nonexistent/t.txt", &error));
    cr_assert_str_eq(error, "t.txt: No such file or directory");
    free(error);
}

/* --- a run that fails -------------------------------------------------------------------------- */

/* Runs a text on the sample program, and asserts that it fails in the words given. */
static void fails(const char *text, const char *const words[])
{
    struct transcript *t = parse(text);
    char *failure = NULL;

    cr_assert_not(transcript_run(t, &failure));
    for (size_t i = 0; words[i] != NULL; i++)
        cr_expect(strstr(failure, words[i]) != NULL, "no \"%s\" in: %s", words[i], failure);
    free(failure);
    transcript_free(t);
}

#define fails_with(text, ...) fails(text, (const char *const[]){__VA_ARGS__, NULL})

Test(transcript, a_failure_names_line_and_wish_and_shows_the_screen)
{
    fails_with("program sample\nstart\nexpect quince\ndeadline 150\nkey Down\n\nexpect banana\n",
               "t:7: expect banana\n", "waited 150 ms for the text \"banana\"",
               "The screen (80x24, TERM=xterm-256color, cursor 4,2", "  4 | > pear\n");
}

Test(transcript, every_check_can_fail)
{
    fails_with("program sample\nstart\nexpect quince\ndeadline 150\ngone pear\n", "t:5: gone pear",
               "the end of the text \"pear\"");
    fails_with("program sample\nstart\nexpect quince\ndeadline 150\nrow 4 plum\n", "t:5: row 4");
    fails_with("program sample\nstart\nexpect quince\ndeadline 150\ncursor-on pear\n", "t:5: cur");
    fails_with("program sample\nstart\nexpect quince\ndeadline 150\nmatch '^x'\n", "a row like");
    fails_with("program sample\nstart\nexpect quince\ngolden no-such-file\n",
               "there is no golden file");
    fails_with("program sample\nstart\nexpect quince\nascii\n", "not ASCII");
    fails_with("program sample\nstart\nexpect quince\nkey c\nexpect coloured\nno-colour\n",
               "sets a colour");
    fails_with("program sample\nstart\nexpect quince\nrestored\n", "alternate screen");
    fails_with("program sample\nstart\nexpect quince\nkey q\nexit 3\n",
               "ended with status 0, not 3");
}

Test(transcript, bytes_are_counted_from_the_last_action)
{
    fails_with("program printf\nstart 12345\nexpect 12345\nbytes <= 5\nbytes <= 4\n",
               "t:5: bytes <= 4", "5 bytes came since");
    fails_with("program cat\nstart\ntype '123'\nexpect 123\nbytes <= 3\ntype '4'\nexpect 1234\n"
               "bytes <= 1\nbytes <= 0\n",
               "t:9: bytes <= 0", "1 bytes came since");
}

Test(transcript, files_of_the_scratch_home)
{
    fails_with("program true\nwrite a/b.json '{}'\nstart\nexit 0\nfile a/b.json '{'\n"
               "no-file c\nfile a/b.json verdict\n",
               "t:7: file a/b.json verdict", "the program ended with status 0; waited for file");
    fails_with("program true\ncopy {srcdir}/no/such/file x\nstart\nexit 0\n", "t:2: copy",
               "No such file or directory");
}

Test(transcript, a_key_that_does_not_exist)
{
    fails_with("program sample\nstart\nexpect quince\nkey Down Dwon\n",
               "there is no key named Dwon");
}

Test(transcript, a_program_that_ends_too_early)
{
    fails_with("program sh\nstart -c 'echo {home} | grep -c ^/; exit 4'\nexpect 1\nexpect more\n",
               "t:4: expect more", "the program ended with status 4; waited for");
}
