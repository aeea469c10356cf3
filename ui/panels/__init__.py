"""The special parts of pages: what a plain list of answers cannot show.

A page of the form pack names one with `kind = "KEY"` (a key of `PANELS`); the page builder makes it with
`PANELS[kind](document, catalogue, where, prompt)`. `where` is the address that the page is about: `/children/2` on a
child's page, the empty string elsewhere. Panels read and write whole parts of the document there, so a prompt's `field`
says only which findings belong beside the panel.

| key | what it shows | goes on |
| --- | --- | --- |
| `prompts` | what to notice, for this age and situation, with "Other prompts" | child pages |
| `transcript` | `aware/words`: turns, "did not want to talk", open questions, what adults said | child.words |
| `welfare_check` | `contact/welfare_check` with the marks of what the text tells of | child.seen |
| `follow_up` | `contact/follow_up`, `follow_up_due`, `follow_up_done_at` with quick choices | child.seen |
| `others_present` | `contact/others_present`: people of the referral, and names | child.seen |
| `ethnicity`, `disability` | the whole object, in steps, with "not recorded because" | child.who |
| `share` | address, school, GP, social worker, relations to the siblings, on request | child.who |
| `body_map` | `injuries` | child.injuries |
| `roll_call` | children at the address, the grid children x AWARE, whose view, same sentences | roll-call |
| `family` | people, what they are to each child, risk, links, and the diagram | people |
| `applies` | "This applies to Mason" for the module that `field` names | module pages |
| `protection` | police protection: clock, lanes, officers, handovers, reviews, told, each child's view | protection |
| `missing_timeline`, `custody_timeline` | the times of the module as a timeline | module pages |
| `custody_reviews` | `custody/reviews` | child.custody |
| `flags` | `flags` and `flags_placed` | child.flags |
| `person` | one person of the referral, by id | anywhere |
| `persons` | several people of the referral, or names | anywhere |
| `cards` | what to do now, for the incident's types and what was recorded | incident, decision |
| `composed` | texts made from the draft, shown and copied | decision, read-through |
| `read_through` | the whole document in order, each block with Change, gaps plainly | read |
| `hand_in` | counts, what happens next, hand in | read |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

_WHERE = {
    "prompts": "prompt_card:PromptCard",
    "transcript": "transcript:Transcript",
    "welfare_check": "welfare:WelfareCheck",
    "follow_up": "follow_up:FollowUp",
    "others_present": "persons:OthersPresent",
    "ethnicity": "ethnicity:Ethnicity",
    "disability": "disability:Disability",
    "share": "share:Share",
    "body_map": "body_map:BodyMap",
    "roll_call": "roll_call:RollCall",
    "family": "family:Family",
    "applies": "applies:Applies",
    "protection": "protection:Protection",
    "missing_timeline": "timelines:MissingTimeline",
    "custody_timeline": "timelines:CustodyTimeline",
    "custody_reviews": "custody_reviews:CustodyReviews",
    "flags": "flags:Flags",
    "person": "persons:OnePerson",
    "persons": "persons:ManyPersons",
    "cards": "cards:Cards",
    "composed": "composed:Composed",
    "read_through": "read_through:ReadThrough",
    "hand_in": "hand_in:HandIn",
}


class _Panels(Mapping[str, Any]):
    """The panels by key; a module is imported when its panel is first built."""

    def __getitem__(self, key: str) -> Any:
        module, name = _WHERE[key].split(":")
        return getattr(import_module(f"ui.panels.{module}"), name)

    def __iter__(self) -> Iterator[str]:
        return iter(_WHERE)

    def __len__(self) -> int:
        return len(_WHERE)


PANELS: Mapping[str, Any] = _Panels()
