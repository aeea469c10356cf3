"""When the child will be heard: who, when and where, with the choices that come up most."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.icons import Icon
from ui.panels.base import Panel, button, flow, grid, label, row


class FollowUp(Panel):
    """`contact/follow_up`, `follow_up_due` and `follow_up_done_at`. Quick choices write words that stay open to change."""

    concerns = ("/contact", "/given_name", "/school")
    late = True

    def build(self) -> None:
        head = row(Icon("calendar", 18), label(self.word("follow_up.where_shown"), "small", "text2"))
        self.box.addLayout(head)
        who = self.ask(self.at("contact", "follow_up"), "/contact/follow_up", kind="line")
        due = self.ask(self.at("contact", "follow_up_due"), "/contact/follow_up_due")
        self._who = who.answer
        self._due = due.answer
        self.box.addWidget(grid((who, "two_thirds"), (due, "third")))
        self._quick = [
            button(self.word("follow_up.tomorrow"), lambda: self._offer("tomorrow")),
            button(self.word("follow_up.school"), lambda: self._offer("school")),
            button(self.word("follow_up.services"), lambda: self._offer("services")),
            button(self.word("follow_up.not_possible"), self._not_possible, "link"),
        ]
        for each in self._quick:
            each.setAccessibleName(self.spoken(each.text()))
        self._choices = flow(*self._quick)
        self.box.addWidget(self._choices)
        self._done = self.ask(self.at("contact", "follow_up_done_at"), "/contact/follow_up_done_at")
        self.box.addWidget(grid((self._done, "third")))

    def refresh(self) -> None:
        recorded = bool(self.value("contact", "follow_up"))
        self._choices.setVisible(not self.read_only)
        self._done.setVisible(recorded or bool(self.value("contact", "follow_up_done_at")))

    def _offer(self, choice: str) -> None:
        """Writes the words of a quick choice, and the time that goes with it, as one step."""
        school = self.value("school") or self.word("follow_up.the_school")
        author = self.document.referral.author
        me = " ".join(each for each in ((author and author.rank) or "", (author and author.name) or "") if each)
        words = self.word(f"follow_up.{choice}_words", school=school, me=me or self.word("follow_up.me"))
        with self.document.group(self.word("follow_up.undo")):
            self.document.edit(self.at("contact", "follow_up"), words)
            due = _due(choice, self.document.clock())
            if due:
                self.document.edit(self.at("contact", "follow_up_due"), due)
        self._who.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_possible(self) -> None:
        """Asks for the reason in the same field; nothing is written for the officer."""
        target = self._who.focus_target()
        if isinstance(target, QLineEdit):
            target.setPlaceholderText(self.word("follow_up.not_possible_placeholder"))
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _due(choice: str, now: datetime) -> str:
    """When a quick choice falls due: nine tomorrow morning, or the next school day at nine. Bank holidays are not known."""
    if choice not in ("tomorrow", "school"):
        return ""
    due = now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while choice == "school" and due.weekday() > 4:
        due += timedelta(days=1)
    return due.isoformat()
