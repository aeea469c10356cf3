"""What lies over the window for a moment: help, the command palette, the blank screen, the warning before an idle lock.

None of them is a dialog of its own: Escape closes them and the keyboard goes back to where it was.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QListWidget, QListWidgetItem, QWidget

from ui import actions, kit, theme
from ui.answers.line_edit import LineEdit
from ui.top_bar import marking

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


class Overlay(QFrame):
    """Something over its parent. It remembers who had the keyboard and gives it back."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.over = parent
        self._before: QWidget | None = None
        self.hide()
        parent.installEventFilter(self)

    def open(self) -> None:
        """Shows itself and takes the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.place()
        self.show()
        self.raise_()
        self.take_focus()

    def close_it(self) -> None:
        """Goes away and gives the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None:
            with contextlib.suppress(RuntimeError):  # it may be gone meanwhile
                before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Sets its geometry within the parent."""
        self.setGeometry(self.over.rect())

    def take_focus(self) -> None:
        """Puts the keyboard where it begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
            return
        super().keyPressEvent(event)


class Blank(Overlay):
    """The blank screen: nothing of the record is to be seen. Any click, Escape or the key itself brings the work back."""

    def __init__(self, parent: QWidget, catalogue: Catalogue) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(catalogue.screen("blank.title"))
        column = kit.vertical(self, space=12)
        column.addStretch(1)
        column.addWidget(marking(catalogue), 0, Qt.AlignmentFlag.AlignHCenter)
        for key, look in (("blank.title", "heading"), ("blank.how", "body")):
            text = kit.label(catalogue.screen(key), look, "text2")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        column.addStretch(1)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("bg"))
        painter.end()

    def mousePressEvent(self, event: object) -> None:
        self.close_it()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close_it()


class Sheet(Overlay):
    """A sheet at the right edge or in the middle, with a title and a close button."""

    def __init__(self, parent: QWidget, catalogue: Catalogue, title: str, wide: int = 420) -> None:
        super().__init__(parent)
        self._wide = wide
        self.setProperty("look", "block")
        outer = kit.vertical(self, margins=(20, 14, 12, 16), space=8)
        head = kit.horizontal()
        self.title = kit.label(title, "heading", wrap=True)
        self.close_button = kit.icon_button("cross", catalogue.screen("close"), self.close_it)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        self.inner = QWidget()
        self.body = kit.vertical(self.inner, space=8, margins=(0, 0, 8, 0))
        self.area = kit.Scroll(self.inner)
        outer.addWidget(self.area, 1)

    def place(self) -> None:
        px = theme.current().px
        whole = self.over.rect()
        wide = min(px(self._wide), whole.width() - px(24))
        self.setGeometry(whole.right() - wide - px(11), px(60), wide, whole.height() - px(72))

    def take_focus(self) -> None:
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


class Help(Sheet):
    """F1: guidance for the page, and every key."""

    def __init__(self, parent: QWidget, catalogue: Catalogue) -> None:
        super().__init__(parent, catalogue, catalogue.screen("help.title"))
        self._catalogue = catalogue

    def show_page(self, title: str, text: str) -> None:
        """Shows the guidance of a page, and the keys under it."""
        say = self._catalogue.screen
        kit.clear(self.body)
        self.title.setText(title)
        for paragraph in text.split("\n\n"):
            if paragraph.strip():
                self.body.addWidget(kit.label(paragraph, "body", wrap=True))
        self.body.addWidget(kit.label(say("help.keys"), "label"))
        for each in (*actions.COMMANDS,):
            if each.keys:
                self._key_row(each.keys[0], say(f"command.{each.name}"))
        self._key_row("Ctrl+1…9", say("help.child_keys"))
        self._key_row("Alt+1…4", say("help.ask_keys"))
        self._key_row("Ctrl+.", say("help.reason_key"))
        self.body.addStretch(1)
        self.open()

    def _key_row(self, keys: str, text: str) -> None:
        row = kit.horizontal(space=8)
        key = kit.label(keys, "note_strong", "text2")
        key.setFixedWidth(theme.current().px(110))
        row.addWidget(key)
        row.addWidget(kit.label(text, "small", wrap=True), 1)
        self.body.addLayout(row)


