"""One page of the window, built from the form pack: header, blocks of questions, panels. It holds no truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import kit, theme
from ui.answers.line_edit import LineEdit
from ui.child_menu import ChildButton
from ui.document import AFTER_PAINT
from ui.fields import Fields
from ui.panels.base import Panel
from ui.question import Question, Reason, filled
from ui.sections import Section, status
from ui.tabbing import lead_on
from vpa_assist import conditions
from vpa_assist.findings import Finding
from vpa_assist.record.pointers import is_recorded, split

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Block, Catalogue


class BlockFrame(QWidget):
    """Questions under one heading. A block of panels and nothing else has no frame of its own."""

    def __init__(self, document: Document, catalogue: Catalogue, section: Section, block: Block, parent: QWidget) -> None:
        super().__init__(parent)
        self.block = block
        self.section = section
        self.document = document
        bare = not block.heading and all(prompt.kind not in _FRAMED for prompt in block.prompts)
        outer = kit.vertical(self)
        inside = QFrame(self)
        if not bare:
            inside.setProperty("look", "block")
        outer.addWidget(inside)
        column = kit.vertical(inside, space=10, margins=(0, 0, 0, 0) if bare else (18, 12, 18, 16))
        self._texts: list[tuple[QLabel, str]] = []
        for text, look, tone in ((block.heading, "heading", "text"), (block.note, "small", "text2")):
            if text:
                self._texts.append((kit.label("", look, tone, wrap=True, parent=inside), text))
                column.addWidget(self._texts[-1][0])
        self.fields = Fields(document, catalogue, section.where, block.prompts, parent=inside)
        column.addWidget(self.fields)
        self.rename()

    def rename(self) -> None:
        """Puts the child's name as it is now into the block's texts."""
        name = self.document.child_name(self.section.where)
        for label, text in self._texts:
            label.setText(filled(text, name))
        self.fields.rename()

    def follow_conditions(self) -> bool:
        """Shows or hides the block and its questions. True when something changed."""
        about = [self.section.at(prompt.field) for prompt in self.block.prompts if prompt.field]
        wanted = conditions.shown(self.block.when, self.document.referral, self.section.index, about)
        changed = wanted == self.isHidden()
        if changed:
            self.setVisible(wanted)
        return self.fields.follow_conditions() or changed


_FRAMED = frozenset(
    {
        "line",
        "text",
        "words",
        "number",
        "date",
        "time",
        "yes_no",
        "choice",
        "choices",
        "code_search",
        "address",
        "officer",
        "list",
        "pairs",
        "texts",
        "references",
    }
)


FIRST = 4
"""Blocks that are made before the page is painted for the first time: most windows show no more."""
SETTLING = 400
"""Milliseconds for which a place that was gone to is kept in view while the page finds its shape."""


class Page(QWidget):
    """A section's page. `help_asked` opens the help, `navigate` asks the window to go to a pointer."""

    enter_goes_on = True
    help_asked = Signal()
    navigate = Signal(str)
    child_moved = Signal(int, int)
    child_removed = Signal(int)

    def __init__(self, document: Document, catalogue: Catalogue, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.catalogue = catalogue
        self.section = section
        self.setProperty("look", "page")
        column = kit.vertical(self)
        # each part is made inside the one that holds it: to take a finished part in costs Qt a walk through all that is in it
        self.area = kit.Scroll(parent=self)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.area)
        self.content = QWidget(self.area.viewport())
        self.content.setProperty("look", "page")
        self.body = kit.vertical(self.content, space=12, margins=(26, 14, 26, 24))
        self._header()
        self._made: list[BlockFrame] = []
        self._left = tuple(section.page.blocks)
        self._make(FIRST, self.content, self.body)
        self.body.addStretch(1)
        self.area.hold(self.content)
        self._brought: QWidget | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING)
        self.area.verticalScrollBar().rangeChanged.connect(self._reshaped)
        document.settled.connect(self._follow)
        document.findings_changed.connect(self.show_findings)
        self._name = document.child_name(section.where)
        self._structure = document.structure
        self._status_of: tuple[object, ...] = ()
        for block in self._made:
            block.follow_conditions()
        self.show_findings()
        if self._left:
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINT)

    # blocks

    @property
    def blocks(self) -> list[BlockFrame]:
        """All blocks of the page; those that were left for after the first painting are made now."""
        if self._left:
            # in a widget that is not shown yet: made inside what is shown, a part that its condition hides could not be told
            # from one that is about to be shown. And all at once: for each of them the page would place all the others anew
            holder = QWidget(self.content)
            later = self._make(len(self._left), holder, kit.vertical(holder, space=12))
            for block in later:
                block.follow_conditions()
            self.body.insertWidget(self.body.count() - 1, holder)  # before the stretch
            for block in later:
                block.fields.show_findings(self._findings())
        return self._made

    def _make(self, most: int, parent: QWidget, column: QVBoxLayout) -> list[BlockFrame]:
        """Makes so many of the blocks that are left, in this column."""
        now, self._left = self._left[:most], self._left[most:]
        made = [BlockFrame(self.document, self.catalogue, self.section, each, parent) for each in now]
        for block in made:
            column.addWidget(block)
        self._made += made
        return made

    def customEvent(self, event: QEvent) -> None:
        _ = self.blocks

    # header

    def _header(self) -> None:
        head = kit.horizontal(space=12)
        self.title = kit.label("", "title")
        self.purpose = kit.label("", "body", "text2", wrap=True)
        self.chip = kit.Chip()
        self.help = kit.link(self.catalogue.screen("page.help"), self.help_asked.emit)
        head.addWidget(self.title)
        head.addWidget(self.purpose, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.help, 0, Qt.AlignmentFlag.AlignVCenter)
        self.child_button: ChildButton | None = None
        if self.section.index is not None:
            self.child_button = ChildButton(self.document, self.catalogue, self.section.index, self.content)
            head.addWidget(self.child_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        self._retitle()

    def _retitle(self) -> None:
        name = self.document.child_name(self.section.where)
        title = filled(self.section.page.title, name)
        self.title.setText(title)
        self.purpose.setText(filled(self.section.page.purpose, name))
        self.help.setAccessibleName(self.catalogue.screen("page.help_for", page=title))
        if self.child_button is not None:
            self.child_button.follow()
        self.setAccessibleName(title)

    def title_text(self) -> str:
        """The page's title as it is read."""
        return self.title.text()

    # following the document

    def _follow(self) -> None:
        if self._structure is not self.document.structure:
            self._structure = self.document.structure
            self._restructure()
        self._show_status()

    def _restructure(self) -> None:
        """Follows names, and what is asked only where something else was answered."""
        name = self.document.child_name(self.section.where)
        if name != self._name:
            self._name = name
            self._retitle()
            for block in self._made:
                block.rename()
        for block in self._made:
            block.follow_conditions()

    def show_findings(self) -> None:
        """Shows the findings of the section beside what they are about, once the section was visited."""
        findings = self._findings()
        for block in self._made:
            block.fields.show_findings(findings)
        self._show_status()

    def _findings(self) -> tuple[Finding, ...]:
        return self.document.known_findings if self.section.key in self.document.visited else ()

    def _show_status(self) -> None:
        document = self.document
        about = (document.structure, document.keys_with_gaps, document.visited)
        if about == self._status_of:
            return
        self._status_of = about
        now = status(document, self.section)
        self.chip.show_status(now, self.catalogue.screen(f"status.{now}"))

    # places

    def questions(self) -> list[Question]:
        """The page's questions that are made, in reading order, those in lists and panels included."""
        return [each for block in self._made for each in block.findChildren(Question)]

    def question_at(self, pointer: str) -> Question | None:
        """The shown question about a pointer, or about the nearest place to it."""
        shown = [each for each in self.questions() if each.isVisibleTo(self)]
        for each in shown:
            if each.where == pointer:
                return each
        inner = [each for each in shown if each.where.startswith(f"{pointer}/")]
        if inner:
            return inner[0]
        outer = [each for each in shown if each.where and pointer.startswith(f"{each.where}/")]
        return max(outer, key=lambda each: len(each.where), default=None)

    def go_to(self, pointer: str, cursor: int | None = None, span: tuple[int, int] | None = None) -> bool:
        """Puts the keyboard where a pointer is asked for. False when the page does not ask for it."""
        self.make_all()
        question = self.question_at(pointer) if pointer and pointer != self.section.where else None
        if (question is None or question.where != pointer) and (reason := self._reason_at(pointer)) is not None:
            reason.open()
            self.bring(reason)
            return True
        if (question is None or question.where != pointer) and self._go_to_panel(pointer):
            return True
        if question is not None:
            target = question.answer.focus_target()
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if cursor is not None:
                question.answer.set_cursor_place(cursor)
            if span is not None:
                select: Any = getattr(target, "select", None)
                if select is not None:
                    select(*span)
            self.bring(question)
            return True
        return False

    def make_all(self) -> None:
        """Makes at once what was left for after the first painting: whoever goes to a place finds it."""
        for block in self.blocks:
            for _, widget in block.fields.parts:
                if isinstance(widget, Panel):
                    widget.make_all()

    def _reason_at(self, pointer: str) -> Reason | None:
        """The line for why an answer is not recorded, where this pointer is one."""
        reasons = (each.reason for each in self.questions() if each.isVisibleTo(self))
        return next((each for each in reasons if each is not None and each.where == pointer), None)

    def bring(self, widget: QWidget) -> None:
        """Scrolls so that a part of the page is in view, also when the page becomes wider or longer in a moment."""
        self._brought = widget
        self._settling.start()
        self._bring_again()

    def _reshaped(self) -> None:
        if self._settling.isActive():
            self._settling.start()  # until the page has been still for a while, however slow the machine
            QTimer.singleShot(0, self, self._bring_again)

    def _bring_again(self) -> None:
        if not self._settling.isActive() or self._brought is None or not isValid(self._brought):
            return
        self.area.ensureWidgetVisible(self._brought, 0, theme.current().px(24))
        focus = self.focusWidget()
        if focus is not None and self._brought.isAncestorOf(focus):  # it may be too high to be seen as a whole
            self.area.ensureWidgetVisible(focus, 0, theme.current().px(8))

    def bring_focused(self, focus: QWidget) -> None:
        """Scrolls so that the whole of what has the keyboard is in view, with its label, where there is room for it."""
        if (
            self._settling.isActive()
            and self._brought is not None
            and isValid(self._brought)
            and self._brought.isAncestorOf(focus)
        ):
            return
        owner: QWidget | None = focus
        while owner is not None and not isinstance(owner, Question):
            owner = owner.parentWidget() if owner is not self else None
        room = self.area.viewport().height() - theme.current().px(16)
        for each in (owner, focus):
            if each is not None and each.height() <= room:
                self.area.ensureWidgetVisible(each, 0, theme.current().px(8))
                return

    def _go_to_panel(self, pointer: str) -> bool:
        for block in self.blocks:
            for prompt, widget in block.fields.parts:
                if isinstance(widget, Question) or widget.isHidden():
                    continue
                went: Any = getattr(widget, "go_to", None)
                if went is not None and went(pointer):
                    self.bring(widget)
                    return True
                where = self.section.at(prompt.field)
                if prompt.field and (pointer == where or pointer.startswith(f"{where}/")):
                    (widget.focusProxy() or widget).setFocus(Qt.FocusReason.OtherFocusReason)
                    self.bring(widget)
                    return True
        return False

    def focus_open(self, passed: frozenset[str]) -> None:
        """Puts the keyboard into the first question that has no answer yet; the pointers `passed` were just asked for."""
        self.make_all()
        for each in self.questions():
            if each.isVisibleTo(self) and each.where not in passed and not is_recorded(self.document.get(each.where)):
                each.answer.focus_target().setFocus(Qt.FocusReason.TabFocusReason)
                self.bring(each)
                return
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the keyboard into the page's first question."""
        if not self._focus_first() and self._left:
            self.make_all()
            self._focus_first()

    def _focus_first(self) -> bool:
        return any(not block.isHidden() and block.fields.focus_first() for block in self._made)

    def place(self) -> tuple[str, int]:
        """Pointer and cursor of the answer that has the keyboard; ("", 0) when none has."""
        focus = self.focusWidget()
        for each in reversed(self.questions()):
            if focus is not None and (each.answer is focus or each.answer.isAncestorOf(focus)):
                return each.where, each.answer.cursor_place()
        return "", 0

    def belongs(self, pointer: str) -> bool:
        """Whether a pointer goes through the page's child (any pointer, on other pages)."""
        return split(pointer)[: len(split(self.section.where))] == split(self.section.where)

    def set_margins(self, side: int, column: int | None) -> None:
        """Page margins in pixels; `column` is the widest that text may run."""
        self.body.setContentsMargins(side, theme.current().px(14), side, theme.current().px(24))
        self.content.setMaximumWidth(column or 16_777_215)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line in which it does nothing else goes on to what comes next, as in any form."""
        held = QApplication.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if isinstance(held, LineEdit) and self.isAncestorOf(held):
                lead_on(held)
            return
        super().keyPressEvent(event)

    def stop(self) -> None:
        """Ends the page's ties to the document before it is deleted."""
        self._left = ()
        self.document.settled.disconnect(self._follow)
        self.document.findings_changed.disconnect(self.show_findings)
