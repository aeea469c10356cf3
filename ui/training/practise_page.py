"""Practising: the scene on the left, the record on the right; first cold, then with AWARE, then the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui import kit, theme
from ui.supervisor.segment_bar import SegmentBar
from ui.training.cold_form import ColdForm
from ui.training.paper import save_pdf, show_preview
from ui.training.practice import Practice
from ui.training.scene_panel import ScenePanel
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.document import Document
    from ui.training.training_editor import TrainingEditor
    from ui.training.window import TrainingWindow
    from vpa_assist.store import Store
    from vpa_assist.training.scenario import Scenario

PHASES = ("cold", "guided", "debrief")


class PractisePage(QWidget):
    """One practice, in the phase in which it stands."""

    def __init__(self, window: TrainingWindow, store: Store, scenario: Scenario) -> None:
        super().__init__()
        self.owner = window
        self.catalogue = window.catalogue
        self.practice = Practice(store, window.catalogue, scenario, window.clock)
        self.document: Document | None = None
        self.editor: TrainingEditor | None = None
        self.form: ColdForm | None = None
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        self.head = QFrame()
        self.head.setProperty("look", "bar")
        self.head_row = kit.horizontal(self.head, space=14, margins=(16, 8, 16, 8))
        outer.addWidget(self.head)
        self.told = kit.vertical(margins=(0, 0, 0, 0))
        outer.addLayout(self.told)
        self.body = kit.horizontal()
        outer.addLayout(self.body, 1)
        self.scene: ScenePanel | None = None
        self.work = QStackedWidget(self)
        self.work.hide()
        self.side: SegmentBar | None = None
        self.shown_side = "scene"

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.practise_{key}", **words)

    def begin(self) -> None:
        """Shows the phase in which the practice stands."""
        phase = self.practice.state.phase
        self._drop()
        if phase == "debrief":
            self._debrief()
            return
        self._show_head(phase)
        try:
            self.document = self.practice.document(phase)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        self.scene = ScenePanel(self.practice)
        self.scene.chosen.connect(lambda _what: self._show_head(phase))
        self.body.addWidget(self.scene)
        self.body.addWidget(self.work, 1)
        if phase == "cold":
            self.form = ColdForm(self.document, self.catalogue)
            self.work.addWidget(self.form)
            self.work.setCurrentWidget(self.form)
        else:
            self._edit()
        self._arrange()
        first = next(iter(self.scene.choices.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self) -> None:
        from ui.training.training_editor import TrainingEditor

        assert self.document is not None
        store = self.practice.store
        editor = TrainingEditor(self.document, self.catalogue, setting=store.setting, remember=store.set_setting)
        editor.home_asked.connect(self.leave)
        editor.blank_asked.connect(self.owner.blank)
        editor.more_asked.connect(self.owner.menu)
        editor.preview_asked.connect(self.preview)
        editor.export_asked.connect(lambda _urgent: self.export())
        self.editor = editor
        self.work.addWidget(editor)
        self.work.setCurrentWidget(editor)

    def _show_head(self, phase: str) -> None:
        kit.clear(self.head_row)
        for number, each in enumerate(PHASES, 1):
            here = each == phase
            self.head_row.addWidget(
                kit.label(
                    f"{number}  {self._say(f'phase_{each}')}", "label" if here else "label_plain", "accent" if here else "text2"
                )
            )
        narrow = theme.current().ems(self.width()) < 76
        self.side = None
        if narrow and phase != "debrief":
            sides = [("scene", self._say("side_scene")), ("record", self._say("side_record"))]
            self.side = SegmentBar(self._say("side"), sides, self.shown_side)
            self.side.chosen.connect(self.show_side)
            self.head_row.addWidget(self.side)
        self.head_row.addStretch(1)
        found = len(self.practice.state.chosen)
        if not narrow:
            self.head_row.addWidget(kit.label(self._say("looked", count=found), "small", "text2"))
        self.leave_button = kit.link(self._say("leave"), self.leave)
        self.head_row.addWidget(self.leave_button)
        self.go_button = kit.button(self._say("go_guided" if phase == "cold" else "go_debrief"), self.go_on, look="main")
        self.head_row.addWidget(self.go_button)

    def go_on(self) -> None:
        """The next phase: from cold to guided, from guided to the debrief. Nothing goes on before everything is kept."""
        if not self.keep():
            return
        if self.practice.state.phase == "cold":
            self.practice.go_guided()
        else:
            self.practice.go_debrief()
        self.begin()

    def _debrief(self) -> None:
        from ui.training.debrief_page import DebriefPage

        kit.clear(self.head_row)
        self._show_head("debrief")
        self.go_button.hide()
        self.leave_button.set_words(self.catalogue.screen("training.nav_library"))
        self.debrief = DebriefPage(self.owner, self.practice)
        self.debrief.again.connect(self.again)
        self.work.addWidget(self.debrief)
        self.work.setCurrentWidget(self.debrief)
        self.body.addWidget(self.work, 1)
        self._arrange()
        self.debrief.setFocus(Qt.FocusReason.OtherFocusReason)

    def again(self) -> None:
        """Begins the scenario anew."""
        self.practice.again()
        self.begin()

    # paper

    def preview(self) -> None:
        """Shows the PDF of the record, with TRAINING across each page."""
        if self.editor is not None:
            show_preview(self.owner, self.work, self.editor, self._file_name())

    def export(self) -> None:
        """Writes the PDF of the record: a training document, and every page says so."""
        if self.document is not None:
            save_pdf(self.owner, self.document, self._file_name())

    def _file_name(self) -> str:
        return f"training-{self.practice.scenario.id}.pdf"

    # leaving

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says something under the head."""
        kit.clear(self.told)
        self.told.addWidget(kit.Banner(tone, text, "", icon="tick" if tone == "quiet" else ""))
        kit.announce(self, text)

    def keep(self) -> bool:
        """Keeps what was typed. False when that was not possible: the page stays."""
        if self.document is None or self.document.save_now():
            return True
        self.tell(self.catalogue.screen("training.not_kept"), "must")
        return False

    def leave(self) -> None:
        """Back to the scenarios; the practice waits here."""
        if self.keep():
            self.owner.show_library(self.practice.scenario.id)

    def _drop(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.stop_frame()
        document, self.document = self.document, None
        if document is not None:
            document.stop()
            self.practice.store.visits.end(document.referral.id)
            document.deleteLater()
        self.form = None
        self.scene = None
        while self.work.count():
            widget = self.work.widget(0)
            assert widget is not None
            self.work.removeWidget(widget)
            widget.setParent(None)
            widget.deleteLater()
        self.body.removeWidget(self.work)
        self.work.hide()
        kit.clear(self.body)

    def stop(self) -> None:
        """Ends every tie to the record."""
        self._drop()

    def show_side(self, side: str) -> None:
        """Shows the scene or the record, where there is no room for both."""
        self.shown_side = side
        self._arrange()

    def _arrange(self) -> None:
        px = theme.current().px
        narrow = theme.current().ems(self.width()) < 76
        if self.scene is None:
            self.work.setVisible(self.body.indexOf(self.work) >= 0)
            return
        if narrow:
            self.scene.setMaximumWidth(16_777_215)
            self.scene.setMinimumWidth(0)
            self.scene.setVisible(self.shown_side == "scene")
            self.work.setVisible(self.shown_side == "record")
        else:
            self.scene.setFixedWidth(px(360))
            self.scene.show()
            self.work.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = theme.current().ems(event.oldSize().width()) if event.oldSize().isValid() else -1.0
        if (before < 76) != (theme.current().ems(self.width()) < 76) and self.practice.state.phase != "debrief":
            self._show_head(self.practice.state.phase)
        self._arrange()
