"""What the form pack holds, as frozen values. Texts are ready to show; `{name}` and the like are filled by whoever shows them.

Tuples with names where that will do: Python makes such a class in a tenth of the time, and every start of a command waits for it.
"""

# no postponed annotations here: making them from strings would cost half of this module's import
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vpa_assist.findings import Severity

TO_CONFIRM = "to confirm"
"""The status of what the force must confirm before it relies on it."""
_NO_WORDS: Mapping[str, str] = {}


class CheckText(NamedTuple):
    """The words of one check. `source` is the line a person reads; `sources` are ids of `forms/sources.toml`.

    `retired` names the version that withdrew the check; its code is never used again.
    """

    code: str
    severity: Severity
    title: str
    message: str
    why: str
    fix: str
    bad: str
    good: str
    source: str
    sources: tuple[str, ...] = ()
    since: str = "1.0"
    retired: str = ""


class CodeEntry(NamedTuple):
    """One code with its words. `maps` gives the same thing in other code sets, such as `dfe`.

    `due_within_days` is for what is asked of others: whole days in which it is due where no date was set; 0 for no such rule.
    """

    code: str
    label: str
    group: str = ""
    short: str = ""
    note: str = ""
    maps: Mapping[str, str] = _NO_WORDS
    icon: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    due_within_days: int = 0


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes in the order in which a person meets them. `groups` maps a group's id to its label."""

    name: str
    title: str
    entries: tuple[CodeEntry, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    since: str = ""
    status: str = ""
    note: str = ""

    def __iter__(self) -> Iterator[CodeEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, code: str | None) -> CodeEntry | None:
        """The entry of a code, or None where the list does not know it."""
        return next((entry for entry in self.entries if entry.code == code), None)

    def label(self, code: str) -> str:
        """The words of a code; a code that the list does not know is its own label."""
        entry = self.get(code)
        return entry.label if entry else code

    def of_group(self, group: str) -> tuple[CodeEntry, ...]:
        """The entries of one group."""
        return tuple(entry for entry in self.entries if entry.group == group)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a page. `field` is the member it records, relative to the child on child pages; "" for a panel.

    The fields of nested `prompts` are relative to this one's (to one item of it, for a list), or, with a leading "/", to the
    child. `name` is the field in the middle of a sentence ("why not spoken to"), for messages and lists.
    """

    field: str
    kind: str
    label: str
    name: str = ""
    hint: str = ""
    placeholder: str = ""
    codes: str = ""
    when: str = ""
    width: str = "full"
    reason: str = ""
    item: str = ""
    prompts: tuple["Prompt", ...] = ()


class Block(NamedTuple):
    """Questions that stand together under one heading."""

    prompts: tuple[Prompt, ...]
    heading: str = ""
    note: str = ""
    when: str = ""


class Page(NamedTuple):
    """One page of the window. A page whose id begins with "child." exists once for each child.

    `covers` are the members whose findings belong here; `codes` the checks whose findings about the child as a whole do.
    """

    id: str
    outline: str
    title: str
    purpose: str
    blocks: tuple[Block, ...]
    help: str = ""
    when: str = ""
    folded: bool = False
    covers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def of_child(self) -> bool:
        """Whether the page exists once for each child."""
        return self.id.startswith("child.")


class PromptCard(NamedTuple):
    """What to notice and ask in one situation. It fits when all its conditions hold.

    Where a quiet one fits best, no questions are offered: there is nobody to ask now.
    """

    id: str
    page: str
    when: tuple[str, ...]
    for_whom: str
    notice: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    weight: int = 0
    quiet: bool = False


class Prompts(NamedTuple):
    """What a page offers now: the card that fits best, and the others that fit, best first."""

    for_whom: str = ""
    notice: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    other: tuple[PromptCard, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.for_whom or self.notice or self.ask)


class Source(NamedTuple):
    """Where something in the pack comes from. `read` says how much of it was read: full, part or none."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    address: str = ""
    note: str = ""
    read: str = ""
    status: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.publisher, self.title, self.date) if part)


class Authority(NamedTuple):
    """A local authority and its front door for children. `covered` is True for those of this force's area."""

    code: str
    name: str
    covered: bool = False
    front_door: str = ""
    phone: str = ""
    hours: str = ""
    out_of_hours: str = ""
    out_of_hours_phone: str = ""
    out_of_hours_hours: str = ""
    exploitation_meeting: str = ""
    notes: str = ""
    ons: str = ""
    dfe: str = ""
    sources: tuple[str, ...] = ()
    status: str = ""


class Force(NamedTuple):
    """What the force has laid down: where the record lies, how documents are marked, and how long a working copy is kept."""

    name: str
    short_name: str
    form_name: str
    form_short: str
    record_system: str
    record_notice: str
    marking: str
    handling: str
    retention_days: int
    idle_lock_minutes: int
    pack_version: str
    pack_date: str
    control_room: str = ""
    status: str = ""
    systems: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class CardStep(NamedTuple):
    """One thing to do now."""

    text: str
    sources: tuple[str, ...] = ()
    status: str = ""


class Card(NamedTuple):
    """What to do now in one situation. `when` names the conditions of which any one brings the card up."""

    id: str
    title: str
    when: tuple[str, ...]
    steps: tuple[CardStep, ...]
    ring: str = ""
    sources: tuple[str, ...] = ()


class Term(NamedTuple):
    """A police term with its meaning. An ambiguous one is never expanded by itself; an everyday one is never flagged."""

    term: str
    expansion: str
    note: str = ""
    ambiguous: bool = False
    everyday: bool = False
    also: tuple[str, ...] = ()
    source: str = ""
    status: str = ""


LONGEST_PASSAGE = 300
"""Characters of a pack's own text that are repeated in the line of a fault."""


class PackFault(NamedTuple):
    """One thing wrong in a form pack: which file, which entry, what, and the nearest right word where there is one."""

    file: str
    key: str
    wrong: str
    nearest: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, {_short(self.key)}" if self.key else self.file
        hint = f", did you mean {self.nearest}?" if self.nearest else ""
        return f"{where}: {_short(self.wrong)}{hint}"


def _short(text: str) -> str:
    """A name or passage of a file as a line has room for it."""
    return text if len(text) <= LONGEST_PASSAGE else f"{text[:LONGEST_PASSAGE]}…"
