#include "config.h"

#include "probes/windows/windows_script.h"

#include <stdlib.h>
#include <string.h>

#include "probes/windows/windows_script_text.h"
#include "sys/text.h"

/* PowerShell reads nothing from its input by itself here (-InputFormat None), so the first line is
 * left for this: it is the script, in base64, which no shell and no code page can damage. */
static const char bootstrap[] =
    "$ProgressPreference='SilentlyContinue';"
    "$t=[Text.Encoding]::ASCII.GetString([Convert]::FromBase64String([Console]::In.ReadLine()));"
    "& ([scriptblock]::Create($t)) -Serve";

static const char start[] = "powershell -NoProfile -NonInteractive -InputFormat None "
                            "-OutputFormat Text -ExecutionPolicy Bypass -EncodedCommand ";

const char *windows_script(const char *role)
{
    if (strcmp(role, "guest") == 0)
        return windows_guest_script;
    if (strcmp(role, "host") == 0)
        return windows_host_script;
    return NULL;
}

char *windows_base64(const char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct text out = {0};

    for (size_t i = 0; i < length; i += 3) {
        size_t rest = length - i;
        unsigned three = (unsigned)(unsigned char)bytes[i] << 16;
        char four[4];

        if (rest > 1)
            three |= (unsigned)(unsigned char)bytes[i + 1] << 8;
        if (rest > 2)
            three |= (unsigned char)bytes[i + 2];
        four[0] = digits[three >> 18];
        four[1] = digits[three >> 12 & 63];
        four[2] = rest > 1 ? digits[three >> 6 & 63] : '=';
        four[3] = rest > 2 ? digits[three & 63] : '=';
        text_add_n(&out, four, sizeof four);
    }
    return text_take(&out);
}

/* -EncodedCommand wants UTF-16, low byte first. */
char *windows_command(void)
{
    char wide[sizeof bootstrap * 2] = {0};
    struct text command = {0};
    char *encoded;

    for (size_t i = 0; i + 1 < sizeof bootstrap; i++)
        wide[i * 2] = bootstrap[i];
    encoded = windows_base64(wide, (sizeof bootstrap - 1) * 2);
    text_add(&command, start);
    text_add(&command, encoded);
    free(encoded);
    return text_take(&command);
}

char *windows_script_line(const char *role)
{
    const char *script = windows_script(role);
    char *encoded = windows_base64(script, strlen(script));
    char *line = text_format("%s\n", encoded);

    free(encoded);
    return line;
}

void windows_add_ascii(struct text *text, const char *json)
{
    unsigned code = 0;

    for (size_t size; (size = text_decode(json, &code)) > 0; json += size) {
        if (code < 0x7F)
            text_add_n(text, json, 1);
        else if (code < 0x10000)
            text_addf(text, "\\u%04x", code);
        else
            text_addf(text, "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10),
                      0xDC00 + ((code - 0x10000) & 0x3FF));
    }
}
