"""The referral as its recipient will read it, with gaps printed as gaps and pins that tie a passage to a comment."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui import kit, theme
from ui.binding import to_code_points
from ui.icons import Shape
from ui.keeping import short_child
from ui.panels.exact import Exact
from vpa_assist.composed.reading import Line, ReadSection, child_name
from vpa_assist.composed.values import in_words, name_of, who
from vpa_assist.findings import Finding
from vpa_assist.record.referral import Child, Utterance

if TYPE_CHECKING:
    from ui.supervisor.session import ReviewSession


class Pin(kit.Clickable):
    """The number of a comment beside its passage: filled while it is open, outlined once it is answered."""

    def __init__(self, number: int, filled: bool, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.number = number
        self.filled = filled
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        side = theme.current().px(28)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = tokens.px(22)
        box = QRectF(3, 2, side, side)
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        tail = QPainterPath()
        tail.moveTo(box.left() + side * 0.25, box.bottom() - 1)
        tail.lineTo(box.left() + side * 0.3, box.bottom() + 4)
        tail.lineTo(box.left() + side * 0.6, box.bottom() - 1)
        shape = path.united(tail)
        painter.setPen(QPen(tokens.colour("fill" if self.filled else "text2"), 1.6))
        painter.setBrush(tokens.colour("fill" if self.filled else "surface"))
        painter.drawPath(shape)
        painter.setPen(tokens.colour("on_fill" if self.filled else "text"))
        painter.setFont(tokens.font("note", 700))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.end()


class LineText(QLabel):
    """A text that can be selected. What findings point out is marked by ground and underline, so not by colour alone."""

    def __init__(self, text: str, marks: list[tuple[int, int]]) -> None:
        super().__init__()
        self.exact = text
        self.setProperty("look", "body")
        self.setProperty("tone", "text")
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(text)
        self.setText(self._marked(text, marks))

    def _marked(self, text: str, marks: list[tuple[int, int]]) -> str:
        ground = theme.current().colours.should_soft
        out, place = [], 0
        for start, end in sorted(marks):
            if start < place:
                continue
            out.append(html.escape(text[place:start]))
            out.append(f'<span style="background:{ground};text-decoration:underline">{html.escape(text[start:end])}</span>')
            place = end
        out.append(html.escape(text[place:]))
        return f'<div style="white-space:pre-wrap">{"".join(out)}</div>'

    def passage(self) -> tuple[int, int] | None:
        """What is selected, in code points of the text; None where nothing is."""
        if not self.hasSelectedText():
            return None
        start = self.selectionStart()
        return to_code_points(self.exact, start), to_code_points(
            self.exact, start + len(self.selectedText().encode("utf-16-le")) // 2
        )


class PaperLine(QFrame):
    """One place of the referral. It can be chosen for a comment by mouse, or by Space where the keyboard is."""

    chosen = Signal(str)
    pin_pressed = Signal(int)

    def __init__(self, path: str, name: str) -> None:
        super().__init__()
        self.path = path
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setAccessibleName(name)
        self._current = False
        row = kit.horizontal(self, space=8, margins=(10, 4, 6, 4))
        self.body = kit.vertical(space=2)
        row.addLayout(self.body, 1)
        self.pins = QVBoxLayout()
        self.pins.setSpacing(2)
        row.addLayout(self.pins)
        self.text: LineText | None = None

    def set_current(self, current: bool) -> None:
        """Whether the next comment is about this place."""
        self._current = current
        self.update()

    def passage(self) -> tuple[int, int] | None:
        """The selected part of the text, in code points."""
        return self.text.passage() if self.text is not None else None

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        tokens = theme.current()
        if self._current:
            painter.fillRect(self.rect(), tokens.colour("accent_soft"))
            painter.fillRect(0, 0, 3, self.height(), tokens.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.path)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.path)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class Paper(QFrame):
    """All sections one under the other. `chosen` tells the place that the next comment is about."""

    chosen = Signal(str)
    pin_pressed = Signal(int)

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self.setProperty("look", "block")
        self.session = session
        self.path = ""
        self.show_gaps = True
        self.show_comments = True
        self.show_set_aside = True
        self._box = kit.vertical(self, space=6, margins=(28, 20, 22, 28))
        self.lines: dict[str, PaperLine] = {}
        self.heads: dict[str, QWidget] = {}
        self.rebuild()

    def rebuild(self) -> None:
        """Builds everything anew from the session."""
        kit.clear(self._box)
        self.lines.clear()
        self.heads.clear()
        self._head()
        last = object()
        for section in self.session.sections:
            findings = [each for each in self.session.findings_in(section) if each.span is None]
            if not section.lines and not findings:
                continue
            if section.child != last:
                last = section.child
                self._box.addSpacing(theme.current().px(10))
                self._box.addWidget(kit.rule())
                self._part_head(section.child)
            self._section(section, findings)
        self._box.addStretch(1)
        if self.path in self.lines:
            self.lines[self.path].set_current(True)

    def _word(self, key: str, **words: object) -> str:
        return self.session.catalogue.screen(key, **words)

    def _head(self) -> None:
        incident = self.session.view.incident
        row = kit.horizontal(space=8)
        row.addWidget(kit.label(self.session.catalogue.force().marking, "note_strong"))
        row.addStretch(1)
        reference = (incident and incident.reference) or self._word("review.no_reference")
        from vpa_assist.review import version

        row.addWidget(
            kit.label(self._word("review.paper_head", reference=reference, round=version(self.session.referral)), "note", "text2")
        )
        self._box.addLayout(row)

    def _part_head(self, child: int | None) -> None:
        """Whose sections follow: a child's, or the whole referral's."""
        session = self.session
        if child is None:
            self._box.addWidget(kit.label(self._word("review.whole"), "title", wrap=True))
            return
        held = (session.view.children or ())[child]
        name = name_of(held) or child_name(session.view, child, session.catalogue)
        row = kit.horizontal(space=10)
        row.addWidget(kit.label(name, "title", wrap=True), 1)
        who = short_child(held, session.view, session.catalogue)
        day = in_words(Child, "date_of_birth", held.date_of_birth, session.view, session.catalogue) if held.date_of_birth else ""
        told = self._word("review.born", who=who, day=day) if day else who
        row.addWidget(kit.label(told, "label_plain", "text2"), 0, Qt.AlignmentFlag.AlignBottom)
        self._box.addLayout(row)

    def _section(self, section: ReadSection, findings: list[Finding]) -> None:
        head = kit.label(section.outline, "heading", wrap=True)
        head.setAccessibleName(section.title)
        self.heads[section.key] = head
        self._box.addSpacing(theme.current().px(8))
        self._box.addWidget(head)
        self._pins_on_head(section)
        for line in section.lines:
            self._box.addWidget(self._line(line))
        for finding in findings:
            if self._is_shown(finding):
                self._box.addWidget(self._gap(finding))

    def _is_shown(self, finding: Finding) -> bool:
        if finding.is_open:
            return self.show_gaps
        return self.show_set_aside

    def _pins_on_head(self, section: ReadSection) -> None:
        """Comments about a place of this section that has no line of its own."""
        places = {line.path for line in section.lines}
        lost = [
            (number, thread)
            for number, thread in enumerate(self.session.threads, 1)
            if self.session.section_of(thread.comment.path or "") is section
            and not any(self._belongs(thread.comment.path or "", place) for place in places)
        ]
        if lost and self.show_comments:
            holder = PaperLine(section.covers[0] if section.covers else section.path, section.title)
            holder.body.addWidget(kit.label(self._word("review.about_section"), "small", "text2"))
            for number, thread in lost:
                holder.pins.addWidget(self._pin(number, thread.is_open))
            self._box.addWidget(holder)

    @staticmethod
    def _belongs(path: str, place: str) -> bool:
        return path == place or path.startswith(place + "/")

    def _line(self, line: Line) -> PaperLine:
        made = PaperLine(line.path, f"{line.label}: {line.text}" if line.text else line.label)
        made.chosen.connect(self.choose)
        if line.turn is not None:
            self._turn(made, line.turn)
        elif not line.text:
            made.body.addWidget(kit.label(line.label, "label", wrap=True))
        else:
            made.body.addWidget(kit.label(line.label, "small_strong", "text2", wrap=True))
            spans = [each.span for each in self.session.findings if each.path == line.path and each.span and each.is_open]
            made.text = LineText(line.text, spans if self.show_gaps else [])
            made.body.addWidget(made.text)
        if line.level:
            made.layout().setContentsMargins(theme.current().px(26), 4, 6, 4)  # type: ignore[union-attr]
        for number, thread in enumerate(self.session.threads, 1):
            if self.show_comments and self._belongs(thread.comment.path or "", line.path):
                made.pins.addWidget(self._pin(number, thread.is_open))
        made.pins.addStretch(1)
        self.lines[line.path] = made
        return made

    def _pin(self, number: int, is_open: bool) -> Pin:
        pin = Pin(number, is_open, self._word("review.pin", number=number))
        pin.clicked.connect(lambda _checked=False: self.pin_pressed.emit(number))
        return pin

    def _turn(self, made: PaperLine, turn: Utterance) -> None:
        asked = turn.question or self._word("words.question_missing")
        made.body.addWidget(kit.label(self._word("review.asked", question=asked), "label_plain", "text2", wrap=True))
        view, catalogue = self.session.view, self.session.catalogue
        if turn.by_child:
            made.body.addWidget(Exact(turn.words or "", turn.how))
        else:
            speaker = who(turn.speaker or "", view, catalogue)
            made.body.addWidget(
                kit.label(self._word("review.adult_said", who=speaker, words=turn.words or ""), "body", wrap=True)
            )
        manner = [in_words(Utterance, "how", turn.how, view, catalogue), turn.demeanour or ""]
        text = ". ".join(each for each in manner if each)
        if text:
            made.body.addWidget(kit.label(text, "label_plain", "text2", wrap=True))
        made.setAccessibleName(f"{asked} {turn.words or ''}")

    def _gap(self, finding: Finding) -> QWidget:
        made = PaperLine(finding.path, finding.title)
        made.chosen.connect(self.choose)
        row = kit.horizontal(space=8)
        made.body.addLayout(row)
        if finding.is_open:
            row.addWidget(Shape(finding.severity.value, 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(kit.label(finding.title, "body", "text2", wrap=True), 1)
        else:
            key = "review.explained" if finding.explained is not None else "review.set_aside"
            text = self._word(key, title=finding.title, reason=finding.explained or finding.dismissed or "")
            row.addWidget(Shape("complete", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(kit.label(text, "body", "text2", wrap=True), 1)
        return made

    def choose(self, path: str) -> None:
        """Makes a place the one that the next comment is about."""
        for each in self.findChildren(PaperLine):
            each.set_current(each.path == path)
        self.path = path
        self.chosen.emit(path)

    def passage(self) -> tuple[int, int] | None:
        """The selected part of the chosen place, in code points."""
        line = self.lines.get(self.path)
        return line.passage() if line is not None else None
