#include "model/fill.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

/* A piece of a template: plain text, or a placeholder. */
struct piece {
    bool is_fact;
    const char *start; /* of the plain text, or of the fact's name */
    size_t length;
    const char *fallback; /* after the bar; NULL: no bar */
    size_t fallback_length;
    const char *next; /* NULL: the braces are broken */
};

static struct piece read_placeholder(const char *open)
{
    const char *close = strchr(open, '}');
    struct piece piece = {.is_fact = true, .start = open + 1};
    if (close == NULL) {
        return piece;
    }
    const char *bar = memchr(open, '|', (size_t)(close - open));
    piece.length = (size_t)((bar != NULL ? bar : close) - piece.start);
    if (bar != NULL) {
        piece.fallback = bar + 1;
        piece.fallback_length = (size_t)(close - bar - 1);
    }
    piece.next = close + 1;
    return piece;
}

static struct piece read_piece(const char *at)
{
    if ((at[0] == '{' || at[0] == '}') && at[1] == at[0]) {
        return (struct piece){.start = at, .length = 1, .next = at + 2};
    }
    if (at[0] == '{') {
        return read_placeholder(at);
    }
    if (at[0] == '}') {
        return (struct piece){.start = at};
    }
    size_t length = strcspn(at, "{}");
    return (struct piece){.start = at, .length = length, .next = at + length};
}

static int find_fact(const char *name, size_t length)
{
    char *copy = must_copy_n(name, length);
    int fact = fact_find(copy);
    free(copy);
    return fact;
}

int fill_check(const char *text, const struct json_at *at, struct error *err)
{
    while (*text != '\0') {
        struct piece piece = read_piece(text);
        if (piece.next == NULL) {
            return json_wrong(err, at,
                              _("A single brace; write it twice, or close the placeholder: "
                                "\"%s\"."),
                              text);
        }
        if (piece.is_fact && find_fact(piece.start, piece.length) == FACT_NONE) {
            return json_wrong(err, at, _("The placeholder \"%.*s\" names no fact."),
                              (int)piece.length, piece.start);
        }
        text = piece.next;
    }
    return 0;
}

static bool is_safe_bare(const char *value)
{
    if (*value == '\0' || *value == '-') {
        return false;
    }
    for (const char *c = value; *c != '\0'; c++) {
        if (!isalnum((unsigned char)*c) && strchr("._-/:", *c) == NULL) {
            return false;
        }
    }
    return true;
}

static char *quote_posix(const char *value)
{
    struct text text = {0};
    text_add(&text, "'");
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '\'') {
            text_add(&text, "'\\''");
        } else {
            text_add_n(&text, c, 1);
        }
    }
    text_add(&text, "'");
    return text_take(&text);
}

/* Two readers have to agree: cmd.exe, for which every quote opens or closes, and the program's own
 * parser, for which a doubled quote is a quote and backslashes before one are doubled. cmd.exe
 * expands %NAME% even inside quotes: the percent sign stands outside of them, behind a caret. */
static char *quote_cmd(const char *value)
{
    struct text text = {0};
    text_add(&text, "\"");
    for (const char *c = value; *c != '\0'; c++) {
        size_t backslashes = strspn(c, "\\");
        char after = c[backslashes];
        if (backslashes > 0) {
            bool is_before_quote = after == '"' || after == '%' || after == '\0';
            text_add_n(&text, c, backslashes);
            text_add_n(&text, c, is_before_quote ? backslashes : 0);
            c += backslashes - 1;
        } else if (*c == '"') {
            text_add(&text, "\"\"");
        } else if (*c == '%') {
            text_add(&text, "\"^%\"");
        } else {
            text_add_n(&text, c, 1);
        }
    }
    text_add(&text, "\"");
    return text_take(&text);
}

