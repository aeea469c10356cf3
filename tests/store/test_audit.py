"""The audit trail: one entry for each act in the same transaction, and a check that names what was done to it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.cheap import CHEAP, PHRASE, VANE, a_body, run_python, save
from tests.store.conftest import Hands
from tests.store.test_keys import InMemory
from vpa_assist.audit import START, Breach, Entry, Head, Kind, Line, Tampering, entry_from_json, next_link, seconds_back, verify
from vpa_assist.commands.audit import report
from vpa_assist.store import Store, Why
from vpa_assist.store.keyring_vault import Vault

KEY = bytes(range(32))


def a_trail(length: int, key: bytes = KEY) -> list[Line]:
    lines: list[Line] = []
    link = START
    for number in range(1, length + 1):
        text = Entry(
            number, f"2026-11-20T09:00:{number:02}+00:00", "Jo Vane", Kind.ALTERATION, "saved", f"d{number % 3}"
        ).as_json()
        link = next_link(key, link, text)
        lines.append(Line(number, text, link))
    return lines


def head_of(lines: list[Line]) -> Head:
    return Head(lines[-1].number, lines[-1].link.hex())


def renumbered(lines: list[Line]) -> list[Line]:
    return [Line(number, line.text, line.link) for number, line in enumerate(lines, 1)]


def rechained(lines: list[Line]) -> list[Line]:
    made, link = [], START
    for number, line in enumerate(lines, 1):
        members = json.loads(line.text)
        text = Entry(number, members["at"], members["who"], Kind(members["kind"]), members["act"], members["draft"]).as_json()
        link = next_link(KEY, link, text)
        made.append(Line(number, text, link))
    return made


TRAIL = a_trail(20)
EDITED = Line(8, TRAIL[7].text.replace("Jo Vane", "Ana Brook"), TRAIL[7].link)

ATTACKS: dict[str, tuple[list[Line], Breach]] = {
    "edited": ([*TRAIL[:7], EDITED, *TRAIL[8:]], Breach(Tampering.CHANGED, 8, 8)),
    "link edited": ([*TRAIL[:7], Line(8, TRAIL[7].text, bytes(32)), *TRAIL[8:]], Breach(Tampering.CHANGED, 8, 8)),
    "made unreadable": ([*TRAIL[:7], Line(8, "{", TRAIL[7].link), *TRAIL[8:]], Breach(Tampering.CHANGED, 8, 8)),
    "removed": ([*TRAIL[:7], *TRAIL[9:]], Breach(Tampering.REMOVED, 8, 9)),
    "first removed": (TRAIL[1:], Breach(Tampering.REMOVED, 1, 1)),
    "removed and numbered anew": (renumbered([*TRAIL[:7], *TRAIL[8:]]), Breach(Tampering.REORDERED, 8, 8)),
    "swapped": (renumbered([*TRAIL[:7], TRAIL[8], TRAIL[7], *TRAIL[9:]]), Breach(Tampering.REORDERED, 8, 8)),
    "inserted": (renumbered([*TRAIL[:7], TRAIL[2], *TRAIL[7:]]), Breach(Tampering.REORDERED, 8, 8)),
    "cut off": (TRAIL[:-3], Breach(Tampering.CUT_OFF, 18, 20)),
    "emptied": ([], Breach(Tampering.CUT_OFF, 1, 20)),
    "written anew with the key": (rechained([*TRAIL[:7], EDITED, *TRAIL[8:]]), Breach(Tampering.REWRITTEN, 1, 20)),
    "one taken out and written anew": (rechained([*TRAIL[:7], *TRAIL[8:]]), Breach(Tampering.CUT_OFF, 20, 20)),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_that_each_attack_is_named_when_a_head_is_held_elsewhere(attack: str) -> None:
    lines, breach = ATTACKS[attack]
    found = verify(KEY, lines, [head_of(TRAIL)])
    assert found.breaches[0] == breach
    assert not found.whole
    assert all(report(found, 1, False))


def test_that_without_a_head_a_cut_tail_shows_nothing_and_the_report_says_so() -> None:
    found = verify(KEY, TRAIL[:-3])
    assert found.whole
    assert any("--head" in line for line in report(found, 0, False))


def test_that_a_whole_trail_is_whole_with_all_its_heads() -> None:
    heads = [Head(line.number, line.link.hex()[:16]) for line in TRAIL]
    found = verify(KEY, TRAIL, heads)
    assert (found.whole, found.entries, found.head) == (True, 20, head_of(TRAIL))
    assert not verify(bytes(32), TRAIL).whole


@given(st.integers(0, 19), st.integers(0, 10_000), st.integers(0, 7))
def test_that_any_changed_bit_of_any_entry_is_named(place: int, offset: int, bit: int) -> None:
    raw = bytearray(TRAIL[place].text.encode())
    raw[offset % len(raw)] ^= 1 << bit
    changed = Line(place + 1, raw.decode("utf-8", "replace"), TRAIL[place].link)
    breaches = verify(KEY, [*TRAIL[:place], changed, *TRAIL[place + 1 :]]).breaches
    assert [each.first for each in breaches] == [place + 1]


@given(st.text(), st.text(), st.dictionaries(st.text(), st.integers() | st.text()))
def test_that_an_entry_is_read_as_it_was_written(who: str, reason: str, detail: dict[str, int | str]) -> None:
    entry = Entry(3, "2026-11-20T09:00:00+00:00", who, Kind.ERASURE, "deleted", "d1", reason, detail)
    assert entry_from_json(entry.as_json()) == entry


@pytest.mark.parametrize("text", ["", "3", "3:", "x:abcdef0123", "-3:abcdef0123", "3:zzzzzzzzzz", "3:abc", "3:" + "a" * 65])
def test_that_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        Head.read(text)


def test_that_a_clock_set_back_keeps_the_order_and_is_noted(store: Store, hands: Hands) -> None:
    save(store, "d1")
    hands.move(seconds=-51)
    save(store, "d2")
    entries = [entry_from_json(line.text) for line in store._trail.lines()]
    assert [each.clock_back for each in entries] == [0, 0, 51]
    assert [row.draft_id for row in store.drafts()] == ["d2", "d1"]
    assert store.upkeep.verify_trail().whole
    assert seconds_back("", "2026-11-20T09:00:00+00:00") == 0


def _acts(store: Store) -> list[tuple[str, str]]:
    return [(entry.kind.value, entry.act) for entry in (entry_from_json(line.text) for line in store._trail.lines())]


WAYS: dict[str, tuple[Callable[[Store], object], list[tuple[str, str]]]] = {
    "start a draft": (lambda store: save(store, "new"), [("collection", "started")]),
    "open": (lambda store: store.load("d1"), [("consultation", "opened")]),
    "go on writing": (lambda store: save(store, revision=1), [("alteration", "saved")]),
    "hand in": (lambda store: save(store, revision=1, keep=Why.HANDED_IN), [("disclosure", "handed_in")]),
    "return": (lambda store: save(store, revision=1, keep=Why.RETURNED), [("alteration", "returned")]),
    "approve": (lambda store: save(store, revision=1, keep=Why.APPROVED), [("alteration", "approved")]),
    "send": (lambda store: save(store, revision=1, keep=Why.SENT), [("disclosure", "sent")]),
    "reopen": (lambda store: save(store, revision=1, keep=Why.REOPENED), [("alteration", "reopened")]),
    "merge": (lambda store: save(store, revision=1, keep=Why.MERGED), [("combination", "merged")]),
    "bring back": (lambda store: save(store, revision=1, keep=Why.BROUGHT_BACK), [("alteration", "brought_back")]),
    "look at a revision": (lambda store: store.revision("d1", 1), [("consultation", "revision viewed")]),
    "export": (
        lambda store: store.outside.note_export("d1", "CP-1", "/home/jo/CP-1.pdf", "referral", "ab" * 32, "social care"),
        [("disclosure", "exported")],
    ),
    "say that an export is gone": (lambda store: store.outside.export_is_gone(1), [("erasure", "exported file gone")]),
    "seal": (lambda store: store.seal("d1", passphrase="copper window lamp"), [("disclosure", "sealed")]),
    "read all for figures": (lambda store: list(store.bodies()), [("consultation", "read for figures")]),
    "delete": (lambda store: store.delete("d1", "entered twice"), [("erasure", "deleted")]),
}


@pytest.mark.parametrize("way", WAYS)
def test_that_every_act_leaves_its_entry_and_a_kill_between_leaves_neither(
    store: Store, unlock: Callable[..., Store], folder: Path, way: str
) -> None:
    save(store, keep=Why.HANDED_IN)
    store.outside.note_export("d1", "CP-1", "/home/jo/CP-0.pdf", "referral", "cd" * 32, "")
    store.close()
    do, expected = WAYS[way]

    fresh = unlock()
    before = len(_acts(fresh))
    fresh.close()
    pid = os.fork()
    if pid == 0:
        # Dies after the act and its entry were written, before the transaction is committed.
        child = Store.unlock(folder, PHRASE, cost=CHEAP)

        class Dies:
            def __init__(self, raw: object) -> None:
                self.raw = raw

            def execute(self, sql: str, *values: object) -> object:
                if sql == "COMMIT":
                    os._exit(7)
                return self.raw.execute(sql, *values)  # type: ignore[attr-defined]

        child._db.raw = Dies(child._db.raw)
        try:
            do(child)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7

    again = unlock()
    assert _acts(again)[before:] == [("access", "unlocked"), ("access", "unlocked")]
    assert again.row("d1").revision == 1
    assert len(again.revisions("d1")) == 1
    do(again)
    assert _acts(again)[before + 2 :] == expected
    assert again.upkeep.verify_trail().whole


def test_that_changes_of_the_ways_in_leave_their_entries(store: Store) -> None:
    vault = Vault(InMemory())
    store.access.change_passphrase(PHRASE, "copper window lamp")
    store.access.new_recovery_code()
    store.access.remember_in_keyring(vault)
    store.access.forget_in_keyring(vault)
    assert _acts(store)[1:] == [
        ("access", "passphrase changed"),
        ("access", "recovery code changed"),
        ("access", "keyring opens the store"),
        ("access", "keyring no longer opens the store"),
    ]


def test_that_no_word_of_a_document_is_in_the_trail(store: Store) -> None:
    save(store, body=a_body(words="Wrenna", given_name="Wrenna"), keep=Why.HANDED_IN, note="Wrenna")
    store.outside.note_export("d1", "CP-1", "/home/jo/Wrenna.pdf", "referral", "ab" * 32, "")
    store.delete("d1", "entered twice")
    assert "Wrenna" not in "".join(line.text for line in store._trail.lines())


def test_that_one_sitting_is_one_alteration_and_the_next_another(store: Store, hands: Hands) -> None:
    save(store)
    for revision in range(1, 40):
        hands.move(seconds=10)
        save(store, revision=revision)
    assert _acts(store)[1:] == [("collection", "started"), ("alteration", "saved")]


def test_that_a_store_put_back_by_hand_is_seen_by_the_keyring_and_by_the_printed_head(
    store: Store, unlock: Callable[..., Store], folder: Path
) -> None:
    vault = Vault(InMemory())
    save(store)
    store.close()
    old = (folder / "drafts.db").read_bytes()
    later = unlock()
    save(later, revision=1)
    printed = Head.read(later.audit_head().short())
    assert later.upkeep.look_after(vault) == ()
    later.close()
    (folder / "drafts.db").write_bytes(old)

    again = unlock()
    assert [each.key for each in again.upkeep.look_after(vault)] == ["head_differs"]
    assert again.upkeep.verify_trail().whole
    found = again.upkeep.verify_trail([printed]).breaches
    assert [each.what for each in found] in ([Tampering.CUT_OFF], [Tampering.REWRITTEN])


def test_that_the_command_says_what_it_found_and_how_it_ended(tmp_path: Path) -> None:
    made, _ = Store.create(tmp_path / "s", VANE, PHRASE)
    with made:
        save(made)
        head = made.audit_head()
    script = (
        "from vpa_assist.cli import run\nimport os\nr, w = os.pipe(); os.write(w, b'lantern orbit thistle\\n'); os.close(w)\n"
        f"sys.exit(run(['audit', 'verify', '--store', {str(tmp_path / 's')!r}, '--passphrase-fd', str(r), '--head', HEAD]))"
    )
    whole = run_python(script.replace("HEAD", repr(head.short())))
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "whole: 3 entries" in whole.stdout
    broken = run_python(script.replace("HEAD", repr(f"{head.number}:{'0' * 16}")))
    assert broken.returncode == 1
    assert "written anew" in broken.stdout
    wrong = run_python(script.replace("HEAD", "'12'"))
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "N:HEX" in wrong.stderr
