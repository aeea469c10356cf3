"""A redacted copy holds nothing of what was taken out: not on the pages, not in the metadata, not in the document inside."""

from __future__ import annotations

import io
import json
import re
import zlib
from typing import Any

import pikepdf
import pytest

from tests.pdf.conftest import example
from tests.pdf.reading import page_text, squash, tags
from tests.pdf.test_standards import failures
from vpa_assist.catalogue import Catalogue
from vpa_assist.errors import CannotDo
from vpa_assist.pdf import export, extract, html
from vpa_assist.pdf.redaction import Redaction


def everything(data: bytes) -> bytes:
    """The file's bytes, all streams unpacked, all strings of all objects, and the text of pages and tags."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [data]
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                parts.append(each.read_bytes())
            parts.append(_strings(each, 0))
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            parts.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            continue
    parts += [
        page_text(data).encode(),
        tags(data).text(figures=True).encode(),
        "".join(tag.alt for tag in tags(data).walk()).encode(),
    ]
    return b"\n".join(parts)


def _strings(value: Any, depth: int) -> bytes:
    if depth > 6:
        return b""
    if isinstance(value, pikepdf.String):
        return str(value).encode()
    if isinstance(value, pikepdf.Dictionary):
        return b"\n".join(
            _strings(each, depth + 1) for key, each in value.items() if key not in ("/P", "/Parent", "/Prev", "/Next", "/Pg")
        )
    if isinstance(value, pikepdf.Array):
        return b"\n".join(_strings(each, depth + 1) for each in value)
    return b""


def holds(data: bytes, text: str) -> bool:
    whole = everything(data)
    forms = (
        text.encode(),
        text.encode("utf-16-be"),
        text.encode("utf-16-be").hex().upper().encode(),
        json.dumps(text)[1:-1].encode(),
    )
    return any(form in whole for form in forms) or squash(text) in squash(whole.decode("utf-8", "ignore"))


def test_that_the_search_finds_what_is_there(catalogue: Catalogue) -> None:
    data = export(example("da-two-children-asleep-strong"), catalogue)
    for text in ("Dean Rudd", "07700 900143", "She won't let go of my coat"):
        assert holds(data, text)


def test_that_a_person_taken_out_is_nowhere(catalogue: Catalogue, tmp_path: Any) -> None:
    referral = example("da-two-children-asleep-strong")
    person = next(person for person in referral.people or () if person.name == "Dean Rudd")
    data = export(referral, catalogue, variant="redacted", redaction=Redaction(people=(person.id,)))
    assert not holds(data, "Dean")
    assert not holds(data, "1992-06-21")
    assert not holds(data, "21 June 1992")
    assert "[removed]" in tags(data).text()
    assert failures(data, tmp_path) == []
    inside = json.loads(extract(data))
    assert b"Dean" not in json.dumps(inside).encode()
    assert "Kerry Blackshaw" in tags(data).text().replace("\xa0", " ")


def test_that_fields_taken_out_are_nowhere_and_the_rest_stays(catalogue: Catalogue) -> None:
    referral = example("nonverbal-autistic-boy-injuries-strong")
    secret = (referral.referral.risk_to_staff or "") if referral.referral else ""
    redaction = Redaction(
        pointers=("/referral/risk_to_staff", "/children/0/gp", "/people/0/phone", "/children/0/disability/codes")
    )
    data = export(referral, catalogue, variant="redacted", redaction=redaction)
    for text in (secret, "Bollin Practice", "07700 900166"):
        assert text
        assert not holds(data, text)
    assert holds(data, "Oakmere Lodge School")
    assert "Redacted copy." in tags(data).text()


def test_that_a_child_taken_out_is_nowhere(catalogue: Catalogue) -> None:
    data = export(
        example("police-protection-four-children-strong"), catalogue, variant="redacted", redaction=Redaction(people=("c2",))
    )
    for text in ("Toby", "2016-06-25"):
        assert not holds(data, text)
    assert holds(data, "Grace")


def test_that_the_html_twin_of_a_redacted_copy_holds_nothing_either(catalogue: Catalogue) -> None:
    page = html(
        example("police-protection-four-children-strong"), catalogue, variant="redacted", redaction=Redaction(people=("c2",))
    )
    assert "Toby" not in page


@pytest.mark.parametrize(
    ("redaction", "told"),
    [
        (Redaction(pointers=("/children/0/nothing",)), "There is nothing at"),
        (Redaction(pointers=("/children/9/gp",)), "There is nothing at"),
        (Redaction(people=("p99",)), "Nobody in this document"),
        (Redaction(pointers=("/id",)), "cannot be taken out"),
        (Redaction(pointers=("/children/0/id",)), "cannot be taken out"),
    ],
)
def test_that_what_is_not_there_or_holds_the_document_together_is_told_so(
    redaction: Redaction, told: str, catalogue: Catalogue
) -> None:
    with pytest.raises(CannotDo, match=told):
        export(example("nonverbal-autistic-boy-injuries-strong"), catalogue, variant="redacted", redaction=redaction)


def test_that_a_redacted_copy_wants_to_be_told_what(catalogue: Catalogue) -> None:
    with pytest.raises(CannotDo, match="needs to be told"):
        export(example("missing-boy-15-weak"), catalogue, variant="redacted")
