"""One person's drafts in one encrypted file, and everything that may be done with them."""

from __future__ import annotations

import errno
import json
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from sqlcipher3 import dbapi2 as sqlcipher

from vpa_assist.audit import Head
from vpa_assist.audit import Kind as Act
from vpa_assist.store import tries, windows
from vpa_assist.store.ballast import make_ballast
from vpa_assist.store.clock import Clock, stamp, wall_clock
from vpa_assist.store.connection import PATIENCE, connect, open_raw, translated
from vpa_assist.store.drafts import Drafts
from vpa_assist.store.errors import (
    CannotWrite,
    DiskFull,
    NewerStore,
    StoreCannot,
    StoreExists,
    StoreMissing,
    WrongPassphrase,
    sentence,
)
from vpa_assist.store.files import DATABASE, KEYS, sync_folder
from vpa_assist.store.keys import (
    KEYRING,
    STANDARD,
    Cost,
    KeyFile,
    new_keys,
    open_with_code,
    open_with_passphrase,
    read_key_file,
    write_key_file,
)
from vpa_assist.store.migrations import LATEST, migrate, version_of
from vpa_assist.store.model import Counts, Draft, Kind, Known, Person, Place, Revision, Row, Saved, Summary, Why, WorkList
from vpa_assist.store.settings import Settings
from vpa_assist.store.trail import Trail, audit_key


