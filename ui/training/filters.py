"""The filters of the library: kind of incident, age, for whom, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import kit
from ui.menu_button import MenuButton

if TYPE_CHECKING:
    from ui.training.shelf import Shelf, Shown

AGES: dict[str, tuple[int, int]] = {"0": (0, 0), "1": (1, 4), "5": (5, 10), "11": (11, 15), "16": (16, 17)}
"""Ages in years, both ends included, by the name of the band."""
TIMES = (30, 45, 60)


class Filters(QWidget):
    """Four menus in a line. `changed` tells that another value was chosen."""

    changed = Signal()

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        catalogue = shelf.catalogue
        say, words = catalogue.screen, catalogue.raw("training")
        types = sorted({each for shown in shelf.shown() for each in shown.entry.types})
        labelled = [(each, catalogue.label("incident_type", each)) for each in types]
        self.type = MenuButton(say("training.filter_type"), [("", say("training.any_type")), *labelled])
        ages = [(key, say(f"training.age_{key}")) for key in AGES]
        self.age = MenuButton(say("training.filter_age"), [("", say("training.any_age")), *ages])
        audiences = words["audiences"].items()
        self.audience = MenuButton(say("training.filter_audience"), [("", say("training.any_audience")), *audiences])
        times = [(each, say("training.up_to", minutes=each)) for each in TIMES]
        self.time = MenuButton(say("training.filter_time"), [(0, say("training.any_time")), *times])
        flow = kit.Flow(self, space=8)
        for each in (self.type, self.age, self.audience, self.time):
            each.picked.connect(lambda _value: self.changed.emit())
            flow.addWidget(each)

    def fit(self, shown: Shown) -> bool:
        """Whether a scenario belongs under what is chosen."""
        minutes = self.time.value if isinstance(self.time.value, int) else 0
        return shown.fits(str(self.type.value or ""), AGES.get(str(self.age.value)), str(self.audience.value or ""), minutes)
