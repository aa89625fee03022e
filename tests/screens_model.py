"""A second implementation of what screens/README.md says: rules, plan, checks, steps, labs.

Written from that text alone, in the plainest way, to hold the wizard's own model against it.
Unknown is None, everywhere: as the value of a fact and as the result of a rule."""
import ipaddress
import json
import os
import re

SCREENS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "screens")


def load(name, folder=SCREENS):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


# --- rules ---------------------------------------------------------------------------------------


def all_of(results):
    results = list(results)
    return False if False in results else None if None in results else True


def any_of(results):
    results = list(results)
    return True if True in results else None if None in results else False


def negation(result):
    return None if result is None else not result


def same(a, b):
    if isinstance(a, bool) != isinstance(b, bool):
        return False
    return a == b


def version(value):
    return (
        [int(part) for part in str(value).split(".")]
        if re.fullmatch(r"\d+(\.\d+)*", str(value))
        else None
    )


def order(a, b):
    """-1, 0, 1, or None: numbers as numbers, version strings part by part."""
    if isinstance(a, str) or isinstance(b, str):
        a, b = version(a), version(b)
        if a is None or b is None:
            return None
        longest = max(len(a), len(b))
        a, b = a + [0] * (longest - len(a)), b + [0] * (longest - len(b))
    return (a > b) - (a < b)


COMPARISONS = {
    "is": same,
    "in": None,
    "at_least": lambda o: o >= 0,
    "at_most": lambda o: o <= 0,
    "below": lambda o: o < 0,
    "above": lambda o: o > 0,
}


def compare(key, value, other):
    if value is None or other is None:
        return None
    if key == "is":
        return same(value, other)
    result = order(value, other)
    return None if result is None else COMPARISONS[key](result)


def network(text):
    try:
        return ipaddress.IPv4Network(text, strict=False) if text is not None else None
    except ValueError:
        return None


class Rules:
    """Evaluates rules over a function that gives the value of a fact."""

    def __init__(self, value_of):
        self.value_of = value_of

    def operand(self, operand, item):
        if not isinstance(operand, dict):
            return operand
        if "fact" in operand:
            return self.fact(operand["fact"], item)
        if "minus" in operand:
            value = self.operand(operand["minus"], item)
            return None if value is None else -value
        address, length = (self.operand(part, item) for part in operand["prefix"])
        return None if address is None or length is None else f"{address}/{length}"

    def fact(self, name, item):
        if name == "item":
            return item
        if name.startswith("item."):
            return item.get(name[len("item.") :]) if isinstance(item, dict) else None
        return self.value_of(name)

    def truth(self, rule, item=None):
        if rule is None or isinstance(rule, bool):
            return True if rule is None else rule
        if "all" in rule:
            return all_of(self.truth(part, item) for part in rule["all"])
        if "any" in rule:
            return any_of(self.truth(part, item) for part in rule["any"])
        if "not" in rule:
            return negation(self.truth(rule["not"], item))
        for form in ("same_network", "contains", "overlaps"):
            if form in rule:
                return self.addresses(form, [self.operand(part, item) for part in rule[form]])
        ((key, operand),) = ((k, v) for k, v in rule.items() if k not in ("fact", "sum"))
        if "sum" in rule:
            parts = [self.operand(part, item) for part in rule["sum"]]
            return compare(key, None if None in parts else sum(parts), self.operand(operand, item))
        value = self.fact(rule["fact"], item)
        if key == "known":
            return value is not None
        if key in ("some", "every", "none"):
            return self.over_list(key, value, operand)
        if key == "in":
            return any_of(compare("is", value, self.operand(one, item)) for one in operand)
        if key == "starts":
            start = self.operand(operand, item)
            return (
                None if value is None or start is None else value.lower().startswith(start.lower())
            )
        return compare(key, value, self.operand(operand, item))

    def over_list(self, key, values, rule):
        if values is None:
            return None
        results = [self.truth(rule, item) for item in values]
        if key == "every":
            return all_of(results)
        return any_of(results) if key == "some" else negation(any_of(results))

    @staticmethod
    def addresses(form, parts):
        if form == "same_network":
            address, other, length = parts
            first, second = (network(f"{part}/{length}") for part in (address, other))
            return None if None in parts or first is None or second is None else first == second
        first, second = (network(part) for part in parts)
        if first is None or second is None:
            return None
        return second.subnet_of(first) if form == "contains" else first.overlaps(second)


