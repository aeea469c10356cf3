"""Small parts that pages, panels and the frame are made of. All of them take their look from the tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from ui import icons, theme
from ui.wrapping import Flow as Flow
from ui.wrapping import Level as Level
from ui.wrapping import Rows as Rows


def vertical(parent: QWidget | None = None, *, space: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """A vertical layout with spacing and margins in pixels at 100 %."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    return _spaced(layout, space, margins)


def horizontal(
    parent: QWidget | None = None, *, space: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """A horizontal layout with spacing and margins in pixels at 100 %."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    return _spaced(layout, space, margins)


L = TypeVar("L", bound=QBoxLayout)


def _spaced(layout: L, space: int, margins: tuple[int, int, int, int]) -> L:
    px = theme.current().px
    layout.setSpacing(px(space))
    layout.setContentsMargins(*(px(each) for each in margins))
    return layout


def label(
    text: str = "",
    look: str = "body",
    tone: str = "text",
    *,
    wrap: bool = False,
    name: str = "",
    parent: QWidget | None = None,
) -> QLabel:
    """A text. `look` is a size token (`ui.theme.SIZES`), also `body_strong`, `label_plain`, `chip`; `tone` a colour token."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if wrap:
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        made.setMinimumWidth(1)
    if name:
        made.setObjectName(name)
    return made


def retone(widget: QWidget, **properties: object) -> None:
    """Sets dynamic properties that the style sheet reads, and has it read them."""
    changed = False
    for key, value in properties.items():
        if widget.property(key) != value:
            widget.setProperty(key, value)
            changed = True
    if changed:
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Has the style sheet read a widget's properties anew."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def frame(look: str) -> QFrame:
    """A surface: block, sunken, bar, card, banner and the like (see `ui.style`)."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def rule(upright: bool = False) -> QFrame:
    """A line of one pixel, for the eye only."""
    return frame("upright" if upright else "rule")


class Button(QPushButton):
    """A push button with a focus ring, pressed by Enter as well as by Space, that says why it cannot be pressed yet."""

    def __init__(self, text: str = "", look: str = "plain", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("look", look)
        self._icon_name = icon
        self._why_not = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._redraw()
        theme.themes().changed.connect(self._redraw)

    def words(self) -> str:
        """The button's text as it is read."""
        return self.text().replace("&&", "&")

    def set_words(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))

    def set_icon_name(self, name: str) -> None:
        """Shows another icon."""
        self._icon_name = name
        self._redraw()

    def not_yet(self, why: str) -> None:
        """Refuses to be pressed and says why on focus and to screen readers; "" lets it be pressed again."""
        self._why_not = why
        self.setAccessibleDescription(why)
        self.setToolTip(why)
        retone(self, off="true" if why else "false")

    @property
    def why_not(self) -> str:
        return self._why_not

    def _redraw(self) -> None:
        if self._icon_name:
            look = self.property("look")
            colour = "on_fill" if look in ("main", "start") else "accent" if look in ("link", "link_strong") else "text2"
            self.setIcon(icons.icon(self._icon_name, colour, 18))
            side = theme.current().px(20 if look == "icon" else 18)
            self.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        if not self._why_not:
            super().nextCheckState()

    def mousePressEvent(self, event: object) -> None:
        if self._why_not:
            self.setFocus()
            return
        super().mousePressEvent(event)  # type: ignore[arg-type]

    def click(self) -> None:
        if not self._why_not:
            super().click()


def button(
    text: str, pressed: Callable[[], object] | None = None, *, look: str = "plain", icon: str = "", name: str = ""
) -> Button:
    """A button with a verb. `look`: plain, main (one a view), start, link, link_strong."""
    made = Button(text, look, icon)
    if name:
        made.setAccessibleName(name)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def link(text: str, pressed: Callable[[], object] | None = None, *, name: str = "", strong: bool = False) -> Button:
    """A link in a line of text, 28 px high so that it can be hit. `name` says what it acts on."""
    return button(text, pressed, look="link_strong" if strong else "link", name=name)


