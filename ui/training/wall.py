"""The wall: title, question, the board, and a foot with the keys. And the window that carries it on a second screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import kit, theme
from ui.training.bar import TrainingBar
from ui.training.board import HIGH, WIDE, Board

if TYPE_CHECKING:
    from ui.training.presenter import Presenter


class Dark(QWidget):
    """Covers the wall while the room should look at the trainer."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.hide()

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("sunken" if tokens.dark else "text"))
        painter.setPen(tokens.colour("text3" if tokens.dark else "surface"))
        painter.setFont(tokens.font("body"))
        box = self.rect().adjusted(0, 0, -tokens.px(24), -tokens.px(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._text)
        painter.end()


class Wall(QWidget):
    """What the room sees. With `foot` it has the buttons and keys of a presentation on one screen."""

    def __init__(self, presenter: Presenter, *, foot: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        say = presenter.catalogue.screen
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column = kit.vertical(self, space=14, margins=(32, 14, 32, 14))
        head = kit.horizontal(space=24)
        self.title = kit.label("", "", "text", wrap=True)
        self.aside = kit.label("", "", "text2", wrap=True)
        self.aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 3)
        head.addWidget(self.aside, 4)
        self.column.addLayout(head)
        self.board = Board(presenter.catalogue)
        self.area = kit.Scroll(self.board)
        self.column.addWidget(self.area, 1)
        self.back_button = kit.button(say("training.back"), presenter.back, icon="left")
        self.next_button = kit.button(say("training.next_point"), presenter.forward, look="main")
        self.keys = kit.label(say("training.keys"), "small", "text2")
        self.keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.count = kit.label("", "body", "text2")
        if foot:
            row = kit.horizontal(space=16)
            for button in (self.back_button, self.next_button):
                button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(self.back_button)
            row.addWidget(self.keys, 1000)
            row.addStretch(1)
            row.addWidget(self.count)
            row.addWidget(self.next_button)
            self.column.addLayout(row)
        else:
            self.count.hide()
        self.dark = Dark(self, say("training.blank_note"))
        presenter.moved.connect(self.follow)
        presenter.blanked.connect(self._blank)
        self._slide_shown = -1
        self.follow()

    def follow(self) -> None:
        """Shows what the presenter stands at, and says it."""
        presenter = self.presenter
        say = presenter.catalogue.screen
        slide = presenter.slide
        self.title.setText(slide.title)
        self.aside.setText(slide.aside)
        if self._slide_shown != presenter.at:
            self._slide_shown = presenter.at
            self.board.show_slide(slide, presenter.shown)
            self.area.verticalScrollBar().setValue(0)
            kit.announce(self, slide.title)
        else:
            self.board.show_steps(presenter.shown)
        self._fit()
        kind = "training.points_shown" if slide.kind in ("pair", "questions") else "training.slide_of"
        words = {"shown": presenter.shown, "count": len(slide.steps)}
        if slide.kind not in ("pair", "questions"):
            words = {"shown": presenter.at + 1, "count": len(presenter.slides)}
        self.count.setText(say(kind, **words))
        more = presenter.shown < len(slide.steps)
        self.next_button.set_words(say("training.next_point" if more else "training.next_slide"))
        self.next_button.not_yet(say("training.coming_end") if presenter.is_last else "")
        self.back_button.not_yet(say("training.at_start") if presenter.is_first else "")
        step = slide.steps[presenter.shown - 1]
        kit.announce(self.board, " ".join(self.board.readable(step)))
        self.area.ensureVisible(0, self.board.bottom_of(step), 0, 0)

    def _fit(self) -> None:
        viewport = self.area.viewport()
        factor = max(1.0, min(viewport.width() / WIDE, viewport.height() / HIGH))
        tokens = theme.current()
        for text, token in ((self.title, "present_title"), (self.aside, "heading")):
            font = tokens.font(token, 600 if text is self.title else 400)
            size = tokens.px(theme.SIZES[token]) * factor
            if text is self.title and self.width() < tokens.px(1100):
                size *= 0.8
            font.setPixelSize(round(size))
            text.setFont(font)
        self.board.fit(viewport.height())

    def _blank(self, is_blank: bool) -> None:
        self.dark.setGeometry(self.rect())
        self.dark.setVisible(is_blank)
        if is_blank:
            self.dark.raise_()
            kit.announce(self, self.dark.accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dark.setGeometry(self.rect())
        self.keys.setVisible(theme.current().ems(self.width()) >= 64)
        self.column.activate()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.presenter.take_key(event):
            super().keyPressEvent(event)


class WallWindow(QWidget):
    """The wall alone, for the second screen. It carries the TRAINING bar too; closing it leaves the presentation."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        say = presenter.catalogue.screen
        self.setWindowTitle(say("training.title"))
        self.presenter = presenter
        self._shutting = False
        column = kit.vertical(self)
        self.bar = TrainingBar(presenter.catalogue)
        self.bar.show_where(say("training.twice"))
        self.wall = Wall(presenter, foot=False)
        column.addWidget(self.bar)
        column.addWidget(self.wall, 1)
        self.setFocusProxy(self.wall)

    def shut(self) -> None:
        """Closes without asking anything of the presenter."""
        self._shutting = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._shutting:
            self.presenter.left.emit()
        event.accept()
