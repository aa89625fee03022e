"""The reports in every language: other words, the same facts, and room for them. Prints TAP."""
import json
import os
import subprocess
import sys
import tempfile

TOP = os.environ.get("EFLOW_SRCDIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
WIZARD = os.path.join(os.environ.get("EFLOW_BUILDDIR", "."), "eflow-wizard")
sys.path.insert(0, os.path.join(TOP, "tests"))
from i18n_room import columns  # noqa: E402

LABS = ("esxi", "hyperv-ready", "azure-server-2025")
TEXT_COLUMNS = 80


def languages():
    with open(os.path.join(TOP, "i18n", "LINGUAS"), encoding="utf-8") as file:
        return file.read().split()


class Reports:
    """What the program says of a lab, in one language."""

    def __init__(self, home):
        self.environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8", TZ="UTC")
        self.environment.pop("LANGUAGE", None)

    def make(self, lab, language, form):
        done = subprocess.run(
            [WIZARD, "--lang", language, "check", "--lab", lab, "--format", form],
            capture_output=True, text=True, check=False, env=self.environment,
        )
        return done.returncode, done.stdout


def bare(report):
    """What is no text for people: the same in every language."""
    return {
        "verdict": report["verdict"],
        "checks": [(check["id"], check["status"], check["severity"], check["steps"]) for check in report["checks"]],
        "facts": [[seen["fact"] for seen in check["seen"]] for check in report["checks"]],
        "steps": [(step["id"], step["status"]) for step in report["steps"]],
        "plan": report["plan"],
        "deploy_command": report["deploy_command"],
    }


def says_the_same(reports, lab, language):
    status, text = reports.make(lab, language, "json")
    english_status, english = reports.make(lab, "en", "json")
    if status != english_status:
        yield f"exit status {status}, in English {english_status}"
    ours, theirs = json.loads(text), json.loads(english)
    for key, value in bare(theirs).items():
        if bare(ours)[key] != value:
            yield f"{key} differs"
    titles = {check["title"] for check in theirs["checks"]}
    if titles & {check["title"] for check in ours["checks"]} == titles:
        yield "the titles of the checks are English"


def names_itself(reports, lab, language):
    _, page = reports.make(lab, language, "html")
    if f'<html lang="{language.replace("_", "-")}">' not in page:
        yield page.splitlines()[1]


def has_room(reports, lab, language):
    """Only addresses and commands are wider than the page, and commands are the same in English."""
    _, text = reports.make(lab, language, "text")
    _, english = reports.make(lab, "en", "text")
    commands = set(english.splitlines())
    for line in text.splitlines():
        is_verbatim = "://" in line or line in commands
        if columns(line) > TEXT_COLUMNS and not is_verbatim:
            yield f"{columns(line)} columns: {line}"


CHECKS = (
    ("says the same as in English, in other words", says_the_same),
    ("names its language in HTML", names_itself),
    ("keeps its text within 80 columns", has_room),
)


def main():
    number, failed = 0, False
    with tempfile.TemporaryDirectory() as home:
        reports = Reports(home)
        for language in languages():
            for name, check in CHECKS:
                number += 1
                troubles = [f"{lab}: {trouble}" for lab in LABS for trouble in check(reports, lab, language)]
                failed = failed or bool(troubles)
                print(f"{'not ok' if troubles else 'ok'} {number} - {language} {name}")
                for trouble in troubles[:10]:
                    print("# " + trouble)
    print(f"1..{number}")
    return failed


sys.exit(main())
