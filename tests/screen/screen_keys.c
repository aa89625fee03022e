/* Keys by name. */
#include "config.h"

#include "screen.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_internal.h"

struct named_key {
    const char *name;
    VTermKey key;
    VTermModifier modifier;
};

static const struct named_key named_keys[] = {
    {"Up",        VTERM_KEY_UP,        VTERM_MOD_NONE },
    {"Down",      VTERM_KEY_DOWN,      VTERM_MOD_NONE },
    {"Left",      VTERM_KEY_LEFT,      VTERM_MOD_NONE },
    {"Right",     VTERM_KEY_RIGHT,     VTERM_MOD_NONE },
    {"Home",      VTERM_KEY_HOME,      VTERM_MOD_NONE },
    {"End",       VTERM_KEY_END,       VTERM_MOD_NONE },
    {"PageUp",    VTERM_KEY_PAGEUP,    VTERM_MOD_NONE },
    {"PageDown",  VTERM_KEY_PAGEDOWN,  VTERM_MOD_NONE },
    {"Insert",    VTERM_KEY_INS,       VTERM_MOD_NONE },
    {"Delete",    VTERM_KEY_DEL,       VTERM_MOD_NONE },
    {"Enter",     VTERM_KEY_ENTER,     VTERM_MOD_NONE },
    {"Tab",       VTERM_KEY_TAB,       VTERM_MOD_NONE },
    {"Shift-Tab", VTERM_KEY_TAB,       VTERM_MOD_SHIFT},
    {"Backspace", VTERM_KEY_BACKSPACE, VTERM_MOD_NONE },
    {"Esc",       VTERM_KEY_ESCAPE,    VTERM_MOD_NONE },
};

/* True for one character, also one of several bytes. */
static bool is_single_character(const char *text)
{
    size_t length = 1;

    while (((unsigned char)text[length] & 0xc0) == 0x80)
        length++;
    return text[0] != '\0' && text[length] == '\0';
}

static bool press_function_key(struct screen *s, const char *name)
{
    int number = 0;
    int length = 0;

    if (sscanf(name, "F%2d%n", &number, &length) != 1 || name[length] != '\0' || number < 1 ||
        number > 12)
        return screen_fail(s, "there is no key named %s", name);
    vterm_keyboard_key(s->terminal, (VTermKey)VTERM_KEY_FUNCTION(number), VTERM_MOD_NONE);
    return screen_send_answers(s);
}

static bool press_named_key(struct screen *s, const char *name)
{
    for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++) {
        if (strcmp(name, named_keys[i].name) == 0) {
            vterm_keyboard_key(s->terminal, named_keys[i].key, named_keys[i].modifier);
            return screen_send_answers(s);
        }
    }
    return press_function_key(s, name);
}

static bool press_key(struct screen *s, const char *name)
{
    if (is_single_character(name))
        return screen_send(s, name, strlen(name));
    if (strcmp(name, "Space") == 0)
        return screen_send(s, " ", 1);
    if (strncmp(name, "Ctrl-", 5) == 0 && is_single_character(name + 5))
        return screen_send(s, &(char){(char)(toupper((unsigned char)name[5]) & 0x1f)}, 1);
    if (strncmp(name, "Alt-", 4) == 0 && is_single_character(name + 4))
        return screen_send(s, (char[]){'\x1b', name[4]}, 2);
    return press_named_key(s, name);
}

bool screen_press(struct screen *s, const char *keys)
{
    char *copy = screen_copy(keys);
    char *rest = NULL;
    bool is_pressed = true;

    screen_pump(s, 0); /* the mode of the cursor keys may just be on its way */
    for (char *name = strtok_r(copy, " ", &rest); name != NULL && is_pressed;
         name = strtok_r(NULL, " ", &rest))
        is_pressed = press_key(s, name);
    free(copy);
    return is_pressed;
}

bool screen_type(struct screen *s, const char *text)
{
    return screen_send(s, text, strlen(text));
}