# --- derived facts -------------------------------------------------------------------------------


def virtualization(facts):
    running, vbs = facts.get("guest.hyperv.running"), facts.get("guest.vbs_running")
    firmware = facts.get("guest.cpu.firmware_virtualization")
    if running or vbs and facts.get("guest.platform") in ("physical", "vmware"):
        return "running"
    if facts.get("guest.hyperv.launch_failed"):
        return "hidden"
    if firmware:
        return "available"
    if (
        facts.get("guest.hypervisor_present") is False
        and facts.get("guest.cpu.vmm_extensions")
        and firmware is None
    ):
        return "available"
    return "hidden" if firmware is False and running is False and vbs is False else None


SIZE = re.compile(r"Standard_([A-Z]+)([0-9]+)(-[0-9]+)?i?([a-z]*)(_[A-Z][A-Z0-9]*)?(_v([0-9]+))?")


def series_of(size):
    found = SIZE.fullmatch(size)
    if found is None:
        return None
    family, _, _, letters, accelerator, _, generation = found.groups()
    return (
        family
        + letters
        + (accelerator or "").lstrip("_")
        + (f"v{generation}" if generation else "")
    )


def azure_nested(size, sizes):
    if size is None:
        return None
    key = series_of(size)
    for entry in sizes["series"]:
        if entry["key"] == key:
            return entry["nested"]
    for entry in sizes["families"]:
        if key is not None and re.fullmatch(re.escape(entry["starts"]) + "([a-z].*)?", key):
            return entry["nested"]
    return "unknown"


def derived(facts, sizes):
    return {
        **facts,
        "guest.virtualization": virtualization(facts),
        "azure.nested": azure_nested(facts.get("azure.size"), sizes),
    }


# --- a path: plan, checks, steps, verdict --------------------------------------------------------


class Path:
    def __init__(self, name, folder=SCREENS):
        own, common = load(name + ".json", folder), load("common.json", folder)
        self.name, self.sizes = name, load("azure-sizes.json", folder)
        self.layers = own["layers"]
        self.questions = own["plan"] + common["plan"]
        self.checks = own["checks"] + common["checks"]
        self.steps = own["steps"] + common["steps"]
        self.notes = own["notes"] + common["notes"]

    def world(self, facts, plan):
        """Facts and plan together, with derived facts and the defaults of the plan filled in."""
        world = derived(facts, self.sizes)
        world["plan.path"] = self.name
        world.update(plan)
        rules = Rules(world.get)
        for question in self.questions:
            if rules.truth(question.get("when")) is False:
                world[question["fact"]] = None
                continue
            if question["fact"] in plan:
                continue
            for default in question["default"]:
                if rules.truth(default.get("when")) is True:
                    world[question["fact"]] = self.default(default["value"], rules)
                    break
        return world

    @staticmethod
    def default(value, rules):
        """A value, another fact's value, or a key of the first element of a list that fits."""
        if not (isinstance(value, dict) and "key" in value):
            return rules.operand(value, None)
        for element in rules.operand({"fact": value["fact"]}, None) or []:
            if all(element.get(key) == wanted for key, wanted in value.get("where", {}).items()):
                return element.get(value["key"])
        return None

    @staticmethod
    def check_status(check, rules):
        when, passes = rules.truth(check.get("when")), rules.truth(check["pass"])
        if when is False:
            return "skipped"
        if passes is True:
            return "pass"
        if when is None:
            return "unknown"
        if "warn" in check and rules.truth(check["warn"]) is True:
            return "warn"
        if passes is False:
            return "fail" if check["severity"] == "required" else "warn"
        return "unknown"

    def judge(self, world):
        rules = Rules(world.get)
        statuses = {check["id"]: self.check_status(check, rules) for check in self.checks}
        required = [
            statuses[check["id"]] for check in self.checks if check["severity"] == "required"
        ]
        verdict = (
            "not-ready" if "fail" in required else "unknown" if "unknown" in required else "ready"
        )
        return statuses, verdict

    def step_statuses(self, world):
        rules, statuses, someone_is_now = Rules(world.get), {}, False
        for step in self.steps:
            when, needs = rules.truth(step.get("when")), rules.truth(step.get("needs"))
            if when is False:
                status = "skipped"
            elif rules.truth(step["done"]) is True:
                status = "done"
            elif needs is False:
                status = "waiting"
            elif needs is True and when is True:
                status = "waiting" if someone_is_now else "now"
                someone_is_now = True
            else:
                status = "unknown"
            statuses[step["id"]] = status
        return statuses

    def reason(self, check, world):
        rules = Rules(world.get)
        for reason in check.get("reasons", []):
            if rules.truth(reason.get("when")) is True:
                return reason["text"]
        return None

    def one_line(self, world):
        """The layers as one line, as the head of each page shows them."""
        rules, parts = Rules(world.get), []
        for layer in self.layers:
            state = next(s for s in layer["states"] if rules.truth(s.get("when")) is True)
            words = [layer.get("short"), state.get("short")]
            parts.append(" ".join(filled(word, world) for word in words if word))
        return " > ".join(parts)


