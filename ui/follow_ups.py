"""The side of the start screen: children still to be heard, and what is awaited from others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui import kit, theme
from ui.dates import due, due_items

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import FollowUp, Row


class FollowUps(QFrame):
    """Children still to be heard, and what is awaited from others, the soonest first. `open_asked` carries a draft's id."""

    open_asked = Signal(str)
    print_asked = Signal()

    def __init__(self, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._now = now
        say = catalogue.screen
        self.setProperty("look", "side")
        outer = kit.vertical(self)
        head = kit.vertical(margins=(16, 14, 14, 10), space=2)
        top = kit.horizontal()
        top.addWidget(kit.label(say("follow.title"), "heading"), 1)
        self.print_link = kit.link(say("follow.print"), self.print_asked.emit)
        top.addWidget(self.print_link)
        head.addLayout(top)
        head.addWidget(kit.label(say("follow.note"), "small", "text2", wrap=True))
        outer.addLayout(head)
        outer.addWidget(kit.rule())
        inner = QWidget()
        self.list = kit.vertical(inner)
        outer.addWidget(kit.Scroll(inner), 1)

    def follow(self, rows: tuple[Row, ...]) -> None:
        """Shows the follow-ups of these drafts."""
        kit.clear(self.list)
        items = due_items(rows)
        self.print_link.setVisible(bool(items))
        for each, row, awaited in items:
            self._add(each, row, awaited)
        if not items:
            holder = kit.vertical(margins=(16, 14, 16, 0))
            holder.addWidget(kit.label(self._catalogue.screen("follow.none"), "small", "text2", wrap=True))
            self.list.addLayout(holder)
        self.list.addStretch(1)

    def _add(self, item: FollowUp, row: Row, awaited: bool) -> None:
        catalogue = self._catalogue
        word, rest, over = due(item.due, self._now(), catalogue)
        card = kit.frame("card")
        line = kit.horizontal(card, space=10, margins=(13, 10, 14, 10))
        left = kit.vertical(space=2)
        left.addWidget(kit.label(word, "label", "should" if over else "text"))
        left.addWidget(kit.label(rest, "small", "text2", wrap=True))
        left.addStretch(1)
        holder = QWidget()
        holder.setLayout(left)
        holder.setFixedWidth(theme.current().px(86))
        line.addWidget(holder)
        right = kit.vertical(space=2)
        right.addWidget(kit.label(item.who, "label", wrap=True))
        what = catalogue.screen("follow.awaited", what=item.what) if awaited else item.what
        if what:
            right.addWidget(kit.label(what, "small", "text2", wrap=True))
        reference = row.summary.reference or catalogue.screen("start.no_reference")
        link = kit.link(
            f"{row.summary.author}, {reference}" if row.summary.author else reference,
            lambda: self.open_asked.emit(row.draft_id),
        )
        link.setAccessibleName(catalogue.screen("follow.open", who=item.who, reference=reference))
        right.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(right, 1)
        self.list.addWidget(card)
