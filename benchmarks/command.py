"""Goal 5: `vpa-assist check` of one file as a whole process, beside proselint's check of the same words."""

from __future__ import annotations

import json

from benchmarks.corpus import referral
from benchmarks.harness import PYTHON, Goal, Process, Section, duel, process, python_env
from benchmarks.peers import NODE_FOLDER, PYTHON_FOLDER, ensure_node, ensure_python
from benchmarks.stores import work_folder

ROUNDS, SHORT_ROUNDS = 15, 7


def run(short: bool = False) -> Section:
    section = Section("One file on the command line")
    missing = ensure_python("proselint")
    folder = work_folder()
    document = referral(5)
    (folder / "one.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    words = "\n\n".join(_texts(document))
    (folder / "one.txt").write_text(words, encoding="utf-8")
    env = python_env()
    peer_env = python_env(PYTHONPATH=str(PYTHON_FOLDER / "proselint"))
    commands = {
        "vpa-assist check": ([PYTHON, "-m", "vpa_assist", "check", str(folder / "one.json"), "--format", "json"], env),
        "python, nothing": ([PYTHON, "-c", "pass"], env),
    }
    if not missing:
        commands["proselint check"] = ([PYTHON, "-m", "proselint", "check", str(folder / "one.txt")], peer_env)
    if ensure_node() is not None:
        script = NODE_FOLDER / "node_modules" / ".bin" / "write-good"
        commands["write-good"] = ([str(script), str(folder / "one.txt")], env)
    last: dict[str, Process] = {}

    def turn(name: str) -> float:
        last[name] = process(*commands[name])
        return last[name].wall

    found = duel({name: lambda _turn, name=name: turn(name) for name in commands}, SHORT_ROUNDS if short else ROUNDS, warm_up=2)
    section.text(f"A referral with six children and its {len(words.split()):,} words as text; the whole process, wall time.")
    base = "proselint check" if "proselint check" in commands else "python, nothing"
    section.duel(found, base)
    section.table(["process", "processor ms"], [[name, f"{p.cpu * 1e3:.0f}"] for name, p in last.items()])
    reached = None if missing else found.ratio("vpa-assist check", "proselint check")
    section.goals.append(Goal("5", "check of one file : proselint", reached, 1.5, 0.9))
    return section


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) and " " in value else []
