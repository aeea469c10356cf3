"""People of the referral as answers: one, several, and who else was there."""

from __future__ import annotations

from ui.panels.base import Panel

KIND = {"person": "person_choice", "persons": "people_choice", "others_present": "people_choice"}


class _People(Panel):
    """One of the general answers about people, on the member that the form pack names."""

    kind = "people_choice"

    def build(self) -> None:
        text = self.prompt.label.replace("{name}", self.name) if self.prompt else ""
        hint = self.prompt.hint.replace("{name}", self.name) if self.prompt else ""
        self._field = self.field(self.field_pointer, self.kind, text, hint=hint)
        self.box.addWidget(self._field)


class OnePerson(_People):
    """The id of one person or child."""

    kind = "person_choice"


class ManyPersons(_People):
    """Ids of people, and names of others."""


class OthersPresent(_People):
    """Who could see or hear while the child was spoken to."""
