"""Writing a scenario of one's own, section by section, with what is still to do beside it. It is kept while it is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import icons, kit, theme
from ui.menu_button import MenuButton
from ui.training.drafts import scenario_of, to_do
from ui.training.own_fields import SECTIONS, fields, forget_removed, used_ids
from ui.training.plain_form import PlainForm
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.training.drafts import Draft, Drafts
    from ui.training.window import TrainingWindow

TODO = "todo"
"""What is still to do, as a section of its own where there is no room for it beside the others."""
KEPT_AFTER = 400
"""Milliseconds after the last change before the scenario is kept and looked through."""


class WritePage(QWidget):
    """One scenario in the making."""

    def __init__(self, window: TrainingWindow, drafts: Drafts, draft: Draft, section: str = "about") -> None:
        super().__init__()
        self.owner = window
        self.drafts = drafts
        self.draft = draft
        self.catalogue = window.catalogue
        self.section = section
        self.form: PlainForm | None = None
        self._unkept = False
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        outer.addWidget(self._head())
        self.told = kit.vertical()
        outer.addLayout(self.told)
        row = kit.horizontal()
        outer.addLayout(row, 1)
        self.nav = kit.frame("outline")
        self.nav_box = kit.vertical(self.nav, space=4, margins=(12, 14, 12, 12))
        row.addWidget(self.nav)
        content = QWidget()
        middle = kit.horizontal(content, margins=(24, 0, 24, 0))
        inner = QWidget()
        inner.setMaximumWidth(PlainForm.column_width())
        self.column = kit.vertical(inner, space=10, margins=(0, 16, 0, 28))
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        self.area = kit.Scroll(content)
        row.addWidget(self.area, 1)
        self.side = kit.frame("side")
        side = kit.vertical(self.side)
        listed = QWidget()
        self.todo_box = kit.vertical(listed, space=8, margins=(18, 14, 18, 16))
        side.addWidget(kit.Scroll(listed))
        row.addWidget(self.side)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER)
        self._soon.timeout.connect(self._settle)
        self.buttons: dict[str, kit.Button] = {}
        self.record_buttons: dict[str, kit.Button] = {}
        self._nav()
        self.show_section(section)
        self.look_through()

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.own_{key}", **words)

    def _head(self) -> QWidget:
        bar = kit.frame("bar")
        row = kit.horizontal(bar, space=12, margins=(16, 8, 16, 8))
        self.title = kit.label("", "heading", wrap=True)
        row.addWidget(self.title, 1)
        self.menu = MenuButton(self._say("section"), [(each, self._say(f"section_{each}")) for each in (*SECTIONS, TODO)])
        self.menu.choose(self.section)
        self.menu.picked.connect(lambda value: self.show_section(str(value)))
        row.addWidget(self.menu)
        row.addWidget(kit.link(self._say("leave"), self.leave))
        self.share_button = kit.button(self._say("share"), self.share)
        self.done_button = kit.button(self._say("done"), self.done, look="main")
        row.addWidget(self.share_button)
        row.addWidget(self.done_button)
        return bar

    def _nav(self) -> None:
        for each in SECTIONS:
            button = kit.button(self._say(f"section_{each}"), partial(self.show_section, each), look="segment")
            button.setCheckable(True)
            self.buttons[each] = button
            self.nav_box.addWidget(button)
        self.nav_box.addStretch(1)

    # sections

    def show_section(self, section: str) -> None:
        """Shows the questions of a section."""
        self.section = section
        self.menu.choose(section)
        for name, button in self.buttons.items():
            button.setChecked(name == section)
        kit.clear(self.column)
        self.form = None
        self.column.addWidget(kit.label(self._say(f"section_{section}"), "title", wrap=True))
        self.column.addWidget(kit.label(self._say(f"note_{section}"), "body", "text2", wrap=True))
        if section == TODO:
            self.column.addWidget(self._listed(to_do(self.draft, self.catalogue)))
        elif section == "records":
            self._records()
        else:
            table = fields(section, self.draft, self.catalogue)
            self.form = PlainForm(table, self.draft.value, self.catalogue, lambda: used_ids(self.draft))
            self.form.changed.connect(self._changed)
            self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _records(self) -> None:
        for which in ("strong", "weak"):
            frame = kit.frame("block")
            inside = kit.vertical(frame, space=8, margins=(18, 12, 18, 16))
            inside.addWidget(kit.label(self._say(f"{which}_record"), "heading", wrap=True))
            inside.addWidget(kit.label(self._say(f"{which}_note"), "body", "text2", wrap=True))
            row = kit.horizontal()
            button = kit.button(self._say(f"write_{which}"), partial(self.write_record, which))
            self.record_buttons[which] = button
            row.addWidget(button)
            row.addStretch(1)
            inside.addLayout(row)
            self.column.addWidget(frame)

    def write_record(self, which: str) -> None:
        """Opens the editor on one of the two records."""
        if not self.keep():
            return
        open_record(self.owner, self.drafts, self.draft, which)

    # keeping and looking through

    def _changed(self) -> None:
        forget_removed(self.draft)
        self._unkept = True
        self._soon.start()

    def _settle(self) -> None:
        if self.keep():
            self.look_through()

    def keep(self) -> bool:
        """Keeps the scenario as it is. False when that was not possible: the page stays."""
        self._soon.stop()
        if not self._unkept:
            return True
        try:
            self.drafts.keep(self.draft)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return False
        self._unkept = False
        return True

    def look_through(self) -> None:
        """Lists what is still to do."""
        todo = to_do(self.draft, self.catalogue)
        self.title.setText(self.draft.title or self._say("untitled"))
        kit.clear(self.todo_box)
        head = self._say("to_do", count=len(todo)) if todo else self._say("whole")
        self.todo_box.addWidget(kit.label(head, "heading", "text" if todo else "ok", wrap=True))
        self.todo_box.addWidget(self._listed(todo))
        self.todo_box.addStretch(1)
        why = self._say("not_whole", count=len(todo)) if todo else ""
        self.share_button.not_yet(why)
        self.done_button.not_yet(why)
        self.side.setAccessibleName(head)

    def _listed(self, todo: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        column = kit.vertical(holder, space=8)
        for each in todo[:40]:
            row = kit.horizontal(space=8)
            row.addWidget(icons.Shape("not_started", 15), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(kit.label(each, "small", wrap=True), 1)
            column.addLayout(row)
        return holder

    def done(self) -> None:
        """Puts the scenario among those that can be presented and practised."""
        if not self.keep():
            return
        try:
            scenario = scenario_of(self.draft, self.catalogue)
            self.owner.shelf.put(scenario)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        self.owner.show_library(scenario.id).tell(self._say("is_done", title=scenario.title))

    def share(self) -> None:
        """Writes the scenario as one file."""
        from vpa_assist.training.sharing import SUFFIX, pack

        if not self.keep():
            return
        try:
            scenario = scenario_of(self.draft, self.catalogue)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        self.owner.save_made(f"{scenario.id}{SUFFIX}", lambda: pack(scenario), "training.scenario_kinds")

    def leave(self) -> None:
        """Back to the list of one's own."""
        if self.keep():
            self.owner.own()

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says something under the head."""
        kit.clear(self.told)
        self.told.addWidget(kit.Banner(tone, text, "", icon="tick" if tone == "quiet" else ""))
        kit.announce(self, text)

    def stop(self) -> None:
        """Stops what would still happen by itself."""
        self._soon.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = theme.current().px
        ems = theme.current().ems(self.width())
        self.nav.setVisible(ems >= 76)
        self.menu.setVisible(ems < 76)
        self.nav.setFixedWidth(px(170))
        self.side.setFixedWidth(px(320) if ems >= 76 else px(260))
        self.side.setVisible(ems >= 56)


def open_draft(window: TrainingWindow, drafts: Drafts, draft: Draft, section: str = "about") -> None:
    """Shows the page of a scenario that is being written."""
    page = WritePage(window, drafts, draft, section)
    title = draft.title or window.catalogue.screen("training.own_untitled")
    window.show_page(page, title, lambda: open_draft(window, drafts, draft, page.section))


def open_record(window: TrainingWindow, drafts: Drafts, draft: Draft, which: str) -> None:
    """Shows the editor on the weak or the strong record of a scenario that is being written."""
    from ui.training.record_page import RecordPage

    page = RecordPage(window, drafts, draft, which)
    page.left.connect(partial(open_draft, window, drafts, draft, "records"))
    window.show_page(page, draft.title, partial(open_record, window, drafts, draft, which))
