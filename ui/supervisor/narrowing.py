"""Narrowing the queue to a unit, a kind of incident, an author: what was chosen stays in view and is taken off in a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from vpa_assist.store import NOT_RECORDED, Filters

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store
    from vpa_assist.store.lists import Column

MOST_ROWS = 9
ASKED_FROM = 9
"""From so many values on, the list has a line to type a part of one into."""
COLUMNS: tuple[Column, ...] = ("unit", "main_type", "author")


class Option(NamedTuple):
    """One value: as it is kept, as it is read, and as the list has it, with the number of its referrals."""

    value: str
    words: str
    listed: str = ""


class Popup(QFrame):
    """The values under a button. Arrows move, Enter takes, Escape leaves; typing narrows a long list."""

    taken = Signal(object)

    def __init__(self, owner: QWidget, name: str, find: str, options: Sequence[Option], value: str) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self._options = list(options)
        self.shown: list[Option] = []
        column = kit.vertical(self, space=6, margins=(4, 4, 4, 4))
        self.box = LineEdit(self)
        self.box.setPlaceholderText(find)
        self.box.setAccessibleName(f"{name}: {find}")
        self.box.setVisible(len(self._options) > ASKED_FROM)
        self.box.text_edited.connect(self._narrow)
        column.addWidget(self.box)
        self.view = QListView(self)
        self.view.setProperty("look", "choices")
        self.view.setProperty("inside", "true")
        self.view.setAccessibleName(name)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = QStringListModel(self)
        self.view.setModel(self.model)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        column.addWidget(self.view)
        for each in (self.box, self.view):
            each.installEventFilter(self)
        self.setFocusProxy(self.box if self.box.isVisibleTo(self) else self.view)
        self._narrow("")
        self._mark(next((at for at, each in enumerate(self._options) if each.value == value), 0))

    def open_under(self, button: QWidget) -> None:
        """Opens under a button, or over it where there is no room below."""
        px = theme.current().px
        rows = min(MOST_ROWS, len(self._options))
        self.view.setFixedHeight(rows * max(px(36), self.view.sizeHintForRow(0)) + 4)
        wide = min(px(420), self.view.sizeHintForColumn(0) + px(44))
        self.resize(max(button.width(), px(220), wide), self.sizeHint().height())
        below = button.mapToGlobal(QPoint(0, button.height() + 2))
        screen = button.screen().availableGeometry() if button.screen() else None
        if screen is not None and below.y() + self.height() > screen.bottom():
            below = button.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(below)
        self.show()
        (self.box if self.box.isVisible() else self.view).setFocus(Qt.FocusReason.PopupFocusReason)

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        self.shown = [each for each in self._options if wanted in each.words.casefold()]
        self.model.setStringList([each.listed or each.words for each in self.shown])
        self._mark(0)

    def _mark(self, row: int) -> None:
        index = self.model.index(max(0, min(row, len(self.shown) - 1)), 0)
        self.view.setCurrentIndex(index)
        if self.isVisible() and self.box.hasFocus():
            kit.announce(self.box, str(index.data() or ""))

    def _take(self, row: int) -> None:
        if 0 <= row < len(self.shown):
            option = self.shown[row]
            self.close()
            self.taken.emit(option)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        row = self.view.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._mark(row + (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            return False
        return True


class Chooser(kit.Button):
    """One thing that the list is narrowed to. A click, Enter, Space or Down opens its values, Delete takes the choice off."""

    picked = Signal(str)

    def __init__(self, name: str, everything: str, find: str, options: Callable[[], Sequence[Option]]) -> None:
        super().__init__("", "plain", "down")
        self._name, self._find = name, find
        self._everything = Option("", everything)
        self._options = options
        self._chosen = self._everything
        self.popup: Popup | None = None
        self.clicked.connect(self.open)
        self.choose(self._everything)

    @property
    def value(self) -> str:
        """What was chosen; empty for all."""
        return self._chosen.value

    @property
    def option(self) -> Option:
        """What was chosen, with its words."""
        return self._chosen

    def choose(self, option: Option, *, tell: bool = False) -> None:
        """Chooses a value, or all of them; `tell` emits it as if a person had."""
        changed = option.value != self._chosen.value
        self._chosen = option if option.value else self._everything
        words = self._chosen.words
        self.setAccessibleName(f"{self._name}: {words}")
        self.setToolTip(words if self.value else "")
        kit.retone(self, picked="true" if self.value else "false")
        self._fit()
        self.updateGeometry()
        if tell and changed:
            self.picked.emit(self.value)

    def open(self) -> None:
        """Opens the values that there are now. What was chosen is among them even where nothing has it any more."""
        options = [self._everything, *self._options()]
        if self.value and self.value not in [each.value for each in options]:
            options.append(self._chosen)
        self.popup = Popup(self, self._name, self._find, options, self.value)
        self.popup.taken.connect(lambda option: self.choose(option, tell=True))
        self.popup.destroyed.connect(self._closed)
        self.popup.open_under(self)

    def _closed(self) -> None:
        self.popup = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.value:
            self.choose(self._everything, tell=True)
        else:
            super().keyPressEvent(event)

    # a long name is cut on the button, never on the list and never for a screen reader

    def _around(self) -> int:
        return theme.current().px(14 * 2 + 18 + 6) + 4

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._chosen.words) + self._around()
        return QSize(min(wide, theme.current().px(220)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(90), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(0, (self.width() if self.isVisible() else self.sizeHint().width()) - self._around() + 4)
        self.set_words(self.fontMetrics().elidedText(self._chosen.words, Qt.TextElideMode.ElideRight, room))


def options_of(store: Store, catalogue: Catalogue, column: Column, filters: Filters) -> list[Option]:
    """The values of a column in a list, in the order of their words.

    Each with its number, but for authors: nobody is ranked.
    """
    found = []
    for value, number in store.values(column, filters):
        if not value:
            words = catalogue.screen(f"queue.no_{column}")
        else:
            words = catalogue.label("incident_type", value) if column == "main_type" else value
        counted = catalogue.screen("queue.option", words=words, count=f"{number:,}")
        found.append(Option(value or NOT_RECORDED, words, words if column == "author" else counted))
    return sorted(found, key=lambda each: (each.value == NOT_RECORDED, each.words.casefold()))


class Narrowing(QWidget):
    """The row over the list. `changed` tells that the list is another one."""

    changed = Signal()

    def __init__(self, store: Store, catalogue: Catalogue, filters: Callable[[], Filters]) -> None:
        super().__init__()
        self._store = store
        self._catalogue = catalogue
        self._filters = filters
        say = catalogue.screen
        row = kit.horizontal(self, space=8)
        self.choosers: dict[Column, Chooser] = {}
        for column in COLUMNS:
            chooser = Chooser(
                say(f"queue.by_{column}"),
                say(f"queue.every_{column}"),
                say("queue.find"),
                lambda column=column: self.options(column),  # type: ignore[misc]
            )
            chooser.picked.connect(lambda _value: self._follow())
            self.choosers[column] = chooser
            row.addWidget(chooser)
        self.clear = kit.link(say("queue.every"), self.show_all)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.clear.hide()

    def narrowed(self, filters: Filters) -> Filters:
        """The filters with what was chosen here."""
        unit, main_type, author = (self.choosers[column].value for column in COLUMNS)
        return replace(filters, unit=unit, main_type=main_type, author=author)

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return any(chooser.value for chooser in self.choosers.values())

    def options(self, column: Column) -> list[Option]:
        """The values of a column in the list as it is otherwise narrowed."""
        none: dict[str, str] = {column: ""}
        filters = replace(self.narrowed(self._filters()), **none)  # type: ignore[arg-type]
        return options_of(self._store, self._catalogue, column, filters)

    def state(self) -> tuple[Option, ...]:
        """What is chosen, to be shown again later."""
        return tuple(chooser.option for chooser in self.choosers.values())

    def show_state(self, state: tuple[Option, ...]) -> None:
        """Chooses what was chosen then."""
        for chooser, option in zip(self.choosers.values(), state, strict=True):
            chooser.choose(option)
        self.clear.setVisible(self.any)

    def show_all(self) -> None:
        """Takes every choice off."""
        first = next(iter(self.choosers.values()))
        for chooser in self.choosers.values():
            chooser.choose(Option("", ""))
        first.setFocus()
        self._follow()

    def _follow(self) -> None:
        self.clear.setVisible(self.any)
        self.changed.emit()
