"""The queue's list: rows fetched page by page, with status, gaps, what is due, the author and how long it has waited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView

from ui import icons, theme
from ui.dates import due, parsed
from ui.start_list import DraftDelegate, DraftsModel, Index, spoken
from vpa_assist.errors import CannotDo
from vpa_assist.store import Filters

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import FollowUp, Row, Store

PAGE = 50
WITH_AUTHOR = 560
"""Width of a row from which the author has room in it, in pixels at 100 %; a narrower one is for large text."""
AUTHOR_ROOM = 150
"""Pixels at 100 % for who wrote a referral, where it stands and since when."""


def soonest(row: Row) -> tuple[FollowUp, bool] | None:
    """What is to be done first, and whether it is awaited from others; None where nothing has a time."""
    items = [(each, False) for each in row.summary.follow_ups if each.due]
    items += [(each, True) for each in row.summary.awaited if each.due]
    return min(items, key=lambda item: item[0].due, default=None)


class QueueModel(DraftsModel):
    """Rows of one queue, fetched page by page."""

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__(store, catalogue)
        self._now = now
        self._filters = Filters()
        self._only: list[str] | None = None

    def show_queue(self, filters: Filters, words: str = "") -> None:
        """Shows what the filters let through, or what a search finds among it."""
        self._filters = filters
        self._only = None
        self.show_list(None, words)

    def show_these(self, draft_ids: list[str]) -> None:
        """Shows just these drafts: what is behind a bar of insight."""
        self._only = draft_ids
        self.show_list(None)

    def _page(self, after: str | None) -> tuple[Row, ...]:
        if self._only is not None:
            start = int(after) if after else 0
            found = []
            for number, draft_id in enumerate(self._only[start : start + PAGE], start + 1):
                try:
                    row = self._store.row(draft_id)
                except CannotDo:
                    continue
                found.append(replace(row, after=str(number)))
            return tuple(found)
        return self._store.search(self._words, self._filters, after, PAGE)

    @property
    def mixed(self) -> bool:
        """Whether referrals of several statuses stand in the list, so that each row says its own."""
        return not self._filters.status

    @property
    def of_dues(self) -> bool:
        """Whether the list is of what is due, so that each row says what that is."""
        return bool(self._filters.due_before)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return super().data(index, role)
        row = self.row_at(index)
        if row is None:
            return None
        say = self._catalogue.screen
        parts = [spoken(row, self._catalogue), row.summary.author or say("queue.no_author")]
        parts.append(self._catalogue.label("status", row.summary.status))
        first = soonest(row)
        if first is not None:
            parts.append(" ".join(due(first[0].due, self._now(), self._catalogue)[:2]))
            parts.append(self.to_do(row))
        return ", ".join(each for each in parts if each)

    def to_do(self, row: Row) -> str:
        """For whom something is due, and what."""
        first = soonest(row)
        if first is None:
            return ""
        item, awaited = first
        if not item.what:
            return item.who
        return self._catalogue.screen("queue.to_do_awaited" if awaited else "queue.to_do", who=item.who, what=item.what)


class QueueDelegate(DraftDelegate):
    """A row with its status, what is due, who wrote it and how long it has been waiting."""

    counts_room = 195
    narrow_below = 0.0

    def __init__(self, model: QueueModel, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__(catalogue, now)
        self.model = model

    def _paint_when(self, painter: QPainter, rect: QRect, row: Row) -> int:
        tokens = theme.current()
        if rect.width() < tokens.px(WITH_AUTHOR):
            return rect.right() - tokens.px(4)
        painter.setFont(tokens.font("small"))
        painter.setPen(tokens.colour("text2"))
        box = rect.adjusted(0, tokens.px(8), -tokens.px(16), -tokens.px(8))
        top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        bottom = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        metrics = painter.fontMetrics()
        author = row.summary.author or self._catalogue.screen("queue.no_author")
        wide = tokens.px(AUTHOR_ROOM)
        for text, where in ((author, top), (self._second(row), bottom)):
            painter.drawText(box, where, metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide))
        # the same for every row, so that the counts stand under each other
        return int(box.right()) - wide

    def _second(self, row: Row) -> str:
        if not self.model.mixed:
            return self.age(row)
        return self._catalogue.screen(
            "queue.status", status=self._catalogue.label("status", row.summary.status), age=self.age(row)
        )

    def _paint_counts(self, painter: QPainter, rect: QRect, row: Row, ground: str, right: int, left: int | None = None) -> int:
        first = soonest(row)
        if first is None:
            return super()._paint_counts(painter, rect, row, ground, right, left)
        px = theme.current().px
        upper = QRect(rect.x(), rect.y() + px(8), rect.width(), px(24))
        x = super()._paint_counts(painter, upper, row, ground, right)
        self._paint_due(painter, QRect(x, rect.y() + px(32), max(0, right - x - px(10)), px(24)), first[0].due)
        return x

    def _paint_due(self, painter: QPainter, rect: QRect, moment: str) -> None:
        tokens = theme.current()
        word, rest, over = due(moment, self._now(), self._catalogue)
        tone = "should" if over else "text2"
        side = tokens.px(14)
        icons.paint(painter, "clock", QRectF(rect.x() + 1, rect.center().y() - side // 2, side, side), tokens.colour(tone))
        painter.setFont(tokens.font("small", 600 if over else 400))
        painter.setPen(tokens.colour(tone))
        left = rect.adjusted(tokens.px(20), 0, 0, 0)
        text = painter.fontMetrics().elidedText(f"{word} {rest}".strip(), Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def second_line(self, row: Row) -> str:
        return self.model.to_do(row) if self.model.of_dues and soonest(row) else super().second_line(row)

    def age(self, row: Row) -> str:
        """How long ago the draft was last changed, in words."""
        at = parsed(row.updated_at)
        if at is None:
            return ""
        minutes = max(0, int((self._now() - at).total_seconds() // 60))
        say = self._catalogue.screen
        if minutes < 60:
            return say("queue.minutes", count=minutes)
        if minutes < 48 * 60:
            return say("queue.hours", count=minutes // 60)
        return say("queue.days", count=minutes // (24 * 60))


class QueueView(QListView):
    """The list: Enter opens, arrows go up and down."""

    opened = Signal(str)

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.rows = QueueModel(store, catalogue, now)
        self.setModel(self.rows)
        self._delegate = QueueDelegate(self.rows, catalogue, now)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "drafts")
        self.setProperty("ring", "true")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(catalogue.screen("queue.list"))
        self.clicked.connect(self._open)

    def _open(self, index: Any) -> None:
        row = self.rows.row_at(index)
        if row is not None:
            self.opened.emit(row.draft_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def go_to(self, draft_id: str) -> None:
        """Puts the keys on a draft, where it is among the rows that were fetched."""
        for at in range(self.rows.rowCount()):
            row = self.rows.row_at(self.rows.index(at))
            if row is not None and row.draft_id == draft_id:
                self.setCurrentIndex(self.rows.index(at))
                return

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))
