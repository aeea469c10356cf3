"""A page with one column in the middle, under the marking alone: before a store is open, and for a question of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from ui.top_bar import marking

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


class Plain(QWidget):
    """A page with one column in the middle: first run, unlock, recovery code. The marking stands on top."""

    def __init__(self, catalogue: Catalogue, wide: int = 460) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        bar = kit.frame("bar")
        bar.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
        row = kit.horizontal(bar, margins=(16, 0, 16, 0))
        row.addWidget(kit.label(catalogue.screen("app.name"), "body_strong"), 1)
        row.addWidget(marking(catalogue), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        outer.addWidget(bar)
        content = QWidget()
        middle = kit.horizontal(content, margins=(16, 0, 16, 0))
        self.inner = QWidget()
        self.inner.setMaximumWidth(theme.current().px(wide))
        self.body = kit.vertical(self.inner, space=12, margins=(0, 32, 0, 32))
        middle.addStretch(1)
        middle.addWidget(self.inner, 100)
        middle.addStretch(1)
        outer.addWidget(kit.Scroll(content), 1)

    def say(self, key: str, **words: object) -> str:
        return str(self.catalogue.screen(key, **words))

    def field(self, key: str, *, secret: bool = False, hint: str = "", beside: kit.Rows | None = None) -> LineEdit:
        """A labelled line, in a row of its own or half of one. Pasting is allowed, for passphrases too."""
        title = kit.label(self.say(key), "label")
        box = LineEdit()
        if secret:
            box.setEchoMode(QLineEdit.EchoMode.Password)
        box.setAccessibleName(self.say(key))
        title.setBuddy(box)
        part = QWidget()
        holder = kit.vertical(part, space=4)
        holder.addWidget(title)
        if hint:
            holder.addWidget(kit.label(self.say(hint), "small", "text2", wrap=True))
            box.setAccessibleDescription(self.say(hint))
        holder.addWidget(box)
        if beside is None:
            self.body.addWidget(part)
        else:
            beside.add(part, "half")
        return box

    def fault_line(self) -> QLabel:
        """A line for what is wrong, read out when it changes."""
        made = kit.label("", "small_strong", "must", wrap=True)
        made.hide()
        self.body.addWidget(made)
        return made


class Waiting(Plain):
    """Shown while one store takes the place of another."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        text = self.say("restore.waiting")
        self.body.addWidget(kit.label(text, "body", wrap=True))
        self.body.addStretch(1)
        self.setAccessibleName(text)
