"""Encrypted backups: made whole by the database itself, opened and checked, thinned out, and put back.

A backup of a child's record is a record too: what is deleted from the store is deleted from its backups.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from vpa_assist.store.connection import check_header, open_raw, translated
from vpa_assist.store.errors import BackupUnusable, CannotWrite, DiskFull, KeysDamaged, KeysMissing, StoreCannot, StoreExists
from vpa_assist.store.files import BACKUPS, DATABASE, KEYS, sync_file, sync_folder, write_whole
from vpa_assist.store.keys import Cost, KeyFile, read_key_file, write_key_file

RECENT = 12
DAYS = 30
EVERY = timedelta(minutes=30)
AT_LEAST = timedelta(days=1)
_NAME = re.compile(r"(?P<set_aside>set-aside-)?(?P<at>\d{8}T\d{9})\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file and when it was made. `set_aside` is a store that a restored one took the place of."""

    path: Path
    at: datetime
    set_aside: bool = False


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups of a store, the newest first."""
    found = []
    with suppress(OSError):
        for path in (folder / BACKUPS).iterdir():
            match = _NAME.fullmatch(path.name)
            if match:
                found.append(Backup(path, _read_name(match["at"]), bool(match["set_aside"])))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def make(raw: Any, data_key: bytes, folder: Path, now: datetime) -> Backup:
    """Makes a backup of an open store, checks it by opening it, and thins out the old ones. Raises DiskFull, CannotWrite."""
    place = folder / BACKUPS
    target = place / f"{_name(now)}.db"
    with _told(place):
        place.mkdir(exist_ok=True, mode=0o700)
        copy_database(raw, data_key, target)
        write_whole(place / KEYS, (folder / KEYS).read_bytes())
    thin_out(folder, now)
    return Backup(target, now)


def copy_database(raw: Any, data_key: bytes, target: Path) -> None:
    """Copies an open database into a new encrypted file, which is in its place only once it was opened and found whole."""
    making = target.with_name(f".{secrets.token_hex(6)}.db")
    try:
        with _closing(open_raw(making, data_key, create=True)) as copy:
            raw.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        look_through(making, data_key)
        sync_file(making)
        os.replace(making, target)
        sync_folder(target.parent)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{making}{ending}").unlink()


def look_through(path: Path, data_key: bytes) -> None:
    """Opens a backup and reads all of it. Raises BackupUnusable."""
    try:
        check_header(path)
        with _closing(_open_backup(path, data_key)) as raw:
            whole = raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            if not whole or raw.execute("PRAGMA cipher_integrity_check").fetchone():
                raise BackupUnusable(name=path.name)
            raw.execute("SELECT count(*) FROM audit").fetchone()
    except (sqlcipher.DatabaseError, StoreCannot) as error:
        if _has_no_room(error):
            raise
        raise BackupUnusable(name=path.name) from None


def is_due(folder: Path, changed_at: str, now: datetime) -> bool:
    """Whether a backup should be made: something changed since the last and half an hour passed, or a day did."""
    newest = next((each.at for each in backups(folder) if not each.set_aside), None)
    if newest is None or newest > now:
        return True
    age = now - newest
    changed = bool(changed_at) and datetime.fromisoformat(changed_at) > newest
    return age >= AT_LEAST or (changed and age >= EVERY)


def thin_out(folder: Path, now: datetime) -> None:
    """Deletes old backups: the 12 newest stay, and the newest of each of the last 30 days; what was set aside stays 30 days."""
    made = [each for each in backups(folder) if not each.set_aside]
    first_day = now - timedelta(days=DAYS)
    kept = {each.path for each in made[:RECENT]}
    days: set[object] = set()
    for each in made:
        if each.at >= first_day and each.at.date() not in days:
            days.add(each.at.date())
            kept.add(each.path)
    for each in backups(folder):
        if each.path not in kept and not (each.set_aside and each.at >= first_day):
            for ending in ("", "-wal"):
                with suppress(OSError):
                    Path(f"{each.path}{ending}").unlink()


def erase(folder: Path, data_key: bytes, statements: Sequence[tuple[str, tuple[Any, ...]]]) -> tuple[str, ...]:
    """Carries a deletion out in every backup, each replaced as a whole. Gives the names of those that could not be opened."""
    left = []
    for backup in backups(folder):
        making = backup.path.with_name(f".{secrets.token_hex(6)}.db")
        try:
            shutil.copyfile(backup.path, making)
            with _closing(_open_backup(making, data_key)) as raw:
                raw.execute("PRAGMA foreign_keys=ON")
                raw.execute("PRAGMA secure_delete=ON")
                raw.execute("BEGIN IMMEDIATE")
                for sql, values in (*statements, *_without_words(raw)):
                    raw.execute(sql, values)
                raw.execute("COMMIT")
            sync_file(making)
            os.replace(making, backup.path)
            Path(f"{backup.path}-wal").unlink(missing_ok=True)
        except (OSError, sqlcipher.Error):
            left.append(backup.path.name)
        finally:
            for ending in ("", "-journal"):
                with suppress(OSError):
                    Path(f"{making}{ending}").unlink()
    return tuple(left)


def _without_words(raw: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Statements that empty a backup's search: nobody searches in it, and where it is put back the drafts are read again."""
    found = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'words'").fetchone()
    if not found:
        return []
    return [("DROP TABLE words", ()), (found[0], ()), ("UPDATE draft SET words_of = 0, words_at = NULL", ())]


