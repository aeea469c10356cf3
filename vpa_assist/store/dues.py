"""What is still to be done of each draft, as its row keeps it, and working its dates out anew when the rules for them change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import astuple, replace

from vpa_assist.store.connection import Connection
from vpa_assist.store.model import FollowUp

UNDATED = "~"
"""`next_due` of a draft where something is to be done without a date: after every date, and in the list all the same."""


def written(items: tuple[FollowUp, ...]) -> str:
    """Follow-ups as a row keeps them; "" for none."""
    return json.dumps([_plain(each) for each in items], ensure_ascii=False) if items else ""


def read(text: str) -> tuple[FollowUp, ...]:
    """The follow-ups that `written` wrote."""
    return tuple(FollowUp(*each) for each in json.loads(text)) if text else ()


def next_due(*lists: tuple[FollowUp, ...]) -> str | None:
    """When the first of them is due; None where there is nothing to do."""
    return min((each.due or UNDATED for items in lists for each in items), default=None)


def renew(connection: Connection, due_of: Callable[[FollowUp], str]) -> int:
    """Works out anew when everything is due that is due by a rule. Gives how many dates changed; all of them or none."""
    changed = 0
    with connection.write() as raw:
        rows = raw.execute("SELECT n, follow_ups, awaited FROM draft WHERE awaited <> ''").fetchall()
        for n, follow_ups, awaited in rows:
            before = read(awaited)
            after = tuple(replace(each, due=due_of(each)) if each.rule else each for each in before)
            if after != before:
                changed += sum(old != new for old, new in zip(before, after, strict=True))
                values = (written(after), next_due(read(follow_ups), after), n)
                raw.execute("UPDATE draft SET awaited = ?, next_due = ? WHERE n = ?", values)
    return changed


def _plain(item: FollowUp) -> list[str]:
    return list(astuple(item)) if item.rule else [item.due, item.who, item.what]