def icon_button(icon: str, name: str, pressed: Callable[[], object] | None = None, *, tip: str = "") -> Button:
    """A button that is an icon only: it has an accessible name and a tooltip with its key."""
    made = Button("", "icon", icon)
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def announce(widget: QWidget, text: str) -> None:
    """Has a screen reader say something that changed by itself."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Chip(QFrame):
    """Shape and word on a tint, 24 high: the status of a section."""

    TINTS: ClassVar[dict[str, tuple[str, str]]] = {"has_gaps": ("should_soft", "should"), "complete": ("ok_soft", "ok")}

    def __init__(self, shape: str = "not_started", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = horizontal(self, space=6, margins=(8, 0, 8, 0))
        self._shown = ("", "")
        self._shape = icons.Shape(shape, 14)
        self._label = label(text, "small_strong")
        row.addWidget(self._shape)
        row.addWidget(self._label)
        self.show_status(shape, text)

    def show_status(self, shape: str, text: str) -> None:
        """Shows another status."""
        if (shape, text) == self._shown:
            return
        self._shown = (shape, text)
        ground, tone = self.TINTS.get(shape, ("sunken", "text2"))
        self._shape.set_name(shape)
        self._shape._ground = ground
        self._label.setText(text)
        retone(self._label, tone=tone)
        self._ground = ground
        self.setFixedHeight(theme.current().px(24))
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour(self._ground))
        painter.drawRoundedRect(self.rect(), theme.RADIUS["chip"], theme.RADIUS["chip"])
        painter.end()


class Banner(QFrame):
    """One line under the top bar or on the page: icon, bold word, the rest of the sentence, one action or a row of them."""

    ICONS: ClassVar[dict[str, str]] = {"should": "back", "accent": "lock", "quiet": "clock", "must": "warning", "ok": "tick"}

    def __init__(
        self,
        tone: str,
        bold: str,
        rest: str = "",
        action: Button | QHBoxLayout | None = None,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self.setProperty("tone", tone)
        row = horizontal(self, space=10, margins=(14, 6, 12, 6))
        row.addWidget(
            icons.Icon(icon or self.ICONS[tone], 18, "text2" if tone == "quiet" else tone), 0, Qt.AlignmentFlag.AlignVCenter
        )
        alone = bool(bold) and not rest  # it may be a whole sentence then, which must not widen the window
        self.bold = label(bold, "label", wrap=alone)
        self.rest = label(rest, "label_plain", wrap=True)
        row.addWidget(self.bold, 1 if alone else 0)
        row.addWidget(self.rest, 0 if alone else 1)
        self.rest.setVisible(not alone)
        self.action = action if isinstance(action, Button) else None
        if self.action is not None:
            row.addWidget(self.action)
        elif isinstance(action, QHBoxLayout):
            row.addLayout(action)
        self.setMinimumHeight(theme.current().px(36))

    def text(self) -> str:
        """What the banner says."""
        return f"{self.bold.text()} {self.rest.text()}".strip()


class Scroll(QScrollArea):
    """A scroll area without a frame whose content is as wide as it is."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # a viewport of our own fills nothing; asked for Qt's, Python would first get to know every kind of widget
        self.setViewport(QWidget())
        if content is not None:
            self.hold(content)

    def hold(self, content: QWidget) -> None:
        """Shows this, which may have been made inside `viewport()` already."""
        self.setWidget(content)
        content.setAutoFillBackground(False)


class Clickable(QAbstractButton):
    """A whole row that is one target. Subclasses paint it; it is pressed by mouse, Space and Enter."""

    pressed_key = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.pressed_key.emit(event.key())
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        raise NotImplementedError


def fill(painter: QPainter, rect: QRect, colour: QColor, radius: int = 0) -> None:
    """Fills a rectangle, rounded where a radius is given."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and deletes it when the event loop comes round.

    Items are found by their widgets: asked for with `itemAt`, Python would keep hold of them after Qt has deleted them, and
    a layout inside, taken with `takeAt`, would be deleted twice.
    """
    for child in sorted(_held_by(layout), key=_has_keyboard):  # last what has the keyboard: it goes on once, past all that goes
        child.hide()
    for child in _held_by(layout):
        layout.removeWidget(child)
        child.setParent(None)
        child.deleteLater()
    for inner in list(layout.children()):
        if isinstance(inner, QLayout):
            clear(inner)
            delete(inner)
    while layout.count():  # what is left are spaces
        layout.takeAt(0)


def _held_by(layout: QLayout) -> list[QWidget]:
    holder = layout.parentWidget()
    inside = list(holder.children()) if holder is not None else []
    return [each for each in inside if isinstance(each, QWidget) and layout.indexOf(each) >= 0]


def _has_keyboard(widget: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and (widget is held or widget.isAncestorOf(held))
