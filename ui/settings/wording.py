"""Times and sizes as these pages say them: in full, so that two on different days are not taken for one another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ui.dates import day_name, month_name, parsed

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


def at_length(at: datetime | str, catalogue: Catalogue) -> str:
    """A moment: "Sat 21 Nov 2026, 22:10" on the computer's own clock; "" where there is none."""
    moment = parsed(at) if isinstance(at, str) else at.astimezone()
    if moment is None:
        return ""
    return f"{day_name(moment, catalogue)} {moment.day} {month_name(moment, catalogue)} {moment.year}, {moment:%H:%M}"


def day_of(at: str, catalogue: Catalogue) -> str:
    """The day of a moment: "21 Nov 2026"; "" where there is none."""
    moment = parsed(at)
    return f"{moment.day} {month_name(moment, catalogue)} {moment.year}" if moment is not None else ""


def room(bytes_: int, catalogue: Catalogue) -> str:
    """How much room something takes, in MB, from 10 GB on in GB."""
    megabytes = bytes_ / 1024**2
    if megabytes >= 10_240:
        return catalogue.screen("settings.gigabytes", number=f"{megabytes / 1024:.0f}")
    return catalogue.screen("settings.megabytes", number=f"{megabytes:.1f}" if megabytes < 10 else f"{megabytes:.0f}")


def act_words(act: str, catalogue: Catalogue) -> str:
    """What was done, from the trail, in words; what the form pack has no words for is shown as it is kept."""
    try:
        return catalogue.screen(f"act.{act.replace(' ', '_')}")
    except KeyError:
        return act.replace("_", " ")
