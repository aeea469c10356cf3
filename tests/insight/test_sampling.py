"""Dip samples: anybody can draw them again, and every stratum has its part."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.sampling import Candidate, allocate, draw

sizes = st.dictionaries(st.tuples(st.sampled_from("abcdef"), st.integers(1, 4)), st.integers(1, 40), min_size=1, max_size=8)


def candidates(sizes: dict[tuple[str, int], int]) -> list[Candidate]:
    return [Candidate(f"{stratum}-{number}", stratum) for stratum, count in sizes.items() for number in range(count)]


@given(sizes, st.integers(1, 60), st.integers())
def test_that_the_same_seed_draws_the_same_sample_in_any_order(found: dict[tuple[str, int], int], size: int, order: int) -> None:
    one = candidates(found)
    other = list(one)
    random.Random(order).shuffle(other)
    assert draw(one, size, "seed") == draw(other, size, "seed")


@given(sizes, st.integers(1, 60))
def test_that_a_sample_has_its_size_and_nobody_twice(found: dict[tuple[str, int], int], size: int) -> None:
    sample = draw(candidates(found), size, "seed")
    assert len(sample.drawn) == min(size, sum(found.values()))
    assert len(set(sample.drawn)) == len(sample.drawn)
    assert set(sample.drawn) <= {each.id for each in candidates(found)}


@given(sizes, st.integers(1, 200))
def test_that_every_stratum_has_its_part(found: dict[tuple[str, int], int], size: int) -> None:
    drawn = allocate(dict(found), size)
    total = sum(found.values())
    assert sum(drawn.values()) == min(size, total)
    for stratum, count in found.items():
        assert 0 <= drawn[stratum] <= count
        if size >= len(found):
            assert drawn[stratum] >= 1
    if size >= len(found):
        for one in found:
            for other in found:
                if found[one] >= found[other]:
                    assert drawn[one] >= drawn[other] - 1


def test_that_another_seed_draws_another_sample() -> None:
    many = candidates({("a", 1): 200})
    assert draw(many, 10, "monday").drawn != draw(many, 10, "tuesday").drawn


def test_that_an_empty_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        draw([], 0, "seed")
