"""An officer's own patterns: of their own referrals only, the latest, with the praise they were given."""

from __future__ import annotations

import pytest

from tests.make import example
from vpa_assist.catalogue import Catalogue
from vpa_assist.insight import own
from vpa_assist.insight.counting import facts_from
from vpa_assist.insight.facts import PARTS
from vpa_assist.insight.kept import packed
from vpa_assist.insight.own import OwnPatterns, own_patterns
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Officer, ReviewEntry
from vpa_assist.store.facts import Contribution

MINE, OTHERS = "4417", "9001"


def of(name: str, collar_number: str = MINE, *review: ReviewEntry) -> bytes:
    made = put(example(name), "/author", Officer(name="PC Hale", collar_number=collar_number))
    return put(made, "/review", list(review)).model_dump_json(by_alias=True, exclude_unset=True).encode()


def patterns(documents: list[bytes], collar_number: str, catalogue: Catalogue) -> OwnPatterns:
    """Of drafts of which nothing is kept."""
    return own_patterns([Contribution(n, "", 1, None, body) for n, body in enumerate(documents)], collar_number, catalogue)


def test_that_only_the_persons_own_referrals_count(catalogue: Catalogue) -> None:
    found = patterns([of("missing-boy-15-weak"), of("missing-boy-15-weak", OTHERS)], MINE, catalogue)
    assert (found.referrals, found.children) == (1, 1)
    assert not patterns([of("missing-boy-15-weak", OTHERS)], MINE, catalogue).referrals


def test_that_what_was_kept_of_a_draft_is_taken_and_gives_the_same(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [of("missing-boy-15-weak"), of("da-two-children-asleep-weak"), of("offender-visit-two-children-strong")]
    checked = patterns(documents, MINE, catalogue)
    assert checked.referrals == 3
    drafts = [Contribution(n, "", 1, packed(facts_from(body, catalogue)), body) for n, body in enumerate(documents)]
    monkeypatch.setattr(own, "run_checks", None)  # no document is checked
    assert own_patterns(drafts, MINE, catalogue) == checked


def test_that_each_part_counts_each_child_once_and_words_only_of_a_child_who_was_spoken_to(catalogue: Catalogue) -> None:
    asleep = patterns([of("da-two-children-asleep-weak")], MINE, catalogue)
    assert set(asleep.parts) == set(PARTS)
    assert {part: counts.total() for part, counts in asleep.parts.items() if part != "words"} == dict.fromkeys(
        [part for part in PARTS if part != "words"], 2
    )
    assert asleep.parts["words"].total() == 0
    spoken_to = patterns([of("offender-visit-two-children-strong")], MINE, catalogue)
    assert spoken_to.parts["words"]["recorded"] == 2


def test_that_a_point_is_a_pattern_only_when_it_comes_back(catalogue: Catalogue) -> None:
    once = patterns([of("missing-boy-15-weak")], MINE, catalogue)
    assert not once.come_back()
    twice = patterns([of("missing-boy-15-weak")] * 2, MINE, catalogue)
    assert {count for _, count in twice.come_back()} == {2}
    assert len(twice.come_back(most=1)) == 1


def test_that_praise_is_shown_newest_first_and_a_comment_is_not_praise(catalogue: Catalogue) -> None:
    sergeant = Officer(name="Ruth Castell", collar_number="7001")
    entries = [
        ReviewEntry(
            at="2026-10-01T10:00:00+00:00",
            by=sergeant,
            action="comment",
            path="/children/0/wishes",
            text="His own words.",
            praise=True,
        ),
        ReviewEntry(
            at="2026-10-02T10:00:00+00:00", by=sergeant, action="comment", path="/children/0/wishes", text="And who heard it?"
        ),
        ReviewEntry(at="2026-10-03T10:00:00+00:00", by=sergeant, action="comment", text="Clear and kind.", praise=True),
    ]
    found = patterns([of("missing-boy-15-weak", MINE, *entries)], MINE, catalogue)
    assert [each.text for each in found.praise] == ["Clear and kind.", "His own words."]


def test_that_what_is_no_referral_is_passed_over(catalogue: Catalogue) -> None:
    bad = b'{"author": {"collar_number": "4417"}, "schema": "other"}'
    assert patterns([b"", b"[]", b"\xff", bad, of("missing-boy-15-weak")], MINE, catalogue).referrals == 1