def put_back(folder: Path, backup: Backup, data_key: bytes, now: datetime) -> None:
    """Puts a backup in the store's place. What was there is set aside among the backups; at no moment is there no store.

    The store must be closed in every window. Raises BackupUnusable, DiskFull, CannotWrite.
    """
    look_through(backup.path, data_key)
    path = folder / DATABASE
    making = folder / f".{secrets.token_hex(6)}.db"
    aside = folder / BACKUPS / f"set-aside-{_name(now)}.db"
    with _told(folder):
        try:
            shutil.copyfile(backup.path, making)
            sync_file(making)
            _settle(path, data_key)
            if path.exists():
                _second_name(path, aside)
            if Path(f"{path}-wal").exists():
                # The damaged store's log must not be taken for the restored one's.
                os.replace(f"{path}-wal", f"{aside}-wal")
            os.replace(making, path)
            with suppress(OSError):
                Path(f"{path}-shm").unlink()
            sync_folder(folder)
        finally:
            making.unlink(missing_ok=True)


def keys_for_restoring(folder: Path, cost: Cost) -> KeyFile:
    """The key file, or, where it is missing or damaged, the copy beside the backups, which is put back. Raises KeysMissing."""
    try:
        return read_key_file(folder, cost)
    except (KeysMissing, KeysDamaged):
        keys = read_key_file(folder / BACKUPS, cost)
        write_key_file(folder, keys)
        return keys


def copy_elsewhere(raw: Any, data_key: bytes, keys: bytes, folder: Path) -> None:
    """A whole copy of an open store in another, empty folder. Raises StoreExists, DiskFull, CannotWrite."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise StoreExists(folder=folder)
        write_whole(folder / KEYS, keys)
        copy_database(raw, data_key, folder / DATABASE)


def _second_name(path: Path, aside: Path) -> None:
    aside.parent.mkdir(exist_ok=True, mode=0o700)
    try:
        os.link(path, aside)
    except OSError:  # a file system without second names
        shutil.copyfile(path, aside)
        sync_file(aside)


def _settle(path: Path, data_key: bytes) -> None:
    # Takes what the log holds into the file, where both can still be read.
    with suppress(sqlcipher.Error, StoreCannot):
        check_header(path)
        with _closing(open_raw(path, data_key)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _open_backup(path: Path, data_key: bytes) -> Any:
    raw = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        raw.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        raw.execute("PRAGMA cipher_log_level=NONE").fetchall()
        raw.execute("PRAGMA temp_store=MEMORY")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw


@contextmanager
def _closing(raw: Any) -> Iterator[Any]:
    try:
        yield raw
    finally:
        raw.close()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else CannotWrite(folder=folder) from None
    except sqlcipher.Error as error:
        raise translated(error, folder) from error


def _has_no_room(error: Exception) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in (10, 13, 14)


def _name(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]


def _read_name(text: str) -> datetime:
    return datetime.strptime(f"{text}000", "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
