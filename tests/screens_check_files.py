"""The files of screens/: schemas, references and texts."""
import functools
import json
import os
import re

from jsonschema import Draft202012Validator

from screens_model import SCREENS, Lab, filled, load
from screens_tap import (
    FACTS,
    FILES,
    GUIDES,
    LABS,
    MACHINES,
    PATH,
    PATHS,
    entries,
    lines_of,
    test,
    walk,
)


def schema_of(name):
    if name.startswith("lab/"):
        return "lab.schema.json"
    return (
        "guide" if name.removesuffix(".json") in GUIDES else name.removesuffix(".json")
    ) + ".schema.json"


@functools.cache
def validator(schema_name):
    schema = load(schema_name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(name, document):
    return [
        f"{name}: {error.json_path}: {error.message[:160]}"
        for error in validator(schema_of(name)).iter_errors(document)
    ]


@test
def every_file_fits_its_schema():
    names = [
        name
        for name in os.listdir(SCREENS)
        if name.endswith(".json") and not name.endswith(".schema.json")
    ]
    for name in sorted(names) + [f"lab/{lab}.json" for lab in LABS]:
        yield from complaints(name, load(name))


@test
def the_schemas_refuse_what_is_wrong():
    guide, lab = load("esxi.json"), load("lab/esxi.json")
    wrong = [
        ("esxi.json", {**guide, "format": "eflow-guide/2"}),
        ("esxi.json", {**guide, "extra": 1}),
        (
            "esxi.json",
            {
                **guide,
                "checks": [{**guide["checks"][0], "pass": {"fact": "vm.power", "isnt": "on"}}],
            },
        ),
        ("esxi.json", {**guide, "checks": [{**guide["checks"][0], "severity": "fatal"}]}),
        ("esxi.json", {**guide, "steps": [{**guide["steps"][0], "body": ""}]}),
        ("lab/esxi.json", {**lab, "facts": {"plan.path": "esxi"}}),
        ("lab/esxi.json", {**lab, "actions": [{**lab["actions"][0], "kind": "undo"}]}),
        ("azure-sizes.json", {"format": "eflow-azure-sizes/1", "series": []}),
        ("known-errors.json", {"format": "eflow-known-errors/1", "errors": []}),
        ("facts.json", {"format": "eflow-facts/1", "facts": {"vm.power": "asleep"}}),
        ("facts.json", {"format": "eflow-facts/1"}),
        ("report.json", {"format": "eflow-report/1", "verdict": "maybe"}),
    ]
    for name, document in wrong:
        if not complaints(name, document):
            yield f"accepted by {schema_of(name)}: {json.dumps(document)[:120]}"


@test
def the_facts_of_labs_and_machines_are_facts_files():
    for lab in LABS:
        yield from complaints("facts.json", {"format": "eflow-facts/1", "facts": Lab(lab).facts})
    for machine in MACHINES:
        yield from complaints("facts.json", {"format": "eflow-facts/1", "facts": machine["facts"]})


# --- references ---


@test
def ids_are_unique_and_begin_with_their_file():
    seen = set()
    for name in GUIDES:
        for kind in ("checks", "steps", "notes"):
            for entry in FILES[name][kind]:
                if entry["id"] in seen:
                    yield f"{kind}: {entry['id']} twice"
                if not entry["id"].startswith(name + "."):
                    yield f"{entry['id']} stands in {name}.json"
                seen.add(entry["id"])


@test
def steps_that_checks_name_exist_on_their_path():
    for path in PATHS:
        steps = {step["id"] for step in PATH[path].steps}
        for check in PATH[path].checks:
            yield from (
                f"{path}: {check['id']} names {step}"
                for step in check.get("steps", [])
                if step not in steps
            )


@test
def known_errors_name_checks_that_exist():
    checks = {check["id"] for _, check in entries("checks")}
    errors = load("known-errors.json")["errors"]
    for error in errors:
        for cause in error["causes"]:
            yield from (
                f"{error['id']} names {check}" for check in cause["checks"] if check not in checks
            )
    ids = [error["id"] for error in errors]
    yield from (f"{one} twice" for one in set(ids) if ids.count(one) > 1)


@test
def every_requirement_of_the_document_is_covered():
    wanted, covered = set(lines_of("document-ids.txt")), set()
    for kind in ("checks", "steps", "notes"):
        for _, entry in entries(kind):
            ids = set(entry.get("id_in_document", []))
            yield from (f"{entry['id']}: {one} is no requirement" for one in ids - wanted)
            if entry["source"] == "document" and not ids:
                yield f"{entry['id']} says document, but names no requirement"
            if entry["source"] == "document":
                covered |= ids
    yield from (f"{one} is not covered" for one in sorted(wanted - covered))


def values_fit(fact, values):
    kind, *words = FACTS[fact]
    types = {"string": str, "word": str, "int": int, "number": (int, float), "bool": bool}
    for value in values:
        if isinstance(value, dict) or kind in ("list", "strings"):
            continue
        if not isinstance(value, types[kind]) or isinstance(value, bool) != (kind == "bool"):
            yield f"{fact}: {value!r} is no {kind}"
        elif kind == "word" and value not in words:
            yield f"{fact}: {value!r} is not one of {' '.join(words)}"


@test
def every_fact_that_is_named_exists_and_is_compared_with_its_own_words():
    for name in [name + ".json" for name in GUIDES] + [f"lab/{lab}.json" for lab in LABS]:
        for where, part in walk(load(name)):
            if (
                isinstance(part, dict)
                and isinstance(part.get("fact"), str)
                and not part["fact"].startswith("item")
            ):
                if part["fact"] not in FACTS:
                    yield f"{name}: {where}: no fact {part['fact']}"
                else:
                    values = [
                        part[key] for key in ("is", "want", "at_least", "below") if key in part
                    ]
                    if FACTS[part["fact"]][0] == "string":
                        values = []
                    yield from (
                        f"{name}: {where}: {wrong}"
                        for wrong in values_fit(part["fact"], values + part.get("in", []))
                    )
            if isinstance(part, str):
                yield from (
                    f"{name}: {where}: no fact {fact}"
                    for fact in re.findall(r"(?<!\{)\{([a-z_.0-9]+)[|}]", part)
                    if fact not in FACTS
                )


@test
def labs_set_facts_that_exist_to_values_that_fit():
    for lab in LABS:
        for where, part in walk(load(f"lab/{lab}.json")):
            if where.split(".")[-1] in ("facts", "set", "during", "plan") and isinstance(
                part, dict
            ):
                for fact, value in part.items():
                    if fact not in FACTS or "derived" in FACTS[fact]:
                        yield f"{lab}: {where}: no fact that can be set: {fact}"
                    elif value is not None:
                        yield from (
                            f"{lab}: {where}: {wrong}" for wrong in values_fit(fact, [value])
                        )


@test
def each_layer_has_a_state_for_whatever_is_seen():
    for name in PATHS:
        for layer in FILES[name]["layers"]:
            if "when" in layer["states"][-1] or any(
                "when" not in state for state in layer["states"][:-1]
            ):
                yield f"{name}: {layer['id']}: only the last state has no rule"


# --- texts ---

SENTENCES = (
    "why",
    "fix",
    "confirm",
    "body",
    "help",
    "summary",
    "because",
    "text",
    "means",
    "do",
    "says",
)


def is_sentence(where):
    key = re.split(r"[.\[]", where)[-1]
    return key in SENTENCES and "states" not in where and "hides" not in where


@test
def texts_are_whole_sentences():
    for name in [
        n for n in os.listdir(SCREENS) if n.endswith(".json") and not n.endswith("schema.json")
    ] + [f"lab/{lab}.json" for lab in LABS]:
        for where, text in walk(load(name)):
            if not isinstance(text, str):
                continue
            if text != text.strip() or "  " in text or "\n" in text:
                yield f"{name}: {where}: stray white space"
            if re.search("[\u2018-\u201f\u2013\u2014\u2026]", text):
                yield f"{name}: {where}: typographic quotes or dashes"
            if is_sentence(where) and not re.search(r"[.?!]$|\.{3}\)\.$", text):
                yield f"{name}: {where}: does not end as a sentence: {text}"
            if is_sentence(where) and not re.match(r"[A-Z0-9{$]|govc|hcsdiag|mcr\.", text):
                yield f"{name}: {where}: does not begin as a sentence: {text}"


@test
def texts_fit_their_columns():
    for kind, limit in (("checks", 38), ("steps", 44)):
        for _, entry in entries(kind):
            if len(entry["title"]) > limit:
                yield f"{entry['id']}: the title has {len(entry['title'])} columns"
    for machine in MACHINES:
        path = PATH[machine["path"]]
        world = path.world(machine["facts"], machine["plan"])
        for check in path.checks:
            value = filled(check.get("value", ""), world)
            if len(value) > 34 and machine["checks"][check["id"]] != "skipped":
                yield f"{machine['machine']}: {check['id']}: {len(value)} columns: {value}"


@test
def the_one_line_picture_fits():
    for lab in LABS:
        this = Lab(lab)
        line = PATH[this.path].one_line(PATH[this.path].world(this.seen(), this.plan))
        if len(line) > 78:
            yield f"{lab}: {len(line)} columns: {line}"
    this = Lab("esxi")
    line = PATH["esxi"].one_line(PATH["esxi"].world(this.seen(), this.plan))
    if not line.endswith("host > ESXi 7.0.3 > edge-01 ON, not exposed > Hyper-V off > EFLOW -"):
        yield f"another line: {line}"


@test
def commands_hold_placeholders_that_stand_alone():
    for _, step in entries("steps"):
        for command in step.get("commands", []):
            for found in re.finditer(r"\{[a-z][^}]*\}", command["run"]):
                around = (
                    command["run"][found.start() - 1 : found.start()]
                    + command["run"][found.end() : found.end() + 1]
                )
                if set(around) - set(" ;)"):
                    yield f"{step['id']}: {command['run']}"
