"""The tokens: what they say of contrast is worked out again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.theme import DARK, LIGHT, Colours, contrast

TEXTS = ("text", "text2", "text3", "accent", "must", "should", "consider", "ok", "train")
GROUNDS = ("surface", "bg", "sunken")
TINTS = ("accent", "must", "should", "consider", "ok", "train")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_every_text_colour_can_be_read_on_every_ground(colours: Colours) -> None:
    for text in TEXTS:
        for ground in GROUNDS:
            assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5, (text, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_borders_of_controls_stand_out_from_every_ground(colours: Colours) -> None:
    for ground in GROUNDS:
        assert contrast(colours.line2, getattr(colours, ground)) >= 3.0, ground


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_tints_carry_their_own_colour_and_text(colours: Colours) -> None:
    for name in TINTS:
        soft = getattr(colours, f"{name}_soft")
        assert contrast(getattr(colours, name), soft) >= 4.5, name
        assert contrast(colours.text, soft) >= 7, name
    assert contrast(colours.on_fill, colours.fill) >= 4.5
    assert contrast(colours.on_train, colours.train) >= 4.5


def test_that_the_known_contrasts_come_out() -> None:
    assert round(contrast(LIGHT.text, LIGHT.surface), 1) == 17.6
    assert round(contrast(DARK.accent, DARK.bg), 1) == 9.1
    assert round(contrast(LIGHT.accent, LIGHT.bg), 1) == 7.5


def test_that_sizes_follow_the_text_size(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True, text_size=200)
    try:
        assert theme.current().px(16) == 32
        assert theme.current().ems(1366) == pytest.approx(42.7, abs=0.1)
        assert theme.current().font("words").pixelSize() == 42
    finally:
        theme.apply(qapp, dark=False, text_size=100)


def test_that_high_contrast_takes_the_systems_colours(qapp: QApplication) -> None:
    applied = theme.apply(qapp, dark=False, high_contrast=True)
    try:
        assert applied.colours.text == applied.colours.must == applied.colours.line2
        assert contrast(applied.colours.text, applied.colours.bg) >= 7
    finally:
        theme.apply(qapp, dark=False, text_size=100)


def test_that_the_bundled_font_is_used(qapp: QApplication) -> None:
    assert theme.current().family == theme.FAMILY


def test_that_an_unknown_text_size_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="no text size of 110"):
        theme.apply(qapp, text_size=110)


def test_that_every_icon_is_drawn_within_its_grid() -> None:
    for name in icons.PATHS:
        box = icons.path(name).boundingRect()
        assert not box.isEmpty(), name
        assert box.left() >= 0, name
        assert box.top() >= 0, name
        assert box.right() <= 20, name
        assert box.bottom() <= 20, name
