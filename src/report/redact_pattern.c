#include "config.h"

#include "report/redact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/fact.h"

#define LETTERS  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS   "0123456789"
#define HEX      DIGITS "abcdefABCDEF"
#define HOSTNAME LETTERS DIGITS ".-"
#define USERNAME LETTERS DIGITS "._%+-"

/* Whose names everybody may know: documentation and services that every report links to. */
static const char *const public_domains[] = {
    "microsoft.com",       "aka.ms",        "github.com", "vmware.com",  "broadcom.com",
    "azure.com",           "windows.net",   "azure.cn",   "windows.com", "azure-devices.net",
    "virtuallyghetto.com", "williamlam.com"};

/* What the last part of a host name looks like; two letters are a country. */
static const char *const endings[] = {
    "com",     "net",  "org",     "edu",     "gov",         "mil",    "int",      "info",
    "biz",     "app",  "dev",     "cloud",   "local",       "lan",    "internal", "intranet",
    "intra",   "corp", "home",    "private", "localdomain", "domain", "test",     "example",
    "invalid", "arpa", "company", "group",   "factory",     "plant",  "site",     "net"};

static bool is_listed(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (text_same_word(list[i], word))
            return true;
    }
    return false;
}

#define IS_LISTED(list, word) is_listed(list, sizeof(list) / sizeof *(list), word)

/* --- IPv4 --- */

/* "10.20.30.41" at text: its length and parts, 0 when it is none. */
static size_t read_ip4(const char *text, unsigned parts[4])
{
    const char *at = text;
    for (int i = 0; i < 4; i++) {
        size_t digits = strspn(at, DIGITS);
        if (digits == 0 || digits > 3)
            return 0;
        parts[i] = (unsigned)strtoul(at, NULL, 10);
        at += digits;
        if (parts[i] > 255 || (i < 3 && *at++ != '.'))
            return 0;
    }
    bool goes_on = isalnum((unsigned char)*at) || (*at == '.' && isdigit((unsigned char)at[1]));
    return goes_on ? 0 : (size_t)(at - text);
}

/* Addresses that are the same everywhere, and tell what is wrong rather than where. */
static bool is_everyones(const unsigned parts[4])
{
    unsigned first = parts[0];
    return first == 0 || first == 127 || first == 255 ||
           (first == 169 && parts[1] == 254 && parts[2] == 169 && parts[3] == 254) ||
           (first == 168 && parts[1] == 63 && parts[2] == 129 && parts[3] == 16) ||
           (first == 172 && parts[1] == 17 && parts[2] == 0);
}

static size_t redact_ip4(struct redactor *redactor, const char *text, struct text *out)
{
    unsigned parts[4];
    size_t length = read_ip4(text, parts);
    if (length == 0)
        return 0;
    if (is_everyones(parts)) {
        text_add_n(out, text, length);
        return length;
    }
    char *net = text_format("%u.%u.%u", parts[0], parts[1], parts[2]);
    char *address = text_format("%s.%u", net, parts[3]);
    bool is_self_made = parts[0] == 169 && parts[1] == 254;
    const char *word = is_self_made ? "169.254" : redactor_word(redactor, "net", net, strlen(net));
    char *kind = text_format("%s.host", word);
    if (parts[3] == 0)
        text_addf(out, "%s.0", word);
    else
        text_add(out, redactor_word(redactor, kind, address, strlen(address)));
    free(kind);
    free(address);
    free(net);
    return length;
}

/* --- ids --- */

static size_t redact_as(struct redactor *redactor, const char *kind, const char *text,
                        size_t length, struct text *out)
{
    text_add(out, redactor_word(redactor, kind, text, length));
    return length;
}

/* Groups of hexadecimal digits of given lengths with a sign between them. */
static size_t read_groups(const char *text, const char *lengths, const char *signs)
{
    const char *at = text;
    for (; *lengths != '\0'; lengths++) {
        size_t wanted = (size_t)(*lengths - 'a') + 1;
        if (strspn(at, HEX) != wanted)
            return 0;
        at += wanted;
        if (lengths[1] != '\0' && (*at == '\0' || strchr(signs, *at++) == NULL))
            return 0;
    }
    return isalnum((unsigned char)*at) ? 0 : (size_t)(at - text);
}

