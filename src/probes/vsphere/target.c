#include "config.h"

#include "probes/vsphere/target.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/pins.h"
#include "sys/pipe.h"
#include "sys/text.h"

enum {
    DEFAULT_TIMEOUT = 20,
    LONGEST_TIMEOUT = 600,
    LONGEST_TEXT = 2048,
};

static bool is_missing(const cJSON *item)
{
    return !item || cJSON_IsNull(item);
}

/* An optional text of the target; an empty one counts as left out. */
static int take_text(const cJSON *json, const char *key, char **ret, struct error *err)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);

    if (is_missing(item) || (cJSON_IsString(item) && !*item->valuestring))
        return 0;
    if (!cJSON_IsString(item) || strlen(item->valuestring) > LONGEST_TEXT)
        return error_set(err, EXIT_DATA, _("The target's \"%s\" is no text of fair length."), key);
    *ret = must_copy(item->valuestring);
    return 0;
}

static int take_timeout(const cJSON *json, struct target *target, struct error *err)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, "timeout");

    target->timeout = DEFAULT_TIMEOUT;
    if (is_missing(item))
        return 0;
    if (!cJSON_IsNumber(item) || item->valuedouble < 1 || item->valuedouble > LONGEST_TIMEOUT)
        return error_set(err, EXIT_DATA,
                         _("The target's \"timeout\" is no number of seconds from 1 to %d."),
                         LONGEST_TIMEOUT);
    target->timeout = (long)item->valuedouble;
    return 0;
}

static char *url_part(CURLU *url, CURLUPart part, unsigned flags)
{
    char *value = NULL;
    char *copy;

    if (curl_url_get(url, part, &value, flags) != CURLUE_OK || !value)
        return NULL;
    copy = must_copy(value);
    curl_free(value);
    return copy;
}

/* A user like administrator@vsphere.local brings an at sign of its own; all but the last one before
 * the path are written in the way of URLs. The caller frees. */
static char *escape_user(const char *address)
{
    const char *scheme_end = strstr(address, "://");
    const char *from = scheme_end ? scheme_end + strlen("://") : address;
    const char *end = from + strcspn(from, "/?#");
    struct text escaped = {0};

    text_add_n(&escaped, address, (size_t)(from - address));
    for (const char *c = from; c < end; c++) {
        if (*c == '@' && memchr(c + 1, '@', (size_t)(end - c - 1)))
            text_add(&escaped, "%40");
        else
            text_add_n(&escaped, c, 1);
    }
    text_add(&escaped, end);
    return text_take(&escaped);
}

/* The address as curl understands it: the same reading decides where the password goes. */
static int split_url(CURLU *url, const char *address, struct target *target, struct error *err)
{
    char *scheme = NULL, *host = NULL, *port = NULL, *password = NULL, *user = NULL;
    int result = 0;

    if (curl_url_set(url, CURLUPART_URL, address, CURLU_DEFAULT_SCHEME) == CURLUE_OK) {
        scheme = url_part(url, CURLUPART_SCHEME, 0);
        host = url_part(url, CURLUPART_HOST, 0);
        port = url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
        password = url_part(url, CURLUPART_PASSWORD, 0);
        user = url_part(url, CURLUPART_USER, CURLU_URLDECODE);
    }
    if (!scheme || !host || !*host || !port)
        result = error_set(
            err, EXIT_DATA,
            _("This is no address of a server. Write it like https://esx-01.example.com."));
    else if (strcmp(scheme, "https") != 0)
        result =
            error_set(err, EXIT_DATA,
                      _("vSphere is asked over https only, so that nobody can read the password "
                        "on the way. Write the address with https."));
    else if (password)
        result = error_set(
            err, EXIT_DATA,
            _("The address holds a password, where others could see it. Leave it out; the wizard "
              "asks for it."));
    if (result == 0) {
        size_t length = strlen(host);
        bool bracketed = *host == '[' && host[length - 1] == ']';

        target->place = text_format("%s:%s", host, port);
        target->url = text_format("https://%s/sdk", target->place);
        target->host = bracketed ? must_copy_n(host + 1, length - 2) : must_copy(host);
        target->port = strtol(port, NULL, 10);
        if (!target->user && user && *user)
            target->user = must_copy(user);
    }
    free(scheme);
    free(host);
    free(port);
    if (password)
        pipe_wipe(password, strlen(password));
    free(password);
    free(user);
    return result;
}

static int take_url(const cJSON *json, struct target *target, struct error *err)
{
    char *address = NULL;
    char *escaped;
    CURLU *url;
    int result;

    if (take_text(json, "url", &address, err) != 0)
        return -1;
    if (!address)
        return error_set(err, EXIT_DATA,
                         _("The target has no \"url\": the address of the ESXi host or vCenter."));
    escaped = escape_user(address);
    url = curl_url();
    result = url ? split_url(url, escaped, target, err)
                 : error_set(err, EXIT_BUG, _("There is no memory left."));
    curl_url_cleanup(url);
    free(escaped);
    free(address);
    return result;
}

static int take_pin(const cJSON *json, struct target *target, struct error *err)
{
    char *given = NULL, *file = NULL;
    int result = take_text(json, "pin", &given, err);

    if (result == 0)
        result = take_text(json, "pins_file", &file, err);
    if (result == 0 && given) {
        target->pin = pins_normal(given);
        if (!target->pin)
            result = error_set(
                err, EXIT_DATA,
                _("The target's \"pin\" is no SHA-256 fingerprint of 64 hexadecimal digits."));
    } else if (result == 0 && file) {
        result = pins_find(file, target->place, &target->pin, err);
    }
    free(given);
    free(file);
    return result;
}

int target_read(const cJSON *json, struct target *ret, struct error *err)
{
    struct target target = {0};

    *ret = target;
    if (take_text(json, "user", &target.user, err) != 0 ||
        take_text(json, "vm", &target.vm, err) != 0 || take_timeout(json, &target, err) != 0 ||
        take_url(json, &target, err) != 0 || take_pin(json, &target, err) != 0) {
        target_clear(&target);
        return -1;
    }
    if (!target.user) {
        target_clear(&target);
        return error_set(
            err, EXIT_DATA,
            _("No user name was given. Name a user of the server, such as root on ESXi; the role "
              "\"Read-only\" is enough."));
    }
    *ret = target;
    return 0;
}

void target_clear(struct target *target)
{
    free(target->url);
    free(target->host);
    free(target->place);
    free(target->user);
    free(target->vm);
    free(target->pin);
    *target = (struct target){0};
}
