"""What a scenario must never say again, without keeping it: keyed fingerprints of the identities of the document it came from.

A scenario that began with a real document is written on for hours, by somebody who knows that document. The originals are
gone by then; what is kept is a fingerprint (HMAC-SHA-256, cut to 80 bits, keyed afresh for each scenario) of each way in which
one of them may be written. Whatever is typed is cut into the same pieces and looked up.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from vpa_assist.training.authoring import Identity, flat, spellings, texts

_LONGEST = 6
"""Words of the longest run that is looked up: "24 the old school house"."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CUT = 20
_ORDINARY = frozenset(
    [
        *("amber", "april", "august", "bill", "daisy", "dale", "dawn", "dean", "drew", "faith", "frank", "gene", "glen", "grace"),
        *(
            "grant",
            "guy",
            "hope",
            "iris",
            "ivy",
            "jack",
            "jade",
            "jasmine",
            "joy",
            "june",
            "lance",
            "lily",
            "mark",
            "mason",
            "may",
        ),
        *(
            "miles",
            "nick",
            "olive",
            "pat",
            "penny",
            "pearl",
            "peter",
            "poppy",
            "ray",
            "red",
            "reed",
            "rich",
            "rob",
            "robin",
            "rose",
        ),
        *(
            "ruby",
            "sandy",
            "skip",
            "sky",
            "sonny",
            "summer",
            "violet",
            "wade",
            "will",
            "young",
            "brown",
            "green",
            "white",
            "black",
        ),
        *("nursery", "school", "home", "none", "unknown", "college", "academy"),
        *("king", "cook", "hill", "wood", "field", "bell", "long", "short", "rice", "park", "lane", "day", "bird", "fox", "wolf"),
    ]
)
"""Names that are words as well: they count where they begin with a capital."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """Something of the original that was typed again: the words as they stand, and where (a JSON Pointer)."""

    words: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """A key and the fingerprints under it. An empty set finds nothing."""

    key: str = ""
    marks: frozenset[str] = frozenset()

    @classmethod
    def of(cls, originals: tuple[Identity, ...]) -> Fingerprints:
        """The fingerprints of these originals under a new key."""
        key = secrets.token_hex(32)
        return cls(key, frozenset(_mark(key, each) for identity in originals for each in spellings(identity)))

    @classmethod
    def from_json(cls, value: Any) -> Fingerprints:
        """Reads what `as_json` wrote; anything else is an empty set."""
        try:
            return cls(str(value["key"]), frozenset(str(each) for each in value["marks"]))
        except (TypeError, KeyError):
            return cls()

    def as_json(self) -> dict[str, Any]:
        """Plain values, in no order that would tell of the originals'."""
        return {"key": self.key, "marks": sorted(self.marks)}

    def came_back(self, value: Any) -> tuple[CameBack, ...]:
        """Every place of plain values where something of the originals stands again, each words-and-place once."""
        if not self.marks:
            return ()
        found: dict[CameBack, None] = {}
        for pointer, text in texts(value, ""):
            for words, piece in _pieces(text):
                if _mark(self.key, piece) in self.marks and not (piece in _ORDINARY and words.islower()):
                    found[CameBack(words, pointer)] = None
        return tuple(found)


NOTHING = Fingerprints()
"""Of a scenario that began with nothing: no fingerprint."""


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Runs of up to six words of a text, as they stand and as they are looked up: with spaces, and (numbers) without."""
    words = [(each.start(), each.end(), flat(each[0]).removesuffix("'s")) for each in _WORD.finditer(text.replace("’", "'"))]
    for at, (start, _, _) in enumerate(words):
        run: list[str] = []
        for _, end, word in words[at : at + _LONGEST]:
            run.append(word)
            stands = text[start:end]
            yield stands, " ".join(run)
            if len(run) > 1 and any(each.isdigit() for each in stands):
                yield stands, "".join(run)


def _mark(key: str, piece: str) -> str:
    return hmac.new(bytes.fromhex(key), piece.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:_CUT]
