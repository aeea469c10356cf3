"""The figures of insight against published worked examples and against their own definitions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.insight.statistics import NORMAL_95, agreement, quartiles, share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R. G. Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_that_wilsons_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    found = share(part, whole)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_that_an_interval_holds_its_share_and_mirrors(part: int, rest: int) -> None:
    whole = part + rest
    found, mirrored = share(part, whole), share(rest, whole)
    assert 0 <= found.low <= found.high <= 1
    if whole:
        assert found.value is not None
        assert found.low - 1e-12 <= found.value <= found.high + 1e-12
    assert math.isclose(found.low, 1 - mirrored.high, abs_tol=1e-12)


@given(st.integers(1, 300), st.integers(1, 300))
def test_that_both_ends_solve_wilsons_equation(part: int, rest: int) -> None:
    whole = part + rest
    found = share(part, whole)
    for end in (found.low, found.high):
        assert (part / whole - end) ** 2 == pytest.approx(NORMAL_95**2 * end * (1 - end) / whole, rel=1e-6, abs=1e-12)


def test_that_a_share_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        share(3, 2)


def _graded(table: list[list[int]]) -> tuple[list[int], list[int]]:
    first, second = [], []
    for row, counts in enumerate(table):
        for column, count in enumerate(counts):
            first += [row] * count
            second += [column] * count
    return first, second


def test_that_kappa_is_that_of_the_textbook() -> None:
    # J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. (1981), table 13.1: 100 patients, kappa 0.68
    found = agreement(*_graded([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert found.observed == pytest.approx(0.89)
    assert found.kappa == pytest.approx(0.6764706, abs=1e-6)


def test_that_kappa_is_that_of_a_much_used_two_by_two() -> None:
    # 50 applications, two readers: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no
    found = agreement(*_graded([[20, 5], [10, 15]]))
    assert found.observed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)


def _kappa_of(table: list[list[float]]) -> float:
    total = sum(map(sum, table))
    observed = sum(row[i] for i, row in enumerate(table)) / total
    columns = [sum(column) for column in zip(*table, strict=True)]
    chance: float = sum(sum(row) * columns[i] for i, row in enumerate(table)) / total**2
    return (observed - chance) / (1 - chance)


@pytest.mark.parametrize("table", [[[20, 5], [10, 15]], [[75, 1, 4], [5, 4, 1], [0, 0, 10]], [[9, 4, 1], [2, 11, 3], [1, 2, 8]]])
def test_that_kappas_interval_agrees_with_the_delta_method_worked_numerically(table: list[list[int]]) -> None:
    n, step = sum(map(sum, table)), 1e-4
    slopes = []
    for i, row in enumerate(table):
        for j in range(len(row)):
            up, down = [list(map(float, r)) for r in table], [list(map(float, r)) for r in table]
            up[i][j] += step
            down[i][j] -= step
            slopes.append(((_kappa_of(up) - _kappa_of(down)) / (2 * step) * n, table[i][j] / n))
    mean = sum(slope * p for slope, p in slopes)
    error = math.sqrt(sum((slope - mean) ** 2 * p for slope, p in slopes) / n)
    found = agreement(*_graded(table))
    assert found.kappa is not None
    assert found.low is not None
    assert (found.kappa - found.low) / NORMAL_95 == pytest.approx(error, rel=1e-4)


def test_that_perfect_agreement_is_one_with_no_doubt() -> None:
    found = agreement(["good", "inadequate", "good"], ["good", "inadequate", "good"])
    assert (found.kappa, found.low, found.high) == (1.0, 1.0, 1.0)


def test_that_one_grade_throughout_has_no_kappa() -> None:
    assert agreement(["good"] * 4, ["good"] * 4).kappa is None


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=60))
def test_that_agreement_does_not_depend_on_who_graded_first(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    one, other = agreement(first, second), agreement(second, first)
    if one.kappa is None:
        assert other.kappa is None
    else:
        assert one.low is not None
        assert one.high is not None
        assert other.kappa == pytest.approx(one.kappa, abs=1e-12)
        assert one.low - 1e-9 <= one.kappa <= one.high + 1e-9


def test_that_quartiles_interpolate() -> None:
    assert quartiles([4, 1, 3, 2]) == (1.75, 2.5, 3.25)
    assert quartiles([]) is None
