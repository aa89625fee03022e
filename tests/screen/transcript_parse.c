/* Transcripts: from text to steps. */
#include "config.h"

#include "transcript.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <regex.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_internal.h"

enum { SIZE_LIMIT = 1000, FILE_LIMIT = 256 * 1024, ANY_NUMBER_OF_WORDS = 1000 };

/* --- the commands ------------------------------------------------------------------------------ */

enum value { VALUE_NONE, VALUE_SIZE, VALUE_NUMBER, VALUE_LIMIT, VALUE_SIGNAL, VALUE_STATUS };

enum place {
    BEFORE_START = 1, /* useless once the program runs */
    NEEDS_START = 2,
    CHECKS = 4 /* can fail because of what the program does */
};

struct command {
    const char *name;
    const char *usage; /* what follows the name */
    size_t least_words;
    size_t most_words;
    enum value value;
    unsigned place;
};

static const struct command commands[] = {
    [VERB_PROGRAM] = {"program",   "NAME",                           1, 1,                   VALUE_NONE,   BEFORE_START        },
    [VERB_SIZE] = {"size",      "COLUMNSxROWS",                   1, 1,                   VALUE_SIZE,   BEFORE_START        },
    [VERB_TERM] = {"term",      "NAME",                           1, 1,                   VALUE_NONE,   BEFORE_START        },
    [VERB_CHARSET] = {"charset",   "UTF-8 or C",                     1, 1,                   VALUE_NONE,   BEFORE_START        },
    [VERB_SET] = {"set",       "NAME=VALUE",                     1, 1,                   VALUE_NONE,   BEFORE_START        },
    [VERB_DEADLINE] = {"deadline",  "MILLISECONDS",                   1, 1,                   VALUE_NUMBER, 0                   },
    [VERB_MASK] = {"mask",      "time, date, age, or REGEX TEXT", 1, 2,                   VALUE_NONE,   0                   },
    [VERB_WRITE] = {"write",     "FILE TEXT",                      2, 2,                   VALUE_NONE,   0                   },
    [VERB_COPY] = {"copy",      "FROM FILE",                      2, 2,                   VALUE_NONE,   0                   },
    [VERB_FILE] = {"file",      "FILE [TEXT]",                    1, 2,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_NO_FILE] = {"no-file",   "FILE",                           1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_START] = {"start",     "[ARGUMENT]...",                  0, ANY_NUMBER_OF_WORDS, VALUE_NONE,   0                   },
    [VERB_KEY] = {"key",       "KEY...",                         1, ANY_NUMBER_OF_WORDS, VALUE_NONE,   NEEDS_START         },
    [VERB_TYPE] = {"type",      "TEXT",                           1, 1,                   VALUE_NONE,   NEEDS_START         },
    [VERB_RESIZE] = {"resize",    "COLUMNSxROWS",                   1, 1,                   VALUE_SIZE,   NEEDS_START         },
    [VERB_SIGNAL] = {"signal",    "NAME",                           1, 1,                   VALUE_SIGNAL, NEEDS_START         },
    [VERB_HANG_UP] = {"hang-up",   "",                               0, 0,                   VALUE_NONE,   NEEDS_START         },
    [VERB_EXPECT] = {"expect",    "TEXT",                           1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_WAIT] = {"wait",      "TEXT",                           1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_GONE] = {"gone",      "TEXT",                           1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_ROW] = {"row",       "NUMBER TEXT",                    2, 2,                   VALUE_NUMBER, NEEDS_START | CHECKS},
    [VERB_MATCH] = {"match",     "REGEX",                          1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_CURSOR_ON] = {"cursor-on", "TEXT",                           1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_GOLDEN] = {"golden",    "NAME",                           1, 1,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_BYTES] = {"bytes",     "<= NUMBER",                      2, 2,                   VALUE_LIMIT,  NEEDS_START | CHECKS},
    [VERB_ASCII] = {"ascii",     "",                               0, 0,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_NO_COLOUR] = {"no-colour", "",                               0, 0,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_RESTORED] = {"restored",  "",                               0, 0,                   VALUE_NONE,   NEEDS_START | CHECKS},
    [VERB_EXIT] = {"exit",      "STATUS or SIGNAL",               1, 1,                   VALUE_STATUS, NEEDS_START | CHECKS},
};
static_assert(sizeof commands / sizeof commands[0] == VERB_COUNT, "a verb without a command");

