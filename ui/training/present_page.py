"""Presenting in the window: the wall itself on one screen; with two screens the notes here and the wall on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QWidget

from ui import kit, theme
from ui.training.wall import Wall, WallWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.training.presenter import Presenter


def other_screen(window: QWidget) -> QScreen | None:
    """A screen on which this window is not, for the wall; None where there is one screen only."""
    mine = window.screen()
    return next((each for each in QGuiApplication.screens() if each is not mine), None)


class Notes(QFrame):
    """The trainer's notes: what to say, what comes next, the three questions with what to look for, and the time."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.setProperty("look", "side")
        say = presenter.catalogue.screen
        content = QWidget()
        column = kit.vertical(content, space=12, margins=(20, 16, 20, 20))
        head = kit.horizontal(space=8)
        head.addWidget(kit.label(say("training.notes"), "heading"), 1)
        self.time = kit.label("", "heading", "text2")
        head.addWidget(self.time)
        column.addLayout(head)
        column.addWidget(kit.label(say("training.coming"), "label"))
        self.coming = kit.label("", "body", wrap=True)
        column.addWidget(self.coming)
        column.addWidget(kit.rule())
        column.addWidget(kit.label(say("training.answers"), "label"))
        column.addWidget(kit.label(presenter.scenario.answers, "body", wrap=True))
        for note in presenter.scenario.notes:
            column.addWidget(kit.label(note, "body", wrap=True))
        column.addWidget(kit.rule())
        column.addWidget(kit.label(say("training.three_questions"), "label"))
        for number, question in enumerate(presenter.scenario.briefing.questions, 1):
            column.addWidget(kit.label(f"{number}. {question.ask}", "body", wrap=True))
            column.addWidget(kit.label(say("training.look_for", text=question.look_for), "small", "text2", wrap=True))
        column.addStretch(1)
        outer = kit.vertical(self)
        self.area = kit.Scroll(content)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(say("training.notes"))
        outer.addWidget(self.area)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        presenter.moved.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Says what the next press shows."""
        self.coming.setText(self.presenter.coming())
        self._show_time()

    def _show_time(self) -> None:
        minutes, seconds = self.presenter.minutes
        words = {"minutes": minutes, "seconds": f"{seconds:02}"}
        key = "training.time_of" if self.presenter.form == "briefing" else "training.time"
        self.time.setText(self.presenter.catalogue.screen(key, **words))


class PresentPage(QWidget):
    """A presentation. `left` goes back to the library. `screen` finds the other screen; tests give one of their own."""

    left = Signal()

    def __init__(self, presenter: Presenter, find_screen: Callable[[QWidget], QScreen | None] = other_screen) -> None:
        super().__init__()
        self.presenter = presenter
        self._find_screen = find_screen
        self.window_on_wall: WallWindow | None = None
        self._screen_of_wall: QScreen | None = None
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = kit.horizontal(self)
        self.wall = Wall(presenter)
        self.notes = Notes(presenter)
        self.notes.hide()
        row.addWidget(self.wall, 1)
        row.addWidget(self.notes)
        presenter.notes_asked.connect(self.toggle_notes)
        presenter.left.connect(self.leave)
        self.setFocusProxy(self.wall)
        screens = QGuiApplication.instance()
        if isinstance(screens, QGuiApplication):
            screens.screenAdded.connect(self._plugged)
            screens.screenRemoved.connect(self._unplugged)

    def begin(self) -> None:
        """Puts the wall on the other screen where there is one, with the notes here."""
        screen = self._find_screen(self)
        if screen is None or self.window_on_wall is not None:
            return
        self.window_on_wall = WallWindow(self.presenter)
        self._screen_of_wall = screen
        self.window_on_wall.setGeometry(screen.availableGeometry())
        self.window_on_wall.showFullScreen()
        self.notes.show()
        self._arrange()
        self.window().activateWindow()
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_notes(self) -> None:
        """Shows the notes beside the wall, or takes them away."""
        self.notes.setVisible(self.notes.isHidden())
        self._arrange()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Ends the presentation."""
        self.stop()
        self.left.emit()

    def stop(self) -> None:
        """Closes the window on the other screen."""
        window, self.window_on_wall, self._screen_of_wall = self.window_on_wall, None, None
        if window is not None:
            window.shut()
            window.deleteLater()

    def _plugged(self, _screen: QScreen) -> None:
        if self.isVisible():
            self.begin()

    def _unplugged(self, screen: QScreen) -> None:
        # The projector went off: the wall is here, where it always was, and the keys go on working.
        if screen is self._screen_of_wall:
            self.stop()
            self._arrange()
            self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        px = theme.current().px
        if theme.current().ems(self.width()) < 64:  # no room for both: the notes alone, and the keys go on working
            self.notes.setMinimumWidth(0)
            self.notes.setMaximumWidth(16_777_215)
            self.wall.setVisible(self.notes.isHidden() or self.window_on_wall is not None)
        else:
            self.notes.setFixedWidth(px(420) if theme.current().ems(self.width()) >= 80 else px(330))
            self.wall.show()
        self.setFocusProxy(None if self.wall.isHidden() else self.wall)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.presenter.take_key(event):
            super().keyPressEvent(event)