static size_t redact_guid(struct redactor *redactor, const char *text, struct text *out)
{
    static const char default_switch[] = "c08cb7b8-9b3c-408e-8e30-5e16a3aeb444";
    size_t length = read_groups(text, "hdddl", "-");
    if (length == 0)
        return 0;
    if (text_starts(text, default_switch)) {
        text_add_n(out, text, length);
        return length;
    }
    return redact_as(redactor, "id", text, length, out);
}

static size_t redact_mac(struct redactor *redactor, const char *text, struct text *out)
{
    size_t length = read_groups(text, "bbbbbb", ":-");
    bool goes_on = length > 0 && (text[length] == ':' || text[length] == '-') &&
                   strspn(text + length + 1, HEX) == 2;
    return length > 0 && !goes_on ? redact_as(redactor, "mac", text, length, out) : 0;
}

/* A fingerprint of a certificate or key: at least 16 bytes in hexadecimal, with or without
 * colons, or "SHA256:" and base64. */
static size_t redact_fingerprint(struct redactor *redactor, const char *text, struct text *out)
{
    static const char base64[] = LETTERS DIGITS "+/=";
    size_t length = 0;
    if (strncmp(text, "SHA256:", 7) == 0)
        length = strspn(text + 7, base64) >= 40 ? 7 + strspn(text + 7, base64) : 0;
    else if (strspn(text, HEX) >= 32)
        length = strspn(text, HEX);
    else if (strspn(text, HEX) == 2 && text[2] == ':' && strspn(text, HEX ":") >= 47)
        length = strspn(text, HEX ":");
    bool goes_on = length > 0 && isalnum((unsigned char)text[length]);
    return length > 0 && !goes_on ? redact_as(redactor, "fingerprint", text, length, out) : 0;
}

/* IPv6: eight groups, or fewer with "::" (so that a time of day is none). */
static size_t redact_ip6(struct redactor *redactor, const char *text, struct text *out)
{
    size_t length = strspn(text, HEX ":");
    size_t colons = 0;
    bool is_short = false;
    for (size_t i = 0; i < length; i++) {
        colons += text[i] == ':';
        is_short = is_short || (text[i] == ':' && text[i + 1] == ':');
    }
    while (length > 0 && text[length - 1] == ':' && !(length > 1 && text[length - 2] == ':'))
        length--;
    bool is_one = length > 3 && colons <= 7 && (is_short ? colons >= 2 : colons == 7) &&
                  strspn(text, HEX) <= 4 && !isalnum((unsigned char)text[length]);
    return is_one ? redact_as(redactor, "address", text, length, out) : 0;
}

/* --- hosts and users --- */

static bool is_public(const char *host)
{
    for (size_t i = 0; i < sizeof public_domains / sizeof *public_domains; i++) {
        size_t length = strlen(host);
        size_t domain = strlen(public_domains[i]);
        if (length >= domain && text_same_word(host + length - domain, public_domains[i]) &&
            (length == domain || host[length - domain - 1] == '.'))
            return true;
    }
    return false;
}

/* A host name with a domain: "esx-01.plant.example", but not "vm.nested" or "facts.json". */
static size_t redact_host(struct redactor *redactor, const char *text, struct text *out)
{
    size_t length = strspn(text, HOSTNAME);
    while (length > 0 && strchr(".-", text[length - 1]) != NULL)
        length--;
    char *host = must_copy_n(text, length);
    const char *dot = strrchr(host, '.');
    bool has_ending = dot != NULL && dot > host && strspn(dot + 1, LETTERS) == strlen(dot + 1) &&
                      (strlen(dot + 1) == 2 || IS_LISTED(endings, dot + 1));
    bool is_one = has_ending && fact_find(host) == FACT_NONE && strlen(host) > 4;
    if (is_one && is_public(host))
        text_add_n(out, text, length);
    else if (is_one)
        text_add(out, redactor_host(redactor, host));
    free(host);
    return is_one ? length : 0;
}

