"""Making a store's files."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from vpa_assist.store.ballast import make_ballast
from vpa_assist.store.connection import open_raw, translated
from vpa_assist.store.errors import CannotWrite, DiskFull, StoreCannot, StoreExists
from vpa_assist.store.files import DATABASE, sync_folder
from vpa_assist.store.keys import KeyFile, write_key_file
from vpa_assist.store.migrations import migrate
from vpa_assist.store.people import Person


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
