"""Every earlier schema opens today; a process that is killed inside a step leaves the old schema or the new one, whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.store.cheap import CHEAP, PHRASE, a_body, save
from vpa_assist.store import Store, Why, WorkList
from vpa_assist.store.connection import open_raw
from vpa_assist.store.files import DATABASE
from vpa_assist.store.keys import open_with_passphrase, read_key_file
from vpa_assist.store.migrations import LATEST, migrate, statements, version_of

FIXTURES = Path(__file__).parent / "fixtures"
EARLIER = sorted(FIXTURES.iterdir())


@pytest.fixture(params=EARLIER, ids=lambda path: path.name)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "store"))


def test_that_every_version_before_the_latest_is_kept_as_a_fixture() -> None:
    assert [path.name for path in EARLIER] == [f"v{number}" for number in range(1, LATEST)]


def test_that_an_earlier_store_opens_with_everything_in_it_and_a_backup_from_before(earlier: Path) -> None:
    with Store.unlock(earlier, PHRASE, cost=CHEAP) as store:
        assert version_of(store._db.raw) == LATEST
        assert {row.draft_id: row.work_list for row in store.drafts()} == {
            "d0": WorkList.TO_DO,
            "d1": WorkList.WITH_SUPERVISOR,
            "d2": WorkList.DONE,
        }
        draft = store.load("d0")
        assert b"Wrenna0" in draft.body
        assert [each.why for each in store.revisions("d0")] == [Why.HANDED_IN]
        assert [row.draft_id for row in store.search("wrenna2")] == ["d2"]
        assert store.settings.words() == {"Wrenna"}
        assert store.upkeep.verify_trail().whole
        assert store.upkeep.faults() == ()
        save(store, "d0", revision=2, body=a_body("d0", words="goes on"))
        (before,) = store.upkeep.backups()
    with Store.restore(earlier, PHRASE, before, cost=CHEAP) as back:
        assert b"Wrenna0" in back.load("d0").body


def test_that_the_author_s_unit_is_read_out_of_what_is_there_already(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIXTURES / "v3", tmp_path / "store"))
    with Store.unlock(folder, PHRASE, cost=CHEAP) as store:
        assert {row.draft_id: row.summary.unit for row in store.drafts()} == {
            "d0": "Widnes Response",
            "d1": "",
            "d2": "Widnes Response",
        }
        assert store.values("unit") == (("", 1), ("Widnes Response", 2))


def test_that_the_recovery_code_of_an_earlier_store_opens_it(earlier: Path) -> None:
    code = (earlier / "recovery.txt").read_text()
    with Store.unlock_with_code(earlier, code, cost=CHEAP) as store:
        assert store.person.name == "Jo Vane"


def _schema(path: Path, key: bytes) -> tuple[int, list[tuple[str, str]]]:
    raw = open_raw(path, key)
    try:
        rows = raw.execute("SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name").fetchall()
        return version_of(raw), [tuple(row) for row in rows]
    finally:
        raw.close()


def test_that_a_kill_anywhere_inside_a_migration_leaves_the_old_schema_and_the_next_start_finishes(earlier: Path) -> None:
    key = open_with_passphrase(read_key_file(earlier, CHEAP), PHRASE)
    path = earlier / DATABASE
    old = _schema(path, key)
    steps = sum(len(statements(number)) for number in range(old[0] + 1, LATEST + 1))
    for stop in range(steps + 2):
        pid = os.fork()
        if pid == 0:
            _die_after(path, key, stop)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
        assert _schema(path, key) == old
    raw = open_raw(path, key)
    assert migrate(raw) == list(range(old[0] + 1, LATEST + 1))
    assert migrate(raw) == []
    raw.close()
    with Store.unlock(earlier, PHRASE, cost=CHEAP) as store:
        assert len(store.drafts()) == 3


def _die_after(path: Path, key: bytes, count: int) -> None:
    class Dies:
        def __init__(self) -> None:
            self.raw = open_raw(path, key)
            self.left = count

        @property
        def in_transaction(self) -> bool:
            return bool(self.raw.in_transaction)

        def execute(self, sql: str, *values: object) -> object:
            if sql == "COMMIT":
                os._exit(7)
            if not sql.startswith(("BEGIN", "PRAGMA user_version")):
                if self.left == 0:
                    os._exit(7)
                self.left -= 1
            return self.raw.execute(sql, *values)

    try:
        migrate(Dies())
    finally:
        os._exit(0)


def test_that_two_windows_that_migrate_at_once_take_each_step_once(earlier: Path) -> None:
    key = open_with_passphrase(read_key_file(earlier, CHEAP), PHRASE)
    one, other = open_raw(earlier / DATABASE, key), open_raw(earlier / DATABASE, key)
    assert version_of(other) < LATEST
    taken = [*migrate(one), *migrate(other)]
    assert taken == sorted(set(taken))
    one.close()
    other.close()
