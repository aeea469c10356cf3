"""Who can open a store, with what, and how an attacker at the keyboard or at the key file fares."""

from __future__ import annotations

import json
import random
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked as BackendLocked

from tests.store.cheap import CHEAP, PHRASE, ROOT, VANE, CheapCost, save
from tests.store.conftest import Hands
from vpa_assist.store import STANDARD, Cost, Store, known_stores, note_store
from vpa_assist.store.errors import (
    KeyringForgot,
    KeyringLocked,
    KeysDamaged,
    KeysMissing,
    NoKeyring,
    PassphraseTooShort,
    RecoveryCodeMistyped,
    RecoveryCodeTooShort,
    StoreCannot,
    StoreExists,
    StoreMissing,
    TooManyTries,
    WrongPassphrase,
    WrongRecoveryCode,
)
from vpa_assist.store.files import DATABASE, KEYS
from vpa_assist.store.keyring_vault import Vault, is_safe, system_vault
from vpa_assist.store.recovery import ALPHABET, new_code, read_code
from vpa_assist.store.tries import forget

Unlock = Callable[..., Store]


class InMemory(KeyringBackend):
    """A keyring as the `keyring` library defines one."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise BackendLocked
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise BackendLocked
        self.held[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        self.held.pop((service, username), None)


def test_that_the_product_takes_no_cheap_key_derivation() -> None:
    for numbers in ((1, 8, 1), (2, 65_536, 4), (3, 65_535, 4), (3, 65_536, 0), (17, 65_536, 4), (3, 2_000_000, 4)):
        with pytest.raises(ValueError, match="out of bounds"):
            Cost(*numbers)
    product = "\n".join(path.read_text() for top in ("vpa_assist", "ui") for path in (ROOT / top).rglob("*.py"))
    assert re.findall(r"class \w+\((?:\w+\.)?Cost\)", product) == []
    assert len(re.findall(r"\bleast: ClassVar", product)) == 1


def test_that_a_guess_costs_at_least_64_mib_and_what_argon2id_alone_costs() -> None:
    assert (STANDARD.memory, STANDARD.passes) == (65_536, 3)
    begun = time.perf_counter()
    STANDARD.stretch("a guess", bytes(16))
    assert time.perf_counter() - begun > 0.03


def test_that_a_wrong_passphrase_is_told_and_counted_and_delays_grow_from_the_fifth(
    store: Store, unlock: Unlock, hands: Hands
) -> None:
    store.close()
    for number in range(1, 6):
        with pytest.raises(WrongPassphrase, match="recovery code") as refused:
            unlock("not this one")
        assert (refused.value.failures, refused.value.way_on) == (number, ("try_again", "recovery_code"))
    waits = []
    for _ in range(4):
        with pytest.raises(TooManyTries) as wait:
            unlock()
        waits.append(wait.value.seconds)
        hands.move(seconds=wait.value.seconds)
        with pytest.raises(WrongPassphrase):
            unlock("not this one")
    assert waits == [2, 4, 8, 16]
    hands.move(seconds=60)
    again = unlock()
    assert json.loads([line.text for line in again._trail.lines()][-1])["detail"] == {"how": "passphrase", "wrong_before": 9}
    again.close()
    with pytest.raises(WrongPassphrase) as anew:
        unlock("not this one")
    assert anew.value.failures == 1


def test_that_a_clock_set_back_does_not_lengthen_the_delay(store: Store, unlock: Unlock, hands: Hands) -> None:
    store.close()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            unlock("not this one")
    hands.move(days=-400)
    with pytest.raises(TooManyTries) as wait:
        unlock()
    assert wait.value.seconds <= 3


def test_that_a_changed_passphrase_opens_and_the_old_one_does_not(store: Store, unlock: Unlock, folder: Path) -> None:
    save(store)
    before = (folder / DATABASE).stat().st_size
    store.upkeep.back_up()
    with pytest.raises(WrongPassphrase):
        store.access.change_passphrase("not this one", "copper window lamp")
    with pytest.raises(PassphraseTooShort):
        store.access.change_passphrase(PHRASE, "short")
    store.access.change_passphrase(PHRASE, "copper window lamp")
    store.close()
    with pytest.raises(WrongPassphrase):
        unlock()
    assert unlock("copper window lamp").load("d1").revision == 1
    assert (folder / "backups" / KEYS).read_bytes() == (folder / KEYS).read_bytes()
    assert abs((folder / DATABASE).stat().st_size - before) < 200_000


def test_that_the_recovery_code_opens_the_store_and_lets_a_new_passphrase_be_set(tmp_path: Path) -> None:
    made, code = Store.create(tmp_path / "s", VANE, PHRASE, cost=CHEAP)
    save(made)
    made.close()
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with Store.unlock_with_code(tmp_path / "s", typed, cost=CHEAP) as opened:
        opened.access.set_passphrase("copper window lamp")
        second = opened.access.new_recovery_code()
    Store.unlock(tmp_path / "s", "copper window lamp", cost=CHEAP).close()
    Store.unlock_with_code(tmp_path / "s", second, cost=CHEAP).close()
    with pytest.raises(WrongRecoveryCode):
        Store.unlock_with_code(tmp_path / "s", code, cost=CHEAP)


CODE = new_code()


@given(st.integers(0, 34), st.sampled_from(ALPHABET), st.permutations(range(7)))
def test_that_a_slip_in_the_recovery_code_is_named_by_its_group(place: int, sign: str, order: list[int]) -> None:
    signs = list(CODE.replace("-", ""))
    if signs[place] != sign:
        signs[place] = sign
        with pytest.raises(RecoveryCodeMistyped) as refused:
            read_code("".join(signs))
        assert refused.value.groups == (place // 5 + 1,)

    groups = CODE.split("-")
    if order != sorted(order):
        with pytest.raises(RecoveryCodeMistyped):
            read_code("-".join(groups[each] for each in order))


@given(st.text(max_size=60))
def test_that_no_text_breaks_the_reading_of_a_recovery_code(text: str) -> None:
    with pytest.raises((RecoveryCodeTooShort, RecoveryCodeMistyped), match="Check it against your copy"):
        read_code(text)


def test_that_the_keyring_opens_the_store_and_may_be_told_to_forget(store: Store, folder: Path) -> None:
    backend = InMemory()
    vault = Vault(backend)
    with pytest.raises(KeyringForgot):
        Store.unlock_with_keyring(folder, vault, cost=CHEAP)
    store.access.remember_in_keyring(vault)
    assert known_stores(folder.parent, CHEAP)[0].keyring
    Store.unlock_with_keyring(folder, vault, cost=CHEAP).close()
    # What the keyring holds is not the data key, and alone opens nothing.
    assert store.key_for_helper().hex() not in backend.held.values()

    backend.locked = True
    with pytest.raises(KeyringLocked, match="passphrase"):
        Store.unlock_with_keyring(folder, vault, cost=CHEAP)
    backend.locked = False
    kept = dict(backend.held)
    store.access.forget_in_keyring(vault)
    backend.held = kept
    with pytest.raises(KeyringForgot):
        Store.unlock_with_keyring(folder, vault, cost=CHEAP)


def test_that_a_keyring_in_plain_text_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends.fail import Keyring as Fail
    from keyring.backends.null import Keyring as Null

    class Plain(InMemory):
        priority = 0.5  # type: ignore[assignment]

    safe = InMemory()
    assert [is_safe(each) for each in (safe, Plain(), Fail(), Null())] == [True, False, False, False]
    for unsafe in (Plain(), Fail(), Null(), SimpleNamespace(backends=[Plain(), Fail()])):
        monkeypatch.setattr(keyring, "get_keyring", lambda unsafe=unsafe: unsafe)
        with pytest.raises(NoKeyring, match="passphrase"):
            system_vault()
    monkeypatch.setattr(keyring, "get_keyring", lambda: SimpleNamespace(backends=[Plain(), safe]))
    system_vault().put("a", "b")
    assert safe.held == {("vpa-assist", "a"): "b"}


def _rewritten(folder: Path, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
    value = json.loads((folder / KEYS).read_bytes())
    change(value)
    (folder / KEYS).write_text(json.dumps(value))


def test_that_a_slot_copied_from_another_person_or_store_opens_nothing(store: Store, unlock: Unlock, folder: Path) -> None:
    store.close()
    other, _ = Store.create(folder.parent / "live-2", VANE, "another good phrase", cost=CHEAP)
    other.close()
    foreign = json.loads((folder.parent / "live-2" / KEYS).read_bytes())["slots"]["passphrase"]
    good = (folder / KEYS).read_bytes()
    _rewritten(folder, lambda value: value["slots"].update(passphrase=foreign))
    with pytest.raises(WrongPassphrase):
        unlock("another good phrase")
    for change in (
        lambda value: value["person"].update(name="Ana Brook"),
        lambda value: value["person"].update(collar_number="1"),
        lambda value: value.update(store="0" * 32),
        lambda value: value.update(kind="training"),
        lambda value: value["slots"].update(passphrase=value["slots"]["recovery"]),
        lambda value: value["slots"]["passphrase"].update(argon2id=[1, 9, 1]),
        lambda value: value["slots"]["passphrase"].pop("argon2id"),
    ):
        (folder / KEYS).write_bytes(good)
        forget(folder)
        _rewritten(folder, change)  # type: ignore[arg-type]
        with pytest.raises(WrongPassphrase):
            unlock()


def test_that_a_key_file_with_weaker_or_exhausting_numbers_is_refused(store: Store, folder: Path) -> None:
    store.close()
    for numbers in ([1, 8, 1], [3, 65_536, 1000], [3, 10**9, 4], [True, 65_536, 4], [3, 65_536], "333", [3.0, 65_536, 4]):
        _rewritten(folder, lambda value, numbers=numbers: value["slots"]["passphrase"].update(argon2id=numbers))  # type: ignore[misc]
        with pytest.raises(KeysDamaged, match=r"keys\.json"):
            Store.unlock(folder, PHRASE)


def test_that_any_flipped_bit_of_the_key_file_is_noticed_or_harmless(store: Store, folder: Path) -> None:
    key = store.key_for_helper()
    store.close()
    good = (folder / KEYS).read_bytes()
    chance = random.Random(8)
    from vpa_assist.store.keys import KeyFile

    opened = 0
    for _ in range(400):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        try:
            found = KeyFile.from_bytes(bytes(changed), CheapCost(1, 8, 1)).open("passphrase", PHRASE)
        except ValueError:
            continue
        opened += found is not None
        assert found in (None, key)
    assert opened < 400


@given(st.binary(max_size=400) | st.text().map(str.encode))
def test_that_no_bytes_break_the_reading_of_a_key_file(data: bytes) -> None:
    from vpa_assist.store.keys import KeyFile

    with pytest.raises(ValueError, match=r"."):
        KeyFile.from_bytes(data)


def test_that_a_store_is_never_made_where_one_is_or_is_expected(store: Store, folder: Path, tmp_path: Path) -> None:
    save(store)
    store.close()
    with pytest.raises(StoreExists):
        Store.create(folder, VANE, PHRASE, cost=CHEAP)
    (folder / DATABASE).rename(tmp_path / "elsewhere.db")
    with pytest.raises(StoreMissing, match="No new store was made") as missing:
        Store.unlock(folder, PHRASE, cost=CHEAP)
    assert missing.value.way_on == ("find_folder", "restore")
    assert not (folder / DATABASE).exists()
    assert known_stores(folder.parent, CHEAP)[0].missing
    with pytest.raises(StoreExists):
        Store.create(folder, VANE, PHRASE, cost=CHEAP)
    (tmp_path / "elsewhere.db").rename(folder / DATABASE)

    (folder / KEYS).rename(tmp_path / KEYS)
    with pytest.raises(KeysMissing):
        Store.unlock(folder, PHRASE, cost=CHEAP)
    assert known_stores(folder.parent, CHEAP)[0].missing
    (tmp_path / KEYS).rename(folder / KEYS)

    note = tmp_path / "config" / "stores.json"
    note_store(note, folder, "live")
    assert [each.missing for each in known_stores(folder.parent, CHEAP, note)] == [False]
    shutil.move(folder, tmp_path / "unplugged")
    assert [(each.folder, each.missing) for each in known_stores(folder.parent, CHEAP, note)] == [(str(folder), True)]
    assert known_stores(folder.parent, CHEAP) == ()


def test_that_every_refusal_has_a_sentence_and_a_way_on() -> None:
    from vpa_assist import catalogue
    from vpa_assist.store import errors

    sentences = catalogue.default().raw("store")
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, StoreCannot)]
    for each in kinds:
        if each is not StoreCannot:
            assert sentences[each.key], each
            assert each.way_on, each
    assert len(kinds) > 35
