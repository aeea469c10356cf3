"""What is asked of a scenario of one's own, section by section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, get_args

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
    words = catalogue.raw("training")

    def named(table: str, codes: Sequence[str]) -> Options:
        return lambda: [(code, str(words[table][code])) for code in codes]

    parts = named("parts", tuple(words["parts"]))
    children: Options = lambda: _children(draft)  # noqa: E731
    found = (
        Field("child", "choice", children),
        Field("part", "choice", parts),
        Field("cue", "line"),
        Field("tells", "lines"),
    )
    if section == "about":
        return (
            Field("title", "line"),
            Field("summary", "line"),
            Field("audience", "many", named("audiences", get_args(Audience))),
            Field("features", "many", named("features", get_args(Feature))),
            Field("answers", "line"),
            Field("aims", "lines"),
            Field("brief", "text"),
            Field("notes", "lines"),
        )
    if section == "points":
        point = (
            Field("label", "line"),
            Field("weak", "choice", lambda: places(draft, "weak", catalogue)),
            Field("strong", "choice", lambda: places(draft, "strong", catalogue)),
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
    if section == "scene":
        kinds = named("kinds", ("look", "ask", "check"))
        fact = (Field("choose", "line"), Field("kind", "choice", kinds), Field("shows", "text"), *found)
        stage = (
            Field("title", "line"),
            Field("scene", "text"),
            Field("facts", "list", items=fact, least=1, numbered="fact"),
        )
        return (Field("stages", "list", items=stage, least=1, numbered="stage"),)
    if section == "talk":
        kinds = named("kinds", ("open", "closed", "leading"))
        turn = (
            Field("ask", "line"),
            Field("kind", "choice", kinds),
            Field("answer", "text"),
            Field("demeanour", "line"),
            Field("cue", "line"),
            Field("tells", "lines"),
        )
        talk = (
            Field("child", "choice", children),
            Field("scene", "text"),
            Field("turns", "list", items=turn, least=3, numbered="turn"),
        )
        return (Field("talks", "list", items=talk),)
    if section == "marks":
        items = [(item["id"], item["label"]) for sheet in catalogue.raw("rubric")["sheet"] for item in sheet["item"]]
        grades = [(grade, catalogue.label("grade", grade)) for grade in GRADES]
        mark = (
            Field("child", "choice", children),
            Field("item", "choice", lambda: items),
            Field("grade", "choice", lambda: grades),
            Field("why", "line"),
        )
        return (Field("marks", "list", items=mark),)
    question = (Field("ask", "line"), Field("look_for", "line"))
    card = (Field("title", "line"), Field("lines", "lines"))
    inside = (Field("questions", "list", items=question, least=3, most=3), Field("card", "table", items=card))
    return (Field("briefing", "table", items=inside),)


def _children(draft: Draft) -> list[tuple[str, str]]:
    return [(child.id, child.given_name or child.id) for child in referral_of(draft, "strong").children or ()]


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


def used_ids(draft: Draft) -> set[str]:
    """The ids that stages, facts and turns of a draft have."""
    found: set[str] = set()
    for group, inner in (("stages", "facts"), ("talks", "turns")):
        for each in draft.value.get(group) or ():
            found.add(str(each.get("id", "")))
            found |= {str(item.get("id", "")) for item in each.get(inner) or ()}
    return found
