"""Small parts that pages, panels and the frame are made of. All of them take their look from the tokens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from typing import ClassVar, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete, isValid

from ui import icons, theme


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
        self._shape = icons.Shape(shape, 14)
        self._label = label(text, "small_strong")
        row.addWidget(self._shape)
        row.addWidget(self._label)
        self.show_status(shape, text)

    def show_status(self, shape: str, text: str) -> None:
        """Shows another status."""
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
        self.bold = label(bold, "label")
        self.rest = label(rest, "label_plain", wrap=True)
        row.addWidget(self.bold)
        row.addWidget(self.rest, 1)
        self.action = action if isinstance(action, Button) else None
        if self.action is not None:
            row.addWidget(self.action)
        elif isinstance(action, QHBoxLayout):
            row.addLayout(action)
        self.setMinimumHeight(theme.current().px(36))

    def text(self) -> str:
        """What the banner says."""
        return f"{self.bold.text()} {self.rest.text()}".strip()


class FocusRing(QWidget):
    """A ring of 2 px with a gap of 2 px around the focused control.

    It lives in the nearest ancestor that has room for all of it, so that no edge of it is cut, and follows the control.
    """

    ROOM = 4

    def __init__(self) -> None:
        super().__init__(None)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, target: QWidget | None) -> None:
        """Rings a control; None rings nothing."""
        for each in self._watched:
            with contextlib.suppress(RuntimeError):  # it may be deleted already
                each.removeEventFilter(self)
        self._watched = []
        parent = target.parentWidget() if target is not None else None
        if target is None or parent is None or not (target.property("ring") or isinstance(target, QAbstractButton)):
            self._target = None
            self.hide()
            self.setParent(None)
            return
        self._target = target
        self._follow()

    def _follow(self) -> None:
        """Goes where the control is now: what lay around it may have become larger or smaller."""
        target = self._target
        if target is None or not isValid(target) or (host := target.parentWidget()) is None:
            return
        way = [target]
        while not self._has_room(host, target) and (above := host.parentWidget()) is not None:
            way.append(host)
            host = above
        for each in way:
            if each not in self._watched:
                each.installEventFilter(self)
                self._watched.append(each)
        if self.parentWidget() is not host:
            self.setParent(host)
        # around a row that reaches from edge to edge it runs along the inside of the edge
        self.setGeometry(self._place(host, target).intersected(host.rect()))
        self.show()
        self.raise_()

    def _place(self, host: QWidget, target: QWidget) -> QRect:
        room = self.ROOM
        return QRect(target.mapTo(host, QPoint(0, 0)), target.size()).adjusted(-room, -room, room, room)

    def _has_room(self, host: QWidget, target: QWidget) -> bool:
        """Whether the whole ring fits into this ancestor; what scrolls is never left, or the ring would stand still."""
        above = host.parentWidget()
        scrolls = above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
        return scrolls or host.isWindow() or host.rect().contains(self._place(host, target))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        elif event.type() == QEvent.Type.Hide and watched is self._target:
            # whatever holds the control may be about to go: the ring must not go with it
            self.surround(None)
        return False

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()


class _Wrapping(QLayout):
    """A layout as high as its width makes it: worked out once for each width, until something in it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = self._heights.get(width)
        if high is None:
            high = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return high

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, move: bool) -> int:
        """Puts the items into a rectangle, or with `move` false only works out how high they are together."""
        raise NotImplementedError


class Flow(_Wrapping):
    """A layout that puts its widgets side by side and wraps them into further rows."""

    def __init__(self, parent: QWidget | None = None, space: int = 8, row_space: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._space = theme.current().px(space)
        self._row_space = theme.current().px(space if row_space is None else row_space)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, move: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x = rect.x()
                y += high + self._row_space
                high = 0
            wide = min(size.width(), rect.width()) if rect.width() else size.width()
            if item.hasHeightForWidth():
                size = QSize(wide, item.heightForWidth(wide))
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, size.height())))
            x += size.width() + self._space
            high = max(high, size.height())
        return y + high - rect.y()


class Rows(_Wrapping):
    """A layout on a grid of twelve: each widget takes its share of a row, rows are as high as their highest widget.

    Below `narrow` ems every widget takes a row of its own.
    """

    SHARES: ClassVar[dict[str, int]] = {"full": 12, "half": 6, "third": 4, "quarter": 3, "two_thirds": 8, "three_quarters": 9}

    def __init__(self, parent: QWidget | None = None, space: int = 14, row_space: int = 14, narrow: float = 30) -> None:
        super().__init__(parent)
        self._items: list[tuple[QLayoutItem, int]] = []
        self._next = 12
        self._space = theme.current().px(space)
        self._row_space = theme.current().px(row_space)
        self._narrow = narrow
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, width: str = "full") -> None:
        """Adds a widget with its width: full, half, third, quarter, two_thirds, three_quarters."""
        self._next = self.SHARES.get(width, 12)
        self.addWidget(widget)
        self._next = 12

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append((item, self._next))

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index][0] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index)[0] if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        wide = max((item.sizeHint().width() for item, _ in self._items if not item.isEmpty()), default=0)
        return QSize(wide, self.heightForWidth(max(wide, 320)))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item, _ in self._items if not item.isEmpty()]
        return QSize(max((size.width() for size in shown), default=0), 0)

    def _rows(self, width: int) -> Iterable[list[tuple[QLayoutItem, int]]]:
        narrow = theme.current().ems(width) < self._narrow
        row: list[tuple[QLayoutItem, int]] = []
        used = 0
        for item, share in self._items:
            if item.isEmpty():
                continue
            taken = 12 if narrow else share
            if row and used + taken > 12:
                yield row
                row, used = [], 0
            row.append((item, taken))
            used += taken
        if row:
            yield row

    def _place(self, rect: QRect, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            if y > rect.y():
                y += self._row_space
            x = rect.x()
            shares = [0, *accumulate(share for _, share in row)]
            edges = [round((rect.width() + self._space) * each / 12) for each in shares]
            widths = [end - begin - self._space for begin, end in pairwise(edges)]  # rounded together, so that none is cut
            tops = _tops([item for item, _ in row], widths)
            talls = [_tall(item, wide) for (item, _), wide in zip(row, widths, strict=True)]
            high = max(top + tall for top, tall in zip(tops, talls, strict=True))
            for (item, _), wide, top, tall in zip(row, widths, tops, talls, strict=True):
                if move:
                    item.setGeometry(QRect(x, y + top, wide, tall))
                x += wide + self._space
            y += high
        return y - rect.y()


def _tall(item: QLayoutItem, wide: int) -> int:
    return item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()


def _tops(items: list[QLayoutItem], widths: list[int]) -> list[int]:
    """How far down each item of a row begins, so that the answers under labels and hints stand on one line."""
    if len(items) == 1:
        return [0]
    heads = []
    for item, wide in zip(items, widths, strict=True):
        measure = getattr(item.widget(), "head_height", None)
        heads.append(measure(wide) if measure is not None else None)
    highest = max((each for each in heads if each is not None), default=0)
    return [0 if each is None else highest - each for each in heads]


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
