"""The scenario that is chosen in the library: what it is about, for whom, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui import kit, theme
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.training.shelf import Shelf, Shown
    from vpa_assist.catalogue import Catalogue


def ages_in_words(ages: tuple[int | None, ...], catalogue: Catalogue) -> str:
    """ "4 and 8", "under 1", "not yet born"."""
    say = catalogue.screen
    in_order = sorted(ages, key=lambda age: -1 if age is None else age)
    words = [
        say("training.unborn") if each is None else say("training.under_one") if each < 1 else str(each) for each in in_order
    ]
    words = list(dict.fromkeys(words))
    return words[0] if len(words) < 2 else f"{', '.join(words[:-1])} {say('training.and')} {words[-1]}"


class Detail(QFrame):
    """What the chosen scenario is about, and what can be done with it. `asked` carries what, and the scenario's id."""

    asked = Signal(str, str)

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf
        self.shown: Shown | None = None
        self.setProperty("look", "side")
        outer = kit.vertical(self)
        content = QWidget()
        self.box = kit.vertical(content, space=10, margins=(22, 18, 22, 20))
        self.area = kit.Scroll(content)
        outer.addWidget(self.area, 1)
        self.buttons: dict[str, kit.Button] = {}

    def show_scenario(self, shown: Shown | None, begun: bool = False) -> None:
        """Shows a scenario; `begun` tells that a practice of it waits to be gone on with."""
        kit.clear(self.box)
        self.shown = shown
        self.buttons = {}
        if shown is None:
            self.box.addStretch(1)
            return
        catalogue = self.shelf.catalogue
        say, words = catalogue.screen, catalogue.raw("training")
        entry = shown.entry
        self.box.addWidget(kit.label(entry.title, "title", wrap=True))
        self.box.addWidget(kit.label(entry.summary, "body", "text2", wrap=True))
        self._actions(shown, begun)
        self.box.addWidget(kit.rule())
        try:
            scenario = self.shelf.scenario(entry.id)
        except CannotDo as refusal:
            self.box.addWidget(kit.label(str(refusal), "body", "must", wrap=True))
            self.box.addStretch(1)
            return
        audience = ", ".join(words["audiences"][each] for each in entry.audience)
        for key, text in (
            ("training.for_whom", audience),
            ("training.children", ages_in_words(entry.ages, catalogue)),
            ("training.answers", scenario.answers),
            ("training.origin", words["origins"][scenario.origin]),
        ):
            self._line(say(key), text)
        if entry.features:
            chips = QWidget()
            flow = kit.Flow(chips, space=6)
            for each in entry.features:
                flow.addWidget(kit.label(words["features"][each], "chip"))
            self.box.addWidget(chips)
        self.box.addWidget(kit.label(say("training.aims"), "label"))
        for aim in scenario.aims:
            row = kit.horizontal(space=8)
            row.addWidget(kit.label("–", "body", "text2"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(kit.label(aim, "body", wrap=True), 1)
            self.box.addLayout(row)
        self.box.addStretch(1)

    def _line(self, name: str, text: str) -> None:
        pair = kit.vertical(space=1)
        pair.addWidget(kit.label(name, "label"))
        pair.addWidget(kit.label(text, "body", wrap=True))
        self.box.addLayout(pair)

    def _actions(self, shown: Shown, begun: bool) -> None:
        say = self.shelf.catalogue.screen
        entry = shown.entry
        table = (
            ("present", say("training.do_present"), say("training.do_present_note", minutes=shown.present), "main"),
            ("briefing", say("training.do_briefing"), say("training.do_briefing_note"), "plain"),
            (
                "practise",
                say("training.do_go_on" if begun else "training.do_practise"),
                say("training.do_practise_note", minutes=shown.practise),
                "plain",
            ),
            ("spot", say("training.do_spot"), say("training.do_spot_note"), "plain"),
        )
        for name, words, note, look in table:
            row = kit.horizontal(space=12)
            button = kit.button(words, partial(self.asked.emit, name, entry.id), look=look, name=f"{words}: {entry.title}")
            button.setFixedWidth(theme.current().px(152))
            self.buttons[name] = button
            row.addWidget(button)
            row.addWidget(kit.label(note, "small", "text2", wrap=True), 1)
            self.box.addLayout(row)
        links = QWidget()
        flow = kit.Flow(links, space=14)
        printed = kit.label(say("training.print"), "small", "text2")
        printed.setFixedHeight(theme.current().px(theme.TARGET["link"]))
        flow.addWidget(printed)
        for name in ("questions", "answers", "card"):
            link = kit.link(say(f"training.print_{name}"), partial(self.asked.emit, f"print_{name}", entry.id))
            link.setAccessibleName(f"{say('training.print')} {say(f'training.print_{name}')}: {entry.title}")
            self.buttons[f"print_{name}"] = link
            flow.addWidget(link)
        self.box.addWidget(links)
