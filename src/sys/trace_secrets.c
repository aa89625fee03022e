#include "config.h"

#include "sys/trace_secrets.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sys/hide.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "sys/trace.h"

enum { SECRETS_MOST = 32, LEAST_PIECE = 2 /* bytes in either row */ };

static struct {
    size_t count;
    char *all[SECRETS_MOST];
} secrets;

/* --- which there are ------------------------------------------------------------------------- */

static bool is_known(const char *secret)
{
    for (size_t i = 0; i < secrets.count; i++) {
        if (strcmp(secrets.all[i], secret) == 0)
            return true;
    }
    return false;
}

/* Takes secret over. When there are too many the oldest one goes. */
static void keep(char *secret)
{
    if (is_known(secret)) {
        secret_free(secret);
        return;
    }
    if (secrets.count == SECRETS_MOST) {
        secret_free(secrets.all[0]);
        memmove(secrets.all, secrets.all + 1, --secrets.count * sizeof *secrets.all);
    }
    secrets.all[secrets.count++] = secret;
}

/* As JSON writes it, in memory that secret_free can wipe. */
static char *as_json(const char *secret)
{
    char *json = must_alloc(2 * strlen(secret) + 1);
    char *to = json;

    for (; *secret; secret++) {
        if (*secret == '"' || *secret == '\\')
            *to++ = '\\';
        *to++ = *secret;
    }
    *to = '\0';
    return json;
}

void trace_secrets_add(const char *secret, size_t length)
{
    if (length < TRACE_HIDDEN_LEAST)
        return;
    char *copy = must_copy_n(secret, length);
    char *json = as_json(copy);
    keep(copy);
    keep(json);
}

void trace_secrets_forget(void)
{
    while (secrets.count > 0)
        secret_free(secrets.all[--secrets.count]);
}

/* --- removing them --------------------------------------------------------------------------- */

/* Text with (secret) in place of the bytes; *at goes behind it. */
static char *replace(char *text, size_t *at, size_t length)
{
    char *shorter = text_format("%.*s" TRACE_SECRET "%s", (int)*at, text, text + *at + length);

    secret_free(text);
    *at += strlen(TRACE_SECRET);
    return shorter;
}

static char *remove_whole(char *text, const char *secret)
{
    size_t length = strlen(secret);
    size_t at = 0;
    const char *found;

    while ((found = strstr(text + at, secret)) != NULL) {
        at = (size_t)(found - text);
        text = replace(text, &at, length);
    }
    return text;
}

/* Whether something on the screen ends before this: the row does, or a blank or border follows. */
static bool ends_there(const char *behind)
{
    return *behind == '\0' || *behind == '\n' || *behind == ' ' || *behind == '|' ||
           strncmp(behind, "│", strlen("│")) == 0;
}

/* Whether nothing but blanks and borders stands before it in its row. */
static bool begins_row(const char *row, const char *at)
{
    while (row < at) {
        size_t size = *row == ' ' || *row == '|' ? 1 : strncmp(row, "│", 3) == 0 ? 3 : 0;
        if (size == 0)
            return false;
        row += size;
    }
    return true;
}

/* The place in the row below `at` where `rest` stands as the first thing; NULL: there is none. */
static const char *find_below(const char *at, const char *rest)
{
    const char *row = strchr(at, '\n');
    const char *end = row ? strchrnul(row + 1, '\n') : NULL;
    const char *found = row ? strstr(row + 1, rest) : NULL;

    return found && found + strlen(rest) <= end && begins_row(row + 1, found) ? found : NULL;
}

/* One place where a secret goes on in the next row, with `length` bytes in the first. */
static char *remove_split_at(char *text, const char *secret, size_t length)
{
    char *beginning = must_copy_n(secret, length);
    const char *rest = secret + length + strspn(secret + length, " "); /* lost between rows */
    size_t at = 0;
    const char *found;

    while ((found = strstr(text + at, beginning)) != NULL) {
        const char *below = ends_there(found + length) ? find_below(found, rest) : NULL;
        at = (size_t)(found - text);
        if (below) {
            size_t second = (size_t)(below - text);
            text = replace(text, &second, strlen(rest));
            text = replace(text, &at, length);
        } else {
            at++;
        }
    }
    secret_free(beginning);
    return text;
}

static char *remove_split(char *text, const char *secret)
{
    size_t length = strlen(secret);

    for (size_t i = LEAST_PIECE; i + LEAST_PIECE <= length; i++)
        text = remove_split_at(text, secret, i);
    return text;
}

static void remember_addresses(const char *text)
{
    size_t from = 0;
    size_t length;

    while ((length = hide_find_password(text, &from)) > 0) {
        if (strncmp(text + from, TRACE_SECRET, strlen(TRACE_SECRET)) != 0)
            trace_secrets_add(text + from, length);
        text += from + length;
    }
}

char *trace_secrets_remove(char *text)
{
    for (size_t i = 0; i < secrets.count; i++) {
        text = remove_whole(text, secrets.all[i]);
        if (strchr(text, '\n'))
            text = remove_split(text, secrets.all[i]);
    }
    remember_addresses(text);
    char *hidden = hide_passwords(text);
    if (!hidden)
        return text;
    secret_free(text);
    return hidden;
}
