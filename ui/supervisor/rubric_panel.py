"""Grading by what inspectors ask: one row for each part, three grades in full words, anchors and evidence on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ui import kit, theme
from ui.icons import Shape
from ui.menu_button import MenuButton
from ui.supervisor.segment_bar import SegmentBar
from vpa_assist.composed.reading import child_name
from vpa_assist.rubric import GRADES, Item, Sheet, evidence

BESIDE = 385
"""Pixels at 100 % from which the name of a part fits beside its grades."""

if TYPE_CHECKING:
    from ui.supervisor.session import ReviewSession


class GradeRow(QWidget):
    """One part with its grades. No grade is proposed and none is set before a person chooses."""

    def __init__(self, panel: RubricPanel, sheet: Sheet, item: Item) -> None:
        super().__init__()
        self._panel = panel
        self.item = item
        session = panel.session
        box = kit.vertical(self, space=2)
        catalogue = session.catalogue
        self.name = kit.label(item.label, "label_plain", wrap=True)
        self.bar = SegmentBar(
            catalogue.screen("review.grade_of", part=item.label),
            [(grade, catalogue.label("grade", grade)) for grade in GRADES],
            session.grade_of(item.path) or "",
            recorded=True,
        )
        allowed = "audit" in session.moves
        self.bar.setEnabled(allowed)
        self.bar.chosen.connect(self._grade)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().px(4))
        line.addWidget(self.name, 1)
        line.addWidget(self.bar)
        self._line = line
        box.addLayout(line)
        self.more = QWidget()
        more = kit.vertical(self.more, space=4, margins=(8, 2, 0, 6))
        for grade in GRADES:
            words = catalogue.screen("review.anchor", grade=catalogue.label("grade", grade), anchor=item.anchors[grade])
            more.addWidget(kit.label(words, "small", "text2", wrap=True))
        found = evidence(sheet, item, session.findings)
        for finding in found:
            row = kit.horizontal(space=6)
            row.addWidget(Shape(finding.severity.value if finding.is_open else "complete", 14), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(kit.label(finding.title, "small", wrap=True), 1)
            more.addLayout(row)
        if not found:
            more.addWidget(kit.label(catalogue.screen("review.no_evidence"), "small", "text2"))
        self.more.hide()
        box.addWidget(self.more)

    def stack(self, stacked: bool) -> None:
        """Whether the part's name stands over its grades, where there is no room beside them."""
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)

    def _grade(self, grade: str) -> None:
        if not self._panel.session.grade(self.item.path, grade):
            self.bar.choose(self._panel.session.grade_of(self.item.path) or "")


class RubricPanel(QFrame):
    """The sheets of one referral, one shown at a time."""

    def __init__(self, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.rows: list[GradeRow] = []
        self._box = kit.vertical(self, space=6, margins=(16, 12, 16, 12))
        head = kit.horizontal(space=8)
        head.addWidget(kit.label(session.catalogue.screen("review.rubric"), "heading", wrap=True), 1)
        self.anchors = kit.link(session.catalogue.screen("review.anchors"), self._toggle)
        head.addWidget(self.anchors)
        self._box.addLayout(head)
        self.sheet = MenuButton(session.catalogue.screen("review.sheet"), self._sheets())
        self.sheet.picked.connect(lambda _value: self.rebuild())
        self._box.addWidget(self.sheet)
        self._rows = kit.vertical(space=6)
        self._box.addLayout(self._rows)
        self._open = False
        self.rebuild()

    def _sheets(self) -> list[tuple[object, str]]:
        named: list[tuple[object, str]] = []
        for index, sheet in enumerate(self.session.sheets):
            name = child_name(self.session.view, sheet.child, self.session.catalogue) if sheet.child is not None else ""
            named.append((index, f"{name}: {sheet.title}" if name else sheet.title))
        return named

    def rebuild(self) -> None:
        """Shows the chosen sheet with the grades as they stand."""
        kit.clear(self._rows)
        self.rows = []
        sheets = self.session.sheets
        self.sheet.setVisible(len(sheets) > 1)
        index = self.sheet.value
        if not isinstance(index, int) or index >= len(sheets):
            return
        for item in sheets[index].items:
            row = GradeRow(self, sheets[index], item)
            row.more.setVisible(self._open)
            row.stack(self.width() < theme.current().px(BESIDE))
            self.rows.append(row)
            self._rows.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self.rows:
            row.stack(self.width() < theme.current().px(BESIDE))

    def show_child(self, child: int | None) -> None:
        """Shows the first sheet of a child."""
        for index, sheet in enumerate(self.session.sheets):
            if sheet.child == child and index != self.sheet.value:
                self.sheet.choose(index)
                self.rebuild()
                return

    def _toggle(self) -> None:
        self._open = not self._open
        key = "review.anchors_less" if self._open else "review.anchors"
        self.anchors.set_words(self.session.catalogue.screen(key))
        for row in self.rows:
            row.more.setVisible(self._open)
