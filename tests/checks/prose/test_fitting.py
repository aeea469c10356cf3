"""Where patterns fit: what is sought through words and pairs of words is what trying every pattern everywhere finds."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vpa_assist import catalogue as packs
from vpa_assist.checks.prose.about import who_is_who
from vpa_assist.checks.prose.fitting import EVERYWHERE, _spans, asked_with, fits, places
from vpa_assist.checks.prose.index import rarer
from vpa_assist.checks.prose.patterns import Lexicon, lexicon
from vpa_assist.checks.prose.pieces import Piece, piece
from vpa_assist.checks.text import sentences

NOBODY = who_is_who().names
OTHERS = ("WRD002", "WRD004", "WRD005", "SEE004", "SEE005", "SILENT")
CODES = tuple(sorted(EVERYWHERE)) + OTHERS


@cache
def words() -> Lexicon:
    return lexicon(packs.default())


@cache
def examples() -> tuple[str, ...]:
    """What the patterns say of themselves: sentences in which they fit, and sentences close to those."""
    catalogue = packs.default()
    found: list[str] = []
    for name in catalogue.names("patterns"):
        for entry in catalogue.raw(name).get("pattern", ()):
            found += (*entry.get("fires", ()), *entry.get("silent", ()))
    return tuple(found)


def sentence_of(text: str) -> Piece:
    _, sentence, quoted = sentences(text)[0]
    return piece(words(), sentence, quoted, NOBODY)


def tried_everywhere(code: str, here: Piece) -> set[tuple[str, int, int]]:
    """Where the patterns of a check fit, each tried at each of its words in the sentence."""
    return {
        (pattern.says, *span)
        for pattern in words().of(code)
        for place, word in enumerate(here.words)
        if word in pattern.anchor
        for span in _spans(pattern, here, place)
    }


def sought(code: str, here: Piece) -> set[tuple[str, int, int]]:
    met = fits(words(), asked_with(code), here).get(code, ())
    return {(pattern.says, *span) for pattern, spans in met for span in spans}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_that_no_place_at_which_a_pattern_fits_is_left_out(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(examples()), label="sentence")
    if data.draw(st.booleans(), label="mixed with another"):
        one, other = text.split(), data.draw(st.sampled_from(examples())).split()
        at = data.draw(st.integers(0, len(one)))
        text = " ".join([*one[:at], *other, *one[at:]])
    if not text.strip():
        return
    here = sentence_of(text)
    for code in data.draw(st.sets(st.sampled_from(CODES), min_size=3, max_size=6), label="checks"):
        assert sought(code, here) == tried_everywhere(code, here)


def test_that_every_check_finds_something_in_the_examples() -> None:
    met = {
        code
        for text in examples()
        for asked in (EVERYWHERE, *map(asked_with, OTHERS))
        for code in places(words(), asked, text, NOBODY)
    }
    assert met >= {*CODES}


def test_that_of_two_words_the_one_that_stands_in_more_sentences_is_no_rarer() -> None:
    assert rarer("bruise", "the")
    assert rarer("with", "the")
    assert not rarer("the", "bruise")
    assert not rarer("bruise", "graze")
    assert not rarer("graze", "bruise")


def test_that_a_sentence_is_one_piece_for_all_who_make_no_difference_to_its_words() -> None:
    text = "Mia sat on the stairs."
    mine = piece(words(), text, (), who_is_who(child=frozenset({"mia"})).names)
    also = piece(words(), text, (), who_is_who(child=frozenset({"mia"}), others=frozenset({"leo"})).names)
    another = piece(words(), text, (), who_is_who(child=frozenset({"leo"}), others=frozenset({"mia"})).names)
    assert mine is also
    assert mine.words[0] == "$child"
    assert another.words[0] == "$person"
    assert piece(words(), text, (), NOBODY).words[0] == "mia"
