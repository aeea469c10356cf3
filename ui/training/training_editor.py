"""The real editor on a training document: everything of it but handing in and sending, which a training document never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import kit
from ui.editor import Editor
from ui.panels.hand_in import HandIn

if TYPE_CHECKING:
    from ui.page import Page
    from ui.sections import Section


class TrainingEditor(Editor):
    """The editor in a window that carries the TRAINING bar itself."""

    SHOWS_TRAINING_BAR = False

    def _build(self) -> None:
        super()._build()
        self.bar.hand_in_button.not_yet(self.catalogue.screen("training.never_sent"))

    def open_section(self, section: Section, visit: bool = True) -> Page:
        page = super().open_section(section, visit)
        why = self.catalogue.screen("training.never_sent")
        for panel in page.findChildren(HandIn):
            for button in panel.findChildren(kit.Button):
                if button.words() in (self.catalogue.screen("hand_in.hand_in"), self.catalogue.screen("hand_in.urgent")):
                    button.not_yet(why)
        return page

    def hand_in(self) -> None:
        """Says that a training document is never handed in."""
        self.say(self.catalogue.screen("training.never_sent"))

    def export_urgent(self) -> None:
        """Says that a training document never leaves as a referral."""
        self.say(self.catalogue.screen("training.never_sent"))
