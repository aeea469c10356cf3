"""Training is a door: nothing live can be reached from it, and nothing of it can become a live record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.store.cheap import CHEAP
from tests.ui.training.conftest import PHRASE, Trainer, settle
from tests.ui.training.test_own import a_whole_draft
from ui import app as live_app
from ui import kit
from ui.keeping import as_bytes, summary_of
from ui.panels.hand_in import HandIn
from ui.training.door import training_stores
from ui.training.drafts import Drafts
from ui.training.write_page import open_draft
from vpa_assist import review
from vpa_assist.catalogue import Catalogue
from vpa_assist.pdf import export
from vpa_assist.store import Person, Store, StoreCannot, known_stores
from vpa_assist.training import library, records


@pytest.fixture
def live_folder(tmp_path: Path) -> Path:
    """A data folder in which an officer's live store lies."""
    folder = tmp_path / "shared"
    store, _ = Store.create(folder / "live-0001", Person("Lee Whitlow", "4417", "", "officer"), PHRASE, cost=CHEAP)
    store.close()
    return folder


def test_that_live_stores_are_not_listed_behind_the_door(live_folder: Path) -> None:
    assert [each.kind for each in known_stores(live_folder, CHEAP)] == ["live"]
    assert training_stores(live_folder, CHEAP, None) == ()
    made, _ = Store.create(live_folder / "training-0001", Person("Heron", "", "", "officer"), PHRASE, "training", cost=CHEAP)
    made.close()
    assert [each.name for each in training_stores(live_folder, CHEAP, None)] == ["Heron"]


def test_that_a_process_with_a_training_store_open_cannot_open_a_live_one(live_folder: Path, trainer: Trainer) -> None:
    trainer.open_store()
    with pytest.raises(StoreCannot):
        Store.unlock(live_folder / "live-0001", PHRASE, cost=CHEAP)


def test_that_a_live_document_cannot_be_kept_in_the_training_store(trainer: Trainer, catalogue: Catalogue) -> None:
    store = trainer.open_store()
    live = records.record(library.scenario(catalogue, "asleep-upstairs"), "strong").model_copy(update={"kind": "live"})
    with pytest.raises(StoreCannot):
        store.save(live.id, as_bytes(live), summary=summary_of(live, catalogue, ()), expected_revision=0, save_id="s1")


def test_that_a_training_document_cannot_be_kept_among_live_ones(live_folder: Path, catalogue: Catalogue) -> None:
    training = records.record(library.scenario(catalogue, "asleep-upstairs"), "strong")
    with Store.unlock(live_folder / "live-0001", PHRASE, cost=CHEAP) as store, pytest.raises(StoreCannot):
        store.save(
            training.id, as_bytes(training), summary=summary_of(training, catalogue, ()), expected_revision=0, save_id="s1"
        )


def test_that_a_training_document_can_never_be_sent(catalogue: Catalogue) -> None:
    training = records.record(library.scenario(catalogue, "asleep-upstairs"), "strong").model_copy(update={"status": "approved"})
    assert training.author is not None
    sender = training.author.model_copy(update={"name": "Ruth Castell", "collar_number": "7001"})
    with pytest.raises(review.NotAllowed):
        review.act(training, "send", sender, "2026-11-24T10:00:00+00:00", role="supervisor", to="a council", how="secure email")


def test_that_the_editor_behind_the_door_hands_nothing_in(trainer: Trainer) -> None:
    trainer.open_store()
    trainer.window.practise("asleep-upstairs")
    settle()
    trainer.page.go_on()
    settle()
    editor = trainer.page.editor
    for way in (editor.hand_in, editor.export_urgent, editor.bar.hand_in_button.click):
        way()
        settle()
        assert editor.document.referral.status in (None, "draft")
        assert editor.banners.card is None
    assert editor.banners.told() == trainer.say("never_sent")
    editor.go_section("read")
    settle()
    (panel,) = editor.page.findChildren(HandIn)
    say = trainer.window.catalogue.screen
    held = [each for each in panel.findChildren(kit.Button) if each.words() in (say("hand_in.hand_in"), say("hand_in.urgent"))]
    assert len(held) == 2
    for each in held:
        each.click()
        assert each.why_not == trainer.say("never_sent")
    assert editor.document.referral.status in (None, "draft")


def test_that_every_page_of_a_training_record_on_paper_says_training(catalogue: Catalogue) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(export(records.record(library.scenario(catalogue, "asleep-upstairs"), "strong"), catalogue))
    assert len(document) > 1
    for at in range(len(document)):
        assert "TRAINING" in document[at].get_textpage().get_text_range()
    document.close()


def test_that_the_training_bar_is_on_every_page_and_has_nothing_that_closes_it(trainer: Trainer) -> None:
    window = trainer.window
    draft = a_whole_draft(trainer)
    drafts = Drafts(window.store, window.catalogue)
    pages = (
        window.show_library,
        lambda: window.present("asleep-upstairs"),
        lambda: window.present("asleep-upstairs", "briefing"),
        lambda: window.practise("asleep-upstairs"),
        lambda: window.page.go_on(),
        lambda: window.page.go_on(),
        lambda: window.spot("asleep-upstairs"),
        window.own,
        lambda: open_draft(window, drafts, draft),
        lambda: window.page.write_record("weak"),
        window.class_results,
    )
    for show in pages:
        show()
        settle()
        shown = [each for each in window.findChildren(QLabel) if each.text() == "TRAINING" and each.isVisibleTo(window)]
        assert len(shown) == 1, "once, on top, however deep one is"
        assert window.bar.isVisible()
        assert window.bar.height() == 44
        assert [each.words() for each in window.bar.findChildren(kit.Button)] == [trainer.say("settings")]


def test_that_the_live_window_hands_the_door_over_and_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.training import app

    heard: list[list[str]] = []

    def main(words: list[str]) -> int:
        heard.append(words)
        return 7

    monkeypatch.setattr(app, "main", main)
    assert live_app.main(["--training", "--present", "asleep-upstairs"]) == 7
    assert heard == [["--present", "asleep-upstairs"]]


def test_that_no_name_is_in_the_title_of_the_window(trainer: Trainer) -> None:
    trainer.window.present("asleep-upstairs")
    settle()
    assert trainer.window.windowTitle() == trainer.say("title")
