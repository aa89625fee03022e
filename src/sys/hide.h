/* Passwords that stand in addresses, such as "http://anna:secret@proxy:8080". */
#ifndef EFLOW_SYS_HIDE_H
#define EFLOW_SYS_HIDE_H

#include <stddef.h>

/* A copy with "***" in place of every password of an address, for the caller to free; NULL when
 * there is none. An address that was cut off or is not whole yet ("https://root:secr") counts too,
 * but a port is no password. */
char *hide_passwords(const char *text);

/* The first of them: its length in bytes, and where it begins; 0 when there is none. */
size_t hide_find_password(const char *text, size_t *ret_from);

#endif
