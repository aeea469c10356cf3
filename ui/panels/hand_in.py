"""The end of the read-through: what is open, what happens next, and the ways out. A gap never stops an urgent referral."""

from __future__ import annotations

from typing import Any

from ui.icons import Shape
from ui.panels.base import Panel, block, button, clear, column, flow, label, row
from vpa_assist.findings import counts

SEVERITIES = ("must", "should", "consider")


class HandIn(Panel):
    """Counts over the whole referral and the actions of the window."""

    concerns = ()
    late = True

    def build(self) -> None:
        self._frame, inside = block(self.word("hand_in.title"))
        self._counts = row(gap=6)
        inside.addLayout(self._counts)
        self._next = label("", "body")
        inside.addWidget(self._next)
        self._hand_in = button(self.word("hand_in.hand_in"), lambda: self._ask("hand_in"), "main")
        self._export = button(self.word("hand_in.export"), lambda: self._ask("export"))
        self._urgent = button(self.word("hand_in.urgent"), lambda: self._ask("export_urgent"))
        self._preview = button(self.word("hand_in.preview"), lambda: self._ask("preview"))
        inside.addWidget(flow(self._hand_in, self._preview, self._export, self._urgent, gap=10))
        inside.addLayout(column(label(self.word("hand_in.urgent_note"), "small", "text2")))
        self.box.addWidget(self._frame)

    def refresh(self) -> None:
        number = counts(self.document.findings)
        clear(self._counts)
        for severity in SEVERITIES:
            self._counts.addWidget(Shape(severity, 17))
            words = self.word(f"hand_in.count_{severity}", count=number[severity])
            self._counts.addWidget(label(words, "label", severity, wrap=False))
            self._counts.addSpacing(self.theme.px(10))
        self._counts.addStretch(1)
        status = self.document.referral.status or "draft"
        key = "gaps" if number["must"] and status in ("draft", "returned") else status
        self._next.setText(self.word(f"hand_in.next_{key}", count=number["must"]))
        self._hand_in.setVisible(status in ("draft", "returned"))
        self._urgent.setVisible(status in ("draft", "returned"))

    def _ask(self, action: str) -> None:
        """Has the window do it; a window without that action is told by the signal alone."""
        self.act.emit(action)
        method: Any = getattr(self.window(), action, None)
        if callable(method):
            method()
