"""One person's drafts in one encrypted file, and everything that may be done with them."""

from __future__ import annotations

import json
import secrets
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar

from vpa_assist.audit import Entry, Head
from vpa_assist.audit import Kind as Act
from vpa_assist.store import backup, tries, windows
from vpa_assist.store.access import Access
from vpa_assist.store.backup import Backup
from vpa_assist.store.ballast import drop_ballast
from vpa_assist.store.clock import Clock, stamp, wall_clock
from vpa_assist.store.connection import PATIENCE, READ_ONCE_KIB, connect
from vpa_assist.store.drafts import Drafts
from vpa_assist.store.dues import renew
from vpa_assist.store.erasing import Erasing
from vpa_assist.store.errors import DiskFull, NewerStore, OtherKindOpen, StoreBusy, StoreCannot, WrongPassphrase, sentence
from vpa_assist.store.facts import Contribution, Facts
from vpa_assist.store.keyring_vault import Vault, open_with_vault, system_vault
from vpa_assist.store.keys import STANDARD, Cost, KeyFile, new_keys, open_with_code, open_with_passphrase
from vpa_assist.store.known import expected_keys
from vpa_assist.store.lists import Column, Lists
from vpa_assist.store.making import make_files
from vpa_assist.store.migrations import LATEST, migrate, version_of
from vpa_assist.store.model import ALL, Counts, Draft, Filters, FollowUp, Place, Revision, Row, Saved, Summary, Why, WorkList
from vpa_assist.store.outside import Outside
from vpa_assist.store.people import Kind, Person
from vpa_assist.store.search import Search
from vpa_assist.store.settings import Settings
from vpa_assist.store.trail import Trail, audit_key
from vpa_assist.store.transfer import Unsealed, new_private_key, public_key, refuse_other_kind, seal, unseal
from vpa_assist.store.upkeep import Upkeep
from vpa_assist.store.visits import Visits
from vpa_assist.store.windows import Window

T = TypeVar("T")
_PRIVATE_KEY = "private-key"
_open_kinds: Counter[Kind] = Counter()