_WORD = re.compile(r"[^\w’']+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette: what it says, the key that does the same, and what it does."""

    text: str
    keys: str
    do: Callable[[], object]


def matching(choices: Sequence[Choice], text: str) -> list[Choice]:
    """The choices in whose words all that was typed occurs. First those whose words begin so, and of them the most exact."""
    typed = text.casefold().split()

    def rank(choice: Choice) -> tuple[bool, int]:
        words = [each for each in _WORD.split(choice.text.casefold()) if each]
        begun = {each for each in words for part in typed if each.startswith(part)}
        all_begun = all(any(each.startswith(part) for each in words) for part in typed)
        return not all_begun, len(words) - len(begun)

    found = [each for each in choices if all(part in each.text.casefold() for part in typed)]
    return sorted(found, key=rank) if typed else found


class Palette(Overlay):
    """Ctrl+K: every command, section and child by typing a part of its name."""

    def __init__(self, parent: QWidget, catalogue: Catalogue) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()
        self._found: list[Choice] = []
        self.setProperty("look", "block")
        say = catalogue.screen
        column = kit.vertical(self, space=8, margins=(12, 12, 12, 12))
        self.box = LineEdit(self)
        self.box.setPlaceholderText(say("palette.hint"))
        self.box.setAccessibleName(say("palette.hint"))
        self.list = QListWidget()
        self.list.setProperty("look", "choices")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("palette.list"))
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self.nothing = kit.label(say("palette.nothing"), "small", "text2")
        self.nothing.hide()
        column.addWidget(self.nothing)
        self.box.text_edited.connect(self._filter)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._do(self.list.row(item)))

    def offer(self, choices: Sequence[Choice]) -> None:
        """Opens with these lines."""
        self._choices = choices
        self.box.set_text("")
        self._filter("")
        self.open()

    def _filter(self, text: str) -> None:
        self._found = matching(self._choices, text)
        self.list.clear()
        for each in self._found:
            self.list.addItem(QListWidgetItem(f"{each.text}    {each.keys}" if each.keys else each.text))
        if self._found:
            self.list.setCurrentRow(0)
        self.nothing.setVisible(not self._found)

    def _do(self, row: int) -> None:
        if 0 <= row < len(self._found):
            choice = self._found[row]
            self.close_it()
            choice.do()

    def place(self) -> None:
        px = theme.current().px
        whole = self.over.rect()
        wide = min(px(520), whole.width() - px(24))
        high = min(px(420), whole.height() - px(80))
        self.setGeometry((whole.width() - wide) // 2, px(60), wide, high)

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                count = self.list.count()
                if count:
                    self.list.setCurrentRow((self.list.currentRow() + step) % count)
                    kit.announce(self.box, self._found[self.list.currentRow()].text)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentRow())
                return True
        return super().eventFilter(watched, event)


class IdleWarning(Overlay):
    """A minute before the lock: any key or movement goes on."""

    def __init__(self, parent: QWidget, catalogue: Catalogue) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.setProperty("look", "banner")
        self.setProperty("tone", "should")
        row = kit.horizontal(self, space=12, margins=(16, 10, 16, 10))
        self.text = kit.label("", "label", wrap=True)
        row.addWidget(self.text, 1)

    def count(self, seconds: int) -> None:
        """Shows how long it still is."""
        self.text.setText(self._catalogue.screen("idle.warning", seconds=seconds))
        if self.isHidden():
            self.place()
            self.show()
            self.raise_()
            kit.announce(self, self.text.text())

    def place(self) -> None:
        px = theme.current().px
        whole = self.over.rect()
        wide = min(px(560), whole.width() - px(24))
        high = max(px(56), self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height())
        self.setGeometry((whole.width() - wide) // 2, px(8), wide, high)
