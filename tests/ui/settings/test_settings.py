"""The settings: reached and left by key with the work untouched, and each thing that a person sets does what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.store.cheap import CHEAP, PHRASE
from tests.ui.conftest import settle
from tests.ui.settings.conftest import a_referral, page_of, rest, sent, store_of
from ui import spelling, theme
from ui.main_window import MainWindow
from ui.settings.keys import KeysPart
from ui.settings.looks import LooksPart
from ui.settings.new_passphrase import NewPassphrasePage
from ui.settings.page import PARTS
from ui.settings.person import PersonPart
from ui.settings.words import WordsPart
from ui.start_screen import StartScreen
from ui.tabbing import stops
from ui.unlock import UnlockPage
from vpa_assist.audit import Kind
from vpa_assist.store import Store, access
from vpa_assist.store.errors import KeyringForgot, StoreCannot, WrongPassphrase, WrongRecoveryCode
from vpa_assist.store.keyring_vault import Vault

NEW = "seven grey herons wading"


class Ring:
    """A keyring that keeps secrets in this test."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


# coming and going


def test_that_settings_open_and_close_by_key_and_the_referral_behind_them_keeps_its_undo(window: MainWindow, keep: Any) -> None:
    referral = a_referral()
    keep(referral)
    assert window.open_draft(referral.id)
    assert window.document is not None
    assert window.editor is not None
    window.document.edit("/incident/account", "Before the settings.")
    words = window.document.undo_words
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    settle()
    page = page_of(window)
    page.show_part("looks")
    assert isinstance(page.part, LooksPart)
    page.part.sizes.choose("150", tell=True)
    settle()
    QTest.keyClick(page_of(window), Qt.Key.Key_Escape)
    settle()
    assert window.stack.currentWidget() is window.editor
    assert window.document.undo_words == words
    assert window.document.get("/incident/account") == "Before the settings."
    window.editor.undo()
    assert window.document.get("/incident/account") != "Before the settings."


def test_that_the_start_screen_and_the_menu_of_a_referral_lead_to_the_settings(window: MainWindow, keep: Any) -> None:
    assert window.start is not None
    window.start.settings.click()
    settle()
    page_of(window).back_button.click()
    settle()
    assert isinstance(window.stack.currentWidget(), StartScreen)
    assert "open_settings" in {each.name for each in _commands()}
    window.start.settings.click()
    assert page_of(window).key == "looks"


def _commands() -> tuple[Any, ...]:
    from ui.actions import COMMANDS

    return COMMANDS


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("key", PARTS)
def test_that_every_part_is_named_reached_by_tab_and_fits_its_width(
    window: MainWindow, keep: Any, key: str, size: int, qtbot: QtBot
) -> None:
    _filled(window, keep)
    window.set_text_size(size)
    window.office.show_settings(key)
    rest(qtbot)
    page = page_of(window)
    controls = [each for each in page.findChildren(QWidget) if isinstance(each, QAbstractButton | QLineEdit) and each.isVisible()]
    assert len(controls) > 3
    for each in controls:
        name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        assert name.strip(), each
        assert each.height() >= 24
    reached = set(stops(page))
    for each in controls:
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert each in reached, each.accessibleName()
    content = page.area.widget()
    assert content.width() <= page.area.viewport().width()
    right = page.part.mapTo(page.area.viewport(), page.part.rect().topRight()).x()  # type: ignore[union-attr]
    assert right <= page.area.viewport().width()


def _filled(window: MainWindow, keep: Any) -> None:
    keep(sent(a_referral("missing-boy-15-weak")))
    store = store_of(window)
    store.outside.note_export("d", "CP-1", "/nowhere/VPA-CP-1.pdf", "full", "00", "")
    store.settings.put_words({"Winsford"})
    store.upkeep.back_up()


def test_that_arrows_go_through_the_parts(window: MainWindow) -> None:
    page = window.office.show_settings()
    for key in PARTS[1:]:
        QTest.keyClick(page.rows[page.key], Qt.Key.Key_Down)
        assert page.key == key
        assert page.rows[key].hasFocus()


# how it looks


def test_that_size_and_theme_hold_at_once_keep_the_keyboard_and_come_back_at_the_next_start(window: MainWindow) -> None:
    part = window.office.show_settings().part
    assert isinstance(part, LooksPart)
    part.sizes.buttons["100"].setFocus()
    QTest.keyClick(part.sizes.buttons["100"], Qt.Key.Key_Right)
    settle()
    assert theme.current().text_size == 125
    part = page_of(window).part
    assert isinstance(part, LooksPart)
    assert part.sizes.buttons["125"].hasFocus()
    part.themes.choose("dark", tell=True)
    settle()
    assert theme.current().dark
    assert (store_of(window).setting("text_size"), store_of(window).setting("theme")) == ("125", "dark")


# passphrase, code, keyring


def _keys(window: MainWindow) -> KeysPart:
    part = window.office.show_settings("keys").part
    assert isinstance(part, KeysPart)
    return part