/* PowerShell also ends a string at the typographic single quotes U+2018 to U+201B. */
static char *quote_powershell(const char *value)
{
    struct text text = {0};
    text_add(&text, "'");
    for (const char *c = value; *c != '\0';) {
        unsigned code = 0;
        size_t length = text_decode(c, &code);
        bool is_quote = code == '\'' || (code >= 0x2018 && code <= 0x201B);
        text_add_n(&text, c, length);
        if (is_quote) {
            text_add_n(&text, c, length);
        }
        c += length;
    }
    text_add(&text, "'");
    return text_take(&text);
}

char *fill_quote(const char *value, enum fill_quoting quoting)
{
    if (quoting == FILL_PLAIN || is_safe_bare(value)) {
        return must_copy(value);
    }
    if (quoting == FILL_POWERSHELL) {
        return quote_powershell(value);
    }
    return quoting == FILL_POSIX ? quote_posix(value) : quote_cmd(value);
}

/* Words as people write them; in commands and files they stay as they are. */
static const char *proper(const char *word)
{
    static const char *const names[][2] = {
        {"intel",   "Intel"  },
        {"amd",     "AMD"    },
        {"arm",     "Arm"    },
        {"esxi",    "ESXi"   },
        {"vcenter", "vCenter"},
        {"hyperv",  "Hyper-V"},
        {"vmware",  "VMware" },
        {"azure",   "Azure"  },
        {"efi",     "EFI"    },
        {"bios",    "BIOS"   },
        {"dhcp",    "DHCP"   },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i][0], word) == 0) {
            return names[i][1];
        }
    }
    return word;
}

/* A list becomes its elements with commas, each an argument of its own. */
static char *write_list(const cJSON *list, enum fill_quoting quoting)
{
    struct text text = {0};
    const cJSON *item = NULL;
    text_add(&text, "");
    cJSON_ArrayForEach(item, list)
    {
        char *written = fill_quote(cJSON_IsString(item) ? item->valuestring : "?", quoting);
        text_addf(&text, "%s%s", text.length > 0 ? "," : "", written);
        free(written);
    }
    return text_take(&text);
}

static char *write_value(int fact, const cJSON *value, enum fill_quoting quoting)
{
    enum fact_type type = fact_kind(fact)->type;
    if (type == FACT_STRINGS && quoting != FILL_PLAIN) {
        return write_list(value, quoting);
    }
    if (type == FACT_WORD && quoting == FILL_PLAIN) {
        return must_copy(proper(value->valuestring));
    }
    char *plain = fact_value_text(fact, value);
    char *written = fill_quote(plain, quoting);
    free(plain);
    return written;
}

static void add_fact(struct text *text, const struct piece *piece, const struct facts *facts,
                     enum fill_quoting quoting)
{
    int fact = find_fact(piece->start, piece->length);
    const cJSON *value = fact == FACT_NONE ? NULL : facts_get(facts, fact)->value;
    bool is_empty_list = cJSON_IsArray(value) && value->child == NULL && quoting != FILL_PLAIN;
    bool is_blank = piece->fallback != NULL && cJSON_IsString(value) && *value->valuestring == '\0';
    if (value == NULL || is_empty_list || is_blank) {
        text_add_n(text, piece->fallback != NULL ? piece->fallback : "?",
                   piece->fallback != NULL ? piece->fallback_length : 1);
        return;
    }
    char *written = write_value(fact, value, quoting);
    text_add(text, written);
    free(written);
}

char *fill(const char *template, const struct facts *facts, enum fill_quoting quoting)
{
    struct text text = {0};
    text_add(&text, "");
    while (template != NULL && *template != '\0') {
        struct piece piece = read_piece(template);
        if (piece.next == NULL) {
            text_add(&text, template);
            break;
        }
        if (piece.is_fact) {
            add_fact(&text, &piece, facts, quoting);
        } else {
            text_add_n(&text, piece.start, piece.length);
        }
        template = piece.next;
    }
    return text_take(&text);
}