/* "anna@edge-01", "anna:secret@proxy": both are replaced, the secret is left out. */
static size_t redact_user_at_host(struct redactor *redactor, const char *text, struct text *out)
{
    size_t user = strspn(text, USERNAME);
    size_t secret = user > 0 && text[user] == ':' ? strcspn(text + user, "@/ \n\"'<>") : 0;
    size_t host = user + secret + 1;
    if (user == 0 || text[user + secret] != '@' || !isalnum((unsigned char)text[host]))
        return 0;
    size_t length = strspn(text + host, HOSTNAME);
    char *name = must_copy_n(text, user);
    redactor_learn(redactor, "user", name);
    text_addf(out, "%s@", redactor_word(redactor, "user", text, user));
    free(name);
    if (redact_ip4(redactor, text + host, out) == 0) {
        char *machine = must_copy_n(text + host, length);
        text_add(out, redactor_host(redactor, machine));
        free(machine);
    }
    return host + length;
}

/* What stands after a fixed beginning up to the next separator, as in "C:\Users\anna\". */
static size_t redact_after(struct redactor *redactor, const char *text, const char *beginning,
                           const char *kind, struct text *out)
{
    if (!text_starts(text, beginning))
        return 0;
    size_t from = strlen(beginning);
    size_t length = strcspn(text + from, "/\\ \"'\n,;)");
    if (length == 0)
        return 0;
    char *name = must_copy_n(text + from, length);
    redactor_learn(redactor, kind, name);
    text_add_n(out, text, from);
    text_add(out, redactor_word(redactor, kind, name, length));
    free(name);
    return from + length;
}

static size_t redact_path(struct redactor *redactor, const char *text, struct text *out)
{
    static const struct {
        const char *beginning;
        const char *kind;
    } paths[] = {
        {"C:\\Users\\",       "user"        },
        {"/home/",            "user"        },
        {"/Users/",           "user"        },
        {"/subscriptions/",   "subscription"},
        {"/resourceGroups/",  "group"       },
        {"/virtualMachines/", "vm"          },
    };
    size_t length = 0;
    for (size_t i = 0; length == 0 && i < sizeof paths / sizeof *paths; i++)
        length = redact_after(redactor, text, paths[i].beginning, paths[i].kind, out);
    return length;
}

/* "PLANT\anna", but not a key of the registry or a namespace, which go on. */
static size_t redact_domain_user(struct redactor *redactor, const char *text, struct text *out)
{
    size_t domain = text[0] != '-' ? strspn(text, LETTERS DIGITS "-") : 0;
    if (domain < 2 || domain > 15 || text[domain] != '\\' ||
        (redactor->before < 0x80 && strchr("\\/:%-", (int)redactor->before) != NULL))
        return 0;
    size_t user = strspn(text + domain + 1, LETTERS DIGITS "._-");
    if (user == 0 || text[domain + 1 + user] == '\\' || text_starts(text, "Hyper-V\\") ||
        text_starts(text, "root\\") || text_starts(text, "HK"))
        return 0;
    char *name = must_copy_n(text + domain + 1, user);
    redactor_learn(redactor, "user", name);
    free(name);
    text_add(out, redactor_word(redactor, "domain", text, domain));
    text_addf(out, "\\%s", redactor_word(redactor, "user", text + domain + 1, user));
    return domain + 1 + user;
}

size_t redact_pattern(struct redactor *redactor, const char *text, struct text *out)
{
    static size_t (*const patterns[])(struct redactor *, const char *, struct text *) = {
        redact_path,        redact_user_at_host, redact_domain_user, redact_guid, redact_mac,
        redact_fingerprint, redact_ip6,          redact_ip4,         redact_host,
    };
    size_t length = 0;
    for (size_t i = 0; length == 0 && i < sizeof patterns / sizeof *patterns; i++)
        length = patterns[i](redactor, text, out);
    return length;
}
