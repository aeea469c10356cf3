"""The document inside: it comes back equal, the same export gives the same bytes, and hostile files are refused in one sentence."""

from __future__ import annotations

import io
import json
import random
import re
import time
import zlib
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from pikepdf import Array, Dictionary, Name, String

from tests.documents import documents
from tests.pdf.conftest import NAMES, example, made, printed
from tests.pdf.reading import squash, tags
from vpa_assist import pdf
from vpa_assist.catalogue import Catalogue, default
from vpa_assist.errors import CannotDo
from vpa_assist.pdf import export, exported, extract, html, locked
from vpa_assist.pdf.extraction import LARGEST_DATA
from vpa_assist.record.reading import from_json, read


@pytest.mark.parametrize("name", NAMES)
def test_that_the_document_comes_back_equal_in_every_value(name: str) -> None:
    assert json.loads(extract(printed(name).data)) == example(name).as_json()


@given(documents())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_that_any_document_prints_and_comes_back(document: dict[str, Any]) -> None:
    referral = from_json(document)
    assert read(extract(export(referral, default()))) == referral


@pytest.mark.parametrize("variant", ["full", "supervisor", "strategy"])
def test_that_the_same_gives_the_same_bytes(variant: str, catalogue: Catalogue) -> None:
    referral = example("nonverbal-autistic-boy-injuries-strong")
    assert export(referral, catalogue, variant=variant) == printed("nonverbal-autistic-boy-injuries-strong", variant).data


def test_that_another_time_or_fact_gives_other_bytes(catalogue: Catalogue) -> None:
    referral = example("missing-boy-15-weak")
    first = export(referral, catalogue)
    assert export(referral, catalogue, at="2026-12-01T10:00:00+00:00") != first
    stamped = export(referral, catalogue, facts={"version": "7", "audit": "0123456789abcdef", "app": "VPA Assist"})
    assert squash("Head of the audit trail 0123456789abcdef") in squash(tags(stamped).text())


def test_that_an_unknown_variant_is_told_in_one_sentence(catalogue: Catalogue) -> None:
    with pytest.raises(CannotDo, match="There is no variant “brief”"):
        export(example("missing-boy-15-weak"), catalogue, variant="brief")


# files that are not to be trusted


def good() -> bytes:
    return printed("missing-boy-15-weak").data


