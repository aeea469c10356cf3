"""What is missing, at the right: counts by shape, this child or the whole referral, a card for each finding, few lines in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui import icons, kit, theme
from ui.counted import SEVERITIES, in_words, word
from ui.explaining import lapsed_reason
from ui.finding_card import Card, words_of
from ui.gap_lines import FoldLine, Group, Line, Place, keys_around, lines
from ui.sections import Section, section_of
from ui.tabbing import stops
from vpa_assist.findings import Finding, counts
from vpa_assist.record.pointers import split

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue

MOST_CARDS = 80
NAMES_SHOWN = 4
"""Names on the line that holds several children."""


class Counts(QWidget):
    """The three counts with their shapes. `words` shows the words beside the figures."""

    def __init__(self, catalogue: Catalogue, *, words: bool = True, upright: bool = False, ground: str = "surface") -> None:
        super().__init__()
        self.catalogue = catalogue
        self._words = words
        self._number: dict[str, int] = {}
        # with words it may need a second row: at 200 %, or with many gaps
        row: Any = kit.vertical(self, space=14) if upright else kit.Flow(self, 7, 2) if words else kit.horizontal(self, space=12)
        self.figures: dict[str, Any] = {}
        self.names: dict[str, Any] = {}
        for each in SEVERITIES:
            holder = QWidget()
            part = kit.horizontal(holder, space=5)
            part.addWidget(icons.Shape(each, 16, ground))
            self.figures[each] = kit.label("0", "label", each)
            part.addWidget(self.figures[each])
            if words:
                self.names[each] = kit.label("", "small", "text2")
                part.addWidget(self.names[each])
            row.addWidget(holder)
        if not upright and not words:
            row.addStretch(1)

    def show_counts(self, number: Mapping[str, int]) -> None:
        """Shows the counts; each is always there, zero as 0."""
        if number == self._number:
            return
        self._number = dict(number)
        for each in SEVERITIES:
            self.figures[each].setText(str(number[each]))
            if self._words:
                self.names[each].setText(word(self.catalogue, each, number[each]))
        self.setAccessibleName(", ".join(in_words(self.catalogue, number)))

    def text(self) -> str:
        """The counts as they are read: "1 to answer, 2 to explain, 1 suggestion"."""
        return self.accessibleName()


class FindingsPanel(QFrame):
    """The panel. `go_asked` carries a finding, `reason_asked` the pointer of a field made for a reason."""

    go_asked = Signal(object)
    reason_asked = Signal(str)
    fold_asked = Signal()

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        super().__init__()
        self.document = document
        self.catalogue = catalogue
        self.section: Section | None = None
        self.whole = True
        self._current: tuple[Any, ...] | None = None
        self._opened: tuple[Any, ...] | None = None
        self._unfolded: set[str] = set()
        self.cards: list[Card] = []
        self.folds: list[FoldLine] = []
        self._shown: tuple[Any, ...] | None = None
        self._followed: tuple[Any, ...] = ()
        say = catalogue.screen
        self.setProperty("look", "side")
        self.setAccessibleName(say("panel.title"))
        outer = kit.vertical(self)
        head = QWidget()
        column = kit.vertical(head, space=8, margins=(16, 12, 10, 10))
        top = kit.horizontal()
        self.title = kit.label(say("panel.title"), "heading")
        top.addWidget(self.title, 1)
        self.fold = kit.icon_button("right", say("panel.fold"), self.fold_asked.emit, tip=say("panel.fold_tip"))
        top.addWidget(self.fold)
        column.addLayout(top)
        self.counts = Counts(catalogue)
        column.addWidget(self.counts)
        self.scope = self._scope_row()
        column.addWidget(self.scope)
        outer.addWidget(head)
        outer.addWidget(kit.rule())
        self.inner = QWidget()
        self.list = kit.vertical(self.inner)
        self.area = kit.Scroll(self.inner)
        outer.addWidget(self.area, 1)
        foot = kit.frame("foot")
        kit.horizontal(foot, margins=(16, 7, 8, 7)).addWidget(kit.label(say("panel.keys"), "note", "text2", wrap=True))
        outer.addWidget(foot)
        self.follow()

    def _scope_row(self) -> QWidget:
        holder = QWidget()
        row = kit.horizontal(holder)
        self.this_child = kit.button(self.catalogue.screen("panel.this_child"), lambda: self.set_whole(False), look="segment")
        self.whole_button = kit.button(self.catalogue.screen("panel.whole"), lambda: self.set_whole(True), look="segment")
        for button, side in ((self.this_child, "first"), (self.whole_button, "last")):
            button.setProperty("side", side)
            button.setCheckable(True)
            row.addWidget(button)
        row.addStretch(1)
        return holder

    def set_whole(self, whole: bool) -> None:
        """Shows the whole referral's findings, or those of the child whose page is open."""
        self.whole = whole
        self.follow()

    def set_section(self, section: Section) -> None:
        """Follows the open page."""
        self.section = section
        self.follow()

    # what is listed

    def listed(self) -> tuple[Finding, ...]:
        """The findings to list, in the panel's order: open ones by severity and child, those set aside last."""
        found = self.document.shown_findings
        child = self.section.index if self.section is not None else None
        if not self.whole and child is not None:
            found = tuple(each for each in found if _child_of(each) == child)

        def order(finding: Finding) -> tuple[Any, ...]:
            index = _child_of(finding)
            at = SEVERITIES.index(finding.severity.value)
            return (not finding.is_open, at, index if index is not None else -1, finding.path, finding.code)

        return tuple(sorted(found, key=order))

    def open_findings(self) -> tuple[Finding, ...]:
        """The open ones among them: what F8 goes through."""
        return tuple(each for each in self.listed() if each.is_open)

    def follow(self) -> None:
        """Shows what is missing now."""
        document = self.document
        asked = (self.section, self.whole, self._current, frozenset(self._unfolded), document.read_only)
        now = (document.known_findings, document.visited, document.structure, *asked)
        if now == self._followed:
            return
        self._followed = now
        on_child = self.section is not None and self.section.index is not None
        self.scope.setVisible(on_child)
        self.this_child.setChecked(not self.whole)
        self.whole_button.setChecked(self.whole)
        listed = self.listed()
        self.counts.show_counts(counts(listed))
        shown_lines = self._lines(listed)
        shown = ([self._look(each) for each in shown_lines], self.document.read_only, on_child, self._names())
        if shown == self._shown:
            self._renumber(shown_lines)
            return
        self._shown = shown
        self._build(shown_lines)

    def _look(self, line: Line) -> tuple[Any, ...]:
        """All that can be seen of a line. A letter before or in the words in question moves their place, and no more."""
        item = line.item
        if isinstance(item, Group):
            return item.key, item.title, counts(item.findings()), line.is_open, line.depth
        words = words_of(self.document, item)
        return replace(item, span=None), item.span is None, words, lapsed_reason(self.document, item)

    def _renumber(self, shown: list[Line]) -> None:
        """Gives what is listed the findings as they are now."""
        cards, folds = iter(self.cards), iter(self.folds)
        for line in shown:
            if isinstance(line.item, Group):
                next(folds).holds = line.item
            elif (card := next(cards, None)) is not None:
                before, card.finding = _id(card.finding), line.item
                self._current = _id(line.item) if self._current == before else self._current
                self._opened = _id(line.item) if self._opened == before else self._opened

    def _lines(self, listed: tuple[Finding, ...]) -> list[Line]:
        """The lines to show; the groups around the current finding are open."""
        say = self.catalogue.screen
        titles: dict[str, Any] = {"rest": str(say("panel.rest")), "aside": str(say("panel.aside")), "more": self._more_children}
        folded = lines(listed, self._place, self._unfolded, **titles)
        current = next((each for each in listed if _id(each) == self._current), None)
        if current is None or not (around := keys_around(folded, current)):
            return folded
        return lines(listed, self._place, {*self._unfolded, *around}, **titles)

    def _more_children(self, names: Sequence[str]) -> str:
        key = "panel.more_children" if len(names) <= NAMES_SHOWN else "panel.more_children_and"
        return str(self.catalogue.screen(key, count=len(names), names=", ".join(names[:NAMES_SHOWN])))

    def _place(self, finding: Finding) -> Place:
        section = section_of(self.catalogue, self.document.referral, finding.path, finding.code)
        if section is None:
            return Place("", "")
        return Place(section.key, section.page.outline, section.child or "", self.document.child_name(section.where))

    def _names(self) -> tuple[str, ...]:
        return tuple(self.document.child_name(f"/children/{at}") for at in range(len(self.document.referral.children or ())))

    def _build(self, shown: list[Line]) -> None:
        at = self.area.verticalScrollBar().value()
        held = next((each.holds.key for each in self.folds if each.hasFocus()), "")
        kit.clear(self.list)
        self.cards = []
        self.folds = []
        if not shown:
            self._say_nothing()
        for line in shown:
            if isinstance(line.item, Group):
                self._add_fold(line)
            elif len(self.cards) < MOST_CARDS:
                self._add(line.item)
        self.list.addStretch(1)
        self._mark_current()
        self.area.verticalScrollBar().setValue(at)
        back = next((each for each in self.folds if each.holds.key == held), None)
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, finding: Finding) -> None:
        card = Card(self.document, self.catalogue, finding)
        card.go_asked.connect(self._go)
        card.reason_field_asked.connect(self.reason_asked)
        card.opened.connect(self._card_opened)
        self.cards.append(card)
        self.list.addWidget(card)
        if self._opened == _id(finding) and finding.is_open:
            card.toggle()

    def _add_fold(self, line: Line) -> None:
        assert isinstance(line.item, Group)
        fold = FoldLine(self.catalogue, line, counts(line.item.findings()))
        fold.clicked.connect(lambda _checked=False, key=line.item.key: self.unfold(key))
        self.folds.append(fold)
        self.list.addWidget(fold)

    def unfold(self, key: str) -> None:
        """Unfolds a line, or folds it again."""
        is_open = any(each.holds.key == key and each.is_open for each in self.folds)
        if is_open:
            self._unfolded.discard(key)
            self._current = None
        else:
            self._unfolded.add(key)
        self.follow()

    def _say_nothing(self) -> None:
        holder = QWidget()
        column = kit.vertical(holder, space=6, margins=(16, 16, 16, 16))
        name = self.document.child_name(self.section.where) if self.section is not None and not self.whole else ""
        nothing_yet = not self.document.visited
        if name:
            text = self.catalogue.screen("panel.nothing_child", name=name)
        else:
            text = self.catalogue.screen("panel.nothing_yet" if nothing_yet else "panel.nothing")
        column.addWidget(kit.label(text, "small", "text2", wrap=True))
        self.check_page = kit.link(self.catalogue.screen("panel.check_page"), self._check_page)
        if self.section is not None and self.section.key not in self.document.visited:
            column.addWidget(self.check_page, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.addWidget(holder)

    def _check_page(self) -> None:
        if self.section is not None:
            self.document.visit(self.section.key)

    # going through

    def _card_opened(self, card: object) -> None:
        assert isinstance(card, Card)
        self._opened = _id(card.finding)
        for each in self.cards:
            if each is not card and each.is_opened:
                each.toggle()
        self._current = _id(card.finding)
        self._mark_current()
        QTimer.singleShot(0, self, lambda: self._show_card(card))

    def _show_card(self, card: Card) -> None:
        if card in self.cards:
            self.area.ensureWidgetVisible(card, 0, 10)

    def _go(self, finding: object) -> None:
        assert isinstance(finding, Finding)
        self._current = _id(finding)
        self._mark_current()
        self.go_asked.emit(finding)

    def step(self, by: int) -> Finding | None:
        """The next or previous open finding, which becomes the current one; its card is shown."""
        found = self.open_findings()
        if not found:
            return None
        ids = [_id(each) for each in found]
        at = ids.index(self._current) if self._current in ids else (-1 if by > 0 else 0)
        finding = found[(at + by) % len(found)]
        self._current = ids[(at + by) % len(found)]
        self.follow()
        self._mark_current()
        return finding

    def _mark_current(self) -> None:
        for card in self.cards:
            current = _id(card.finding) == self._current
            card.set_current(current)
            if current:
                self.area.ensureWidgetVisible(card, 0, 10)

    def focus_first(self) -> None:
        """Puts the keyboard into the panel."""
        card = next((each for each in self.cards if _id(each.finding) == self._current), None)
        first = card.links[0] if card is not None and card.links else None
        target = first or next(iter(stops(self.inner)), self.fold)
        target.setFocus(Qt.FocusReason.TabFocusReason)


class Rail(kit.Clickable):
    """The panel folded: the three counts one under the other, the title upright, the key. A click unfolds it."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue.screen("panel.unfold"))
        self.catalogue = catalogue
        self._number = dict.fromkeys(SEVERITIES, 0)
        self.setProperty("ring", "true")
        self.setToolTip(catalogue.screen("panel.unfold_tip"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_counts(self, number: Mapping[str, int], spoken: str) -> None:
        """Shows the counts."""
        named = f"{self.catalogue.screen('panel.unfold')}: {spoken}"
        shown = {each: number[each] for each in SEVERITIES}
        if shown != self._number or named != self.accessibleName():
            self._number = shown
            self.setAccessibleName(named)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(theme.TARGET["rail"]), 200)

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        ground = "sunken" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), tokens.colour(ground))
        painter.fillRect(0, 0, 1, self.height(), tokens.colour("line"))
        icons.paint(painter, "left", QRectF((self.width() - px(16)) / 2, px(16), px(16), px(16)), tokens.colour("text2"))
        y = px(50)
        for each in SEVERITIES:
            icons.paint_shape(painter, each, QRectF(px(10), y, px(17), px(17)), ground)
            painter.setFont(tokens.font("label"))
            painter.setPen(tokens.colour(each))
            painter.drawText(
                QRectF(px(32), y - px(4), px(20), px(25)),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                str(self._number[each]),
            )
            y += px(36)
        painter.setFont(tokens.font("small", 600))
        painter.setPen(tokens.colour("text2"))
        painter.save()
        painter.translate(self.width() / 2 - px(5), y + px(14))
        painter.rotate(90)
        painter.drawText(0, 0, self.catalogue.screen("panel.title"))
        painter.restore()
        painter.setFont(tokens.font("note"))
        painter.setPen(tokens.colour("text3"))
        painter.drawText(
            self.rect().adjusted(0, 0, 0, -px(16)), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, "F8"
        )
        painter.end()


def _child_of(finding: Finding) -> int | None:
    steps = split(finding.path)
    return int(steps[1]) if len(steps) > 1 and steps[0] == "children" else None


def _id(finding: Finding) -> tuple[Any, ...]:
    return finding.code, finding.path, finding.span, finding.title
