"""Facts kept with the drafts: the same figures cold and warm, and worked out anew for whatever changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.documents import fields
from tests.insight.test_figures import PACK, SAMPLE, referral
from tests.make import whole
from tests.store.cheap import CHEAP, PHRASE, VANE
from vpa_assist import catalogue as packs
from vpa_assist.catalogue import Catalogue
from vpa_assist.insight import from_store, helper, kept
from vpa_assist.insight.counting import Counted, Span, count, facts_from
from vpa_assist.insight.facts import AwaitedFact, ChildFacts, ReferralFacts
from vpa_assist.insight.from_store import count_portion, count_store
from vpa_assist.insight.report import as_json
from vpa_assist.record import pointers
from vpa_assist.record.reading import from_json
from vpa_assist.store import Store, Summary
from vpa_assist.store.errors import StoreBusy
from vpa_assist.store.facts import Contribution


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = Store.create(tmp_path / "live-1", VANE, PHRASE, cost=CHEAP)
    with made:
        for each in SAMPLE:
            if each.get("kind") != "training":
                put(made, each)
        yield made


def put(store: Store, document: dict[str, Any], revision: int = 0) -> None:
    body = json.dumps(document).encode()
    made = f"{document['id']}-{revision}"
    store.save(document["id"], body, summary=Summary(kind="live"), expected_revision=revision, save_id=made)


def figures(store: Store, pack: Catalogue = PACK, span: Span = Span()) -> tuple[bytes, Counted]:
    total = Counted()
    for counted in count_store(store, pack, lambda drafts: (count_portion(each, pack, span) for each in drafts)):
        total.add(counted)
    return json.dumps(as_json(total.tally, pack)).encode(), total


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The documents that were read and checked."""
    seen: list[bytes] = []

    def facts(data: bytes, catalogue: Catalogue) -> ReferralFacts:
        seen.append(data)
        return facts_from(data, catalogue)

    monkeypatch.setattr(from_store, "facts_from", facts)
    return seen


def test_that_the_second_run_checks_no_document_and_gives_the_same_figures(store: Store, worked_out: list[bytes]) -> None:
    cold, _ = figures(store)
    assert len(worked_out) == 6
    warm, _ = figures(store)
    assert len(worked_out) == 6
    assert warm == cold
    bodies = [(draft_id, body) for _, draft_id, body in store.bodies()]
    assert json.dumps(as_json(count(bodies, PACK, Span()).tally, PACK)).encode() == cold


def test_that_a_changed_draft_is_counted_anew_and_no_other(store: Store, worked_out: list[bytes]) -> None:
    figures(store)
    worked_out.clear()
    put(store, referral(5, [{"id": "c1", "ethnicity": {"code": "W1", "source": "child"}}]), revision=1)
    _, total = figures(store)
    assert len(worked_out) == 1
    assert total.tally.share("ethnicity_recorded").part == 3


