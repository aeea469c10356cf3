"""What a check of one child may know of everything else: so little that it seldom changes, and what was found can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vpa_assist.record.referral import Child, Referral

if TYPE_CHECKING:
    from vpa_assist.checks.case import Case, ChildCase

_APART = frozenset({"children", "updated_at"})
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
    named: frozenset[str]
    """Whoever the officers' texts name."""
    contexts: dict[Any, Any] = field(default_factory=dict)
    """Who is who, by child: filled by the prose checks."""


_AROUND: dict[Any, Around] = {}


def around(case: Case) -> Around:
    """What checks of one child may know beside it."""
    from vpa_assist.checks.prose.fields import named_in_texts

    rest = _rest(case.referral)
    children = case.all_children
    named = named_in_texts(case)
    key = (
        id(case.catalogue),
        tuple(each if isinstance(each, str) else id(each) for each in rest),
        tuple(_facts(each) for each in children),
        named,
    )
    found = _AROUND.get(key)
    if found is None:
        if len(_AROUND) >= _KEPT:
            del _AROUND[next(iter(_AROUND))]
        exploitation = {each.index: each.child.exploitation for each in children if each.child.exploitation}
        sexual = {index for index, each in exploitation.items() if "sexual" in (each.kinds or ())}
        found = _AROUND[key] = Around(
            held=(case.catalogue, *rest),
            names=tuple(name for each in children for name in _names(each.child)),
            alone=len(children) == 1,
            exploited=frozenset(exploitation),
            sexually=frozenset(sexual) & {each.index for each in case.children},
            named=named,
        )
    return found


def _rest(referral: Referral) -> tuple[Any, ...]:
    return tuple(getattr(referral, name) for name in Referral.model_fields if name not in _APART)


def _names(child: Child) -> tuple[str, ...]:
    return tuple(name for name in (child.given_name, child.family_name, *(child.also_known_as or ())) if name)


def _facts(each: ChildCase) -> tuple[Any, ...]:
    child = each.child
    kinds = child.exploitation and (child.exploitation.kinds or ())
    return (child.given_name, child.family_name, child.also_known_as, child.sex, each.age, child.unborn, child.id, kinds)
