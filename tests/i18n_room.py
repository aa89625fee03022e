"""Translations that stand in columns have room there: signs of lists, page names, lines of --help."""
import unicodedata

SIGN_COLUMNS = 4  # MARK_WORD_COLUMNS of src/report/mark.h
SCREEN_COLUMNS = 80
PAGES = ("Path", "Plan", "Connect", "Prerequisites", "Steps", "Report")
TAB_GAP = 1  # blanks between page names where the room is short
TAB_EXTRA = 4  # the margins, and the brackets of the page that is shown


def columns(text):
    """What a terminal needs for a text."""
    wide = {"W", "F"}
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in wide else 1
        for sign in text
    )


def comes_from(message, source):
    return any(place.startswith(source + ":") or place == source for place in message.references)


def forms_from(catalogue, source):
    for message in catalogue:
        if message.text and message.is_translated and comes_from(message, source):
            yield from ((message.text, form) for form in message.forms.values())


def without_room(catalogue):
    for text, form in forms_from(catalogue, "src/report/mark.c"):
        if columns(form) > SIGN_COLUMNS:
            yield f"{text!r}: the sign {form!r} has {columns(form)} columns, at most {SIGN_COLUMNS}"
    for _, form in forms_from(catalogue, "src/cli/help.c"):
        for line in form.splitlines():
            if columns(line) > SCREEN_COLUMNS:
                yield f"--help: {columns(line)} columns: {line!r}"
    names = [form for text, form in forms_from(catalogue, "src/flow/pages.c") if text in PAGES]
    row = sum(columns(name) + TAB_GAP for name in names) + TAB_EXTRA
    if row > SCREEN_COLUMNS:
        yield f"the page names {names} need {row} columns"
