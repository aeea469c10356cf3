"""One connection to the encrypted database: opened with every check and setting, errors told in the store's own words.

Settings, and why: WAL with synchronous=FULL, so that what was acknowledged survives a power cut; BEGIN IMMEDIATE, because a
transaction that starts by reading and then writes is refused at once after another window's commit; secure_delete, so that
freed pages are wiped; temp_store in memory and no log, so that no word leaves the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from vpa_assist.store.errors import (
    CannotWrite,
    Closed,
    DiskFull,
    NoCipher,
    NotEncrypted,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
    StoreVanished,
    WriteFailed,
)
from vpa_assist.store.files import DATABASE

PLAIN_HEADER = b"SQLite format 3\x00"
SMALLEST = 4_096
CACHE_KIB = 65_536
"""SQLCipher decrypts a page each time that it is not in the cache."""
READ_ONCE_KIB = 2_048
"""What is enough for reading each page once; more only fills memory."""
PATIENCE = 3.0
"""Seconds to wait for another window's transaction."""
LOG_PAGES = 250
"""Pages that the write-ahead log holds before they are taken into the database: about 30 saves."""
LOG_BYTES = (LOG_PAGES + 10) * 4_120
"""So long the log is from the first change on. To sync bytes written over others takes half as long as to sync a longer file."""

Values = Sequence[Any]


class Connection:
    """A connection with transactions, for one store. Safe to use from several threads, one call at a time."""

    def __init__(self, folder: Path, raw: Any, holder: Any = None) -> None:
        self.folder = folder
        self.path = folder / DATABASE
        self._files = (str(self.path), f"{self.path}-wal")
        self.raw = raw
        self._lock = RLock()
        self._holder = holder or (lambda: "")
        self._depth = 0
        self._log_bytes = 0
        self._may_lengthen = True
        self._held = self._identity()

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows of a query."""
        with self._lock:
            try:
                found: list[Any] = self._open().execute(sql, values).fetchall()
                return found
            except (sqlcipher.Error, MemoryError) as error:
                raise self._told(error) from error

    def row(self, sql: str, values: Values = ()) -> Any:
        """The first row of a query, or None."""
        with self._lock, self.told():
            return self._open().execute(sql, values).fetchone()

    def stream(self, sql: str, values: Values = ()) -> Iterator[Any]:
        """The rows of a query one by one, for more than should lie in memory."""
        cursor = self._open().cursor()
        with self.told():
            cursor.execute(sql, values)
        while True:
            with self._lock, self.told():
                rows = cursor.fetchmany(200)
            if not rows:
                return
            yield from rows

    @contextmanager
    def write(self) -> Iterator[Any]:
        """One transaction: everything in it is durable when the block ends, or nothing of it.

        Inside another one it is part of that. Raises what `told` tells, and StoreVanished when the file that was written to is
        no longer the one at its place.
        """
        with self._lock, self.told():
            raw = self._open()
            if self._depth:
                yield raw
                return
            raw.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                if self._log_bytes < LOG_BYTES and self._may_lengthen:
                    self._lengthen_log()
                yield raw
                raw.execute("COMMIT")
            except BaseException:
                with suppress(sqlcipher.Error):
                    raw.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
            if self._identity() != self._held:
                self._look_again()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tells the database's errors as the store's."""
        try:
            yield
        except (sqlcipher.Error, MemoryError) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, MemoryError):  # what SQLCipher says when a page that it must write cannot be sealed
            return WriteFailed()
        return translated(error, self.folder, self._holder)

    def hold(self, kib: int) -> None:
        """How much of the file is held decrypted in memory at most."""
        with self._lock, self.told():
            self._open().execute(f"PRAGMA cache_size=-{kib}").fetchall()

    def settle(self) -> None:
        """Takes what the log holds into the file and cuts the log off, so that it holds no page as it was before."""
        with self._lock, self.told():
            self._open().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._identity()

    def close(self) -> None:
        """Closes the connection. The second time does nothing."""
        with self._lock:
            raw, self.raw = self.raw, None
            if raw is not None:
                with suppress(sqlcipher.Error):
                    raw.close()

    def _open(self) -> Any:
        if self.raw is None:
            raise Closed
        return self.raw

    def _identity(self) -> tuple[int, ...]:
        # A file deleted or replaced under an open connection goes on taking writes that nobody will ever find again.
        try:
            found, beside = map(os.stat, self._files)
        except OSError:
            return ()
        self._log_bytes = beside.st_size
        return (found.st_dev, found.st_ino, beside.st_dev, beside.st_ino)

    def _lengthen_log(self) -> None:
        # Zeros after the log's end mean nothing to SQLite. Only inside a transaction: then nobody else writes to the log.
        try:
            with open(self._files[1], "ab", buffering=0) as log:
                log.write(bytes(max(0, LOG_BYTES - log.tell())))
                os.fsync(log.fileno())
        except OSError:  # a full disk, say: saving goes on as it can
            self._may_lengthen = False

    def _look_again(self) -> None:
        # As long as a connection is open nobody may rightly replace the database or its write-ahead log.
        now = self._identity()
        if not now or self._held:
            raise StoreVanished(folder=self.folder)
        self._held = now


