"""The smallest valid things, and one referral in which no structural check finds anything, for tests to change in one place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from vpa_assist.record.pointers import split
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral

EXAMPLES = Path(__file__).parent / "examples"
ABSENT: Any = object()
"""Takes a member away."""

Json = dict[str, Any]


def examples() -> list[Path]:
    """The example documents that must load."""
    return sorted(each for each in EXAMPLES.glob("*.json") if not each.name.endswith(".expected.json"))


def example(name: str) -> Referral:
    """An example by its name without ending."""
    return from_json(json.loads((EXAMPLES / f"{name}.json").read_text("utf-8")))


def a_document(**members: Any) -> Json:
    """The smallest document as JSON has it."""
    return {"schema": "vpa-assist.referral/1", "id": "6a1f0c52-9d3e-4b7a-8c21-5e0d7f3b9a10", **members}


def a_child(id_: str = "c1", **members: Any) -> Json:
    """The smallest child as JSON has it."""
    return {"id": id_, **members}


def a_referral(children: int | list[Json] = 0, **members: Any) -> Referral:
    """The smallest referral, with so many children, or these."""
    held = [a_child(f"c{index}") for index in range(1, children + 1)] if isinstance(children, int) else children
    return from_json(a_document(**({"children": held} if held else {}), **members))


def whole() -> Json:
    """A document in which no structural check finds anything."""
    return a_document(
        kind="live",
        status="draft",
        created_at="2026-11-14T22:30:00+00:00",
        updated_at="2026-11-15T01:00:00+00:00",
        author={"name": "Lee Whitlow", "collar_number": "4417", "rank": "PC", "unit": "Winsford Response"},
        incident={
            "reference": "26001187342",
            "types": ["concern_for_safety"],
            "occurred_at": "2026-11-14T21:40:00+00:00",
            "attended_at": "2026-11-14T22:10:00+00:00",
            "location": {"lines": ["17 Harebell Close"], "town": "Winsford", "postcode": "CW7 0ZY"},
            "children_in_household": 1,
            "account": "A neighbour rang and said that the front door had been open since the afternoon.",
        },
        children=[whole_child()],
        people=[
            {
                "id": "p1",
                "name": "Kerry Blackshaw",
                "role": "parent",
                "relationships": [
                    {"child": "c1", "is": "mother", "parental_responsibility": True, "lives_with_child": True},
                ],
            }
        ],
        referral={
            "local_authority": "cheshire_west_and_chester",
            "basis": "s17",
            "immediate_risk": False,
            "consent": "given",
            "strategy_discussion": "requested",
            "assessment": "Mason has been alone each day after school for a month, and cooks for himself.",
            "voice_in_decision": "He asked for his grandmother, who is with him tonight.",
        },
    )


def whole_child(id_: str = "c1") -> Json:
    """A child about whom no structural check finds anything, in a document that is otherwise whole."""
    return {
        "id": id_,
        "given_name": "Mason",
        "family_name": "Blackshaw",
        "date_of_birth": "2017-03-19",
        "sex": "male",
        "school": "St Aldric's Primary School",
        "ethnicity": {"code": "W1", "source": "child"},
        "religion": {"code": "none"},
        "disability": {"none_disclosed": True},
        "language": {"first": "en"},
        "contact": {
            "status": "spoken_to",
            "at": "2026-11-14T22:28:00+00:00",
            "place": "The kitchen",
            "alone": True,
            "follow_up": "PC Anand will see him at school on Monday.",
        },
        "aware": {
            "appearance": "School jumper, bare feet, hands red from the cold.",
            "words": [{"question": "Tell me about today.", "words": "I made toast and waited.", "how": "speech"}],
            "activity": "Stirred beans on the hob, then sat on the step and watched the road.",
            "relationships": "Ran to his grandmother when she came.",
            "environment": "No heating on. Bread and beans in the cupboard.",
        },
        "wishes": "Wants Nan to pick him up from school.",
    }


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> Json:
    """The document with other values at these addresses; absent objects are made, `ABSENT` takes a member away."""
    new = deepcopy(dict(document))
    for pointer, value in changes.items():
        *way, last = split(pointer)
        held: Any = new
        for step in way:
            held = held[int(step)] if isinstance(held, list) else held.setdefault(step, {})
        if isinstance(held, list):
            held[int(last) : int(last) + 1] = [] if value is ABSENT else [value]
        elif value is ABSENT:
            held.pop(last, None)
        else:
            held[last] = value
    return new


MODULES: dict[str, Json] = {
    "missing": {
        "episodes_90_days": 1,
        "last_seen_at": "2026-11-14T16:00:00+00:00",
        "found_at": "2026-11-14T21:50:00+00:00",
        "found_place": "The bus station",
        "found_with": ["alone"],
        "prevention_interview": "held",
        "return_home_interview": "requested",
        "push_pull": "He goes when the house is empty, and the bus station is warm.",
        "harm_while_missing": "Cold and hungry; nothing else that he told.",
    },
    "police_protection": {
        "started_at": "2026-11-14T22:40:00+00:00",
        "grounds": "Nobody to care for him, and the night below freezing.",
        "initiating_officer": {"name": "Lee Whitlow", "collar_number": "4417"},
        "designated_officers": [{"officer": {"name": "Asha Kent", "collar_number": "2209"}, "from": "2026-11-14T22:50:00+00:00"}],
        "reviews": [
            {"at": "2026-11-15T00:40:00+00:00", "decision": "continue", "rationale": "No adult has come for him yet."},
        ],
        "informed": {"local_authority": "2026-11-14T22:55:00+00:00"},
        "accommodation": "With foster carers of the council.",
        "child_told_and_views": "He was told that he sleeps elsewhere tonight. He asked for his rabbit.",
        "strategy_discussion_at": "2026-11-15T09:30:00+00:00",
    },
    "custody": {
        "vulnerability": "He cares for himself and has not eaten since yesterday.",
        "appropriate_adult": "Grandmother",
        "appropriate_adult_at": "2026-11-14T23:10:00+00:00",
        "healthcare_seen_at": "2026-11-14T23:20:00+00:00",
        "liaison_and_diversion_seen_at": "2026-11-14T23:30:00+00:00",
        "reviews": [
            {
                "at": "2026-11-15T00:10:00+00:00",
                "child_spoken_to": True,
                "child_view": "Wants to go home.",
                "rationale": "Waiting for the carers who will take him.",
            }
        ],
        "alternatives_considered": "No carers could be found before midnight.",
    },
    "exploitation": {
        "kinds": ["criminal"],
        "suspects": ["p1"],
        "other_children_at_risk": "His cousin, whose school was told.",
        "risk_tool_completed": True,
        "nrm": "considered",
        "strategy_discussion_requested": True,
    },
    "offender_contact": {"offender": "p1", "offender_manager_told_at": "2026-11-14T23:50:00+00:00"},
}
"""Each module of a child, such that no structural check finds anything in it."""


def with_module(name: str, changes: Mapping[str, Any] | None = None) -> Json:
    """The whole document with one module, changed at addresses relative to the module. A marker is proposed, as modules want."""
    at = f"/children/0/{name}"
    document = changed(whole(), {at: MODULES[name], "/children/0/flags": ["at_risk"]})
    return changed(document, {f"{at}{where}": value for where, value in (changes or {}).items()})
