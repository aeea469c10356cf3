"""Parts of the insight page: a figure card, the chart of one measure, its table and its line over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ui import kit, theme
from vpa_assist.drawing.charts import Bar, bars
from vpa_assist.drawing.shapes import Drawing
from vpa_assist.drawing.trend import Moment, trend
from vpa_assist.insight.report import Row, Table, percent

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


ROW = 28
"""Height of a row of figures, in pixels at 100 %."""


class FigureCard(QFrame):
    """One share in large figures, with what it is and the interval it could lie in."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "block")
        self._catalogue = catalogue
        box = kit.vertical(self, space=1, margins=(16, 8, 12, 8))
        self._figure = kit.label("", "figure_small", wrap=True)
        self._title = kit.label("", "label", wrap=True)
        self._note = kit.label("", "small", "text2", wrap=True)
        for each in (self._figure, self._title, self._note):
            box.addWidget(each)
        box.addStretch(1)

    def show_share(self, title: str, row: Row, least: int) -> None:
        """Shows one share; a group that is too small says so."""
        word = self._catalogue.screen
        if row.shown:
            figure = word("insight.part_of_whole", part=row.part, whole=row.whole)
            note = word("insight.share_and_interval", share=percent(row.value), low=percent(row.low), high=percent(row.high))
        else:
            figure, note = word("insight.under", least=least), word("insight.hidden", least=least)
        self.show_text(figure, title, note)

    def show_text(self, figure: str, title: str, note: str) -> None:
        """Shows any figure in words."""
        self._figure.setText(figure)
        self._title.setText(title)
        self._note.setText(note)
        self.setAccessibleName(f"{title}: {figure}. {note}")

    def text(self) -> str:
        return f"{self._figure.text()} {self._title.text()} {self._note.text()}"


def chart_of(table: Table, catalogue: Catalogue, width: float) -> Drawing:
    """The bars of one measure, `width` points wide; groups that are too small as a sentence."""
    hidden = catalogue.screen("insight.hidden", least=table.least)
    items = [
        Bar(row.label, percent(row.value), row.value, row.low, row.high) if row.shown else Bar(row.label, hidden)
        for row in table.rows
    ]
    return bars(items, alt_of(table, catalogue), width=width, labels=min(150, width * 0.34), values=48)


def alt_of(table: Table, catalogue: Catalogue) -> str:
    """The chart in words: the same figures, in the same order."""
    word = catalogue.screen
    parts = [
        word("insight.row_in_words", label=row.label, part=row.part, whole=row.whole, share=percent(row.value))
        if row.shown
        else f"{row.label}: {word('insight.hidden', least=table.least)}"
        for row in table.rows
    ]
    return word("insight.chart_in_words", title=table.title, split=table.dimension_title, rows="; ".join(parts))


def line_of(table: Table, catalogue: Catalogue, width: float) -> Drawing:
    """The measure over time."""
    moments = [Moment(row.label, row.value, row.low, row.high) for row in table.rows]
    return trend(moments, alt_of(table, catalogue), width=width)


class FigureTable(QTableWidget):
    """The figures of one measure as a table. Enter or a double click on a row asks for the drafts behind it."""

    behind = Signal(str)
    """The group of the row."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._groups: list[str] = []
        word = catalogue.screen
        self._heads = [word("insight.part"), word("insight.whole"), word("insight.share"), word("insight.interval")]
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("ring", True)
        self.setProperty("look", "figures")
        self.cellDoubleClicked.connect(lambda row, _column: self._ask(row))

    def show_table(self, table: Table) -> None:
        """Shows a measure's figures."""
        word = self._catalogue.screen
        self._groups = [row.group for row in table.rows]
        self.setAccessibleName(f"{table.title}, {table.dimension_title}")
        self.setColumnCount(5)
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels([table.dimension_title, *self._heads])
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for index, row in enumerate(table.rows):
            interval = word("insight.from_to", low=percent(row.low), high=percent(row.high))
            cells = (
                [row.label, str(row.part), str(row.whole), percent(row.value), interval]
                if row.shown
                else [row.label, "–", word("insight.under", least=table.least), word("insight.not_shown"), ""]
            )
            for column, text in enumerate(cells):
                self.setItem(index, column, self._cell(text, column, row.shown))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        height = theme.current().px(ROW)
        self.horizontalHeader().setFixedHeight(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(height * (len(table.rows) + 1) + 8)

    def _cell(self, text: str, column: int, shown: bool) -> QTableWidgetItem:
        cell = QTableWidgetItem(text)
        side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
        cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if not shown:
            cell.setForeground(theme.current().colour("text2"))
        return cell

    def texts(self) -> list[list[str]]:
        """What the rows say."""
        return [
            [found.text() if (found := self.item(row, column)) else "" for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]

    def _ask(self, row: int) -> None:
        if 0 <= row < len(self._groups):
            self.behind.emit(self._groups[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentRow())
            return
        super().keyPressEvent(event)


class PlainTable(QTableWidget):
    """Rows of words with a number in the last column. Enter or a double click on a row asks for the drafts behind it."""

    behind = Signal(int)
    """The number of the row."""

    def __init__(self, name: str, heads: list[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(heads), parent)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(heads)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ring", True)
        self.setProperty("look", "figures")
        self.cellDoubleClicked.connect(lambda row, _column: self.behind.emit(row))
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for column in range(len(heads)):
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(self._side(column) | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentRow() >= 0:
                self.behind.emit(self.currentRow())
            return
        super().keyPressEvent(event)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if column == self.columnCount() - 1 else Qt.AlignmentFlag.AlignLeft

    def show_rows(self, rows: list[list[str]]) -> None:
        """Shows these rows, all of them at once."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(self._side(column) | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(number, column, cell)
        height = theme.current().px(ROW)
        self.horizontalHeader().setFixedHeight(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(height * (len(rows) + 1) + 4)

    def texts(self) -> list[list[str]]:
        """What the rows say."""
        return [
            [found.text() if (found := self.item(row, column)) else "" for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
