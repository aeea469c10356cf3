"""Goal 10: a list of 100,000 drafts, first paint and memory, beside an item model filled with them. One process each."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.harness import PYTHON, Felt, Goal, Section, python_env
from benchmarks.stores import PASSPHRASE, encrypted, plain

ROUNDS, SHORT_ROUNDS = 5, 3
OURS, FILLED = "vpa-assist: list of drafts", "QStandardItemModel, filled"
SIZE = (1100, 700)


def run(short: bool = False) -> Section:
    section = Section("The list of drafts")
    drafts = 20_000 if short else 100_000
    places = {OURS: str(encrypted(drafts, children=1, words=30)), FILLED: str(plain(drafts, children=1, words=30))}
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in places}
    for _ in range(SHORT_ROUNDS if short else ROUNDS):
        for name, place in places.items():
            command = [PYTHON, "-m", "benchmarks.listing", name, place]
            done = subprocess.run(
                command, capture_output=True, text=True, check=True, env=python_env(QT_QPA_PLATFORM="offscreen")
            )
            measured[name].append(json.loads(done.stdout.splitlines()[-1]))
    middle = {
        name: {key: statistics.median(each[key] for each in several) for key in several[0]} for name, several in measured.items()
    }
    section.text(f"{drafts:,} drafts; from the open store to the first paint, then paging through and searching.")
    heads = {"first": "first paint ms", "memory": "extra MiB", "step": "next rows ms", "find": "search or filter ms"}
    section.table(
        ["list", *heads.values()],
        [[name, *(f"{values[key] * (1 if key == 'memory' else 1e3):.2f}" for key in heads)] for name, values in middle.items()],
    )
    share = 100_000 / drafts  # a filled model grows with the drafts, a list of pages does not
    note = "" if not short else "goals for 100,000 drafts, set to so many"
    ratio = {key: middle[OURS][key] / middle[FILLED][key] for key in heads}
    section.goals += [
        Goal(
            "10a",
            f"list of {drafts:,} drafts, first paint : filled item model",
            ratio["first"],
            0.03 * share,
            0.015 * share,
            note=note,
        ),
        Goal("10b", f"list of {drafts:,} drafts, memory : filled item model", ratio["memory"], 0.15, 0.09),
    ]
    section.felt.append(Felt("first rows of the list", middle[OURS]["first"] * 1e3, 200, "ms"))
    return section


def _measure(name: str, place: str) -> dict[str, float]:
    from benchmarks.windows import application

    program = application()
    make = _ours if name == OURS else _filled
    view, model, search, before, start = make(place)
    view.resize(*SIZE)
    view.show()
    program.processEvents()
    view.viewport().repaint()
    first = time.perf_counter() - start
    memory = _resident() - before
    chance = random.Random(1)
    steps = []
    bar = view.verticalScrollBar()
    for _ in range(60):
        start = time.perf_counter()
        bar.setValue(min(bar.maximum(), bar.value() + chance.randint(1, 600)))
        program.processEvents()
        view.viewport().repaint()
        steps.append(time.perf_counter() - start)
    found = []
    for word in ("Nowak", "Okoro", "Price", "Abara"):
        start = time.perf_counter()
        search(word)
        program.processEvents()
        view.viewport().repaint()
        found.append(time.perf_counter() - start)
    assert model.rowCount()
    return {"first": first, "memory": memory, "step": statistics.median(steps), "find": statistics.median(found)}


def _ours(place: str):  # type: ignore[no-untyped-def]
    import datetime

    from ui.drafts_view import DraftsView
    from vpa_assist import catalogue as packs
    from vpa_assist.store import Store, WorkList

    store = Store.unlock(Path(place), PASSPHRASE)
    catalogue = packs.default()
    catalogue.screen("app.name")
    before, start = _resident(), time.perf_counter()
    view = DraftsView(store, catalogue, lambda: datetime.datetime.now().astimezone())
    view.drafts.show_list(WorkList.TO_DO)
    return view, view.drafts, lambda word: view.drafts.show_list(None, word), before, start


def _filled(place: str):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QSortFilterProxyModel
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    database = sqlite3.connect(place)
    database.execute("SELECT id FROM drafts LIMIT 1").fetchall()
    before, start = _resident(), time.perf_counter()
    model = QStandardItemModel()
    rows = database.execute(
        "SELECT id, reference, updated, substr(body, 60, 30), 'girl 6, boy 9', 'To do', '1', '2'"
        " FROM drafts ORDER BY updated DESC"
    )
    for row in rows:
        model.appendRow([QStandardItem(str(each)) for each in row])
    view = QTableView()
    proxy = QSortFilterProxyModel()
    view.setModel(model)

    def search(word: str) -> None:
        if proxy.sourceModel() is None:
            proxy.setSourceModel(model)
            proxy.setFilterKeyColumn(1)
            view.setModel(proxy)
        proxy.setFilterFixedString(word[:1].lower())

    return view, model, search, before, start


def _resident() -> float:
    """Memory of this process in MiB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], sys.argv[2])))
    sys.stdout.flush()
    os._exit(0)  # taking a filled model down would take as long again, and is not what is measured
