"""`vpa-assist audit verify`: checks a store's audit trail and names what was changed, removed, reordered or cut off."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.audit import Breach, Head, Verdict
    from vpa_assist.store import Store

WHOLE, BROKEN = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of this command line."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="check the audit trail of a store")
    verify.add_argument("--store", metavar="FOLDER", type=Path, help="the store's folder (needed only where there are several)")
    verify.add_argument(
        "--head",
        metavar="N:HEX",
        action="append",
        default=[],
        help="how far the trail had come, as printed on a PDF or kept elsewhere; may be given several times",
    )
    verify.add_argument(
        "--passphrase-fd", metavar="N", type=int, help="read the passphrase from this open file descriptor, not at a prompt"
    )


def run(words: argparse.Namespace) -> int:
    """Checks the trail and prints what it found; 0 where it is whole, 1 where it is not."""
    from vpa_assist.commands.opening import opened

    heads = [_head(text) for text in words.head]
    folder = words.store or _only_store()
    with opened(folder, words.passphrase_fd) as store:
        kept = _kept(store)
        verdict = store.upkeep.verify_trail([*heads, *([kept] if kept else [])])
    for line in report(verdict, len(heads), kept is not None):
        print(line)
    return WHOLE if verdict.whole else BROKEN


def report(verdict: Verdict, heads: int, keyring: bool) -> list[str]:
    """The verdict in sentences."""
    from vpa_assist.store.errors import sentence

    lines = [_told(breach) for breach in verdict.breaches]
    if verdict.whole:
        lines.append(sentence("trail_whole", entries=verdict.entries))
    if not heads and not keyring:
        lines.append(sentence("trail_no_head"))
    return [*lines, sentence("trail_head", head=verdict.head)]


def _told(breach: Breach) -> str:
    from vpa_assist.store.errors import sentence

    several = "_several" if breach.last > breach.first and breach.what != "rewritten" else ""
    return sentence(f"trail_{breach.what.value}{several}", first=breach.first, last=breach.last)


def _head(text: str) -> Head:
    from vpa_assist.audit import Head

    try:
        return Head.read(text)
    except ValueError:
        raise CannotDo(f"{text} is no head of an audit trail. Give it as N:HEX, as it stands at the foot of the PDF.") from None


def _only_store() -> Path:
    from vpa_assist.store import default_folder, known_stores

    known = known_stores(default_folder())
    if not known:
        raise CannotDo(f"There is no store in {default_folder()}. Name its folder with --store.")
    if len(known) > 1:
        listed = ", ".join(each.folder for each in known)
        raise CannotDo(f"There are several stores. Name one with --store: {listed}.")
    return Path(known[0].folder)


def _kept(store: Store) -> Head | None:
    from vpa_assist.store.errors import KeyringLocked, NoKeyring

    try:
        return store.access.kept_head()
    except (NoKeyring, KeyringLocked):
        return None
