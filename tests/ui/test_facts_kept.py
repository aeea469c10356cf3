"""What a draft contributes to figures is kept when it is left, and it is what reading and checking the draft gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import documents, texts
from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import Clock, blank, body_of, example, settle
from ui import background
from ui.document import CALM, Document
from ui.keeping import as_bytes
from ui.main_window import MainWindow
from ui.taking_in import take_in
from vpa_assist.catalogue import Catalogue
from vpa_assist.insight.counting import facts_from
from vpa_assist.insight.facts import ReferralFacts
from vpa_assist.insight.from_store import at_hand
from vpa_assist.insight.kept import mark, packed, unpacked
from vpa_assist.record.pointers import put
from vpa_assist.record.reading import from_json
from vpa_assist.record.referral import Officer, Referral
from vpa_assist.review import Role, act
from vpa_assist.store import Person, Store, Summary
from vpa_assist.store.errors import DiskFull, StoreBusy

ACCOUNT = "/incident/account"


def kept(store: Store, catalogue: Catalogue) -> dict[str, bytes | None]:
    """The facts that are kept of each draft; None where figures would have to read it."""
    background.wait()
    return {each.draft_id: each.facts for each in store.contributions(mark(catalogue))}


def worked_out(store: Store, catalogue: Catalogue) -> dict[str, bytes]:
    """The same, of the documents as they lie in the store."""
    return {draft_id: packed(facts_from(body, catalogue)) for _, draft_id, body in store.bodies()}


def write(window: MainWindow, referral: Referral, text: str = "She was happy.") -> Document:
    """Opens a new draft and writes into it."""
    window.work.open(referral, 0, keep=True)
    settle()
    assert window.document is not None
    window.document.edit(ACCOUNT, text)
    settle()
    return window.document


def kept_at_home(window: MainWindow, document: Document) -> ReferralFacts:
    """The facts of a draft that is left for the list, which are those that reading and checking it gives."""
    window.go_home()
    store = window.store
    assert store is not None
    held = kept(store, window.catalogue)
    assert held == worked_out(store, window.catalogue)
    facts = held[document.referral.id]
    assert facts is not None
    return unpacked(facts)


@pytest.mark.parametrize("name", ["missing-boy-15-weak", "custody-refused-bail-16-weak", "blank"])
def test_that_the_facts_of_a_draft_are_kept_when_it_is_left(window: MainWindow, name: str) -> None:
    document = write(window, blank() if name == "blank" else example(name))
    window.go_home()
    store = window.store
    assert store is not None
    assert kept(store, window.catalogue) == worked_out(store, window.catalogue)
    held = kept(store, window.catalogue)[document.referral.id]
    assert held is not None
    assert unpacked(held).codes, "findings of sections that nobody went to count too"


def test_that_they_are_kept_anew_when_the_draft_is_written_on(window: MainWindow) -> None:
    document = write(window, example("missing-boy-15-weak"))
    draft_id = document.referral.id
    window.go_home()
    store = window.store
    assert store is not None
    before = kept(store, window.catalogue)[draft_id]
    assert window.open_draft(draft_id)
    document = window.document
    assert document is not None
    document.edit("/children/0/contact", {"status": "spoken_to"})
    settle()
    window.go_home()
    after = kept(store, window.catalogue)[draft_id]
    assert after not in (None, before)
    assert after == worked_out(store, window.catalogue)[draft_id]


def test_that_a_draft_that_is_only_looked_at_gets_the_facts_that_were_missing(window: MainWindow) -> None:
    document = write(window, example("missing-boy-15-weak"))
    window.go_home()
    store = window.store
    assert store is not None
    background.wait()
    store._db.raw.execute("DELETE FROM fact")
    assert window.open_draft(document.referral.id)
    settle()
    window.go_home()
    assert kept(store, window.catalogue) == worked_out(store, window.catalogue)


@pytest.mark.parametrize("way", ["another", "shut", "lock"])
def test_that_they_are_kept_whatever_way_the_draft_is_left(
    catalogue: Catalogue, clock: Clock, tmp_path: Path, window: MainWindow, way: str
) -> None:
    first, second = example("missing-boy-15-weak"), example("custody-refused-bail-16-weak")
    write(window, second)
    window.go_home()
    write(window, first)
    folder = window.store.folder if window.store is not None else tmp_path
    if way == "another":
        assert window.leave_editor()
        assert window.open_draft(second.id)
        background.wait()
        window.work.close()
    else:
        window.shut() if way == "shut" else window.lock()
    if window.store is not None:
        window.shut()
    with Store.unlock(folder, PHRASE, cost=CHEAP) as store:
        held = kept(store, catalogue)
        assert set(held) == {first.id, second.id}
        assert held == worked_out(store, catalogue)


def test_that_what_is_handed_in_counts_as_handed_in(window: MainWindow) -> None:
    document = write(window, example("missing-boy-15-weak"))
    assert document.officer is not None
    document.replace(
        act(
            document.referral,
            "submit",
            document.officer,
            document.clock().isoformat(),
            role="officer",
            catalogue=window.catalogue,
        ),
        "",
    )
    settle()
    facts = kept_at_home(window, document)
    assert facts.rounds == 1


def test_that_an_addendum_counts_once_it_is_added_and_not_while_it_is_written(window: MainWindow) -> None:
    document = write(window, example("missing-boy-15-weak"))
    assert document.officer is not None
    new = act(
        document.referral, "submit", document.officer, document.clock().isoformat(), role="officer", catalogue=window.catalogue
    )
    document.replace(new, "")
    document.begin_addendum()
    document.edit("/children/0/contact", {"status": "seen_asleep"})
    settle()
    assert document.findings_as_kept is None
    document.commit_addenda()
    settle()
    facts = kept_at_home(window, document)
    assert facts.children[0].contact == "seen_asleep"


def test_that_nothing_is_kept_of_what_could_not_be_saved(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    document = write(window, example("missing-boy-15-weak"))
    document.save_now()
    store = window.store
    assert store is not None

    def full(*_: Any, **__: Any) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(store, "save", full)
        document.edit(ACCOUNT, "Written while the disk was full.")
        settle()
        assert not window.leave_editor()
        window.work.keep_facts()
        assert kept(store, window.catalogue) == {document.referral.id: None}
    window.go_home()
    assert kept(store, window.catalogue) == worked_out(store, window.catalogue)


def test_that_nothing_is_kept_from_findings_of_an_earlier_state(window: MainWindow) -> None:
    document = write(window, example("missing-boy-15-weak"))
    document._last_checks = (CALM * 2, CALM * 2)  # a document so large that the checks wait until the typing rests
    document.edit("/children/0/contact", {"status": "spoken_to"})
    settle(1)
    window.go_home()
    store = window.store
    assert store is not None
    assert kept(store, window.catalogue) == {document.referral.id: None}


def test_that_a_draft_is_left_as_ever_where_its_facts_cannot_be_kept(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    document = write(window, example("missing-boy-15-weak"))
    store = window.store
    assert store is not None
    for trouble in (StoreBusy(holder="another window"), ZeroDivisionError()):

        def refuse(*_: Any, trouble: Exception = trouble) -> None:
            raise trouble

        monkeypatch.setattr(store.facts, "keep_of", refuse)
        window.go_home()
        background.wait()
        settle()
        assert window.start is not None
        assert window.open_draft(document.referral.id)
        settle()
    held = body_of(store, document.referral.id)
    assert held.incident is not None
    assert held.incident.account == "She was happy."


def test_that_a_document_that_is_taken_in_brings_its_facts(window: MainWindow, tmp_path: Path) -> None:
    store = window.store
    assert store is not None
    names = ("missing-boy-15-weak", "custody-refused-bail-16-weak")
    for number, name in enumerate(names):
        (tmp_path / f"{number}.json").write_bytes(as_bytes(example(name)))
        take_in(store, tmp_path / f"{number}.json", window.catalogue)
    held = kept(store, window.catalogue)
    assert len(held) == len(names)
    assert held == worked_out(store, window.catalogue)


def test_that_a_copy_that_was_chosen_brings_its_facts(window: MainWindow, tmp_path: Path) -> None:
    from ui.handing_over import ChoosePage

    store = window.store
    assert store is not None
    ours = example("missing-boy-15-weak")
    theirs = json.loads(as_bytes(ours))
    theirs["children"][0]["contact"] = {"status": "spoken_to"}
    for number, body in enumerate((as_bytes(ours), json.dumps(theirs).encode())):
        (tmp_path / f"{number}.json").write_bytes(body)
    take_in(store, tmp_path / "0.json", window.catalogue)
    page = ChoosePage(store, window.catalogue, take_in(store, tmp_path / "1.json", window.catalogue))
    page.theirs.click()
    held = kept(store, window.catalogue)
    assert held == worked_out(store, window.catalogue)
    facts = held[ours.id]
    assert facts is not None
    assert unpacked(facts).children[0].contact == "spoken_to"
    page.deleteLater()


@pytest.fixture(scope="module")
def same_as_read(catalogue: Catalogue) -> Callable[[Document], None]:
    """Holds the facts that a window would keep against those of the document's bytes."""

    def look(document: Document) -> None:
        document._unsaved = False  # as after a save
        findings = document.findings_as_kept
        assert findings is not None
        assert at_hand(document.stored, findings, catalogue) == packed(facts_from(as_bytes(document.stored), catalogue))

    return look


