"""Making a store's files, and finding the stores that are there."""

from __future__ import annotations

import errno
import json
import secrets
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpa_assist.store.ballast import make_ballast
from vpa_assist.store.connection import open_raw, translated
from vpa_assist.store.errors import CannotWrite, DiskFull, StoreCannot, StoreExists, StoreMissing
from vpa_assist.store.files import DATABASE, KEYS, sync_folder
from vpa_assist.store.keys import KEYRING, STANDARD, Cost, KeyFile, read_key_file, write_key_file
from vpa_assist.store.migrations import migrate
from vpa_assist.store.model import Kind, Known, Person


def new_store_folder(data_folder: Path, kind: Kind) -> Path:
    """A folder for a new store. Its name says nothing of the person; live and training lie apart."""
    return data_folder / f"{kind}-{secrets.token_hex(4)}"


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


def expected_keys(folder: Path, cost: Cost) -> KeyFile:
    """The key file of a store that should be in this folder. Raises StoreMissing, KeysMissing, KeysDamaged."""
    if not (folder / DATABASE).exists():
        raise StoreMissing(folder=folder)
    return read_key_file(folder, cost)


def make_files(folder: Path, keys: KeyFile, data_key: bytes, person: Person) -> None:
    """Makes a store's files beside their place and renames them into it: there is a whole store or none.

    Raises StoreExists, DiskFull, CannotWrite.
    """
    making = folder.with_name(f".{folder.name}.making")
    try:
        if folder.exists() and any(folder.iterdir()):
            raise StoreExists(folder=folder)
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
    except StoreCannot:
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
