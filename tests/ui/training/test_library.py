"""The library: a scenario is found by incident, age, audience and time, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.training.conftest import Trainer, settle
from ui.training.library_page import ages_in_words
from ui.training.shelf import Shelf, minutes
from vpa_assist.catalogue import Catalogue


def titles(trainer: Trainer) -> list[str]:
    return [row.shown.entry.title for row in trainer.page.rows]


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("type", "custody", lambda shown: "custody" in shown.entry.types),
        ("audience", "telephone", lambda shown: "telephone" in shown.entry.audience),
        ("age", "0", lambda shown: any((each or 0) < 1 for each in shown.entry.ages)),
        ("age", "16", lambda shown: any(16 <= (each or 0) <= 17 for each in shown.entry.ages)),
        ("time", 30, lambda shown: shown.practise <= 30),
    ],
)
def test_that_a_filter_shows_exactly_the_scenarios_that_fit(trainer: Trainer, name: str, value: object, fits) -> None:
    page = trainer.page
    everything = page.shelf.shown()
    wanted = sorted(each.entry.title for each in everything if fits(each))
    assert 0 < len(wanted) < len(everything)
    getattr(page.filters, name).choose(value, tell=True)
    settle()
    assert titles(trainer) == wanted
    assert trainer.reads(trainer.say("count", count=len(wanted)))


def test_that_filters_that_fit_nothing_say_so(trainer: Trainer) -> None:
    trainer.page.filters.type.choose("custody", tell=True)
    trainer.page.filters.age.choose("0", tell=True)
    settle()
    assert titles(trainer) == []
    assert trainer.reads(trainer.say("none_found"))


def test_that_typing_finds_by_words_of_title_and_summary(trainer: Trainer) -> None:
    trainer.page.search.setFocus()
    trainer.write("neighbour hears")
    trainer.bot.waitUntil(lambda: titles(trainer) == ["Asleep upstairs"])


def test_that_arrows_walk_the_list_and_the_scenario_beside_it_follows(trainer: Trainer) -> None:
    trainer.page.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    trainer.press(Qt.Key.Key_Down, 2)
    assert trainer.page.rows[2].hasFocus()
    assert trainer.page.detail.shown.entry.title == titles(trainer)[2]
    assert sum(row.focusPolicy() == Qt.FocusPolicy.StrongFocus for row in trainer.page.rows) == 1, "one Tab stop for the list"


def test_that_each_audience_of_the_force_finds_something(catalogue: Catalogue) -> None:
    held = {audience for shown in Shelf(catalogue).shown() for audience in shown.entry.audience}
    assert held == set(catalogue.raw("training")["audiences"])


def test_that_ages_are_said_in_words(catalogue: Catalogue) -> None:
    assert ages_in_words((8, 4), catalogue) == "4 and 8"
    assert ages_in_words((None, 0, 12), catalogue) == "not yet born, under 1 and 12"


def test_that_more_to_find_and_more_children_take_longer() -> None:
    assert minutes(3, 1, 12, 1)[1] < minutes(3, 1, 12, 2)[1]
    assert minutes(3, 1, 12, 1)[0] < minutes(8, 2, 12, 1)[0]
    assert minutes(0, 0, 0, 0) == (5, 10)
