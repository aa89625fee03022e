"""The template has every text that a person can see, and every catalogue fits the template."""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

from i18n_glossary import broken_rows, read_glossary, strays
from i18n_po import read_po
from i18n_room import without_room

TOP = os.environ.get("EFLOW_SRCDIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
CATALOGUES = os.path.join(TOP, "i18n")
TEXT_KEYS = set(
    "title short summary because ask help label text why fix confirm body where says means do".split()
)
MARK = re.compile(r"""(?<![A-Za-z0-9_])(?:_|N_|P_|NC_)\(\s*(?:"|//|$)""", re.M)
PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)")
FORMAT = re.compile(r"%(?:\d+\$)?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]")


def contents(*path):
    with open(os.path.join(TOP, *path), encoding="utf-8") as file:
        return file.read()


def words(*path):
    lines = (line.split("#")[0] for line in contents(*path).splitlines())
    return [word for line in lines for word in line.split()]


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout, done.stderr


# --- the template ------------------------------------------------------------------------------


def screens():
    for folder in ("screens", "screens/lab"):
        for name in sorted(os.listdir(os.path.join(TOP, folder))):
            if name.endswith(".json") and not name.endswith(".schema.json"):
                yield f"{folder}/{name}"


def xgettext_options():
    text = contents("i18n", "Makevars").replace("\\\n", " ")
    return shlex.split(re.search(r"^XGETTEXT_OPTIONS = (.*)$", text, re.M)[1])


def make_template(folder):
    os.mkdir(os.path.join(folder, "i18n"))
    environment = dict(os.environ, LC_ALL="C")
    status, found, trouble = run(
        "awk", "-f", "build-aux/screens-messages.awk", *screens(), cwd=TOP, env=environment
    )
    if status != 0:
        sys.exit(trouble)
    with open(os.path.join(folder, "i18n", "screens.pot"), "w", encoding="utf-8") as file:
        file.write(found)
    target = os.path.join(folder, "template.pot")
    status, _, trouble = run(
        "xgettext", "--directory=" + TOP, "--directory=" + folder, "-o", target,
        "--files-from=" + os.path.join(CATALOGUES, "POTFILES.in"), *xgettext_options(),
        env=environment,
    )
    if status != 0:
        sys.exit("The template cannot be made (Debian: apt-get install gettext).\n" + trouble)
    with open(target, encoding="utf-8") as file:
        return target, read_po(file.read())


def has_words(text):
    text = text.replace("{{", "").replace("}}", "")
    return bool(re.search(r"[^\W\d_]", PLACEHOLDER.sub("", text)))