def test_that_another_form_pack_counts_anew(store: Store, worked_out: list[bytes], tmp_path: Path) -> None:
    figures(store)
    folder = tmp_path / "pack"
    shutil.copytree(PACK.folder, folder)
    force = folder / "force.toml"
    force.write_text(force.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    other = packs.load(folder)
    assert kept.mark(other) != kept.mark(PACK)
    worked_out.clear()
    figures(store, other)
    assert len(worked_out) == 6


def test_that_another_program_counts_anew(store: Store, worked_out: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    figures(store)
    worked_out.clear()
    monkeypatch.setattr(kept, "_program", lambda: "the next one")
    figures(store)
    assert len(worked_out) == 6


MODULES = """
import sys
from pathlib import Path
from vpa_assist import catalogue
from vpa_assist.insight.counting import facts_from
for file in Path(sys.argv[1]).glob("*.json"):
    if ".expected." not in file.name:
        facts_from(file.read_bytes(), catalogue.default())
print(*sorted(name for name in sys.modules if name.startswith("vpa_assist.")))
"""


def test_that_the_programs_mark_covers_every_module_that_facts_are_made_with() -> None:
    examples = Path(__file__).parents[1] / "examples"
    done = subprocess.run([sys.executable, "-c", MODULES, str(examples)], capture_output=True, text=True, timeout=60, check=True)
    used = done.stdout.split()
    assert {"vpa_assist.insight.facts", "vpa_assist.checks.engine", "vpa_assist.record.reading"} <= set(used)
    covered = {part.removesuffix(".py") for part in kept.PARTS}
    assert [name for name in used if name.split(".")[1] not in covered] == []


@pytest.mark.parametrize(
    ("changed", "counts_anew"),
    [
        ("checks/voice.py", True),
        ("record/reading.py", True),
        ("review.py", True),
        ("pdf/render/blocks.py", False),
        ("cli.py", False),
    ],
)
def test_that_only_code_that_facts_follow_from_counts_anew(tmp_path: Path, changed: str, counts_anew: bool) -> None:
    home = tmp_path / "vpa_assist"
    shutil.copytree(Path(kept.__file__).parents[1], home, ignore=shutil.ignore_patterns("__pycache__", "fonts", "dictionaries"))
    before = kept._digest(home)
    with (home / changed).open("a", encoding="utf-8") as file:
        file.write("\n# another\n")
    assert (kept._digest(home) != before) is counts_anew


def test_that_the_span_is_no_part_of_what_is_kept(store: Store, worked_out: list[bytes]) -> None:
    _, none = figures(store, span=Span(first="2030-01-01"))
    _, all_ = figures(store)
    assert (none.tally.referrals, all_.tally.referrals, len(worked_out)) == (0, 6, 6)


def test_that_what_is_no_referral_is_named_each_time(store: Store) -> None:
    store.save("broken", b'{"kind": "live"}', summary=Summary(kind="live"), expected_revision=0, save_id="b")
    for _ in range(2):
        _, total = figures(store)
        assert (total.refused, total.tally.referrals) == (1, 6)
        assert total.lines[0].startswith("broken: ")


def test_that_what_is_kept_goes_with_its_draft_and_holds_no_word_of_it(store: Store) -> None:
    figures(store)
    rows = store._db.rows("SELECT facts FROM fact")
    assert len(rows) == 6
    assert not any(word in bytes(facts) for (facts,) in rows for word in (b"sofa", b"Name1", b"Noor", b"Jo Vane"))
    gone = SAMPLE[0]["id"]
    store.delete(gone, "entered twice")
    assert len(store._db.rows("SELECT n FROM fact")) == 5
    assert figures(store)[1].tally.referrals == 5


FREE = "Mrs Ahmed told Noor"


def test_that_no_free_text_that_a_document_may_hold_is_kept_but_the_unit() -> None:
    made, free = from_json(whole()), 0
    for pointer in fields():
        with suppress(ValidationError):  # codes, times and ids are checked kinds: what takes this is free text
            if pointer != "/author/unit":
                made = pointers.put(made, pointer, [FREE] if "tuple" in repr(pointers.kind_at(type(made), pointer)) else FREE)
                free += 1
    assert free > 100
    for status in ("draft", "submitted"):
        document = made.model_copy(update={"status": status}).model_dump_json(by_alias=True, exclude_unset=True)
        assert document.count(FREE) > 100
        packed = kept.packed(facts_from(document.encode(), PACK))
        assert b"Ahmed" not in packed
        assert b"Noor" not in packed


def test_that_figures_come_even_where_nothing_can_be_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    cold, _ = figures(store)
    store._db.raw.execute("DELETE FROM fact")

    def busy(*_: object) -> None:
        raise StoreBusy(holder="another window")

    monkeypatch.setattr(store.facts, "keep", busy)
    assert figures(store)[0] == cold


def test_that_a_draft_saved_while_figures_are_made_is_not_kept_as_it_was(store: Store, worked_out: list[bytes]) -> None:
    def saved_meanwhile(drafts: Any) -> Iterator[from_store.Portion]:
        for each in drafts:
            made = count_portion(each, PACK, Span())
            put(store, referral(5, [{"id": "c1", "ethnicity": {"code": "W1", "source": "child"}}]), revision=1)
            yield made

    list(count_store(store, PACK, saved_meanwhile))
    worked_out.clear()
    assert figures(store)[1].tally.share("ethnicity_recorded").part == 3
    assert len(worked_out) == 1


def test_that_another_window_may_save_while_all_drafts_are_read(store: Store) -> None:
    """A query that stayed open would make the next save here wait for ever once another window has written."""
    for number in range(100, 350):
        put(store, referral(number, []))
    with Store.unlock(store.folder, PHRASE, cost=CHEAP) as other:
        for reading in (store.bodies(), store.contributions(b"m")):
            next(iter(reading))
            other.set_setting("a", "b")
            store.set_setting("c", "d")
            assert len(list(reading)) == 255


def insight(folder: Path, *more: str) -> bytes:
    reader, writer = os.pipe()
    os.write(writer, PHRASE.encode() + b"\n")
    os.close(writer)
    command = [sys.executable, "-m", "vpa_assist", "insight", str(folder), "--passphrase-fd", str(reader), *more]
    done = subprocess.run(command, pass_fds=[reader], capture_output=True, check=True)
    os.close(reader)
    return done.stdout


@pytest.mark.parametrize("output", [["--format", "json", "--by", "age"], ["--format", "csv"], ["--format", "html"]])
def test_that_the_command_gives_the_same_bytes_cold_and_warm_with_one_process_and_with_two(
    large: Path, output: list[str]
) -> None:
    with Store.unlock(large, PHRASE) as store:
        store._db.raw.execute("DELETE FROM fact")
    cold = insight(large, "--jobs", "2", *output)
    assert insight(large, "--jobs", "2", *output) == cold
    assert insight(large, "--jobs", "1", *output) == cold


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of more drafts than one process takes at a time."""
    folder = tmp_path_factory.mktemp("large") / "live-1"
    made, _ = Store.create(folder, VANE, PHRASE)
    with made:
        for number in range(3 * from_store.AT_ONCE):
            document = SAMPLE[number % 6]
            put(made, {**document, "id": f"00000000-0000-4000-8000-{number:012d}"})
    return folder


_text = st.text(max_size=12)
_child = st.builds(
    ChildFacts,
    *(_text, _text, _text, st.none() | st.booleans(), _text, _text, _text, st.tuples(_text, _text)),
    *(st.frozensets(_text, max_size=3), st.frozensets(_text, max_size=3), st.none() | st.booleans()),
    *(st.none() | st.integers(0, 99), st.tuples(st.builds(AwaitedFact, _text, st.none() | st.integers(0), st.booleans()))),
)
_pairs = st.lists(st.tuples(_text, _text), max_size=3).map(tuple)


@given(
    st.builds(
        ReferralFacts,
        *(_text, st.none() | st.dates(), st.tuples(_text), _text, _text, _text, st.booleans()),
        *(st.lists(_child, max_size=3).map(tuple), st.frozensets(_text, max_size=4), st.integers(0, 9)),
        *(st.none() | st.integers(0), st.none() | st.integers(0), st.none() | st.booleans(), _pairs, _pairs),
    )
)
def test_that_facts_come_back_from_their_bytes_as_they_were(facts: ReferralFacts) -> None:
    assert kept.unpacked(kept.packed(facts)) == facts
    assert kept.packed(kept.unpacked(kept.packed(facts))) == kept.packed(facts)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[1,2,3]", b'["a",1,2,3,4,5,6,7,8,9,10,11,12,13,14]'])
def test_that_other_bytes_are_no_facts(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        kept.unpacked(data)


def test_that_a_process_that_helps_passes_over_what_breaks_it_and_says_no_word_of_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = helper.look

    def breaks(drafts: Any, catalogue: Catalogue) -> Any:
        if drafts[0].draft_id == "two":
            raise ZeroDivisionError("Noor hid behind the sofa")
        return real(drafts, catalogue)

    monkeypatch.setattr(helper, "look", breaks)
    body = json.dumps(SAMPLE[0]).encode()
    drafts = [Contribution(n, draft_id, 1, None, body) for n, draft_id in enumerate(("one", "two", "three"))]
    assert [n for n, _, _ in helper._worked_out(drafts, PACK)] == [0, 2]
    assert "".join(capfd.readouterr()) == ""


@pytest.mark.parametrize("changed", [False, True])
def test_that_a_process_that_helps_gives_nothing_by_another_form_pack_than_it_was_asked_for(
    tmp_path: Path, changed: bool
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACK.folder, folder)
    pack, force = packs.load(folder), folder / "force.toml"
    assert len(kept.mark(pack)) == 16
    if changed:
        force.write_text(force.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    helping = helper.Helper(pack)
    fresh = helping.work_out([Contribution(3, "d", 7, None, json.dumps(SAMPLE[0]).encode())])
    helping.end()
    assert (fresh is None) is changed
    assert fresh is None or [(n, revision) for n, revision, _ in fresh] == [(3, 7)]
