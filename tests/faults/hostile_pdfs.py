"""PDFs whose bytes or objects were changed: refused in one sentence, or the very document that was put in."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import pikepdf

from tests.faults.mutations import bytes_changed
from tests.make import a_child, a_document, examples, whole
from vpa_assist import catalogue
from vpa_assist.errors import CannotDo
from vpa_assist.pdf import export, extract
from vpa_assist.record.reading import from_json, read

OBJECTS = 0.25
"""So many are changed in their objects, which takes ten times as long as in their bytes."""
VALUES: tuple[Any, ...] = (
    *(0, -1, 10**9, True, b"", b"x" * 20, "referral.json", pikepdf.Name.Data, pikepdf.Name.FlateDecode, pikepdf.Name.LZWDecode),
    *([], {}, [0] * 2_000),
)


class Pdfs:
    """Exports of a small, a middling and a long document."""

    name = "hostile PDFs"
    longest = 2.0

    def __init__(self) -> None:
        pack = catalogue.default()
        referrals = [
            from_json(a_document(children=[a_child()])),
            from_json(json.loads(json.dumps(whole()))),
            read(examples()[2].read_bytes()),
        ]
        printed = [export(each, pack) for each in referrals]
        self._good = [(each, extract(each)) for each in printed]
        assert [read(document) for _, document in self._good] == referrals

    def one(self, chance: random.Random, careless: bool) -> str:
        good, document = chance.choice(self._good)
        data = _objects_changed(good, chance) if chance.random() < OBJECTS else _bytes_changed(good, chance)
        if careless:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                assert bytes(pdf.Root.AF[0].EF.F.read_bytes()) == document, "another document"
            return "taken"
        try:
            found = extract(data)
        except CannotDo as told:
            sentence = str(told)
            assert sentence.isprintable(), f"not one sentence: {sentence!r}"
            assert 20 < len(sentence) < 200, f"a sentence of {len(sentence)} characters"
            return "refused"
        assert found == document, "another document"
        return "taken"

    def close(self) -> None:
        """Nothing was made."""


def _bytes_changed(good: bytes, chance: random.Random) -> bytes:
    """Changes the end, where a PDF says what lies where, more often than its packed middle."""
    if chance.random() < 0.3:
        return bytes_changed(good, chance)
    start = max(0, len(good) - chance.choice((200, 1_500, 6_000)))
    return good[:start] + bytes_changed(good[start:], chance)


def _objects_changed(good: bytes, chance: random.Random) -> bytes:
    """Changes one to three members on the way from the root to the document inside, and says so in a well-formed file."""
    with pikepdf.open(io.BytesIO(good)) as pdf:
        for _ in range(chance.choice((1, 1, 2, 3))):
            holder, step = _somewhere(pdf, chance)
            kind = chance.randrange(4)
            if kind == 0:
                del holder[step]
            elif kind == 1:
                holder[step] = _as_object(chance.choice(VALUES))
            elif kind == 2 and isinstance(holder, pikepdf.Array):
                holder.append(holder[step])
            else:
                other_holder, other = _somewhere(pdf, chance)
                value = other_holder[other]
                # a direct container that ends up inside itself could not be written, so only what has a place of its own
                if not isinstance(value, pikepdf.Array | pikepdf.Dictionary) or value.is_indirect:
                    holder[step] = value
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=chance.choice(list(pikepdf.ObjectStreamMode)), fix_metadata_version=False)
        return out.getvalue()


def _as_object(value: Any) -> Any:
    """A value as a PDF holds it; a container is made anew, since it belongs to the file that it was put into."""
    if isinstance(value, list):
        return pikepdf.Array(value)
    return pikepdf.Dictionary() if value == {} else value


def _somewhere(pdf: pikepdf.Pdf, chance: random.Random) -> tuple[Any, Any]:
    """A member of something between the root and the document, as (what holds it, its name or place)."""
    root = pdf.Root
    holders: list[Any] = [root]
    for step in ("/AF", 0, "/EF", "/F", "/Params"):
        try:
            holders.append(holders[-1][step])
        except (KeyError, IndexError, TypeError, ValueError):
            break
    holder = chance.choice([each for each in holders if isinstance(each, pikepdf.Object) and _members(each)])
    return holder, chance.choice(_members(holder))


def _members(holder: Any) -> list[Any]:
    if isinstance(holder, pikepdf.Array):
        return list(range(len(holder)))
    return [each for each in list(holder) if each != "/Length"] if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else []
