#include "config.h"

#include "probes/windows/windows_target.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/windows/windows_script.h"
#include "sys/text.h"

#define SSH_SCHEME "ssh://"

enum { WORDS_MOST = 64, PORT_MOST = 65535 };
enum { PATIENCE_MS = 26000, PATIENCE_MOST_MS = 600000 };

/* Nobody can be asked here (BatchMode), nothing is shared or forwarded, nothing is written to
 * known_hosts beyond what the person's own settings say, and a dead link shows within 15 seconds.
 */
static const char *const ssh_options[] = {
    "BatchMode=yes",
    "ControlMaster=no",
    "ControlPath=none",
    "ControlPersist=no",
    "ConnectTimeout=10",
    "ConnectionAttempts=1",
    "ServerAliveInterval=5",
    "ServerAliveCountMax=3",
    "TCPKeepAlive=yes",
    "ClearAllForwardings=yes",
    "ForwardAgent=no",
    "ForwardX11=no",
    "Tunnel=no",
    "PermitLocalCommand=no",
    "RemoteCommand=none",
    "UpdateHostKeys=no",
    "VisualHostKey=no",
    "LogLevel=INFO",
};

static const char *text_of(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));

    return text && *text ? text : NULL;
}

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7F;
}

/* A host that begins with a dash would be an option; blanks, brackets and controls are in no name.
 */
static bool is_fair_name(const char *name)
{
    if (*name == '\0' || *name == '-')
        return false;
    for (; *name; name++) {
        if (is_control(*name) || strchr(" /[]", *name))
            return false;
    }
    return true;
}

static bool is_port(const char *text)
{
    long number = 0;

    if (*text == '\0' || strlen(text) > 5)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        number = number * 10 + (*text - '0');
    }
    return number > 0 && number <= PORT_MOST;
}

/* Splits "HOST[:PORT]" or "[IPv6][:PORT]" in place; the port, or NULL where there is none. */
static char *split_port(char **host)
{
    char *end = strrchr(*host, ':');

    if (**host == '[') {
        end = strchr(*host, ']');
        if (!end)
            return NULL;
        *end++ = '\0';
        (*host)++;
        return *end == ':' ? end + 1 : NULL;
    }
    if (!end || strchr(*host, ':') != end)
        return NULL; /* no port, or an IPv6 address as it is */
    *end = '\0';
    return end + 1;
}

static int read_address(const char *address, struct windows_target *target, struct error *err)
{
    char *copy, *host, *at, *port;
    bool fair;

    if (!address || !text_starts(address, SSH_SCHEME))
        return error_set(
            err, EXIT_DATA,
            _("An address looks like ssh://USER@HOST:PORT; USER and PORT may be left out."));
    copy = must_copy(address + strlen(SSH_SCHEME));
    host = copy;
    host[strcspn(host, "/")] = '\0';
    at = strrchr(host, '@');
    if (at) {
        *at = '\0';
        target->user = must_copy(host);
        host = at + 1;
    }
    port = split_port(&host);
    target->host = must_copy(host);
    target->port = port ? must_copy(port) : NULL;
    fair = is_fair_name(host) && (!port || is_port(port)) &&
           (!target->user || is_fair_name(target->user));
    free(copy);
    if (!fair)
        return error_set(
            err, EXIT_DATA,
            _("An address looks like ssh://USER@HOST:PORT; USER and PORT may be left out."));
    return 0;
}

static int read_patience(const cJSON *json)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, "patience");
    double wanted = cJSON_IsNumber(item) ? item->valuedouble * 1000 : 0;

    if (wanted <= 0)
        return PATIENCE_MS;
    return wanted < PATIENCE_MOST_MS ? (int)wanted : PATIENCE_MOST_MS;
}

static int read_target(const cJSON *json, struct windows_target *target, struct error *err)
{
    const char *role = text_of(json, "role");
    const char *way = text_of(json, "way");

    if (role && strcmp(role, "guest") == 0)
        target->role = "guest";
    else if (role && strcmp(role, "host") == 0)
        target->role = "host";
    else
        return error_set(err, EXIT_DATA, _("The request's role is neither guest nor host."));
    target->vm = text_of(json, "vm") ? must_copy(text_of(json, "vm")) : NULL;
    target->patience_ms = read_patience(json);
    if (way && strcmp(way, "local") == 0)
        return 0;
    if (!way || strcmp(way, "ssh") != 0)
        return error_set(err, EXIT_DATA, _("The request's way is neither local nor ssh."));
    target->remote = true;
    return read_address(text_of(json, "ssh"), target, err);
}

int windows_target_read(const cJSON *json, struct windows_target *ret, struct error *err)
{
    struct windows_target target = {0};

    *ret = target;
    if (read_target(json, &target, err) != 0) {
        windows_target_clear(&target);
        return -1;
    }
    *ret = target;
    return 0;
}

void windows_target_clear(struct windows_target *target)
{
    free(target->user);
    free(target->host);
    free(target->port);
    free(target->vm);
    *target = (struct windows_target){0};
}

struct words {
    char **list;
    size_t count;
};

static void add(struct words *words, const char *word)
{
    if (words->count + 1 < WORDS_MOST)
        words->list[words->count++] = must_copy(word);
}

static void add_command(struct words *words)
{
    char *command = windows_command();
    char *rest = NULL;

    for (char *word = strtok_r(command, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        add(words, strcmp(word, "powershell") == 0 ? "powershell.exe" : word);
    free(command);
}

/* EFLOW_SSH_CONFIG names a configuration file to use instead of the person's own. */
static void add_ssh(struct words *words, const struct windows_target *target)
{
    const char *config = getenv("EFLOW_SSH_CONFIG");
    char *command = windows_command();

    add(words, "ssh");
    add(words, "-T");
    if (config && *config) {
        add(words, "-F");
        add(words, config);
    }
    for (size_t i = 0; i < sizeof ssh_options / sizeof *ssh_options; i++) {
        add(words, "-o");
        add(words, ssh_options[i]);
    }
    if (target->port) {
        add(words, "-p");
        add(words, target->port);
    }
    if (target->user) {
        add(words, "-l");
        add(words, target->user);
    }
    add(words, "--");
    add(words, target->host);
    add(words, command);
    free(command);
}

char **windows_target_words(const struct windows_target *target)
{
    struct words words = {.list = must_alloc(WORDS_MOST * sizeof *words.list)};

    if (target->remote)
        add_ssh(&words, target);
    else
        add_command(&words);
    return words.list;
}

void windows_words_free(char **words)
{
    for (char **word = words; word && *word; word++)
        free(*word);
    free(words);
}

char *windows_target_source(const struct windows_target *target)
{
    if (!target->remote)
        return must_copy(_("Windows PowerShell on this machine"));
    return text_format(_("Windows PowerShell on %s"), target->host);
}
