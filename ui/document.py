"""The one mutable object of the window: the referral being written, and everything that happens to it.

Every change goes through `Document`. It makes a new frozen `Referral`, remembers the old one for undo, tells the
widgets, has the checks run off the key path and sees to it that the draft is kept. It knows no widget.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from ui.half_typed import repathed
from vpa_assist.conditions import PROSE
from vpa_assist.errors import CannotDo
from vpa_assist.findings import Finding, Severity, counts
from vpa_assist.record import edits
from vpa_assist.record.kinds import LONGEST_TEXT
from vpa_assist.record.pointers import ValidationError, get, is_recorded, join, names, parent, put, split, with_member
from vpa_assist.record.referral import Officer, Part, Referral

READ_ONLY = frozenset({"submitted", "approved", "sent"})
"""States in which nothing is edited; what happens later is an addendum."""

SAVE_AFTER = 300
"""Milliseconds after the last change before the draft is kept."""
SAVE_WITHIN = 700
"""Milliseconds after the first change that is not kept before the draft is kept in any case."""
CALM = 0.02
"""Seconds that a run of the checks may take without being put off while a person types."""
AFTER_PAINT = Qt.EventPriority.LowEventPriority.value - 2
"""Priority of the pass that follows a change: Qt paints what waits to be painted first, so that a letter never waits."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the officer is: page id, child id (None on other pages), the field's pointer and the cursor in it."""

    page: str = ""
    child: str | None = None
    pointer: str = ""
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What one save keeps: the referral, and what stands beside it."""

    referral: Referral
    half_typed: Mapping[str, str]
    place: Place
    visited: frozenset[str]
    findings: tuple[Finding, ...]


class Keeper(Protocol):
    """Keeps a draft for good. Raises `CannotDo` when it cannot; returning means that it is on the disk."""

    def keep(self, kept: Kept) -> None: ...

    def keep_place(self, kept: Kept) -> None: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One step of undo: the whole state before and after it, where it was, and its words ("": those of typing there)."""

    before: Referral
    after: Referral
    half_before: Mapping[str, str]
    half_after: Mapping[str, str]
    where: str
    words: str
    typing: bool = False


