"""Marks in the officer's own text: wording that a check found, and spelling. They never change the text.

A mark is a line under the words, set through extra selections and only when the marks themselves change. The reason comes
by hovering, and by Ctrl+. at the cursor, which also offers spellings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip

from ui import theme
from ui.binding import to_units

if TYPE_CHECKING:
    from ui.answers.exact_text import ExactText
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue

SPELL_AFTER = 500
"""Milliseconds of quiet before spelling is looked at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a text in code points, why it is marked, and by what: a severity, or "spelling"."""

    start: int
    end: int
    kind: str
    why: str


class Marks(QObject):
    """The marks of one text box."""

    def __init__(self, box: ExactText, document: Document, catalogue: Catalogue) -> None:
        super().__init__(box)
        self._box = box
        self._document = document
        self._catalogue = catalogue
        self._findings: tuple[Mark, ...] = ()
        self._spelling: tuple[Mark, ...] = ()
        self._spell_timer = QTimer(self)
        self._spell_timer.setSingleShot(True)
        self._spell_timer.setInterval(SPELL_AFTER)
        self._spell_timer.timeout.connect(self.spell_now)
        box.viewport().installEventFilter(self)
        box.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        box.customContextMenuRequested.connect(self._menu_at)
        reason = QShortcut(QKeySequence("Ctrl+."), box)
        reason.setContext(Qt.ShortcutContext.WidgetShortcut)
        reason.activated.connect(self.menu_at_cursor)
        theme.themes().changed.connect(self._paint)

    @property
    def all(self) -> tuple[Mark, ...]:
        """Every mark now shown."""
        return (*self._findings, *self._spelling)

    def text_changed(self) -> None:
        """Follows an edit: marks behind it move on the next check; spelling is looked at when the typing rests."""
        self._spell_timer.start()

    def show_findings(self, marks: list[Mark]) -> None:
        """Shows the marks of findings."""
        new = tuple(marks)
        if new != self._findings:
            self._findings = new
            self._paint()

    def spell_now(self) -> None:
        """Looks at the spelling of the whole text, paragraph by paragraph from a cache."""
        from ui import spelling

        checker = spelling.shared()
        if checker is None:
            return
        if not checker.ready:
            checker.when_ready(self.spell_now)
            return
        cursor = self._box.cursor_place() if self._box.hasFocus() else -1
        text = self._box.text()
        wrong = [
            Mark(start, end, "spelling", self._catalogue.screen("spelling.unknown", word=text[start:end]))
            for start, end in checker.unknown_words(text)
            if not start <= cursor <= end  # the word that is still being typed
        ]
        if tuple(wrong) != self._spelling:
            self._spelling = tuple(wrong)
            self._paint()

    def _paint(self) -> None:
        text = self._box.text()
        selections = []
        for mark in self.all:
            if mark.end > len(text):
                continue
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._box.document())
            cursor.setPosition(to_units(text, mark.start))
            cursor.setPosition(to_units(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = _format(mark.kind)
            selections.append(selection)
        self._box.setExtraSelections(selections)

    def at(self, place: int) -> Mark | None:
        """The mark at a place of the text, findings before spelling."""
        return next((mark for mark in self.all if mark.start <= place <= mark.end), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.at(self._box.place_at(event.pos()))
            if mark is not None:
                QToolTip.showText(event.globalPos(), mark.why, self._box)
            else:
                QToolTip.hideText()
            return True
        return False

    def menu_at_cursor(self) -> None:
        """Shows the reason at the cursor, and what can be done about it."""
        self._menu(self._box.cursor_place()).popup(self._box.viewport().mapToGlobal(self._box.cursorRect().bottomLeft()))

    def _menu_at(self, point: object) -> None:
        from PySide6.QtCore import QPoint

        assert isinstance(point, QPoint)
        self._menu(self._box.place_at(point)).popup(self._box.viewport().mapToGlobal(point))

    def _menu(self, place: int) -> QMenu:
        say = self._catalogue.screen
        menu = QMenu(self._box)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark = self.at(place)
        if mark is not None:
            reason = menu.addAction(mark.why)
            reason.setEnabled(False)
            if mark.kind == "spelling" and not self._box.isReadOnly():
                self._add_spellings(menu, mark)
            menu.addSeparator()
        box = self._box
        if not box.isReadOnly():
            menu.addAction(say("edit.cut"), box.cut).setEnabled(box.textCursor().hasSelection())
        menu.addAction(say("edit.copy"), box.copy).setEnabled(box.textCursor().hasSelection())
        if not box.isReadOnly():
            menu.addAction(say("edit.paste"), box.paste)
        menu.addAction(say("edit.select_all"), box.selectAll)
        return menu

    def _add_spellings(self, menu: QMenu, mark: Mark) -> None:
        from ui import spelling

        checker = spelling.shared()
        if checker is None:
            return
        word = self._box.text()[mark.start : mark.end]
        for each in checker.suggestions(word)[:6]:
            menu.addAction(each).triggered.connect(partial(self._put, mark, each))
        menu.addAction(self._catalogue.screen("spelling.learn", word=word), lambda: self._learn(word))

    def _put(self, mark: Mark, word: str, _checked: bool = False) -> None:
        self._box.select(mark.start, mark.end)
        self._box.insert_text(word)

    def _learn(self, word: str) -> None:
        from ui import spelling

        checker = spelling.shared()
        if checker is not None:
            checker.learn(word)
            self.spell_now()


def _format(kind: str) -> QTextCharFormat:
    made = QTextCharFormat()
    colour = theme.current().colour("text3" if kind == "spelling" else kind)
    made.setUnderlineColor(colour)
    style = QTextCharFormat.UnderlineStyle
    made.setUnderlineStyle(
        style.DotLine if kind == "spelling" else style.SingleUnderline if kind == "consider" else style.WaveUnderline
    )
    return made