def connect(folder: Path, data_key: bytes, holder: Any = None, patience: float = PATIENCE) -> Connection:
    """Opens the database of a store that is there. Never makes one.

    Raises StoreMissing, NotEncrypted, NoCipher, StoreDamaged, CannotWrite, StoreBusy.
    """
    path = folder / DATABASE
    check_header(path)
    try:
        raw = open_raw(path, data_key, patience)
    except sqlcipher.Error as error:
        raise translated(error, folder, holder) from error
    return Connection(folder, raw, holder)


def check_header(path: Path) -> None:
    """Looks at the first bytes before the database library does. Raises StoreMissing, NotEncrypted, StoreDamaged, CannotWrite."""
    try:
        with path.open("rb") as file:
            start = file.read(len(PLAIN_HEADER))
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise StoreMissing(folder=path.parent) from None
    except OSError:
        raise CannotWrite(folder=path.parent) from None
    if start == PLAIN_HEADER:
        raise NotEncrypted(folder=path.parent)
    if size < SMALLEST:
        raise StoreDamaged(folder=path.parent)


def open_raw(path: Path, data_key: bytes, patience: float = PATIENCE, create: bool = False) -> Any:
    """A keyed database connection with all settings. Raises NoCipher and the database's own errors."""
    mode = "rwc" if create else "rw"
    raw = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=patience, check_same_thread=False
    )
    try:
        raw.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        raw.execute("PRAGMA cipher_log_level=NONE").fetchall()
        if not raw.execute("PRAGMA cipher_version").fetchone():
            raise NoCipher
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if raw.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
            raise sqlcipher.OperationalError("attempt to write a readonly database")
        for setting in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            f"cache_size=-{CACHE_KIB}",
            f"wal_autocheckpoint={LOG_PAGES}",
            "trusted_schema=OFF",
        ):
            raw.execute(f"PRAGMA {setting}").fetchall()
    except BaseException:
        raw.close()
        raise
    return raw


def translated(error: Any, folder: Path, holder: Any = None) -> Exception:
    """A database error in the store's words; one that is the program's own fault comes back as it is."""
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (5, 6):
        who = holder() if holder else ""
        return StoreBusy(holder=who or somebody())
    if code == 13:
        return DiskFull()
    if code in (3, 8, 14) or "readonly" in str(error):
        return CannotWrite(folder=folder)
    if code == 10:
        return WriteFailed()
    if code in (11, 26):
        return StoreDamaged(folder=folder)
    return error if isinstance(error, Exception) else RuntimeError(str(error))


def somebody() -> str:
    """What a holder is called that left no note."""
    from vpa_assist.store.errors import sentence

    return sentence("somebody")