@dataclass(slots=True)
class _Steps:
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    closed: bool = True
    """Whether the newest step takes no more typing."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """Findings with the keys of their sections, those to show, the sections with gaps and the counts of those shown."""

    of: tuple[tuple[Finding, ...], object, frozenset[str]]
    keys: tuple[str, ...]
    shown: tuple[Finding, ...]
    gaps: frozenset[str]
    number: Mapping[str, int]


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


class Document(QObject):
    """A referral in the window. `changed` carries the pointer of what changed, "" when it may be anything.

    `changed` comes with the change itself and is for what must never lag behind it: the answers. `settled` comes once in the
    next pass of the event loop, after the change was painted and the checks have run, and is for all that follows from it.
    """

    changed = Signal(str)
    settled = Signal()
    findings_changed = Signal()
    visited_changed = Signal()
    undo_changed = Signal()
    saved = Signal(object)
    not_saved = Signal(str)
    announced = Signal(str)

    def __init__(
        self,
        referral: Referral,
        catalogue: Any,
        *,
        keeper: Keeper | None = None,
        clock: Callable[[], datetime] = _now,
        officer: Officer | None = None,
        half_typed: Mapping[str, str] | None = None,
        place: Place | None = None,
        visited: frozenset[str] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stored = referral
        self._referral = self._with_addenda(referral)
        self.catalogue = catalogue
        self.clock = clock
        self.officer = officer
        self._keeper = keeper
        self._half: dict[str, str] = dict(half_typed or {})
        self._place = place or Place()
        self._visited = visited
        self._steps = _Steps()
        self._groups: list[str] = []
        self._findings: tuple[Finding, ...] = ()
        self._structure = object()
        self._homes: dict[tuple[str, str], str] = {}
        self._listed: _Listed | None = None
        self._typing_said: tuple[str, object, str] = ("", None, "")
        self._checked: Referral | None = None
        self._last_checks = (0.0, 0.0)
        self._unsaved = False
        self._place_moved = False
        self._addenda: dict[str, Any] | None = None
        self._last_saved: datetime | None = None
        self.refusal: CannotDo | None = None
        """Why the last save did not succeed; None when it did."""
        self.locate: Callable[[], Place] | None = None
        """Where the officer is at this moment: asked before each save."""
        self._after = self._timer(SAVE_AFTER, self.save_now)
        self._within = self._timer(SAVE_WITHIN, self.save_now)
        self._check_timer = self._timer(0, self.check_now)
        self._settling = False

    def _timer(self, after: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(slot)
        return timer

    # what is there

    @property
    def referral(self) -> Referral:
        """The referral as it is now; after hand-in with its addenda applied."""
        return self._referral

    @property
    def stored(self) -> Referral:
        """The referral as it is kept and sent: the addenda stand in its review."""
        return self._stored if self.handed_in else self._referral

    @property
    def handed_in(self) -> bool:
        """Whether the referral is in a state in which it is not edited."""
        return self._stored.status in READ_ONLY

    @property
    def read_only(self) -> bool:
        """Whether an edit is refused: handed in, and no addendum being written."""
        return self.handed_in and self._addenda is None

    @property
    def adding(self) -> bool:
        """Whether an addendum is being written."""
        return self._addenda is not None

    def get(self, where: str) -> Any:
        """The value at a pointer, None when it is not recorded."""
        return get(self._referral, where) if where else self._referral

    def child_name(self, where: str) -> str:
        """The name by which the window speaks of the child that a pointer goes through; "" outside children."""
        steps = split(where)
        if len(steps) < 2 or steps[0] != "children":
            return ""
        child = get(self._referral, join(*steps[:2]))
        if child is None:
            return ""
        name = (child.given_name or "").strip() or (child.family_name or "").strip()
        return name or str(self.catalogue.screen("child_number", number=int(steps[1]) + 1))

    def half_typed(self, where: str) -> str | None:
        """What was typed at this place and is no value yet."""
        return self._half.get(where)

    @property
    def has_half_typed(self) -> bool:
        """Whether anything stands half-typed."""
        return bool(self._half)

    @property
    def all_half_typed(self) -> Mapping[str, str]:
        return dict(self._half)

    @property
    def place(self) -> Place:
        return self._place

    @property
    def last_saved(self) -> datetime | None:
        """When the draft was last kept since it was opened."""
        return self._last_saved

    @property
    def is_saved(self) -> bool:
        """Whether everything on screen is kept."""
        return not self._unsaved

    @property
    def findings_as_kept(self) -> tuple[Finding, ...] | None:
        """All findings of what is kept; None where something is not kept yet, or the checks have not seen it as it is."""
        known = self.is_saved and not self.adding and self._checked is self._referral
        return self._findings if known else None

    # changing it

    def edit(self, where: str, value: Any, words: str = "") -> bool:
        """Puts a value at a pointer; None takes it away. False when it was refused and kept as half-typed.

        Typing in one place merges into one step of undo until the draft is kept or another place is edited.
        """
        if self.read_only:
            return False
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            self.half_type(where, value)
            return False
        if isinstance(value, tuple):
            value = list(value)
        old = self.get(where)
        if self._same(old, value) and where not in self._half:
            return True
        try:
            new = put(self._referral, where, value)
        except ValidationError:
            if isinstance(value, str | int):
                self.half_type(where, str(value))
            return False
        half = {key: text for key, text in self._half.items() if key != where}
        typing = isinstance(value, str) and not self._groups
        self._step(new, half, where, words, typing, letters=len(half) == len(self._half) and _only_letters(where, old, value))
        return True

    def half_type(self, where: str, text: str) -> None:
        """Keeps what was typed at this place beside the document; the value there becomes not recorded."""
        if self.read_only or self._half.get(where) == text:
            return
        new = self._referral
        if self.get(where) is not None:
            new = put(new, where, None)
        self._step(new, {**self._half, where: text}, where, "", typing=True)

    def add(self, where: str, item: Any, words: str = "", at: int | None = None) -> int:
        """Puts an item into a list, at its end or at an index. Gives its index."""
        items = self.get(where) or ()
        index = len(items) if at is None else at
        if self.read_only:
            return index
        new = edits.add(self._referral, where, item, index)
        half = repathed(self._half, where, lambda old: old + (old >= index))
        self._step(new, half, where, words or self._list_words("undo.add", where))
        return index

    def remove(self, where: str, words: str = "") -> None:
        """Takes an item out of a list: `where` ends in its index."""
        if self.read_only:
            return
        steps = split(where)
        gone = int(steps[-1])
        new = edits.remove(self._referral, where)
        half = repathed(self._half, parent(where), lambda old: None if old == gone else old - (old > gone))
        self._step(new, half, parent(where), words or self._list_words("undo.remove", where))

    def move(self, where: str, to: int, words: str = "") -> None:
        """Moves an item of a list to another index."""
        steps = split(where)
        start = int(steps[-1])
        if self.read_only or start == to:
            return

        new = edits.move(self._referral, where, to)
        self._step(
            new,
            repathed(self._half, parent(where), edits.moved(start, to)),
            parent(where),
            words or self._list_words("undo.move", where),
        )

    def replace(self, referral: Referral, words: str, half_typed: Mapping[str, str] | None = None) -> None:
        """Puts another state of the same referral in the place of this one, as one step with these words.

        `half_typed` is what stands half-typed beside that state; None leaves it as it is.
        """
        if self.handed_in or referral.status in READ_ONLY:
            self._take_stored(referral)
            return
        self._step(referral, self._half if half_typed is None else half_typed, "", words)

    @contextmanager
    def group(self, words: str) -> Iterator[None]:
        """Makes all edits within one step of undo with these words."""
        self._groups.append(words)
        before, half = self._referral, dict(self._half)
        steps = len(self._steps.done)
        try:
            yield
        finally:
            self._groups.pop()
            if not self._groups and len(self._steps.done) > steps:
                where = self._steps.done[-1].where
                del self._steps.done[steps:]
                self._steps.done.append(Step(before, self._referral, half, dict(self._half), where, words))
                self._steps.closed = True
                self.undo_changed.emit()

    def _same(self, one: Any, other: Any) -> bool:
        if isinstance(one, tuple) and isinstance(other, list):
            return list(one) == other
        return type(one) is type(other) and bool(one == other)

    def _step(
        self, new: Referral, half: Mapping[str, str], where: str, words: str, typing: bool = False, letters: bool = False
    ) -> None:
        steps = self._steps
        stamped = with_member(new, "updated_at", self.clock().isoformat()) if self._addenda is None else new
        newest = steps.done[-1] if steps.done else None
        tell = bool(steps.undone)
        if typing and newest and newest.typing and not steps.closed and newest.where == where:
            steps.done[-1] = replace(newest, after=stamped, half_after=dict(half))
        else:
            tell = True
            steps.done.append(Step(self._referral, stamped, dict(self._half), dict(half), where, words, typing))
        steps.closed = False
        steps.undone.clear()
        if self._addenda is not None:
            self._addenda[where] = get(new, where)
        self._become(stamped, half, where, letters)
        if tell:
            self.undo_changed.emit()

    def _become(self, referral: Referral, half: Mapping[str, str], where: str, letters: bool = False) -> None:
        self._referral = referral
        self._half = dict(half)
        if not letters:
            self._structure = object()
        if self._addenda is None:
            self._stored = referral
            self._touch()
        self.changed.emit(where)
        self.settle_soon()

    # what follows a change

    def settle_soon(self) -> None:
        """Has the checks run, and `settled` told, once what waits to be painted is painted. Asked for twice, it comes once."""
        if not self._settling:
            self._settling = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINT)

    def customEvent(self, event: QEvent) -> None:
        if not self._settling:
            return
        took = min(self._last_checks)  # one run alone may be long: it was the first to read a text that was put in
        if took < CALM:
            self.check_now()
        elif self._checked is not self._referral:
            self._check_timer.start(min(400, round(took * 4000)))
        self._settling = False  # only now: what the findings led to is met by this same pass
        self.settled.emit()

    # undo and redo

    @property
    def undo_words(self) -> str:
        """What undo would take back, "" when there is nothing."""
        return self._words_of(self._steps.done)

    @property
    def redo_words(self) -> str:
        """What redo would do again, "" when there is nothing."""
        return self._words_of(self._steps.undone)

    def _words_of(self, steps: list[Step]) -> str:
        if not steps or self.read_only:
            return ""
        return steps[-1].words or self._typing_words(steps[-1].where)

    def undo(self) -> str:
        """Takes the newest step back. Gives the pointer where it was, for the window to show."""
        if not self._steps.done or self.read_only:
            return ""
        step = self._steps.done.pop()
        self._steps.undone.append(step)
        self._steps.closed = True
        self._again(step.before, step.half_before, step.where)
        return step.where

    def redo(self) -> str:
        """Does the step again that was taken back last."""
        if not self._steps.undone or self.read_only:
            return ""
        step = self._steps.undone.pop()
        self._steps.done.append(step)
        self._steps.closed = True
        self._again(step.after, step.half_after, step.where)
        return step.where

    def _again(self, referral: Referral, half: Mapping[str, str], where: str) -> None:
        stamped = with_member(referral, "updated_at", self.clock().isoformat())
        self._become(stamped, half, "")
        self.undo_changed.emit()

    def end_step(self) -> None:
        """Ends the current step: further typing is a step of its own."""
        self._steps.closed = True

    def _typing_words(self, where: str) -> str:
        if self._typing_said[:2] != (where, self._structure):
            label, name = self.label_of(where), self.child_name(where)
            key = "undo.typing_child" if name else "undo.typing"
            self._typing_said = (where, self._structure, str(self.catalogue.screen(key, field=label, name=name)))
        return self._typing_said[2]

    def _list_words(self, key: str, where: str) -> str:
        return str(self.catalogue.screen(key, field=self.label_of(where), name=self.child_name(where)))

    def label_of(self, where: str) -> str:
        """The label under which the form pack asks for a field."""
        from ui.sections import label_of

        return label_of(self.catalogue, where)

    # checks and visited sections

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of the referral, whether or not their sections were visited."""
        if self._checked is not self._referral:
            self.check_now()
        return self._findings

    @property
    def known_findings(self) -> tuple[Finding, ...]:
        """The findings of the last run, without running the checks anew."""
        return self._findings

    @property
    def structure(self) -> object:
        """The same object for as long as nothing changes but the letters of a prose text (`conditions.PROSE`).

        So long the pages, what is begun on them, what is asked and what everybody is called stay as they are.
        """
        return self._structure

    def _list(self) -> _Listed:
        """The findings of the last run, sorted out; worked out anew when they, the structure or the visits changed."""
        of = (self._findings, self._structure, self._visited)
        listed = self._listed
        if listed is None or any(one is not other for one, other in zip(listed.of, of, strict=True)):
            if listed is None or listed.of[1] is not self._structure:
                self._homes = {}  # the homes of findings, which go with the children
            listed = self._listed = self._sort_out(of)
        return listed

    def _sort_out(self, of: tuple[tuple[Finding, ...], object, frozenset[str]]) -> _Listed:
        from ui.sections import key_of

        homes, keys = self._homes, []
        for each in self._findings:
            home = (each.path, each.code)
            key = homes.get(home)
            if key is None:
                key = homes[home] = key_of(self, each)
            keys.append(key)
        found = list(zip(keys, self._findings, strict=True))
        shown = tuple([each for key, each in found if key in self._visited])
        gaps = frozenset([key for key, each in found if each.is_open and each.severity is not Severity.CONSIDER])
        return _Listed(of, tuple(keys), shown, gaps, counts(shown))

    @property
    def finding_keys(self) -> tuple[str, ...]:
        """The keys of the sections that `known_findings` belong to, one for each; "" for none."""
        return self._list().keys

    @property
    def shown_findings(self) -> tuple[Finding, ...]:
        """The findings of the sections that were visited: the ones to list, count and mark."""
        return self._list().shown

    @property
    def shown_counts(self) -> Mapping[str, int]:
        """How many of the shown findings are open, by severity, explained and set aside."""
        return self._list().number

    @property
    def keys_with_gaps(self) -> frozenset[str]:
        """The keys of the sections in which a must or should finding is open."""
        return self._list().gaps

    @property
    def visited(self) -> frozenset[str]:
        """The keys of the sections that were left or asked about (`sections.Section.key`)."""
        return self._visited

    def visit(self, *keys: str) -> None:
        """Counts sections as visited."""
        new = self._visited | set(keys)
        if new != self._visited:
            self._visited = new
            self._moved()
            self.visited_changed.emit()
            self.findings_changed.emit()

    def check_now(self) -> None:
        """Runs the checks on the referral as it is."""
        self._check_timer.stop()
        if self._checked is self._referral:
            return
        from vpa_assist.checks.engine import run_checks

        start = time.thread_time()  # not the clock: another program may have the processor meanwhile
        found = run_checks(self._referral, self.catalogue)
        self._last_checks = (self._last_checks[1], time.thread_time() - start)
        self._checked = self._referral
        if found != self._findings:
            self._findings = found
            self.findings_changed.emit()

    # place

    def go(self, place: Place) -> None:
        """Remembers where the officer is. Leaving a page or child keeps the draft."""
        left = (place.page, place.child) != (self._place.page, self._place.child)
        self._place = place
        self._moved()
        if left:
            self.end_step()
            if self._unsaved:
                self.save_now()

    def _moved(self) -> None:
        self._place_moved = True
        if not self._after.isActive():
            self._after.start()

    # keeping

    def _touch(self) -> None:
        if not self._unsaved:
            self._unsaved = True
            self._within.start()
        self._after.start()

    def save_now(self) -> bool:
        """Keeps the draft at once. False when that was not possible; `not_saved` has said why."""
        self._after.stop()
        self._within.stop()
        if self.locate is not None:
            before, self._place = self._place, self.locate()
            self._place_moved = self._place_moved or self._place != before
        if self._keeper is None or not (self._unsaved or self._place_moved):
            self._unsaved = self._unsaved and self._keeper is None
            return True
        kept = Kept(self.stored, dict(self._half), self._place, self._visited, self._findings)
        try:
            if self._unsaved:
                self._keeper.keep(kept)
            else:
                self._keeper.keep_place(kept)
        except CannotDo as refusal:
            self.refusal = refusal
            if self._unsaved:
                self.not_saved.emit(str(refusal))
            return False
        self.refusal = None
        was_unsaved = self._unsaved
        self._unsaved = False
        self._place_moved = False
        self.end_step()
        if was_unsaved:
            self._last_saved = self.clock()
            self.saved.emit(self._last_saved)
        return True

    def keep_from_now(self) -> bool:
        """Keeps a new draft that was begun with answers, before anything more is typed."""
        self._unsaved = True
        return self.save_now()

    def forget_steps(self) -> None:
        """Forgets undo and redo."""
        self._steps = _Steps()
        self.undo_changed.emit()

    def stop(self) -> None:
        """Stops all timers: the document is closed."""
        for timer in (self._after, self._within, self._check_timer):
            timer.stop()
        self._settling = False

    # addenda

    def _with_addenda(self, referral: Referral) -> Referral:
        if referral.status not in READ_ONLY:
            return referral
        from vpa_assist.review import with_addenda

        return with_addenda(referral)

    def begin_addendum(self) -> None:
        """Opens the pages for what happened after hand-in."""
        if self.handed_in:
            self._addenda = {}
            self._structure = object()
            self.forget_steps()
            self.changed.emit("")
            self.settle_soon()

    @property
    def pending_addenda(self) -> Mapping[str, Any]:
        """What was written since `begin_addendum`: pointer and new value."""
        return dict(self._addenda or {})

    def cancel_addendum(self) -> None:
        """Leaves the handed-in referral as it was."""
        self._addenda = None
        self._take_stored(self._stored, keep=False)

    def commit_addenda(self) -> int:
        """Adds each changed field as a dated addendum. Gives their number. Raises `CannotDo` where one is refused."""
        from ui.half_typed import as_json_text
        from vpa_assist.review import act

        pending = self.pending_addenda
        new = self._stored
        if self.officer is None:
            raise CannotDo(self.catalogue.screen("addendum.who"))
        for where, value in pending.items():
            new = act(new, "addendum", by=self.officer, at=self.clock().isoformat(), path=where, text=as_json_text(value))
        self._addenda = None
        self._take_stored(new)
        return len(pending)

    def _take_stored(self, referral: Referral, keep: bool = True) -> None:
        self._stored = referral
        self.forget_steps()
        self._referral = self._with_addenda(referral)
        self._half = {}
        self._structure = object()
        if keep:
            self._touch()
        self.changed.emit("")
        self.settle_soon()
        self.check_now()
        if keep:
            self.save_now()


def _only_letters(where: str, old: object, new: object) -> bool:
    """Whether a change leaves everything as it was but the letters of a prose text that says something before and after."""
    return (
        where.rpartition("/")[2] in PROSE
        and isinstance(old, str)
        and isinstance(new, str)
        and is_recorded(old)
        and is_recorded(new)
    )


def join_index(where: str, index: int) -> str:
    """The pointer of an item of the list at `where`."""
    return where + join(index)


def members(part: Part) -> Mapping[str, Any]:
    """A part's recorded members by their names in the document."""
    return {step: getattr(part, name) for step, name in names(type(part)).items() if getattr(part, name) is not None}
