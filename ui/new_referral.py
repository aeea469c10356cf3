"""A new referral asks three things: reference, type, children. Left empty, it makes no draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.answers.choices import Option
from ui.answers.roving import Roving
from ui.plain_page import Plain

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Officer, Referral


class NewReferralPage(Plain):
    """The three questions. `begun` carries the new referral; `left` goes back without one."""

    enter_goes_on = True
    begun = Signal(object)
    left = Signal()

    def __init__(self, catalogue: Catalogue, officer: Officer, now: Callable[[], datetime], kind: str = "live") -> None:
        super().__init__(catalogue, 720)
        self._officer = officer
        self._now = now
        self._kind = kind
        self._types: list[str] = []
        self.body.addWidget(kit.label(self.say("new.title"), "title"))
        self.body.addWidget(kit.label(self.say("new.why"), "body", "text2", wrap=True))
        self.reference = self.field("new.reference", hint="new.reference_hint")
        head = kit.vertical(space=3)
        head.addWidget(kit.label(self.say("new.type"), "label"))
        head.addWidget(kit.label(self.say("new.type_hint"), "small", "text2", wrap=True))
        self.body.addLayout(head)
        holder = QWidget()
        flow = kit.Flow(holder, 16, 4)
        self.types: dict[str, Option] = {}
        self._roving = Roving(self.types)
        for entry in catalogue.codes("incident_type"):
            option = Option(entry.label, many=True, note=entry.note)
            option.setAccessibleName(f"{self.say('new.type')}: {entry.label}")
            option.clicked.connect(lambda _checked=False, code=entry.code: self._toggle(code))
            option.setAccessibleDescription(f"{entry.note} {self.say('new.type_hint')}".strip())
            self._roving.take(entry.code, option)
            self.types[entry.code] = option
            flow.addWidget(option)
        self._roving.stand()
        self.body.addWidget(holder)
        self.children_ = self.field("new.children", hint="new.children_hint")
        row = kit.horizontal(space=14)
        self.button = kit.button(self.say("new.do"), self.begin, look="main")
        row.addWidget(self.button)
        row.addWidget(kit.link(self.say("cancel"), self.left.emit))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.reference.returnPressed.connect(self._to_types)
        self.children_.returnPressed.connect(self.begin)
        self.setFocusProxy(self.reference)

    def _to_types(self) -> None:
        if self._roving.target is not None:
            self._roving.target.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggle(self, code: str) -> None:
        if code in self._types:
            self._types.remove(code)
        else:
            self._types.append(code)
        for each, option in self.types.items():
            option.setChecked(each in self._types)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not (self.reference.text().strip() or self._types or self.children_.text().strip())

    def begin(self) -> None:
        """Makes the referral and goes on to its first page; with nothing answered, nothing is made until something is."""
        self.begun.emit(self.referral())

    def names(self) -> list[str]:
        """The children's given names as they were typed, or blanks for a bare number."""
        text = self.children_.text().strip()
        if text.isascii() and text.isdigit():
            return [""] * min(int(text), 40)
        return [each.strip() for each in text.replace(";", ",").split(",") if each.strip()][:40]

    def referral(self) -> Referral:
        """The referral that these answers make."""
        from vpa_assist.record.reading import from_json

        now = self._now().isoformat()
        incident: dict[str, Any] = {}
        if self.reference.text().strip():
            incident["reference"] = self.reference.text().strip()
        if self._types:
            incident["types"] = list(self._types)
        members: dict[str, Any] = {
            "schema": "vpa-assist.referral/1",
            "id": str(uuid4()),
            "kind": self._kind,
            "status": "draft",
            "created_at": now,
            "updated_at": now,
            "author": self._officer.as_json(),
        }
        if incident:
            members["incident"] = incident
        children: list[dict[str, Any]] = []
        for number, name in enumerate(self.names(), 1):
            given, _, family = name.partition(" ")
            child: dict[str, Any] = {"id": f"c{number}"}
            if given:
                child["given_name"] = given
            if family:
                child["family_name"] = family
            children.append(child)
        if children:
            members["children"] = children
        return from_json(members)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
