"""Reading gettext's files of translations (.po), as far as the checks need it."""
import re


class Message:
    def __init__(self):
        self.references = []
        self.comments = []
        self.flags = set()
        self.context = None
        self.text = None
        self.plural = None
        self.forms = {}
        self.is_obsolete = False

    @property
    def key(self):
        """What tells one message from all others."""
        return self.context, self.text

    @property
    def is_translated(self):
        return "fuzzy" not in self.flags and bool(self.forms) and all(self.forms.values())


def unquoted(line):
    body = line[line.index('"') + 1 : line.rindex('"')]
    signs = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda found: signs.get(found[1], found[1]), body)


def take_comment(message, line):
    if line.startswith("#:"):
        message.references += line[2:].split()
    elif line.startswith("#."):
        message.comments.append(line[2:].strip())
    elif line.startswith("#,"):
        message.flags.update(flag.strip() for flag in line[2:].split(","))
    elif line.startswith("#~"):
        message.is_obsolete = True


def take_text(message, part, text):
    if part == "msgctxt":
        message.context = (message.context or "") + text
    elif part == "msgid":
        message.text = (message.text or "") + text
    elif part == "msgid_plural":
        message.plural = (message.plural or "") + text
    elif part is not None:
        form = int(part[7:-1]) if "[" in part else 0
        message.forms[form] = message.forms.get(form, "") + text


def read_po(text):
    """All messages of a catalogue; the first, with the text "", is its head."""
    messages = []
    for block in re.split(r"\n\s*\n", text):
        message, part = Message(), None
        for line in block.splitlines():
            keyword = re.match(r"(msg\w+(?:\[\d+\])?)\s+\"", line)
            if line.startswith("#"):
                take_comment(message, line)
            elif keyword or line.startswith('"'):
                part = keyword[1] if keyword else part
                take_text(message, part, unquoted(line))
        if message.text is not None and not message.is_obsolete:
            messages.append(message)
    return messages
