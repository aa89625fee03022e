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
    [MARK_OK] = NC_("sign", "ok"),
    [MARK_FAIL] = NC_("sign", "FAIL"),
    [MARK_WARN] = NC_("sign", "warn"),
    [MARK_UNKNOWN] = NC_("sign", "??"),
    [MARK_CONFIRMED] = NC_("sign", "you"),
    [MARK_SKIPPED] = NC_("sign", "skip"),
    [MARK_INFO] = NC_("sign", "note"),
    [MARK_DONE] = NC_("sign", "done"),
    [MARK_NOW] = NC_("sign", ">>"),
    [MARK_WAIT] = NC_("sign", "wait"),
    [MARK_TODO] = NC_("sign", "todo"),
    [MARK_OFF] = NC_("sign", "off"),
    [MARK_BUSY] = NC_("sign", "..."),
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
    return *words[mark] ? C_(words[mark]) : "";
}

enum tone mark_tone(enum mark mark)
{
    return tones[mark];
}
