"""The design tokens: every colour, size and font of the window. No other module names a colour or a size.

Sizes are in pixels at 100 % text; `Theme.px` multiplies them by the person's text size. The palette is set first, so that
a system in high contrast is followed; style sheets are made from the tokens alone. Nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import vpa_assist

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Text sizes that a person may choose, in per cent."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour for each meaning; the values are `#RRGGBB`."""

    bg: str
    surface: str
    sunken: str
    line: str
    line2: str
    text: str
    text2: str
    text3: str
    accent: str
    fill: str
    on_fill: str
    must: str
    should: str
    consider: str
    ok: str
    train: str
    on_train: str
    accent_soft: str
    must_soft: str
    should_soft: str
    consider_soft: str
    ok_soft: str
    train_soft: str


LIGHT = Colours(
    bg="#F4F5F6",
    surface="#FFFFFF",
    sunken="#EBEDEF",
    line="#D5D9DD",
    line2="#7D8791",
    text="#16191C",
    text2="#4A525A",
    text3="#5C656E",
    accent="#0B5575",
    fill="#0B5575",
    on_fill="#FFFFFF",
    must="#A61B1B",
    should="#7A4A00",
    consider="#3D4F82",
    ok="#1B6237",
    train="#5B2A86",
    on_train="#FFFFFF",
    accent_soft="#E4EFF4",
    must_soft="#FBEAE9",
    should_soft="#FBF0DC",
    consider_soft="#EAEDF7",
    ok_soft="#E5F2E9",
    train_soft="#F1E9F8",
)

DARK = Colours(
    bg="#121518",
    surface="#1B1F23",
    sunken="#0E1013",
    line="#343A41",
    line2="#7A858F",
    text="#E8EAEC",
    text2="#B4BBC2",
    text3="#98A1AA",
    accent="#6CC1E4",
    fill="#1E6A8A",
    on_fill="#FFFFFF",
    must="#FF9A92",
    should="#F0BC62",
    consider="#AFC0F5",
    ok="#83D3A0",
    train="#D3AEF2",
    on_train="#1B1F23",
    accent_soft="#173440",
    must_soft="#3A1C1B",
    should_soft="#35280F",
    consider_soft="#222A40",
    ok_soft="#16301F",
    train_soft="#2D1F3A",
)

SIZES = {
    "words": 21,
    "title": 25,
    "heading": 18,
    "body": 16,
    "label": 15,
    "small": 14,
    "note": 13,
    "figure": 38,
    "figure_small": 30,
    "present": 29,
    "present_title": 34,
}
"""Text sizes in pixels at 100 %."""

WEIGHTS = {
    "words": 500,
    "title": 600,
    "heading": 600,
    "body": 400,
    "label": 600,
    "small": 400,
    "note": 400,
    "figure": 600,
    "figure_small": 600,
    "present": 400,
    "present_title": 600,
}

SPACE = (4, 8, 12, 16, 24, 32)
RADIUS = {"chip": 4, "control": 5, "block": 6, "present": 8}
TARGET = {
    "least": 24,
    "link": 28,
    "button": 34,
    "main": 42,
    "row": 30,
    "child_row": 38,
    "field": 40,
    "tile": 106,
    "bar": 52,
    "outline": 256,
    "outline_small": 188,
    "outline_large": 288,
    "panel": 340,
    "panel_large": 400,
    "rail": 52,
    "column": 760,
    "training": 44,
}
"""Heights and widths in pixels at 100 %."""

FAMILY = "Source Sans 3"


@cache
def _loaded_family() -> str:
    """Loads the bundled fonts once and gives the family to use; the system's own where they are not there."""
    # the list of all families is not asked for: it alone takes as long as the fonts
    folder = Path(vpa_assist.__file__).parent / "fonts"
    loaded = [QFontDatabase.addApplicationFont(str(each)) for each in sorted(folder.glob("SourceSans3*.[ot]tf"))]
    found = any(FAMILY in QFontDatabase.applicationFontFamilies(each) for each in loaded if each >= 0)
    return FAMILY if found or FAMILY in QFontDatabase.families() else QGuiApplication.font().family()


