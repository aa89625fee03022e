"""Checks screens/ and prints TAP: schemas, references, texts, labs, and the table of judged machines."""
import functools
import heapq
import json
import os
import re
import sys

from jsonschema import Draft202012Validator

from screens_model import SCREENS, Lab, Path, Rules, azure_nested, filled, load, series_of

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
PATHS = ("hyperv", "esxi", "azure")
GUIDES = PATHS + ("common",)
LABS = sorted(name[:-len(".json")] for name in os.listdir(os.path.join(SCREENS, "lab")))
TESTS = []


def test(function):
    TESTS.append(function)
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


# --- schemas -------------------------------------------------------------------------------------


def schema_of(name):
    if name.startswith("lab/"):
        return "lab.schema.json"
    return ("guide" if name.removesuffix(".json") in GUIDES else name.removesuffix(".json")) + ".schema.json"


@functools.cache
def validator(schema_name):
    schema = load(schema_name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(name, document):
    return [f"{name}: {error.json_path}: {error.message[:160]}" for error in
            validator(schema_of(name)).iter_errors(document)]


@test
def every_file_fits_its_schema():
    names = [name for name in os.listdir(SCREENS) if name.endswith(".json") and not name.endswith(".schema.json")]
    for name in sorted(names) + [f"lab/{lab}.json" for lab in LABS]:
        yield from complaints(name, load(name))


@test
def the_schemas_refuse_what_is_wrong():
    guide, lab = load("esxi.json"), load("lab/esxi.json")
    wrong = [("esxi.json", {**guide, "format": "eflow-guide/2"}), ("esxi.json", {**guide, "extra": 1}),
             ("esxi.json", {**guide, "checks": [{**guide["checks"][0], "pass": {"fact": "vm.power", "isnt": "on"}}]}),
             ("esxi.json", {**guide, "checks": [{**guide["checks"][0], "severity": "fatal"}]}),
             ("esxi.json", {**guide, "steps": [{**guide["steps"][0], "body": ""}]}),
             ("lab/esxi.json", {**lab, "facts": {"plan.path": "esxi"}}),
             ("lab/esxi.json", {**lab, "actions": [{**lab["actions"][0], "kind": "undo"}]}),
             ("azure-sizes.json", {"format": "eflow-azure-sizes/1", "series": []}),
             ("known-errors.json", {"format": "eflow-known-errors/1", "errors": []}),
             ("facts.json", {"format": "eflow-facts/1", "facts": {"vm.power": "asleep"}}),
             ("facts.json", {"format": "eflow-facts/1"}),
             ("report.json", {"format": "eflow-report/1", "verdict": "maybe"})]
    for name, document in wrong:
        if not complaints(name, document):
            yield f"accepted by {schema_of(name)}: {json.dumps(document)[:120]}"


@test
def the_facts_of_labs_and_machines_are_facts_files():
    for lab in LABS:
        yield from complaints("facts.json", {"format": "eflow-facts/1", "facts": Lab(lab).facts})
    for machine in MACHINES:
        yield from complaints("facts.json", {"format": "eflow-facts/1", "facts": machine["facts"]})


# --- references ----------------------------------------------------------------------------------


@test
def ids_are_unique_and_begin_with_their_file():
    seen = set()
    for name in GUIDES:
        for kind in ("checks", "steps", "notes"):
            for entry in FILES[name][kind]:
                if (kind, entry["id"]) in seen:
                    yield f"{kind}: {entry['id']} twice"
                if not entry["id"].startswith(name + "."):
                    yield f"{entry['id']} stands in {name}.json"
                seen.add((kind, entry["id"]))


@test
def steps_that_checks_name_exist_on_their_path():
    for path in PATHS:
        steps = {step["id"] for step in PATH[path].steps}
        for check in PATH[path].checks:
            yield from (f"{path}: {check['id']} names {step}" for step in check.get("steps", []) if step not in steps)


@test
def known_errors_name_checks_that_exist():
    checks = {check["id"] for _, check in entries("checks")}
    errors = load("known-errors.json")["errors"]
    for error in errors:
        for cause in error["causes"]:
            yield from (f"{error['id']} names {check}" for check in cause["checks"] if check not in checks)
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
            if isinstance(part, dict) and isinstance(part.get("fact"), str) and not part["fact"].startswith("item"):
                if part["fact"] not in FACTS:
                    yield f"{name}: {where}: no fact {part['fact']}"
                else:
                    values = [part[key] for key in ("is", "want", "at_least", "below") if key in part]
                    if FACTS[part["fact"]][0] == "string":
                        values = []
                    yield from (f"{name}: {where}: {wrong}" for wrong in
                                values_fit(part["fact"], values + part.get("in", [])))
            if isinstance(part, str):
                yield from (f"{name}: {where}: no fact {fact}" for fact in
                            re.findall(r"(?<!\{)\{([a-z_.0-9]+)[|}]", part) if fact not in FACTS)


@test
def labs_set_facts_that_exist_to_values_that_fit():
    for lab in LABS:
        for where, part in walk(load(f"lab/{lab}.json")):
            if where.split(".")[-1] in ("facts", "set", "during", "plan") and isinstance(part, dict):
                for fact, value in part.items():
                    if fact not in FACTS or "derived" in FACTS[fact]:
                        yield f"{lab}: {where}: no fact that can be set: {fact}"
                    elif value is not None:
                        yield from (f"{lab}: {where}: {wrong}" for wrong in values_fit(fact, [value]))


# --- texts ---------------------------------------------------------------------------------------

SENTENCES = ("why", "fix", "confirm", "body", "help", "summary", "because", "text", "means", "do", "says")


def is_sentence(where):
    key = re.split(r"[.\[]", where)[-1]
    return key in SENTENCES and "states" not in where and "hides" not in where


@test
def texts_are_whole_sentences():
    for name in [n for n in os.listdir(SCREENS) if n.endswith(".json") and not n.endswith("schema.json")] + \
            [f"lab/{lab}.json" for lab in LABS]:
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
                yield f"{machine['machine']}: {check['id']}: the value has {len(value)} columns: {value}"


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
                around = command["run"][found.start() - 1:found.start()] + command["run"][found.end():found.end() + 1]
                if set(around) - set(" ;)"):
                    yield f"{step['id']}: {command['run']}"


# --- labs ----------------------------------------------------------------------------------------


def judged(lab):
    path = PATH[lab.path]
    world = path.world(lab.seen(), lab.plan)
    statuses, verdict = path.judge(world)
    return statuses, verdict, path.step_statuses(world)


def moves(lab):
    return [action["id"] for action in lab.actions
            if action["kind"] == "do" and lab.offered(action) and lab.refusal(action) is None]


def way_to_ready(name):
    """The actions that bring a lab to READY without a warning, found by following what helps most."""
    start, count = Lab(name), 0
    heap, known = [(0, 0, start, [])], set()
    while heap and count < 4000:
        _, _, lab, way = heapq.heappop(heap)
        statuses, verdict, steps = judged(lab)
        required = [c["id"] for c in PATH[lab.path].checks if c["severity"] != "info"]
        troubles = sum(statuses[check] in ("fail", "unknown", "warn") for check in required)
        if verdict == "ready" and troubles == 0:
            return way
        for move in moves(lab):
            after = Lab.__new__(Lab)
            after.__dict__ = {**lab.__dict__, "facts": dict(lab.facts)}
            after.act(move)
            key = json.dumps(after.facts, sort_keys=True)
            if key not in known:
                known.add(key)
                count += 1
                open_steps = sum(s not in ("done", "skipped") for s in steps.values())
                heapq.heappush(heap, (troubles + open_steps + len(way), count, after, way + [move]))
    return None


@test
def every_lab_can_be_brought_to_ready():
    for lab in LABS:
        way = way_to_ready(lab)
        if way is None and lab not in ("esxi-8",):
            yield f"{lab}: no order of its actions makes it ready"
        elif way is not None:
            print(f"# {lab}: {', '.join(way) or 'is ready'}")


EXPECTED = {  # lab: the required checks that fail
    "hyperv": "hyperv.nested hyperv.mac-spoofing hyperv.hyperv-feature common.virtualization common.switch",
    "esxi": "esxi.nested esxi.hyperv-feature common.virtualization common.switch",
    "azure": "azure.hyperv-feature common.switch",
    "hyperv-ready": "", "esxi-ready": "", "azure-ready": "", "esxi-deployed": "", "esxi-8": "",
    "esxi-amd": "esxi.host-cpu",
    "esxi-promiscuous": "esxi.promiscuous",
    "esxi-stale": "esxi.hyperv-feature common.virtualization common.switch",
    "azure-trusted-launch": "azure.hyperv-feature common.virtualization common.switch",
    "azure-wrong-size": "azure.size azure.hyperv-feature common.virtualization common.switch",
    "azure-server-2025": "common.build",
    "azure-other-nat": "common.nat",
    "hyperv-low-memory": "common.memory",
    "hyperv-old-amd": "hyperv.host-release hyperv.config-version hyperv.nested hyperv.mac-spoofing "
                      "hyperv.hyperv-feature common.virtualization common.switch",
}


@test
def each_lab_fails_where_it_should():
    for lab in LABS:
        statuses, verdict, _ = judged(Lab(lab))
        failing = sorted(check for check, status in statuses.items() if status == "fail")
        if failing != sorted(EXPECTED[lab].split()):
            yield f"{lab}: {' '.join(failing)}"
        if verdict != ("not-ready" if failing else "ready"):
            yield f"{lab}: {verdict}"


@test
def the_ready_twins_have_nothing_unknown_and_nothing_to_warn_of():
    for path in PATHS:
        statuses, verdict, steps = judged(Lab(path + "-ready"))
        yield from (f"{path}: {check} {status}" for check, status in statuses.items()
                    if status not in ("pass", "skipped"))
        open_steps = [step for step, status in steps.items() if status not in ("done", "skipped")]
        if open_steps[:1] != ["common.deploy"]:
            yield f"{path}: open steps are {open_steps}"


@test
def labs_refuse_the_wrong_order():
    wrong = [("esxi", "expose"), ("esxi", "install-hyperv"), ("esxi", "start"), ("hyperv", "expose"),
             ("hyperv", "fixed-memory"), ("hyperv", "install-hyperv"), ("hyperv", "make-external-switch"),
             ("azure", "make-switch"), ("azure", "set-address"), ("azure-wrong-size", "resize"),
             ("azure-wrong-size", "install-hyperv"), ("azure-other-nat", "make-nat"), ("esxi", "deploy"),
             ("esxi-promiscuous", "deploy"), ("hyperv-low-memory", "deploy"), ("azure-server-2025", "deploy")]
    for lab, action in wrong:
        this = Lab(lab)
        before = dict(this.facts)
        if this.act(action) is None or this.facts != before:
            yield f"{lab}: {action} was not refused"


@test
def actions_are_unique_leave_a_trace_and_leave_nothing_changing():
    for lab in PATHS:
        ids = [action["id"] for action in Lab(lab).actions]
        yield from (f"{lab}: {one} twice" for one in set(ids) if ids.count(one) > 1)
        for action in Lab(lab).actions:
            changed = {fact for then in action["then"] if "when" not in then for fact in then["set"]}
            yield from (f"{lab}: {action['id']}: {fact} stays as it was during the action"
                        for fact in action.get("during", {}) if fact not in changed)
            if ("during" in action) != ("takes_ms" in action):
                yield f"{lab}: {action['id']}: during and takes_ms go together"


@test
def each_trouble_an_instructor_makes_is_seen():
    for path in PATHS:
        for action in [a["id"] for a in Lab(path).actions if a["kind"] == "break"]:
            lab = Lab(path + "-ready")
            refusal = lab.act(action)
            if refusal is not None:
                lab.act("shut-down")
                refusal = lab.act(action)
            seen = set(judged(lab)[0].values())
            lab.plan["plan.switch_type"] = "external" if path == "esxi" else lab.plan["plan.switch_type"]
            if refusal is None and not {"fail", "warn"} & (seen | {judged(lab)[0].get("esxi.forged-transmits")}):
                yield f"{path}: nothing sees {action}"
            if refusal is not None:
                yield f"{path}: {action}: {refusal}"


@test
def a_stale_machine_is_told_to_go_off_and_on():
    lab = Lab("esxi-stale")
    for step, action in (("esxi.power-off", "shut-down"), ("esxi.start", "start"), ("esxi.install-hyperv", None)):
        now = [name for name, status in judged(lab)[2].items() if status == "now"]
        if now != [step]:
            yield f"now is {now}, not {step}"
        if action:
            lab.act(action)


@test
def nothing_inside_a_machine_that_is_off_is_seen():
    for lab, action in (("esxi", "shut-down"), ("hyperv", "shut-down"), ("azure", "deallocate")):
        this = Lab(lab)
        this.act(action)
        yield from (f"{lab}: {fact}" for fact, value in this.seen().items()
                    if fact.startswith("guest.") and value is not None)
        if judged(this)[1] == "ready":
            yield f"{lab}: ready while it is off"


# --- judged machines -----------------------------------------------------------------------------


@test
def each_machine_is_judged_as_the_table_says():
    for machine in MACHINES:
        path = PATH[machine["path"]]
        statuses, verdict = path.judge(path.world(machine["facts"], machine["plan"]))
        for check, status in machine["expect"].items():
            if statuses.get(check) != status:
                yield f"{machine['machine']}: {check} is {statuses.get(check)}, by hand {status}"
        for check in statuses.keys() | machine["checks"].keys():
            if statuses.get(check) != machine["checks"].get(check):
                yield f"{machine['machine']}: {check} is {statuses.get(check)}, was {machine['checks'].get(check)}"
        if verdict != machine["verdict"]:
            yield f"{machine['machine']}: {verdict}, was {machine['verdict']}"


def can_be_unknown(check):
    """Whether the check looks at anything but the plan and at facts that must be seen for it to apply."""
    return "confirm" in check or check["severity"] == "info"


TELLS_ONLY = {"common.vbs", "common.installed"}


@test
def each_check_passes_fails_and_is_unknown_somewhere():
    seen = {}
    for machine in MACHINES:
        for check, status in machine["checks"].items():
            seen.setdefault(check, set()).add(status)
    for _, check in entries("checks"):
        statuses = seen[check["id"]]
        if "pass" not in statuses:
            yield f"{check['id']} never passes"
        if not statuses & {"fail", "warn"} and check["id"] not in TELLS_ONLY:
            yield f"{check['id']} never fails or warns"
        if "unknown" not in statuses and can_be_unknown(check) and check["id"] != "common.vm-runs":
            yield f"{check['id']} is never unknown"


@test
def every_reason_is_given_somewhere():
    given = set()
    for machine in MACHINES:
        path = PATH[machine["path"]]
        world = path.world(machine["facts"], machine["plan"])
        for check in path.checks:
            if machine["checks"][check["id"]] != "skipped":
                given.add((check["id"], path.reason(check, world)))
    for _, check in entries("checks"):
        yield from (f"{check['id']}: {reason['text']}" for reason in check.get("reasons", [])
                    if (check["id"], reason["text"]) not in given)


# --- sizes and plan ------------------------------------------------------------------------------


@test
def sizes_are_classed_by_their_series():
    table = {"Standard_D4ads_v5": ("Dadsv5", "supported"), "Standard_E4-2s_v3": ("Esv3", "supported"),
             "Standard_E80ids_v4": ("Edsv4", "supported"), "Standard_DC4s_v3": ("DCsv3", "unsupported"),
             "Standard_D2ps_v5": ("Dpsv5", "unsupported"), "Standard_NV6ads_A10_v5": ("NVadsA10v5", "unsupported"),
             "Standard_B4ms": ("Bms", "unsupported"), "Standard_B2ats_v2": ("Batsv2", "unsupported"),
             "Standard_D2_v2": ("Dv2", "unsupported"), "Standard_FX4mds": ("FXmds", "supported"),
             "Standard_FX4mds_v2": ("FXmdsv2", "unknown"), "Standard_F4s": ("Fs", "unknown"),
             "Standard_F4s_v2": ("Fsv2", "supported"), "Standard_M64ms": ("Mms", "supported"),
             "Standard_D4as_v4": ("Dasv4", "unsupported"), "Standard_D4as_v5": ("Dasv5", "supported"),
             "Standard_EC4as_v5": ("ECasv5", "unsupported"), "Basic_A1": (None, "unknown")}
    sizes = load("azure-sizes.json")
    for size, (key, nested) in table.items():
        if (series_of(size), azure_nested(size, sizes)) != (key, nested):
            yield f"{size}: {series_of(size)}, {azure_nested(size, sizes)}"
    keys = [entry["key"] for entry in sizes["series"]] + [entry["starts"] for entry in sizes["families"]]
    yield from (f"{key} twice" for key in set(keys) if keys.count(key) > 1)


@test
def defaults_of_the_plan_fit_the_path():
    table = [("esxi", "client", "default", None, "dhcp", None, "default-switch"),
             ("esxi", "server", "internal", "EflowInternal", "static", "172.20.0.2", "nat"),
             ("hyperv", "client", "default", None, "dhcp", None, "default-switch"),
             ("hyperv", "server", "internal", "EflowInternal", "static", "172.20.0.2", "nat"),
             ("azure", "client", "default", None, "dhcp", None, "default-switch"),
             ("azure", "server", "internal", "EflowInternal", "static", "172.20.0.2", "nat")]
    names = ("switch_type", "switch_name", "address_mode", "ip4_address", "networking")
    for path, windows, *wanted in table:
        for facts, plan in (({"guest.os.type": windows}, {}), ({}, {"plan.guest_os": windows})):
            world = PATH[path].world(facts, plan)
            found = [world.get("plan." + name) for name in names]
            if found != wanted:
                yield f"{path} {windows}: {found}"
            statuses, _ = PATH[path].judge(world)
            for check in PATH[path].checks:
                if check["area"] == "plan" and statuses[check["id"]] == "fail":
                    yield f"{path} {windows}: {check['id']} fails by default"


@test
def every_plan_fact_is_asked_once_on_every_path():
    for path in PATHS:
        asked = [question["fact"] for question in PATH[path].questions]
        wanted = [fact for fact in FACTS if fact.startswith("plan.") and fact != "plan.path"]
        if sorted(asked) != sorted(wanted):
            yield f"{path}: {sorted(set(asked) ^ set(wanted))}"


@test
def each_layer_has_a_state_for_whatever_is_seen():
    for name in PATHS:
        for layer in FILES[name]["layers"]:
            if "when" in layer["states"][-1] or any("when" not in state for state in layer["states"][:-1]):
                yield f"{name}: {layer['id']}: only the last state has no rule"


def rewrite_machines():
    """Judges all machines anew and writes the table; what changed is then to be read in "git diff"."""
    for machine in MACHINES:
        path = PATH[machine["path"]]
        machine["checks"], machine["verdict"] = path.judge(path.world(machine["facts"], machine["plan"]))
    with open(os.path.join(DATA, "verdicts.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(machine, ensure_ascii=False) for machine in MACHINES) + "\n]\n")


def main():
    if os.environ.get("EFLOW_GOLDEN") == "update":
        rewrite_machines()
    print(f"1..{len(TESTS)}")
    for number, function in enumerate(TESTS, 1):
        wrong = sorted(set(function()))
        print(f"{'not ok' if wrong else 'ok'} {number} - {function.__name__.replace('_', ' ')}", flush=True)
        for line in wrong[:20]:
            print(f"#   {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
