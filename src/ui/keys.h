/* Bytes from the terminal become keys: characters, and the special keys of flow/request.h.
 *
 *   keys_start(&keys, is_utf8);
 *   keys_feed(&keys, bytes, count);
 *   while (keys_next(&keys, false, &key)) ...
 *   if (keys_are_pending(&keys)) wait ESCDELAY, then keys_next(&keys, true, &key)
 *
 * curses could do this, but it waits for the rest of a sequence where it stands, and hands over the
 * pieces of sequences that it does not know as if the person had typed them (Esc first). */
#ifndef EFLOW_UI_KEYS_H
#define EFLOW_UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "flow/request.h"

enum { KEY_BYTES = 4096, KEY_SEQUENCES = 32 };

struct key_sequence {
    const char *bytes; /* belongs to terminfo */
    unsigned key;
};

struct keys {
    bool is_utf8;
    size_t length;
    char bytes[KEY_BYTES];
    size_t sequence_count;
    struct key_sequence sequences[KEY_SEQUENCES];
};

/* Learns the sequences of the terminal: after curses has started. */
void keys_start(struct keys *keys, bool is_utf8);

/* Room for more bytes; feeding more than that loses the rest. */
size_t keys_room(const struct keys *keys);
void keys_feed(struct keys *keys, const char *bytes, size_t count);

/* Takes the next key. False: nothing there, or not complete yet (unless is_all: then what is there
 * is taken as it stands, a lone ESC is the Esc key). */
bool keys_next(struct keys *keys, bool is_all, unsigned *ret_key);

bool keys_are_pending(const struct keys *keys);

#endif