def filled(text, world):
    def value(found):
        known = world.get(found.group(1))
        if known is None:
            return found.group(2) if found.group(2) is not None else "?"
        return {True: "yes", False: "no"}[known] if isinstance(known, bool) else str(known)

    text = re.sub(r"(?<!\{)\{([a-z][a-z0-9_.]*)(?:\|([^{}]*))?\}(?!\})", value, text)
    return text.replace("{{", "{").replace("}}", "}")


# --- practice labs -------------------------------------------------------------------------------


class Lab:
    def __init__(self, name, folder=SCREENS):
        lab = load(f"lab/{name}.json", folder)
        base = Lab(lab["base"], folder) if "base" in lab else None
        if base is None:
            self.path, self.actions, self.hides = lab["path"], lab["actions"], lab["hides"]
            self.facts, self.plan = {}, {}
        else:
            self.path, self.actions, self.hides = base.path, base.actions, base.hides
            for action in lab["done"]:
                refusal = base.act(action)
                assert refusal is None, f"{name}: {action}: {refusal}"
            self.facts, self.plan = base.facts, base.plan
        self.facts.update(lab.get("facts", {}))
        self.plan.update(lab.get("plan", {}))

    def rules(self):
        return Rules(self.facts.get)

    def seen(self):
        """The facts that can be seen from outside at the moment."""
        rules, seen = self.rules(), dict(self.facts)
        for hide in self.hides:
            if rules.truth(hide["when"]) is True:
                seen = {
                    name: None
                    if any(
                        name == h or h.endswith(".") and name.startswith(h) for h in hide["facts"]
                    )
                    else value
                    for name, value in seen.items()
                }
        return seen

    def offered(self, action):
        return self.rules().truth(action.get("offer")) is True

    def refusal(self, action):
        rules = self.rules()
        for refuse in action.get("refuse", []):
            if rules.truth(refuse["when"]) is True:
                return refuse["text"]
        return None

    def act(self, name):
        """Does an action to its end. Returns why it was refused, or None."""
        action = next(a for a in self.actions if a["id"] == name)
        if not self.offered(action):
            return "not offered"
        refusal = self.refusal(action)
        if refusal is None:
            rules, before = self.rules(), dict(self.facts)
            for then in action["then"]:
                if rules.truth(then.get("when")) is True:
                    before.update(then["set"])
            self.facts = before
        return refusal
