"""Insight's figures against a sample counted by hand, and against a second way of counting."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vpa_assist import catalogue as packs
from vpa_assist.errors import CannotDo
from vpa_assist.insight.counting import Counted, Span, count
from vpa_assist.insight.facts import facts_of
from vpa_assist.insight.html_page import as_html
from vpa_assist.insight.inspection import Evidence, pack, points, training_rows
from vpa_assist.insight.report import InsightWords, as_csv, as_json, safe_cell, table_of
from vpa_assist.insight.tally import Tally, middle_of, suppressed, tally_of
from vpa_assist.record.reading import from_json
from vpa_assist.training.results import Result, from_csv
from vpa_assist.training.results import as_csv as as_table

PACK = packs.default()


def child(number: int, **members: Any) -> dict[str, Any]:
    return {"id": f"c{number}", "given_name": f"Name{number}", "date_of_birth": "2016-05-01", **members}


def referral(number: int, children: list[dict[str, Any]], **members: Any) -> dict[str, Any]:
    return {
        "schema": "vpa-assist.referral/1",
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "kind": "live",
        "status": "submitted",
        "updated_at": "2026-11-20T12:00:00+00:00",
        "author": {"name": "Jo Vane", "collar_number": "4411", "unit": "Response A"},
        "incident": {"types": ["domestic_abuse"], "attended_at": "2026-11-10T22:00:00+00:00"},
        "children": children,
        "review": [{"id": "r1", "action": "submit", "at": "2026-11-11T00:30:00+00:00"}],
        **members,
    }


SPOKEN = {"status": "spoken_to"}
WORDS = {"words": [{"question": "Tell me about tonight.", "words": "I hid behind the sofa.", "how": "speech"}]}

SAMPLE = [
    # ethnicity recorded; spoken to with words
    referral(1, [child(1, ethnicity={"code": "W1", "source": "child"}, contact=SPOKEN, aware=WORDS)]),
    # explained; spoken to, no words
    referral(2, [child(1, ethnicity={"reason_not_recorded": "Mother asked us not to, Noor was asleep."}, contact=SPOKEN)]),
    # not stated without reason, a placeholder; asleep
    referral(3, [child(1, ethnicity={"code": "NS"}, contact={"status": "seen_asleep", "welfare_check": "As above."})]),
    # missing twice, of two children; one of them not seen, heard later
    referral(
        4,
        [
            child(1, contact={"status": "not_seen", "follow_up_done_at": "2026-11-12T10:00:00+00:00"}),
            child(2, contact=SPOKEN, aware=WORDS),
        ],
        incident={"types": ["missing"], "attended_at": "2026-11-10T22:00:00+00:00"},
    ),
    # a placeholder reason
    referral(5, [child(1, ethnicity={"reason_not_recorded": "n/a"})]),
    # an unborn child is no child who could be seen; training is left out
    referral(6, [child(1, unborn=True), child(2, ethnicity={"code": "A2", "source": "parent_or_carer"})]),
    referral(7, [child(1)], kind="training"),
]


def counted() -> Counted:
    return count(((f"{number}.json", json.dumps(each).encode()) for number, each in enumerate(SAMPLE)), PACK, Span())


def test_that_ethnicity_recorded_explained_and_placeholder_are_three_figures() -> None:
    tally = counted().tally
    shown = {
        state: (tally.share(f"ethnicity_{state}").part, tally.share(f"ethnicity_{state}").whole)
        for state in ("recorded", "explained", "placeholder", "missing")
    }
    assert shown == {"recorded": (2, 7), "explained": (1, 7), "placeholder": (2, 7), "missing": (2, 7)}


def test_that_seen_and_heard_are_counted_by_hand() -> None:
    tally = counted().tally
    assert (tally.referrals, tally.children, tally.left_out_training) == (6, 7, 1)
    parts = {key: tally.share(key).part for key in ("contact_spoken_to", "contact_seen_asleep", "contact_not_seen")}
    assert parts == {"contact_spoken_to": 3, "contact_seen_asleep": 1, "contact_not_seen": 1}
    assert (tally.share("spoken_to_no_words").part, tally.share("spoken_to_no_words").whole) == (1, 3)
    assert (tally.share("asleep_checked").part, tally.share("asleep_checked").whole) == (0, 1)
    assert (tally.share("heard_later").part, tally.share("heard_later").whole) == (1, 4)


def test_that_attendance_to_hand_in_is_told_in_minutes() -> None:
    assert counted().tally.hand_in_minutes == {150: 6}
    assert middle_of(counted().tally.hand_in_minutes) == (150.0, 150.0, 150.0)


def test_that_groups_stand_in_the_order_of_their_words_and_what_is_not_known_last() -> None:
    words = InsightWords(PACK)
    found = words.in_order("type", ["not_known", "police_protection", "custody", "missing", "domestic_abuse"])
    labels = [words.group("type", each) for each in found]
    assert labels == [*sorted(labels[:-1], key=str.casefold), "Not known"]
    assert words.in_order("age", ["under_1", "1_to_4"]) == ["under_1", "1_to_4"]


def waited(number: int) -> dict[str, Any]:
    """Handed in two and a half hours after attendance, sent three hours later; minutes of a meeting are awaited for nine days."""
    own = child(1, awaited=[{"what": "strategy_minutes", "asked_at": "2026-11-11T12:00:00+00:00"}])
    sent = {"id": "r2", "action": "send", "at": "2026-11-11T03:30:00+00:00"}
    review = [{"id": "r1", "action": "submit", "at": "2026-11-11T00:30:00+00:00"}, sent]
    return referral(number, [own], review=review, referral={"local_authority": "halton"})


def test_that_waits_and_what_is_awaited_are_in_every_form_of_the_report() -> None:
    documents = [("x.json", json.dumps(waited(number)).encode()) for number in range(12)]
    tally = count(documents, PACK, Span()).tally
    plain = as_json(tally, PACK)
    assert plain["minutes_to_hand_in"] == {"count": 12, "lower": 150, "middle": 150, "upper": 150}
    assert plain["minutes_to_sending"]["middle"] == 180
    (held,) = plain["awaited"]
    rows = list(csv.DictReader(io.StringIO(as_csv(tally, PACK))))
    half = next(row for row in rows if row["measure"] == "minutes_to_sending" and row["group"] == "Half took less than")
    assert (half["panel"], half["of"], half["part"], half["whole"]) == ("times", "minutes", "180.0", "12")
    (awaited,) = [row for row in rows if row["measure"] == "awaited"]
    assert (awaited["title"], awaited["group"], awaited["part"]) == (held["what"], "Halton, 3 to 13 days", "12")
    page = as_html(tally, PACK)
    assert "3 h 00" in page
    assert f'<th scope="row">{held["what"]}</th><td>Halton</td><td>3 to 13 days</td><td class="n">12</td>' in page


def test_that_waits_and_awaited_things_of_few_are_hidden_in_every_form() -> None:
    documents = [("x.json", json.dumps(waited(number)).encode()) for number in range(9)]
    tally = count(documents, PACK, Span()).tally
    assert as_json(tally, PACK)["minutes_to_sending"] is None
    rows = list(csv.DictReader(io.StringIO(as_csv(tally, PACK))))
    assert {row["part"] for row in rows if row["panel"] in ("times", "waiting")} == {"under 10"}
    page = as_html(tally, PACK)
    assert "3 h 00" not in page
    assert '<td class="n">under 10</td>' in page


def test_that_the_parts_of_a_split_make_the_whole() -> None:
    tally = counted().tally
    for dimension in ("type", "month", "unit", "age", "week", "authority", "ethnicity"):
        groups = tally.groups("ethnicity_missing", dimension)
        assert sum(tally.share("ethnicity_missing", dimension, group).whole for group in groups) == 7
        assert sum(tally.share("ethnicity_missing", dimension, group).part for group in groups) == 2


def test_that_counting_in_portions_gives_what_counting_at_once_gives() -> None:
    facts = [facts_of(from_json(each), (), PACK) for each in SAMPLE]
    whole, portions = tally_of(facts), Tally()
    for start in range(0, len(facts), 2):
        portions += tally_of(facts[start : start + 2])
    assert portions == whole


def test_that_ethnicity_counted_a_second_way_agrees() -> None:
    plain = [c.get("ethnicity", {}) for each in SAMPLE if each["kind"] == "live" for c in each["children"] if not c.get("unborn")]
    recorded = sum(e.get("code") not in (None, "NS") for e in plain)
    assert counted().tally.share("ethnicity_recorded").part == recorded


def test_that_a_document_outside_the_days_is_left_out() -> None:
    documents = [("a", json.dumps(SAMPLE[0]).encode())]
    assert count(documents, PACK, Span(first="2026-11-12")).tally.referrals == 0
    assert count(documents, PACK, Span(first="2026-11-11", last="2026-11-11")).tally.referrals == 1
    assert count(documents, PACK, Span(units=frozenset({"Response B"}))).tally.referrals == 0


def test_that_units_and_kinds_narrow_and_an_empty_one_means_not_recorded() -> None:
    documents = [(f"{number}.json", json.dumps(each).encode()) for number, each in enumerate(SAMPLE)]
    documents.append(("none.json", json.dumps(referral(8, [child(1)], incident={}, author={})).encode()))

    def number(**members: frozenset[str]) -> int:
        return count(documents, PACK, Span(**members)).tally.referrals

    assert number(types=frozenset({"missing"})) == 1
    assert number(types=frozenset({"missing", "domestic_abuse"}), units=frozenset({"Response A"})) == 6
    assert number(types=frozenset({""})) == number(units=frozenset({""})) == 1


def test_that_every_form_says_what_the_figures_are_narrowed_to(tmp_path: Path) -> None:
    for number, each in enumerate(SAMPLE):
        (tmp_path / f"{number}.json").write_text(json.dumps(each), encoding="utf-8")
    asked = ("--unit", "Response A", "--type", "missing", "--from", "2026-11-01")
    words = "Only from 2026-11-01; Response A; Missing child."
    assert words in run(str(tmp_path), *asked, "--format", "csv").stdout
    assert words in run(str(tmp_path), *asked, "--format", "html").stdout
    assert run(str(tmp_path), *asked, "--format", "pack", "-o", str(tmp_path / "p.zip")).returncode == 0
    with zipfile.ZipFile(tmp_path / "p.zip") as made:
        assert words in made.read("index.html").decode()
    wrong = run(str(tmp_path), "--type", "mising")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "missing" in wrong.stderr


def test_that_a_refused_document_is_named_and_the_others_count() -> None:
    found = count([("bad.json", b"{"), ("good.json", json.dumps(SAMPLE[0]).encode())], PACK, Span())
    assert (found.refused, found.tally.referrals) == (1, 1)
    assert found.lines[0].startswith("bad.json: ")


def test_that_small_groups_are_hidden_and_cannot_be_worked_out() -> None:
    assert suppressed({"a": 40, "b": 3, "c": 12}, 10) == {"b", "c"}
    assert suppressed({"a": 40, "b": 3, "c": 4}, 10) == {"b", "c"}
    assert suppressed({"a": 40, "b": 12}, 10) == frozenset()
    assert suppressed({"a": 40, "b": 3}, 10, total_shown=False) == {"b"}


def test_that_a_report_shows_no_figure_of_a_small_group() -> None:
    table = table_of(counted().tally, "ethnicity_missing", "type", InsightWords(PACK))
    assert [row.shown for row in table.rows] == [False, False]
    assert all(row.part is None and row.value is None and row.low is None for row in table.rows)


def test_that_no_name_of_a_child_is_in_any_output() -> None:
    tally = counted().tally
    everything = as_csv(tally, PACK) + as_html(tally, PACK) + json.dumps(as_json(tally, PACK))
    with zipfile.ZipFile(io.BytesIO(pack(tally, PACK, Evidence()))) as file:
        everything += "".join(file.read(name).decode() for name in file.namelist())
    assert "Name1" not in everything
    assert "4411" not in everything
    assert "Jo Vane" not in everything


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_that_no_cell_is_a_formula(start: str) -> None:
    many = count([("a", json.dumps(referral(1, [child(1)], author={"unit": f"{start}SUM(A1)"})).encode())] * 30, PACK, Span())
    rows = list(csv.reader(io.StringIO(as_csv(many.tally, PACK, "unit"))))
    assert all(not cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)
    assert safe_cell(f"{start}x").startswith("'")


def test_that_the_inspection_pack_names_only_checks_and_measures_that_exist_and_is_repeatable() -> None:
    words = InsightWords(PACK)
    for point in points(PACK):
        assert all(PACK.check_text(code).title for code in point.codes)
        assert all(words.measure(measure)["title"] for measure in point.measures)
    tally = counted().tally
    data = pack(tally, PACK, Evidence(moves=tally.moves))
    assert data == pack(tally, PACK, Evidence(moves=tally.moves))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert "2026-11,submit,6" in file.read("review-log.csv").decode("utf-8-sig")


def test_that_the_inspection_pack_holds_samples_and_training_results() -> None:
    results = [
        Result(
            pseudonym=f"Heron {number}",
            scenario="asleep-upstairs",
            at="2026-11-01T10:00:00+00:00",
            musts_cold=cold,
            musts_guided=1,
        )
        for number, cold in ((12, 6), (13, 4))
    ]
    evidence = Evidence(
        {}, [["2026-11-01", "autumn", "6", "40", "No part has two grades."]], training_rows(from_csv(as_table(results, {})))
    )
    with zipfile.ZipFile(io.BytesIO(pack(counted().tally, PACK, evidence))) as file:
        assert "asleep-upstairs,2,2,5,1" in file.read("training.csv").decode("utf-8-sig")
        assert "2026-11-01,autumn,6,40" in file.read("samples.csv").decode("utf-8-sig")
        page = file.read("index.html").decode()
    assert "<td>autumn</td>" in page
    assert "<td>asleep-upstairs</td>" in page
    assert "Heron" not in page


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a,b\r\n1,2\r\n", b"h\r\n" + b",".join([b"x"] * 12), b'"'])
def test_that_another_table_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(CannotDo, match="no table of training results") as refusal:
        from_csv(data)
    assert "\n" not in str(refusal.value)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "vpa_assist", "insight", *words], capture_output=True, text=True, check=False)


def test_that_the_command_reads_a_folder_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    for number, each in enumerate(SAMPLE):
        (tmp_path / f"{number}.json").write_text(json.dumps(each), encoding="utf-8")
    good = run(str(tmp_path))
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["referrals"] == 6
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    bad = run(str(tmp_path), "--format", "csv")
    assert bad.returncode == 2
    assert "broken.json" in bad.stderr
    assert "ethnicity_missing" in bad.stdout


def test_that_a_wrong_date_or_place_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert run(str(tmp_path), "--from", "yesterday").stderr.count("\n") == 1
    empty = run(str(tmp_path))
    assert (empty.returncode, empty.stderr) == (0, f"There is no referral (.json) in {tmp_path}.\n")
    nowhere = run(str(tmp_path / "nowhere"))
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (2, 1)
