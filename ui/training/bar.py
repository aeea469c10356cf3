"""The TRAINING bar: on top of every screen of this program. It cannot be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui import kit, theme

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


class TrainingBar(QFrame):
    """TRAINING, what that means, and at the right where one is. `more_button` opens what can be set."""

    def __init__(self, catalogue: Catalogue, *, more: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "training")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        say = catalogue.screen
        row = kit.horizontal(self, space=14, margins=(24, 0, 24 if not more else 12, 0))
        self.word = kit.label(say("training.bar"), "body", "on_train")
        font = theme.current().font("body", 700)
        self.word.setProperty("look", "")
        self.word.setFont(font)
        self.rest = kit.label(say("training.bar_rest"), "body", "on_train")
        self.rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.where = kit.label("", "body", "on_train")
        self.where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.word)
        row.addWidget(self.rest, 1)
        row.addWidget(self.where, 1)
        self.more_button: kit.Button | None = None
        if more:
            self.more_button = kit.button(say("training.settings"))
            row.addWidget(self.more_button)
        self.setFixedHeight(theme.current().px(theme.TARGET["training"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.where.setVisible(theme.current().ems(self.width()) >= 52)

    def show_where(self, text: str) -> None:
        """Says at the right where one is."""
        self.where.setText(text)
