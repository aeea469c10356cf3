"""The outline at the left: every section with its status, the children with their own sections, add a child.

Each row is one target. Tab reaches the open row, arrows move between rows, Enter opens. What a status shape says is also in
the row's accessible name, so that the small outline may leave the words out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from ui import icons, kit, theme
from ui.child_menu import ChildActions
from ui.sections import Section, in_order, of_child, status
from ui.tabbing import in_reading_order
from vpa_assist.record.ages import age, incident_day
from vpa_assist.record.remembering import ByPart

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue


class Row(kit.Clickable):
    """One section."""

    def __init__(self, section: Section, text: str, *, inside: bool) -> None:
        super().__init__(text)
        self.section = section
        self.text_ = text
        self.inside = inside
        self.status = "not_started"
        self.status_word = ""
        self.chosen = False
        self.small = False
        self.setProperty("ring", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_status(self, status_: str, word: str, chosen: bool, small: bool) -> None:
        """Shows the section's status, and whether it is the open one."""
        if (status_, chosen, small) != (self.status, self.chosen, self.small) or word != self.status_word:
            self.status, self.status_word, self.chosen, self.small = status_, word, chosen, small
            self.setAccessibleName(f"{self.text_}, {word}")
            self.setToolTip(word if small else "")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        tokens = theme.current()
        return QSize(tokens.px(180), tokens.px(36 if self.small else theme.TARGET["row"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        ground = "bg"
        if self.chosen:
            ground = "accent_soft"
            painter.fillRect(self.rect(), tokens.colour(ground))
            painter.fillRect(0, 0, px(3), self.height(), tokens.colour("accent"))
        elif self.underMouse():
            ground = "sunken"
            painter.fillRect(self.rect(), tokens.colour(ground))
        left = px(29 if self.inside and not self.small else 15)
        side = px(16)
        icons.paint_shape(painter, self.status, QRectF(left, (self.height() - side) / 2, side, side), ground)
        text_left = left + side + px(9)
        right = px(13)
        painter.setFont(tokens.font("label", 600 if self.chosen else 400))
        room = self.width() - text_left - right - px(6) - painter.fontMetrics().horizontalAdvance(self.text_)
        painter.setFont(tokens.font("note"))
        word_width = painter.fontMetrics().horizontalAdvance(self.status_word)
        if self.small or word_width > room:  # the shape and the accessible name say it too
            word_width = 0
        else:
            painter.setPen(tokens.colour("should" if self.status == "has_gaps" else "text2"))
            box = self.rect().adjusted(0, 0, -right, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.status_word)
        painter.setFont(tokens.font("label", 600 if self.chosen else 400))
        painter.setPen(tokens.colour("text"))
        box = self.rect().adjusted(text_left, 0, -(right + word_width + px(6)), 0)
        text = painter.fontMetrics().elidedText(self.text_, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class ChildRow(kit.Clickable):
    """One child: name and age, the status as a word, or the key that goes there when it is open. Its menu moves and removes."""

    menu_asked = Signal()

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index
        self.name = ""
        self.age = ""
        self.right = ""
        self.is_open = False
        self.setProperty("ring", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_child(self, name: str, years: str, right: str, is_open: bool, spoken: str) -> None:
        """Shows the child's name and age as they are now."""
        if (name, years, right, is_open) != (self.name, self.age, self.right, self.is_open) or spoken != self.accessibleName():
            self.name, self.age, self.right, self.is_open = name, years, right, is_open
            self.setAccessibleName(spoken)
            self.update()

    def sizeHint(self) -> QSize:
        tokens = theme.current()
        return QSize(tokens.px(180), tokens.px(theme.TARGET["child_row"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            self.menu_asked.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("sunken" if self.underMouse() else "surface" if self.is_open else "bg"))
        icons.paint(
            painter,
            "down" if self.is_open else "right",
            QRectF(px(10), (self.height() - px(16)) / 2, px(16), px(16)),
            tokens.colour("text2"),
        )
        left = px(33)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(tokens.font("note"))
        right_width = painter.fontMetrics().horizontalAdvance(self.right)
        painter.setPen(tokens.colour("text3"))
        painter.drawText(
            self.rect().adjusted(0, 0, -px(13), 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.right
        )
        painter.setFont(tokens.font("small"))
        age_width = painter.fontMetrics().horizontalAdvance(self.age) if self.age else 0
        painter.setFont(tokens.font("label"))
        room = self.width() - left - px(13) - right_width - px(10) - age_width - px(8)
        name = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, max(px(30), room))
        name_width = painter.fontMetrics().horizontalAdvance(name)
        painter.setPen(tokens.colour("text"))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, name)
        painter.setFont(tokens.font("small"))
        painter.setPen(tokens.colour("text2"))
        painter.drawText(self.rect().adjusted(left + name_width + px(8), 0, 0, 0), flags, self.age)
        painter.end()


class Outline(QFrame):
    """All rows. `chosen` carries a section's key; `child_*` ask the window to change the children."""

    chosen = Signal(str)
    child_added = Signal()
    child_moved = Signal(int, int)
    child_removed = Signal(int)

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        super().__init__()
        self.document = document
        self.catalogue = catalogue
        self.setProperty("look", "outline")
        self.setAccessibleName(catalogue.screen("outline.name"))
        self._current = ""
        self._open_child: str | None = None
        self._small = False
        self._made: tuple[object, ...] = ()
        self._followed: tuple[object, ...] = ()
        self._statuses: ByPart[str] = ByPart(64)
        self.rows: dict[str, Row] = {}
        self.child_rows: dict[str, ChildRow] = {}
        outer = kit.vertical(self)
        self.switch = ChildSwitch(self)
        outer.addWidget(self.switch)
        self.inner = QWidget()
        self.column = kit.vertical(self.inner, margins=(0, 8, 0, 12))
        self.area = kit.Scroll(self.inner)
        outer.addWidget(self.area, 1)
        self.follow()

    # building

    def follow(self) -> None:
        """Shows the referral's sections, children and statuses as they are now."""
        document = self.document
        about = (document.structure, document.keys_with_gaps, document.visited, document.read_only)
        now = (*about, self._current, self._open_child, self._small)
        if now == self._followed:
            return
        self._followed = now
        sections = in_order(self.catalogue, document.referral)
        shape = (tuple(each.key for each in sections), self._open_child, self._small)
        if shape != self._made:
            self._made = shape
            self._build(sections)
        self._restate()

    def _build(self, sections: tuple[Section, ...]) -> None:
        held = QApplication.focusWidget()
        had_focus = held is not None and self.isAncestorOf(held)
        kit.clear(self.column)
        self.rows = {}
        self.child_rows = {}
        plain = [each for each in sections if each.child is None]
        ids = [child.id for child in self.document.referral.children or ()]
        pages = self.catalogue.pages()
        first_child = next((at for at, page in enumerate(pages) if page.of_child), len(pages))
        before = {page.id for page in pages[:first_child]}
        self.switch.setVisible(self._small and bool(ids))
        if self._small:
            if self._open_child in ids:
                self._add_sections(of_child(self.catalogue, self.document.referral, ids.index(self._open_child)))
                self.column.addWidget(_inset_rule())
            self._add_rows([each for each in plain if each.page.id in before])
            self._add_adder()
            self._add_rows([each for each in plain if each.page.id not in before])
        else:
            self._add_rows([each for each in plain if each.page.id in before])
            title = kit.label(self.catalogue.screen("outline.children"), "small_strong", "text2")
            title.setContentsMargins(*(theme.current().px(each) for each in (14, 6, 0, 6)))
            self.column.addWidget(title)
            for index, child in enumerate(ids):
                self._add_child(index, child)
            self._add_adder()
            self._add_rows([each for each in plain if each.page.id not in before])
        self.column.addStretch(1)
        if had_focus and self._current in self.rows:
            self.rows[self._current].setFocus()

    def _add_rows(self, sections: list[Section]) -> None:
        for each in sections:
            self._add_row(each, inside=False)

    def _add_sections(self, sections: tuple[Section, ...]) -> None:
        for each in sections:
            self._add_row(each, inside=True)

    def _add_row(self, section: Section, inside: bool) -> None:
        row = Row(section, section.page.outline, inside=inside)
        row.clicked.connect(lambda _checked=False, key=section.key: self.chosen.emit(key))
        row.pressed_key.connect(lambda key, row=row: self._arrow(row, key))
        self.rows[section.key] = row
        self.column.addWidget(row)

    def _add_child(self, index: int, child: str) -> None:
        is_open = child == self._open_child
        group = kit.frame("group")
        group.setProperty("open", "true" if is_open else "false")
        inner = kit.vertical(group, margins=(0, 0, 0, 6 if is_open else 0))
        row = ChildRow(index)
        row.clicked.connect(lambda _checked=False, child=child: self._toggle(child))
        row.pressed_key.connect(lambda key, row=row: self._arrow(row, key))
        row.menu_asked.connect(lambda child=child: self._open_menu(child))
        self.child_rows[child] = row
        inner.addWidget(row)
        if index == 0:
            self.column.addWidget(kit.rule())
        self.column.addWidget(group)
        if is_open:
            column, self.column = self.column, inner
            self._add_sections(of_child(self.catalogue, self.document.referral, index))
            self.column = column

    def _add_adder(self) -> None:
        self.adder = kit.button(
            self.catalogue.screen("outline.add_child"), self.child_added.emit, look="link_strong", icon="plus"
        )
        holder = kit.horizontal(margins=(10, 3, 8, 3))
        holder.addWidget(self.adder)
        holder.addStretch(1)
        self.column.addLayout(holder)

    def _open_menu(self, child: str) -> None:
        row = self.child_rows[child]
        menu = ChildActions(self.document, self.catalogue, self).menu(row.index)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(row.mapToGlobal(row.rect().bottomLeft()))

    # state

    def _restate(self) -> None:
        say = self.catalogue.screen
        self.adder.setVisible(not self.document.read_only)
        gaps = self.document.keys_with_gaps
        words = {each: say(f"status.{each}") for each in ("not_started", "in_progress", "has_gaps", "complete")}
        for key, row in self.rows.items():
            now = status(self.document, row.section)
            row.show_status(now, words[now], key == self._current, self._small)
            first = key == self._current or (not self._current and row is next(iter(self.rows.values())))
            policy = Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus
            if row.focusPolicy() != policy:
                row.setFocusPolicy(policy)
        referral = self.document.referral
        day = incident_day(referral)
        for index, child in enumerate(referral.children or ()):
            shown = self.child_rows.get(child.id)
            if shown is None:
                continue
            shown.index = index
            name = self.document.child_name(f"/children/{index}")
            years = age(child, day)
            shown_age = say("outline.unborn") if child.unborn else str(years) if years is not None else ""
            word = words[self.child_status(index, gaps)]
            is_open = child.id == self._open_child
            key = f"Ctrl+{index + 1}" if index < 9 else ""
            spoken = say("outline.child_spoken", name=name, age=shown_age or say("outline.age_unknown"), status=word)
            shown.show_child(name, shown_age, key if is_open else word, is_open, spoken)
        self.switch.follow(self._open_child)

    def child_status(self, index: int, gaps: frozenset[str]) -> str:
        """A child's status: that of its sections together."""
        referral, document = self.document.referral, self.document
        sections = of_child(self.catalogue, referral, index)
        if document.has_half_typed:
            return self._together(sections)
        beside = (index, tuple(each.page.id for each in sections), gaps, document.visited)
        return self._statuses.of((referral.children or ())[index], beside, lambda _child: self._together(sections))

    def _together(self, sections: tuple[Section, ...]) -> str:
        states = [status(self.document, each) for each in sections]
        if "has_gaps" in states:
            return "has_gaps"
        asked = [each for each in states if each != "not_started"]
        if not asked:
            return "not_started"
        through = all(each.key in self.document.visited for each in sections)
        return "complete" if through else "in_progress"

    def show_current(self, section: Section) -> None:
        """Marks the open section and opens its child."""
        self._current = section.key
        if section.child is not None:
            self._open_child = section.child
        elif self._open_child is None and self.document.referral.children:
            self._open_child = self.document.referral.children[0].id if self._small else None
        self.follow()
        row = self.rows.get(section.key)
        if row is not None:
            self.area.ensureWidgetVisible(row, 0, 8)

    def set_small(self, small: bool) -> None:
        """Leaves the status words out and puts the child switch on top."""
        if small != self._small:
            self._small = small
            if small and self._open_child is None and self.document.referral.children:
                self._open_child = self.document.referral.children[0].id
            self.follow()

    def open_child(self, child: str | None) -> None:
        """Opens a child's sections."""
        self._open_child = child
        self.follow()

    def _toggle(self, child: str) -> None:
        if self._open_child == child:
            self.open_child(None)
            return
        self.open_child(child)
        children = self.document.referral.children or ()
        index = next((at for at, each in enumerate(children) if each.id == child), None)
        if index is not None:
            sections = of_child(self.catalogue, self.document.referral, index)
            if sections:
                self.chosen.emit(sections[0].key)

    def _arrow(self, row: QWidget, key: int) -> None:
        stops = [each for each in in_reading_order(self.inner) if isinstance(each, kit.Clickable) and each.isVisibleTo(self)]
        if row not in stops:
            return
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = stops[max(0, min(len(stops) - 1, stops.index(row) + step))]
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(to, 0, 8)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_current()

    def focus_current(self) -> None:
        """Puts the keyboard on the open row."""
        row = self.rows.get(self._current) or next(iter(self.rows.values()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)


class ChildSwitch(QFrame):
    """‹ Mason 9 ›: the child on top of the small outline."""

    def __init__(self, outline: Outline) -> None:
        super().__init__()
        self.outline = outline
        self.setProperty("look", "bar")
        say = outline.catalogue.screen
        row = kit.horizontal(self, space=2, margins=(4, 4, 4, 4))
        self.back = kit.icon_button("left", say("outline.child_before"), lambda: self._go(-1))
        self.next = kit.icon_button("right", say("outline.child_after"), lambda: self._go(1))
        middle = kit.vertical(space=0)
        self.name = kit.label("", "label")
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count = kit.label("", "note", "text2")
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self.name)
        middle.addWidget(self.count)
        row.addWidget(self.back)
        row.addLayout(middle, 1)
        row.addWidget(self.next)
        self.hide()

    def follow(self, child: str | None) -> None:
        """Shows the open child."""
        children = self.outline.document.referral.children or ()
        index = next((at for at, each in enumerate(children) if each.id == child), 0)
        if not children:
            return
        years = age(children[index], incident_day(self.outline.document.referral))
        name = self.outline.document.child_name(f"/children/{index}")
        self.name.setText(f"{name} {years}" if years is not None else name)
        self.count.setText(self.outline.catalogue.screen("outline.child_of", number=index + 1, count=len(children)))
        self.count.setVisible(len(children) > 1)
        self.back.setEnabled(index > 0)
        self.next.setEnabled(index < len(children) - 1)
        self._index = index

    def _go(self, step: int) -> None:
        children = self.outline.document.referral.children or ()
        to = self._index + step
        if not 0 <= to < len(children):
            return
        current = self.outline.rows.get(self.outline._current)
        page = current.section.page.id if current and current.section.child else ""
        sections = of_child(self.outline.catalogue, self.outline.document.referral, to)
        wanted = next((each for each in sections if each.page.id == page), sections[0] if sections else None)
        if wanted is not None:
            self.outline.chosen.emit(wanted.key)


def _inset_rule() -> QWidget:
    holder = QWidget()
    kit.vertical(holder, margins=(12, 8, 12, 8)).addWidget(kit.rule())
    return holder
