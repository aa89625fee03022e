/* Characters that are typed, as bytes. */
#ifndef EFLOW_UI_UTF8_H
#define EFLOW_UI_UTF8_H

#include <stddef.h>

enum { UTF8_SIZE = 5 };

/* The character as terminated UTF-8; returns its bytes. */
size_t utf8_encode(unsigned code, char bytes[UTF8_SIZE]);

/* Where the character before `at` begins; 0 at the beginning. */
size_t utf8_before(const char *text, size_t at);

#endif
