"""When something that is awaited counts as due: as somebody set it, by the form pack's days, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.make import example
from tests.store.cheap import CHEAP
from ui.dues import renew_dues
from ui.keeping import as_bytes, summary_of
from ui.printing import follow_up_lines
from ui.upkeep import Upkeep
from vpa_assist import catalogue as catalogues
from vpa_assist.catalogue import Catalogue
from vpa_assist.record.pointers import put
from vpa_assist.record.referral import Referral
from vpa_assist.store import Filters, Person, Store

NOW = datetime.fromisoformat("2026-11-17T12:00:00+00:00")
ASKED = "2026-11-17T08:30:00+00:00"


def waiting_for(*asked: dict[str, Any]) -> Referral:
    made = put(put(example("missing-boy-15-weak"), "/kind", "live"), "/children/0/contact/follow_up", None)
    return put(put(made, "/children/0/contact/follow_up_due", None), "/children/0/awaited", list(asked))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ({"what": "return_home_interview", "asked_at": ASKED}, "2026-11-20T08:30:00+00:00"),
        ({"what": "return_home_interview", "asked_at": ASKED, "due": "2026-11-18T09:00:00+00:00"}, "2026-11-18T09:00:00+00:00"),
        ({"what": "return_home_interview"}, ""),
        ({"what": "return_home_interview", "asked_at": "9999-12-31T08:30:00+00:00"}, ""),
        ({"what": "early_help", "asked_at": ASKED}, ""),
        ({"what": "other", "asked_at": ASKED, "due": "2026-11-18T09:00:00+00:00"}, "2026-11-18T09:00:00+00:00"),
    ],
)
def test_that_what_is_awaited_is_due_as_it_was_set_or_by_the_pack_s_days_and_never_when_it_was_asked(
    catalogue: Catalogue, asked: dict[str, Any], due: str
) -> None:
    (item,) = summary_of(waiting_for(asked), catalogue, ()).awaited
    assert item.due == due


def test_that_what_has_no_date_is_listed_after_what_has_one_and_is_not_overdue(catalogue: Catalogue, tmp_path: Path) -> None:
    undated = waiting_for({"what": "early_help", "asked_at": ASKED})
    both = waiting_for({"what": "outcome", "asked_at": ASKED}, {"what": "return_home_interview", "asked_at": ASKED})
    store, _ = Store.create(tmp_path / "s", Person("Ruth Castell", "7001"), "four words and more", cost=CHEAP)
    with store:
        for number, referral in enumerate((undated, both)):
            store.save(
                f"d{number}",
                as_bytes(referral),
                summary=summary_of(referral, catalogue, ()),
                expected_revision=0,
                save_id=f"save-{number}",
            )
        rows = store.follow_ups()
        assert [row.draft_id for row in rows] == ["d1", "d0"]
        lines = follow_up_lines(rows, catalogue, NOW)
        words = [catalogue.label("awaited", each) for each in ("return_home_interview", "outcome", "early_help")]
        assert [next(word for word in words if word in line) for line in lines] == words
        assert lines[0].startswith("Friday")
        assert all(line.startswith(catalogue.screen("due.no_time")) for line in lines[1:])
        assert store.count(Filters(due_before="2026-11-18")) == 0


@pytest.mark.parametrize(
    ("status", "due", "listed"),
    [
        ("spoken_to", None, False),
        ("spoken_to", "2026-11-18T09:00:00+00:00", True),
        ("seen_asleep", None, True),
        ("not_seen", "2026-11-18T09:00:00+00:00", True),
    ],
)
def test_that_a_child_who_was_heard_is_listed_only_for_a_day_that_was_set(
    catalogue: Catalogue, status: str, due: str | None, listed: bool
) -> None:
    made = put(waiting_for(), "/children/0/contact/status", status)
    made = put(made, "/children/0/contact/follow_up", "School told before lessons.")
    made = put(made, "/children/0/contact/follow_up_due", due)
    assert bool(summary_of(made, catalogue, ()).follow_ups) is listed


@pytest.fixture
def longer(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    """A form pack in which a return home interview is due within ten days."""
    folder = shutil.copytree(catalogue.folder, tmp_path / "pack")
    codes = folder / "codes" / "awaited.toml"
    codes.write_text(codes.read_text(encoding="utf-8").replace("due_within_days = 3", "due_within_days = 10"), encoding="utf-8")
    return catalogues.load(folder)


def kept(store: Store, catalogue: Catalogue, **referrals: Referral) -> None:
    for name, referral in referrals.items():
        summary = summary_of(referral, catalogue, ())
        store.save(name, as_bytes(referral), summary=summary, expected_revision=0, save_id=f"save-{name}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = Store.create(tmp_path / "store", Person("Ruth Castell", "7001"), "four words and more", cost=CHEAP)
    with made:
        yield made


def test_that_dates_by_rule_follow_the_form_pack_s_days_and_dates_that_were_set_stay(
    catalogue: Catalogue, longer: Catalogue, store: Store
) -> None:
    by_rule = waiting_for({"what": "return_home_interview", "asked_at": ASKED})
    was_set = waiting_for({"what": "return_home_interview", "asked_at": ASKED, "due": "2026-11-19T09:00:00+00:00"})
    kept(store, catalogue, by_rule=by_rule, was_set=was_set)
    assert renew_dues(store, catalogue) == 0
    assert [row.draft_id for row in store.follow_ups()] == ["was_set", "by_rule"]
    assert store.count(Filters(due_before="2026-11-21")) == 2
    assert renew_dues(store, longer) == 1
    assert store.row("by_rule").summary == summary_of(by_rule, longer, ())
    assert store.row("was_set").summary == summary_of(was_set, longer, ())
    assert store.count(Filters(due_before="2026-11-21")) == 1
    assert renew_dues(store, longer) == 0
    assert renew_dues(store, catalogue) == 1
    assert store.row("by_rule").summary == summary_of(by_rule, catalogue, ())


def test_that_what_had_no_rule_gets_a_date_when_the_form_pack_gives_it_one(
    catalogue: Catalogue, store: Store, tmp_path: Path
) -> None:
    referral = waiting_for({"what": "early_help", "asked_at": ASKED})
    kept(store, catalogue, d=referral)
    folder = shutil.copytree(catalogue.folder, tmp_path / "pack")
    codes = folder / "codes" / "awaited.toml"
    text = codes.read_text(encoding="utf-8")
    codes.write_text(text.replace('code = "early_help"', 'code = "early_help"\ndue_within_days = 5'), encoding="utf-8")
    assert renew_dues(store, catalogues.load(folder)) == 1
    (row,) = store.follow_ups()
    assert row.summary.awaited[0].due == "2026-11-22T08:30:00+00:00"


def test_that_the_window_says_how_many_dates_changed(catalogue: Catalogue, longer: Catalogue, store: Store, qtbot: QtBot) -> None:
    kept(store, catalogue, d=waiting_for({"what": "return_home_interview", "asked_at": ASKED}))
    renew_dues(store, catalogue)
    upkeep = Upkeep(store, longer)
    with qtbot.waitSignal(upkeep.dues_renewed, timeout=10_000) as heard:
        upkeep.look()
    assert heard.args == [1]
    upkeep.stop()
