"""Reports that hold no referral: a dip sample as PDF keeps both standards, says what was drawn, and names nobody."""

from __future__ import annotations

from pathlib import Path

import page
import pypdfium2
import pytest

from vpa_assist.catalogue import Catalogue
from vpa_assist.dip_sample import DipSample, Results
from vpa_assist.insight.statistics import agreement
from vpa_assist.pdf.outline.parts import Para, Sheet, Title, words
from vpa_assist.pdf.plain_document import plain_document
from vpa_assist.pdf.reports import sample_report

AT = "2026-11-03T10:00:00+00:00"


def failures(data: bytes, folder: Path) -> list[str]:
    path = folder / "x.pdf"
    path.write_bytes(data)
    profiles = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
    return [f"{each.rule_id}: {each.message}" for one in profiles for each in page.validate_pdf(str(path), profile=one).failures]


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    document.close()
    return " ".join(text.split())


@pytest.fixture
def sample() -> DipSample:
    drawn = ("3b1f", "9c2e", "77aa")
    return DipSample("s1", "2026-11-02T10:00:00+00:00", "7001", "owl & ox <3", 3, 41, drawn, {"From": "2026-09-01"})


def graded() -> Results:
    grades = {("aware/words", "good"): 2, ("aware/words", "inadequate"): 1, ("ethnicity", "requires_improvement"): 3}
    first, second = ["good", "good", "inadequate", "good"], ["good", "inadequate", "inadequate", "good"]
    return Results(3, 3, grades, tuple(zip(first, second, strict=True)), agreement(first, second))


def test_that_a_sample_report_keeps_both_standards(sample: DipSample, catalogue: Catalogue, tmp_path: Path) -> None:
    assert failures(sample_report(sample, graded(), catalogue, AT), tmp_path) == []


def test_that_it_says_how_it_was_drawn_and_what_was_found(sample: DipSample, catalogue: Catalogue) -> None:
    text = text_of(sample_report(sample, graded(), catalogue, AT))
    for said in ("owl & ox <3", "3 / 41", "2026-09-01", "kappa 0.50", catalogue.force().marking.upper()):
        assert said in text
    for private in ("7001", "9c2e"):  # who drew, and what was drawn
        assert private not in text


def test_that_each_part_stands_with_its_three_counts(sample: DipSample, catalogue: Catalogue) -> None:
    assert "Words 2 0 1" in text_of(sample_report(sample, graded(), catalogue, AT))


def test_that_a_sample_that_nobody_graded_is_reported_too(sample: DipSample, catalogue: Catalogue, tmp_path: Path) -> None:
    data = sample_report(sample, Results(0, 3, {}, (), None), catalogue, AT)
    assert failures(data, tmp_path) == []
    assert catalogue.screen("sample.no_second") in text_of(data)


def test_that_the_same_sample_gives_the_same_bytes(sample: DipSample, catalogue: Catalogue) -> None:
    assert sample_report(sample, graded(), catalogue, AT) == sample_report(sample, graded(), catalogue, AT)


def test_that_a_plain_document_for_training_says_so_on_each_page(catalogue: Catalogue, tmp_path: Path) -> None:
    sheets = [Sheet((Title(f"Sheet {number}", f"s{number}"), Para(words("A line.")))) for number in (1, 2)]
    data = plain_document("Two sheets", "Training", sheets, catalogue, AT, training=True)
    assert failures(data, tmp_path) == []
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 2
    for at in range(2):
        assert document[at].get_textpage().get_text_range().count("TRAINING") >= 3, "at both ends of the head, and across"
    document.close()