def test_that_a_changed_passphrase_opens_the_store_and_the_old_one_does_not(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    part = _keys(window)
    for box, text in ((part.old, PHRASE), (part.new, NEW), (part.again, NEW)):
        QTest.keyClicks(box, text)
    QTest.keyClick(part.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.told() == part.say("settings.passphrase_done"))
    assert part.old.text() == part.new.text() == part.again.text() == ""
    window.shut()
    with pytest.raises(WrongPassphrase):
        Store.unlock(tmp_path / "data" / "live-1", PHRASE, cost=CHEAP)
    Store.unlock(tmp_path / "data" / "live-1", NEW, cost=CHEAP).close()


@pytest.mark.parametrize(
    ("old", "new", "again", "key"),
    [
        ("not the words at all", NEW, NEW, ""),
        (PHRASE, NEW, "another one entirely", "first.differ"),
        (PHRASE, "short", "short", ""),
        ("", NEW, NEW, "settings.passphrase_old_first"),
    ],
)
def test_that_a_passphrase_that_cannot_be_changed_says_why_and_the_old_one_holds(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, old: str, new: str, again: str, key: str
) -> None:
    part = _keys(window)
    for box, text in ((part.old, old), (part.new, new), (part.again, again)):
        box.setText(text)
    part.change()
    qtbot.waitUntil(lambda: bool(part.told()))
    assert not key or part.told() == part.say(key)
    window.shut()
    Store.unlock(tmp_path / "data" / "live-1", PHRASE, cost=CHEAP).close()


def test_that_a_new_recovery_code_is_shown_once_and_takes_the_old_ones_place(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, code: list[str]
) -> None:
    part = _keys(window)
    part.code_button.click()
    qtbot.waitUntil(lambda: part.code_box is not None)
    assert part.code_box is not None
    new = part.code_box.code
    assert part.code_box.copy_button.hasFocus()
    part.code_box.copy_button.click()
    assert QApplication.clipboard().text() == new
    part.code_box.done_button.click()
    assert part.code_box is None
    window.shut()
    folder = tmp_path / "data" / "live-1"
    with pytest.raises(WrongRecoveryCode):
        Store.unlock_with_code(folder, code[0], cost=CHEAP)
    Store.unlock_with_code(folder, new, cost=CHEAP).close()


def test_that_after_the_recovery_code_a_new_passphrase_is_set_at_once(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, code: list[str]
) -> None:
    window.close_store()
    window.begin()
    page = window.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    page.other_way.click()
    page.box.setText(code[0].lower().replace("-", " "))
    page.try_it()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), NewPassphrasePage))
    asked = window.stack.currentWidget()
    assert isinstance(asked, NewPassphrasePage)
    asked.new.setText(NEW)
    asked.again.setText("something else again")
    asked.keep()
    assert asked.fault.text() == window.catalogue.screen("first.differ")
    asked.again.setText(NEW)
    asked.keep()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), StartScreen))
    window.shut()
    Store.unlock(tmp_path / "data" / "live-1", NEW, cost=CHEAP).close()


def test_that_without_a_safe_keyring_the_button_says_why(window: MainWindow, qtbot: QtBot, monkeypatch: Any) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    part = _keys(window)
    rest(qtbot)
    assert "no keyring" in part.keyring_state.text()
    assert part.remember_button.why_not == part.keyring_state.text()
    part.remember_button.click()
    assert not store_of(window).access.in_keyring()


@pytest.fixture
def ring(monkeypatch: Any) -> Ring:
    made = Ring()
    monkeypatch.setattr(access, "system_vault", lambda: Vault(made))
    monkeypatch.setattr("vpa_assist.store.keyring_vault.system_vault", lambda: Vault(made))
    return made


def test_that_the_keyring_opens_the_store_until_it_is_forgotten(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, ring: Ring
) -> None:
    folder = tmp_path / "data" / "live-1"
    part = _keys(window)
    rest(qtbot)
    part.remember_button.click()
    assert part.told() == part.say("settings.keyring_done")
    Store.unlock_with_keyring(folder, Vault(ring), cost=CHEAP).close()
    assert part.forget_button.hasFocus()
    part.forget_button.click()
    assert part.told() == part.say("settings.keyring_forgotten")
    assert not ring.kept
    with pytest.raises(KeyringForgot):
        Store.unlock_with_keyring(folder, Vault(ring), cost=CHEAP)


def test_that_the_idle_lock_is_told_with_the_form_packs_minutes(window: MainWindow) -> None:
    part = _keys(window)
    text = part.say("settings.lock_note", minutes=window.catalogue.force().idle_lock_minutes)
    assert any(each.property("text") == text for each in part.findChildren(QWidget))


# my words


