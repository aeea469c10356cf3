"""Builds the documents of labelled cases and scores the checks against them."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from vpa_assist import catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.findings import Finding
from vpa_assist.record.reading import from_json

HERE = Path(__file__).parent
PROSE = (
    *("SEE004", "SEE005", "VOC002", "VOC003", "WRD002", "WRD004", "WRD005", "WRD006", "WRD007", "APP002", "DIS002", "FTH002"),
    *("LAN001", "LAN002", "LAN003", "LAN004", "LAN005", "LAN050", "CUS001", "EXP001", "ANS001"),
)
GRADES = ("easy", "reworded", "other_words")


@dataclass(frozen=True)
class Case:
    """One labelled text: the code that it is about, whether it must fire, and the document that it makes."""

    code: str
    fires: bool
    grade: str
    text: str
    document: dict[str, Any] = field(repr=False)
    labels: dict[str, Any] = field(default_factory=dict, repr=False)


@lru_cache
def base(name: str) -> dict[str, Any]:
    """A clean document on which no prose check fires."""
    made: dict[str, Any] = json.loads((HERE / "sample" / f"{name}.json").read_text(encoding="utf-8"))
    return made


def put(document: dict[str, Any], pointer: str, value: Any) -> None:
    """Sets a member of a document, making what is absent on the way."""
    *steps, last = pointer.split("/")[1:]
    at: Any = document
    for step in steps:
        if isinstance(at, list):
            at = at[int(step)]
        else:
            if at.get(step) is None:
                at[step] = {}
            at = at[step]
    if isinstance(at, list):
        place = len(at) if last == "-" else int(last)
        at[place : place + 1] = [value]
    else:
        at[last] = value


def document(group: dict[str, Any], text: str) -> dict[str, Any]:
    """The clean document of a group with this text in its field."""
    made = copy.deepcopy(base(group["base"]))
    for pointer, value in group.get("with", {}).items():
        put(made, pointer, copy.deepcopy(value))
    if group.get("utterance"):
        said = {"speaker": "child", "question": "Tell me what happened.", "words": text, "how": "speech"}
        if group.get("demeanour", "x"):
            said["demeanour"] = "Looked at the floor while speaking."
        put(made, group["field"], [said])
    else:
        put(made, group["field"], text)
    return made


def own_cases(code: str) -> Iterator[Case]:
    """The cases of `cases/CODE.toml`."""
    for group in tomllib.loads((HERE / "cases" / f"{code}.toml").read_text(encoding="utf-8"))["group"]:
        for grade in (*GRADES, "silent"):
            for text in group.get(grade, ()):
                yield Case(code, grade != "silent", grade, text, document(group, text))


def findings(made: dict[str, Any], codes: tuple[str, ...] = PROSE) -> tuple[Finding, ...]:
    """What the prose checks find in a document."""
    return run_checks(from_json(made), catalogue.default(), codes=set(codes))


@lru_cache
def sample(name: str = "cases") -> list[Case]:
    """A labelled sample: what each case expects and forbids is in its `labels`.

    All but `cases` were labelled by others, who did not know the patterns; few of the cases of `fifth` were looked at since.
    """
    cases = []
    for line in (HERE / "sample" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        made = copy.deepcopy(base(labels.get("base", "base")))
        for pointer, value in labels.get("set", {}).items():
            put(made, pointer, copy.deepcopy(value))
        cases.append(
            Case(labels["focus"], labels["label"] == "positive", str(labels.get("difficulty")), labels["id"], made, labels)
        )
    return cases
