"""The scene as it unfolds: what was told, what was seen and heard so far, and what can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui import icons, kit, theme
from vpa_assist.training import unfold
from vpa_assist.training.scenario import Fact, Stage, Talk, Turn

if TYPE_CHECKING:
    from ui.training.practice import Practice

ICONS = {"look": "eye", "ask": "speech", "check": "phone", "open": "speech", "closed": "speech", "leading": "speech"}


def _ids(group: Stage | Talk) -> set[str]:
    """What can be found in a place or a talk."""
    return {each.id for each in (group.facts if isinstance(group, Stage) else group.turns)}


def child_names(practice: Practice) -> dict[str, str]:
    """The names of the scenario's children by their ids."""
    children = practice.scenario.common.get("children", ())
    return {str(each["id"]): str(each.get("given_name") or each["id"]) for each in children}


class ScenePanel(QFrame):
    """What the trainee chooses here is kept at once. `chosen` tells that something was seen or heard."""

    chosen = Signal(str)

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.setProperty("look", "outline")
        outer = kit.vertical(self)
        content = QWidget()
        self.box = kit.vertical(content, space=10, margins=(18, 14, 18, 18))
        self.area = kit.Scroll(content)
        outer.addWidget(self.area, 1)
        self.choices: dict[str, kit.Button] = {}
        self._newest = ""
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._see())
        self.follow()

    def follow(self) -> None:
        """Shows the scene as it stands."""
        kit.clear(self.box)
        self.choices = {}
        say = self.practice.catalogue.screen
        scenario, progress = self.practice.scenario, self.practice.progress
        self.box.addWidget(kit.label(say("training.scene_note"), "label"))
        self.box.addWidget(kit.label(" ".join(scenario.brief.split()), "body", wrap=True))
        shown = unfold.shown(scenario, progress)
        if shown:
            self.box.addWidget(kit.rule())
            self.box.addWidget(kit.label(say("training.so_far"), "label"))
        for each in shown:
            self.box.addWidget(self._seen(each))
        self.box.addWidget(kit.rule())
        self._now()
        self.box.addStretch(1)

    def _seen(self, each: Fact | Turn) -> QWidget:
        card = kit.frame("block")
        card.setProperty("look", "block")
        column = kit.vertical(card, space=4, margins=(12, 8, 12, 10))
        head = kit.horizontal(space=8)
        head.addWidget(icons.Icon(ICONS[each.kind], 16, "text2"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(kit.label(each.ask if isinstance(each, Turn) else each.choose, "small", "text2", wrap=True), 1)
        column.addLayout(head)
        if isinstance(each, Turn):
            column.addWidget(kit.label(each.answer, "heading", wrap=True))  # without marks: it may be a gesture or a cry
            if each.demeanour:
                column.addWidget(kit.label(each.demeanour, "small", "text2", wrap=True))
        else:
            column.addWidget(kit.label(each.shows, "body", wrap=True))
        return card

    def _now(self) -> None:
        say = self.practice.catalogue.screen
        scenario, progress = self.practice.scenario, self.practice.progress
        open_facts = {fact.id for fact in unfold.choices(scenario, progress)}
        questions = unfold.questions(scenario, progress)
        if not open_facts and not any(not each.shut for each in questions):
            self.box.addWidget(kit.label(say("training.nothing_left"), "body", "text2", wrap=True))
        groups: list[Stage | Talk] = [*unfold.stages(scenario, progress), *unfold.talks(scenario, progress)]
        groups.sort(key=lambda group: self._newest not in _ids(group))  # where one is comes first, else the scenario's order
        names = child_names(self.practice)
        for group in groups:
            if isinstance(group, Stage):
                facts = [fact for fact in group.facts if fact.id in open_facts]
                self._heads(group.title, group.scene, bool(facts))
                for fact in facts:
                    self._choice(fact.id, fact.choose, ICONS[fact.kind])
            else:
                open_here = [each for each in questions if each.turn in group.turns]
                self._heads(say("training.talk_with", name=names.get(group.child, "")), group.scene, bool(open_here))
                for each in open_here:
                    self._question(each)

    def _heads(self, title: str, scene: str, needed: bool) -> None:
        if needed:
            self.box.addWidget(kit.label(title, "heading", wrap=True))
            self.box.addWidget(kit.label(scene, "body", "text2", wrap=True))

    def _question(self, question: unfold.Question) -> None:
        button = self._choice(question.turn.id, question.turn.ask, "speech")
        if question.shut:
            why = self.practice.catalogue.screen("training.shut", question=question.why)
            button.not_yet(why)
            self.box.addWidget(kit.label(why, "small", "text2", wrap=True))

    def _choice(self, what: str, words: str, icon: str) -> kit.Button:
        button = ChoiceButton(words, icon)
        button.clicked.connect(lambda _checked=False: self.choose(what))
        self.choices[what] = button
        self.box.addWidget(button)
        return button

    def choose(self, what: str) -> None:
        """Looks or asks, and shows what that brings."""
        self.practice.choose(what)
        self._newest = what
        self.follow()
        found = next((each for each in unfold.shown(self.practice.scenario, self.practice.progress) if each.id == what), None)
        if found is not None:
            kit.announce(self, found.answer if isinstance(found, Turn) else found.shows)
        first = next(iter(self.choices.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._see)
        self.chosen.emit(what)

    def _see(self) -> None:
        """Brings what was just seen to the top, with what can be done next below it."""
        chosen = self.practice.progress.chosen
        if self._newest not in chosen:
            return
        at = chosen.index(self._newest)
        # by their places, not by layout items: Python would keep hold of those after Qt has deleted them
        placed = {self.box.indexOf(each): each for each in self.findChildren(QWidget) if each.property("look") == "block"}
        cards = [placed[place] for place in sorted(placed) if place >= 0]
        if at < len(cards):
            self.area.verticalScrollBar().setValue(max(0, cards[at].y() - theme.current().px(14)))


class ChoiceButton(kit.Button):
    """A choice in words that wrap: a question may be longer than the column is wide."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__("", "choice")
        self.setAccessibleName(words)
        row = self._row = kit.horizontal(self, space=8, margins=(12, 7, 12, 7))
        row.addWidget(icons.Icon(icon, 16, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        self.words_label = kit.label(words, "label", "accent", wrap=True)
        self.words_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self.words_label, 1)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        policy.setVerticalPolicy(policy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def not_yet(self, why: str) -> None:
        """Shows in quiet colours that this cannot be asked any more, and why."""
        super().not_yet(why)
        kit.retone(self.words_label, tone="text3" if why else "accent")

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._row.minimumSize().height())
