"""One part of the settings: a column of blocks, and a line that says what was just done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui import background, kit
from ui.answers.line_edit import LineEdit

if TYPE_CHECKING:
    from ui.settings.office import Office
    from vpa_assist.store import Store


class Part(QWidget):
    """A part of the settings. `key` names it and its words; subclasses fill `body`."""

    key = ""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.catalogue = office.catalogue
        self.body = kit.vertical(self, space=12)
        self.title = kit.label(self.say(f"settings.{self.key}"), "title", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(kit.label(self.say(f"settings.{self.key}_why"), "body", "text2", wrap=True))
        self._lines = kit.vertical()
        self.body.addLayout(self._lines)
        self._told: kit.Banner | None = None
        self.build()
        self.body.addStretch(1)

    def build(self) -> None:
        """Fills the part."""
        raise NotImplementedError

    @property
    def store(self) -> Store:
        """The open store."""
        return self.office.store

    def say(self, key: str, **words: object) -> str:
        """Words of the window."""
        return str(self.catalogue.screen(key, **words))

    def block(self, title: str = "", note: str = "") -> QVBoxLayout:
        """A block with a heading and a line of explanation; gives its column."""
        made, inner = block(title, note)
        self.body.addWidget(made)
        return inner

    # what was just done

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says what was just done, or why it was not, above the blocks; a screen reader hears it."""
        kit.clear(self._lines)
        self._told = kit.Banner(tone, "", text, icon="tick" if tone == "quiet" else "")
        self._told.bold.hide()
        self._lines.addWidget(self._told)
        kit.announce(self, text)
        self.office.show_top(self)

    def wrong(self, text: str) -> None:
        """Says why something was not done."""
        self.tell(text, "must")

    def told(self) -> str:
        """What was said last; "" when nothing was."""
        return self._told.text() if self._told is not None else ""

    def work(self, button: kit.Button, doing: str, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Does slow work beside the window; the button says meanwhile that it is being done."""
        button.not_yet(doing)
        words = button.words()
        button.set_words(doing)

        def ended(then: Callable[[Any], object], what: Any) -> None:
            button.not_yet("")
            button.set_words(words)
            then(what)

        guard = self.office.still(self)
        background.run(work, guard(lambda what: ended(done, what)), guard(lambda why: ended(self.wrong, why)))


def block(title: str = "", note: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A block with a heading and a line of explanation, and its column."""
    made = kit.frame("block")
    column = kit.vertical(made, space=8, margins=(18, 14, 18, 16))
    if title:
        column.addWidget(kit.label(title, "heading", wrap=True))
    if note:
        column.addWidget(kit.label(note, "small", "text2", wrap=True))
    return made, column


def field(column: QBoxLayout, name: str, *, hint: str = "", secret: bool = False, text: str = "") -> LineEdit:
    """A line under its label. Pasting is allowed, for passphrases too."""
    title = kit.label(name, "label", wrap=True)
    box = LineEdit()
    box.set_text(text)
    if secret:
        box.setEchoMode(QLineEdit.EchoMode.Password)
    box.setAccessibleName(name)
    title.setBuddy(box)
    holder = kit.vertical(space=4)
    holder.addWidget(title)
    if hint:
        holder.addWidget(kit.label(hint, "small", "text2", wrap=True))
        box.setAccessibleDescription(hint)
    holder.addWidget(box)
    column.addLayout(holder)
    return box


def buttons(*widgets: QWidget) -> QWidget:
    """Buttons side by side, on further lines where there is no room."""
    holder = QWidget()
    flow = kit.Level(holder, 12)
    for each in widgets:
        flow.addWidget(each)
    return holder


def facts(column: QBoxLayout, *pairs: tuple[str, str]) -> list[QLabel]:
    """Lines of what and its value; values can be chosen and copied."""
    made = []
    for name, value in pairs:
        holder = kit.vertical(space=0)
        holder.addWidget(kit.label(name, "small_strong", "text2", wrap=True))
        shown = kit.label(value, "body", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(f"{name}: {value}")
        holder.addWidget(shown)
        column.addLayout(holder)
        made.append(shown)
    return made


class Line(QFrame):
    """One line of a list, with room for a question under it."""

    def __init__(self, space: int, edge: int) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.column = kit.vertical(self, space=space, margins=(0, edge, 0, edge))
        self.card: Reason | None = None

    def ask(self, card: Reason | None) -> None:
        """Asks under the line, or takes the question away."""
        old, self.card = self.card, card
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        if card is not None:
            self.column.addWidget(card)
            card.box.setFocus()


class Reason(QFrame):
    """Asks in place for a few words and then does something; Escape thinks better of it."""

    def __init__(
        self,
        office: Office,
        *,
        title: str,
        note: str,
        name: str,
        do_words: str,
        do: Callable[[str], object],
        leave: Callable[[], object],
        first: str,
        secret: bool = False,
    ) -> None:
        super().__init__()
        self._do_it = do
        self._leave = leave
        self._first = first
        self.setProperty("look", "sunken")
        column = kit.vertical(self, space=8, margins=(16, 12, 16, 14))
        column.addWidget(kit.label(title, "label", wrap=True))
        column.addWidget(kit.label(note, "small", "text2", wrap=True))
        self.extra = kit.vertical(space=6)
        column.addLayout(self.extra)
        self.box = field(column, name, secret=secret)
        self.button = kit.button(do_words, self._do)
        self.cancel = kit.link(str(office.catalogue.screen("cancel")), leave)
        column.addWidget(buttons(self.button, self.cancel))
        self.box.text_edited.connect(lambda _text: self._check())
        self.box.returnPressed.connect(self._do)
        self.setFocusProxy(self.box)
        self._check()

    def _check(self) -> None:
        self.button.not_yet("" if self.box.text().strip() else self._first)

    def _do(self) -> None:
        if self.box.text().strip() and not self.button.why_not:
            self._do_it(self.box.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)