struct parser {
    struct transcript *transcript;
    int line;
    char *error;     /* NULL while all is well */
    bool is_running; /* as far as the lines tell */
    bool has_started;
    bool checks;
};

__attribute__((format(printf, 2, 3))) static bool refuse(struct parser *parser, const char *format,
                                                         ...)
{
    char *reason = NULL;
    va_list values;

    va_start(values, format);
    int length = vasprintf(&reason, format, values);
    va_end(values);
    if (length < 0 ||
        asprintf(&parser->error, "%s:%d: %s", parser->transcript->name, parser->line, reason) < 0)
        abort();
    free(reason);
    return false;
}

/* --- words ------------------------------------------------------------------------------------- */

static void add_word(struct step *step, char *word)
{
    step->words = screen_memory(step->words, (step->word_count + 2) * sizeof *step->words);
    step->words[step->word_count++] = word;
    step->words[step->word_count] = NULL;
}

/* What the letter after a backslash stands for; 0 when for nothing. */
static char escaped(char letter)
{
    switch (letter) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'e': return '\x1b';
    case '"':
    case '\\': return letter;
    default: return 0;
    }
}

/* Reads a quoted word into out, from behind its first quote; returns the place behind the last. */
static const char *read_quoted(struct parser *parser, const char *at, char quote, char *out)
{
    for (; *at != quote; at++) {
        bool is_escape = quote == '"' && *at == '\\';

        at += is_escape;
        *out = is_escape ? escaped(*at) : *at;
        if (*at == '\0')
            refuse(parser, "the quote %c is not closed", quote);
        else if (*out == '\0')
            refuse(parser, "\\%c means nothing: there are \\n \\t \\e \\\" and \\\\", *at);
        if (parser->error != NULL)
            return NULL;
        out++;
    }
    *out = '\0';
    if (at[1] != '\0' && !isspace((unsigned char)at[1])) {
        refuse(parser, "after the closing quote there must be a blank");
        return NULL;
    }
    return at + 1;
}

static const char *read_plain(const char *at, char *out)
{
    while (*at != '\0' && !isspace((unsigned char)*at))
        *out++ = *at++;
    *out = '\0';
    return at;
}

/* Splits a line into words; returns where its comment (or its end) begins, NULL on an error. */
static const char *split(struct parser *parser, const char *line, struct step *step)
{
    const char *at = line;

    for (;;) {
        while (isspace((unsigned char)*at))
            at++;
        if (*at == '\0' || *at == '#')
            return at;
        char *word = screen_memory(NULL, strlen(at) + 1);
        add_word(step, word);
        at = *at == '"' || *at == '\'' ? read_quoted(parser, at + 1, *at, word)
                                       : read_plain(at, word);
        if (at == NULL)
            return NULL;
    }
}

/* --- values ------------------------------------------------------------------------------------ */

struct signal_name {
    const char *name;
    int number;
};

static long signal_number(const char *name)
{
    static const struct signal_name names[] = {
        {"HUP",   SIGHUP  },
        {"INT",   SIGINT  },
        {"QUIT",  SIGQUIT },
        {"TERM",  SIGTERM },
        {"KILL",  SIGKILL },
        {"TSTP",  SIGTSTP },
        {"CONT",  SIGCONT },
        {"STOP",  SIGSTOP },
        {"SEGV",  SIGSEGV },
        {"ABRT",  SIGABRT },
        {"PIPE",  SIGPIPE },
        {"USR1",  SIGUSR1 },
        {"USR2",  SIGUSR2 },
        {"WINCH", SIGWINCH},
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i].name) == 0)
            return names[i].number;
    }
    return -1;
}

