"""`python -m benchmarks [NAME ...] [--short] [--no-write]`: runs the benchmarks and writes docs/performance.md."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

from benchmarks.harness import Goal, Section, machine

NAMES = ("prose", "typing", "pages", "start", "command", "loading", "batch", "store", "listing", "search", "pdf")
NOTES = Path(__file__).parent / "notes.md"
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="which to run; all when none is named")
    parser.add_argument("--short", action="store_true", help="fewer rounds and smaller stores: minutes in place of an hour")
    parser.add_argument("--no-write", action="store_true", help="print only, leave docs/performance.md as it is")
    chosen = parser.parse_args(arguments)
    names = chosen.names or list(NAMES)
    sections: list[Section] = []
    for name in names:
        start = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        section = importlib.import_module(f"benchmarks.{name}").run(chosen.short)
        sections.append(section)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    page = render(sections, chosen.short)
    print(page)
    if not chosen.no_write and not chosen.names:
        PAGE.write_text(page, encoding="utf-8")
    return 0


def render(sections: list[Section], short: bool) -> str:
    """The page: what it was measured on, the goals, then each benchmark."""
    lines = [
        "# Performance, measured",
        "",
        "Made by `python3 start.py bench`. Contenders take turns in one run; a ratio is the median of the ratios of each round.",
        "Ratios travel between machines, milliseconds do not.",
        "",
        *(f"- {line}" for line in machine()),
        f"- {'short form' if short else 'long form'}",
        "",
        "## Goals",
        "",
        "| # | what, against what | here | reach | moonshot | verdict |",
        "| --- | --- | ---: | ---: | ---: | --- |",
    ]
    goals: list[Goal] = [goal for section in sections for goal in section.goals]
    for goal in goals:
        here = "–" if goal.reached is None else f"{goal.reached:.3g}"
        note = f" ({goal.note})" if goal.note else ""
        lines.append(f"| {goal.number} | {goal.what} | {here} | {goal.reach:g} | {goal.moonshot:g} | {goal.verdict}{note} |")
    lines.append("")
    if felt := [each for section in sections for each in section.felt]:
        lines += ["## What a person feels", "", "| what | here | at most |", "| --- | ---: | ---: |"]
        lines += [f"| {each.what} | {each.value:.3g} {each.unit} | {each.most:g} {each.unit} |" for each in felt]
        lines.append("")
    for section in sections:
        lines += [f"## {section.title}", "", *section.lines]
    return "\n".join(lines).rstrip() + "\n\n" + NOTES.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
