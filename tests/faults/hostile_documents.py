"""Documents whose members or bytes were changed: refused line by line, or read, checked and printed like any other."""

from __future__ import annotations

import json
import random

from tests.faults.mutations import bytes_changed, value_changed
from tests.make import examples, whole
from vpa_assist import catalogue
from vpa_assist.checks.engine import run_checks
from vpa_assist.errors import Refused
from vpa_assist.pdf import export, extract
from vpa_assist.record.canonical import canonical
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral

CHECKED, PRINTED = 0.03, 0.002
"""Of the documents that are read, so many are checked, and so many printed and read back."""


def good_documents() -> tuple[bytes, ...]:
    """The examples, and one in which every structural check is content; none longer than 7 kB, so that millions can be tried."""
    found = [json.dumps(whole()).encode(), *(path.read_bytes() for path in examples())]
    return tuple(each for each in found if len(each) <= 7_000)


class Documents:
    """Half of them changed in their members, the others in their bytes."""

    name = "hostile documents"
    longest = 2.0

    def __init__(self) -> None:
        self._good = good_documents()
        self._pack = catalogue.default()

    def one(self, chance: random.Random, careless: bool) -> str:
        data = hostile_document(self._good, chance)
        if careless:
            return str(Referral.model_construct(**json.loads(data)).children[0].id)  # type: ignore[index]
        try:
            referral = read(data)
        except Refused as refused:
            judge_refusal(refused)
            return "refused"
        written = canonical(referral)
        assert canonical(read(written)) == written, "what was written does not read as it was"
        if chance.random() < CHECKED:
            for finding in run_checks(referral, self._pack):
                assert finding.message.strip(), f"{finding.code} says nothing"
        if chance.random() < PRINTED:
            assert canonical(read(extract(export(referral, self._pack)))) == written, "another document in the print"
        return "taken"

    def close(self) -> None:
        """Nothing was made."""


def hostile_document(good: tuple[bytes, ...], chance: random.Random) -> bytes:
    """A document that is wrong somewhere, or just another one."""
    one = chance.choice(good)
    if chance.random() < 0.5:
        return bytes_changed(one, chance)
    return json.dumps(value_changed(one, good, chance), ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def judge_refusal(refused: Refused) -> None:
    """A line for each fault, each for a person: short, printable, with its place and what is allowed."""
    lines = refused.lines()
    assert lines, "no line"
    for line in lines:
        assert len(line) < 1_000, f"a line of {len(line)} characters"
        assert line.isprintable(), f"not one line: {line!r}"
