"""Checks screens/ and prints TAP: schemas, references, texts, labs, and judged machines."""
import json
import os
import sys

import screens_check_files
import screens_check_labs
import screens_check_machines
from screens_tap import DATA, MACHINES, PATH

TESTS = [
    function
    for module in (screens_check_files, screens_check_labs, screens_check_machines)
    for function in vars(module).values()
    if getattr(function, "is_test", False)
]


def rewrite_machines():
    """Judges all machines anew and writes the table; read what changed in "git diff"."""
    for machine in MACHINES:
        path = PATH[machine["path"]]
        machine["checks"], machine["verdict"] = path.judge(
            path.world(machine["facts"], machine["plan"])
        )
    with open(os.path.join(DATA, "verdicts.json"), "w", encoding="utf-8") as file:
        file.write(
            "[\n"
            + ",\n".join(json.dumps(machine, ensure_ascii=False) for machine in MACHINES)
            + "\n]\n"
        )


def main():
    if os.environ.get("EFLOW_GOLDEN") == "update":
        rewrite_machines()
    print(f"1..{len(TESTS)}")
    for number, function in enumerate(TESTS, 1):
        wrong = sorted(set(function()))
        print(
            f"{'not ok' if wrong else 'ok'} {number} - {function.__name__.replace('_', ' ')}",
            flush=True,
        )
        for line in wrong[:20]:
            print(f"#   {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