@given(documents(), st.lists(st.tuples(st.sampled_from((ACCOUNT, "/referral/assessment", "/author/unit")), texts), max_size=3))
def test_that_facts_at_hand_are_those_of_the_document_as_it_was_saved(
    qapp: Any,
    catalogue: Catalogue,
    same_as_read: Callable[[Document], None],
    document: dict[str, Any],
    edits: list[tuple[str, str]],
) -> None:
    written = Document(from_json(document), catalogue, clock=Clock())
    written.check_now()
    same_as_read(written)
    for where, text in edits:
        written.edit(where, text)
        written.check_now()
    same_as_read(written)
    written.stop()


ADDED = (
    ("/incident/types", ["missing", "other"]),
    ("/children/0/contact", {"status": "seen_asleep"}),
    ("/children/1/ethnicity", {"code": "W1", "source": "child"}),
    ("/referral/local_authority", "cheshire_east"),
)


@given(
    documents("children", "incident", "people", "status", "referral", "explained", "dismissed"),
    st.lists(st.sampled_from(("submit", "return", *ADDED, *ADDED)), max_size=5),
)
def test_that_facts_at_hand_are_those_of_the_document_with_its_addenda_and_reasons(
    qapp: Any,
    catalogue: Catalogue,
    same_as_read: Callable[[Document], None],
    document: dict[str, Any],
    steps: list[str | tuple[str, Any]],
) -> None:
    review = [
        {"id": "r", "action": step}
        if isinstance(step, str)
        else {"id": "r", "action": "addendum", "path": step[0], "text": value}
        for step, value in ((each, json.dumps(each[1])) for each in steps)
    ]
    written = Document(from_json({**document, "review": review}), catalogue, clock=Clock())
    written.check_now()
    same_as_read(written)
    written.stop()


