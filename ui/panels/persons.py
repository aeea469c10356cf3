"""People of the referral as answers: one, several, and who else was there."""

from __future__ import annotations

from ui.panels.base import Panel


class _People(Panel):
    """One of the general answers about people, on the member that the form pack names."""

    kind = "people_choice"

    def build(self) -> None:
        assert self.prompt is not None
        self._field = self.field(self.field_pointer, self.kind, self.named(self.prompt).label, hint=self.named(self.prompt).hint)
        self.box.addWidget(self._field)


class OnePerson(_People):
    """The id of one person or child."""

    kind = "person_choice"


class ManyPersons(_People):
    """Ids of people, and names of others."""


class OthersPresent(_People):
    """Who could see or hear while the child was spoken to."""
