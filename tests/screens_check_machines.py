"""Judged machines, the table of Azure sizes, and the defaults of the plan."""
from screens_model import azure_nested, load, series_of
from screens_tap import FACTS, MACHINES, PATH, PATHS, entries, test


@test
def each_machine_is_judged_as_the_table_says():
    for machine in MACHINES:
        path = PATH[machine["path"]]
        statuses, verdict = path.judge(path.world(machine["facts"], machine["plan"]))
        for check, status in machine["expect"].items():
            if statuses.get(check) != status:
                yield f"{machine['machine']}: {check} is {statuses.get(check)}, by hand {status}"
        for check in statuses.keys() | machine["checks"].keys():
            now, before = statuses.get(check), machine["checks"].get(check)
            if now != before:
                yield f"{machine['machine']}: {check} is {now}, was {before}"
        if verdict != machine["verdict"]:
            yield f"{machine['machine']}: {verdict}, was {machine['verdict']}"


def can_be_unknown(check):
    """Whether the check rests on something that may not be seen."""
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
        yield from (
            f"{check['id']}: {reason['text']}"
            for reason in check.get("reasons", [])
            if (check["id"], reason["text"]) not in given
        )


# --- sizes and plan ---


@test
def sizes_are_classed_by_their_series():
    table = {
        "Standard_D4ads_v5": ("Dadsv5", "supported"),
        "Standard_E4-2s_v3": ("Esv3", "supported"),
        "Standard_E80ids_v4": ("Edsv4", "supported"),
        "Standard_DC4s_v3": ("DCsv3", "unsupported"),
        "Standard_D2ps_v5": ("Dpsv5", "unsupported"),
        "Standard_NV6ads_A10_v5": ("NVadsA10v5", "unsupported"),
        "Standard_B4ms": ("Bms", "unsupported"),
        "Standard_B2ats_v2": ("Batsv2", "unsupported"),
        "Standard_D2_v2": ("Dv2", "unsupported"),
        "Standard_FX4mds": ("FXmds", "supported"),
        "Standard_FX4mds_v2": ("FXmdsv2", "unknown"),
        "Standard_F4s": ("Fs", "unknown"),
        "Standard_F4s_v2": ("Fsv2", "supported"),
        "Standard_M64ms": ("Mms", "supported"),
        "Standard_D4as_v4": ("Dasv4", "unsupported"),
        "Standard_D4as_v5": ("Dasv5", "supported"),
        "Standard_EC4as_v5": ("ECasv5", "unsupported"),
        "Basic_A1": (None, "unknown"),
    }
    sizes = load("azure-sizes.json")
    for size, (key, nested) in table.items():
        if (series_of(size), azure_nested(size, sizes)) != (key, nested):
            yield f"{size}: {series_of(size)}, {azure_nested(size, sizes)}"
    keys = [entry["key"] for entry in sizes["series"]] + [
        entry["starts"] for entry in sizes["families"]
    ]
    yield from (f"{key} twice" for key in set(keys) if keys.count(key) > 1)


@test
def defaults_of_the_plan_fit_the_path():
    table = [
        ("esxi", "client", "default", None, "dhcp", None, "default-switch"),
        ("esxi", "server", "internal", "EflowInternal", "static", "172.20.0.2", "nat"),
        ("hyperv", "client", "default", None, "dhcp", None, "default-switch"),
        ("hyperv", "server", "internal", "EflowInternal", "static", "172.20.0.2", "nat"),
        ("azure", "client", "default", None, "dhcp", None, "default-switch"),
        ("azure", "server", "internal", "EflowInternal", "static", "172.20.0.2", "nat"),
    ]
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
