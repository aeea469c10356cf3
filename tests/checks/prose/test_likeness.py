"""What the words around a pattern weigh: they silence it in good recording, and add nothing."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.prose.scoring import PROSE, findings, sample
from vpa_assist import catalogue
from vpa_assist.catalogue import BrokenPack, load
from vpa_assist.checks.prose import matching
from vpa_assist.checks.prose.about import who_is_who
from vpa_assist.checks.prose.likeness import NEAR, Likeness, features, surroundings
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import Lexicon, lexicon

LEXICON = lexicon(catalogue.default())
UNWEIGHED = replace(LEXICON, likeness=defaultdict(lambda: None))
DAWIT = who_is_who(child=frozenset({"dawit"}), sex="male")
WEIGHED = sorted(path.stem for path in (Path(catalogue.default().folder) / "likeness").glob("*.toml"))


def found(lexicon: Lexicon, code: str, text: str) -> list[str]:
    return [text[slice(*each.span)] for each in find(lexicon, code, text, DAWIT)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("LAN001", "Mum's pastor came and he let himself be picked up."),
        ("LAN001", "He chose that over school."),
    ],
)
def test_that_a_pattern_among_the_words_of_good_recording_is_left_alone(code: str, text: str) -> None:
    assert found(UNWEIGHED, code, text)
    assert found(LEXICON, code, text) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("LAN001", "He is streetwise and puts himself at risk."),
        ("LAN001", "Staff report that he refuses to engage and makes poor choices."),
        ("LAN003", "He told me that it was consensual sex with a man of 24."),
        ("LAN005", "He was rude and aggressive throughout."),
        ("APP002", "Bruise to left arm."),
        ("DIS002", "He has autism."),
        ("SEE005", "Mum said no."),
        ("SEE004", "Asleep."),
    ],
)
def test_that_a_plain_case_is_found_however_short_it_is(code: str, text: str) -> None:
    assert found(LEXICON, code, text) == found(UNWEIGHED, code, text) != []


def test_that_words_far_from_a_pattern_weigh_nothing() -> None:
    loaded = replace(LEXICON, likeness={"LAN001": Likeness(0.0, {"nan": -1.0})})
    filler = " and walked and sat and ate and slept"
    assert found(loaded, "LAN001", "He is manipulative, nan.") == []
    assert found(loaded, "LAN001", f"He is manipulative{filler}, nan.") == ["manipulative"]
    assert surroundings(tuple("abcdefghijklmnopqrstuvwxyz"), 12, 14) == tuple("abcdefghijklmnopqrstuvwxyz"[12 - NEAR : 14 + NEAR])


def test_that_words_that_leave_no_doubt_are_found_whatever_stands_around_them() -> None:
    loaded = replace(LEXICON, likeness={"LAN001": Likeness(0.0, {"nan": -1.0})})
    assert found(loaded, "LAN001", "He is streetwise, nan.") == ["streetwise"]
    assert found(LEXICON, "LAN001", "Attention seeking, third call this week.") == ["Attention seeking"]


def test_that_weights_only_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    with_weights = [{(each.code, each.path) for each in findings(case.document, PROSE)} for case in sample("twentieth")]
    monkeypatch.setattr(matching, "_sounds_like", lambda *_: True)
    for kept in (matching._in_piece, matching._found):
        kept.cache_clear()
    try:
        without = [{(each.code, each.path) for each in findings(case.document, PROSE)} for case in sample("twentieth")]
    finally:
        monkeypatch.undo()
        for kept in (matching._in_piece, matching._found):
            kept.cache_clear()
    assert all(some <= more for some, more in zip(with_weights, without, strict=True))
    assert sum(map(len, with_weights)) < sum(map(len, without))


@given(st.lists(st.sampled_from(["mia", "was", "picked", "up", "14", "9", "."]), min_size=1, max_size=12).map(tuple))
def test_that_each_word_and_each_pair_counts_once_and_any_figure_alike(words: tuple[str, ...]) -> None:
    plain = ["0" if word in ("14", "9") else word for word in words]
    wanted = {*plain, *(f"{first} {second}" for first, second in pairwise(plain))}
    assert sorted(features(words)) == sorted(wanted)
    assert Likeness(0.0, dict.fromkeys(wanted, 0.5)).of(words) == 0.5 * len(wanted)


@pytest.mark.parametrize("code", WEIGHED)
def test_that_weights_are_of_words_and_pairs_that_can_be_read(code: str) -> None:
    likeness = LEXICON.likeness[code]
    assert likeness is not None
    assert 100 <= len(likeness.weights) <= 600
    assert all(1 <= len(phrase.split()) <= 2 for phrase in likeness.weights)
    assert any(weight > 0 for weight in likeness.weights.values())
    assert any(weight < 0 for weight in likeness.weights.values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "cut = ",
            "line = ",
            "likeness/LAN001.toml: `cut` is to be a number, and `weights` lists of words, each under its weight",
        ),
        ("[weights]\n", '[weights]\n"heavy" = ["mum"]\n', "likeness/LAN001.toml: 'heavy' is no weight, a number such as 0.4"),
        ("[weights]\n", '[weights]\n"9.9" = ["mum", "mum"]\n', "likeness/LAN001.toml: 'mum' stands there twice"),
        ("[weights]\n", '[weights]\n"9.9" = "mum"\n', "likeness/LAN001.toml: `9.9` is to be a list of words"),
    ],
)
def test_that_a_fault_in_a_file_of_weights_is_said_in_one_sentence(before: str, after: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(catalogue.default().folder, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = folder / "likeness" / "LAN001.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BrokenPack) as refused:
        lexicon(load(folder))
    assert said in str(refused.value)


def test_that_weights_of_no_check_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(catalogue.default().folder, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(folder / "likeness" / "LAN001.toml", folder / "likeness" / "LAN999.toml")
    with pytest.raises(BrokenPack, match=r"likeness/LAN999\.toml: there is no check LAN999 that has patterns"):
        lexicon(load(folder))
