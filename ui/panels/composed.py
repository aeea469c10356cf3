"""Texts made from the draft for other places: choose one, read it, copy it with one key. Nothing is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.icons import Shape
from ui.kit import Button
from ui.panels.base import Panel, button, clear, column, flow, frame, label, row
from vpa_assist.composed import Choice, choices, compose


class Composed(Panel):
    """A list of the texts that fit this referral; the chosen one opens under it."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._shown: tuple[str, str | None] | None = None
        self._shape: object = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self._fill)
        self._list = QVBoxLayout()
        self._list.setSpacing(self.theme.px(8))
        self.box.addLayout(self._list)
        self._paper = frame("sunken")
        inside = column(gap=8)
        inside.setContentsMargins(*(self.theme.px(each) for each in (16, 12, 16, 14)))
        self._paper.setLayout(inside)
        self._title = label("", "body_strong")
        self._purpose = label("", "small", "text2")
        self._gap_shape = Shape("should", 15, "sunken")
        self._gaps = label("", "small_strong", "should")
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setProperty("look", "field")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(self.theme.px(260))
        self._copy = button(self.word("composed.copy"), self.copy, "main", icon="copy")
        self._copied = label("", "small", "text2")
        close = button(self.word("composed.close"), self.close_text, "link")
        inside.addLayout(row(self._title, close))
        inside.addWidget(self._purpose)
        inside.addLayout(row(self._gap_shape, self._gaps, gap=6))
        inside.addWidget(self._text)
        inside.addLayout(row(self._copy, self._copied, gap=12))
        self.box.addWidget(self._paper)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+C"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.copy)

    def refresh(self) -> None:
        found = choices(self.document.referral, self.catalogue)
        if self._shown is not None and self._shown not in [(each.kind, each.child_id) for each in found]:
            self._shown = None
        shape = (found, self._shown)
        if shape != self._shape:
            self._shape = shape
            clear(self._list)
            self._list.addWidget(flow(*(self._button(each) for each in found)))
        self._paper.setVisible(self._shown is not None)
        if self._shown is not None:
            self._later.start()

    def _button(self, choice: Choice) -> Button:
        shown = self._shown == (choice.kind, choice.child_id)
        made = button(choice.title, lambda: self.show_text(choice.kind, choice.child_id), describe=choice.purpose)
        made.setProperty("kind", f"{choice.kind}:{choice.child_id or ''}")
        made.setDefault(False)
        made.setCheckable(True)
        made.setChecked(shown)
        return made

    def show_text(self, kind: str, child_id: str | None) -> None:
        """Shows one text and puts the keyboard on Copy."""
        self._shown = (kind, child_id)
        self.renew()
        self._fill()
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self._later.stop()
        if self._shown is None:
            return
        made = compose(self.document.referral, self.catalogue, *self._shown, at=self.document.clock())
        self._title.setText(made.title)
        purpose = next((each.purpose for each in choices(self.document.referral, self.catalogue) if each.kind == made.kind), "")
        self._purpose.setText(purpose)
        self._gaps.setText(self.word("composed.gaps", count=made.gaps) if made.gaps else "")
        self._gap_shape.setVisible(bool(made.gaps))
        self._copied.setText(self.word("composed.copy_key"))
        self._made = made.text
        if self._text.toPlainText() != made.text:
            self._text.setPlainText(made.text)
        self._text.setAccessibleName(made.title)

    def copy(self) -> None:
        """Puts the text on the clipboard, exactly as composed."""
        if self._shown is None:
            return
        self._fill()
        QGuiApplication.clipboard().setText(self._made)
        self._copied.setText(self.word("composed.copied"))
        self.tell(self.word("composed.copied"))

    def close_text(self) -> None:
        """Puts the text away and the keyboard back to its button."""
        if self._shown is None:
            return
        kind = f"{self._shown[0]}:{self._shown[1] or ''}"
        self._shown = None
        self.renew()
        for each in self.findChildren(QWidget):
            if each.property("kind") == kind:
                each.setFocus(Qt.FocusReason.OtherFocusReason)
