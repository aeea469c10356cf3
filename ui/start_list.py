"""The list of drafts: a model that fetches pages from the store as they come into view, and a delegate that paints rows.

A hundred thousand drafts cost no more than the fifty that are shown first.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.dates import when

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Row, Store, WorkList

PAGE = 50
Index = QModelIndex | QPersistentModelIndex


class DraftsModel(QAbstractListModel):
    """Rows of one work list, or of a search, the last changed first."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        super().__init__()
        self._store = store
        self._catalogue = catalogue
        self._list: WorkList | None = None
        self._words = ""
        self._rows: list[Row] = []
        self._more = False

    def show_list(self, listed: WorkList | None, words: str = "") -> None:
        """Shows a work list, or what a search finds in all."""
        self._list = listed
        self._words = words
        self.beginResetModel()
        self._rows = []
        self._more = True
        self._take(self._page(None))
        self.endResetModel()

    def _page(self, after: str | None) -> tuple[Row, ...]:
        if self._words:
            return self._store.search(self._words, after=after, limit=PAGE)
        return self._store.drafts(self._list, after=after, limit=PAGE)

    def _take(self, rows: tuple[Row, ...]) -> None:
        self._rows += rows
        self._more = len(rows) == PAGE

    def row_at(self, index: Index) -> Row | None:
        """The draft of a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        rows = self._page(self._rows[-1].after if self._rows else None)
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._take(rows)
            self.endInsertRows()
        else:
            self._more = False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self._catalogue)
        return None


def heading(row: Row, catalogue: Catalogue) -> tuple[str, str]:
    """Reference and kind of a draft."""
    summary = row.summary
    kind = catalogue.label("incident_type", summary.main_type) if summary.main_type else ""
    return summary.reference or catalogue.screen("start.no_reference"), kind


def below(row: Row, catalogue: Catalogue) -> str:
    """How many children, and the town. No names: somebody may look over a shoulder."""
    summary = row.summary
    number = "one" if summary.children == 1 else "none" if not summary.children else "many"
    key = f"start.children_{number}" if summary.who or not summary.children else f"start.children_{number}_unknown"
    text = catalogue.screen(key, count=summary.children, who=summary.who)
    return f"{text}, {summary.town}" if summary.town else text


def returned_words(row: Row) -> tuple[str, str, str]:
    """Who returned it, when, and the words."""
    try:
        who, at, text = json.loads(row.summary.note)
    except (ValueError, TypeError):
        return "", "", row.summary.note
    return str(who), str(at), str(text)


def spoken(row: Row, catalogue: Catalogue) -> str:
    """A row as a screen reader says it."""
    reference, kind = heading(row, catalogue)
    summary = row.summary
    parts = [reference, kind, below(row, catalogue)]
    for severity in ("must", "should", "consider"):
        number = getattr(summary, severity)
        if number:
            key = "one" if number == 1 else "many"
            parts.append(f"{number} {catalogue.screen(f'counts.{severity}_{key}')}")
    parts.append(catalogue.screen("start.saved", when=when(row.updated_at, datetime.now().astimezone(), catalogue)))
    return ", ".join(each for each in parts if each)


class DraftDelegate(QStyledItemDelegate):
    """Paints a draft: reference and kind, children and town, counts by shape, when it was saved."""

    counts_room = 150
    """Pixels at 100 % for the counts, kept free before what stands at the right."""
    narrow_below = 36.0
    """Ems of the list's width below which the counts take a line of their own under the words, so that none are cut."""

    def __init__(self, catalogue: Catalogue, now: Any) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        widget = getattr(option, "widget", None)
        wide = widget.viewport().width() if isinstance(widget, QAbstractScrollArea) else option.rect.width()
        return QSize(theme.current().px(320), theme.current().px(92 if self.is_narrow(wide) else 64))

    def is_narrow(self, wide: int) -> bool:
        """Whether a row of this width in pixels has three lines."""
        return theme.current().ems(wide) < self.narrow_below

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(Qt.ItemDataRole.UserRole)
        if row is None:
            return
        tokens = theme.current()
        px = tokens.px
        rect: QRect = option.rect
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_soft" if chosen else "sunken" if hovered else "surface"
        painter.fillRect(rect, tokens.colour(ground))
        if chosen:
            painter.fillRect(QRect(rect.x(), rect.y(), px(3), rect.height()), tokens.colour("accent"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("line"))
        if self.is_narrow(rect.width()):
            third = QRect(rect.x(), rect.y() + px(58), rect.width(), px(26))
            self._paint_when(painter, third, row)
            self._paint_counts(painter, third, row, ground, third.x() + px(19 + self.counts_room), third.x() + px(19))
            self._paint_words(painter, rect, row, rect.right())
        else:
            right = self._paint_when(painter, rect, row)
            counts_at = self._paint_counts(painter, rect, row, ground, right)
            self._paint_words(painter, rect, row, counts_at)
        painter.restore()

    def _paint_when(self, painter: QPainter, rect: QRect, row: Row) -> int:
        tokens = theme.current()
        painter.setFont(tokens.font("small"))
        painter.setPen(tokens.colour("text2"))
        text = self._catalogue.screen("start.saved", when=when(row.updated_at, self._now(), self._catalogue))
        wide = painter.fontMetrics().horizontalAdvance(text)
        box = rect.adjusted(0, 0, -tokens.px(16), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return box.right() - wide

    def _paint_counts(self, painter: QPainter, rect: QRect, row: Row, ground: str, right: int, left: int | None = None) -> int:
        tokens = theme.current()
        px = tokens.px
        painter.setFont(tokens.font("label"))
        numbers = [(each, getattr(row.summary, each)) for each in ("must", "should", "consider")]
        shown = [(each, number) for each, number in numbers if number]
        x = rect.x() + round(rect.width() * 0.58)
        x = min(x, right - px(self.counts_room)) if left is None else left
        middle = rect.center().y()
        if not shown:
            # of a draft only the pages that were left are counted: that nothing is missing would be too much said
            through = row.summary.status != "draft"
            shape = "complete" if through else "in_progress"
            icons.paint_shape(painter, shape, QRectF(x, middle - px(8), px(16), px(16)), ground)
            painter.setFont(tokens.font("small"))
            painter.setPen(tokens.colour("text2"))
            box = QRect(x + px(22), rect.y(), px(130), rect.height())
            words = self._catalogue.screen("start.nothing_missing" if through else "start.nothing_so_far")
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            return x
        at = x
        for each, number in shown:
            icons.paint_shape(painter, each, QRectF(at, middle - px(8), px(16), px(16)), ground)
            painter.setPen(tokens.colour(each))
            text = str(number)
            wide = painter.fontMetrics().horizontalAdvance(text)
            box = QRect(at + px(20), rect.y(), wide + px(4), rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            at += px(28) + wide
        return x

    def _paint_words(self, painter: QPainter, rect: QRect, row: Row, room: int) -> None:
        tokens = theme.current()
        px = tokens.px
        reference, kind = heading(row, self._catalogue)
        left = rect.x() + px(19)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top = QRect(left, rect.y() + px(8), room - left - px(8), px(24))
        painter.setFont(tokens.font("label"))
        painter.setPen(tokens.colour("text"))
        painter.drawText(top, flags, reference)
        used = painter.fontMetrics().horizontalAdvance(reference) + px(11)
        painter.setFont(tokens.font("label", 400))
        painter.setPen(tokens.colour("text2"))
        elided = painter.fontMetrics().elidedText(kind, Qt.TextElideMode.ElideRight, max(0, top.width() - used))
        painter.drawText(top.adjusted(used, 0, 0, 0), flags, elided)
        bottom = QRect(left, rect.y() + px(32), room - left - px(8), px(24))
        text = painter.fontMetrics().elidedText(self.second_line(row), Qt.TextElideMode.ElideRight, bottom.width())
        painter.drawText(bottom, flags, text)

    def second_line(self, row: Row) -> str:
        """What stands under reference and kind."""
        return below(row, self._catalogue)
