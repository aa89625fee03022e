/* The PowerShell scripts, as they stand in guest.ps1 and host.ps1 between frame.ps1 and serve.ps1.
 * They are plain ASCII and only read. */
#ifndef EFLOW_PROBES_WINDOWS_SCRIPT_H
#define EFLOW_PROBES_WINDOWS_SCRIPT_H

#include <stddef.h>

#include "sys/text.h"

/* The script of the role "guest" or "host"; NULL for any other word. Never freed. */
const char *windows_script(const char *role);

/* The command that starts PowerShell so that it takes the script from its first line of input;
 * words that need no quoting for cmd, PowerShell and sh, well below the 8,191 characters that cmd
 * takes. The caller frees. */
char *windows_command(void);

/* The first line of input: the script in one word; the caller frees. */
char *windows_script_line(const char *role);

/* Adds JSON so that only printable ASCII is left: every other character becomes an escape. */
void windows_add_ascii(struct text *text, const char *json);

/* bytes in base64; the caller frees. */
char *windows_base64(const char *bytes, size_t length);

#endif
