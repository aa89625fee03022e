"""Glossaries (i18n/glossary/LANGUAGE.md): a text with a term has one of the term's translations."""
import re

HELD = "## Terms"
VALUE = re.compile(r"\{[a-z0-9_.]+(?:\|[^}]*)?\}")


def rows(text):
    """The cells of the table below the heading of the terms that catalogues are held to."""
    section = text.partition("\n" + HELD + "\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def read_glossary(text):
    """Each term with the forms of its translation ("Schritt / Schritte"), one of which stands in a text."""
    table = list(rows(text))[1:]
    return {
        term.lower(): [form.strip().lower() for form in forms.split(" / ")] for term, forms, _ in table
    }


def broken_rows(text):
    """What cannot be read as a row of term, translation and reason, or says a term twice."""
    table = list(rows(text))[1:]
    terms = [cells[0].lower() for cells in table]
    yield from (f"not three filled cells: {cells}" for cells in table if len(cells) != 3 or not all(cells))
    yield from (f"twice: {term}" for term in sorted({term for term in terms if terms.count(term) > 1}))
    if not table:
        yield "no terms"


def has_term(text, term):
    pattern = rf"(?<![\w.-]){re.escape(term)}(?:s|es)?(?![\w-]|\.\w)"
    return re.search(pattern, VALUE.sub(" ", text), re.I) is not None


def strays(catalogue, glossary):
    """Translations without the word that the glossary has for a term of the text."""
    for message in catalogue:
        if not message.text or not message.is_translated:
            continue
        for term, forms in glossary.items():
            if not has_term(message.text, term):
                continue
            for translation in message.forms.values():
                if not any(form in translation.lower() for form in forms):
                    yield f"{message.text!r}: \"{term}\" is not {' / '.join(forms)}: {translation!r}"
