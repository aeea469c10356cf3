"""The stores that are there, and where others are to be expected. It opens none and needs no cipher: a start asks only this."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from pathlib import Path

from vpa_assist.store.errors import CannotWrite, StoreCannot, StoreMissing
from vpa_assist.store.files import DATABASE, KEYS, write_whole
from vpa_assist.store.keys import KEYRING, STANDARD, Cost, KeyFile, read_key_file
from vpa_assist.store.people import Kind, Known


def new_store_folder(data_folder: Path, kind: Kind) -> Path:
    """A folder for a new store. Its name says nothing of the person; live and training lie apart."""
    return data_folder / f"{kind}-{secrets.token_hex(4)}"


def known_stores(data_folder: Path, cost: Cost = STANDARD, note: Path | None = None) -> tuple[Known, ...]:
    """The stores in the data folder, by their people's names; one that is missing or damaged in part is listed as `missing`.

    `note` is the file in which `note_store` wrote where stores are to be expected: those elsewhere are listed too, and one that
    is not there any more (its drive is not connected, its folder was moved) is listed as `missing`. Where this finds any,
    nobody must be offered a first run in silence: they would believe their drafts lost.
    """
    found = [known for path in _folders(data_folder) if (known := _known(path, cost))]
    there = {each.folder for each in found}
    for folder, kind in noted_stores(note) if note else ():
        if folder not in there:
            found.append(_known(Path(folder), cost) or Known(folder, "", "", "", kind, missing=True))
    return tuple(sorted(found, key=lambda each: (each.kind, each.name.casefold(), each.collar_number, each.folder)))


def note_store(note: Path, folder: Path, kind: Kind) -> None:
    """Notes, outside the data folder, that a store is to be expected in this folder. Names nobody. Raises CannotWrite."""
    expected = dict(noted_stores(note))
    expected[str(folder)] = kind
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(note, json.dumps(expected).encode())
    except OSError:
        raise CannotWrite(folder=note.parent) from None


def forget_store(note: Path, folder: Path) -> None:
    """Takes the note away: the person said that the store is not expected there any more. Raises CannotWrite."""
    kept = {name: kind for name, kind in noted_stores(note) if name != str(folder)}
    try:
        write_whole(note, json.dumps(kept).encode())
    except OSError:
        raise CannotWrite(folder=note.parent) from None


def noted_stores(note: Path) -> tuple[tuple[str, Kind], ...]:
    """Where stores are to be expected, and of which kind."""
    with suppress(OSError, ValueError, AttributeError):
        value = json.loads(note.read_bytes())
        return tuple((str(folder), "training" if kind == "training" else "live") for folder, kind in value.items())
    return ()


def _folders(data_folder: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in data_folder.iterdir() if not path.name.startswith(".")]
    return []


def _known(path: Path, cost: Cost) -> Known | None:
    if not ((path / KEYS).exists() or (path / DATABASE).exists()):
        return None
    missing = not (path / DATABASE).exists()
    try:
        keys = read_key_file(path, cost)
    except StoreCannot:
        return Known(str(path), "", "", "", "training" if path.name.startswith("training") else "live", missing=True)
    return Known(str(path), keys.store_id, keys.name, keys.collar_number, keys.kind, KEYRING in keys.slots, missing)


def expected_keys(folder: Path, cost: Cost) -> KeyFile:
    """The key file of a store that should be in this folder. Raises StoreMissing, KeysMissing, KeysDamaged."""
    if not (folder / DATABASE).exists():
        raise StoreMissing(folder=folder)
    return read_key_file(folder, cost)
