"""The catalogue: what it gives, how late it reads, and that one pack is one object wherever it travels."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forms
from vpa_assist import catalogue as packs
from vpa_assist.catalogue import Catalogue, files


def test_that_the_default_pack_is_always_the_same_object(catalogue: Catalogue) -> None:
    assert packs.default() is packs.load(forms.FOLDER) is packs.load(Path(forms.FOLDER))
    assert pickle.loads(pickle.dumps(catalogue)) is catalogue
    assert {catalogue: "key"}[packs.default()] == "key"


def test_that_a_window_start_reads_the_words_of_the_window_and_nothing_else(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = files.read_bytes

    def watched(folder: Path, name: str) -> bytes:
        read.append(name)
        return real(folder, name)

    monkeypatch.setattr(files, "read_bytes", watched)
    assert packs.load(pack).screen("this_child") == "this child"
    assert read == ["screens.toml"]


def test_that_reading_the_windows_words_imports_no_model_and_no_toml() -> None:
    program = (
        "import sys\n"
        "from vpa_assist import catalogue\n"
        "catalogue.default().screen('this_child')\n"
        "catalogue.default().screen('this_child')\n"
        "print(sorted({'pydantic', 'PySide6', 'platformdirs', 'vpa_assist.record'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_that_a_second_reading_comes_from_the_cache_and_says_the_same(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_cache_folder", lambda: tmp_path)
    data = (pack / "cards.toml").read_bytes()
    first = files.parse(data, "cards.toml")

    def not_again(*_: object) -> None:
        raise AssertionError("parsed twice")

    monkeypatch.setattr(files, "_parse", not_again)
    assert files.parse(data, "cards.toml") == first


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b"\xff", b'"text"', b"[" * 100_000])
def test_that_a_spoilt_cache_is_not_believed(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes) -> None:
    monkeypatch.setattr(files, "_cache_folder", lambda: tmp_path)
    data = (pack / "force.toml").read_bytes()
    right = files.parse(data, "force.toml")
    (kept,) = tmp_path.glob("*.json")
    kept.write_bytes(spoilt)
    assert files.parse(data, "force.toml") == right


def test_that_a_pack_is_read_where_no_cache_can_be_written(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_cache_folder", lambda: None)
    assert packs.load(pack).force().marking == "OFFICIAL-SENSITIVE"
    monkeypatch.setattr(files, "_cache_folder", lambda: pack / "force.toml" / "no folder")
    assert files.parse(b"a = 1", "x.toml") == {"a": 1}


def test_that_the_cache_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_cache_folder", lambda: tmp_path)
    monkeypatch.setattr(files, "_KEPT", 5)
    for number in range(12):
        files.parse(f"a = {number}".encode(), "x.toml")
    assert len(list(tmp_path.iterdir())) == 5


def test_that_a_changed_pack_has_another_fingerprint(pack: Path) -> None:
    before = Catalogue(pack).fingerprint
    assert before == Catalogue(pack).fingerprint
    path = pack / "force.toml"
    path.write_text(path.read_text("utf-8").replace("retention_days = 30", "retention_days = 31"), "utf-8")
    assert Catalogue(pack).fingerprint != before


@pytest.mark.parametrize(
    ("postcode", "codes"),
    [
        ("CW1 2AB", {"cheshire_east"}),
        ("cw7  0zy", {"cheshire_west_and_chester"}),
        ("CW70ZY", {"cheshire_west_and_chester"}),
        (" WA1 1AA ", {"warrington"}),
        ("WA11 0AA", {"st_helens"}),
        ("WA7 1AA", {"halton", "cheshire_west_and_chester"}),
        ("L24 4AA", {"liverpool", "halton"}),
        ("M1 1AA", set()),
        ("CW1", set()),
        ("", set()),
        ("nonsense", set()),
    ],
)
def test_that_a_postcodes_district_gives_the_authorities_that_it_touches(
    catalogue: Catalogue, postcode: str, codes: set[str]
) -> None:
    assert catalogue.authorities_of(postcode) == codes


@given(st.text(max_size=12))
def test_that_no_text_given_as_a_postcode_is_more_than_an_empty_answer(text: str) -> None:
    known = {authority.code for authority in packs.default().authorities()}
    assert packs.default().authorities_of(text) <= known


def test_that_the_four_authorities_of_the_force_come_first_with_a_door_by_day_and_by_night(catalogue: Catalogue) -> None:
    own = catalogue.authorities()[:4]
    assert [each.code for each in own] == ["cheshire_east", "cheshire_west_and_chester", "halton", "warrington"]
    assert all(each.covered and each.phone and each.out_of_hours_phone and each.exploitation_meeting for each in own)
    assert not any(each.covered for each in catalogue.authorities()[4:])
    assert catalogue.label("local_authority", "halton") == "Halton"


def test_that_every_ethnicity_has_its_census_code(catalogue: Catalogue) -> None:
    census = "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
    codes = catalogue.codes("ethnicity")
    assert len(codes) == 19
    assert set(" ".join(entry.maps["dfe"] for entry in codes).split()) == set(census.split())
    assert list(codes.groups) == ["white", "mixed", "asian", "black", "other", "not_stated"]
    assert sum(len(codes.of_group(group)) for group in codes.groups) == 19


def test_that_languages_have_codes_that_the_record_takes(catalogue: Catalogue) -> None:
    languages = catalogue.codes("language")
    assert len(languages) >= 90
    assert all(entry.code.isalpha() and entry.code.islower() and 2 <= len(entry.code) <= 3 for entry in languages)
    assert languages.label("bfi") == "British Sign Language"
    labels = [entry.label for entry in languages]
    assert len(set(labels)) == len(labels)


def test_that_unknown_things_are_told_apart_from_known_ones(catalogue: Catalogue) -> None:
    assert catalogue.label("sex", "unheard_of") == "unheard_of"
    assert catalogue.label("sex", None) == ""
    assert catalogue.authority("nowhere") is None
    for ask in (
        lambda: catalogue.check_text("XYZ999"),
        lambda: catalogue.codes("nothing"),
        lambda: catalogue.codes("../checks/seen"),
        lambda: catalogue.screen("nothing"),
        lambda: catalogue.page("nothing"),
        lambda: catalogue.raw("../pyproject"),
        lambda: catalogue.raw("nothing"),
        lambda: catalogue.source("nothing"),
    ):
        with pytest.raises(KeyError):
            ask()


@pytest.mark.parametrize(
    ("path", "code", "page", "child"),
    [
        ("", "", "read", None),
        ("/incident", "INC002", "incident", None),
        ("/incident/children_in_household", "SEE009", "roll_call", None),
        ("/children", "INC001", "roll_call", None),
        ("/children/2", "IDN001", "child.who", 2),
        ("/children/2", "VOC004", "child.wishes", 2),
        ("/children/2", "RLN002", "people", None),
        ("/children/2", "FLG001", "child.flags", 2),
        ("/children/2", "OFF001", "child.applies", 2),
        ("/children/1/aware", "APP001", "child.appearance", 1),
        ("/children/1/aware", "VOC001", "child.words", 1),
        ("/children/1/aware/words/3/question", "WRD004", "child.words", 1),
        ("/children/1/aware/activity", "LAN001", "child.activity", 1),
        ("/children/0/contact/welfare_check", "WRD006", "child.seen", 0),
        ("/children/0/police_protection/reviews/1", "PPO010", "protection", None),
        ("/children/0/custody/reviews/1", "CUS004", "child.custody", 0),
        ("/referral", "REF001", "decision", None),
        ("/author", "INC004", "incident", None),
    ],
)
def test_that_a_finding_leads_to_the_page_that_can_answer_it(
    catalogue: Catalogue, path: str, code: str, page: str, child: int | None
) -> None:
    assert catalogue.page_of(path, code) == (page, child)


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("/incident/account", "what happened"),
        ("/children/4/contact/welfare_check", "the welfare check"),
        ("/children/0/contact/follow_up_due", "when the follow-up is due"),
        ("/children/0/aware/words/12/demeanour", "the demeanour"),
        ("/children/0/police_protection/informed/child", "when the child was told"),
        ("/people/3/relationships/0/parental_responsibility", "parental responsibility"),
        ("/children/0/address/town", "the address"),
        ("/something/else", "else"),
        ("", ""),
    ],
)
def test_that_a_field_has_a_name_for_the_middle_of_a_sentence(catalogue: Catalogue, pointer: str, name: str) -> None:
    assert catalogue.field_name(pointer) == name
