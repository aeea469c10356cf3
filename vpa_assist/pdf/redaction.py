"""Redacted copies: chosen fields and people taken out of the document itself, so that nothing of them reaches a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vpa_assist.errors import CannotDo, Refused
from vpa_assist.record.pointers import split, texts
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Referral


@dataclass(frozen=True, slots=True)
class Redaction:
    """What to take out: addresses of values (JSON Pointers) and ids of people or children.

    Of a person the name, birth, address, telephone and notes go, and the name wherever it stands in any text.
    """

    pointers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


_NOT_OFFERED = ("review", "dismissed", "explained", "author", "schema", "id", "kind", "status", "scenario")


def offers(referral: Referral) -> Iterator[tuple[str, str]]:
    """The free texts that can be taken out: address and text, in the order of the contract."""
    for pointer, text in texts(referral):
        steps = split(pointer)
        if steps[0] not in _NOT_OFFERED and _is_free(pointer):
            yield pointer, text


_OF_A_PERSON = ("name", "date_of_birth", "address", "phone", "notes")
_OF_A_CHILD = ("given_name", "family_name", "also_known_as", "date_of_birth", "address", "school", "gp", "references")


def redacted(referral: Referral, redaction: Redaction, mark: str) -> Referral:
    """The document without what is to go; texts say `mark` in its place. Raises CannotDo for what is not there."""
    value: Any = referral.as_json()
    names: list[str] = []
    gone: list[str] = []
    for each in redaction.people:
        names += _take_person(value, each, mark)
    for pointer in redaction.pointers:
        gone += _take(value, pointer, mark)
    secrets = [text for text in gone if len(text.strip()) >= 4]
    words = sorted(_parts_of(names), key=len, reverse=True)
    if words or secrets:
        value = _scrubbed(value, (*sorted(secrets, key=len, reverse=True), *words), mark)
    _drop_hashes(value)
    try:
        return from_json(value)
    except Refused as refused:
        raise CannotDo(f"These fields cannot be taken out of the document: {refused.lines()[0]}.") from None


def _parts_of(names: list[str]) -> set[str]:
    """A name, and each of its parts that is long enough to tell somebody by."""
    found = set(names)
    for name in names:
        found |= {part for part in name.replace("-", " ").split() if len(part) > 2}
    return {each for each in found if each.strip()}


def _take_person(value: dict[str, Any], id_: str, mark: str) -> list[str]:
    for group, members in (("people", _OF_A_PERSON), ("children", _OF_A_CHILD)):
        for each in value.get(group) or ():
            if each.get("id") != id_:
                continue
            full = " ".join(part for part in (each.get("given_name"), each.get("family_name")) if part)
            names = [
                text for text in (each.get("name"), full, each.get("given_name"), *(each.get("also_known_as") or ())) if text
            ]
            for member in members:
                held = each.pop(member, None)
                if member in ("name", "given_name") and held:
                    each[member] = mark
            return names
    raise CannotDo(f"Nobody in this document has the id {id_}. Choose somebody who is in it.")


def _take(value: Any, pointer: str, mark: str) -> list[str]:
    """Takes the value at a pointer out, and gives the texts that went with it."""
    steps = split(pointer)
    held: Any = value
    for step in steps[:-1]:
        held = (
            held[int(step)]
            if isinstance(held, list) and step.isdigit() and int(step) < len(held)
            else held.get(step)
            if isinstance(held, dict)
            else None
        )
        if held is None:
            raise CannotDo(f"There is nothing at {pointer} to take out. Choose a field that is recorded.")
    last: Any = int(steps[-1]) if isinstance(held, list) and steps and steps[-1].isdigit() else steps[-1] if steps else ""
    try:
        taken = held[last]
    except (KeyError, IndexError, TypeError):
        raise CannotDo(f"There is nothing at {pointer} to take out. Choose a field that is recorded.") from None
    if pointer in ("/schema", "/id") or last == "id":
        raise CannotDo(f"{pointer} holds the document together and cannot be taken out. Choose another field.")
    texts = _texts(taken)
    if isinstance(taken, str) and _is_free(pointer):
        held[last] = mark
    elif isinstance(held, list):
        held[last] = {} if isinstance(taken, dict) and "id" not in taken else mark
    else:
        del held[last]
    return texts


def _is_free(pointer: str) -> bool:
    """Whether the member at this address takes any text."""
    from vpa_assist.record.kinds import LONGEST_TEXT
    from vpa_assist.record.pointers import kind_at

    try:
        kind = kind_at(Referral, pointer)
    except KeyError:
        return False
    return f"max_length={LONGEST_TEXT}" in repr(kind)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []


_KEPT = frozenset(
    {"schema", "id", "kind", "status", "of", "action", "path", "to", "child", "speaker", "explained_by", "offender", "code"}
)


def _scrubbed(value: Any, secrets: tuple[str, ...], mark: str, member: str = "") -> Any:
    """The document with every occurrence of these texts marked; ids, codes and other words of the contract stay."""
    if isinstance(value, str):
        return value if member in _KEPT or not value.strip() else _marked(value, secrets, mark)
    if isinstance(value, dict):
        return {key: _scrubbed(each, secrets, mark, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_scrubbed(each, secrets, mark, member) for each in value]
    return value


def _marked(text: str, secrets: tuple[str, ...], mark: str) -> str:
    import re

    for secret in secrets:
        if secret == mark:
            continue
        edge_before = r"(?<!\w)" if secret[0].isalnum() else ""
        edge_after = r"(?!\w)" if secret[-1].isalnum() else ""
        text = re.sub(edge_before + re.escape(secret) + edge_after, mark, text, flags=re.IGNORECASE)
    return text


def _drop_hashes(value: dict[str, Any]) -> None:
    """Hashes of what was there would let a guess be confirmed: they go too."""
    for group in ("review", "dismissed", "explained"):
        for each in value.get(group) or ():
            each.pop("of", None)
