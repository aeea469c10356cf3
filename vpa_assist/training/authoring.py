"""Writing one's own scenario: from a blank, or from a document in which every identity is replaced.

Nothing here decides that a text is anonymous. `identities` lists what the document says about who is who, `pseudonymised`
puts other words for them, and `left_over` searches the result for anything of the original that still stands there. A person
then reads it, with `capitalised` as a list of words that look like names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from vpa_assist.record.kinds import moment
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import SCHEMA, Referral
from vpa_assist.training.scenario import SCHEMA as SCENARIO_SCHEMA
from vpa_assist.typed_times import MONTHS

Kind = Literal["name", "date_of_birth", "address", "telephone", "reference", "place"]

_FIELDS: dict[str, Kind] = {
    "name": "name",
    "given_name": "name",
    "family_name": "name",
    "also_known_as": "name",
    "interpreter_name": "name",
    "social_worker": "name",
    "person": "name",
    "appropriate_adult": "name",
    "date_of_birth": "date_of_birth",
    "due_date": "date_of_birth",
    "lines": "address",
    "town": "address",
    "postcode": "address",
    "phone": "telephone",
    "reference": "reference",
    "dash_reference": "reference",
    "body_worn_video": "reference",
    "custody_reference": "reference",
    "collar_number": "reference",
    "receipt": "reference",
    "username": "reference",
    "school": "place",
    "gp": "place",
}
_NAMES_OR_IDS = ("others_present", "found_with")
_ID = re.compile(r"[cp][1-9][0-9]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SMALL_WORDS = frozenset(
    [
        *("and", "the", "of", "de", "van", "von", "st", "mr", "mrs", "ms", "miss", "dr", "pc", "year", "school"),
        *("aunt", "auntie", "uncle", "nan", "nana", "nanna", "gran", "grandma", "grandad", "cousin", "mum", "dad"),
    ]
)
"""Words of names that name nobody."""
_DROPPED = ("review", "dismissed", "explained")
"""Members that a scenario has no use for and that name people."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Something of a document that tells who is meant."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something of the original that still stands in a scenario: what, where (a JSON Pointer) and the words around it."""

    identity: Identity
    pointer: str
    around: str


def identities(referral: Referral) -> tuple[Identity, ...]:
    """Everything in the fields of a document that names a person, a place or a record, each once, in order."""
    found: dict[Identity, None] = {}
    for name, text in _fields(referral.as_json(), ""):
        kind = _FIELDS.get(name)
        if kind is None and name in _NAMES_OR_IDS and not _ID.fullmatch(text) and text[:1].isupper():
            kind = "name"
        if kind is not None and text.strip():
            found[Identity(kind, text.strip())] = None
    return tuple(found)


def _fields(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for inner_name, inner in value.items():
            yield from _fields(inner, inner_name)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, name)
    elif isinstance(value, str):
        yield name, value


def pseudonymised(referral: Referral, instead: Mapping[str, str], days: int) -> Referral:
    """A training document in which each text of `instead` is put for its key, wherever it stands, case apart.

    A replaced name of several words is replaced word by word too where it stands alone ("Mason" of "Mason Blackshaw"). Every
    date and time moves by `days`, so that ages and what came after what stay as they were; half years from now are best left
    to the person. Review, dismissals and explanations are left out.
    """
    words = _words(instead)
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in sorted(words, key=len, reverse=True)) or r"(?!)", re.IGNORECASE
    )
    by_case = {each.casefold(): other for each, other in words.items()}

    def changed(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {each: changed(inner, each) for each, inner in value.items() if each not in _DROPPED}
        if isinstance(value, list):
            return [changed(inner, name) for inner in value]
        if not isinstance(value, str) or name in ("id", "schema"):
            return value
        if _DATE.match(value) and (len(value) == 10 or value[10:11] in "Tt"):
            return _moved(value, days)
        return pattern.sub(lambda found: by_case.get(found[0].casefold(), found[0]), value)

    value = changed(referral.as_json(), "")
    value.update(schema=SCHEMA, kind="training", status="draft")
    return from_json(value)


def _words(instead: Mapping[str, str]) -> dict[str, str]:
    words = {each: other for each, other in instead.items() if each.strip()}
    for each, other in instead.items():
        old, new = each.split(), other.split()
        if len(old) > 1 and len(old) == len(new):
            for one, two in zip(old, new, strict=True):
                if len(one) > 2 and one[0].isupper() and one.casefold() not in _SMALL_WORDS:
                    words.setdefault(one, two)
    return words


def _moved(text: str, days: int) -> str:
    try:
        if len(text) == 10:
            return (date.fromisoformat(text) + timedelta(days=days)).isoformat()
        moment(text)
        return (date.fromisoformat(text[:10]) + timedelta(days=days)).isoformat() + text[10:]
    except (ValueError, OverflowError):
        return text


def left_over(originals: tuple[Identity, ...], value: Any) -> tuple[Leftover, ...]:
    """Every place of a scenario (or document, as plain values) where something of an original identity still stands.

    Searched without case, accents, spaces and punctuation where those do not matter: a name by each of its words, a date of
    birth in every way in which it may be written, numbers by their digits.
    """
    searches = [(identity, search) for identity in originals for search in _searches(identity)]
    found: dict[tuple[Identity, str], Leftover] = {}
    for pointer, text in texts(value, ""):
        shapes = {"words": flat(text), "bare": re.sub(r"[\W_]", "", flat(text))}
        for identity, (shape, pattern) in searches:
            place = pattern.search(shapes[shape])
            if place is not None and (identity, pointer) not in found:
                around = text if shape == "bare" else shapes[shape][max(0, place.start() - 30) : place.end() + 30]
                found[(identity, pointer)] = Leftover(identity, pointer, around[:120].strip())
    return tuple(found.values())


def _searches(identity: Identity) -> Iterator[tuple[str, re.Pattern[str]]]:
    low = flat(identity.text)
    if identity.kind == "date_of_birth":
        for way in _ways_to_write(identity.text):
            yield "words", re.compile(rf"(?<!\d){re.escape(way)}(?!\d)")
        return
    bare = re.sub(r"[\W_]", "", low)
    if identity.kind in ("reference", "telephone") or (identity.kind == "address" and any(each.isdigit() for each in bare)):
        if len(bare) >= 4:
            yield "bare", re.compile(re.escape(bare))
        elif bare:
            yield "words", re.compile(rf"(?<!\w){re.escape(low)}(?!\w)")
        if identity.kind == "address":
            street = re.sub(r"^[\d\s,/-]+[a-z]?\s+", "", low)
            if len(street) > 4 and not re.search(r"\d", street):
                yield "words", re.compile(rf"(?<!\w){re.escape(street)}(?!\w)")
        return
    if identity.kind in ("address", "place"):
        yield "words", re.compile(rf"(?<!\w){re.escape(low)}(?!\w)")
        return
    for word in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", low):
        if len(word) > 2 and word not in _SMALL_WORDS:
            yield "words", re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def spellings(identity: Identity) -> Iterator[str]:
    """The ways in which something of an identity may be written, lowered, without accents, words apart by one blank.

    A name by each of its words that names somebody, a date of birth in every way, numbers without blanks, a street with and
    without its number.
    """
    if identity.kind == "date_of_birth":
        yield from (" ".join(re.findall(r"[^\W_]+", each)) for each in _ways_to_write(identity.text))
        return
    whole = " ".join(each.removesuffix("'s") for each in re.findall(r"[^\W_]+(?:'[^\W_]+)*", flat(identity.text)))
    if identity.kind == "name":
        words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", identity.text.replace("’", "'"))
        named = [each for each in words if each[0].isupper()] or words  # "EDT worker Jo Pryce": worker names nobody
        yield from (
            low
            for each in named
            if len(low := flat(each).removesuffix("'s")) > 2 and low not in _SMALL_WORDS and not low.isdigit()
        )
        return
    bare = whole.replace(" ", "")
    if len(bare) >= 4:
        yield whole
        if any(each.isdigit() for each in bare):
            yield bare
    if identity.kind == "address":
        street = re.sub(r"^[\d\s]+[a-z]?\s+", "", whole)
        if len(street) > 4 and " " in street:
            yield street


def _ways_to_write(text: str) -> Iterator[str]:
    try:
        born = date.fromisoformat(text)
    except ValueError:
        yield flat(text)
        return
    day, month, year = born.day, born.month, born.year
    yield born.isoformat()
    for separator in ("/", ".", "-", " "):
        for days in {f"{day}", f"{day:02}"}:
            for months in {f"{month}", f"{month:02}"}:
                yield f"{days}{separator}{months}{separator}{year}"
                yield f"{days}{separator}{months}{separator}{year % 100:02}"
    name = MONTHS[month - 1].lower()
    for named in (name, name[:3]):
        for ending in ("", "st", "nd", "rd", "th"):
            yield f"{day}{ending} {named} {year}"
            yield f"{day}{ending} of {named} {year}"
            yield f"{named} {day}{ending} {year}"
    yield f"{day:02}{month:02}{year}"
    yield f"{year}{month:02}{day:02}"


def flat(text: str) -> str:
    """A text lowered, without accents and commas, words apart by one blank: what is compared when names are looked for."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().replace("’", "'").replace(",", " ")
    return " ".join("".join(each for each in decomposed if not unicodedata.combining(each)).split())


