"""Everything that was recorded is on the page, unchanged; what was not is said to be missing."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pikepdf
import pytest

from tests.pdf.conftest import NAMES, example, made, printed
from tests.pdf.reading import Tag, page_text, squash, tags
from vpa_assist.catalogue import Catalogue
from vpa_assist.pdf import export, exported
from vpa_assist.pdf.exporting import prepared
from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.plain_document import plain_document
from vpa_assist.pdf.render.blocks import Blocks
from vpa_assist.pdf.render.document import fitting
from vpa_assist.pdf.render.faces import faces
from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.setting import Setter
from vpa_assist.record.canonical import fingerprint
from vpa_assist.record.pointers import kind_at, plain, texts
from vpa_assist.record.referral import Referral

_REFERENCES = re.compile(r"/(speaker|child|to|explained_by|offender|\d+)$")


def free_texts(referral: Referral) -> list[tuple[str, str]]:
    """Every text that a person typed: not codes, ids, times, hashes, or references to people, which are printed in words."""
    found = []
    for pointer, text in texts(referral):
        kind = kind_at(Referral, pointer)
        if plain(kind) is not str or "max_length=20000" not in repr(kind):
            continue
        ids = {each.id for each in (*(referral.children or ()), *(referral.people or ()))} | {"child"}
        if text in ids or pointer.endswith(("/path", "/code")) or "/flags/" in pointer:
            continue
        found.append((pointer, text))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_that_every_text_of_the_record_is_printed_as_it_was_typed(name: str) -> None:
    words = squash(tags(printed(name).data).text())
    missing = [(pointer, text) for pointer, text in free_texts(example(name)) if squash(text) not in words]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_that_nothing_is_painted_outside_the_tags(name: str) -> None:
    from tests.pdf.reading import untagged

    assert untagged(printed(name).data) == []


def test_that_the_childs_words_are_quotations_and_an_adults_or_a_summary_are_not_the_childs() -> None:
    tree = tags(printed("da-two-children-asleep-strong").data)
    quotes = [squash(tag.text()) for tag in tree.walk() if tag.name == "BlockQuote"]
    assert any("IheardDeanshouting" in quote for quote in quotes)
    weak = tags(printed("missing-boy-15-weak").data)
    summary = "Reecestatedthathehadbeenoutwithfriends"
    assert summary in squash(weak.text())
    assert not any(summary in squash(tag.text()) for tag in weak.walk() if tag.name == "BlockQuote")
    assert "Anofficer’ssummary,notReece’swords." in squash(weak.text())


def test_that_a_child_who_was_asleep_has_the_gap_with_its_reason_and_what_comes_next() -> None:
    words = squash(tags(printed("da-two-children-asleep-strong").data).text())
    assert squash("Not recorded: Ellie-Mae’s own words. Reason given: She was asleep.") in words
    assert squash("Next: PC Whitlow will see Ellie-Mae at school") in words


def test_that_a_power_used_for_four_children_is_printed_once_with_what_each_was_told() -> None:
    words = squash(tags(printed("police-protection-four-children-strong").data).text())
    grounds = squash("Both parents had been arrested and taken from the house.")
    assert words.count(grounds) == 1
    for told in ("She asked whether they would be split up", "He thinks that it is his fault", "He asked if we had a key"):
        assert squash(told) in words


@pytest.mark.parametrize("name", NAMES)
def test_that_the_fingerprint_stands_on_every_page_and_in_full_on_the_last(name: str) -> None:
    made_ = printed(name)
    mark = fingerprint(example(name)).upper()
    text = squash(page_text(made_.data))
    assert text.count(f"Fingerprint{mark[:16]}") == made_.pages
    assert mark in text


def test_that_the_marking_stands_at_the_head_and_foot_of_every_page_and_training_across_it(catalogue: Catalogue) -> None:
    made_ = printed("neglect-toddler-and-unborn-strong")
    text = page_text(made_.data)
    marking = catalogue.force().marking
    assert text.count(marking) == 2 * made_.pages + 1
    assert text.count("TRAINING") >= 2 * made_.pages


def test_that_an_urgent_export_says_so_with_its_gaps_and_changes_nothing_inside(catalogue: Catalogue) -> None:
    referral = example("missing-boy-15-weak")
    words = squash(tags(export(referral, catalogue, urgent=True)).text())
    assert squash("Urgent: sent before it was complete. A child at risk now outranks a complete form.") in words
    assert re.search(r"\d+itemsarenotrecorded;theyarelistedatthefootofthiscover", words)


def test_that_a_live_approved_document_bears_no_draft_and_no_training(catalogue: Catalogue) -> None:
    document = made({"kind": "live", "status": "approved", "children": [{"id": "c1", "given_name": "Ada"}]})
    text = page_text(export(document, catalogue))
    assert "DRAFT" not in text
    assert "TRAINING" not in text


def test_that_a_term_is_explained_only_where_it_occurs(catalogue: Catalogue) -> None:
    with_it = made({"incident": {"account": "The DASH was done."}})
    without = made({"incident": {"account": "Nothing was done."}})
    assert "Domesticabuse,stalking" in squash(tags(export(with_it, catalogue)).text())
    assert "Domesticabuse,stalking" not in squash(tags(export(without, catalogue)).text())


def test_that_links_on_the_cover_name_the_page_on_which_the_gap_stands() -> None:
    made_ = printed("nonverbal-autistic-boy-injuries-strong")
    tree = tags(made_.data)
    links = [tag for tag in tree.walk() if tag.name == "Link"]
    assert links
    assert all(re.fullmatch(r"page\s\d+", tag.alt) and squash(tag.text()) == squash(tag.alt) for tag in links)


def test_that_the_empty_document_prints_too(catalogue: Catalogue) -> None:
    made_ = exported(made({}), catalogue)
    assert "No child recorded" in tags(made_.data).text().replace("\xa0", " ")


def test_that_addenda_are_printed_in_place_of_what_they_changed(catalogue: Catalogue) -> None:
    review = [
        {"id": "e1", "at": "2026-11-14T22:00:00+00:00", "action": "submit", "by": {"name": "A", "collar_number": "1"}},
        {"id": "e2", "at": "2026-11-14T22:10:00+00:00", "action": "approve", "by": {"name": "B", "collar_number": "2"}},
        {
            "id": "e3",
            "at": "2026-11-15T09:00:00+00:00",
            "action": "addendum",
            "path": "/children/0/contact/follow_up_done_at",
            "text": '"2026-11-15T08:30:00+00:00"',
            "by": {"name": "A", "collar_number": "1"},
        },
    ]
    document = made(
        {
            "status": "approved",
            "children": [{"id": "c1", "given_name": "Ada", "contact": {"follow_up": "At school."}}],
            "review": review,
        }
    )
    assert squash("Done 15 November 2026, 08:30.") in squash(tags(export(document, catalogue)).text())


def headings(tree: Tag) -> list[tuple[str, str]]:
    return [(tag.name, tag.text()) for tag in tree.walk() if re.fullmatch(r"H\d", tag.name)]


@pytest.mark.parametrize("name", NAMES)
def test_that_headings_begin_with_the_first_and_skip_no_level(name: str) -> None:
    levels = [int(tag[1]) for tag, _ in headings(tags(printed(name).data))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_that_every_table_has_column_or_row_heads_and_as_many_cells_in_each_row(name: str) -> None:
    for table in (tag for tag in tags(printed(name).data).walk() if tag.name == "Table"):
        rows = [[kid for kid in row.kids if isinstance(kid, Tag)] for row in table.kids if isinstance(row, Tag)]
        assert len({len(row) for row in rows}) == 1
        heads = [cell for row in rows for cell in row if cell.name == "TH"]
        assert heads
        assert all(cell.scope in ("Row", "Column") for cell in heads)


@pytest.mark.parametrize("name", NAMES)
def test_that_no_copy_shows_a_placeholder_or_a_pointer(name: str) -> None:
    for variant in ("full", "supervisor", "strategy"):
        words = tags(printed(name, variant).data).text()
        assert not re.findall(r"\{\w*\}|/children/\d", words), variant


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("variant", ["full", "supervisor"])
def test_that_the_cover_is_one_page(name: str, variant: str, catalogue: Catalogue) -> None:
    plan, _ = prepared(example(name), catalogue, variant=variant, at=None, urgent=False, facts=None, redaction=None)
    pages, _ = fitting(plan.sheets[0], Blocks(Setter(faces()), Elem("Document"), plan), None)
    assert len(pages) == 1


def test_that_the_head_of_the_cover_names_the_form_of_the_force(catalogue: Catalogue) -> None:
    plan, _ = prepared(example(NAMES[0]), catalogue, variant="full", at=None, urgent=False, facts=None, redaction=None)
    title = plan.sheets[0].blocks[0]
    assert isinstance(title, parts.Title)
    assert title.kicker.startswith(catalogue.force().form_name)
    raw = catalogue.raw("print")
    assert not [key for key, text in raw.items() if isinstance(text, str) and catalogue.force().form_name in text]


@pytest.mark.parametrize(
    ("lines", "fresh", "pages"),
    [(3, False, 1), (3, True, 2), (60, False, 2), (48, False, 2)],
    ids=["short", "must begin a page", "would spill without saving a page", "too long for what is left"],
)
def test_that_a_sheet_follows_on_only_where_that_saves_a_page(lines: int, fresh: bool, pages: int, catalogue: Catalogue) -> None:
    def sheet(name: str, count: int, fresh: bool) -> parts.Sheet:
        paras = tuple(parts.Para(parts.words(f"{name} {number}.")) for number in range(count))
        return parts.Sheet((parts.Title(name, name), *paras), name, fresh=fresh)

    data = plain_document(
        "Two", "Two", [sheet("First", 10, True), sheet("Second", lines, fresh)], catalogue, "2026-11-14T12:00:00+00:00"
    )
    assert len(pikepdf.open(io.BytesIO(data)).pages) == pages
    spoken = squash(tags(data).text())
    assert spoken.index("First9.") < spoken.index("SecondSecond0.")


@pytest.mark.parametrize(
    ("referred", "line"),
    [({}, "No council recorded. From PC Mara Ellwood"), ({"local_authority": "cheshire_east"}, " from PC Mara Ellwood")],
)
def test_that_the_head_of_the_cover_is_made_of_whole_sentences(referred: dict[str, str], line: str, catalogue: Catalogue) -> None:
    author = {"name": "Mara Ellwood", "rank": "PC"}
    document = made({"kind": "live", "status": "draft", "author": author, "children": [{"id": "c1"}], "referral": referred})
    assert line in " ".join(page_text(export(document, catalogue)).split())