class Store:
    """An open store. Made by `create` or one of the `unlock` functions, never by hand.

    What the window needs all the time are its methods; the rest is grouped: `settings`, `visits` (which draft is open where),
    `outside` (exports, time of keeping), `access` (passphrase, recovery code, keyring), `facts` (what drafts contribute to
    figures) and `upkeep` (backups, room, checks).
    """

    def __init__(
        self,
        folder: Path,
        keys: KeyFile,
        data_key: bytes,
        clock: Clock,
        cost: Cost,
        patience: float,
        updating: Callable[[], object] | None = None,
    ) -> None:
        _refuse_two_kinds(keys.kind)
        self.folder = folder
        self._keys = keys
        self._data_key = data_key
        self._clock = clock
        self._cost = cost
        self._window = windows.enter(folder, stamp(clock()))
        try:
            self._db = connect(folder, data_key, self._holder, patience)
        except BaseException:
            windows.leave(folder, self._window)
            raise
        _open_kinds[keys.kind] += 1
        self._counted_out = weakref.finalize(self, _count_out, keys.kind)
        try:
            self._bring_up_to_date(updating)
            self._person = Person(**json.loads(self._db.row("SELECT value FROM about WHERE key = 'person'")[0]))
        except BaseException:
            self._leave()
            raise
        self._put_together()

    # Opening and closing

    @classmethod
    def create(
        cls,
        folder: Path,
        person: Person,
        passphrase: str,
        kind: Kind = "live",
        *,
        cost: Cost = STANDARD,
        clock: Clock = wall_clock,
        patience: float = PATIENCE,
    ) -> tuple[Self, str]:
        """Makes a store in a folder of its own and gives it open, with the recovery code that is shown this once.

        Raises StoreExists, PassphraseTooShort, CannotWrite, DiskFull.
        """
        keys, data_key, code = new_keys(secrets.token_hex(16), kind, person, passphrase, cost)
        make_files(folder, keys, data_key, person)
        store = cls(folder, keys, data_key, clock, cost, patience)
        store.note(Act.ACCESS, "store created")
        return store, code

    @classmethod
    def unlock(
        cls,
        folder: Path,
        passphrase: str,
        *,
        cost: Cost = STANDARD,
        clock: Clock = wall_clock,
        patience: float = PATIENCE,
        updating: Callable[[], object] | None = None,
    ) -> Self:
        """Opens a store with its person's passphrase. `cost` gives the bounds of what the key file may ask for.

        `updating` is called, in this thread, before a store of an earlier schema is backed up and brought up to date: with
        many drafts that takes its time.

        Raises StoreMissing, KeysMissing, KeysDamaged, TooManyTries, WrongPassphrase, and what opening the database may raise:
        NotEncrypted, NoCipher, StoreDamaged, NewerStore, CannotWrite, StoreBusy, DiskFull.
        """
        keys = expected_keys(folder, cost)
        data_key, failures = _checked(keys, folder, passphrase, clock)
        return cls(folder, keys, data_key, clock, cost, patience, updating)._unlocked("passphrase", failures)

    @classmethod
    def unlock_with_code(
        cls,
        folder: Path,
        code: str,
        *,
        cost: Cost = STANDARD,
        clock: Clock = wall_clock,
        patience: float = PATIENCE,
        updating: Callable[[], object] | None = None,
    ) -> Self:
        """Opens a store with its recovery code; `updating` as for `unlock`.

        Raises as `unlock`, and RecoveryCodeMistyped, WrongRecoveryCode.
        """
        keys = expected_keys(folder, cost)
        data_key = open_with_code(keys, code)
        failures = tries.read_tries(folder).failures
        return cls(folder, keys, data_key, clock, cost, patience, updating)._unlocked("recovery code", failures)

    @classmethod
    def unlock_with_keyring(
        cls,
        folder: Path,
        vault: Vault | None = None,
        *,
        cost: Cost = STANDARD,
        clock: Clock = wall_clock,
        patience: float = PATIENCE,
        updating: Callable[[], object] | None = None,
    ) -> Self:
        """Opens a store with what the computer's keyring holds; `updating` as for `unlock`.

        Raises as `unlock`, and NoKeyring, KeyringLocked, KeyringForgot.
        """
        keys = expected_keys(folder, cost)
        data_key = open_with_vault(keys, vault or system_vault())
        failures = tries.read_tries(folder).failures
        return cls(folder, keys, data_key, clock, cost, patience, updating)._unlocked("keyring", failures)

    @classmethod
    def restore(
        cls,
        folder: Path,
        passphrase: str,
        chosen: Backup,
        *,
        with_code: bool = False,
        cost: Cost = STANDARD,
        clock: Clock = wall_clock,
        patience: float = PATIENCE,
    ) -> Self:
        """Puts a backup in the store's place and opens it; what was there is set aside among the backups.

        `with_code` takes the recovery code for the passphrase. The store must be closed in every window. Raises StoreBusy,
        BackupUnusable, WrongPassphrase, CannotWrite, DiskFull, and for a code what `unlock_with_code` raises.
        """
        keys = backup.keys_for_restoring(folder, cost)
        if with_code:
            data_key, failures = open_with_code(keys, passphrase), tries.read_tries(folder).failures
        else:
            data_key, failures = _checked(keys, folder, passphrase, clock)
        others = windows.others(folder, Window("", 0, "", ""))
        if others:
            raise StoreBusy(holder=_named(others[0]))
        backup.put_back(folder, chosen, data_key, clock())
        store = cls(folder, keys, data_key, clock, cost, patience)
        store.note(Act.ACCESS, "backup restored", detail={"made_at": stamp(chosen.at)})
        return store._unlocked("recovery code" if with_code else "passphrase", failures)

    @classmethod
    def open_with_key(cls, folder: Path, data_key: bytes, *, cost: Cost = STANDARD, clock: Clock = wall_clock) -> Self:
        """Opens a store that this program has open already, in a process of its own that helps it. See `key_for_helper`."""
        return cls(folder, expected_keys(folder, cost), data_key, clock, cost, PATIENCE)

    def key_for_helper(self) -> bytes:
        """The data key, for a process that this one starts to read on a second core. Give it through a pipe, nowhere else."""
        return self._data_key

    def read_once(self) -> None:
        """For a process that goes through all drafts and comes back to none: pages that were read are not held in memory."""
        self._db.hold(READ_ONCE_KIB)

    def close(self) -> None:
        """Closes the store: its drafts are no longer open anywhere in this window. The second time does nothing."""
        if self._db.raw is None:
            return
        with suppress(StoreCannot):  # what was saved is saved; the next start says which draft was open
            if self.visits.any():
                self.visits.end()
        self._leave()

    def lock(self, restart: Callable[[], NoReturn]) -> NoReturn:
        """Closes the store and starts the program afresh, so that no text and no key stays in memory. Save first."""
        self.close()
        restart()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Drafts

    @property
    def kind(self) -> Kind:
        """Live or training; fixed when the store was made."""
        return self._keys.kind

    @property
    def person(self) -> Person:
        """Whose store it is."""
        return self._person

    def drafts(self, listed: WorkList | None = None, after: str | None = None, limit: int = 50) -> tuple[Row, ...]:
        """A page of drafts, the last changed first; go on with `after=rows[-1].after`."""
        return self._drafts.rows(listed, after, limit)

    def row(self, draft_id: str) -> Row:
        """One draft as lists show it. Raises NoSuchDraft."""
        return self._drafts.row(draft_id)

    def counts(self) -> Counts:
        """How many drafts each list holds."""
        return self._drafts.counts()

    def follow_ups(self, limit: int = 50) -> tuple[Row, ...]:
        """Drafts with something still to do or awaited, the soonest first."""
        return self._drafts.with_follow_ups(limit)

    def renew_dues(self, due_of: Callable[[FollowUp], str]) -> int:
        """Works out anew when everything is due that is due by a rule. Gives how many dates changed."""
        return renew(self._db, due_of)

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        after: str | None = None,
        limit: int = 50,
        around: bool = False,
    ) -> tuple[Row, ...]:
        """Drafts that hold all the words (each as the beginning of a word), the last changed first.

        With `around`, `Row.found` has the words around the hits.
        """
        return self._search.find(words, filters or ALL, after, limit, around)

    def count(self, filters: Filters) -> int:
        """How many drafts the filters let through."""
        return self.counts_of([filters])[0]

    def counts_of(self, many: Sequence[Filters]) -> tuple[int, ...]:
        """How many drafts each of several filters lets through, in one pass."""
        return self._lists.counts(many)

    def values(self, column: Column, filters: Filters | None = None) -> tuple[tuple[str, int], ...]:
        """The units, kinds of incident or authors among what the filters let through, each with how many drafts have it."""
        return self._lists.values(column, filters or ALL)

    def load(self, draft_id: str, editing: bool = True) -> Draft:
        """The working copy as it was last saved; noted in the audit trail. Raises NoSuchDraft.

        With `editing` it is noted as open in this window until `visits.end(draft_id)`, for after a crash.
        """

        def load() -> Draft:
            with self._db.write():
                draft = self._drafts.load(draft_id)
                if editing:
                    self.visits.begin(draft_id, draft.revision, stamp(self._clock()))
            return draft

        return self._with_ballast(load)

    def save(
        self,
        draft_id: str,
        body: bytes,
        *,
        summary: Summary,
        expected_revision: int,
        save_id: str,
        half_typed: Mapping[str, str] | None = None,
        place: Place | None = None,
        keep: Why | None = None,
        note: str = "",
    ) -> Saved:
        """Saves a draft; it is durable when this returns. See `DraftStore.save`."""
        return self._with_ballast(
            lambda: self._drafts.save(
                draft_id,
                body,
                summary=summary,
                half_typed=half_typed or {},
                place=place or Place(),
                expected_revision=expected_revision,
                save_id=save_id,
                keep=keep,
                note=note,
            )
        )

    def keep_place(self, draft_id: str, place: Place) -> None:
        """Remembers where somebody was in a draft that itself is kept already; no new revision. Raises NoSuchDraft."""
        self._drafts.keep_place(draft_id, place)

    def keep(self, draft_id: str, why: Why, note: str = "") -> Revision:
        """Keeps the working copy, as it is, as a revision that never changes. Raises NoSuchDraft."""
        return self._drafts.keep(draft_id, why, note)

    def delete(self, draft_id: str, reason: str) -> tuple[str, ...]:
        """Deletes a draft, its revisions and its words in the search, here and in every backup; freed pages are wiped.

        Gives the names of backups that could not be opened, and so may still hold it. Raises NoReason, NoSuchDraft.
        """
        return self.delete_many([draft_id], reason)

    def delete_many(self, draft_ids: Sequence[str], reason: str) -> tuple[str, ...]:
        """Deletes several drafts for one reason, each with its own entry in the trail; every backup is rewritten once.

        Raises as `delete`; what was deleted before that stays deleted, and so it is in the backups.
        """
        try:
            for draft_id in draft_ids:
                self._with_ballast(partial(self._delete, draft_id, reason))
        finally:
            left: tuple[str, ...] = ()
            with suppress(StoreCannot):  # on a full disk or beside a busy window it is done later, by `upkeep.look_after`
                self._search.wipe()
                self._db.settle()
            with suppress(StoreCannot):
                left = self._erasing.finish()
        return left

    def _delete(self, draft_id: str, reason: str) -> None:
        with self._db.write():
            self._drafts.delete(draft_id, reason)
            self._erasing.note(draft_id)

    def revisions(self, draft_id: str) -> tuple[Revision, ...]:
        """What was kept of a draft, the newest first."""
        return self._drafts.revisions(draft_id)

    def revision(self, draft_id: str, number: int) -> bytes:
        """The document of a kept revision; noted in the audit trail. Raises NoSuchDraft."""
        return self._drafts.revision_body(draft_id, number)

    def bodies(self, after: int = 0, why: str = "read for figures") -> Iterator[tuple[int, str, bytes]]:
        """Every document in the order of its making, as (key to go on from, id, bytes); one entry in the trail for all."""
        self.note(Act.CONSULTATION, why)
        yield from self._drafts.bodies(after)

    def contributions(self, mark: bytes, why: str = "read for figures") -> Iterator[Contribution]:
        """Every draft for figures, with the facts that were kept of it under this mark, or else with its document.

        One entry in the trail for all. See `vpa_assist.insight.kept`.
        """
        self.note(Act.CONSULTATION, why)
        yield from self.facts.contributions(mark)

    def latest_of(self, mark: bytes, collar_number: str, most: int, why: str) -> tuple[Contribution, ...]:
        """The latest drafts that one person wrote, with their documents and the facts that were kept; one entry in the trail."""
        self.note(Act.CONSULTATION, why)
        return self.facts.latest_of(mark, collar_number, most)

    def keep_facts(self, mark: bytes, found: Sequence[tuple[int, int, bytes]]) -> None:
        """Keeps what was worked out of documents that `contributions` gave, by `n` and revision; of one that changed, nothing."""
        self.facts.keep(mark, found)

    def setting(self, key: str, default: str = "") -> str:
        """A small value of the person's own."""
        return self.settings.get(key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a small value of the person's own; an empty one takes it away."""
        self.settings.put(key, value)

    # The trail, and handing over

    def audit_head(self) -> Head:
        """How far the audit trail has come, to be printed or kept elsewhere."""
        return self._trail.head()

    def note(self, kind: Act, act: str, draft_id: str = "", reason: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Notes in the audit trail what was done elsewhere with a draft. No name of a child belongs in it."""
        self._trail.append(kind, act, draft_id, reason, detail)

    def audit_entries(self, kind: Act | None = None, draft_id: str = "", before: int = 0, limit: int = 100) -> tuple[Entry, ...]:
        """A page of the audit trail, the newest first; go on with `before=entries[-1].number`."""
        return self._trail.entries(kind, draft_id, before, limit)

    def sign_as(self, unit: str, role: str) -> None:
        """Changes the unit and the declared role with which the person signs, noted in the audit trail.

        Name and collar number belong to the keys and stay.
        """
        person = replace(self._person, unit=unit, role=role)
        with self._db.write() as raw:
            raw.execute("UPDATE about SET value = ? WHERE key = 'person'", (json.dumps(asdict(person)),))
            self.note(Act.ACCESS, "signs as", detail={"role": role, "unit": unit})
        self._person = person

    def refuse_others(self) -> None:
        """Raises StoreBusy while another window has this store open: for what needs it alone."""
        others = windows.others(self.folder, self._window)
        if others:
            raise StoreBusy(holder=_named(others[0]))

    def public_key(self) -> str:
        """This person's key, to be given to colleagues who seal files for them."""
        return public_key(self._private_key())

    def seal(self, draft_id: str, *, passphrase: str = "", recipient: str = "", to: str = "") -> bytes:
        """A draft as one sealed file, for a passphrase or a colleague's key; noted as a disclosure.

        Raises NoSuchDraft, PassphraseTooShort, TransferForAnother.
        """
        draft = self._drafts.read(draft_id)
        sealed = seal(
            draft.body,
            sealed_by=str(self._person),
            sealed_at=stamp(self._clock()),
            kind=self.kind,
            passphrase=passphrase,
            recipient=recipient,
            cost=self._cost,
        )
        self.note(Act.DISCLOSURE, "sealed", draft_id, detail={"to": to} if to else None)
        return sealed

    def unseal(self, data: bytes, passphrase: str = "") -> Unsealed:
        """Opens a sealed file with its passphrase, or with this person's key. Raises TransferRefused, OtherKind.

        Taking its document in is `vpa_assist.store.incoming.receive`.
        """
        found = unseal(data, passphrase=passphrase, private_key=self._private_key(), cost=self._cost)
        refuse_other_kind(found, self.kind)
        return found

    # Inside

    def _put_together(self) -> None:
        chain_key = audit_key(self._data_key)
        self._trail = Trail(self._db, chain_key, self._person, self._clock)
        self._drafts = Drafts(self._db, self._trail, self._person, self.kind, self._clock)
        self._lists = Lists(self._db)
        self._search = Search(self._db)
        self.facts = Facts(self._db)
        self.settings = Settings(self._db)
        self.visits = Visits(self._db, self.folder, self._window)
        self.outside = Outside(self._db, self._trail, self._person, self._clock)
        self.access = Access(self._db, self._trail, self.folder, self._keys, self._data_key, self._cost)
        self._erasing = Erasing(self._db, self.folder, self._data_key)
        self.upkeep = Upkeep(
            self._db,
            self._trail,
            self.access,
            self.outside,
            self._search,
            self._erasing,
            self.folder,
            self._data_key,
            chain_key,
            self._clock,
        )

    def _unlocked(self, how: str, failures: int) -> Self:
        detail: dict[str, Any] = {"how": how}
        if failures:
            detail["wrong_before"] = failures
        try:
            self._with_ballast(lambda: self.note(Act.ACCESS, "unlocked", detail=detail))
        except BaseException:
            self._leave()
            raise
        tries.forget(self.folder)
        return self

    def _with_ballast(self, do: Callable[[], T]) -> T:
        # On a full disk the room that was held free is given up, so that this one change still gets to disk.
        try:
            return do()
        except DiskFull:
            if not drop_ballast(self.folder):
                raise
            return do()

    def _leave(self) -> None:
        self._db.close()
        windows.leave(self.folder, self._window)
        self._counted_out()

    def _holder(self) -> str:
        others = windows.others(self.folder, self._window)
        return _named(others[0]) if others else ""

    def _bring_up_to_date(self, updating: Callable[[], object] | None) -> None:
        with self._db.told():
            found = version_of(self._db.raw)
            if found > LATEST:
                raise NewerStore(found=found, known=LATEST)
            if found < LATEST:
                if updating is not None:
                    updating()
                backup.make(self._db.raw, self._data_key, self.folder, self._clock())
                migrate(self._db.raw)

    def _private_key(self) -> bytes:
        kept = self.settings.get(_PRIVATE_KEY)
        if not kept:
            with self._db.write():
                kept = self.settings.get(_PRIVATE_KEY) or new_private_key().hex()
                self.settings.put(_PRIVATE_KEY, kept)
        return bytes.fromhex(kept)


def _checked(keys: KeyFile, folder: Path, passphrase: str, clock: Clock) -> tuple[bytes, int]:
    before = tries.refuse_too_soon(folder, clock)
    try:
        return open_with_passphrase(keys, passphrase), before.failures
    except WrongPassphrase:
        raise WrongPassphrase(tries.note_failure(folder, clock)) from None


def _named(window: Window) -> str:
    return sentence("holder", at=window.since[11:16], pid=window.pid)


def _refuse_two_kinds(kind: Kind) -> None:
    if any(count > 0 and other != kind for other, count in _open_kinds.items()):
        raise OtherKindOpen


def _count_out(kind: Kind) -> None:
    _open_kinds[kind] -= 1