def strings(value, path=""):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from strings(part, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value


def is_text(path):
    return path.rpartition(".")[2] in TEXT_KEYS or bool(re.fullmatch(r"checks\[\d+\]\.value", path))


def texts_of(name):
    """Each text of a file of screens/ that can be translated, with its JSON path."""
    for path, text in strings(json.loads(contents(name))):
        if is_text(path) and has_words(text):
            yield path, text


def every_source_is_named():
    """POTFILES.in names every C file with texts, and only those."""
    sources = {
        os.path.relpath(os.path.join(folder, name), TOP)
        for folder, _, names in os.walk(os.path.join(TOP, "src"))
        for name in names
        if name.endswith(".c")
    }
    marked = {name for name in sources if MARK.search(contents(name))}
    named = set(words("i18n", "POTFILES.in")) - {"i18n/screens.pot"}
    yield from (f"{name} is not named" for name in sorted(marked - named))
    yield from (f"{name} has no texts" for name in sorted(named - marked))


def every_screen_text_is_there(messages):
    """The template has every text of screens/, with file and JSON path."""
    found = {message.text: message for message in messages if message.context is None}
    for name in screens():
        short = name[len("screens/") :]
        for path, text in texts_of(name):
            message = found.get(text)
            if message is None:
                yield f"{name}: {path} is missing"
            elif f"{short}: {path}" not in message.comments:
                yield f"{name}: {path} is not told of"
            elif not any(place.startswith(name + ":") for place in message.references):
                yield f"{name}: {path} has no reference"


def nothing_else_of_screens_is_there(messages):
    """No command, link, id or other word of the program is in the template."""
    texts = {text for name in screens() for _, text in texts_of(name)}
    for message in messages:
        is_of_screens = any(place.startswith("screens/") for place in message.references)
        if is_of_screens and message.text not in texts:
            yield f"{message.references[0]}: {message.text}"


def placeholders_are_told(messages):
    """A text with placeholders says which of them a translation keeps."""
    for message in messages:
        if not any(place.startswith("screens/") for place in message.references):
            continue
        names = set(placeholders(message.text))
        told = {
            name
            for line in message.comments
            if line.startswith("keep ")
            for name in PLACEHOLDER.findall(line)
        }
        if names != told:
            yield f"{message.references[0]}: has {sorted(names)}, tells {sorted(told)}"


# --- a catalogue -------------------------------------------------------------------------------


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def formats(text):
    return sorted(re.sub(r"\d+\$", "", found) for found in FORMAT.findall(text))


def keys_told(text):
    """The keys that a sentence tells to press, such as "press r" or "(r)"."""
    return sorted(re.findall(r"(?:[Pp]ress |\()([A-Za-z?/])(?=[ ).,;:]|$)", text))


def is_kept(message, form):
    """What a translation lost or added."""
    sources = [message.text] + ([message.plural] if message.plural else [])
    if placeholders(form) not in [placeholders(source) for source in sources]:
        yield "other placeholders"
    if "c-format" in message.flags and formats(form) not in [formats(source) for source in sources]:
        yield "other formats"
    keys = keys_told(message.text)
    if any(not re.search(rf"(?<!\w){re.escape(key)}(?!\w)", form) for key in keys):
        yield "another key"
    if re.match(r"\s*", form)[0] != re.match(r"\s*", message.text)[0]:
        yield "other blanks at the beginning"
    if form.endswith("\n") != message.text.endswith("\n"):
        yield "another end of line"


def plural_count(head):
    found = re.search(r"nplurals\s*=\s*(\d+)", head)
    return int(found[1]) if found else 2


def misfits(catalogue, name):
    count = plural_count(catalogue[0].forms.get(0, "")) if catalogue else 0
    for message in catalogue[1:]:
        if not message.is_translated:
            continue
        if message.plural and sorted(message.forms) != list(range(count)):
            yield f"{name}: {message.text!r}: {len(message.forms)} plural forms, not {count}"
        for form in message.forms.values():
            yield from (f"{name}: {message.text!r}: {why}" for why in is_kept(message, form))


def is_well_formed(path):
    status, _, trouble = run("msgfmt", "-c", "-o", os.devnull, path)
    if status != 0:
        yield trouble.strip()


def follows_glossary(catalogue, language):
    """The glossary can be read, and the catalogue has its words."""
    text = contents("i18n", "glossary", language + ".md")
    troubles = list(broken_rows(text))
    return troubles or strays(catalogue, read_glossary(text))


def completeness(messages, catalogue):
    there = {message.key for message in catalogue if message.is_translated}
    wanted = [message.key for message in messages if message.text]
    done = sum(key in there for key in wanted)
    return f"{100 * done // len(wanted)} %, {done} of {len(wanted)} texts"


# --- the checks check --------------------------------------------------------------------------

BROKEN = [
    ("other placeholders", 'msgid "{vm.name|the VM} is on"\nmsgstr "{vm.nam|die VM} ist an"'),
    ("other formats", '#, c-format\nmsgid "%s of %d"\nmsgstr "%s von %s"'),
    ("another key", 'msgid "Press r again."\nmsgstr "Noch einmal p."'),
    ("another end of line", 'msgid "Usage\\n"\nmsgstr "Aufruf"'),
    ("1 plural forms", 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"'),
]
GOOD = 'msgid "Press r; {vm.name|the VM} is on."\nmsgstr "{vm.name|die VM} ist an; r drückt man."'


GLOSSARY = """# Test
## Terms
| term | translation | why |
|---|---|---|
| step | Schritt / Stufe | usual |
| VM | VM | usual |
## Chosen by the sentence
| check | prüfen | not held |
"""


def mistakes_are_seen():
    """The checks of a catalogue see a wrong placeholder, format, key, end and number of plurals."""
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    for expected, text in BROKEN:
        found = list(misfits(read_po(head + text), "xx"))
        if len(found) != 1 or expected not in found[0]:
            yield f"{expected}: {found}"
    yield from misfits(read_po(head + GOOD), "xx")


def strays_are_seen():
    """The glossary is held where a text has the term, and only there."""
    glossary = read_glossary(GLOSSARY)
    if list(glossary) != ["step", "vm"] or list(broken_rows(GLOSSARY)):
        yield f"read as {glossary}"
    stray = read_po('msgid "Two steps"\nmsgstr "Zwei Teile"')
    if len(list(strays(stray, glossary))) != 1:
        yield "\"Zwei Teile\" for \"Two steps\" was not seen"
    for good in ('msgid "Steps"\nmsgstr "Stufen"', 'msgid "{vm.name} stepped"\nmsgstr "{vm.name} ging"'):
        yield from strays(read_po(good), glossary)
    if not list(broken_rows(GLOSSARY.replace("usual", ""))):
        yield "a row without a reason was not seen"


def lack_of_room_is_seen():
    """A sign that is too wide for its column is seen, also one of wide characters."""
    for sign, is_good in (("FEHL", True), ("FEHLT", False), ("失败", True), ("未通过", False)):
        text = f'#: src/report/mark.c:1\nmsgid "FAIL"\nmsgstr "{sign}"'
        if (not list(without_room(read_po(text)))) != is_good:
            yield sign


# --- all of it ---------------------------------------------------------------------------------


def tests(folder):
    target, messages = make_template(folder)
    yield every_source_is_named.__doc__, every_source_is_named()
    for check in (
        every_screen_text_is_there,
        nothing_else_of_screens_is_there,
        placeholders_are_told,
    ):
        yield check.__doc__, check(messages)
    for check in (mistakes_are_seen, strays_are_seen, lack_of_room_is_seen):
        yield check.__doc__, check()
    for language in words("i18n", "LINGUAS"):
        path = os.path.join(CATALOGUES, language + ".po")
        status, merged, trouble = run("msgmerge", "-q", "-o", "-", path, target)
        catalogue = read_po(merged)
        print(f"# {language}: {completeness(messages, catalogue)}")
        yield f"{language} is well-formed.", is_well_formed(path)
        yield f"{language} keeps placeholders, formats, plurals and keys.", (
            misfits(catalogue, language) if status == 0 else [trouble]
        )
        yield f"{language} follows its glossary.", follows_glossary(catalogue, language)
        yield f"{language} has room for its signs, page names and help.", without_room(catalogue)


def main():
    number, failed = 0, False
    with tempfile.TemporaryDirectory() as folder:
        for name, troubles in tests(folder):
            number += 1
            troubles = list(troubles)
            failed = failed or bool(troubles)
            print(f"{'not ok' if troubles else 'ok'} {number} - {name.rstrip('.')}")
            for trouble in troubles[:20]:
                print("# " + str(trouble).replace("\n", "\n# "))
    print(f"1..{number}")
    return failed


sys.exit(main())