class Store:
    """An open store. Made by `create` or one of the `unlock` functions, never by hand."""

    def __init__(self, folder: Path, keys: KeyFile, data_key: bytes, clock: Clock, cost: Cost, patience: float) -> None:
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
        try:
            self._bring_up_to_date()
            self._person = self._read_person()
        except BaseException:
            self.close()
            raise
        self._trail = Trail(self._db, audit_key(data_key), self._person, clock)
        self._drafts = Drafts(self._db, self._trail, self._person, keys.kind, clock)
        self.settings = Settings(self._db)

    # Opening

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
        if folder.exists() and any(folder.iterdir()):
            raise StoreExists(folder=folder)
        keys, data_key, code = new_keys(secrets.token_hex(16), kind, person, passphrase, cost)
        _make_files(folder, keys, data_key, person)
        store = cls(folder, keys, data_key, clock, cost, patience)
        store._trail.append(Act.ACCESS, "store created")
        return store, code

    @classmethod
    def unlock(
        cls, folder: Path, passphrase: str, *, cost: Cost = STANDARD, clock: Clock = wall_clock, patience: float = PATIENCE
    ) -> Self:
        """Opens a store with its person's passphrase. `cost` gives the bounds of what the key file may ask for.

        Raises StoreMissing, KeysMissing, KeysDamaged, TooManyTries, WrongPassphrase, and what opening the database may raise.
        """
        keys = expected_keys(folder, cost)
        before = tries.refuse_too_soon(folder, clock)
        try:
            data_key = open_with_passphrase(keys, passphrase)
        except WrongPassphrase:
            raise WrongPassphrase(tries.note_failure(folder, clock)) from None
        store = cls(folder, keys, data_key, clock, cost, patience)
        store._unlocked("passphrase", before.failures)
        return store

    @classmethod
    def unlock_with_code(
        cls, folder: Path, code: str, *, cost: Cost = STANDARD, clock: Clock = wall_clock, patience: float = PATIENCE
    ) -> Self:
        """Opens a store with its recovery code. Raises as `unlock`, and RecoveryCodeMistyped, WrongRecoveryCode."""
        keys = expected_keys(folder, cost)
        data_key = open_with_code(keys, code)
        store = cls(folder, keys, data_key, clock, cost, patience)
        store._unlocked("recovery code", tries.read_tries(folder).failures)
        return store

    def close(self) -> None:
        """Closes the store. The second time does nothing."""
        self._db.close()
        windows.leave(self.folder, self._window)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the window needs

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

    def load(self, draft_id: str) -> Draft:
        """The working copy as it was last saved; noted in the audit trail. Raises NoSuchDraft."""
        return self._drafts.load(draft_id, "opened")

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
        with self._db.write():
            saved = self._drafts.save(
                draft_id,
                body,
                summary=summary,
                half_typed=half_typed or {},
                place=place or Place(),
                expected_revision=expected_revision,
                save_id=save_id,
                act=keep.value if keep else "saved",
            )
            if keep:
                self._drafts.keep(draft_id, keep, note)
        return saved

    def delete(self, draft_id: str, reason: str) -> None:
        """Deletes a draft, its revisions and its words in the search. Raises NoReason, NoSuchDraft."""
        self._drafts.delete(draft_id, reason)

    def revisions(self, draft_id: str) -> tuple[Revision, ...]:
        """What was kept of a draft, the newest first."""
        return self._drafts.revisions(draft_id)

    def revision(self, draft_id: str, number: int) -> bytes:
        """The document of a kept revision; noted in the audit trail. Raises NoSuchDraft."""
        return self._drafts.revision_body(draft_id, number)

    def setting(self, key: str, default: str = "") -> str:
        """A small value of the person's own."""
        return self.settings.get(key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a small value of the person's own; an empty one takes it away."""
        self.settings.put(key, value)

    def audit_head(self) -> Head:
        """How far the audit trail has come, to be printed or kept elsewhere."""
        return self._trail.head()

    # Inside

    def _unlocked(self, how: str, failures: int) -> None:
        detail: dict[str, Any] = {"how": how}
        if failures:
            detail["wrong_before"] = failures
        try:
            self._trail.append(Act.ACCESS, "unlocked", detail=detail)
        except BaseException:
            self.close()
            raise
        tries.forget(self.folder)

    def _holder(self) -> str:
        others = windows.others(self.folder, self._window)
        return sentence("holder", at=others[0].since[11:16], pid=others[0].pid) if others else ""

    def _bring_up_to_date(self) -> None:
        with self._db.told():
            found = version_of(self._db.raw)
            if found > LATEST:
                raise NewerStore(found=found, known=LATEST)
            if found < LATEST:
                migrate(self._db.raw)

    def _read_person(self) -> Person:
        return Person(**json.loads(self._db.row("SELECT value FROM about WHERE key = 'person'")[0]))


def expected_keys(folder: Path, cost: Cost) -> KeyFile:
    """The key file of a store that should be in this folder. Raises StoreMissing, KeysMissing, KeysDamaged."""
    if not (folder / DATABASE).exists():
        raise StoreMissing(folder=folder)
    return read_key_file(folder, cost)


def known_stores(data_folder: Path, cost: Cost = STANDARD) -> tuple[Known, ...]:
    """The stores in the data folder, by their people's names. One with a missing or damaged part is listed too.

    Where this finds any, a first run must not offer to make another in silence.
    """
    if not data_folder.is_dir():
        return ()
    found = []
    for path in data_folder.iterdir():
        if path.name.startswith(".") or not ((path / KEYS).exists() or (path / DATABASE).exists()):
            continue
        missing = not (path / DATABASE).exists()
        try:
            keys = read_key_file(path, cost)
        except StoreCannot:
            kind: Kind = "training" if path.name.startswith("training") else "live"
            found.append(Known(str(path), "", "", "", kind, missing=True))
        else:
            found.append(
                Known(str(path), keys.store_id, keys.name, keys.collar_number, keys.kind, KEYRING in keys.slots, missing)
            )
    return tuple(sorted(found, key=lambda each: (each.kind, each.name.casefold(), each.collar_number, each.folder)))


def new_store_folder(data_folder: Path, kind: Kind) -> Path:
    """A folder for a new store. Its name says nothing of the person; live and training lie apart."""
    return data_folder / f"{kind}-{secrets.token_hex(4)}"


def _make_files(folder: Path, keys: KeyFile, data_key: bytes, person: Person) -> None:
    # Made beside its place and renamed, so that there is a whole store or none.
    making = folder.with_name(f".{folder.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True, mode=0o700)
        _make_database(making, data_key, person, keys)
        write_key_file(making, keys)
        make_ballast(making)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise DiskFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else CannotWrite(folder=folder) from None
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _make_database(folder: Path, data_key: bytes, person: Person, keys: KeyFile) -> None:
    described = {"name": person.name, "collar_number": person.collar_number, "unit": person.unit, "role": person.role}
    try:
        raw = open_raw(folder / DATABASE, data_key, create=True)
        try:
            migrate(raw)
            for key, value in (("person", json.dumps(described)), ("store", keys.store_id), ("kind", keys.kind)):
                raw.execute("INSERT INTO about VALUES (?, ?)", (key, value))
        finally:
            raw.close()
    except sqlcipher.Error as error:
        raise translated(error, folder) from error
