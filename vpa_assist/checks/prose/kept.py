"""Keeps the compiled patterns between two starts: a JSON file in the cache folder, named by the digest of what it was made from.

A file that is missing, damaged or of other data is made again; nothing depends on it but time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpa_assist.checks.prose.patterns import LINES, Lexicon, Pattern, Rests, Slot

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

_FORMAT = 5
_KEPT = 4
"""Form packs whose patterns are kept: a force may try one while another is in use."""
_PLAIN = tuple(
    name
    for name in Pattern.__dataclass_fields__
    if name not in {"slots", "anchor", "wanted", "firsts", "fires", "silent", *LINES}
)


def digest(catalogue: Catalogue) -> str:
    """What the compiled patterns depend on: the concept and pattern files, and the code that compiles them."""
    found = hashlib.sha256(f"{_FORMAT} {sys.version_info[:2]}".encode())
    code = Path(__file__).parent
    files = sorted((*catalogue.folder.glob("concepts/*.toml"), *catalogue.folder.glob("patterns/*.toml")))
    for file in (*files, code / "patterns.py", code.parent / "inflect.py", code.parent / "stock.py", code.parent / "text.py"):
        found.update(file.name.encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:32]


def folder() -> Path:
    """Where the file lies: the cache folder of the user, or what VPA_ASSIST_CACHE names."""
    named = os.environ.get("VPA_ASSIST_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "vpa-assist" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "vpa-assist"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vpa-assist"


def load(name: str) -> Lexicon | None:
    """The kept patterns of this digest, or None."""
    try:
        return _unpacked(json.loads((folder() / f"phrases-{name}.json").read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError):
        return None


def save(name: str, lexicon: Lexicon) -> None:
    """Keeps the patterns; older files go. A folder that cannot be written costs a second at the next start, no more."""
    try:
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        written = place / f"phrases-{name}.{os.getpid()}.tmp"
        written.write_text(json.dumps(_packed(lexicon), separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
        written.replace(place / f"phrases-{name}.json")
        for older in sorted(place.glob("phrases-*.json"), key=lambda file: file.stat().st_mtime)[:-_KEPT]:
            older.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


class _Numbers:
    """Phrases and lines that several patterns share are written once."""

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self.phrases: list[str] = []
        self.seen: dict[int, int] = {}
        self.rows: list[str] = []

    def of(self, phrases: Rests) -> int:
        """The number of these phrases."""
        if id(phrases) not in self.known:
            self.known[id(phrases)] = len(self.phrases)
            self.phrases.append("|".join(" ".join((first, *rest)) for first, others in phrases.items() for rest in others))
        return self.known[id(phrases)]

    def line(self, slots: tuple[Slot, ...]) -> int:
        """The number of this line."""
        if id(slots) not in self.seen:
            self.seen[id(slots)] = len(self.rows)
            self.rows.append(" ".join(f"{self.of(slot.phrases)},{int(slot.optional)},{slot.gap}" for slot in slots))
        return self.seen[id(slots)]


def _packed(lexicon: Lexicon) -> dict[str, Any]:
    numbers = _Numbers()
    patterns = [
        [
            numbers.line(each.slots),
            each.wanted.index(each.anchor),
            {name: [numbers.line(one) for one in getattr(each, name)] for name in LINES if getattr(each, name)},
            {name: getattr(each, name) for name in _PLAIN if getattr(each, name) != Pattern.__dataclass_fields__[name].default},
        ]
        for each in lexicon.patterns
    ]
    return {
        "concepts": {name: numbers.of(phrases) for name, phrases in lexicon.concepts.items()},
        "lines": {f"{code} {name}": [numbers.line(one) for one in several] for (code, name), several in lexicon.lines.items()},
        "phrases": numbers.phrases,
        "rows": numbers.rows,
        "patterns": [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in patterns],
        "anchors": {
            code: {word: " ".join(map(str, found)) for word, found in words.items()} for code, words in lexicon.anchors.items()
        },
        "meant": lexicon.meant,
        "lookalikes": " ".join(sorted(lexicon.lookalikes)),
        "spelt": lexicon.spelt,
        "before": lexicon.before,
        "words": " ".join(sorted(lexicon.words)),
    }


class _Made(dict[Any, Any]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self._make(key)
        return made


class _Anchors(dict[str, Any]):
    """The words at which patterns are looked for. The numbers of a word are read when the word is met."""

    def __getitem__(self, word: str) -> tuple[int, ...]:
        found = super().__getitem__(word)
        if isinstance(found, str):
            self[word] = found = tuple(map(int, found.split()))
        numbers: tuple[int, ...] = found
        return numbers


def _unpacked(kept: dict[str, Any]) -> Lexicon:
    def rests_of(number: int) -> Rests:
        gathered: dict[str, list[tuple[str, ...]]] = {}
        for phrase in kept["phrases"][number].split("|") if kept["phrases"][number] else ():
            first, *rest = phrase.split(" ")
            gathered.setdefault(first, []).append(tuple(rest))
        return {first: tuple(others) for first, others in gathered.items()}

    def line(number: int) -> tuple[Slot, ...]:
        return tuple(
            Slot(phrases[int(which)], optional == "1", int(gap))
            for which, optional, gap in (each.split(",") for each in kept["rows"][number].split(" "))
        )

    def pattern(number: int) -> Pattern:
        row, anchor, limits, facts = json.loads(kept["patterns"][number])
        slots = rows[row]
        numbered = zip(kept["rows"][row].split(" "), slots, strict=True)
        wanted = tuple(firsts[int(each.split(",")[0])] for each, one in numbered if not one.optional and not one.gap)
        limited: dict[str, Any] = {name: tuple(rows[each] for each in found) for name, found in limits.items()}
        return Pattern(
            slots=slots,
            anchor=wanted[anchor],
            wanted=wanted,
            firsts=None if slots[0].optional or slots[0].gap else frozenset(slots[0].phrases),
            **limited,
            **facts,
        )

    def part(number: int) -> tuple[tuple[Slot, ...], frozenset[str]]:
        row, anchor, *_ = json.loads(kept["patterns"][number])
        slots = rows[row]
        return slots, frozenset([slot for slot in slots if not slot.optional and not slot.gap][anchor].phrases)

    phrases = _Made(rests_of)
    firsts = _Made(lambda number: frozenset(phrases[number]))
    rows = _Made(line)
    return Lexicon(
        patterns=_Made(pattern),  # type: ignore[arg-type]
        parts=_Made(part),
        anchors={code: _Anchors(words) for code, words in kept["anchors"].items()},
        concepts=_Made(lambda name: phrases[kept["concepts"][name]]),
        meant=kept["meant"],
        lookalikes=frozenset(kept["lookalikes"].split()),
        spelt=kept["spelt"],
        before=kept["before"],
        words=frozenset(kept["words"].split()),
        lines=_Made(lambda key: tuple(rows[number] for number in kept["lines"][f"{key[0]} {key[1]}"])),
    )
