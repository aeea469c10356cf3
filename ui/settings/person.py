"""Who signs, which store this is, and which form pack the questions come from."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt

from ui import kit
from ui.answers.choices import Option
from ui.dates import month_name
from ui.settings.part import Part, buttons, facts, field
from vpa_assist.errors import CannotDo

ROLES = ("officer", "supervisor", "auditor")


class PersonPart(Part):
    """Name, unit and role as they sign; the store; the form pack."""

    key = "person"

    def build(self) -> None:
        self._sign()
        self._store()
        self._pack()

    # as they sign

    def _sign(self) -> None:
        person = self.store.person
        inner = self.block(self.say("settings.sign"), self.say("settings.sign_note"))
        facts(inner, (self.say("settings.name"), person.name), (self.say("settings.collar_number"), person.collar_number))
        self.unit = field(inner, self.say("settings.unit"), text=person.unit)
        inner.addWidget(kit.label(self.say("settings.role"), "label"))
        inner.addWidget(kit.label(self.say("settings.role_note"), "small", "text2", wrap=True))
        self.roles: dict[str, Option] = {}
        for role in ROLES:
            option = Option(self.say(f"role.{role}"))
            option.setAccessibleName(f"{self.say('settings.role')}: {option.text()}")
            option.clicked.connect(lambda _checked=False, role=role: self.choose(role))
            option.pressed_key.connect(lambda key, role=role: self._arrow(role, key))
            self.roles[role] = option
        inner.addWidget(buttons(*self.roles.values()))
        self.choose(person.role)
        self.button = kit.button(self.say("settings.sign_do"), self.keep)
        self.unit.returnPressed.connect(self.keep)
        inner.addWidget(buttons(self.button))

    def choose(self, role: str) -> None:
        """Chooses the declared role; it holds once it is kept."""
        self.role = role
        for each, option in self.roles.items():
            option.setChecked(each == role)
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == role else Qt.FocusPolicy.ClickFocus)

    def _arrow(self, role: str, key: int) -> None:
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = ROLES[(ROLES.index(role) + step) % len(ROLES)]
        self.choose(to)
        self.roles[to].setFocus(Qt.FocusReason.TabFocusReason)

    def keep(self) -> None:
        """Keeps unit and role; what was signed before stays as it was signed."""
        person = self.store.person
        unit = self.unit.text().strip()
        if (unit, self.role) == (person.unit, person.role):
            self.tell(self.say("settings.sign_same"))
            return
        try:
            self.store.sign_as(unit, self.role)
        except CannotDo as refusal:
            self.wrong(str(refusal))
            return
        self.office.window.work.signs_otherwise()
        self.tell(self.say("settings.sign_done", role=self.say(f"role.{self.role}"), unit=unit or self.say("settings.no_unit")))

    # the store

    def _store(self) -> None:
        store = self.store
        counts = store.counts()
        drafts = counts.to_do + counts.returned + counts.with_supervisor + counts.done
        inner = self.block(self.say("settings.store"), self.say("settings.store_note"))
        facts(
            inner,
            (self.say("settings.store_kind"), self.say(f"settings.store_{store.kind}")),
            (self.say("settings.store_folder"), str(store.folder)),
            (self.say("settings.store_drafts"), str(drafts)),
        )

    # the form pack

    def _pack(self) -> None:
        force = self.catalogue.force()
        inner = self.block(self.say("settings.pack"), self.say("settings.pack_note"))
        facts(
            inner,
            (self.say("settings.pack_form"), f"{force.form_name} ({force.form_short}), {force.name}"),
            (
                self.say("settings.pack_version"),
                self.say(
                    "settings.pack_version_of",
                    version=force.pack_version,
                    date=self._day(force.pack_date),
                    mark=self.catalogue.fingerprint[:12],
                ),
            ),
            (self.say("settings.pack_record"), force.record_system),
        )
        inner.addWidget(kit.label(self.say("settings.pack_to_confirm"), "small_strong", "text2"))
        for line in self.to_confirm():
            inner.addWidget(kit.label(line, "body", wrap=True))

    def to_confirm(self) -> list[str]:
        """What the force has still to confirm, one line each kind."""
        catalogue = self.catalogue
        open_ = "to confirm"
        found = []
        if catalogue.force().status == open_:
            found.append(self.say("settings.confirm_force"))
        counts = {
            "authorities": sum(each.status == open_ for each in catalogue.authorities()),
            "steps": sum(step.status == open_ for card in catalogue.cards() for step in card.steps),
            "sources": sum(each.status == open_ for each in catalogue.sources().values()),
        }
        found += [self.say(f"settings.confirm_{key}", count=count) for key, count in counts.items() if count]
        return found or [self.say("settings.confirm_nothing")]

    def _day(self, text: str) -> str:
        at = datetime.fromisoformat(text)
        return f"{at.day} {month_name(at, self.catalogue)} {at.year}"
