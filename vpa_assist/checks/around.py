"""What a check of one child may know of everything else: so little that it seldom changes, and what was found can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vpa_assist.checks.text import word_set, words_of
from vpa_assist.record.referral import Child, Referral
from vpa_assist.record.remembering import ByPart

if TYPE_CHECKING:
    from vpa_assist.checks.case import Case

_KEPT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """Everything that belongs to no child, and of the children what one must know to read about another.

    The same referral but for what is told of a child gives the same object. `updated_at` is not in it: it changes with every
    key.
    """

    held: tuple[Any, ...]
    """What belongs to no child: kept so that it stays the same object for as long as this is."""
    names: tuple[str, ...]
    """Every name that the document gives its children."""
    alone: bool
    """Whether the document tells of one child only."""
    exploited: frozenset[int]
    """The places of the children with a record of exploitation."""
    sexually: frozenset[int]
    """The places of the born children who are exploited sexually."""
    disabled: frozenset[int]
    """The places of the children with a recorded disability."""
    signing: bool
    """Whether somebody of whom the notes on people tell is deaf or signs: then signing is no sign of a child's disability."""
    named: frozenset[str]
    """Whoever the officers' texts name."""
    spelt_out: frozenset[str]
    """The police terms that the document spells out somewhere."""
    contexts: dict[Any, Any] = field(default_factory=dict)
    """Who is who, by child: filled by the prose checks."""
    kept: dict[Any, Any] = field(default_factory=dict)
    """What was worked out of one part of a case: see `Case.kept`."""


_AROUND: dict[Any, Around] = {}


def around(case: Case) -> Around:
    """What checks of one child may know beside it."""
    from vpa_assist.checks.prose.fields import all_texts, named_in
    from vpa_assist.checks.prose.terms import spelt_out

    children = case.all_children
    texts = all_texts(case)
    named = named_in(texts, case.catalogue)
    spelt = spelt_out(texts, case.catalogue)
    facts = tuple([(each.age, _FACTS.of(each.child, None, _facts)) for each in children])
    key = (id(case.catalogue), id(case.rest), facts, named, spelt)
    found = _AROUND.get(key)
    if found is None:
        if len(_AROUND) >= _KEPT:
            del _AROUND[next(iter(_AROUND))]
        exploitation = {each.index: each.child.exploitation for each in children if each.child.exploitation}
        sexual = {index for index, each in exploitation.items() if "sexual" in (each.kinds or ())}
        found = _AROUND[key] = Around(
            held=(case.catalogue, case.rest),
            names=tuple(name for each in children for name in _names(each.child)),
            alone=len(children) == 1,
            exploited=frozenset(exploitation),
            sexually=frozenset(sexual) & {each.index for each in case.children},
            disabled=frozenset(each.index for each in children if _is_disabled(each.child)),
            signing=any(not _SIGNING.isdisjoint(words_of(each.notes)) for each in case.referral.people or () if each.notes),
            named=named,
            spelt_out=spelt,
        )
    return found


def rest_of(referral: Referral) -> tuple[Any, ...]:
    """Everything that belongs to no child: the same tuple for as long as all of it stays the same."""
    rest = tuple([getattr(referral, name) for name in _MEMBERS])
    key = tuple([each if isinstance(each, str) else id(each) for each in rest])
    held = _RESTS.get(key)
    if held is None:
        if len(_RESTS) >= _KEPT:
            del _RESTS[next(iter(_RESTS))]
        held = _RESTS[key] = rest
    return held


_MEMBERS = tuple(name for name in Referral.model_fields if name not in ("children", "updated_at"))
_RESTS: dict[Any, tuple[Any, ...]] = {}


def _names(child: Child) -> tuple[str, ...]:
    return tuple(name for name in (child.given_name, child.family_name, *(child.also_known_as or ())) if name)


def _facts(child: Child) -> tuple[Any, ...]:
    kinds = child.exploitation and (child.exploitation.kinds or ())
    return (
        child.given_name,
        child.family_name,
        child.also_known_as,
        child.sex,
        child.unborn,
        child.id,
        kinds,
        _is_disabled(child),
    )


def _is_disabled(child: Child) -> bool:
    return bool(child.disability and child.disability.codes)


_SIGNING = word_set("deaf deafness bsl makaton")
_FACTS: ByPart[tuple[Any, ...]] = ByPart()
