#include "config.h"

#include "report/mark.h"

#include <assert.h>

#include "i18n.h"

/* clang-format off */
static const char *const symbols[] = {
    [MARK_NONE] = "",
    [MARK_OK] = "✓",
    [MARK_FAIL] = "✗",
    [MARK_WARN] = "!",
    [MARK_UNKNOWN] = "?",
    [MARK_CONFIRMED] = "☑",
    [MARK_SKIPPED] = "-",
    [MARK_INFO] = "i",
    [MARK_DONE] = "✓",
    [MARK_NOW] = "»",
    [MARK_WAIT] = "…",
    [MARK_TODO] = "○",
    [MARK_OFF] = "○",
    [MARK_BUSY] = "~",
};
static_assert(sizeof symbols / sizeof *symbols == MARK_COUNT, "every mark has a symbol");

static const char *const words[] = {
    [MARK_NONE] = "",
    [MARK_OK] = N_("ok"),
    [MARK_FAIL] = N_("FAIL"),
    [MARK_WARN] = N_("warn"),
    [MARK_UNKNOWN] = N_("??"),
    [MARK_CONFIRMED] = N_("you"),
    [MARK_SKIPPED] = N_("skip"),
    [MARK_INFO] = N_("note"),
    [MARK_DONE] = N_("done"),
    [MARK_NOW] = N_(">>"),
    [MARK_WAIT] = N_("wait"),
    [MARK_TODO] = N_("todo"),
    [MARK_OFF] = N_("off"),
    [MARK_BUSY] = N_("..."),
};
static_assert(sizeof words / sizeof *words == MARK_COUNT, "every mark has a word");

static const enum tone tones[] = {
    [MARK_NONE] = TONE_PLAIN,
    [MARK_OK] = TONE_GOOD,
    [MARK_FAIL] = TONE_BAD,
    [MARK_WARN] = TONE_WARN,
    [MARK_UNKNOWN] = TONE_UNSURE,
    [MARK_CONFIRMED] = TONE_GOOD,
    [MARK_SKIPPED] = TONE_DIM,
    [MARK_INFO] = TONE_PLAIN,
    [MARK_DONE] = TONE_GOOD,
    [MARK_NOW] = TONE_LIVELY,
    [MARK_WAIT] = TONE_DIM,
    [MARK_TODO] = TONE_PLAIN,
    [MARK_OFF] = TONE_DIM,
    [MARK_BUSY] = TONE_LIVELY,
};
/* clang-format on */
static_assert(sizeof tones / sizeof *tones == MARK_COUNT, "every mark has a tone");

const char *mark_symbol(enum mark mark)
{
    return symbols[mark];
}

const char *mark_word(enum mark mark)
{
    return *words[mark] ? _(words[mark]) : "";
}

enum tone mark_tone(enum mark mark)
{
    return tones[mark];
}
