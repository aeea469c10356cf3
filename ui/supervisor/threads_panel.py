"""What was said about the referral, what changed since the round before, and its history: three tabs beside the paper."""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QWidget

from ui import kit, theme
from ui.supervisor.segment_bar import SegmentBar
from vpa_assist.composed.values import clock
from vpa_assist.differences import Change
from vpa_assist.record.kinds import moment
from vpa_assist.record.referral import Officer, ReviewEntry
from vpa_assist.review import Thread

if TYPE_CHECKING:
    from ui.supervisor.session import ReviewSession


def signed(by: Officer | None) -> str:
    """Rank and name, as a person signs; the collar number where there is no name."""
    if by is None:
        return ""
    return " ".join(each.strip() for each in (by.rank, by.name or by.collar_number) if each and each.strip())


def when(at: str | None) -> str:
    """The time of an entry as it was written."""
    return clock(moment(at)) if at else ""


class TextBox(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self, name: str, placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("look", "field")
        self.setFixedHeight(theme.current().px(24 * lines + 16))

    def text(self) -> str:
        """Exactly what was typed."""
        return self.document().toRawText().replace("\u2029", "\n")


def pieces_label(change: Change) -> QLabel:
    """A difference: removed words struck through behind a minus, added ones underlined behind a plus."""
    colours = theme.current().colours
    out = []
    whole = [kind for kind, _ in change.pieces] == ["removed", "added"]
    for kind, text in change.pieces:
        shown = html.escape(text)
        if kind == "removed":
            out.append(f'<span style="color:{colours.text2}">−<s>{shown}</s></span>' + ("<br>" if whole else ""))
        elif kind == "added":
            out.append(f'<span style="background:{colours.accent_soft}">+<u>{shown}</u></span>')
        else:
            out.append(shown)
    made = QLabel(f'<div style="white-space:pre-wrap">{"".join(out)}</div>')
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    made.setProperty("look", "small")
    made.setProperty("tone", "text")
    made.setAccessibleName("".join(f"{'−' if k == 'removed' else '+' if k == 'added' else ''}{t}" for k, t in change.pieces))
    return made


class ThreadCard(QFrame):
    """One comment with its answers; the author answers, the supervisor sees what was done."""

    def __init__(self, panel: ThreadsPanel, number: int, thread: Thread) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.number = number
        self.talk = thread
        self._panel = panel
        session = panel.session
        word = session.catalogue.screen
        box = kit.vertical(self, space=6, margins=(16, 10, 16, 10))
        head = kit.horizontal(space=8)
        head.addWidget(kit.label(str(number), "chip"))
        head.addWidget(kit.label(signed(thread.comment.by), "label"))
        head.addStretch(1)
        head.addWidget(kit.label(self._state(), "note", "text2"))
        box.addLayout(head)
        box.addWidget(kit.label(thread.comment.text or "", "body", wrap=True))
        section = session.section_of(thread.comment.path or "")
        if section is not None:
            box.addWidget(kit.label(section.title, "small", "text2", wrap=True))
        for change in panel.changes_at(thread.comment.path or ""):
            box.addWidget(pieces_label(change))
        for reply in thread.replies:
            box.addWidget(self._reply(reply))
        links = kit.horizontal(space=12)
        show = word("review.show_place")
        links.addWidget(kit.link(show, lambda: panel.go_to.emit(thread.comment.path or ""), name=f"{show}: {number}"))
        if "reply" in session.moves:
            answer = word("review.answer")
            links.addWidget(kit.link(answer, self._toggle, name=f"{answer}: {number}"))
        links.addStretch(1)
        box.addLayout(links)
        self.form = self._form()
        self.form.hide()
        box.addWidget(self.form)

    def _state(self) -> str:
        word = self._panel.session.catalogue.screen
        if self.talk.comment.praise:
            return word("review.praise")
        answer = self.talk.answer
        if answer is not None and answer.answer:
            return self._panel.session.catalogue.label("review_answer", answer.answer)
        return word("review.open")

    def _reply(self, reply: ReviewEntry) -> QWidget:
        frame = kit.frame("sunken")
        box = kit.vertical(frame, space=2, margins=(10, 6, 10, 6))
        answer = self._panel.session.catalogue.label("review_answer", reply.answer) if reply.answer else ""
        box.addWidget(kit.label("  ".join(each for each in (signed(reply.by), answer) if each), "small_strong", wrap=True))
        if reply.text:
            box.addWidget(kit.label(reply.text, "small", wrap=True))
        return frame

    def _form(self) -> QWidget:
        word = self._panel.session.catalogue.screen
        holder = QWidget()
        box = kit.vertical(holder, space=6)
        codes = self._panel.session.catalogue.codes("review_answer")
        self.answers = SegmentBar(
            word("review.answer"), [*((each.code, each.label) for each in codes), ("", word("review.plain_answer"))]
        )
        box.addWidget(self.answers)
        self.text = TextBox(word("review.answer_text"), word("review.answer_hint"))
        box.addWidget(self.text)
        box.addWidget(kit.button(word("review.answer_keep"), self._keep, look="main"))
        return holder

    def _toggle(self) -> None:
        self.form.setVisible(not self.form.isVisible())
        if self.form.isVisible():
            self.text.setFocus()

    def _keep(self) -> None:
        self._panel.session.reply(self.talk.comment.id or "", self.answers.value or None, self.text.text().strip())


class ThreadsPanel(QWidget):
    """Tabs: comments, changes, history. `go_to` carries the place of what was pressed."""

    go_to = Signal(str)

    def __init__(self, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.cards: list[ThreadCard] = []
        box = kit.vertical(self)
        head = kit.vertical(space=0, margins=(16, 10, 16, 8))
        self.tabs = SegmentBar(
            session.catalogue.screen("review.tabs"), [(key, key) for key in ("comments", "changes", "history")]
        )
        self.tabs.chosen.connect(lambda _value: self.rebuild())
        head.addWidget(self.tabs)
        box.addLayout(head)
        box.addWidget(kit.rule())
        content = QWidget()
        self._content = kit.vertical(content)
        self.area = kit.Scroll(content)
        box.addWidget(self.area, 1)
        self.rebuild()

    def changes_at(self, path: str) -> list[Change]:
        """What changed at a place since the round before."""
        return [each for each in self.session.changes if each.pieces and (each.path == path or each.path.startswith(path + "/"))]

    def rebuild(self) -> None:
        """Shows the chosen tab as things stand."""
        word = self.session.catalogue.screen
        numbers = {"comments": len(self.session.threads), "changes": len(self.session.changes), "history": None}
        for key, button in self.tabs.buttons.items():
            count = numbers[key]
            text = word(f"review.tab_{key}") if count is None else word(f"review.tab_{key}", count=count)
            button.setText(text)
            button.setAccessibleName(text)
        kit.clear(self._content)
        self.cards = []
        {"comments": self._comments, "changes": self._changes, "history": self._history}[self.tabs.value]()
        self._content.addStretch(1)

    def _comments(self) -> None:
        for number, thread in enumerate(self.session.threads, 1):
            card = ThreadCard(self, number, thread)
            self.cards.append(card)
            self._content.addWidget(card)
            self._content.addWidget(kit.rule())
        if not self.cards:
            self._empty("review.no_comments")

    def _empty(self, key: str) -> None:
        holder = QWidget()
        box = kit.vertical(holder, margins=(16, 12, 16, 12))
        box.addWidget(kit.label(self.session.catalogue.screen(key), "body", "text2", wrap=True))
        self._content.addWidget(holder)

    def _changes(self) -> None:
        if not self.session.changes:
            self._empty("review.no_changes")
        for change in self.session.changes:
            holder = QWidget()
            box = kit.vertical(holder, space=4, margins=(16, 8, 16, 8))
            section = self.session.section_of(change.path)
            name = self.session.catalogue.field_name(change.path)
            title = f"{section.title}: {name}" if section is not None else name
            box.addWidget(kit.link(title, partial(self.go_to.emit, change.path), name=title))
            if change.pieces:
                box.addWidget(pieces_label(change))
            else:
                box.addWidget(kit.label(self.session.catalogue.screen(f"review.{change.kind}"), "small", "text2"))
            self._content.addWidget(holder)
            self._content.addWidget(kit.rule())

    def _history(self) -> None:
        entries = self.session.referral.review or ()
        if not entries:
            self._empty("review.no_history")
        for entry in reversed(entries):
            holder = QWidget()
            box = kit.vertical(holder, space=2, margins=(16, 8, 16, 8))
            action = self.session.catalogue.label("review_action", entry.action or "")
            box.addWidget(kit.label(f"{action}, {signed(entry.by)}", "label", wrap=True))
            box.addWidget(kit.label(when(entry.at), "small", "text2"))
            said = entry.text or (self.session.catalogue.label("grade", entry.grade) if entry.grade else "")
            if said:
                box.addWidget(kit.label(said, "small", wrap=True))
            self._content.addWidget(holder)
            self._content.addWidget(kit.rule())

    def show_comment(self, number: int) -> None:
        """Brings a comment into view and gives it the keyboard."""
        self.tabs.choose("comments")
        self.rebuild()
        if 0 < number <= len(self.cards):
            card = self.cards[number - 1]
            self.area.ensureWidgetVisible(card)
            first = card.findChild(kit.Button)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
