"""What a child says of "my arm" is the child's; the same words of an officer's are not."""

from __future__ import annotations

import pytest

from vpa_assist import catalogue
from vpa_assist.checks.prose.about import who_is_who
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import lexicon


@pytest.mark.parametrize("said", ["I got a bruise on my arm.", "There's a lump on my head.", "He made a cut on my leg."])
def test_that_an_injury_on_my_body_is_the_childs_in_the_childs_words_only(said: str) -> None:
    child = who_is_who(sex="female").but(default="child", first_person="child")
    officer = who_is_who(sex="female")
    words = lexicon(catalogue.default())
    assert find(words, "APP002", said, child)
    assert not find(words, "APP002", said, officer)