def texts(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Every text of plain values with its JSON Pointer, ids and the schema's name apart."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{pointer}/{name}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{pointer}/{index}")
    elif isinstance(value, str) and not pointer.endswith(("/id", "/schema")):
        yield pointer, value


_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s+|[\"“‘(]\s*|\n\s*)$")


def capitalised(value: Any, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Words inside sentences that begin with a capital and are in no list of known words: names that nobody listed, perhaps."""
    found: dict[str, None] = {}
    for _, text in texts(value, ""):
        for word in re.finditer(r"[^\W\d_][^\W\d_]{2,}", text):
            each = word[0]
            if (
                each[0].isupper()
                and not each.isupper()
                and each not in known
                and not _SENTENCE_START.search(text[: word.start()])
            ):
                found[each] = None
    return tuple(found)


def skeleton(scenario_id: str, title: str, strong: Referral | None, words: Mapping[str, str]) -> dict[str, Any]:
    """The plain values of a scenario to be filled in, with a document (already pseudonymised) as its strong record.

    `words` are the prompts that stand in the places to be filled, by their names; a place without one is left out, and
    `scenario.from_table` then names it. The shared part is everything but the voice and the decision.
    """
    value = strong.as_json() if strong is not None else {"children": [{"id": "c1"}], "incident": {}}
    common, own = _divided(value)
    return {
        "schema": SCENARIO_SCHEMA,
        "id": scenario_id,
        "title": title,
        "origin": "own",
        "common": common,
        "weak": {},
        "strong": own,
        **dict(words),
    }


_IDENTITY = ("id", "given_name", "family_name", "date_of_birth", "estimated_age", "unborn", "due_date", "sex", "school")


def _divided(value: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    incident = value.get("incident", {})
    children = value.get("children", [])
    common: dict[str, Any] = {name: value[name] for name in ("created_at", "updated_at", "author", "people") if name in value}
    common["incident"] = {name: inner for name, inner in incident.items() if name != "account"}
    common["children"] = [{name: child[name] for name in _IDENTITY if name in child} for child in children]
    own: dict[str, Any] = {
        "children": [{"id": child["id"], **{name: child[name] for name in child if name not in _IDENTITY}} for child in children]
    }
    if "account" in incident:
        own["incident"] = {"account": incident["account"]}
    if "referral" in value:
        own["referral"] = value["referral"]
    return common, own
