"""Many different referrals out of the examples: `python -m benchmarks.varied FOLDER COUNT`, a thousand to a folder.

Other children, days and units, answers left out, sentences in another order and new ones: what was worked out of one text is of
no use for the next, as in a force. The same number always gives the same referral.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "tests" / "examples"
NAMES = [
    "Ava",
    "Noah",
    "Isla",
    "Leo",
    "Freya",
    "Theo",
    "Mila",
    "Arlo",
    "Erin",
    "Jude",
    "Nia",
    "Otis",
    "Zara",
    "Finn",
    "Ruby",
    "Kit",
    "Amber",
    "Joel",
    "Tess",
    "Eli",
    "Maya",
    "Reuben",
    "Orla",
]
THINGS = [
    "garden",
    "kitchen",
    "blanket",
    "football",
    "teacher",
    "bruise",
    "window",
    "cousin",
    "brother",
    "phone",
    "school",
    "bus",
    "weekend",
    "stairs",
]
UNITS = ("Response A", "Response B", "Widnes Response", "Crewe Response", "Neighbourhood", "Child Protection")
NOT_PROSE = frozenset({"id", "kind", "schema", "status", "code", "codes", "sex"})
_DAY = re.compile(r"202[5-7]-\d\d-\d\d(?=T)")


@cache
def _examples() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(EXAMPLES.glob("*.json")) if not path.name.endswith(".expected.json"))


def varied(number: int) -> bytes:
    """The referral of this number."""
    chance = random.Random(number)
    examples = _examples()
    document = _texts(json.loads(examples[number % len(examples)]), lambda text: _told_otherwise(text, chance))
    named = json.dumps(document, ensure_ascii=False)
    for child in document.get("children", ()):
        if child.get("given_name"):
            named = re.sub(rf"\b{re.escape(child['given_name'])}\b", chance.choice(NAMES), named)
    document = json.loads(named)
    document.update(id=f"{number:08x}-0000-4000-8000-{number:012x}", kind="live")
    document.setdefault("author", {})["unit"] = chance.choice(UNITS)
    for child in document.get("children", ()):
        for member in ("ethnicity", "religion"):
            if chance.random() < 0.2:
                child.pop(member, None)
    earlier = timedelta(days=chance.randint(0, 700))
    text = json.dumps(document, ensure_ascii=False)
    return _DAY.sub(lambda found: (date.fromisoformat(found.group()) - earlier).isoformat(), text).encode()


def _texts(value: Any, change: Callable[[str], str]) -> Any:
    """The document with every text of some length changed."""
    if isinstance(value, dict):
        return {key: each if key in NOT_PROSE else _texts(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_texts(each, change) for each in value]
    return change(value) if isinstance(value, str) and len(value) > 40 else value


def _told_otherwise(text: str, chance: random.Random) -> str:
    sentences = re.split(r"(?<=[.!?]) ", text)
    if len(sentences) > 2:
        chance.shuffle(sentences)
    if chance.random() < 0.5:
        clock = f"{chance.randint(1, 23):02}:{chance.randint(0, 59):02}"
        sentences.append(f"There was a {chance.choice(THINGS)} by the {chance.choice(THINGS)} at {clock}.")
    if len(sentences) > 2 and chance.random() < 0.3:
        sentences.pop(0)
    return " ".join(sentences)


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    for number in range(count):
        part = folder / f"{number // 1000:03}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:06}.json").write_bytes(varied(number))


if __name__ == "__main__":
    main()
