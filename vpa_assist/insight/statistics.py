"""The few statistics that insight and sampling use, each with its source.

Shares come with Wilson's interval; agreement of two graders is Cohen's kappa with its large-sample interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

NORMAL_95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, with the range in which the true share lies in 95 of 100 such samples."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself, 0 to 1, or None of nothing."""
        return self.part / self.whole if self.whole else None


def share(part: int, whole: int, z: float = NORMAL_95) -> Share:
    """A share with Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927).

    Of nothing, the interval is all from 0 to 1. Raises ValueError unless 0 <= part <= whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share")
    if whole == 0:
        return Share(part, whole, 0.0, 1.0)
    p = part / whole
    square = z * z
    centre = (p + square / (2 * whole)) / (1 + square / whole)
    half = z / (1 + square / whole) * sqrt(p * (1 - p) / whole + square / (4 * whole * whole))
    low = 0.0 if part == 0 else max(0.0, centre - half)
    high = 1.0 if part == whole else min(1.0, centre + half)
    return Share(part, whole, low, high)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two graders agree beyond chance.

    `kappa` is None where chance alone explains everything (both used one grade throughout); the interval is then None too.
    """

    pairs: int
    observed: float
    kappa: float | None
    low: float | None
    high: float | None


def agreement(first: Sequence[Hashable], second: Sequence[Hashable], z: float = NORMAL_95) -> Agreement:
    """Cohen's kappa (Educ. Psychol. Meas. 20, 1960) with the large-sample standard error of Fleiss, Cohen and Everitt
    (Psychol. Bull. 72, 1969).

    The two sequences hold the grades of the same things in the same order. Raises ValueError for different lengths or none.
    """
    if len(first) != len(second) or not first:
        raise ValueError("agreement needs the same things graded twice")
    n = len(first)
    cells = Counter(zip(first, second, strict=True))
    rows, columns = Counter(first), Counter(second)
    grades = rows.keys() | columns.keys()
    observed = sum(cells[grade, grade] for grade in grades) / n
    chance = sum(rows[grade] * columns[grade] for grade in grades) / (n * n)
    if chance == 1:
        return Agreement(n, observed, None, None, None)
    kappa = (observed - chance) / (1 - chance)
    on_diagonal = sum(cells[grade, grade] / n * (1 - (rows[grade] + columns[grade]) / n * (1 - kappa)) ** 2 for grade in grades)
    off_diagonal = (1 - kappa) ** 2 * sum(
        count / n * ((columns[a] + rows[b]) / n) ** 2 for (a, b), count in cells.items() if a != b
    )
    variance = (on_diagonal + off_diagonal - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2)
    error = sqrt(max(0.0, variance))
    return Agreement(n, observed, kappa, max(-1.0, kappa - z * error), min(1.0, kappa + z * error))


def quartiles(values: Sequence[float]) -> tuple[float, float, float] | None:
    """The lower quartile, the middle and the upper quartile, by linear interpolation between neighbours; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)

    def at(part: float) -> float:
        place = part * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    return at(0.25), at(0.5), at(0.75)
