"""What every answer has in common. An answer holds no truth: it shows a value and tells what a person made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt


class Answer(QWidget):
    """One answer's widget.

    `edited` carries the new value (None: not recorded), `half_typed` a text that is no value yet, `left` tells that the
    focus left the answer. `bind` joins them to the document.
    """

    edited = Signal(object)
    half_typed = Signal(str)
    left = Signal()

    composite = False
    """Whether the answer writes members of its value into the document itself."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.catalogue = catalogue
        self.where = where
        self.prompt = prompt

    def show_value(self, value: Any) -> None:
        """Shows a value of the document; does nothing when it is shown already."""
        raise NotImplementedError

    def show_half_typed(self, text: str) -> None:
        """Shows what was typed and is no value yet."""

    def set_read_only(self, read_only: bool) -> None:
        """Whether the answer can be read but not changed. Reading, selecting and copying always work."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """The widget that takes the keyboard when a person goes to this answer."""
        return self.focusProxy() or self

    def name_it(self, name: str, description: str = "") -> None:
        """Gives the answer's controls their accessible name, which says the label and the child's name."""
        target = self.focus_target()
        target.setAccessibleName(name)
        target.setAccessibleDescription(description)

    def describe(self, description: str) -> None:
        """Adds hint and fault to what a screen reader says of the answer."""
        self.focus_target().setAccessibleDescription(description)

    def cursor_place(self) -> int:
        """Where the text cursor stands, in characters as the document counts them; 0 for answers without text."""
        return 0

    def set_cursor_place(self, place: int) -> None:
        """Puts the text cursor back where it was."""

    def show_marks(self, marks: list[Any]) -> None:
        """Marks the places that findings point out (`ui.answers.marks.Mark`); answers without officer's text ignore them."""

    def say(self, key: str, **words: object) -> str:
        """The window's own words."""
        return str(self.catalogue.screen(key, **words))
