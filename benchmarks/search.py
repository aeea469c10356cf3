"""Goal 11: a rare name in the encrypted store beside plain FTS5, and the counts of the start screen beside its list."""

from __future__ import annotations

import sqlite3

from benchmarks.harness import Goal, Section, duel, timed
from benchmarks.stores import PASSPHRASE, encrypted, plain
from vpa_assist.store import Store

CAME_IN = 2_000
ROUNDS, SHORT_ROUNDS = 40, 15


def run(short: bool = False) -> Section:
    section = Section("Searching and listing")
    # small drafts: what counts here is how many there are
    drafts = 10_000 if short else 100_000
    rounds = SHORT_ROUNDS if short else ROUNDS
    store = Store.unlock(encrypted(drafts, children=1, words=30), PASSPHRASE)
    floor = sqlite3.connect(plain(drafts, children=1, words=30))
    floor.execute("PRAGMA cache_size=-65536")
    names = [f"Quillfeather{1000 * number + 7:06}" for number in range(min(drafts // 1000, 20))]

    def ours(turn: int) -> float:
        def search() -> None:
            assert len(store.search(names[turn % len(names)])) == 1

        return timed(search)

    def fts(turn: int) -> float:
        def search() -> None:
            sql = (
                "SELECT d.id, d.reference FROM found JOIN drafts d ON d.number = found.rowid"
                " WHERE found MATCH ? ORDER BY found.rowid DESC LIMIT 50"
            )
            assert len(floor.execute(sql, (f'"{names[turn % len(names)]}"',)).fetchall()) == 1

        return timed(search)

    found = duel(
        {
            "vpa-assist: rare name": ours,
            "plain FTS5: rare name": fts,
            "vpa-assist: a word in most drafts": lambda _turn: timed(lambda: store.search("bedroom")),
            "vpa-assist: first 50 of the list": lambda _turn: timed(lambda: store.drafts(limit=50)),
            "vpa-assist: counts of the four lists": lambda _turn: timed(store.counts),
        },
        rounds,
        warm_up=3,
    )
    section.text(f"{drafts:,} drafts.")
    section.text(_first_search(store, names[0]))
    section.duel(found, "plain FTS5: rare name")
    p95 = found.times["vpa-assist: rare name"].percentile(95) * 1e3
    section.text(f"A search takes {p95:.1f} ms at the 95th percentile.")
    section.goals += [
        Goal(
            "11a",
            "rare-name search, encrypted : plain FTS5",
            found.ratio("vpa-assist: rare name", "plain FTS5: rare name"),
            2,
            1.3,
        ),
        Goal(
            "11b",
            "dashboard : list",
            found.ratio("vpa-assist: counts of the four lists", "vpa-assist: first 50 of the list"),
            2,
            1,
        ),
    ]
    store.close()
    floor.close()
    return section


def _first_search(store: Store, name: str) -> str:
    """The first search after many drafts changed whose words nobody has read yet; put right again afterwards."""
    store._db.raw.execute("UPDATE draft SET words_of = 0 WHERE n IN (SELECT n FROM draft LIMIT ?)", (CAME_IN,))
    took = timed(lambda: store.search(name)) * 1e3
    store.upkeep.ready_search()
    return f"The first search while {CAME_IN:,} changed drafts are not read yet takes {took:.0f} ms; the rest is read beside it."
