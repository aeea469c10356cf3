"""The form check names file, entry and fault of whatever is wrong in a pack, and is not to be stopped by a hostile one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.conftest import Spoil
from vpa_assist.catalogue import BrokenPack, check_pack, load
from vpa_assist.catalogue.files import parse
from vpa_assist.catalogue.validate import MOST_FAULTS
from vpa_assist.commands.form import faults_in
from vpa_assist.errors import CannotDo

SPOILT = [
    # file, passage, instead, where the fault is named, what it says, the nearest right word
    ("checks/identity.toml", "[ETH001]", "[ETH01]", "ETH01", "three capitals and three digits", ""),
    ("checks/identity.toml", "[ETH001]", "[ETH101]", "ETH001", "has no words", ""),
    ("checks/identity.toml", 'severity = "must"', 'severity = "should"', "IDN001", 'the severity "must"', ""),
    ("checks/identity.toml", 'title = "Name missing"', 'title = "No name"', "IDN001", 'the title "Name missing"', ""),
    ("checks/identity.toml", 'message = "This child has no name"', 'message = "No name."', "IDN001", "full stop", ""),
    ("checks/identity.toml", "This child has no name", "{nme} has no name", "IDN001", "{nme}", "name"),
    ("checks/identity.toml", "This child has no name", "{count} has no name", "IDN001", "{count}", ""),
    ("checks/identity.toml", "This child has no name", "{ has no name", "IDN001", "stands alone", ""),
    ("checks/identity.toml", "This child has no name", "{name.upper} has none", "IDN001", "no placeholder", ""),
    (
        "checks/identity.toml",
        'sources = ["good-practice"]',
        'sources = ["good-practise"]',
        "IDN001",
        "no source",
        '"good-practice"',
    ),
    ("checks/identity.toml", 'sources = ["good-practice"]', "sources = []", "IDN001", "no source", ""),
    ("checks/identity.toml", 'sources = ["good-practice"]', 'sources = "good-practice"', "IDN001", "a list of texts", ""),
    ("checks/identity.toml", "fix = ", "fixx = ", "IDN001", 'unknown key "fixx"', '"fix"'),
    ("codes/ethnicity.toml", 'code = "W1"', 'code = "W7"', "W1", "no label", ""),
    ("codes/ethnicity.toml", 'code = "W1"', 'code = "W2"', "W2", "twice", ""),
    ("codes/ethnicity.toml", 'group = "white"', 'group = "whit"', "W1", "no group", '"white"'),
    ("codes/religion.toml", 'code = "sikh"', 'code = "sihk"', "sihk", "cannot hold this code", '"sikh"'),
    ("codes/send_how.toml", 'code = "portal"', 'code = "portals"', "portal", "no label", ""),
    ("codes/severity.toml", 'code = "must"', 'code = "shall"', "must", "no label", ""),
    ("codes/sex.toml", 'label = "Female"', "label = 7", "female", '"label" is not text', ""),
    (
        "pages/10-incident.toml",
        'field = "incident/account"',
        'field = "incident/acount"',
        "acount",
        "no member",
        '"incident/account"',
    ),
    ("pages/10-incident.toml", 'kind = "text"', 'kind = "texxt"', "incident/account", "unknown kind", '"text"'),
    ("pages/10-incident.toml", 'kind = "text"', 'kind = "number"', "incident/account", "does not fit", ""),
    (
        "pages/10-incident.toml",
        'codes = "incident_type"',
        'codes = "incident_typ"',
        "incident/types",
        "no code list",
        '"incident_type"',
    ),
    ("pages/10-incident.toml", 'codes = "incident_type"', 'codes = "religion"', "domestic_abuse", "no label", ""),
    (
        "pages/10-incident.toml",
        'when = "domestic_abuse"',
        'when = "domestic_abus"',
        "dash_reference",
        "unknown condition",
        '"domestic_abuse"',
    ),
    ("pages/10-incident.toml", 'width = "half"', 'width = "haf"', "incident/reference", "unknown width", '"half"'),
    ("pages/10-incident.toml", "What kind of incident", "What kind of {thing}", "incident/types", "{thing}", ""),
    ("pages/40-child-seen.toml", 'field = "contact/place"', 'field = "contact/reason"', "contact/place", "no page asks", ""),
    ("pages/40-child-seen.toml", 'covers = ["contact"]', 'covers = ["contacts"]', "child.seen", "covers", ""),
    (
        "pages/41-child-who.toml",
        'reason = "religion/reason_not_recorded"',
        'reason = "religion/reason"',
        "religion/code",
        "reason",
        "",
    ),
    ("pages/41-child-who.toml", 'id = "child.who"', 'id = "child.seen"', "child.seen", "already", ""),
    ("prompts/words.toml", 'page = "child.words"', 'page = "child.word"', "words-infant", "no page", '"child.words"'),
    ("prompts/words.toml", 'when = ["infant"]', 'when = ["not infants"]', "words-infant", "unknown condition", '"infant"'),
    ("cards.toml", 'sources = ["app-concern"]', "sources = []", "risk_now", "no source", ""),
    ("cards.toml", 'when = ["immediate_risk"]', 'when = ["imediate_risk"]', "risk_now", "unknown condition", '"immediate_risk"'),
    ("authorities.toml", 'CW1 = ["cheshire_east"]', 'CW1 = ["cheshire_est"]', "districts.CW1", "no authority", '"cheshire_east"'),
    ("authorities.toml", "CW1 = [", "CW-1 = [", "districts.CW-1", "not a postcode district", ""),
    ("force.toml", "retention_days = 30", "retention_days = 0", "retention_days", "outside 1 to 3650", ""),
    (
        "force.toml",
        'marking = "OFFICIAL-SENSITIVE"',
        'marking = "RESTRICTED"',
        "marking",
        "not used any more",
        '"OFFICIAL-SENSITIVE"',
    ),
    ("force.toml", "idle_lock_minutes = 10", 'idle_lock_minutes = "10"', "", "a whole number", ""),
    ("glossary.toml", 'term = "ABE"', 'term = "AA"', "AA", "twice", ""),
    ("screens.toml", 'this_child = "this child"', 'this_children = "this child"', "this_child", "missing", ""),
    ("screens.toml", 'this_child = "this child"', 'this_child = "this { child"', "this_child", "stands alone", ""),
    ("internal.toml", '"scenario" =', '"scenarios" =', "scenario", "no page asks", ""),
    ("sources.toml", 'read = "full"', 'read = "all"', "pir-summary", "full, part or none", ""),
]


@pytest.mark.parametrize(("file", "old", "new", "key", "wrong", "near"), SPOILT, ids=lambda each: None)
def test_that_a_fault_is_named_with_its_file_entry_and_the_nearest_right_word(
    spoil: Spoil, file: str, old: str, new: str, key: str, wrong: str, near: str
) -> None:
    faults = spoil(file, old, new)
    told = [str(fault) for fault in faults]
    assert any(key in each.key and wrong in each.wrong and near in each.nearest for each in faults), told
    assert all("\n" not in each for each in told)


def test_that_all_faults_are_told_at_once(spoil: Spoil, pack: Path) -> None:
    (pack / "force.toml").write_text(
        (pack / "force.toml").read_text("utf-8").replace("retention_days = 30", "retention_days = 0"), "utf-8"
    )
    (pack / "codes" / "sex.toml").unlink()
    faults = spoil("prompts/words.toml", 'page = "child.words"', 'page = "child.word"')
    assert {"force.toml", "pages/41-child-who.toml", "prompts/words.toml"} <= {fault.file for fault in faults}


def test_that_a_missing_file_or_folder_is_named(pack: Path) -> None:
    (pack / "force.toml").unlink()
    for path in (pack / "prompts").iterdir():
        path.unlink()
    told = [str(fault) for fault in check_pack(pack)]
    assert "force.toml: this file is missing" in told
    assert "prompts/: there is no file in this folder" in told


def test_that_a_folder_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for refuse in (check_pack, load):
        with pytest.raises(CannotDo, match="There is no form pack in"):
            refuse(tmp_path / "none")


HOSTILE = {
    "not TOML": b"[ETH001\n",
    "not UTF-8": b'title = "\xff\xfe"\n',
    "larger than 1 MiB": b"# " + b"x" * 1_048_576,
    "deeper": ("a = " + "[" * 40 + "]" * 40 + "\n").encode(),
    "too deeply": ("a = " + "[" * 20_000 + "]" * 20_000 + "\n").encode(),
    "too long": b"a = " + b"9" * 6_000 + b"\n",
}


@pytest.mark.parametrize("wrong", HOSTILE, ids=lambda each: each.replace(" ", "-"))
def test_that_a_hostile_file_is_one_sentence(pack: Path, wrong: str) -> None:
    (pack / "screens.toml").write_bytes(HOSTILE[wrong])
    faults = [fault for fault in check_pack(pack) if fault.file == "screens.toml"]
    assert len(faults) == 1
    assert wrong in str(faults[0])
    with pytest.raises(BrokenPack) as refused:
        load(pack).screen("this_child")
    assert "screens.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.name == "nt", reason="making a link needs a right that Windows does not give everybody")
def test_that_a_link_out_of_the_pack_is_not_followed(pack: Path, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.toml"
    secret.write_text('this_child = "read from elsewhere"', "utf-8")
    (pack / "screens.toml").unlink()
    (pack / "screens.toml").symlink_to(secret)
    assert any(fault.file == "screens.toml" and "outside" in fault.wrong for fault in check_pack(pack))
    with pytest.raises(BrokenPack, match="outside"):
        load(pack).screen("this_child")


@pytest.mark.skipif(os.name == "nt", reason="making a link needs a right that Windows does not give everybody")
def test_that_a_link_that_leads_to_itself_is_one_sentence(pack: Path) -> None:
    (pack / "screens.toml").unlink()
    (pack / "screens.toml").symlink_to(pack / "screens.toml")
    assert any(fault.file == "screens.toml" for fault in check_pack(pack))


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_that_any_bytes_are_a_table_or_one_sentence(data: bytes) -> None:
    try:
        assert isinstance(parse(data, "x.toml"), dict)
    except BrokenPack as refused:
        assert "\n" not in str(refused)


def test_that_a_thousand_files_are_refused(pack: Path) -> None:
    for number in range(1_000):
        (pack / "codes" / f"x{number}.toml").write_text("", "utf-8")
    assert [fault.wrong for fault in check_pack(pack)] == ["it holds more than 400 files"]


def test_that_a_folder_full_of_other_things_is_not_walked_to_its_end(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"f{number}").mkdir()
        for name in range(1_000):
            (tmp_path / f"f{number}" / f"{name}.txt").touch()
    assert [str(fault) for fault in check_pack(tmp_path)] == [".: this is no form pack"]


@pytest.mark.skipif(os.name == "nt", reason="making a link needs a right that Windows does not give everybody")
def test_that_a_linked_folder_is_not_followed(pack: Path, tmp_path: Path) -> None:
    (pack / "prompts").rename(tmp_path / "prompts")
    (pack / "prompts").symlink_to(tmp_path / "prompts", target_is_directory=True)
    assert "prompts/: there is no file in this folder" in [str(fault) for fault in check_pack(pack)]
    with pytest.raises(BrokenPack, match="outside"):
        load(pack).prompt_cards()


def test_that_faults_without_end_are_cut_with_their_number(pack: Path) -> None:
    (pack / "screens.toml").write_text("\n".join(f"k{number} = {number}" for number in range(5_000)), "utf-8")
    faults = check_pack(pack)
    assert len(faults) == MOST_FAULTS + 1
    assert "more faults" in faults[-1].wrong


WRONG_KINDS = ["7", "true", '"text"', "[1, 2]", "{ a = 1 }", "[{ a = 1 }]", "1979-05-27", "[]", "{}"]


@pytest.mark.parametrize("value", WRONG_KINDS)
@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("checks/seen.toml", "SEE001"),
        ("codes/sex.toml", "code"),
        ("pages/10-incident.toml", "page"),
        ("prompts/words.toml", "card"),
        ("cards.toml", "card"),
        ("glossary.toml", "term"),
        ("authorities.toml", "authority"),
        ("authorities.toml", "districts"),
        ("sources.toml", "aware"),
        ("internal.toml", "member"),
    ],
)
def test_that_a_value_of_the_wrong_kind_is_a_fault_and_never_a_traceback(pack: Path, file: str, key: str, value: str) -> None:
    (pack / file).write_text(f"{key} = {value}\n", "utf-8")
    faults = check_pack(pack)
    assert faults
    catalogue = load(pack)
    for read in (
        catalogue.check_texts,
        catalogue.pages,
        catalogue.cards,
        catalogue.glossary,
        catalogue.authorities,
        catalogue.sources,
    ):
        try:
            read()
        except BrokenPack as refused:
            assert "\n" not in str(refused)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("says = [", "says = 7\nsaid = [", "Form pack, patterns/LAN004.toml: `says` is to be a list of words."),
        ('says = ["', 'says = ["", "', "Form pack, patterns/LAN004.toml: '': '' is no line of words."),
        ('says = ["', 'says = ["one|?", "', "Form pack, patterns/LAN004.toml: 'one|?': 'one|' has a place without a word."),
        ('says = ["', 'says = ["{nobody} of", "', "Form pack, patterns/LAN004.toml: '{nobody} of': no concept {nobody}."),
    ],
)
def test_that_a_pattern_that_cannot_be_read_is_named_in_one_sentence(pack: Path, old: str, new: str, told: str) -> None:
    file = pack / "patterns" / "LAN004.toml"
    file.write_text(file.read_text("utf-8").replace(old, new.replace("{nobody}", "{nobody_knows}"), 1), "utf-8")
    assert faults_in(pack) == [told.replace("{nobody}", "{nobody_knows}")]
