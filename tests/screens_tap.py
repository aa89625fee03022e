"""What the checks of screens/ share: the files, and what makes a function a test."""
import os

from screens_model import SCREENS, Path, load

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
PATHS = ("hyperv", "esxi", "azure")
GUIDES = PATHS + ("common",)
LABS = sorted(name[: -len(".json")] for name in os.listdir(os.path.join(SCREENS, "lab")))


def test(function):
    """A test yields what is wrong; its name is the sentence that holds."""
    function.is_test = True
    return function


def lines_of(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


FACTS = {line.split()[0]: line.split()[1:] for line in lines_of("fact-names.txt")}
MACHINES = load("verdicts.json", DATA)
FILES = {name: load(name + ".json") for name in GUIDES}
PATH = {name: Path(name) for name in PATHS}


def walk(value, where=""):
    """Every object, array and leaf of a JSON value, with its place."""
    yield where, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from walk(part, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from walk(part, f"{where}[{index}]")


def entries(kind):
    return [(name, entry) for name in GUIDES for entry in FILES[name].get(kind, [])]
