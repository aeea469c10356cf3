"""VOC: is there a voice at all? What can be told without comparing prose."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check

OLD_ENOUGH_FOR_WISHES = 4


@check("VOC001", of="child")
def no_voice_at_all(case: Case) -> Iterator[Hit]:
    """Nothing of AWARE says anything, the child has no words, and there are no wishes."""
    for each in case.children:
        if case.voiceless(each):
            yield Hit(each.at("aware"))


@check("VOC004", of="child")
def what_the_child_wants(case: Case) -> Iterator[Hit]:
    """Spoken to, old enough or of unknown age, and no wishes."""
    for each in case.children:
        old_enough = each.age is None or each.age >= OLD_ENOUGH_FOR_WISHES
        if each.status == "spoken_to" and old_enough and each.child.wishes is None and not case.voiceless(each):
            yield Hit(each.path)
