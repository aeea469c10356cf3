"""Every member of the contract can be recorded in the window: the models are walked, the pages are built and looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, Literal, get_args, get_origin

from PySide6.QtWidgets import QWidget

from tests.make import a_document
from tests.ui.panels.conftest import settle
from ui import sections
from ui.answers.base import Answer
from ui.panels.base import is_meant
from ui.panels.body_map import BodyMap
from ui.panels.family import Family
from ui.panels.transcript import Transcript
from vpa_assist.record.pointers import kind_at, names, plain
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Child, Part, Person, Referral

ELSEWHERE = {
    "/schema": "made once",
    "/id": "made once",
    "/kind": "made once: live or training",
    "/status": "moved by handing in and the supervisor's steps",
    "/created_at": "kept by the document",
    "/updated_at": "kept by the document",
    "/scenario": "set by training",
    "/review": "the supervisor's view, and addenda",
    "/dismissed": "the card of a finding",
    "/explained": "the card of a finding",
    "/children/*/id": "made once",
    "/people/*/id": "made once",
}
"""Members that no page asks for, and where they come from."""


def leaves(model: type[Part] = Referral, before: str = "") -> Iterator[str]:
    """The address of every member that holds a value, lists' indices as `*`."""
    for member, name in names(model).items():
        where = f"{before}/{member}"
        if where in ELSEWHERE:
            continue
        kind = plain(model.model_fields[name].annotation)
        item = plain(get_args(kind)[0]) if get_origin(kind) is tuple else None
        if isinstance(kind, type) and issubclass(kind, Part):
            yield from leaves(kind, where)
        elif isinstance(item, type) and issubclass(item, Part):
            yield from leaves(item, f"{where}/*")
        else:
            yield where


def filled(model: type[Part]) -> dict[str, Any]:
    """A part with every member recorded."""
    made: dict[str, Any] = {}
    for member, name in names(model).items():
        annotation = str(kind_at(model, f"/{member}"))
        kind = plain(model.model_fields[name].annotation)
        made[member] = value(kind, annotation)
    return made


def value(kind: Any, annotation: str) -> Any:
    """Something that a member of this kind may hold."""
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        return [value(plain(get_args(kind)[0]), annotation)]
    if isinstance(kind, type) and issubclass(kind, Part):
        return filled(kind)
    if kind is bool:
        return True
    if kind is int:
        return 7
    if "date-time" in annotation:
        return "2026-11-14T22:10:00+00:00"
    if "'format': 'date'" in annotation:
        return "2016-05-04"
    if "postcode" in annotation.lower() or "[A-Za-z]{1,2}" in annotation:
        return "CW7 0ZY"
    return "en" if "[a-z]{2,3}" in annotation else "written"


def documents() -> Iterator[Referral]:
    """Referrals in which every question comes up somewhere."""
    for status, unborn in product(("spoken_to", "seen_asleep", "seen_not_spoken_to", "not_seen"), (False, True)):
        child = {**filled(Child), "id": "c1", "given_name": "Mason", "unborn": unborn}
        child["contact"] |= {"status": status, "alone": False, "by": "in_person"}
        child["aware"]["words"] = [
            {"question": "What?", "words": "that", "how": "speech", "demeanour": "quiet", "at": "2026-11-14T22:10:00+00:00"},
            {"speaker": "p1", "words": "He is fine", "question": "And?", "demeanour": "cross", "at": "2026-11-14T22:10:00+00:00"},
        ]
        child["disability"] |= {"none_disclosed": False}
        person = {**filled(Person), "id": "p1"}
        person["relationships"] = [{"child": "c1", "is": "mother", "parental_responsibility": True, "lives_with_child": True}]
        person["links"] = [{"to": "p2", "is": "partner", "harmful": True}]
        incident = filled(Referral.model_fields["incident"].annotation.__args__[0])  # type: ignore[union-attr]
        incident |= {
            "types": ["domestic_abuse", "missing", "child_exploitation", "police_protection", "custody", "offender_visit"],
            "resolved_without_attendance": False,
        }
        decision = filled(Referral.model_fields["referral"].annotation.__args__[0])  # type: ignore[union-attr]
        decision["local_authority"] = "halton"
        for dated in (True, False):
            this = {key: held for key, held in child.items() if dated or key != "date_of_birth"}
            yield from_json(
                a_document(
                    incident=incident,
                    children=[this],
                    people=[person, {"id": "p2", "name": "Dean"}],
                    referral=decision,
                    author={"name": "Lee"},
                )
            )


def asked(page: QWidget) -> set[str]:
    """The addresses that the page's shown controls record."""
    found = {each.where for each in page.findChildren(Answer) if is_meant(each, page)}
    for each in page.findChildren(QWidget):
        pointer = each.property("pointer")
        if isinstance(pointer, str) and is_meant(each, page):
            found.add(pointer)
    return found


def all_asked(page: QWidget) -> set[str]:
    """The same with everything opened that a person can open, one after the other."""
    found = asked(page)
    for panel in page.findChildren(Transcript):
        for index, turn in enumerate(panel.turns):
            (panel if turn.by_child else panel._adults).open(index)
            settle()
            found |= asked(page)
    for panel in page.findChildren(BodyMap):
        panel.open(0)
        found |= asked(page)
        panel._show_by_name(True)
        settle()
        found |= asked(page)
    for panel in page.findChildren(Family):
        panel.open(0)
        settle()
        found |= asked(page)
    return found


def test_that_every_member_of_the_contract_has_an_editor_in_the_window(show, catalogue):
    wanted = set(leaves())
    assert len(wanted) > 150
    found: set[str] = set()
    for referral in documents():
        for section in sections.in_order(catalogue, referral):
            shown = show(referral, section.page.id, section.child)
            found |= {re.sub(r"/\d+(?=/|$)", "/*", each) for each in all_asked(shown.page)}
            shown.document.stop()
            shown.window.hide()
            if wanted <= {each.removesuffix("/*") for each in found} | found:
                break
    missing = sorted(each for each in wanted if each not in found and f"{each}/*" not in found)
    assert not missing
