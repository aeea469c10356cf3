"""What is asked of a scenario of one's own, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

from ui.training.drafts import referral_of
from ui.training.plain_form import Field
from vpa_assist.record.referral import Referral
from vpa_assist.rubric import GRADES
from vpa_assist.training.attempts import PARTS
from vpa_assist.training.scenario import Audience, Feature

if TYPE_CHECKING:
    from ui.training.drafts import Draft
    from vpa_assist.catalogue import Catalogue

SECTIONS = ("about", "records", "points", "scene", "talk", "marks", "briefing")
"""The sections of the page, in the order in which a scenario is best written."""

_MEMBERS = {
    "seen": "contact/welfare_check",
    "appearance": "aware/appearance",
    "activity": "aware/activity",
    "relationships": "aware/relationships",
    "environment": "aware/environment",
    "wishes": "wishes",
}

Options = Callable[[], Sequence[tuple[str, str]]]


def fields(section: str, draft: Draft, catalogue: Catalogue) -> tuple[Field, ...]:
    """The questions of a section."""
    return _Questions(draft, catalogue).of(section)


class _Questions:
    """The questions about one draft: some offer what its records hold."""

    def __init__(self, draft: Draft, catalogue: Catalogue) -> None:
        self._draft = draft
        self._catalogue = catalogue
        self._words = catalogue.raw("training")

    def of(self, section: str) -> tuple[Field, ...]:
        table: dict[str, Callable[[], tuple[Field, ...]]] = {
            "about": self._about,
            "points": self._points,
            "scene": self._scene,
            "talk": self._talk,
            "marks": self._marks,
            "briefing": self._briefing,
        }
        return table[section]()

    def _named(self, table: str, codes: Sequence[str]) -> Options:
        return lambda: [(code, str(self._words[table][code])) for code in codes]

    def _children(self) -> list[tuple[str, str]]:
        children = referral_of(self._draft, "strong").children or ()
        return [(child.id, child.given_name or child.id) for child in children]

    def _found(self, table: dict[str, Any]) -> list[tuple[str, str]]:
        """What may have to be found out before this: everything to find and to ask but what stands in it."""
        inside = {id(each) for each in (table, *(table.get("facts") or ()), *(table.get("turns") or ()))}
        return [
            (str(each["id"]), str(each.get("choose") or each.get("ask")))
            for each in _discoveries(self._draft)
            if each.get("id") and (each.get("choose") or each.get("ask")) and id(each) not in inside
        ]

    def _asked_beside(self, table: dict[str, Any]) -> list[tuple[str, str]]:
        """The other questions of the same talk, which this one may spoil."""
        talks = self._draft.value.get("talks") or ()
        turns = next((talk["turns"] for talk in talks if any(each is table for each in talk.get("turns") or ())), ())
        return [(str(each["id"]), str(each["ask"])) for each in turns if each is not table and each.get("id") and each.get("ask")]

    def _about(self) -> tuple[Field, ...]:
        return (
            Field("title", "line"),
            Field("summary", "line"),
            Field("audience", "many", self._named("audiences", get_args(Audience))),
            Field("features", "many", self._named("features", get_args(Feature))),
            Field("answers", "line"),
            Field("aims", "lines"),
            Field("brief", "text"),
            Field("notes", "lines"),
        )

    def _points(self) -> tuple[Field, ...]:
        point = (
            Field("label", "line"),
            Field("weak", "choice", lambda: places(self._draft, "weak", self._catalogue)),
            Field("strong", "choice", lambda: places(self._draft, "strong", self._catalogue)),
            Field("says", "line"),
        )
        step = (
            Field("title", "line"),
            Field("question", "line"),
            Field("points", "list", items=point, least=1, most=4),
            Field("weak_leaves", "line"),
            Field("strong_leaves", "line"),
        )
        return (Field("steps", "list", items=step, least=1, most=8),)

    def _scene(self) -> tuple[Field, ...]:
        fact = (
            Field("choose", "line"),
            Field("kind", "choice", self._named("kinds", ("look", "ask", "check"))),
            Field("shows", "text"),
            Field("child", "choice", self._children),
            Field("part", "choice", self._named("parts", tuple(self._words["parts"]))),
            Field("cue", "line"),
            Field("tells", "lines"),
            Field("after", "picked", things=self._found),
        )
        stage = (
            Field("title", "line"),
            Field("scene", "text"),
            Field("after", "picked", things=self._found),
            Field("facts", "list", items=fact, least=1, numbered="fact"),
        )
        return (Field("stages", "list", items=stage, least=1, numbered="stage"),)

    def _talk(self) -> tuple[Field, ...]:
        turn = (
            Field("ask", "line"),
            Field("kind", "choice", self._named("kinds", ("open", "closed", "leading"))),
            Field("answer", "text"),
            Field("demeanour", "line"),
            Field("cue", "line"),
            Field("tells", "lines"),
            Field("after", "picked", things=self._found),
            Field("shuts", "picked", things=self._asked_beside),
        )
        talk = (
            Field("child", "choice", self._children),
            Field("scene", "text"),
            Field("after", "picked", things=self._found),
            Field("turns", "list", items=turn, least=3, numbered="turn"),
        )
        return (Field("talks", "list", items=talk),)

    def _marks(self) -> tuple[Field, ...]:
        rubric = self._catalogue.raw("rubric")["sheet"]
        items = [(item["id"], item["label"]) for sheet in rubric for item in sheet["item"]]
        grades = [(grade, self._catalogue.label("grade", grade)) for grade in GRADES]
        mark = (
            Field("child", "choice", self._children),
            Field("item", "choice", lambda: items),
            Field("grade", "choice", lambda: grades),
            Field("why", "line"),
        )
        return (Field("marks", "list", items=mark),)

    def _briefing(self) -> tuple[Field, ...]:
        question = (Field("ask", "line"), Field("look_for", "line"))
        card = (Field("title", "line"), Field("lines", "lines"))
        inside = (Field("questions", "list", items=question, least=3, most=3), Field("card", "table", items=card))
        return (Field("briefing", "table", items=inside),)


def places(draft: Draft, which: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The places of a record that a point may show, with their names."""
    referral: Referral = referral_of(draft, which)
    words = catalogue.raw("training")["parts"]
    found: list[tuple[str, str]] = []
    for at, child in enumerate(referral.children or ()):
        name = child.given_name or child.id
        home = f"/children/{at}"
        turns = (child.aware.words if child.aware else None) or ()
        for part in PARTS:
            if part == "words":
                count = max(1, len(turns))
                found += [(f"{home}/aware/words/{n}", f"{name}: {words[part]} {n + 1}") for n in range(count)]
            elif part in _MEMBERS:
                found.append((f"{home}/{_MEMBERS[part]}", f"{name}: {words[part]}"))
    found.append(("/incident/account", str(words["account"])))
    for member in ("assessment", "voice_in_decision"):
        label = catalogue.field_name(f"/referral/{member}").replace("{name}", "")
        found.append((f"/referral/{member}", f"{words['decision']}: {label}"))
    return found


def _discoveries(draft: Draft) -> Iterator[dict[str, Any]]:
    for group, inner in (("stages", "facts"), ("talks", "turns")):
        for each in draft.value.get(group) or ():
            yield from each.get(inner) or ()


def forget_removed(draft: Draft) -> None:
    """Takes out of `after` and `shuts` what is no longer there."""
    there = {str(each.get("id", "")) for each in _discoveries(draft)}
    groups = [each for group in ("stages", "talks") for each in draft.value.get(group) or ()]
    for table in (*groups, *_discoveries(draft)):
        for name in ("after", "shuts"):
            if name in table:
                table[name] = [each for each in table[name] if each in there]


def used_ids(draft: Draft) -> set[str]:
    """The ids that stages, facts and turns of a draft have."""
    found: set[str] = set()
    for group, inner in (("stages", "facts"), ("talks", "turns")):
        for each in draft.value.get(group) or ():
            found.add(str(each.get("id", "")))
            found |= {str(item.get("id", "")) for item in each.get(inner) or ()}
    return found