static bool read_number(const char *word, long *ret_number)
{
    char *end = NULL;

    errno = 0;
    long number = strtol(word, &end, 10);
    if (!isdigit((unsigned char)word[0]) || *end != '\0' || errno != 0)
        return false;
    *ret_number = number;
    return true;
}

static bool read_size(const char *word, struct step *step)
{
    int length = 0;

    return isdigit((unsigned char)word[0]) &&
           sscanf(word, "%4ldx%4ld%n", &step->number, &step->second_number, &length) == 2 &&
           word[length] == '\0' && step->number >= 1 && step->number <= SIZE_LIMIT &&
           step->second_number >= 1 && step->second_number <= SIZE_LIMIT;
}

static bool read_status(const char *word, long *ret_status)
{
    long number = signal_number(word);

    if (number > 0)
        *ret_status = 128 + number;
    return number > 0 || read_number(word, ret_status);
}

static bool read_value(struct parser *parser, struct step *step)
{
    char **words = step->words;

    switch (commands[step->verb].value) {
    case VALUE_NONE: return true;
    case VALUE_SIZE:
        return read_size(words[0], step) ||
               refuse(parser, "\"%s\" is not a size like 80x24", words[0]);
    case VALUE_NUMBER:
        return read_number(words[0], &step->number) ||
               refuse(parser, "\"%s\" is not a number", words[0]);
    case VALUE_LIMIT:
        return (strcmp(words[0], "<=") == 0 && read_number(words[1], &step->number)) ||
               refuse(parser, "\"%s %s\" is not a limit like <= 60", words[0], words[1]);
    case VALUE_SIGNAL:
        step->number = signal_number(words[0]);
        return step->number > 0 || refuse(parser, "there is no signal named %s", words[0]);
    case VALUE_STATUS:
        return read_status(words[0], &step->number) ||
               refuse(parser, "\"%s\" is neither an exit status nor a signal", words[0]);
    }
    return false;
}