def changed(change: Any, data: bytes | None = None) -> bytes:
    with pikepdf.open(io.BytesIO(data or good())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
        return out.getvalue()


def put(raw: bytes, filter_: Any = None, parms: Any = None) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(raw, filter=filter_, decode_parms=parms)
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/json")
        pdf.Root.AF[0].EF.F = stream

    return change


def no_files(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/AF"]


def two_files(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = Array([pdf.Root.AF[0], pdf.make_indirect(Dictionary(pdf.Root.AF[0]))])


def other_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].UF = String("other.json")


def wrong_sum(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.F.Params.CheckSum = String(b"0" * 16)


def no_sum(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].EF.F["/Params"]


def strange(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = String("no list")


def bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(64)) + packer.flush()


def object_stream_bomb() -> bytes:
    packer = zlib.compressobj(9)
    body = packer.compress(b"1 0 " + b" " * 60)
    body += b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300)) + packer.flush()
    head = b"%PDF-1.7\n2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + str(len(body)).encode() + b">>\nstream\n"
    at = head.index(b"2 0 obj")
    out = head + body + b"\nendstream\nendobj\n"
    start = len(out)
    rows = (
        b"\x00\x00\x00\x00\x00"
        b"\x02\x00\x00\x02\x00"
        b"\x01" + at.to_bytes(3, "big") + b"\x00" + b"\x01" + start.to_bytes(3, "big") + b"\x00"
    )
    xref = (
        f"3 0 obj\n<</Type/XRef/Size 4/W[1 3 1]/Root 1 0 R/Length {len(rows)}>>\nstream\n".encode()
        + rows
        + b"\nendstream\nendobj\n"
    )
    return out + xref + f"startxref\n{start}\n%%EOF\n".encode()


HOSTILE: dict[str, tuple[Any, str]] = {
    "nothing": (lambda: b"", "not a PDF"),
    "text": (lambda: b"hello", "not a PDF"),
    "cut": (lambda: good()[: len(good()) // 2], "damaged"),
    "too large": (lambda: b"%PDF-1.7" + b" " * (51 << 20), "MB"),
    "no document": (lambda: changed(no_files), "no referral document"),
    "other name": (lambda: changed(other_name), "no referral document"),
    "two documents": (lambda: changed(two_files), "more than one"),
    "strange list": (lambda: changed(strange), "no referral document"),
    "wrong sum": (lambda: changed(wrong_sum), "checksum"),
    "no sum": (lambda: changed(no_sum), "no checksum"),
    "bomb": (lambda: changed(put(bomb(), Name.FlateDecode)), "larger than"),
    "large": (lambda: changed(put(b" " * (LARGEST_DATA + 1))), "larger than"),
    "cut data": (lambda: changed(put(zlib.compress(b"{}" * 900)[:-8], Name.FlateDecode)), "cut off"),
    "bad data": (lambda: changed(put(b"not packed", Name.FlateDecode)), "damaged"),
    "two filters": (
        lambda: changed(put(zlib.compress(b"{}"), Array([Name.FlateDecode, Name.ASCIIHexDecode]))),
        "packed in a way",
    ),
    "other filter": (lambda: changed(put(b"7B7D>", Name.ASCIIHexDecode)), "packed in a way"),
    "predictor": (lambda: changed(put(zlib.compress(b"{}"), Name.FlateDecode, Dictionary(Predictor=12))), "packed in a way"),
    "object stream bomb": (object_stream_bomb, "damaged"),
    "locked": (lambda: locked(good(), "correct horse battery"), "locked"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_that_a_file_not_to_be_trusted_is_refused_in_one_sentence_and_soon(kind: str) -> None:
    make, told = HOSTILE[kind]
    data = make()
    began = time.process_time()
    with pytest.raises(CannotDo) as refused:
        extract(data)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert time.process_time() - began < 3


def test_that_damage_anywhere_is_refused_or_harmless() -> None:
    data = good()
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            found = extract(bytes(broken))
        except CannotDo:
            continue
        assert json.loads(found) == example("missing-boy-15-weak").as_json()


# locked copies


def test_that_a_locked_copy_opens_with_its_password_only() -> None:
    data = locked(good(), "correct horse battery")
    assert json.loads(extract(data, "correct horse battery")) == example("missing-boy-15-weak").as_json()
    with pytest.raises(CannotDo, match="does not open"):
        extract(data, "wrong")
    assert b"Marlowe" not in data
    with pikepdf.open(io.BytesIO(data), password="correct horse battery") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()


def test_that_a_short_password_and_a_file_that_is_no_pdf_are_refused() -> None:
    with pytest.raises(CannotDo, match="at least 12"):
        locked(good(), "short")
    with pytest.raises(CannotDo, match="not a PDF"):
        locked(b"nothing", "correct horse battery")


# the HTML twin


@pytest.mark.parametrize("name", NAMES)
def test_that_the_html_twin_says_what_the_pages_say_and_fetches_nothing(name: str, catalogue: Catalogue) -> None:
    page = html(example(name), catalogue)
    spoken = squash(re.sub(r"<[^>]+>", "", page.replace("&amp;", "&").replace("&quot;", '"').replace("&#x27;", "'")))
    for _, text in __import__("tests.pdf.test_content", fromlist=["free_texts"]).free_texts(example(name)):
        assert squash(text) in spoken
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "default-src 'none'" in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_that_the_html_twin_escapes_what_was_typed(catalogue: Catalogue) -> None:
    page = html(made({"incident": {"account": "<script>alert(1)</script>\x07"}}), catalogue)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "[U+0007]" in page


# size and speed


def children(count: int) -> Any:
    return made(
        {
            "children": [
                {
                    "id": f"c{index}",
                    "given_name": f"Child{index}",
                    "family_name": "Vale",
                    "contact": {"status": "spoken_to", "at": "2026-11-14T22:00:00+00:00", "alone": True},
                    "aware": {"words": [{"question": "Tell me.", "words": f"I saw it all, number {index}.", "how": "speech"}]},
                }
                for index in range(1, count + 1)
            ]
        }
    )


@pytest.mark.parametrize("count", [1, 2, 5, 6, 12, 40])
def test_that_one_to_forty_children_are_each_heard(count: int, catalogue: Catalogue, tmp_path: Any) -> None:
    from tests.pdf.test_standards import failures

    result = exported(children(count), catalogue)
    spoken = squash(tags(result.data).text())
    for index in range(1, count + 1):
        assert spoken.count(f"“Isawitall,number{index}.”") == 2
    assert failures(result.data, tmp_path) == []
    assert len(result.data) < 1_000_000


def test_that_no_example_is_larger_than_a_megabyte() -> None:
    assert max(len(printed(name).data) for name in NAMES) < 1_000_000


def test_that_the_cost_grows_with_the_pages_and_no_faster(catalogue: Catalogue) -> None:
    def cost(count: int) -> tuple[float, int]:
        began = time.process_time()
        pages = exported(children(count), catalogue).pages
        return time.process_time() - began, pages

    cost(4)
    (few, few_pages), (many, many_pages) = cost(8), cost(40)
    assert many / many_pages < 2.5 * few / few_pages


def test_that_the_web_page_can_be_made_more_than_once(catalogue: Catalogue) -> None:
    referral = example("missing-boy-15-weak")
    assert pdf.html(referral, catalogue) == pdf.html(referral, catalogue)
    assert callable(pdf.export)
