"""The history of one referral: its states at the left; what differs between two of them, or one of them as it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import kit, theme
from ui.history.bringing import same_content
from ui.history.states import NOW, State, in_plain_words, states_of, title_of
from ui.menu_button import MenuButton
from ui.rows import Row
from ui.settings.part import buttons
from ui.settings.sides import Sides
from ui.supervisor.segment_bar import SegmentBar
from vpa_assist.composed.reading import Line, reading
from vpa_assist.differences import changes
from vpa_assist.errors import CannotDo
from vpa_assist.record.reading import read
from vpa_assist.review import with_addenda

if TYPE_CHECKING:
    from ui.settings.office import Office
    from vpa_assist.record.referral import Referral

MOST = 60
"""So many differences are shown at once."""


class StateRow(Row):
    """One state: why it was kept, and when and by whom under it."""

    def __init__(self, state: State) -> None:
        super().__init__(", ".join(each for each in (state.title, state.when, state.by) if each))
        self.state = state

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(180), px(64 if self.state.when else 40))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        self.ground(painter)
        lines = [(self.state.title, "label", 600 if self.chosen else 400, "text")]
        lines += [(text, "note", 400, "text2") for text in (self.state.when, self.state.by) if text]
        high = px(18)
        top = (self.height() - high * len(lines)) // 2
        for number, (text, size, weight, tone) in enumerate(lines):
            painter.setFont(tokens.font(size, weight))
            painter.setPen(tokens.colour(tone))
            place = QRect(px(17), top + number * high, self.width() - px(26), high)
            short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
        painter.end()


class HistoryPage(Sides):
    """The states of one referral. `bring` brings a state back; where it is None, `why_not` says why."""

    def __init__(
        self, office: Office, draft_id: str, present: Referral, bring: Callable[[int], object] | None, why_not: str = ""
    ) -> None:
        super().__init__(office.catalogue, str(office.catalogue.screen("history.title")), office.back_words())
        self.office = office
        self.draft_id = draft_id
        self._bring = bring
        self._why_not = why_not
        self._kept: dict[int, Referral] = {NOW: present}
        self.states = states_of(office.store.revisions(draft_id), office.catalogue)
        self.chosen = self.states[1 if len(self.states) > 1 else 0].number
        self._build()
        self.show_state(self.chosen)
        self.setFocusProxy(self.rows[self.chosen])

    @property
    def at(self) -> int:
        return self.chosen

    def open_row(self, key: int) -> None:
        self.show_state(key)

    def _build(self) -> None:
        states = kit.frame("outline")
        holder = QWidget()
        lines = kit.vertical(holder, margins=(4, 12, 4, 12))
        self.rows: dict[int, StateRow] = {}
        for state in self.states:
            row = StateRow(state)
            row.clicked.connect(lambda _checked=False, number=state.number: self.show_state(number))
            row.pressed_key.connect(lambda pressed, number=state.number: self.go(number, pressed))
            self.rows[state.number] = row
            lines.addWidget(row)
        lines.addStretch(1)
        kit.vertical(states).addWidget(kit.Scroll(holder))
        self.column = self.sides(states, 10)
        self._head_of(self.column)
        self.body: QVBoxLayout = kit.vertical(space=8)
        self.column.addLayout(self.body)
        self.column.addStretch(1)

    def _head_of(self, column: QVBoxLayout) -> None:
        options = [(each.number, each.in_one_line) for each in self.states]
        self.choice = MenuButton(self.say("history.states"), options)
        self.choice.picked.connect(lambda number: self.show_state(int(str(number))))
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        self.title = kit.label("", "title", wrap=True)
        column.addWidget(self.title)
        self.about = kit.label("", "body", "text2", wrap=True)
        column.addWidget(self.about)
        self.views = SegmentBar(
            self.say("history.view"), [(key, self.say(f"history.view_{key}")) for key in ("differences", "read")]
        )
        self.views.chosen.connect(lambda _view: self._show())
        self.with_label = kit.label(self.say("history.with"), "label")
        self.against = MenuButton(self.say("history.with"), options)
        self.against.picked.connect(lambda _number: self._show())
        column.addWidget(buttons(self.views, self.with_label, self.against))
        self.bring_button = kit.button(self.say("history.bring"), self.bring_back, icon="undo")
        self.trail = kit.link(self.say("history.trail"), self._show_trail)
        column.addWidget(buttons(self.bring_button, self.trail))
        self.why_not = kit.label("", "small", "text2", wrap=True)
        column.addWidget(self.why_not)
        self.fault = kit.label("", "small_strong", "must", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)

    # the states

    def state(self, number: int) -> State:
        """The state of this number."""
        return next(each for each in self.states if each.number == number)

    def referral(self, number: int) -> Referral:
        """The referral as it was in a state; reading a kept one is noted in the audit trail. Raises `CannotDo`."""
        if number not in self._kept:
            self._kept[number] = read(self.office.store.revision(self.draft_id, number))
        return self._kept[number]

    def show_state(self, number: int) -> None:
        """Shows one state, compared with the present one, or the present one with the newest that was kept."""
        self.chosen = number
        state = self.state(number)
        for each, row in self.rows.items():
            row.mark(each == number)
        self.choice.choose(number)
        self.title.setText(state.title)
        by = self.say("history.by", when=state.when, who=state.by) if state.when else self.say("history.now_about")
        self.about.setText(" ".join(each for each in (by, state.note) if each))
        options = [(each.number, each.in_one_line) for each in self.states if each.number != number]
        self.against.set_options(options or [(number, state.in_one_line)])
        if options:
            self.against.choose(NOW if number != NOW else options[0][0])
        self._show()
        self.area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        differs = self.views.value == "differences"
        self.with_label.setVisible(differs)
        self.against.setVisible(differs)
        kit.clear(self.body)
        self.fault.hide()
        try:
            if differs:
                self._show_differences()
            else:
                self._show_reading()
            self._follow_bring()
        except CannotDo as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            kit.announce(self, str(refusal))

    # what differs

    def _show_differences(self) -> None:
        other = int(str(self.against.value))
        older, newer = self._in_order(self.chosen, other)
        old, new = with_addenda(self.referral(older)), with_addenda(self.referral(newer))
        found = changes(old, new)
        words = {"older": self.state(older).in_one_line, "newer": self.state(newer).in_one_line}
        key = "history.same" if not found else "history.differs_one" if len(found) == 1 else "history.differs"
        self.summary = kit.label(self.say(key, count=len(found), **words), "label_plain", "text2", wrap=True)
        self.body.addWidget(self.summary)
        if found:
            self.body.addWidget(kit.label(self.say("history.signs"), "small", "text2", wrap=True))
        from ui.supervisor.threads_panel import pieces_label

        for change in found[:MOST]:
            block = kit.frame("block")
            column = kit.vertical(block, space=4, margins=(14, 10, 14, 12))
            column.addWidget(kit.label(title_of(change, old, new, self.catalogue), "small_strong", "text2", wrap=True))
            if change.pieces:
                shown = pieces_label(in_plain_words(change, old, new, self.catalogue))
                shown.setProperty("look", "body")
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(shown)
            self.body.addWidget(block)
        if len(found) > MOST:
            self.body.addWidget(kit.label(self.say("history.more", count=len(found) - MOST), "small", "text2", wrap=True))

    @staticmethod
    def _in_order(one: int, other: int) -> tuple[int, int]:
        """The two with the older first; the present state is newer than all."""
        age = {NOW: 1 << 60}
        first, second = sorted((one, other), key=lambda number: age.get(number, number))
        return first, second

    # as it reads

    def _show_reading(self) -> None:
        for section in reading(with_addenda(self.referral(self.chosen)), self.catalogue):
            if not section.lines:
                continue
            block = kit.frame("block")
            column = kit.vertical(block, space=6, margins=(18, 12, 18, 14))
            column.addWidget(kit.label(section.title, "heading", wrap=True))
            for line in section.lines:
                self._line(column, line)
            self.body.addWidget(block)

    def _line(self, column: QVBoxLayout, line: Line) -> None:
        from ui.panels.exact import Exact

        if line.turn is not None:
            asked = line.turn.question or self.say("words.question_missing")
            column.addWidget(kit.label(self.say("review.asked", question=asked), "label_plain", "text2", wrap=True))
            column.addWidget(Exact(line.turn.words or "", line.turn.how, "words" if line.turn.by_child else "body"))
            if line.turn.demeanour:
                column.addWidget(kit.label(line.turn.demeanour, "label_plain", "text2", wrap=True))
            return
        column.addWidget(kit.label(line.label, "small_strong", "text2", wrap=True))
        if line.text:
            column.addWidget(kit.label(line.text, "body", wrap=True))

    # bringing back

    def _follow_bring(self) -> None:
        why = self._why_not
        if not why and self.chosen == NOW:
            why = self.say("history.bring_now")
        elif not why and same_content(self.referral(NOW), self.referral(self.chosen)):
            why = self.say("history.bring_same")
        self.bring_button.not_yet(why)
        self.why_not.setText(why or self.say("history.bring_note"))

    def bring_back(self) -> None:
        """Brings the chosen state back as a new one; the present one stays among the kept."""
        if self._bring is not None and not self.bring_button.why_not:
            try:
                self._bring(self.chosen)
            except CannotDo as refusal:
                self.fault.setText(str(refusal))
                self.fault.show()
                kit.announce(self, str(refusal))

    def _show_trail(self) -> None:
        self.office.show_trail(self.draft_id)

    def again(self) -> HistoryPage:
        """The same page in other sizes or colours."""
        page = HistoryPage(self.office, self.draft_id, self._kept[NOW], self._bring, self._why_not)
        page._kept = self._kept
        page.views.choose(self.views.value)
        page.show_state(self.chosen)
        page.left.connect(self.office.go_back)
        page.setFocusProxy(page.rows[self.chosen])
        return page
