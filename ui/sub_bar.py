"""The line that takes the outline's and the panel's place on narrow windows: a button with the page's name, and the counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ui import kit, theme
from ui.counted import SEVERITIES
from ui.findings_panel import Counts
from ui.question import filled

if TYPE_CHECKING:
    from ui.editor import Editor


class SubBar(QFrame):
    """Shown under 52 ems."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.outline_is_open = False
        self.setProperty("look", "bar")
        row = kit.horizontal(self, space=10, margins=(10, 5, 10, 5))
        self.button = kit.button("", self.toggle_outline, icon="down")
        self.counts = Counts(editor.catalogue, words=False)
        self.panel_button = kit.link(editor.catalogue.screen("panel.title"), lambda: editor.unfold_panel(True))
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self.counts)
        row.addWidget(self.panel_button)
        self.hide()

    def follow(self, number: Mapping[str, int]) -> None:
        """Shows the open page's name and the counts."""
        section = self.editor.section
        if section is None:
            return
        name = self.editor.document.child_name(section.where)
        text = filled(section.page.title, name)
        if text != self.button.words():
            self.button.set_words(text)
            self.button.setAccessibleName(self.editor.catalogue.screen("outline.open", page=text))
        self.counts.show_counts({**dict.fromkeys(SEVERITIES, 0), **number})

    def toggle_outline(self) -> None:
        """Lays the outline over the page, or takes it away."""
        if self.outline_is_open:
            self.close_outline()
            return
        outline = self.editor.outline
        self.outline_is_open = True
        top = self.mapTo(self.editor, self.rect().bottomLeft()).y() + 1
        self.editor.middle.removeWidget(outline)
        outline.setParent(self.editor)
        outline.setFixedWidth(min(self.editor.width(), theme.current().px(320)))
        outline.setGeometry(0, top, outline.width(), self.editor.height() - top)
        outline.setAutoFillBackground(True)
        outline.show()
        outline.raise_()
        outline.focus_current()

    def close_outline(self) -> None:
        """Takes the outline away from over the page."""
        if self.outline_is_open:
            self.outline_is_open = False
            self.editor.middle.insertWidget(0, self.editor.outline)
            self.editor.arrange()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Puts the keyboard on the button."""
        self.button.setFocus(Qt.FocusReason.TabFocusReason)
