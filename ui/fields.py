"""The questions and panels of one block or list item: side by side as the form pack says, shown when their conditions hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.answers import WIDGETS
from ui.panels import PANELS
from ui.question import Question
from vpa_assist import conditions
from vpa_assist.findings import Finding
from vpa_assist.record.pointers import split

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, Prompt


class Fields(QWidget):
    """Questions over one base pointer. `within` names the list item that they are about."""

    def __init__(
        self,
        document: Document,
        catalogue: Catalogue,
        base: str,
        prompts: tuple[Prompt, ...],
        within: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.catalogue = catalogue
        self.base = base
        self.parts: list[tuple[Prompt, QWidget]] = []
        rows = kit.Rows(self, space=14, row_space=12)
        for prompt in prompts:
            widget = self._make(prompt, within)
            self.parts.append((prompt, widget))
            rows.add(widget, prompt.width)
        self.follow_conditions()

    def _make(self, prompt: Prompt, within: str) -> QWidget:
        if prompt.kind in WIDGETS:
            return Question(self.document, self.catalogue, self.base, prompt, within, self)
        made: QWidget = PANELS[prompt.kind](self.document, self.catalogue, self.base, prompt, self)
        return made

    @property
    def index(self) -> int | None:
        """The index of the child that the questions are about."""
        steps = split(self.base)
        return int(steps[1]) if len(steps) > 1 and steps[0] == "children" else None

    def follow_conditions(self) -> bool:
        """Shows and hides questions by their conditions. True when something changed."""
        changed = False
        for prompt, widget in self.parts:
            about = (f"{self.base}/{prompt.field}",) if prompt.field else ()
            wanted = conditions.shown(prompt.when, self.document.referral, self.index, about)
            if wanted == widget.isHidden():
                widget.setVisible(wanted)
                changed = True
        if changed:
            self.updateGeometry()
        return changed

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Hands the findings to the questions; panels look for their own."""
        for _, widget in self.parts:
            shower: Any = getattr(widget, "show_findings", None)
            if shower is not None:
                shower(findings)
            for inner in widget.findChildren(Question):
                inner.show_findings(findings)

    def rename(self) -> None:
        """Puts the child's name as it is now into labels."""
        for _, widget in self.parts:
            if isinstance(widget, Question):
                widget.rename()

    def show_now(self) -> None:
        """Shows what the document holds now."""
        for _, widget in self.parts:
            if isinstance(widget, Question):
                widget.show_now()

    def focus_first(self) -> bool:
        """Puts the keyboard into the first question that is shown."""
        for _, widget in self.parts:
            if not widget.isHidden():
                target = widget.focusProxy() or widget
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False