static bool is_regex(const char *text)
{
    regex_t regex;

    if (regcomp(&regex, text, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    regfree(&regex);
    return true;
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

/* What a single verb asks for beyond its number of words. */
static bool is_sensible(struct parser *parser, const struct step *step)
{
    const char *word = step->word_count > 0 ? step->words[0] : "";

    if (step->verb == VERB_CHARSET && !is_one_of(word, "UTF-8", "C", "C"))
        return refuse(parser, "the charset is UTF-8 or C, not %s", word);
    if (step->verb == VERB_SET && (word[0] == '=' || strchr(word, '=') == NULL))
        return refuse(parser, "\"%s\" is not NAME=VALUE", word);
    if (step->verb == VERB_MASK && step->word_count == 1 && !is_one_of(word, "time", "date", "age"))
        return refuse(parser, "the masks with a name are time, date and age, not %s", word);
    if ((step->verb == VERB_MATCH || (step->verb == VERB_MASK && step->word_count == 2)) &&
        !is_regex(word))
        return refuse(parser, "\"%s\" is not a regular expression", word);
    if (step->verb == VERB_GOLDEN && (word[0] == '\0' || strchr(word, '/') != NULL))
        return refuse(parser, "a golden file is named without a folder");
    return true;
}

/* --- lines ------------------------------------------------------------------------------------- */

static bool find_verb(struct parser *parser, struct step *step)
{
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (strcmp(step->words[0], commands[verb].name) == 0) {
            step->verb = (enum verb)verb;
            free(step->words[0]);
            memmove(step->words, step->words + 1, step->word_count * sizeof *step->words);
            step->word_count--;
            return true;
        }
    }
    return refuse(parser, "there is no command named %s", step->words[0]);
}

static bool has_right_words(struct parser *parser, const struct step *step)
{
    const struct command *command = &commands[step->verb];

    if (step->word_count >= command->least_words && step->word_count <= command->most_words)
        return true;
    return refuse(parser, "write \"%s%s%s\"; a text with blanks stands in quotes", command->name,
                  command->usage[0] != '\0' ? " " : "", command->usage);
}

static bool is_in_place(struct parser *parser, const struct step *step)
{
    const struct command *command = &commands[step->verb];

    if ((command->place & NEEDS_START) != 0 && !parser->has_started)
        return refuse(parser, "\"%s\" comes before the first start", command->name);
    if ((command->place & BEFORE_START) != 0 && parser->is_running)
        return refuse(parser, "\"%s\" comes before the start of the program%s", command->name,
                      step->verb == VERB_SIZE ? "; later it is \"resize\"" : "");
    if (step->verb == VERB_START && parser->is_running)
        return refuse(parser, "the program of the last start still runs: say its exit first");
    if (step->verb == VERB_START)
        parser->has_started = parser->is_running = true;
    else if (step->verb == VERB_EXIT)
        parser->is_running = false;
    parser->checks = parser->checks || (command->place & CHECKS) != 0;
    return true;
}

static void free_step(struct step *step)
{
    for (size_t i = 0; i < step->word_count; i++)
        free(step->words[i]);
    free(step->words);
    free(step->source);
}

/* The line without the blanks and the comment around it. */
static char *copy_source(const char *line, const char *end)
{
    while (isspace((unsigned char)*line))
        line++;
    while (end > line && isspace((unsigned char)end[-1]))
        end--;
    char *source = screen_copy(line);
    source[end - line] = '\0';
    return source;
}

static bool parse_line(struct parser *parser, const char *line)
{
    struct transcript *transcript = parser->transcript;
    struct step step = {.line = parser->line};
    const char *end = split(parser, line, &step);

    if (end != NULL && step.word_count == 0)
        return true;
    if (end == NULL || !find_verb(parser, &step) || !has_right_words(parser, &step) ||
        !read_value(parser, &step) || !is_sensible(parser, &step) || !is_in_place(parser, &step)) {
        free_step(&step);
        return false;
    }
    step.source = copy_source(line, end);
    transcript->steps =
        screen_memory(transcript->steps, (transcript->step_count + 1) * sizeof *transcript->steps);
    transcript->steps[transcript->step_count++] = step;
    return true;
}

static bool parse_lines(struct parser *parser, char *text)
{
    for (char *line = text, *next = NULL; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        parser->line++;
        if (!parse_line(parser, line))
            return false;
    }
    return parser->checks || refuse(parser, "the transcript checks nothing, so it cannot fail");
}

struct transcript *transcript_parse(const char *name, const char *text, char **ret_error)
{
    struct parser parser = {.transcript = screen_memory(NULL, sizeof *parser.transcript)};
    char *copy = screen_copy(text);

    *parser.transcript = (struct transcript){.name = screen_copy(name)};
    bool is_good = parse_lines(&parser, copy);
    free(copy);
    if (is_good)
        return parser.transcript;
    transcript_free(parser.transcript);
    *ret_error = parser.error;
    return NULL;
}

struct transcript *transcript_read(const char *name, const char *path, char **ret_error)
{
    FILE *file = fopen(path, "r");

    if (file == NULL) {
        if (asprintf(ret_error, "%s: %s", name, strerror(errno)) < 0)
            abort();
        return NULL;
    }
    char *text = screen_memory(NULL, FILE_LIMIT + 1);
    text[fread(text, 1, FILE_LIMIT, file)] = '\0';
    fclose(file);
    struct transcript *transcript = transcript_parse(name, text, ret_error);
    free(text);
    return transcript;
}

void transcript_free(struct transcript *transcript)
{
    if (transcript == NULL)
        return;
    for (size_t i = 0; i < transcript->step_count; i++)
        free_step(&transcript->steps[i]);
    free(transcript->steps);
    free(transcript->name);
    free(transcript);
}
