"""When something awaited is due of which nobody said when: by the form pack's days, today's and not those of the last save."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import FollowUp, Store

RULES = "due_rules"
"""The setting of a store under which the rules are kept that its lists go by."""


def due_by_rule(item: FollowUp, catalogue: Catalogue) -> str:
    """The day and time by the form pack's days from asking; "" where it has none for this kind of thing."""
    entry = catalogue.codes("awaited").get(item.rule)
    if entry is None or not entry.due_within_days:
        return ""
    from vpa_assist.record.kinds import moment  # a start that has nothing to work out need not pay for it

    try:
        return (moment(item.asked_at) + timedelta(days=entry.due_within_days)).isoformat()
    except OverflowError:  # asked in the last days of the year 9999: no reason to keep nothing
        return ""


def renew_dues(store: Store, catalogue: Catalogue) -> int:
    """Where the form pack's days are others than the lists go by, works the dates out anew. Gives how many changed."""
    now = rules(catalogue)
    if store.setting(RULES) == now:
        return 0
    changed = store.renew_dues(lambda item: due_by_rule(item, catalogue))
    store.set_setting(RULES, now)
    return changed


def rules(catalogue: Catalogue) -> str:
    """The form pack's days as one text: "return_home_interview=3"."""
    entries = catalogue.codes("awaited").entries
    return " ".join(f"{each.code}={each.due_within_days}" for each in entries if each.due_within_days) or "none"
