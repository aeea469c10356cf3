"""The start screen: new referral, the work lists, what was returned, and the children still to be heard. No names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from ui.dates import parsed
from ui.delete_card import DeleteCard
from ui.drafts_view import DraftsView
from ui.follow_ups import FollowUps
from ui.rows import CountedRow
from ui.start_list import heading, returned_words
from ui.still_reading import StillReading
from ui.top_bar import marking
from vpa_assist.store import WorkList

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Row, Store

LISTS = (WorkList.TO_DO, WorkList.RETURNED, WorkList.WITH_SUPERVISOR, WorkList.DONE)


class StartScreen(QWidget):
    """What a person sees after unlocking. `open_asked` carries a draft's id, `file_dropped` a path, `delete_asked` a row and
    the reason.
    """

    open_asked = Signal(str)
    new_asked = Signal()
    delete_asked = Signal(object, str)
    file_dropped = Signal(str)
    take_in_asked = Signal()
    blank_asked = Signal()
    more_asked = Signal()
    training_asked = Signal()
    queue_asked = Signal()
    own_asked = Signal()
    print_asked = Signal()
    due_asked = Signal()

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.store = store
        self.catalogue = catalogue
        self._now = now
        self.listed: WorkList = WorkList.TO_DO
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        outer = kit.vertical(self)
        outer.addWidget(self._bar())
        middle = kit.horizontal()
        outer.addLayout(middle, 1)
        middle.addWidget(self._left())
        middle.addWidget(kit.Scroll(self._middle()), 1)  # notes in large text may leave the list no room
        self.side = FollowUps(self.catalogue, now)
        self.side.open_asked.connect(self.open_asked)
        self.side.print_asked.connect(self.print_asked)
        middle.addWidget(self.side)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(150)
        self._search_soon.timeout.connect(self._search)
        self.follow()
        self.setFocusProxy(self.new_button)

    def _bar(self) -> QWidget:
        say = self.catalogue.screen
        bar = kit.frame("bar")
        bar.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
        row = kit.horizontal(bar, space=10, margins=(16, 0, 14, 0))
        left = QWidget()
        left_row = kit.horizontal(left, space=14)
        left_row.addWidget(kit.label(say("app.name"), "body_strong"))
        person = self.store.person
        who = f"{person.name} {person.collar_number}".strip()
        self.who = kit.label(f"{who}, {person.unit}" if person.unit else who, "label_plain", "text2")
        self.who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        left_row.addWidget(self.who, 1)
        right = QWidget()
        right_row = kit.horizontal(right, space=8)
        right_row.addStretch(1)
        right_row.addWidget(kit.label(say("start.all_saved"), "label_plain", "text2"))
        right_row.addWidget(kit.icon_button("blank", say("bar.blank"), self.blank_asked.emit, tip=say("bar.blank_tip")))
        self.settings = kit.button(say("start.settings"), self.more_asked.emit, look="link_strong")
        right_row.addWidget(self.settings)
        row.addWidget(left, 1)
        row.addWidget(marking(self.catalogue), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(right, 1)
        return bar

    def _left(self) -> QWidget:
        say = self.catalogue.screen
        self.left = kit.frame("outline")
        content = QWidget()
        kit.vertical(self.left, space=0).addWidget(kit.Scroll(content))  # in large text it is longer than the window
        column = kit.vertical(content, space=0)
        top = kit.vertical(margins=(16, 16, 16, 14))
        self.new_button = kit.button(f"{say('start.new')}   Ctrl+N", self.new_asked.emit, look="start", icon="plus")
        self.new_button.setAccessibleName(say("start.new"))
        top.addWidget(self.new_button)
        column.addLayout(top)
        self.rows: dict[WorkList, CountedRow] = {}
        for each in LISTS:
            row = CountedRow(say(f"start.{each.value}"))
            row.clicked.connect(lambda _checked=False, each=each: self.show_list(each))
            row.pressed_key.connect(lambda key, each=each: self._arrow(each, key))
            self.rows[each] = row
            column.addWidget(row)
        rule = kit.vertical(margins=(16, 10, 16, 10))
        rule.addWidget(kit.rule())
        column.addLayout(rule)
        self.team: kit.Button | None = None
        if self.store.person.role in ("supervisor", "auditor"):
            team = kit.vertical(margins=(14, 0, 16, 12), space=0)
            self.team = kit.link(say("start.team"), self.queue_asked.emit, strong=True)
            team.addWidget(self.team, 0, Qt.AlignmentFlag.AlignLeft)
            team.addWidget(self._under_link("start.team_note"))
            column.addLayout(team)
        door = kit.vertical(margins=(14, 0, 16, 0), space=0)
        self.training = kit.link(say("start.training"), self.training_asked.emit, strong=True)
        door.addWidget(self.training, 0, Qt.AlignmentFlag.AlignLeft)
        door.addWidget(self._under_link("start.training_note"))
        column.addLayout(door)
        mirror = kit.vertical(margins=(14, 12, 16, 0), space=0)
        self.own = kit.link(say("start.own"), self.own_asked.emit, strong=True)
        mirror.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        mirror.addWidget(self._under_link("start.own_note"))
        column.addLayout(mirror)
        keeping = kit.vertical(margins=(14, 12, 16, 0), space=0)
        self.due = kit.link("", self.due_asked.emit, strong=True)
        keeping.addWidget(self.due, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(keeping)
        column.addStretch(1)
        foot = kit.vertical(margins=(16, 8, 12, 16), space=6)
        force = self.catalogue.force()
        foot.addWidget(kit.label(say("start.record_in", system=force.record_system), "small", "text2", wrap=True))
        foot.addWidget(kit.label(say("unlock.kept_here"), "small", "text2", wrap=True))
        column.addLayout(foot)
        return self.left

    def _under_link(self, key: str) -> QWidget:
        """A note that begins where the words of the link above it begin."""
        note = kit.label(self.catalogue.screen(key), "small", "text2", wrap=True)
        note.setContentsMargins(theme.current().px(3), 0, 0, 0)
        return note

    def _middle(self) -> QWidget:
        say = self.catalogue.screen
        holder = QWidget()
        self.column = kit.vertical(holder, space=12, margins=(26, 14, 26, 16))
        head = kit.horizontal(space=12)
        self.title = kit.label("", "title")
        self.search = LineEdit()
        self.search.setPlaceholderText(say("start.search"))
        self.search.setAccessibleName(say("start.search"))
        self.search.setMaximumWidth(theme.current().px(310))
        self.search.text_edited.connect(lambda _text: self._search_soon.start())
        head.addWidget(self.title, 1)
        head.addWidget(self.search, 1)
        self.column.addLayout(head)
        self.still_reading = StillReading(self.store, self.catalogue, self._search)
        self.column.addWidget(self.still_reading)
        self.notes = kit.vertical(space=8)
        self.column.addLayout(self.notes)
        self.view = DraftsView(self.store, self.catalogue, self._now)
        self.view.opened.connect(self.open_asked)
        self.view.delete_asked.connect(self._ask_delete)
        self.column.addWidget(self.view, 1)
        self.empty = kit.label("", "body", "text2", wrap=True)
        self.column.addWidget(self.empty)
        foot = kit.horizontal(space=14)
        self.delete_link = kit.link(say("start.delete"), lambda: self._ask_delete(self.view.current()))
        foot.addWidget(self.delete_link)
        self.take_in_link = kit.link(say("start.take_in"), self.take_in_asked.emit)
        foot.addWidget(self.take_in_link)
        foot.addWidget(kit.label(say("start.drop"), "small", "text2", wrap=True), 1)
        self.column.addLayout(foot)
        self.column.addStretch(0)
        return holder

    # showing

    def follow(self) -> None:
        """Shows the store as it is now."""
        counts = self.store.counts()
        for each, row in self.rows.items():
            row.show_count(getattr(counts, each.value), each == self.listed)
        self.title.setText(self.catalogue.screen(f"start.{self.listed.value}"))
        self.view.drafts.show_list(self.listed)
        self._show_notes()
        self._show_empty(self.catalogue.screen(f"start.empty_{self.listed.value}"))
        self.follow_dues()
        self._show_due()

    def follow_dues(self) -> None:
        """Shows what is still to be done and awaited as it is now, and leaves the rest of the page alone."""
        self.side.follow(self.store.follow_ups())

    def _show_due(self) -> None:
        """How many working copies are due for deletion; nothing where none is."""
        number = self.store.outside.count_due(self.catalogue.force().retention_days)
        self.due.setVisible(number > 0)
        self.due.set_words(self.catalogue.screen("start.due", count=number))

    def show_list(self, listed: WorkList) -> None:
        """Shows one work list."""
        self.listed = listed
        self.search.set_text("")
        self.follow()

    def _arrow(self, listed: WorkList, key: int) -> None:
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = LISTS[(LISTS.index(listed) + step) % len(LISTS)]
        self.show_list(to)
        self.rows[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _search(self) -> None:
        words = self.search.text().strip()
        if not words:
            self.still_reading.hide()
            self.follow()
            return
        self.title.setText(self.catalogue.screen("start.found"))
        self.view.drafts.show_list(None, words)
        kit.clear(self.notes)
        self._show_empty(self.catalogue.screen("start.found_none"))
        self.still_reading.follow()

    def _show_empty(self, text: str) -> None:
        any_rows = self.view.drafts.rowCount() > 0
        self.view.setVisible(any_rows)
        self.empty.setVisible(not any_rows)
        self.empty.setText(text)
        self.delete_link.setVisible(any_rows)
        self.column.setStretch(self.column.count() - 1, 0 if any_rows else 1)
        self._fit_list()

    def _fit_list(self) -> None:
        rows = self.view.drafts.rowCount()
        if rows:
            self.view.setMaximumHeight(rows * theme.current().px(64) + 2)

    def _show_notes(self) -> None:
        kit.clear(self.notes)
        if self.listed not in (WorkList.TO_DO, WorkList.RETURNED):
            return
        for row in self.store.drafts(WorkList.RETURNED, limit=3):
            self.notes.addWidget(self._returned(row))

    def _returned(self, row: Row) -> QWidget:
        say = self.catalogue.screen
        who, at, words = returned_words(row)
        moment = parsed(at)
        reference, kind = heading(row, self.catalogue)
        box = kit.frame("banner")
        box.setProperty("tone", "should")
        line = kit.horizontal(box, space=12, margins=(16, 10, 12, 10))
        from ui.icons import Icon

        line.addWidget(Icon("back", 20, "should"), 0, Qt.AlignmentFlag.AlignTop)
        column = kit.vertical(space=2)
        large = theme.current().text_size > 100  # then one under the other, or a long name would widen the window
        top = kit.vertical(space=2) if large else kit.horizontal(space=10)
        by = say("start.returned_by", who=who, time=f"{moment:%H:%M}" if moment else "")
        top.addWidget(kit.label(by, "label", wrap=large))
        top.addWidget(kit.label(f"{reference} {kind}", "small", "text2", wrap=large), 1)
        column.addLayout(top)
        if words:
            column.addWidget(kit.label(f"“{words}”", "label_plain", wrap=True))
        line.addLayout(column, 1)
        open_button = kit.button(say("start.open"), lambda: self.open_asked.emit(row.draft_id))
        open_button.setAccessibleName(f"{say('start.open')} {reference}")
        line.addWidget(open_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return box

    def tell(self, text: str, tone: str = "quiet", action: kit.Button | None = None) -> None:
        """Says something above the list."""
        self.notes.insertWidget(0, kit.Banner(tone, text, "", action, "tick" if tone == "quiet" else ""))
        kit.announce(self, text)

    # deleting

    def _ask_delete(self, row: object) -> None:
        if row is None:
            return
        from vpa_assist.store import Row

        assert isinstance(row, Row)
        kit.clear(self.notes)
        card = DeleteCard(self.catalogue, row)
        card.deleting.connect(self.delete)
        card.left.connect(self.follow)
        self.notes.addWidget(card)
        card.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self, row: Row, reason: str) -> None:
        """Has a draft deleted for good, here and in the backups; `show_deletion` is to hear what came of it."""
        self.delete_asked.emit(row, reason)

    def show_deletion(self, text: str, tone: str) -> None:
        """Shows the list as it is after a deletion, and says what came of it."""
        self.follow()
        self.tell(text, tone)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(each.isLocalFile() for each in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for each in event.mimeData().urls():
            if each.isLocalFile():
                self.file_dropped.emit(each.toLocalFile())
                event.acceptProposedAction()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = theme.current().px
        ems = theme.current().ems(self.width())
        self.side.setVisible(ems >= 72)
        self.side.setFixedWidth(px(330 if ems < 110 else 400))
        self.left.setFixedWidth(px(250 if ems >= 52 else 200))
        words = self.catalogue.screen("start.new")
        self.new_button.set_words(f"{words}   Ctrl+N" if ems >= 52 else words)  # the key is what can be spared
        self.who.setVisible(ems >= 60)
        self._fit_list()
