"""The facts of a document as bytes, so that a store can keep them and figures need not check every document anew.

Facts follow from three things alone: the document, the form pack and the program. `mark` names the last two; the store sees to
the first. What was kept under another mark is worked out again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vpa_assist
from vpa_assist.insight.facts import AwaitedFact, ChildFacts, ReferralFacts

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

PARTS = ("catalogue", "checks", "conditions.py", "errors.py", "findings.py", "insight", "record", "review.py", "views.py")
"""The parts of the program that facts are made with: all that is imported on the way from a document's bytes to them."""


def mark(catalogue: Catalogue) -> bytes:
    """Names the program and the form pack that facts are made with: 16 bytes."""
    return hashlib.sha256(f"{_program()} {catalogue.fingerprint}".encode()).digest()[:16]


@cache
def _program() -> str:
    """The program's version, and the code that facts follow from where it can be read: a change of a check that is not
    released yet counts too, one of a window or a printed page does not.
    """
    return _digest(Path(vpa_assist.__file__).parent)


def _digest(home: Path) -> str:
    found = hashlib.sha256(f"{vpa_assist.__version__} {platform.python_version()}".encode())
    for part in PARTS:
        whole = home / part
        for file in sorted(whole.rglob("*.py")) if whole.is_dir() else [whole]:
            found.update(f"\0{file.relative_to(home).as_posix()}\0".encode())
            with suppress(OSError):  # code that is not there as source changes with the version alone
                found.update(file.read_bytes())
    return found.hexdigest()


_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def packed(facts: ReferralFacts) -> bytes:
    """Facts as compact JSON: the values of the fields in their order."""
    return _encode([*_plain(facts)]).encode("utf-8")


def _plain(facts: ReferralFacts | ChildFacts | AwaitedFact) -> Iterator[Any]:
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, frozenset):
            yield sorted(value)
        elif isinstance(value, date):
            yield value.isoformat()
        elif isinstance(value, tuple):
            yield [[*_plain(each)] if isinstance(each, ChildFacts | AwaitedFact) else each for each in value]
        else:
            yield value


def unpacked(data: bytes) -> ReferralFacts:
    """The facts that `packed` wrote. Raises ValueError for anything else."""
    try:
        (*begin, children, codes, rounds, hand_in, sending, receipt, grades, moves) = json.loads(data)
        id_, day, types, unit, authority, status, training = begin
        return ReferralFacts(
            id_,
            None if day is None else date.fromisoformat(day),
            tuple(types),
            unit,
            authority,
            status,
            training,
            tuple(_child(each) for each in children),
            frozenset(codes),
            rounds,
            hand_in,
            sending,
            receipt,
            tuple((path, grade) for path, grade in grades),
            tuple((month, action) for month, action in moves),
        )
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _child(values: list[Any]) -> ChildFacts:
    band, group, contact, later, ethnicity, religion, disability, parts, codes, modules, checked, episodes, awaited = values
    return ChildFacts(
        band,
        group,
        contact,
        later,
        ethnicity,
        religion,
        disability,
        tuple(parts),
        frozenset(codes),
        frozenset(modules),
        checked,
        episodes,
        tuple(AwaitedFact(*each) for each in awaited),
    )
