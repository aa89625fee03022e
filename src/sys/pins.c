#include "config.h"

#include "sys/pins.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/file.h"
#include "sys/text.h"

#define FORMAT "eflow-known-hosts/1"

enum {
    SHA256_DIGITS = 64,
    FILE_LIMIT = 1 << 20,
};

char *pins_file(const char *directory)
{
    return text_format("%s/known_hosts.json", directory);
}

char *pins_normal(const char *sha256)
{
    char digits[SHA256_DIGITS];
    size_t count = 0;

    for (; *sha256; sha256++) {
        unsigned char c = (unsigned char)*sha256;

        if (c == ':' || c == ' ')
            continue;
        if (!isxdigit(c) || count == SHA256_DIGITS)
            return NULL;
        digits[count++] = (char)tolower(c);
    }
    return count == SHA256_DIGITS ? must_copy_n(digits, count) : NULL;
}

static bool is_known_hosts(const cJSON *json)
{
    const cJSON *format = cJSON_GetObjectItemCaseSensitive(json, "format");

    return cJSON_IsString(format) && strcmp(format->valuestring, FORMAT) == 0 &&
           cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(json, "hosts"));
}

static cJSON *new_list(void)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "format", FORMAT);
    cJSON_AddObjectToObject(json, "hosts");
    return json;
}

/* The whole list; an empty one where the file is not there. */
static int load(const char *file, cJSON **ret, struct error *err)
{
    char *content;
    cJSON *json;

    if (!file_exists(file)) {
        *ret = new_list();
        return 0;
    }
    content = file_read(file, FILE_LIMIT, NULL, err);
    if (!content)
        return -1;
    json = cJSON_ParseWithOpts(content, NULL, true);
    free(content);
    if (!is_known_hosts(json)) {
        cJSON_Delete(json);
        error_set(err, EXIT_DATA, _("The list of known hosts is damaged."));
        error_at(err, "%s", file);
        return error_hint(err, _("Move the file away; the wizard then asks again for each host."));
    }
    *ret = json;
    return 0;
}

static int save(const char *file, const cJSON *json, struct error *err)
{
    char *printed = cJSON_Print(json);
    char *content = text_format("%s\n", printed ? printed : "");
    int result = file_write(file, content, strlen(content), FILE_REPLACE, err);

    cJSON_free(printed);
    free(content);
    return result;
}

int pins_find(const char *file, const char *host, char **ret_sha256, struct error *err)
{
    const cJSON *entry, *sha256;
    char *normal = NULL;
    cJSON *json;

    if (load(file, &json, err) != 0)
        return -1;
    entry = cJSON_GetObjectItem(cJSON_GetObjectItemCaseSensitive(json, "hosts"), host);
    sha256 = cJSON_GetObjectItemCaseSensitive(entry, "sha256");
    if (cJSON_IsString(sha256))
        normal = pins_normal(sha256->valuestring);
    cJSON_Delete(json);
    if (entry && !normal) {
        error_set(err, EXIT_DATA, _("The fingerprint of %s in the list of known hosts is damaged."),
                  host);
        return error_at(err, "%s", file);
    }
    if (normal)
        *ret_sha256 = normal;
    return 0;
}

int pins_remember(const char *file, const char *host, const char *sha256, struct error *err)
{
    char *normal = pins_normal(sha256);
    cJSON *json, *hosts, *entry;
    int result;

    if (!normal)
        return error_set(err, EXIT_BUG, _("This is no SHA-256 fingerprint."));
    if (load(file, &json, err) != 0) {
        free(normal);
        return -1;
    }
    hosts = cJSON_GetObjectItemCaseSensitive(json, "hosts");
    cJSON_DeleteItemFromObject(hosts, host);
    entry = cJSON_AddObjectToObject(hosts, host);
    cJSON_AddStringToObject(entry, "sha256", normal);
    result = save(file, json, err);
    cJSON_Delete(json);
    free(normal);
    return result;
}

int pins_forget(const char *file, const char *host, struct error *err)
{
    cJSON *json, *hosts;
    int result = 0;

    if (load(file, &json, err) != 0)
        return -1;
    hosts = cJSON_GetObjectItemCaseSensitive(json, "hosts");
    if (cJSON_GetObjectItem(hosts, host)) {
        cJSON_DeleteItemFromObject(hosts, host);
        result = save(file, json, err);
    }
    cJSON_Delete(json);
    return result;
}
