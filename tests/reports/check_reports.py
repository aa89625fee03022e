"""Reads reports in all formats as other programs would, and prints TAP: do they hold, and do they agree?"""
import functools
import html.parser
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

from jsonschema import Draft202012Validator

SOURCE = os.environ.get("EFLOW_SRCDIR", ".")
BUILD = os.environ.get("EFLOW_BUILDDIR", ".")
DATA = os.path.join(SOURCE, "tests", "data", "reports")
LABS = os.path.join(SOURCE, "screens", "lab")
VOID = {"meta", "br", "link", "rect", "img", "hr", "input"}
WORDS = {"pass": "passes", "fail": "fails", "warn": "warns", "unknown": "not known",
         "skipped": "does not apply", "confirmed": "confirmed by hand"}


def names_in(folder):
    return sorted(name[:-len(".json")] for name in os.listdir(folder) if name.endswith(".json"))


NAMES = names_in(DATA) + ["lab/" + name for name in names_in(LABS)]


def path_of_lab(name):
    with open(os.path.join(LABS, name + ".json"), encoding="utf-8") as file:
        lab = json.load(file)
    return lab["path"] if "path" in lab else path_of_lab(lab["base"])


def command(name, form, *more):
    if not name.startswith("lab/"):
        return [os.path.join(BUILD, "tests", "reports", "print_report"), name, form, *more]
    lab = name[len("lab/"):]
    return [os.path.join(BUILD, "eflow-wizard"), "check", "--path", path_of_lab(lab), "--lab", lab,
            "--format", form] + (["--redact"] if more else [])


@functools.lru_cache(maxsize=None)
def render(name, form, *more):
    """A report as a format: about a file of the test data, or about a practice lab as it begins."""
    done = subprocess.run(command(name, form, *more), capture_output=True, timeout=30, check=False)
    if done.returncode not in (0, 1, 2):
        raise RuntimeError("%s: %s" % (name, done.stderr.decode("utf-8")))
    return done.stdout.decode("utf-8")


