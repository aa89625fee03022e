"""The practice labs: what they fail at, and the way to READY."""
import heapq
import json

from screens_model import Lab
from screens_tap import LABS, PATH, PATHS, test


def judged(lab):
    path = PATH[lab.path]
    world = path.world(lab.seen(), lab.plan)
    statuses, verdict = path.judge(world)
    return statuses, verdict, path.step_statuses(world)


def moves(lab):
    return [
        action["id"]
        for action in lab.actions
        if action["kind"] == "do" and lab.offered(action) and lab.refusal(action) is None
    ]


def way_to_ready(name):
    """The actions that bring a lab to READY without a warning, those that help most first."""
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
    "hyperv": "hyperv.nested hyperv.mac-spoofing hyperv.hyperv-feature common.virtualization "
    "common.switch",
    "esxi": "esxi.nested esxi.hyperv-feature common.virtualization",
    "azure": "azure.hyperv-feature common.switch",
    "hyperv-ready": "",
    "esxi-ready": "",
    "azure-ready": "",
    "esxi-deployed": "",
    "esxi-8": "",
    "esxi-amd": "esxi.host-cpu",
    "esxi-promiscuous": "esxi.promiscuous",
    "esxi-stale": "esxi.hyperv-feature common.virtualization",
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
        yield from (
            f"{path}: {check} {status}"
            for check, status in statuses.items()
            if status not in ("pass", "skipped")
        )
        open_steps = [step for step, status in steps.items() if status not in ("done", "skipped")]
        if open_steps[:1] != ["common.deploy"]:
            yield f"{path}: open steps are {open_steps}"


@test
def labs_refuse_the_wrong_order():
    wrong = [
        ("esxi", "expose"),
        ("esxi", "install-hyperv"),
        ("esxi", "start"),
        ("hyperv", "expose"),
        ("hyperv", "fixed-memory"),
        ("hyperv", "install-hyperv"),
        ("hyperv", "make-external-switch"),
        ("azure", "make-switch"),
        ("azure", "set-address"),
        ("azure-wrong-size", "resize"),
        ("azure-wrong-size", "install-hyperv"),
        ("azure-other-nat", "make-nat"),
        ("esxi", "deploy"),
        ("esxi-promiscuous", "deploy"),
        ("hyperv-low-memory", "deploy"),
        ("azure-server-2025", "deploy"),
    ]
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
            changed = {
                fact for then in action["then"] if "when" not in then for fact in then["set"]
            }
            yield from (
                f"{lab}: {action['id']}: {fact} stays as it was during the action"
                for fact in action.get("during", {})
                if fact not in changed
            )
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
            lab.plan["plan.switch_type"] = (
                "external" if path == "esxi" else lab.plan["plan.switch_type"]
            )
            if refusal is None and not {"fail", "warn"} & (
                seen | {judged(lab)[0].get("esxi.forged-transmits")}
            ):
                yield f"{path}: nothing sees {action}"
            if refusal is not None:
                yield f"{path}: {action}: {refusal}"


@test
def a_stale_machine_is_told_to_go_off_and_on():
    lab = Lab("esxi-stale")
    for step, action in (
        ("esxi.power-off", "shut-down"),
        ("esxi.start", "start"),
        ("esxi.install-hyperv", None),
    ):
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
        yield from (
            f"{lab}: {fact}"
            for fact, value in this.seen().items()
            if fact.startswith("guest.") and value is not None
        )
        if judged(this)[1] == "ready":
            yield f"{lab}: ready while it is off"
