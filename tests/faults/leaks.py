"""Does any word of a document leave the encrypted file? Every byte that is written anywhere is looked through for a marker."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

from tests.faults import tracing
from tests.faults.common import Outcome, workplace
from tests.store.cheap import CHEAP, PHRASE, VANE, a_body
from vpa_assist.store import Place, Store, Summary, Why

WRITES = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendfile"
MARKER = "Wrennafalk Thistlewick"


def forms(marker: str) -> dict[str, bytes]:
    """The marker as it could stand in a file."""
    plain = marker.encode()
    found = {
        "utf-8": plain,
        "lower case": plain.lower(),
        "utf-16le": marker.encode("utf-16-le"),
        "utf-16be": marker.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "percent": marker.replace(" ", "%20").encode(),
    }
    for shift in range(3):
        found[f"base64 {shift}"] = base64.b64encode(bytes(shift) + plain)[4 if shift else 0 : -4]
    return found


def leak_scan() -> Outcome:
    """Runs a whole walk and looks for the marker; the control writes it once into a temporary file that it deletes again."""
    outcome = Outcome("words outside the encrypted file", 1)
    hits, written = _walk("careful")
    outcome.lost = len(hits)
    outcome.bad = hits
    outcome.notes = {"bytes looked through": written}
    outcome.control = len(_walk("plant")[0])
    return outcome


def _walk(mode: str) -> tuple[list[str], int]:
    with workplace() as place:
        log = place / "trace"
        os.makedirs(place / "tmp")
        words = [str(place / "data"), mode]
        os.environ["TMPDIR"] = str(place / "tmp")
        try:
            done = tracing.run("tests.faults.leaks", words, ["-e", f"trace={WRITES}"], log)
        finally:
            del os.environ["TMPDIR"]
        assert done.returncode == 9, done.stderr.decode()
        hits, total = [], 0
        for call in tracing.calls(log):
            data = call.data()
            total += len(data)
            hits += [f"{name} in {call.name}" for name in found_in(data)]
        for path in place.rglob("*"):
            if path.is_file() and path != log:
                hits += [f"{name} in {path.name}" for name in found_in(path.read_bytes())]
        return hits, total


def found_in(data: bytes) -> list[str]:
    """In which forms the marker stands in these bytes."""
    lower = data.lower()
    return [name for name, form in forms(MARKER).items() if form in (lower if name == "lower case" else data)]


def walk(folder: Path, mode: str) -> None:
    """What a person does with a store in a day, with the marker everywhere, and a crash at the end."""
    text = (MARKER + " ") * 400
    summary = Summary("CP-1", town="Crewe", note=MARKER)
    store, _ = Store.create(folder, VANE, PHRASE, cost=CHEAP)
    for number in range(40):
        body = a_body(f"d{number}", words=text, number=number)
        store.save(
            f"d{number}",
            body,
            summary=summary,
            expected_revision=0,
            save_id=f"a{number}",
            half_typed={"/x": MARKER},
            place=Place(pointer=MARKER),
            keep=Why.HANDED_IN,
            note=MARKER,
        )
    store.settings.put_words(MARKER.split())
    store.search(MARKER)
    store.search("wrennafalk", limit=5)
    store.keep_facts(b"mark", [(each.n, each.revision, MARKER.encode()) for each in store.contributions(b"mark")])
    store.upkeep.ready_search()
    store.outside.note_export("d1", "CP-1", f"/home/{MARKER}.pdf", "referral", "ab" * 32, "")
    store.seal("d2", passphrase="copper window lamp")
    store.upkeep.look_after()
    store.delete("d3", "entered twice")
    made = store.upkeep.back_up()
    store.upkeep.copy_elsewhere(folder.parent / "copy")
    store.close()
    again = Store.restore(folder, PHRASE, made, cost=CHEAP)
    again._db.raw.execute("VACUUM")
    again._db.rows("SELECT text, random() AS r FROM words ORDER BY r, text")
    if mode == "plant":
        beside = Path(os.environ["TMPDIR"]) / "autosave.txt"
        beside.write_text(MARKER)
        beside.unlink()
    again.load("d5")
    os._exit(9)


if __name__ == "__main__":
    walk(Path(sys.argv[1]) / "store", sys.argv[2])