def test_that_each_step_of_a_review_keeps_what_the_referral_contributes_then(catalogue: Catalogue, tmp_path: Path) -> None:
    from ui.supervisor.session import ReviewSession

    person = Person("Ruth Castell", "7001", "Widnes", "supervisor")
    store, _ = Store.create(tmp_path / "live-2", person, PHRASE, cost=CHEAP)
    with store:
        draft = example("missing-boy-15-weak")
        assert draft.author is not None
        handed_in = act(draft, "submit", draft.author, "2026-11-21T22:10:00+00:00")
        store.save(
            draft.id, as_bytes(handed_in), summary=Summary(kind="live", status="submitted"), expected_revision=0, save_id="s"
        )
        reviewer = Officer(name=person.name, collar_number=person.collar_number)
        session = ReviewSession(store, catalogue, draft.id, reviewer, Role.SUPERVISOR)
        looked_at = kept(store, catalogue)
        assert looked_at == worked_out(store, catalogue)
        for step in (lambda: session.comment("/children/0", "Who was there?"), lambda: session.act("return", text="Please say.")):
            assert step()
            assert kept(store, catalogue) == worked_out(store, catalogue)
        assert kept(store, catalogue) != looked_at
        session.deleteLater()
        settle()


def test_that_a_choice_between_two_windows_copies_brings_its_facts(window: MainWindow) -> None:
    from ui.history.deciding import keep_as_copy, keep_mine, keep_theirs

    mine = write(window, example("missing-boy-15-weak")).stored
    window.go_home()
    store = window.store
    assert store is not None
    theirs = put(mine, "/children/0/contact", {"status": "seen_asleep"})
    revision = store.row(mine.id).revision
    keep_mine(window.office, mine, theirs, revision)
    assert kept(store, window.catalogue) == worked_out(store, window.catalogue)
    keep_theirs(window.office, mine, theirs, revision + 1)
    keep_as_copy(window.office, mine, theirs, 0)
    held = kept(store, window.catalogue)
    assert len(held) == 2
    assert held == worked_out(store, window.catalogue)