def luminance(colour: str) -> float:
    """Relative luminance of an `#RRGGBB` colour, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens in force: colours, and sizes at the person's text size (per cent)."""

    colours: Colours
    text_size: int
    family: str
    dark: bool
    high_contrast: bool = False

    def px(self, size: float) -> int:
        """A length in pixels at the person's text size."""
        return round(size * self.text_size / 100)

    def ems(self, pixels: float) -> float:
        """A width in ems of the body text: breakpoints are measured in it."""
        return pixels / (SIZES["body"] * self.text_size / 100)

    def colour(self, name: str) -> QColor:
        """The colour of a token."""
        return QColor(getattr(self.colours, name))

    def font(self, token: str, weight: int | None = None, italic: bool = False) -> QFont:
        """The font of a text token; `weight` (400 to 700) overrides the token's own."""
        font = QFont(self.family)
        font.setPixelSize(self.px(SIZES[token]))
        font.setWeight(QFont.Weight(weight or WEIGHTS[token]))
        font.setItalic(italic)
        return font

    def palette(self) -> QPalette:
        """Qt's palette, made from the tokens."""
        palette = QPalette()
        role = QPalette.ColorRole
        pairs = {
            role.Window: "bg",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "sunken",
            role.Text: "text",
            role.PlaceholderText: "text3",
            role.Button: "surface",
            role.ButtonText: "text",
            role.BrightText: "must",
            role.Highlight: "fill",
            role.HighlightedText: "on_fill",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "surface",
            role.ToolTipText: "text",
            role.Mid: "line2",
            role.Light: "surface",
            role.Midlight: "line",
            role.Dark: "line2",
            role.Accent: "accent",
        }
        for each, name in pairs.items():
            palette.setColor(each, self.colour(name))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, self.colour("text3"))
        return palette


class _Themes(QObject):
    changed = Signal()


_themes: _Themes | None = None
_current: Theme | None = None


def themes() -> _Themes:
    """The object whose `changed` signal tells that the tokens in force are others."""
    global _themes
    if _themes is None:
        _themes = _Themes()
    return _themes


def current() -> Theme:
    """The tokens in force; light at 100 % until `apply` said otherwise."""
    global _current
    if _current is None:
        _current = Theme(LIGHT, 100, _loaded_family(), dark=False)
    return _current


def system_is_dark() -> bool:
    """Whether the person's system asks for a dark theme."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_wants_contrast() -> bool:
    """Whether the person's system asks for high contrast."""
    hints = QGuiApplication.styleHints()  # held: what it gives dies with it
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _system_colours(palette: QPalette, dark: bool) -> Colours:
    """The tokens with the system's own high-contrast colours: its text on its background, and its highlight."""
    role = QPalette.ColorRole
    text = palette.color(role.WindowText).name()
    ground = palette.color(role.Window).name()
    mark = palette.color(role.Highlight).name()
    on_mark = palette.color(role.HighlightedText).name()
    base = DARK if dark else LIGHT
    values = {each.name: getattr(base, each.name) for each in fields(Colours)}
    for name in ("text", "text2", "text3", "line", "line2", "must", "should", "consider", "ok", "train", "accent"):
        values[name] = text
    for name in values:
        if name in ("bg", "surface", "sunken") or name.endswith("_soft"):
            values[name] = ground
    values.update(fill=mark, on_fill=on_mark, on_train=ground)
    return Colours(**values)


def apply(
    application: QApplication, *, dark: bool | None = None, text_size: int = 100, high_contrast: bool | None = None
) -> Theme:
    """Puts the tokens in force: `None` follows the system. Raises ValueError for a text size that is not offered."""
    global _current
    if text_size not in TEXT_SIZES:
        raise ValueError(f"no text size of {text_size} %; offered are {TEXT_SIZES}")
    dark = system_is_dark() if dark is None else dark
    high_contrast = system_wants_contrast() if high_contrast is None else high_contrast
    if high_contrast:
        application.setPalette(QPalette())
        colours = _system_colours(application.style().standardPalette(), dark)
    else:
        colours = DARK if dark else LIGHT
    _current = Theme(colours, text_size, _loaded_family(), dark, high_contrast)
    application.setPalette(_current.palette())
    application.setFont(_current.font("body"))
    from ui.style import style_sheet  # the sheet reads this module's tokens

    application.setStyleSheet(style_sheet(_current))
    themes().changed.emit()
    return _current
