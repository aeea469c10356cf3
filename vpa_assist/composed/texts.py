"""Which texts a referral gives, and making one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vpa_assist.composed.scopes import child_scope, referral_scope
from vpa_assist.composed.template import Line, fill
from vpa_assist.record.pointers import recorded
from vpa_assist.record.referral import Child, Referral

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Applies = Callable[[Referral, Child], bool]


def _always(referral: Referral, child: Child) -> bool:
    return True


def _offender(referral: Referral, child: Child) -> bool:
    return child.offender_contact is not None


APPLIES: dict[str, Applies] = {
    "intelligence": _always,
    "prevention_interview": lambda referral, child: child.missing is not None,
    "police_protection": lambda referral, child: child.police_protection is not None,
    "exploitation": lambda referral, child: child.exploitation is not None,
    "incident_log": _always,
    "offender_record": _offender,
    "strategy_discussion": _always,
    "call": _always,
}
"""The texts, in the order of the list, each with the question whether a child calls for it."""

ONE_A_CHILD = {"intelligence", "prevention_interview", "police_protection", "exploitation"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that this referral gives: for one child, or (`child_id` None) for the whole."""

    kind: str
    child_id: str | None
    title: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A text ready to be copied. `gaps` is how many of its lines say that something is not recorded."""

    kind: str
    title: str
    text: str
    gaps: int


def _template(kind: str, catalogue: Catalogue) -> dict[str, Any]:
    template: dict[str, Any] = catalogue.raw("composed")[kind]
    return template


def choices(referral: Referral, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The texts that fit this referral, in the order in which a list shows them."""
    return tuple(_choices(recorded(referral), catalogue))


def _choices(referral: Referral, catalogue: Catalogue) -> Iterator[Choice]:
    children = referral.children or ()
    for kind, applies in APPLIES.items():
        template = _template(kind, catalogue)
        fitting = [child for child in children if applies(referral, child)]
        if kind in ONE_A_CHILD:
            for child in fitting:
                name = child.given_name or child.family_name or catalogue.screen("child.unnamed")
                yield Choice(kind, child.id, template["title"].replace("{given}", name), template["purpose"])
        elif fitting or (applies is _always and not children):
            yield Choice(kind, None, template["title"], template["purpose"])


def compose(referral: Referral, catalogue: Catalogue, kind: str, child_id: str | None, at: datetime) -> Composed:
    """The text of this kind at this moment: the time decides whether an authority is called in or out of hours.

    `at` is a local time with its offset. Raises KeyError for a kind that the form pack does not have, and LookupError for
    a child who is not in the referral.
    """
    clean = recorded(referral)
    template = _template(kind, catalogue)
    lines = tuple(Line.read(each) for each in template["line"])
    scope = referral_scope(clean, catalogue, at)
    title = template["title"]
    if child_id is not None:
        index = next((number for number, each in enumerate(clean.children or ()) if each.id == child_id), None)
        if index is None:
            raise LookupError(child_id)
        scope = child_scope(clean, index, catalogue, at)
        title = title.replace("{given}", scope.value("given"))
    filled = fill(lines, scope)
    return Composed(kind, title, filled.text, filled.gaps)
