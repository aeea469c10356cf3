"""How the officer made sure that the child was safe: the text, and what it tells of so far."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.icons import Shape
from ui.panels.base import Panel, flow, label
from vpa_assist.composed.tells import Tell, tells

FIELD = "welfare_check"


class Mark(QWidget):
    """One mark: shape and word. It is no control."""

    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.current().px(6))
        self._shape = Shape("not_started", 15, "bg")
        self._word: QLabel = label("", "small", "text2", wrap=False)
        box.addWidget(self._shape)
        box.addWidget(self._word)

    def show_tell(self, tell: Tell) -> None:
        """Shows whether the text speaks of it."""
        self._shape.set_name("complete" if tell.found else "not_started")
        self._word.setText(tell.label)
        self._word.setProperty("look", "small_strong" if tell.found else "small")
        self._word.setProperty("tone", "text" if tell.found else "text2")
        self._word.style().unpolish(self._word)
        self._word.style().polish(self._word)


class WelfareCheck(Panel):
    """`contact/welfare_check` with its marks; the marks follow the text and are never stored."""

    concerns = ("/contact", "/given_name")
    late = True

    def build(self) -> None:
        caption = self.prompt.label.replace("{name}", self.name) if self.prompt else ""
        self._caption = label(caption, "label")
        self._hint = label("", "small", "text2")
        self.box.setSpacing(self.theme.px(5))
        self.box.addWidget(self._caption)
        self.box.addWidget(self._hint)
        found = tells(FIELD, "", self.catalogue)
        self._marks = [Mark() for _ in found]
        self._line = flow(label(self.word("welfare.tell_of"), "small", "text2", wrap=False), *self._marks, gap=14)
        self.box.addWidget(self._line)
        self._answer = self.answer(self.at("contact", FIELD), "text", caption)
        self.box.addWidget(self._answer)
        self.box.addWidget(label(self.word("welfare.marks_note"), "small", "text2"))

    def refresh(self) -> None:
        status = self.value("contact", "status")
        key = {"seen_asleep": "welfare.hint_asleep", "not_seen": "welfare.hint_not_seen"}.get(status, "welfare.hint")
        self._hint.setText(self.word(key))
        if self.prompt:
            self._caption.setText(self.prompt.label.replace("{name}", self.name))
        self._answer.describe(self._hint.text())
        told = tells(FIELD, self.value("contact", FIELD) or "", self.catalogue)
        for mark, tell in zip(self._marks, told, strict=True):
            mark.show_tell(tell)
        said = ", ".join(each.label for each in told if each.found) or self.word("welfare.nothing_yet")
        self._line.setAccessibleName(f"{self.word('welfare.tell_of')} {said}")
