"""One code of a long list, found by typing: part of a word is enough, the list opens under the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui import icons, kit, theme
from ui.answers.base import Answer
from ui.answers.line_edit import LineEdit
from vpa_assist.record.kinds import Text
from vpa_assist.record.pointers import kind_at
from vpa_assist.record.referral import Referral

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt

MOST_ROWS = 8


def takes_any_text(where: str) -> bool:
    """Whether the document takes any text at a pointer, so that an answer outside the list is an answer."""
    try:
        return bool(kind_at(Referral, where) == Text)
    except (KeyError, ValueError):
        return False


class _Popup(QFrame):
    """The list under the line. It never takes the focus: keys go on to the line."""

    def __init__(self, owner: CodeSearchAnswer) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.view = QListView(self)
        self.view.setProperty("look", "choices")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = QStringListModel(self)
        self.view.setModel(self.model)
        kit.vertical(self).addWidget(self.view)


class CodeSearchAnswer(Answer):
    """A line and its list. Down opens the list, Enter takes the marked row, Escape closes it."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        self.codes = catalogue.codes(prompt.codes)
        self._free = takes_any_text(where)
        self._value: str | None = None
        self._found: list[str] = []
        self._popup: _Popup | None = None
        self.box = LineEdit(self)
        self.box.setPlaceholderText(prompt.placeholder or self.say("answer.type_to_find"))
        self.button = icons.Icon("down", 16, "text2", self.box)
        self.button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = kit.vertical(self, space=2)
        column.addWidget(self.box)
        self.said = kit.label("", "note", "text3", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        self.setFocusProxy(self.box)
        self.box.installEventFilter(self)
        self.box.text_edited.connect(self._typed)
        self.box.left.connect(self._left_box)

    # showing

    def show_value(self, value: Any) -> None:
        if value == self._value and (value is not None or not self.box.text()):
            return
        typing_here = self._free and self.box.hasFocus() and self.box.text() == value
        self._value = value
        if not typing_here:
            self.box.set_text(self.codes.label(value) if value else "")
        self._say("")

    def show_half_typed(self, text: str) -> None:
        self._value = None
        self.box.set_text(text)
        if not self.box.hasFocus():
            self._say(self.say("answer.not_in_list"))

    def set_read_only(self, read_only: bool) -> None:
        self.box.set_read_only(read_only)

    def name_it(self, name: str, description: str = "") -> None:
        super().name_it(name, description)
        self._name = name

    # finding

    def _matches(self, text: str) -> list[str]:
        """The codes that a text may mean: labels that begin with it, then those with such a word, then those with the code."""
        wanted = text.strip().casefold()
        entries = [entry for entry in self.codes if not entry.until]
        if not wanted:
            return [entry.code for entry in entries]
        ranked = []
        for at, entry in enumerate(entries):
            label = entry.label.casefold()
            if label.startswith(wanted) or entry.code.casefold() == wanted:
                ranked.append((0, at, entry.code))
            elif any(word.startswith(wanted) for word in label.replace("(", " ").replace("-", " ").split()):
                ranked.append((1, at, entry.code))
            elif wanted in label or wanted in entry.note.casefold():
                ranked.append((2, at, entry.code))
        return [code for _, _, code in sorted(ranked)]

    def _typed(self, text: str) -> None:
        self._say("")
        if not text.strip():
            self._value = None
            self.edited.emit(None)
            self._open("")
            return
        exact = next((each.code for each in self.codes if each.label.casefold() == text.strip().casefold()), None)
        if exact is not None:
            self._value = exact
            self.edited.emit(exact)
        elif self._free:
            self._value = text
            self.edited.emit(text)
        else:
            self._value = None
            self.half_typed.emit(text)
        self._open(text)

    def _take(self, code: str) -> None:
        self._close()
        self._value = code
        self.box.set_text(self.codes.label(code))
        self._say("")
        self.edited.emit(code)

    def _left_box(self) -> None:
        self._close()
        text = self.box.text().strip()
        if text and self._value is None:
            found = self._matches(text)
            if len(found) == 1:
                self._take(found[0])
            else:
                self._say(self.say("answer.not_in_list"))
                kit.announce(self.box, self.said.text())
        self.left.emit()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # the list

    def _open(self, text: str) -> None:
        if self.box.isReadOnly() or not self.box.hasFocus():
            return
        self._found = self._matches(text)
        if not self._found:
            self._close()
            return
        if self._popup is None:
            self._popup = _Popup(self)
            self._popup.view.clicked.connect(lambda index: self._take(self._found[index.row()]))
            self._popup.view.setAccessibleName(self.say("answer.list_of", name=self.box.accessibleName()))
        popup = self._popup
        popup.model.setStringList([self.codes.label(code) for code in self._found])
        rows = min(MOST_ROWS, len(self._found))
        high = rows * max(1, popup.view.sizeHintForRow(0)) + 4
        below = self.box.mapToGlobal(QPoint(0, self.box.height() + 2))
        screen = self.screen().availableGeometry() if self.screen() else None
        if screen is not None and below.y() + high > screen.bottom():
            below = self.box.mapToGlobal(QPoint(0, -high - 2))
        popup.setGeometry(below.x(), below.y(), max(self.box.width(), theme.current().px(220)), high)
        popup.show()
        if text.strip():
            self._mark(0)

    def _mark(self, row: int) -> None:
        if self._popup is not None:
            index = self._popup.model.index(max(0, min(row, len(self._found) - 1)), 0)
            self._popup.view.setCurrentIndex(index)
            kit.announce(self.box, str(index.data() or ""))

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    @property
    def list_is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.MouseButtonRelease and not self.box.isReadOnly():
            self._open("") if not self.list_is_open else self._close()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.button.move(self.box.width() - self.button.width() - 10, (self.box.height() - self.button.height()) // 2)
        elif event.type() == QEvent.Type.Hide:
            self._close()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.list_is_open:
                self._open("")
            popup = self._popup
            if popup is not None:
                row = popup.view.currentIndex().row()
                self._mark(row + (1 if key == Qt.Key.Key_Down else -1))
            return True
        if self.list_is_open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self._popup.view.currentIndex().row() if self._popup else -1
            if 0 <= row < len(self._found):
                self._take(self._found[row])
            return True
        if self.list_is_open and key == Qt.Key.Key_Escape:
            self._close()
            return True
        return False
