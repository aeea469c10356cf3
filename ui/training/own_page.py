"""One's own scenarios: begin one from a blank or from a document, go on writing, share, take in, remove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui import icons, kit, theme
from ui.training.drafts import Draft, Drafts, to_do
from ui.training.write_page import open_draft
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.training.window import TrainingWindow
    from vpa_assist.store import Store


class OwnPage(QWidget):
    """The list, and the ways to begin."""

    def __init__(self, window: TrainingWindow, store: Store) -> None:
        super().__init__()
        self.owner = window
        self.catalogue = window.catalogue
        self.drafts = Drafts(store, window.catalogue)
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        content = QWidget()
        middle = kit.horizontal(content, margins=(24, 0, 24, 0))
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(920))
        self.column = kit.vertical(inner, space=12, margins=(0, 20, 0, 28))
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        outer.addWidget(kit.Scroll(content), 1)
        self.follow()

    def _say(self, key: str, **words: object) -> str:
        return self.catalogue.screen(f"training.own_{key}", **words)

    def follow(self) -> None:
        """Shows what there is."""
        kit.clear(self.column)
        head = kit.horizontal(space=12)
        head.addWidget(kit.label(self.catalogue.screen("training.nav_own"), "title"), 1)
        head.addWidget(kit.link(self.catalogue.screen("training.nav_library"), self.owner.show_library))
        self.column.addLayout(head)
        self.told = kit.vertical()
        self.column.addLayout(self.told)
        self._ways()
        held = {each: self.drafts.load(each) for each in self.drafts.ids()}
        for draft in held.values():
            if draft is not None:
                self.column.addWidget(self._row(draft))
        for scenario_id in self.owner.shelf.own_ids():
            if scenario_id not in held:
                self.column.addWidget(self._shared(scenario_id))
        self.column.addStretch(1)

    def _ways(self) -> None:
        holder = QWidget()
        rows = kit.Rows(holder, narrow=50)
        self.buttons: dict[str, kit.Button] = {}
        for name, icon, do in (
            ("blank", "plus", self.begin_blank),
            ("document", "document", self.begin_from_document),
            ("import", "leave", self.owner.open_file),
        ):
            frame = kit.frame("block")
            inside = kit.vertical(frame, space=8, margins=(16, 12, 16, 14))
            button = kit.button(self._say(f"from_{name}"), do, icon=icon)
            self.buttons[name] = button
            inside.addWidget(button)
            inside.addWidget(kit.label(self._say(f"from_{name}_note"), "small", "text2", wrap=True))
            inside.addStretch(1)
            rows.add(frame, "third")
        self.column.addWidget(holder)

    def _row(self, draft: Draft) -> QFrame:
        todo = to_do(draft, self.catalogue)
        title = draft.title or self._say("untitled")
        frame = kit.frame("block")
        row = kit.horizontal(frame, space=12, margins=(16, 10, 16, 10))
        row.addWidget(icons.Shape("in_progress" if todo else "complete", 18))
        column = kit.vertical(space=1)
        column.addWidget(kit.label(title, "label", wrap=True))
        state = self._say("to_do", count=len(todo)) if todo else self._say("whole")
        column.addWidget(kit.label(state, "small", "text2", wrap=True))
        row.addLayout(column, 1)
        write = kit.button(self._say("write"), partial(open_draft, self.owner, self.drafts, draft))
        write.setAccessibleName(f"{self._say('write')}: {title}")
        row.addWidget(write)
        row.addWidget(self._remove_link(draft.id, title))
        self.buttons[f"write.{draft.id}"] = write
        return frame

    def _shared(self, scenario_id: str) -> QFrame:
        title = self.owner.shelf.title(scenario_id)
        frame = kit.frame("block")
        row = kit.horizontal(frame, space=12, margins=(16, 10, 16, 10))
        row.addWidget(icons.Shape("complete", 18))
        row.addWidget(kit.label(title, "label", wrap=True), 1)
        write = kit.button(self._say("write"), partial(self._write_shared, scenario_id))
        write.setAccessibleName(f"{self._say('write')}: {title}")
        row.addWidget(write)
        row.addWidget(self._remove_link(scenario_id, title))
        self.buttons[f"write.{scenario_id}"] = write
        return frame

    def _remove_link(self, scenario_id: str, title: str) -> kit.Button:
        words = self.catalogue.screen("training.remove", name=title)
        link = kit.link(self._say("remove"), partial(self._ask_remove, scenario_id, title), name=words)
        self.buttons[f"remove.{scenario_id}"] = link
        return link

    def _write_shared(self, scenario_id: str) -> None:
        try:
            draft = self.drafts.of(self.owner.shelf.scenario(scenario_id))
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        open_draft(self.owner, self.drafts, draft)

    def _ask_remove(self, scenario_id: str, title: str) -> None:
        kit.clear(self.told)
        words = self.catalogue.screen("training.remove", name=title)
        self.sure = kit.button(words, partial(self.remove, scenario_id))
        self.told.addWidget(kit.Banner("should", self._say("remove_sure", title=title), "", self.sure, "trash"))
        self.sure.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, scenario_id: str) -> None:
        """Takes a scenario away, written or shared."""
        self.drafts.remove(scenario_id)
        self.owner.shelf.remove(scenario_id)
        self.follow()
        self.tell(self._say("removed"))

    # beginning

    def begin_blank(self) -> None:
        """Begins with nothing."""
        open_draft(self.owner, self.drafts, self.drafts.begin(self.owner.clock().isoformat()))

    def begin_from_document(self) -> None:
        """Begins with a document in which every identity is replaced first."""
        path = self.owner.files.open_name(self, self._say("from_document"), self.catalogue.screen("training.document_kinds"))
        if path is None:
            return
        from ui.training.files import read_document
        from ui.training.pseudonym_page import PseudonymPage

        try:
            referral = read_document(path, self.catalogue)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return
        page = PseudonymPage(self.owner, self.drafts, referral)
        self.owner.show_page(page, self._say("replacing"))

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says something above the list."""
        kit.clear(self.told)
        self.told.addWidget(kit.Banner(tone, text, "", icon="tick" if tone == "quiet" else ""))
        kit.announce(self, text)
