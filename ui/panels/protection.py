"""Police protection: the clock, what has happened, the entry, and what each child was told and thinks of it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui import kit
from ui.fields import Fields
from ui.panels.base import Panel, again, block, button, clear, column, flow, grid, label, row
from ui.panels.canvas import DrawingView
from ui.question import Question
from vpa_assist.catalogue import Prompt
from vpa_assist.composed.protection import Clock, clock, merged, shared
from vpa_assist.drawing.protection import protection_bar, protection_lanes
from vpa_assist.record.referral import PoliceProtection
from vpa_assist.typed_times import MONTHS

MEMBER = "police_protection"
BEGINNING = ("started_at", "grounds", "initiating_officer", "accommodation")
HAPPENING = ("designated_officers", "reviews", "strategy_discussion_at")
ENDING = ("ended_at", "ended_by", "end_reason")


class Protection(Panel):
    """The module `police_protection` of all children: one child's entry is open, its facts can be copied to the others."""

    concerns = ()

    def build(self) -> None:
        self._chosen = 0
        self._shape: object = None
        self._later: dict[str, tuple[str, ...]] = {}
        """Blocks of the entry that are not made yet: they stand below the first screen."""
        self._told: list[Question] = []
        self._who = QVBoxLayout()
        self.box.addLayout(self._who)
        self.box.addWidget(self._clock_block())
        self.box.addWidget(self._lanes_block())
        self._entry = column(gap=12)
        self.box.addLayout(self._entry)
        self._tick = QTimer(self)
        self._tick.setInterval(30_000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()

    # parts

    def _clock_block(self) -> QFrame:
        made, inside = block()
        self._clock_frame = made
        self._used, self._left = label("", "figure", wrap=False), label("", "figure", "accent", wrap=False)
        self._used_word = label(self.word("protection.used"), "body", "text2", wrap=False)
        self._left_word = label(self.word("protection.left"), "body", "text2", wrap=False)
        self._must_end = label("", "body_strong")
        self._must_end.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._sooner = label(self.word("protection.sooner"), "small", "text2")
        self._sooner.setAlignment(Qt.AlignmentFlag.AlignRight)
        figures = row(self._used, self._used_word, gap=8)
        figures.addSpacing(self.theme.px(20))
        for each in (self._left, self._left_word):
            figures.addWidget(each)
        figures.addLayout(column(self._must_end, self._sooner, gap=2), 1)
        inside.addLayout(figures)
        self._bar = DrawingView(most=1.8)
        inside.addWidget(self._bar)
        return made

    def _lanes_block(self) -> QFrame:
        made, inside = block(self.word("protection.happened"))
        self._acts = [
            button(self.word("protection.review"), self.add_review, icon="plus"),
            button(self.word("protection.hand_over"), self.hand_over),
            button(self.word("protection.told"), self._tell_someone),
            button(self.word("protection.end"), self._end),
        ]
        inside.addWidget(flow(*self._acts))
        self._lanes = DrawingView(most=1.8)
        self._no_lanes = label(self.word("protection.no_lanes"), "small", "text2")
        inside.addWidget(self._lanes)
        inside.addWidget(self._no_lanes)
        self._lanes_frame = made
        return made

    # what is there

    def protected(self) -> list[int]:
        """The indices of the children to whom it applies."""
        return [n for n, each in enumerate(self.document.referral.children or ()) if each.police_protection is not None]

    def others(self) -> list[int]:
        """The indices of the other children of the form."""
        return [n for n, each in enumerate(self.document.referral.children or ()) if each.police_protection is None]

    def where_of(self, child: int) -> str:
        """The address of a child's module."""
        return f"/children/{child}/{MEMBER}"

    def record(self, child: int) -> PoliceProtection:
        """A child's module, empty where there is none."""
        held = self.document.get(self.where_of(child))
        return held if held is not None else PoliceProtection()

    def differing(self) -> list[int]:
        """The children whose shared facts are not those of the open entry."""
        facts = shared(self.record(self._chosen))
        return [each for each in self.protected() if each != self._chosen and shared(self.record(each)) != facts]

    # showing

    def refresh(self) -> None:
        there = self.protected()
        if self._chosen not in there and there:
            self._chosen = there[0]
        names = [self.document.child_name(f"/children/{each}") for each in range(len(self.document.referral.children or ()))]
        shape = (there, names, self._chosen, self.differing() if there else [], self.read_only)
        if shape != self._shape:
            rebuild = self._shape is None or shape[:3] != self._shape[:3]  # type: ignore[index]
            self._shape = shape
            self._show_children()
            if rebuild:
                self._show_entry()
        if self._busy:
            self._behind = True  # a letter is painted before the drawings that follow from it
        else:
            self._show_time()
        for each in self._acts:
            each.setVisible(not self.read_only)

    def _show_children(self) -> None:
        clear(self._who)
        buttons: list[QWidget] = [self._child_button(each) for each in self.protected()]
        if len(buttons) > 1:
            self._who.addWidget(flow(label(self.word("protection.entry_of"), "label", wrap=False), *buttons))
        if self.read_only:
            return
        links: list[QWidget] = []
        differing = self.differing() if self.protected() else []
        if differing:
            text = self.word("protection.copy", names=", ".join(self._name(each) for each in differing))
            links.append(button(text, lambda: self.copy_to(differing), icon="copy"))
        for each in self.others():
            text = self.word("protection.applies_to", child=self._name(each))
            links.append(self._applies_button(each, text))
        if links:
            self._who.addWidget(flow(*links))
            self._who.addWidget(label(self.word("protection.copy_note"), "small", "text2"))

    def _applies_button(self, child: int, text: str) -> QWidget:
        return button(text, lambda: self.apply_to(child), "link", icon="plus")

    def _child_button(self, child: int) -> kit.Button:
        made = kit.Button(self._name(child))
        made.setProperty("look", "segment")
        made.setProperty("side", "only")
        made.setCheckable(True)
        made.setChecked(child == self._chosen)
        made.setAccessibleName(self.word("protection.show_entry", child=self._name(child)))
        made.clicked.connect(lambda: self._choose(child))
        again(made)
        return made

    def _name(self, child: int) -> str:
        return self.document.child_name(f"/children/{child}")

    def _show_entry(self) -> None:
        clear(self._entry)
        self._told = []
        self._later = {}
        if not self.protected():
            return
        self._entry.addWidget(self._views())
        self._later = {"beginning": BEGINNING, "happening": HAPPENING, "ending": ENDING}
        if self.isVisible():
            self.make_all()
        else:
            self.more_soon()

    def more(self) -> bool:
        if not self._later:
            return False
        key = next(iter(self._later))
        made, inside = block(self.word(f"protection.{key}"))
        where = self.where_of(self._chosen)
        members = self._prompts(*self._later.pop(key))
        inside.addWidget(Fields(self.document, self.catalogue, where, members, within=self._name(self._chosen), parent=made))
        if key == "happening":
            inside.addWidget(self._informed(where))
        self._entry.addWidget(made)
        if not self._later:
            self.made_later()
        return True

    def _prompts(self, *members: str) -> tuple[Prompt, ...]:
        held = {each.field: each for each in (self.prompt.prompts if self.prompt else ())}
        return tuple(self.named(held[each]) for each in members if each in held)

    def _informed(self, where: str) -> QWidget:
        members = ("parents", "local_authority", "emergency_duty_team")
        self._told = [
            self.ask(f"{where}/informed/{each}", f"informed/{each}", within=self._name(self._chosen)) for each in members
        ]
        holder = QWidget()
        holder.setLayout(
            column(label(self.word("protection.who_told"), "body_strong"), grid(*((each, "third") for each in self._told)), gap=6)
        )
        return holder

    def _views(self) -> QFrame:
        made, inside = block(self.word("protection.views"), self.word("protection.views_note", count=len(self.protected())))
        columns = QGridLayout()
        columns.setSpacing(self.theme.px(16))
        prompt = self.inner("child_told_and_views")
        across = 2 if len(self.protected()) > 1 else 1
        for place, child in enumerate(self.protected()):
            where = self.where_of(child)
            name = self._name(child)
            views = self.ask_of(f"{where}/child_told_and_views", prompt)
            told = self.ask(f"{where}/informed/child", "informed/child", text=self.word("protection.child_told_at", child=name))
            holder = QWidget()
            holder.setLayout(column(views, told, gap=8))
            columns.addWidget(holder, place // across, place % across, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(columns)
        return made

    def _show_time(self) -> None:
        there = bool(self.protected())
        record = self.record(self._chosen) if there else PoliceProtection()
        now = self.document.clock()
        stands = clock(record, now)
        self._clock_frame.setVisible(there)
        self._lanes_frame.setVisible(there)
        self._show_figures(stands)
        say = self.catalogue.printed
        bar = protection_bar(record, now.isoformat(), say) if stands else None
        lanes = protection_lanes(record, now.isoformat(), say) if stands else None
        self._bar.setVisible(bar is not None)
        self._lanes.setVisible(lanes is not None)
        self._no_lanes.setVisible(lanes is None)
        if bar is not None:
            self._bar.show_drawing(bar, self.word("protection.bar_name"))
        if lanes is not None:
            self._lanes.show_drawing(lanes, self.word("protection.lanes_name"))

    def _show_figures(self, stands: Clock | None) -> None:
        for each in (self._left, self._left_word, self._sooner):
            each.setVisible(stands is not None and not stands.ended)
        self._used_word.setVisible(stands is not None)
        if stands is None:
            self._used.setText("")
            self._must_end.setText(self.word("protection.no_start"))
            return
        self._used.setText(self.word("protection.hours", hours=_hours(stands.used)))
        self._left.setText(self.word("protection.hours", hours=_hours(stands.left)))
        tone = "must" if stands.over or stands.left < timedelta(hours=12) else "accent"
        self._left.setProperty("tone", tone)
        again(self._left)
        end = stands.must_end
        days = self.word("protection.weekdays").split()
        when = f"{days[end.weekday()]} {end.day} {MONTHS[end.month - 1]} {end:%H:%M}"
        key = "protection.over" if stands.over else "protection.has_ended" if stands.ended else "protection.must_end"
        self._must_end.setText(self.word(key, when=when))

    # what a person does

    def _choose(self, child: int) -> None:
        self._chosen = child
        self.renew()

    def apply_to(self, child: int) -> None:
        """Applies the module to a child, with the shared facts of the open entry where there is one."""
        facts = merged(None, shared(self.record(self._chosen))) if self.protected() else {}
        self.document.edit(self.where_of(child), facts, self.word("protection.undo_apply", child=self._name(child)))

    def copy_to(self, children: list[int]) -> None:
        """Copies the shared facts of the open entry to other children; what each was told and thinks stays their own."""
        facts = shared(self.record(self._chosen))
        with self.document.group(self.word("protection.undo_copy")):
            for each in children:
                self.document.edit(self.where_of(each), merged(self.record(each), facts))
        self.tell(self.word("protection.copied"))

    def add_review(self) -> None:
        """Adds a review at this moment by whoever is designated officer now, and goes to its decision."""
        where = f"{self.where_of(self._chosen)}/reviews"
        item: dict[str, object] = {"at": self.document.clock().isoformat()}
        officers = self.record(self._chosen).designated_officers or ()
        if officers and officers[-1].officer is not None:
            item["by"] = officers[-1].officer.as_json()
        index = self.document.add(where, item, self.word("protection.undo_review"))
        self.focus_on(f"{where}/{index}/decision")

    def hand_over(self) -> None:
        """Ends the present designated officer's time now and begins another's."""
        where = f"{self.where_of(self._chosen)}/designated_officers"
        now = self.document.clock().isoformat()
        officers = self.record(self._chosen).designated_officers or ()
        with self.document.group(self.word("protection.undo_hand_over")):
            if officers and not officers[-1].to:
                self.document.edit(f"{where}/{len(officers) - 1}/to", now)
            index = self.document.add(where, {"from": now})
        self.focus_on(f"{where}/{index}/officer")

    def _tell_someone(self) -> None:
        self.make_all()
        empty = next((each for each in self._told if self.document.get(each.where) is None), None)
        target = empty or (self._told[0] if self._told else None)
        if target is not None:
            target.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self.focus_on(f"{self.where_of(self._chosen)}/ended_at")

    def focus_on(self, pointer: str) -> bool:
        self.make_all()
        steps = pointer.strip("/").split("/")
        if len(steps) > 2 and steps[0] == "children" and steps[2] == MEMBER and int(steps[1]) in self.protected():
            if int(steps[1]) != self._chosen and steps[3:4] != ["child_told_and_views"]:
                self._choose(int(steps[1]))
            for each in self.findChildren(Question):
                if each.where == pointer:
                    each.answer.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
            return super().focus_on(pointer)
        return False


def _hours(span: timedelta) -> int:
    """Whole hours: used rounds down, and so does left, so that nobody counts on an hour that is not there."""
    return int(span.total_seconds() // 3600)
