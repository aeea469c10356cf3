"""Writing the weak or the strong record of one's own scenario: the real editor, kept into the scenario while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import kit
from ui.document import Document, Kept
from ui.training.drafts import referral_of, without_frame
from ui.training.paper import save_pdf, show_preview
from ui.training.training_editor import TrainingEditor

if TYPE_CHECKING:
    from ui.training.drafts import Draft, Drafts
    from ui.training.window import TrainingWindow


class RecordKeeper:
    """Keeps a record inside its scenario."""

    def __init__(self, drafts: Drafts, draft: Draft, which: str) -> None:
        self._drafts, self._draft, self._which = drafts, draft, which

    def keep(self, kept: Kept) -> None:
        """Keeps the record. Raises StoreCannot."""
        self._draft.value[f"{self._which}_record"] = without_frame(kept.referral.as_json())
        self._drafts.keep(self._draft)

    def keep_place(self, kept: Kept) -> None:
        """Where somebody was in it is not remembered."""


class RecordPage(QWidget):
    """One record. `left` goes back to the scenario."""

    left = Signal()

    def __init__(self, window: TrainingWindow, drafts: Drafts, draft: Draft, which: str) -> None:
        super().__init__()
        self.setProperty("look", "window")
        say = window.catalogue.screen
        outer = kit.vertical(self)
        bar = kit.frame("bar")
        row = kit.horizontal(bar, space=12, margins=(16, 8, 16, 8))
        row.addWidget(kit.label(say(f"training.own_{which}_record"), "heading"))
        row.addWidget(kit.label(say(f"training.own_{which}_note"), "small", "text2", wrap=True), 1)
        self.done_button = kit.button(say("training.own_record_done"), self.leave, look="main")
        row.addWidget(self.done_button)
        outer.addWidget(bar)
        self.told = kit.vertical()
        outer.addLayout(self.told)
        self._catalogue = window.catalogue
        self.document = Document(
            referral_of(draft, which), window.catalogue, keeper=RecordKeeper(drafts, draft, which), clock=window.clock
        )
        store = drafts.store
        self.editor = TrainingEditor(self.document, window.catalogue, setting=store.setting, remember=store.set_setting)
        self.editor.home_asked.connect(self.leave)
        self.editor.blank_asked.connect(window.blank)
        self.editor.more_asked.connect(window.menu)
        self.editor.bar.hand_in_button.hide()
        self.work = QStackedWidget()
        self.work.addWidget(self.editor)
        outer.addWidget(self.work, 1)
        name = f"{draft.id}-{which}.pdf"
        self.editor.preview_asked.connect(lambda: show_preview(window, self.work, self.editor, name))
        self.editor.export_asked.connect(lambda _urgent: save_pdf(window, self.document, name))
        self.first = self.editor

    def keep(self) -> bool:
        """Keeps what was typed. False when that was not possible: the page stays."""
        if self.document.save_now():
            return True
        kit.clear(self.told)
        self.told.addWidget(kit.Banner("must", self._catalogue.screen("training.not_kept")))
        return False

    def leave(self) -> None:
        """Back to the scenario."""
        if self.keep():
            self.left.emit()

    def stop(self) -> None:
        """Ends every tie to the record."""
        self.editor.stop_frame()
        self.document.stop()
        self.document.setParent(self)  # it goes with the page
