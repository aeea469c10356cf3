"""Every kind of output keeps PDF/A-3a and PDF/UA-1, is read in the order of the record, and the gate notices each fault."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.pdf.conftest import NAMES, example, printed
from tests.pdf.reading import squash, tags
from vpa_assist.catalogue import Catalogue
from vpa_assist.pdf.exporting import prepared
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.document import texts_of


def failures(data: bytes, folder: Any) -> list[str]:
    """What the validator objects to, by both standards."""
    path = folder / "x.pdf"
    path.write_bytes(data)
    found = []
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        result = page.validate_pdf(str(path), profile=profile)
        found += [f"{each.rule_id}: {each.message}" for each in result.failures]
    return found


@pytest.mark.parametrize("variant", ["full", "supervisor", "strategy"])
@pytest.mark.parametrize("name", NAMES)
def test_that_every_variant_of_every_example_keeps_both_standards(name: str, variant: str, tmp_path: Any) -> None:
    assert failures(printed(name, variant).data, tmp_path) == []


def pattern(sheet_blocks: tuple[parts.Block, ...]) -> str:
    """What the tags must say for these blocks, page numbers left open."""
    return "".join(re.escape(squash(text)).replace(r"\{page\}", r"\d+") for text in texts_of(sheet_blocks))


@pytest.mark.parametrize("variant", ["full", "supervisor", "strategy"])
@pytest.mark.parametrize("name", NAMES)
def test_that_the_tags_read_word_for_word_what_the_outline_says(name: str, variant: str, catalogue: Catalogue) -> None:
    plan, _ = prepared(example(name), catalogue, variant=variant, at=None, urgent=False, facts=None, redaction=None)
    spoken = squash(tags(printed(name, variant).data).text())
    for sheet in plan.sheets:
        tries = [re.match(pattern(version), spoken) for version in (sheet.blocks, *sheet.leaner)]
        found = max((each for each in tries if each), key=lambda each: each.end(), default=None)
        assert found, f"the tags do not go on with {sheet.head!r}: {spoken[:120]!r}"
        spoken = spoken[found.end() :]
    assert spoken == ""


def _elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/Type") == Name.StructElem and each.get("/S") == Name("/" + tag)
    ]


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def _not_marked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def _figure_without_text(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "Figure")[0]["/Alt"]


def _heading_skipped(pdf: pikepdf.Pdf) -> None:
    _elements(pdf, "H2")[0].S = Name.H4


def _no_colour_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def _no_relationship(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0]["/AFRelationship"]


def _no_kind_of_data(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].EF.F["/Subtype"]


def _title_hidden(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def _cell_lost(pdf: pikepdf.Pdf) -> None:
    row = _elements(pdf, "TR")[2]
    row.K = Array([row.K[0]])


def _list_without_its_list(pdf: pikepdf.Pdf) -> None:
    _elements(pdf, "L")[0].S = Name.Div


def _no_glyph_meanings(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            del each["/ToUnicode"]


def _font_not_embedded(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/FontFile2" in each:
            del each["/FontFile2"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def _link_without_element(pdf: pikepdf.Pdf) -> None:
    target = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[9, 9, 99, 99],
            F=4,
            A=Dictionary(S=Name.URI, URI=String("https://example.org")),
        )
    )
    pdf.pages[-1].obj.Annots = Array([target])


_FAULTS: tuple[Callable[[pikepdf.Pdf], None], ...] = (
    _no_language,
    _not_marked,
    _figure_without_text,
    _heading_skipped,
    _no_colour_profile,
    _no_structure,
    _no_relationship,
    _no_kind_of_data,
    _title_hidden,
    _script,
    _cell_lost,
    _list_without_its_list,
    _no_glyph_meanings,
    _font_not_embedded,
    _no_claim,
    _link_without_element,
)


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.__name__.strip("_"))
def test_that_the_gate_notices_one_fault(fault: Callable[[pikepdf.Pdf], None], tmp_path: Any) -> None:
    with pikepdf.open(io.BytesIO(printed("nonverbal-autistic-boy-injuries-strong").data)) as pdf:
        fault(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert failures(out.getvalue(), tmp_path)


def test_that_the_comparison_notices_prose_that_is_marked_as_decoration() -> None:
    """No validator does: only the words themselves tell."""
    data = printed("nonverbal-autistic-boy-injuries-strong").data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
        pdf.pages[1].Contents.write(re.sub(rb"/\w+ <</MCID 20>> BDC", b"/Artifact <</Type/Layout>> BDC", content, count=1))
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(KeyError):  # the tag has lost its text
        tags(out.getvalue())