class Page(html.parser.HTMLParser):
    """What is wrong with a page, its text, and its checks as (title, status)."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.text, self.ids = [], [], [], set()
        self.checks, self.into = [], None
        self.feed(text)
        self.close()
        self.wrong += ["<%s> is never closed" % tag for tag in self.open]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "iframe", "object", "embed", "form", "base", "img", "link"):
            self.wrong.append("<%s>" % tag)
        for key, value in attrs:
            if key.startswith("on") or key in ("src", "srcset", "action", "background"):
                self.wrong.append("%s=%s" % (key, value))
            if key == "href" and not re.match(r"https?://[^/]", value):
                self.wrong.append("href=%s" % value)
            if key == "id" and value in self.ids:
                self.wrong.append("the id %s twice" % value)
            if key == "id":
                self.ids.add(value)
        if tag == "th" and "scope" not in values:
            self.wrong.append("<th> without scope")
        if tag == "svg" and values.get("role") != "img" and values.get("aria-hidden") != "true":
            self.wrong.append("<svg> that nobody can hear")
        words = values.get("class", "").split()
        if tag == "details" and "more" not in words:
            self.checks.append(["", ""])
        if "summary" in self.open and self.checks:
            self.into = 0 if "title" in words else 1 if "state" in words else self.into

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append("</%s> closes <%s>" % (tag, self.open[-1:]))
        else:
            self.open.pop()
        if tag == "span" and self.into is not None and self.open[-1:] == ["summary"]:
            self.into = None

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)
        if self.into is not None and "summary" in self.open:
            self.checks[-1][self.into] += data


def class_of(form):
    """The class view of all golden reports and of one file that is no report."""
    golden = os.path.join(DATA, "golden")
    files = [os.path.join(golden, name + ".json") for name in names_in(golden)]
    program = os.path.join(BUILD, "tests", "reports", "print_report")
    return subprocess.run([program, "class", form, *files, os.path.join(golden, "none.json")],
                          check=True, capture_output=True, timeout=30).stdout.decode("utf-8")


def class_is_whole():
    view = json.loads(class_of("json"))
    text = class_of("html")
    wrong = html_faults(text)
    seen = squeeze(" ".join(Page(text).text))
    wanted = [machine["label"] for machine in view["machines"]]
    wanted += [check["title"] for check in view["checks"] if check["fail"]]
    wanted += [broken["reason"] for broken in view["broken"]]
    if len(view["broken"]) != 1 or len(view["machines"]) != len(names_in(os.path.join(DATA, "golden"))):
        wrong.append("not every file is there")
    return wrong + ["%s is missing" % part for part in wanted if squeeze(part) not in seen]


def html_faults(text):
    page = Page(text)
    wrong = page.wrong
    style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    if "url(" in style or "@import" in style:
        wrong.append("the style loads something")
    if not text.startswith("<!DOCTYPE html>") or "<html lang=" not in text:
        wrong.append("no doctype or language")
    if "default-src 'none'" not in text:
        wrong.append("no content security policy")
    return wrong


def html_is_whole(name):
    return html_faults(render(name, "html"))


def squeeze(text):
    return " ".join(text.split())


def formats_agree(name):
    """The verdict, every check with its status, and every command stand in every format."""
    report = json.loads(render(name, "json"))
    wrong = []
    page = Page(render(name, "html"))
    found = sorted((squeeze(title), squeeze(state)[2:]) for title, state in page.checks)
    wanted = sorted((check["title"], WORDS[check["status"]]) for check in report["checks"])
    if found != wanted:
        wrong.append("html: %s" % [pair for pair in wanted if pair not in found][:3])
    texts = {"html": squeeze(" ".join(page.text)), "text": squeeze(render(name, "text")),
             "markdown": squeeze(render(name, "markdown").replace("\\", ""))}
    for form, text in texts.items():
        for check in report["checks"]:
            if squeeze(check["title"]) not in text:
                wrong.append("%s: %s is missing" % (form, check["id"]))
        for part in [report["sentence"]] + [item["title"] for item in report["next"][:4]]:
            if squeeze(part) not in text:
                wrong.append("%s: \"%s\" is missing" % (form, part))
        for command in [c for item in report["next"][:4] for c in item.get("commands", [])]:
            if squeeze(command["run"]).replace("\\", "") not in text:
                wrong.append("%s: %s is missing" % (form, command["run"]))
    return wrong


def junit_holds(name):
    report = json.loads(render(name, "json"))
    root = xml.fromstring(render(name, "junit").encode("utf-8"))
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    wrong = []
    required = [check for check in report["checks"] if check["severity"] == "required"]
    counts = {
        "tests": (len(cases), len(report["checks"])),
        "failures": (len(suite.findall("testcase/failure")),
                     sum(check["status"] == "fail" for check in required)),
        "errors": (len(suite.findall("testcase/error")),
                   sum(check["status"] == "unknown" for check in required)),
        "skipped": (len(suite.findall("testcase/skipped")),
                    sum(check["status"] == "skipped" for check in report["checks"])),
    }
    for key, (found, wanted) in counts.items():
        if not found == wanted == int(suite.get(key)):
            wrong.append("%s: %s in the file, %s found, %s wanted"
                         % (key, suite.get(key), found, wanted))
    names = [case.get("name") for case in cases]
    if names != [check["id"] for check in report["checks"]]:
        wrong.append("the tests are not the checks")
    return wrong


def redaction_leaves_nothing(name):
    """No name of the report, and no address, is in any redacted format."""
    names = {entry["name"] for entry in json.loads(render(name, "json"))["names"]}
    everyones = r"^(0|127|255)\.|^172\.17\.0\.|^169\.254\.169\.254$|^168\.63\.129\.16$"
    wrong = []
    for form in ("text", "markdown", "json", "html", "junit"):
        text = render(name, form, "redacted")
        wrong += ["%s: %s" % (form, one) for one in names if one.lower() in text.lower()]
        wrong += ["%s: %s" % (form, one)
                  for one in re.findall(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)", text)
                  if not re.search(everyones, one)]
    return wrong


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours_can_be_read():
    """WCAG 2: text and its background differ by 4.5 : 1, on light and dark screens and on paper."""
    style = re.search(r"<style>(.*?)</style>", render(NAMES[0], "html"), re.S).group(1)
    schemes = [dict(re.findall(r"--([a-z-]+):(#[0-9a-f]+)", block))
               for block in re.findall(r":root{(.*?)}", style, re.S)]
    pairs = [(tone, back) for tone in ("ink", "quiet", "good", "bad", "warn", "unsure", "dim", "lively")
             for back in ("card", "page", "code")]
    wrong = ["%d schemes instead of 3" % len(schemes)] if len(schemes) != 3 else []
    for number, scheme in enumerate(schemes):
        measured = [(a, b, contrast(scheme[a], scheme[b])) for a, b in pairs]
        measured += [("on", "lively", contrast(scheme["on"], scheme["lively"]))]
        measured += [("white", band, contrast("#ffffff", scheme[band]))
                     for band in ("band-good", "band-bad", "band-unsure")]
        wrong += ["scheme %d: %s on %s is %.2f" % (number, a, b, ratio)
                  for a, b, ratio in measured if ratio < 4.5]
    return wrong


def schema():
    with open(os.path.join(SOURCE, "screens", "report.schema.json"), encoding="utf-8") as file:
        return json.load(file)


def json_fits(name):
    report = json.loads(render(name, "json"))
    redacted = json.loads(render(name, "json", "redacted"))
    validator = Draft202012Validator(schema())
    wrong = [error.message for one in (report, redacted) for error in validator.iter_errors(one)]
    return wrong + ["the schema does not tell of %s" % key for one in (report, redacted)
                    for key in one if key not in schema()["properties"]]


def schema_refuses():
    """The schema notices what it is there for."""
    validator = Draft202012Validator(schema())
    good = json.loads(render(NAMES[0], "json"))
    wrong = []
    for change in ({"verdict": "maybe"}, {"summary": {}}, {"created": "today"}, {"checks": [{}]},
                   {"plan": {"memory": 1}}, {"format": "eflow-report/2"}):
        if validator.is_valid({**good, **change}):
            wrong.append("accepted %s" % change)
    return wrong


def main():
    tests = [(check, name) for name in NAMES
             for check in (json_fits, junit_holds, html_is_whole, formats_agree,
                           redaction_leaves_nothing)]
    results = [("%s of %s" % (check.__name__, name), check(name)) for check, name in tests]
    results += [(check.__name__, check()) for check in (schema_refuses, colours_can_be_read, class_is_whole)]
    print("1..%d" % len(results))
    for number, (title, wrong) in enumerate(results, 1):
        print("%s %d - %s" % ("not ok" if wrong else "ok", number, title))
        for line in wrong[:10]:
            print("# %s" % line)
    return 1 if any(wrong for _, wrong in results) else 0


if __name__ == "__main__":
    sys.exit(main())
