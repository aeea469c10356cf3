"""The times of a missing episode and of custody, drawn as a line; the same facts stand in the questions beside it."""

from __future__ import annotations

from collections.abc import Callable

from ui.panels.base import Panel, label
from ui.panels.canvas import DrawingView
from vpa_assist.drawing.shapes import Drawing
from vpa_assist.drawing.timelines import custody_timeline, missing_bar


class _Timeline(Panel):
    """One drawing that follows the document."""

    late = True
    member = ""
    name_key = ""

    def build(self) -> None:
        self._view = DrawingView(most=1.5)
        self._none = label(self.word("timeline.too_few"), "small", "text2")
        self.box.addWidget(self._view)
        self.box.addWidget(self._none)

    def drawn(self, say: Callable[..., str]) -> Drawing | None:
        """The drawing of what is recorded, None where there is too little for one."""
        raise NotImplementedError

    def refresh(self) -> None:
        drawing = self.drawn(self.catalogue.printed) if self.value(self.member) is not None else None
        self._view.setVisible(drawing is not None)
        self._none.setVisible(drawing is None)
        if drawing is not None:
            self._view.show_drawing(drawing, self.spoken(self.word(self.name_key)))


class MissingTimeline(_Timeline):
    """Last seen, reported, found, interviewed."""

    concerns = ("/missing",)
    member = "missing"
    name_key = "timeline.missing"

    def drawn(self, say: Callable[..., str]) -> Drawing | None:
        return missing_bar(self.value("missing"), self.document.clock().isoformat(), say)


class CustodyTimeline(_Timeline):
    """What was done for the child in custody, and when."""

    concerns = ("/custody",)
    member = "custody"
    name_key = "timeline.custody"

    def drawn(self, say: Callable[..., str]) -> Drawing | None:
        return custody_timeline(self.value("custody"), say)
