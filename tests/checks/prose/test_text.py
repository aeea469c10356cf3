"""Reading a text: plain words that keep their place, whatever stands between them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist import catalogue
from vpa_assist.checks.prose.about import who_is_who
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.text import quotations, read, sentences, words_of_sentence

PHRASE = "puts herself at risk"
ASTRAL = "\U0001f9f8\U0001f468\u200d\U0001f467"
RIGHT_TO_LEFT = "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"
COMBINING = "Zoe\u0308 cafe\u0301 n\u0303"
STRANGE = st.text(
    alphabet=st.sampled_from(
        [*ASTRAL, *RIGHT_TO_LEFT, *COMBINING, " ", "\u00a0", "\u3000", "\u200b", "\u2019", ",", "a", "\u0130", "\ufb01"]
    ),
    max_size=30,
)


@given(st.text(max_size=200))
def test_that_words_stand_where_they_say_and_in_order(text: str) -> None:
    reading = read(text)
    assert len(reading.words) == len(reading.starts) == len(reading.ends) == len(reading.quoted)
    last = 0
    for start, end in zip(reading.starts, reading.ends, strict=True):
        assert last <= start < end <= len(text)
        last = end
    assert [word for begin, end in reading.sentences for word in reading.words[begin:end]] == list(reading.words)


@given(STRANGE, STRANGE)
def test_that_a_span_counts_code_points_of_the_text_as_typed(before: str, after: str) -> None:
    text = f"{before}. She {PHRASE}. {after}"
    hits = find(lexicon(catalogue.default()), "LAN001", text, who_is_who(sex="female"))
    assert PHRASE in [text[slice(*hit.span)] for hit in hits]


@given(st.text(max_size=200))
def test_that_sentences_are_stretches_of_the_text(text: str) -> None:
    for start, sentence, quoted in sentences(text):
        assert text[start : start + len(sentence)] == sentence
        for begin, end in quoted:
            assert 0 <= begin < end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She didn't", "she did not"),
        ("didnt", "did not"),
        ("wont", "will not"),
        ("won\u2019t", "will not"),
        ("He's", "he is"),
        ("shes", "she is"),
        ("Kai's coat", "kai 's coat"),
        ("N.A.", "na"),
        ("anti-social", "anti social"),
        ("safe & well", "safe and well"),
        ("pro\u00admiscuous", "promiscuous"),
        ("cafe\u0301", "cafe"),
        ("22:10", "22:10"),
    ],
)
def test_that_words_are_written_out_in_plain_form(text: str, words: str) -> None:
    assert " ".join(read(text).words) == words


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "go away" to us.', ['"go away"']),
        ("He said \u201cgo away\u201d to us.", ["\u201cgo away\u201d"]),
        ("He said 'go away' to us.", ["'go away'"]),
        ("He said \u2018don\u2019t go\u2019 to us.", ["\u2018don\u2019t go\u2019"]),
        ("The girls' room and the boys' room.", []),
        ('A mark that is never closed: "go away.', []),
        ("She didn't and he wasn't.", []),
        ('("Go," he said.)', ['"Go,"']),
        ('5" by 3" tiles', []),
    ],
)
def test_that_quotation_marks_quote_only_in_pairs_that_open_and_close(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


@given(st.text(alphabet=st.sampled_from([*"aA1.!?\u2026\"')] \n\t-*\u2022"]), max_size=16))
def test_that_a_sentence_ends_at_a_mark_before_a_blank_or_at_a_new_paragraph_or_line(text: str) -> None:
    mark = "[.!?\u2026]+[\"'\u201d\u2019)\\]]*(?=\\s|$)"
    ends = re.compile(f"{mark}|\n\\s*\n|\n(?=\\s*[-*\u2022A-Z0-9])")
    bounds = [0, *[match.end() for match in ends.finditer(text)], len(text)]
    parts = [text[begin:end].strip() for begin, end in pairwise(bounds)]
    assert [sentence for _, sentence, _ in sentences(text)] == [part for part in parts if part]


@pytest.mark.parametrize("title", ["Dr", "mrs", "PROF", "Insp", "No"])
def test_that_a_title_ends_no_sentence(title: str) -> None:
    text = f"I saw {title}. Hall at 18:30. She left."
    assert [sentence for _, sentence, _ in sentences(text)] == [f"I saw {title}. Hall at 18:30.", "She left."]


def test_that_a_quotation_over_two_sentences_is_quoted_in_both() -> None:
    text = 'Ryan said "She is promiscuous. She is streetwise." and left.'
    assert find(lexicon(catalogue.default()), "LAN001", text, who_is_who(sex="female")) == ()


@pytest.mark.parametrize("slip", ["promiscous", "promiscuuous", "promicsuous", "promixcuous"])
def test_that_one_slip_of_the_hand_is_understood(slip: str) -> None:
    assert find(lexicon(catalogue.default()), "LAN001", f"She is {slip}.", who_is_who(sex="female"))


@pytest.mark.parametrize("sentence", ["We went to Widnes.", "Her hair was brushed.", "He drank his water.", "A clean nappy."])
def test_that_an_english_word_or_a_name_is_no_slip(sentence: str) -> None:
    words = lexicon(catalogue.default())
    codes = {pattern.code for pattern in (words.patterns[number] for number in range(900))}
    assert [
        code
        for code in codes
        for _ in find(words, code, sentence, who_is_who(sex="female"))
        if not code.startswith(("CUS", "WRD", "SEE"))
    ] == []


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("she sed yes", "she said yes"),
        ("Nothing of note 2 report", "nothing of note to report"),
        ("she asks 4 it", "she asks for it"),
        ("he has 2 children", "he has 2 children"),
        ("aged 4 her brother is", "aged 4 her brother is"),
        ("seen wen she woz told", "seen when she was told"),
        ("Room 2, Flat 4", "room 2 , flat 4"),
        ("PC Wat came", "pc wat came"),
    ],
)
def test_that_a_short_spelling_is_read_as_the_word_it_stands_for(typed: str, read_as: str) -> None:
    words = lexicon(catalogue.default())
    assert " ".join(mended(words, typed, who_is_who(sex="female"))[1]) == read_as


@given(STRANGE | st.text(alphabet="aMr1 .-\u2013'\u2019!?\n\t:,()\"/&_\u00e9\u2026", max_size=40))
def test_that_the_words_alone_are_those_of_a_whole_reading(text: str) -> None:
    def without_marks(words: tuple[str, ...]) -> list[str]:
        return [word for word in words if word[0].isalnum() or word == "'s" or word in "/\\"]

    assert without_marks(words_of_sentence(text.strip())) == without_marks(read(text.strip()).words)