def test_that_a_word_taken_out_is_marked_again(window: MainWindow, keep: Any, qtbot: QtBot) -> None:
    store_of(window).settings.put_words({"zibbleford", "quandrix"})
    referral = a_referral()
    keep(referral)
    window.open_draft(referral.id)
    settle()
    own = spelling.shared()
    assert own is not None
    with qtbot.waitSignal(own.became_ready, timeout=20_000, raising=False):
        own.when_ready(lambda: own.became_ready.emit())
    assert own.unknown_words("zibbleford") == []
    part = window.office.show_settings("words").part
    assert isinstance(part, WordsPart)
    QTest.keyClick(part.removers["zibbleford"], Qt.Key.Key_Return)
    assert store_of(window).settings.words() == {"quandrix"}
    assert own.unknown_words("zibbleford") == [(0, 10)]
    assert part.box.hasFocus() or part.removers["quandrix"].hasFocus()
    QTest.keyClicks(part.box, "zibbleford")
    QTest.keyClick(part.box, Qt.Key.Key_Return)
    assert own.unknown_words("zibbleford") == []


# as they sign


def test_that_unit_and_role_are_declared_kept_and_audited(window: MainWindow, tmp_path: Path) -> None:
    part = window.office.show_settings("person").part
    assert isinstance(part, PersonPart)
    part.unit.setText("Public protection")
    QTest.keyClick(part.roles["officer"], Qt.Key.Key_Right)
    part.button.click()
    store = store_of(window)
    assert (store.person.unit, store.person.role) == ("Public protection", "supervisor")
    entry = store.audit_entries(Kind.ACCESS)[0]
    assert (entry.act, dict(entry.detail)) == ("signs as", {"role": "supervisor", "unit": "Public protection"})
    window.office.go_back()
    assert window.start is not None
    assert window.start.team is not None
    window.shut()
    with Store.unlock(tmp_path / "data" / "live-1", PHRASE, cost=CHEAP) as again:
        assert again.person.role == "supervisor"
        assert again.upkeep.verify_trail().whole


def test_that_the_form_pack_is_told_with_its_version_and_what_is_still_to_be_confirmed(window: MainWindow) -> None:
    part = window.office.show_settings("person").part
    assert isinstance(part, PersonPart)
    texts = " ".join(str(each.property("text") or "") for each in part.findChildren(QWidget))
    force = window.catalogue.force()
    assert force.pack_version in texts
    assert force.form_name in texts
    assert str(store_of(window).folder) in texts
    assert window.catalogue.fingerprint[:12] in texts
    assert len(part.to_confirm()) > 1


def test_that_a_setting_that_cannot_be_kept_says_why(window: MainWindow, monkeypatch: Any) -> None:
    part = window.office.show_settings("words").part
    assert isinstance(part, WordsPart)

    class Full(StoreCannot):
        key = "disk_full"

    def full(words: object) -> None:
        raise Full

    monkeypatch.setattr(store_of(window).settings, "put_words", full, raising=False)
    part.box.setText("word")
    part.add()
    assert part.told() == str(Full())


def test_that_locking_from_the_settings_leaves_no_store_open(window: MainWindow, keep: Any) -> None:
    referral = a_referral()
    keep(referral)
    window.open_draft(referral.id)
    locked: list[bool] = []
    window._restart = lambda: locked.append(True)
    _keys(window).lock_button.click()
    assert locked == [True]
    assert (window.store, window.document, window.editor) == (None, None, None)


@pytest.mark.parametrize("over_a_referral", [False, True])
def test_that_what_the_upkeep_finds_leads_to_where_something_can_be_done(
    window: MainWindow, keep: Any, qtbot: QtBot, over_a_referral: bool
) -> None:
    store_of(window).outside.note_export("d", "CP-1", "/nowhere/VPA-CP-1.pdf", "full", "00", "")
    if over_a_referral:
        referral = a_referral()
        keep(referral)
        window.open_draft(referral.id)
    assert window.watch.upkeep is not None
    with qtbot.waitSignal(window.watch.upkeep.noticed, timeout=10_000):
        window.watch.upkeep.look()
    place: Any = window.editor.banners if window.editor is not None else window.start
    words = window.catalogue.screen("settings.look")
    (link,) = (each for each in place.findChildren(QAbstractButton) if each.text() == words)
    link.click()
    settle()
    assert page_of(window).key == "keeping"


def test_that_a_reason_given_on_the_start_screen_carries_no_childs_name(window: MainWindow, keep: Any, qtbot: QtBot) -> None:
    referral = a_referral()
    keep(referral)
    window.show_start()
    assert window.start is not None
    name = str((referral.children or ())[0].given_name)
    window.start.delete(store_of(window).row(referral.id), f"Written twice for {name}")
    rest(qtbot)
    entry = store_of(window).audit_entries(Kind.ERASURE)[0]
    assert entry.reason == f"Written twice for {window.catalogue.screen('who.the_child')}"


@pytest.mark.parametrize("key", PARTS)
def test_that_what_has_the_keyboard_is_in_view_in_the_largest_text(window: MainWindow, keep: Any, key: str, qtbot: QtBot) -> None:
    _filled(window, keep)
    window.set_text_size(200)
    page = window.office.show_settings(key)
    rest(qtbot)
    page.setFocus()
    seen = []
    for _ in range(len(stops(page)) + 1):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not focus.visibleRegion().isEmpty(), focus.accessibleName()
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        settle(1)
    assert set(stops(page)) <= set(seen)
