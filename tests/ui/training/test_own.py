"""Writing one's own scenario: from a blank, from a document with everybody replaced, shared as one file and taken in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import whole
from tests.ui.training.conftest import Trainer, settle
from ui.training.drafts import Draft, Drafts, in_words, scenario_of, shared, to_do, without_frame
from ui.training.plain_form import PlainForm
from ui.training.write_page import open_draft
from vpa_assist import catalogue as packs
from vpa_assist.catalogue import Catalogue
from vpa_assist.pdf import export
from vpa_assist.record.reading import from_json
from vpa_assist.training import library, records
from vpa_assist.training.authoring import identities, left_over
from vpa_assist.training.sharing import pack, unpack

IDS = [each.id for each in library.entries(packs.default())]


def a_whole_draft(trainer: Trainer) -> Draft:
    """A draft with everything that a scenario needs, as somebody has written it."""
    store = trainer.window.store or trainer.open_store()
    drafts = Drafts(store, trainer.window.catalogue)
    scenario = library.scenario(trainer.window.catalogue, "the-drawing")
    value = drafts.of(scenario).value
    drafts.remove("the-drawing")
    draft = Draft("own-00000001", value)
    draft.value["title"] = "The red house"
    drafts.keep(draft)
    return draft


# the records in two and in three parts


@pytest.mark.parametrize("scenario_id", IDS)
def test_that_what_two_records_share_and_have_apart_gives_them_back(scenario_id: str, catalogue: Catalogue) -> None:
    scenario = library.scenario(catalogue, scenario_id)
    weak, strong = (without_frame(records.record(scenario, which).as_json()) for which in ("weak", "strong"))
    common, own_weak, own_strong = shared(weak, strong)
    assert records.joined(common, own_weak or {}) == weak
    assert records.joined(common, own_strong or {}) == strong


_JSON = st.recursive(
    st.text(max_size=3) | st.integers(0, 3) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
_CHILD = st.dictionaries(st.sampled_from("abc"), _JSON, max_size=3)
_RECORD = st.builds(
    lambda rest, children: {**rest, "children": [{"id": number, **child} for number, child in children.items()]},
    st.dictionaries(st.sampled_from("xyz"), _JSON, max_size=3),
    st.dictionaries(st.sampled_from(["c1", "c2", "c3"]), _CHILD, min_size=1),
)


def _as_sets(value: Any) -> Any:
    """A record with its children by their ids: their order is no part of the invariant."""
    return {**value, "children": {each["id"]: each for each in value["children"]}}


@given(_RECORD, _RECORD)
def test_that_any_two_records_come_back_from_their_parts(one: Any, other: Any) -> None:
    common, first, second = shared(one, other)
    for own, wanted in ((first, one), (second, other)):
        made = records.joined(common, own) if common and own else own or common or {}
        if "children" in made:
            assert _as_sets(made) == _as_sets(wanted)
        else:
            assert made == wanted


# from a blank


def test_the_walk_from_a_blank_with_what_is_still_to_do_beside_it(trainer: Trainer) -> None:
    trainer.open_store()
    trainer.use(trainer.say("nav_own"))
    trainer.use(trainer.say("own_from_blank"))
    page = trainer.page
    assert trainer.reads("Title: is missing")
    trainer.find("Title").setFocus()
    trainer.write("The red house")
    trainer.bot.waitUntil(lambda: not trainer.reads("Title: is missing"))
    assert page.title.text() == "The red house"
    trainer.use("Scene")
    trainer.find("Scene 1, Something to find 1, What a trainee can choose").setFocus()
    trainer.write("Look at the bed")
    trainer.use("Add something to find")
    trainer.find("Scene 1, Something to find 2, What a trainee can choose").setFocus()
    trainer.write("Open the fridge")
    facts = page.draft.value["stages"][0]["facts"]
    assert [each["choose"] for each in facts] == ["Look at the bed", "Open the fridge"]
    assert facts[1]["id"] != facts[0].get("id")
    trainer.use("Remove Something to find 2")
    assert len(page.draft.value["stages"][0]["facts"]) == 1
    assert page.share_button.why_not
    trainer.use(trainer.say("own_leave"))
    assert trainer.reads("The red house")
    kept = trainer.page.drafts.load(page.draft.id)
    assert kept.value["stages"][0]["facts"][0]["choose"] == "Look at the bed"


def _pick(trainer: Trainer, name: str, words: str) -> None:
    action = next(each for each in trainer.find(name).menu_for_tests().actions() if each.text() == words)
    action.trigger()
    settle()


def test_that_what_opens_only_later_and_what_a_question_spoils_are_written_in_the_window(trainer: Trainer) -> None:
    draft = a_whole_draft(trainer)
    open_draft(trainer.window, Drafts(trainer.window.store, trainer.window.catalogue), draft)
    settle()
    page = trainer.page
    page.show_section("scene")
    first, second = draft.value["stages"][0]["facts"][:2]
    for each in (first, second):
        each.pop("after", None)
    page.show_section("scene")
    settle()
    _pick(trainer, "Scene 1, Something to find 2, Opens only after", first["choose"])
    assert second["after"] == [first["id"]]
    offered = [each.text() for each in trainer.find("Scene 1, Something to find 1, Opens only after").menu_for_tests().actions()]
    assert first["choose"] not in offered, "nothing opens after itself"
    page.show_section("talk")
    settle()
    turns = draft.value["talks"][0]["turns"]
    turns[2].pop("shuts", None)
    page.show_section("talk")
    settle()
    _pick(trainer, "Talk 1, Question 3, What asking this spoils", turns[0]["ask"])
    assert turns[2]["shuts"] == [turns[0]["id"]]
    made = scenario_of(draft, trainer.window.catalogue)
    assert made.stages[0].facts[1].after == (first["id"],)
    assert made.talks[0].turns[2].shuts == (turns[0]["id"],)
    trainer.use(f"Remove {turns[0]['ask']}")
    assert "shuts" not in turns[2]


def test_that_what_is_removed_is_waited_for_no_more(trainer: Trainer) -> None:
    draft = a_whole_draft(trainer)
    facts = draft.value["stages"][0]["facts"]
    facts[0]["after"] = [facts[-1]["id"]]
    open_draft(trainer.window, Drafts(trainer.window.store, trainer.window.catalogue), draft, "scene")
    settle()
    gone = facts[-1]["id"]
    trainer.use(f"Remove Something to find {len(facts)}")
    assert gone not in [each["id"] for each in facts]
    assert facts[0]["after"] == []
    assert to_do(draft, trainer.window.catalogue) == ()


def test_that_the_two_records_are_written_in_the_real_editor_and_kept_in_the_scenario(trainer: Trainer) -> None:
    trainer.open_store()
    trainer.window.own()
    trainer.page.begin_blank()
    settle()
    write = trainer.page
    write.show_section("records")
    settle()
    trainer.use(trainer.say("own_write_strong"))
    record = trainer.page
    assert record.document.referral.kind == "training"
    record.document.edit("/children/0/given_name", "Edie")
    record.document.edit("/children/0/aware/appearance", "Red paint on both hands.")
    trainer.use(trainer.say("own_record_done"))
    assert trainer.page.draft.value["strong_record"]["children"][0]["aware"]["appearance"] == "Red paint on both hands."
    trainer.page.write_record("weak")
    settle()
    assert trainer.page.document.get("/children/0/given_name") == "Edie", "who is who stands in the weak one too"
    assert trainer.page.document.get("/children/0/aware") is None, "the voice does not"
    assert len(trainer.window.store.drafts()) == 0, "the records are no drafts of their own"


def test_that_a_whole_scenario_goes_to_the_library_and_can_be_presented(trainer: Trainer) -> None:
    draft = a_whole_draft(trainer)
    assert to_do(draft, trainer.window.catalogue) == ()
    open_draft(trainer.window, Drafts(trainer.window.store, trainer.window.catalogue), draft)
    settle()
    assert trainer.reads(trainer.say("own_whole"))
    trainer.use(trainer.say("own_done"))
    assert trainer.page.detail.shown.entry.title == "The red house"
    assert trainer.page.detail.shown.own
    trainer.window.present(draft.id)
    settle()
    assert trainer.page.presenter.scenario.origin == "own"
    assert trainer.page.presenter.scenario.claims, "the gaps of the weak record are worked out"


def test_that_what_is_missing_is_said_in_the_words_of_the_page(catalogue: Catalogue) -> None:
    assert (
        in_words("stages.0.facts.1.shows: is missing", catalogue) == "Scene 1, Something to find 2, What that brings: is missing"
    )
    assert in_words("toby-tell is given twice", catalogue) == "toby-tell is given twice"


def test_that_a_gap_in_a_whole_scenario_is_listed_and_stops_it_from_being_shared(trainer: Trainer) -> None:
    draft = a_whole_draft(trainer)
    del draft.value["briefing"]["card"]["title"]
    open_draft(trainer.window, Drafts(trainer.window.store, trainer.window.catalogue), draft)
    settle()
    assert trainer.reads("Briefing, Card, Title: is missing")
    trainer.page.share_button.click()
    assert trainer.files.asked == []


# sharing and taking in


def test_that_a_scenario_is_shared_as_one_file_and_taken_in_by_a_colleague(trainer: Trainer, make_trainer) -> None:
    draft = a_whole_draft(trainer)
    open_draft(trainer.window, Drafts(trainer.window.store, trainer.window.catalogue), draft)
    settle()
    trainer.use(trainer.say("own_share"))
    path = trainer.saved()
    assert path.suffix == ".vpascenario"
    colleague = make_trainer()
    colleague.files.opens = path
    colleague.use(colleague.say("nav_open_file"))
    assert colleague.reads(colleague.say("taken_in_for_now", title="The red house")), "no store is needed to use it"
    assert colleague.page.detail.shown.entry.id == draft.id
    colleague.window.present(draft.id)
    settle()
    assert colleague.page.presenter.scenario == unpack(path.read_bytes(), path.name)


def test_that_what_was_taken_in_without_a_store_moves_into_the_store_once_one_is_open(
    trainer: Trainer, catalogue, tmp_path
) -> None:
    scenario = library.scenario(catalogue, "the-drawing").model_copy(update={"id": "own-1234"})
    path = tmp_path / "a.vpascenario"
    path.write_bytes(pack(scenario))
    trainer.window.take_in(path)
    assert trainer.window.store is None
    store = trainer.open_store()
    assert "own-1234" in json.loads(store.setting("own_scenarios"))
    trainer.window.own()
    settle()
    trainer.page._ask_remove("own-1234", "The drawing")
    assert "own-1234" in trainer.window.shelf.own_ids(), "it asks first"
    trainer.page.sure.click()
    assert trainer.window.shelf.own_ids() == ()


HOSTILE = {
    "nothing": b"",
    "no text": b"\x00\xff\xfe\x01" * 100,
    "a zip": b"PK\x03\x04" + bytes(200),
    "a pdf": b"%PDF-1.7\n",
    "deep": b"[" * 200_000,
    "huge": b'{"a": "' + b"x" * 2_000_000 + b'"}',
    "not a scenario": b'{"schema": "vpa-assist.referral/1"}',
    "half a scenario": b'{"schema": "vpa-assist.scenario/1", "id": "x"}',
    "a path as id": b'{"schema": "vpa-assist.scenario/1", "id": "../../etc/passwd"}',
    "a number as list": b'{"schema": "vpa-assist.scenario/1", "id": "x", "stages": 3, "common": [], "weak": "", "strong": null}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_hostile_file_is_refused_in_one_sentence_and_nothing_of_it_is_kept(
    trainer: Trainer, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "from-elsewhere.vpascenario"
    path.write_bytes(HOSTILE[name])
    assert trainer.window.take_in(path) is None
    settle()
    banner = trainer.page.told.itemAt(0).widget().text()
    assert "from-elsewhere.vpascenario" in banner
    assert "\n" not in banner
    assert len(banner) < 500
    assert trainer.window.shelf.own_ids() == ()


def test_that_a_scenario_of_the_pack_cannot_be_replaced_by_a_file(trainer: Trainer, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "a.vpascenario"
    path.write_bytes(pack(library.scenario(catalogue, "asleep-upstairs").model_copy(update={"title": "Something else"})))
    assert trainer.window.take_in(path) is None
    settle()
    assert trainer.reads(trainer.say("id_taken", name="a.vpascenario"))
    assert trainer.window.shelf.scenario("asleep-upstairs").title == "Asleep upstairs"


# from a document


def a_document(folder: Path) -> Path:
    document = whole()
    document["children"][0]["wishes"] = "Mason wants Nan Kerry. His friend Zedekiah too."
    document["incident"]["account"] = "Kerry Blackshaw rang from 17 harebell close, cw70zy. Mason was born on 19/03/2017."
    path = folder / "referral.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def test_the_walk_from_a_document_with_everybody_in_it_replaced(trainer: Trainer, tmp_path: Path) -> None:
    trainer.open_store()
    trainer.files.opens = a_document(tmp_path)
    originals = identities(from_json(json.loads(trainer.files.opens.read_text("utf-8"))))
    trainer.window.own()
    settle()
    trainer.use(trainer.say("own_from_document"))
    page = trainer.page
    for each in originals:
        if each.kind != "date_of_birth":
            assert trainer.reads(each.text), "each original is shown"
            assert trainer.find(trainer.say("own_instead_of", text=each.text))
    # a date of birth and a postcode that are written otherwise in the account: both are found, and stop the way on
    assert [each.identity.kind for each in page.left] == ["address", "date_of_birth"]
    page.go_button.click()
    assert trainer.page is page
    # a word that looks like a name can be replaced too
    trainer.use("Replace Zedekiah too")
    assert "Zedekiah" in page.instead()
    page._referral = from_json({**page._referral.as_json(), "incident": {"types": ["other"], "account": "Kerry rang."}})
    page.look()
    assert page.left == ()
    settle()
    trainer.use(trainer.say("own_replaced"))
    draft = trainer.page.draft
    kept = trainer.window.store.setting(f"own_draft.{draft.id}")
    for each in ("Mason", "Blackshaw", "Kerry", "Zedekiah", "Harebell", "CW7 0ZY", "26001187342", "2017-03-19", "Whitlow"):
        assert each not in kept
    assert left_over(originals, json.loads(kept)) == ()


def test_that_a_name_of_the_document_that_is_typed_later_stops_the_scenario(trainer: Trainer, tmp_path: Path) -> None:
    trainer.open_store()
    trainer.files.opens = a_document(tmp_path)
    trainer.window.own()
    settle()
    trainer.use(trainer.say("own_from_document"))
    page = trainer.page
    page._referral = from_json({**page._referral.as_json(), "incident": {"types": ["other"], "account": "Nan rang."}})
    page.look()
    trainer.use(trainer.say("own_replaced"))
    draft, page = trainer.page.draft, trainer.page
    trainer.find("Title").setFocus()
    trainer.write("What Blackshaw said")
    trainer.bot.waitUntil(lambda: trainer.reads(f"Title: {trainer.say('own_came_back', words='Blackshaw')}"))
    assert page.share_button.why_not
    assert page.done_button.why_not
    assert len(to_do(draft, trainer.window.catalogue)) == 1, "nothing else matters before that"
    again = page.drafts.load(draft.id)
    assert again.never == draft.never, "and it is known the next day"
    assert "Blackshaw" not in trainer.window.store.setting(f"own_never.{draft.id}")
    again.value["title"] = "What she said"
    again.value["weak_record"] = {"children": [{"id": "c1", "wishes": "Ask Mason."}], "incident": {}}
    assert to_do(again, trainer.window.catalogue) == (
        f"{trainer.say('own_weak_record')}: {trainer.say('own_came_back', words='Mason')}",
    )


def test_that_the_document_may_be_the_pdf_that_was_sent(trainer: Trainer, catalogue: Catalogue, tmp_path: Path) -> None:
    trainer.open_store()
    trainer.files.opens = tmp_path / "referral.pdf"
    trainer.files.opens.write_bytes(export(from_json(whole()), catalogue))
    trainer.window.own()
    settle()
    trainer.page.begin_from_document()
    settle()
    assert trainer.reads("St Aldric's Primary School")
    assert trainer.page.made().kind == "training"


def test_that_a_replacement_that_still_tells_who_is_meant_stops_the_way_on(trainer: Trainer, tmp_path: Path) -> None:
    trainer.open_store()
    path = tmp_path / "referral.json"
    path.write_text(json.dumps(whole()), "utf-8")
    trainer.files.opens = path
    trainer.window.own()
    settle()
    trainer.page.begin_from_document()
    settle()
    page = trainer.page
    assert page.left == ()
    box = next(box for identity, box in page.boxes.items() if identity.text == "Mason")
    box.setText("Mason")
    page.look()
    assert {each.identity.text for each in page.left} == {"Mason"}
    assert page.go_button.why_not
    box.setText("")
    page.look()
    assert page.go_button.why_not, "an empty one is no replacement"
    box.setText("Otto")
    page.look()
    assert not page.go_button.why_not


@pytest.mark.parametrize("data", [b"", b"{}", b"%PDF-1.4 nothing", b"\xff\xfe", b'{"schema": "vpa-assist.referral/1", "id": 3}'])
def test_that_a_document_that_cannot_be_read_is_refused_in_one_sentence(trainer: Trainer, tmp_path: Path, data: bytes) -> None:
    trainer.open_store()
    path = tmp_path / "referral.json"
    path.write_bytes(data)
    trainer.files.opens = path
    trainer.window.own()
    settle()
    trainer.page.begin_from_document()
    settle()
    banner = trainer.page.told.itemAt(0).widget().text()
    assert banner
    assert "\n" not in banner


def test_that_every_field_of_the_form_has_its_words(trainer: Trainer) -> None:
    draft = a_whole_draft(trainer)
    open_draft(trainer.window, Drafts(trainer.window.store, trainer.window.catalogue), draft)
    settle()
    for section in ("about", "points", "scene", "talk", "marks", "briefing"):
        trainer.page.show_section(section)
        settle()
        form: PlainForm = trainer.page.form
        assert form.boxes
        for place, box in form.boxes.items():
            assert place.endswith(".add") or box.accessibleName(), place
