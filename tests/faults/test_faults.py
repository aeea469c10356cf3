"""The short form of the fault experiments: each loses nothing, and each control shows that a loss would be seen.

The long form is `python -m tests.faults`.
"""

from __future__ import annotations

import pytest

from tests.faults import tracing
from tests.faults.common import Outcome
from tests.faults.damage import files_put_back, flipped_bits
from tests.faults.failing_writes import failing_writes
from tests.faults.fuzzing import fuzz
from tests.faults.kills import kill_loop
from tests.faults.leaks import leak_scan
from tests.faults.powercut import power_cut
from tests.faults.two_windows import two_windows

needs_strace = pytest.mark.skipif(not tracing.there(), reason=tracing.HINT)


def _is_sound(outcome: Outcome) -> None:
    assert (outcome.lost, outcome.bad) == (0, []), outcome.line()
    assert outcome.control > 0, f"the control lost nothing, so the check sees nothing: {outcome.line()}"


def test_that_kills_while_saving_lose_nothing_acknowledged() -> None:
    _is_sound(kill_loop(60))


@needs_strace
def test_that_a_power_cut_loses_nothing_acknowledged() -> None:
    _is_sound(power_cut(40))


@needs_strace
def test_that_a_write_that_fails_is_told_and_loses_nothing_acknowledged() -> None:
    outcome = failing_writes(10)
    _is_sound(outcome)
    assert set(outcome.notes["told"]) <= {"WriteFailed", "DiskFull", "CannotWrite", "StoreDamaged"}


def test_that_several_windows_that_are_killed_lose_no_word_of_each_other() -> None:
    _is_sound(two_windows(3))


def test_that_a_flipped_bit_anywhere_in_the_file_is_noticed() -> None:
    _is_sound(flipped_bits(200))


def test_that_an_older_file_put_back_is_seen_by_a_head_from_elsewhere() -> None:
    _is_sound(files_put_back(10))


@pytest.mark.parametrize(
    ("kind", "inputs"), [("sealed", 10_000), ("documents", 1_500), ("pdfs", 300), ("transfers", 300), ("packs", 12)]
)
def test_that_hostile_files_are_refused_in_one_sentence_or_harmless(kind: str, inputs: int) -> None:
    outcome = fuzz(inputs, kind=kind)
    _is_sound(outcome)
    assert outcome.notes[kind].keys() >= {"refused"}
    assert len(outcome.notes[kind]) > 1, "nothing was taken"


@needs_strace
def test_that_no_word_of_a_draft_leaves_the_encrypted_file() -> None:
    _is_sound(leak_scan())
