"""A sentence that begins with "he" or "she" goes on about whoever was named before it."""

from __future__ import annotations

import pytest

from vpa_assist import catalogue
from vpa_assist.checks.prose.about import who_is_who
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import lexicon

LEO = who_is_who(
    child=frozenset({"leo"}),
    others=frozenset({"ryan", "dawn"}),
    sex="male",
    sexes=frozenset({("ryan", "male"), ("dawn", "female")}),
)


@pytest.mark.parametrize(
    "told",
    [
        "Her husband had kicked at the door. He was in a foul mood.",
        "Ryan sat on the wall outside. His knuckles were bleeding.",
        "Ryan sat on the wall. He had his hood up. He was stroppy with us.",
    ],
)
def test_that_what_goes_on_about_somebody_else_is_not_the_childs(told: str) -> None:
    words = lexicon(catalogue.default())
    assert not any(find(words, code, told, LEO) for code in ("LAN005", "APP002"))


@pytest.mark.parametrize(
    "told",
    [
        "Leo had kicked at the door. He was in a foul mood.",
        "Leo sat on the wall outside. His knuckles were bleeding.",
        "Ryan spoke to Leo on the wall. His knuckles were bleeding.",
        "Dawn rang at ten. He was stroppy with us.",
        "Her husband had kicked at the door. Leo was stroppy with us.",
        "He was stroppy with us.",
    ],
)
def test_that_what_is_told_of_the_child_stays_the_childs(told: str) -> None:
    words = lexicon(catalogue.default())
    assert any(find(words, code, told, LEO) for code in ("LAN005", "APP002"))
