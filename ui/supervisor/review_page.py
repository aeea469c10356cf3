"""The review of one referral: what the recipient will read in the middle, grades and comments beside it, the steps below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFrame, QWidget

from ui import kit, theme
from ui.icons import paint_shape
from ui.page_bar import PageBar
from ui.supervisor.paper import Paper
from ui.supervisor.rubric_panel import RubricPanel
from ui.supervisor.session import ReviewSession, now
from ui.supervisor.step_drawer import StepDrawer
from ui.supervisor.threads_panel import ThreadsPanel, signed, when
from vpa_assist import review
from vpa_assist.composed.reading import ReadSection, child_name

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Officer
    from vpa_assist.store import Store

SIDE, NARROW_SIDE = 430, 330
"""Widths of the panel at the right, in pixels at 100 %."""
LEAST = (560, 330)
"""Room that the page needs, in pixels at 100 %."""
UNBOUNDED = 16_777_215
WIDE, WITH_OUTLINE, STACKED = 80, 63, 50
"""Ems from which the panel is wide; from which the outline is there; below which the panel stands under the referral."""
STEPS = ("comment", "return", "approve", "send", "reopen")
"""The steps that have a button, in the order of the bar."""


class OutlineRow(kit.Clickable):
    """One section: its name, and by shape and word what is to be seen there."""

    def __init__(self, text: str, shape: str, note: str, pins: int, current: bool = False) -> None:
        spoken = ", ".join(each for each in (text, note) if each)
        super().__init__(spoken)
        self._text, self._shape, self._note, self._pins = text, shape, note, pins
        self.current = current
        self.setFixedHeight(theme.current().px(theme.TARGET["row"]))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(theme.TARGET["row"]))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.current:
            painter.fillRect(self.rect(), tokens.colour("accent_soft"))
            painter.fillRect(0, 0, 3, self.height(), tokens.colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), tokens.colour("sunken"))
        right = self.width() - tokens.px(10)
        if self._pins:
            right = self._write(painter, right, str(self._pins), "text", 700) - tokens.px(6)
        if self._note:
            right = self._write(painter, right, self._note, "text2", 400) - tokens.px(4)
        if self._shape:
            side = tokens.px(14)
            paint_shape(painter, self._shape, QRect(right - side, (self.height() - side) // 2, side, side).toRectF(), "bg")
            right -= side + tokens.px(4)
        painter.setPen(tokens.colour("text"))
        painter.setFont(tokens.font("label", 600 if self.current else 400))
        room = QRect(tokens.px(16), 0, max(10, right - tokens.px(16)), self.height())
        text = QFontMetrics(painter.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()

    def _write(self, painter: QPainter, right: int, text: str, tone: str, weight: int) -> int:
        tokens = theme.current()
        painter.setFont(tokens.font("note", weight))
        painter.setPen(tokens.colour(tone))
        wide = QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.drawText(QRect(right - wide, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return right - wide


class ReviewPage(QWidget):
    """Opens one draft for review. The author sees it too, to answer comments; what nobody may do has no button."""

    go_home = Signal()
    preview = Signal(str)
    write = Signal(str)
    history = Signal(str)
    hand_over = Signal(str)

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        draft_id: str,
        officer: Officer,
        role: review.Role,
        clock: Callable[[], datetime] = now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        # said here, or what is wide while there is room would keep the window from being made narrower
        self.setMinimumSize(theme.current().px(LEAST[0]), theme.current().px(LEAST[1]))
        self.session = ReviewSession(store, catalogue, draft_id, officer, role, clock, self)
        self._catalogue = catalogue
        self._current = ""
        self._comment = 0
        self._build()
        self.session.changed.connect(self._refresh)
        self.session.refused.connect(self._refused)

    def _word(self, key: str, **words: object) -> str:
        return self._catalogue.screen(key, **words)

    # building

    def _build(self) -> None:
        outer = kit.vertical(self)
        self.bar = self._top()
        outer.addWidget(self.bar)
        self._notice = kit.Banner("must", "", "", icon="warning")
        self._notice.hide()
        outer.addWidget(self._notice)
        self._told = kit.Banner("quiet", "", "", icon="tick")
        self._told.hide()
        outer.addWidget(self._told)
        self._own = kit.Banner("quiet", "", "", icon="info")
        self._own.hide()
        outer.addWidget(self._own)
        middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        middle.setSpacing(0)
        self._middle = middle
        self._outline = QFrame()
        self._outline.setProperty("look", "window")
        self._outline.setFixedWidth(theme.current().px(244))
        side = kit.vertical(self._outline)
        holder = QWidget()
        self._rows = kit.vertical(holder, space=0, margins=(0, 10, 0, 8))
        side.addWidget(kit.Scroll(holder), 1)
        side.addWidget(self._filters())
        middle.addWidget(self._outline)
        middle.addWidget(kit.rule(upright=True))
        self.paper = Paper(self.session)
        sheet = QWidget()
        box = kit.horizontal(sheet, margins=(22, 16, 22, 16))
        box.addStretch(1)
        self.paper.setMaximumWidth(theme.current().px(theme.TARGET["column"]))
        box.addWidget(self.paper, 100)
        box.addStretch(1)
        self._scroll = kit.Scroll(sheet)
        centre = kit.vertical()
        centre.addWidget(self._scroll, 1)
        self.drawer = StepDrawer(self.session)
        centre.addWidget(self.drawer)
        self._step_bar = self._bar()
        centre.addWidget(self._step_bar)
        middle.addLayout(centre, 3)
        middle.addWidget(kit.rule(upright=True))
        middle.addWidget(self._side(), 2)
        outer.addLayout(middle, 1)
        self.paper.pin_pressed.connect(self.threads.show_comment)
        self.threads.go_to.connect(self.show_place)
        self.drawer.closed.connect(self._step_bar.show)
        self.drawer.closed.connect(self._fit)
        self._refresh()

    def _top(self) -> PageBar:
        word, draft_id = self._word, self.session.draft_id
        incident = self.session.view.incident
        title = (incident and incident.reference) or word("review.no_reference")
        kinds = ", ".join(self._catalogue.label("incident_type", each) for each in (incident and incident.types) or ())
        self._kinds = kit.label(kinds, "label_plain", "text2")
        self._status = kit.label("", "chip")
        self._write = kit.button(word("review.write"), lambda: self.write.emit(draft_id))
        seal = kit.button(word("seal.short"), lambda: self.hand_over.emit(draft_id))
        history = kit.button(word("history.title"), lambda: self.history.emit(draft_id))
        preview = kit.button(word("review.preview"), lambda: self.preview.emit(draft_id))
        return PageBar(
            self._catalogue,
            title,
            word("review.home"),
            self.go_home.emit,
            beside=[self._kinds, self._status],
            right=[self._write, seal, history, preview],
        )

    def _filters(self) -> QFrame:
        frame = kit.frame("bar")
        box = kit.vertical(frame, space=4, margins=(14, 10, 12, 12))
        box.addWidget(kit.label(self._word("review.show"), "note_strong", "text2"))
        self.boxes: dict[str, QCheckBox] = {}
        for key in ("comments", "gaps", "set_aside"):
            made = QCheckBox()
            made.setChecked(True)
            made.toggled.connect(lambda _on: self._filter())
            made.setMinimumHeight(theme.current().px(theme.TARGET["least"]))
            self.boxes[key] = made
            box.addWidget(made)
        box.addWidget(kit.rule())
        self._handed_in = kit.label("", "small", "text2", wrap=True)
        self._note = kit.label("", "small", wrap=True)
        box.addWidget(self._handed_in)
        box.addWidget(self._note)
        return frame

    def _side(self) -> QWidget:
        side = QFrame()
        side.setProperty("look", "panel")
        side.setFixedWidth(theme.current().px(NARROW_SIDE))  # until there is room: what is wide at first makes the window wide
        box = kit.vertical(side)
        self.rubric = RubricPanel(self.session)
        self._rubric_area = kit.Scroll(self.rubric)
        box.addWidget(self._rubric_area, 5)
        self._between = kit.rule()
        box.addWidget(self._between)
        self.threads = ThreadsPanel(self.session)
        box.addWidget(self.threads, 4)
        self._side_panel = side
        self._side_box = box
        return side

    def _bar(self) -> QFrame:
        bar = kit.frame("bar")
        row = kit.horizontal(bar, space=10, margins=(22, 8, 22, 8))
        self._keys = kit.label(self._word("review.keys"), "note", "text2", wrap=True)
        row.addWidget(self._keys, 1)
        row.addStretch(0)
        self.steps: dict[str, kit.Button] = {}
        for action in STEPS:
            made = kit.button("", partial(self._open, action), look="main" if action == "approve" else "plain")
            self.steps[action] = made
            row.addWidget(made)
        return bar

    # keeping it right

    def _refresh(self) -> None:
        session = self.session
        status = review.status_of(session.referral)
        number = review.version(session.referral)
        self._status.setText(self._word("review.status", status=self._catalogue.label("status", status), round=number))
        moves = session.moves
        for action, button in self.steps.items():
            button.setVisible(action in moves)
            if action in moves:
                button.set_words(self._catalogue.raw("review")["button"][moves[action].words])
        author = review.is_author(session.referral, session.officer)
        self._write.setVisible(author is not False and status in ("draft", "returned"))
        if status == "submitted" and author is not False and session.role is review.Role.SUPERVISOR:
            self._own.rest.setText(self._word("review.own" if author else "review.author_unknown"))
            self._own.show()
        last = review.rounds(session.referral)
        if last:
            entry = last[-1].submitted
            self._handed_in.setText(self._word("review.handed_in_by", who=signed(entry.by), when=when(entry.at)))
            self._note.setText(f"“{entry.text}”" if entry.text else "")
        self._handed_in.setVisible(bool(last))
        self._note.setVisible(bool(last and last[-1].submitted.text))
        findings = session.findings
        counts = {
            "comments": len(session.threads),
            "gaps": sum(each.is_open for each in findings),
            "set_aside": sum(not each.is_open for each in findings),
        }
        for key, box in self.boxes.items():
            box.setText(self._word(f"review.show_{key}", count=counts[key]))
        self.paper.rebuild()
        self.threads.rebuild()
        self._list_sections()

    def _list_sections(self) -> None:
        kit.clear(self._rows)
        self.rows: dict[str, OutlineRow] = {}
        last: object = object()
        for section in self.session.sections:
            if section.key not in self.paper.heads:
                continue
            if section.child != last:
                last = section.child
                name = (
                    self._word("review.whole")
                    if last is None
                    else child_name(self.session.view, section.child or 0, self._catalogue)
                )
                caption = kit.label(name, "label", wrap=True)
                caption.setContentsMargins(theme.current().px(14), theme.current().px(10), 0, theme.current().px(4))
                self._rows.addWidget(caption)
            row = self._row(section)
            self.rows[section.key] = row
            self._rows.addWidget(row)
        self._rows.addStretch(1)

    def _row(self, section: ReadSection) -> OutlineRow:
        found = [each for each in self.session.findings_in(section) if each.is_open]
        severity = next((key for key in ("must", "should") if any(each.severity == key for each in found)), "")
        changed = any(self.session.section_of(each.path) is section for each in self.session.changes)
        pins = sum(self.session.section_of(each.comment.path or "") is section for each in self.session.threads)
        note = self._word("review.changed") if changed else self._word("review.gap") if severity else ""
        row = OutlineRow(section.outline, severity, note, pins, section.key == self._current)
        row.clicked.connect(lambda _checked=False, key=section.key: self._go(key))
        return row

    def _filter(self) -> None:
        self.paper.show_comments = self.boxes["comments"].isChecked()
        self.paper.show_gaps = self.boxes["gaps"].isChecked()
        self.paper.show_set_aside = self.boxes["set_aside"].isChecked()
        self.paper.rebuild()

    # going places

    def _go(self, key: str) -> None:
        self._current = key
        for each, row in self.rows.items():
            row.current = each == key
            row.update()
        section = next(each for each in self.session.sections if each.key == key)
        self.rubric.show_child(section.child)
        head = self.paper.heads.get(key)
        if head is not None:
            QTimer.singleShot(0, lambda: self._scroll_to(head))

    def _scroll_to(self, widget: QWidget) -> None:
        self._scroll.verticalScrollBar().setValue(max(0, widget.y() - theme.current().px(10)))

    def show_place(self, path: str) -> None:
        """Brings a place of the referral into view and makes it the one that is commented on."""
        best = max((each for each in self.paper.lines if path == each or path.startswith(each + "/")), key=len, default="")
        section = self.session.section_of(path)
        if section is not None and section.key in self.rows:
            self._go(section.key)
        if best:
            line = self.paper.lines[best]
            self.paper.choose(best)
            QTimer.singleShot(0, lambda: self._scroll.ensureWidgetVisible(line))

    def next_comment(self, step: int) -> None:
        """Goes to the next or the previous comment and its place."""
        total = len(self.session.threads)
        if not total:
            return
        self._comment = (self._comment + step - 1) % total + 1 if self._comment else (1 if step > 0 else total)
        self.threads.show_comment(self._comment)
        self.show_place(self.session.threads[self._comment - 1].comment.path or "")

    # steps

    def _open(self, action: str) -> None:
        self._notice.hide()
        self._step_bar.hide()
        self.drawer.open_step(action, self.paper.path, self.paper.passage)
        self._fit()

    def tell(self, text: str) -> None:
        """Says something at the head of the page."""
        self._told.rest.setText(text)
        self._told.show()
        kit.announce(self, text)

    def _refused(self, sentence: str) -> None:
        self._notice.rest.setText(sentence)
        self._notice.show()
        kit.announce(self, sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.next_comment(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Takes the room that there is. With large text a step that is being taken has the panel's room as well."""
        ems = theme.current().ems(self.width())
        self._outline.setVisible(ems >= WITH_OUTLINE)
        self._keys.setVisible(ems >= WIDE)
        stacked = ems < STACKED
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._side_panel.setVisible(not (stacked and self.drawer.isVisible()))
        # under the referral the panel is low: what stands below each other elsewhere stands beside each other there
        beside = stacked and self.width() >= 2 * theme.current().px(NARROW_SIDE)
        self._side_box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._between.setVisible(not beside)
        if stacked:
            self._side_panel.setMinimumWidth(0)
            self._side_panel.setMaximumWidth(UNBOUNDED)
        else:
            self._side_panel.setFixedWidth(theme.current().px(SIDE if ems >= WIDE else NARROW_SIDE))
