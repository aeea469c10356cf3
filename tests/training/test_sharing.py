"""A scenario as one file, and files from elsewhere."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vpa_assist.errors import CannotDo
from vpa_assist.training import sharing
from vpa_assist.training.records import record
from vpa_assist.training.scenario import BrokenScenario, Scenario


def value(scenario: Scenario) -> dict[str, Any]:
    made = json.loads(sharing.pack(scenario))
    assert isinstance(made, dict)
    return made


def refusal(data: bytes) -> str:
    with pytest.raises(BrokenScenario) as refused:
        sharing.unpack(data, "from-a-friend.vpascenario")
    text = str(refused.value)
    assert text.startswith("The scenario from-a-friend.vpascenario cannot be used: ")
    assert "\n" not in text, "one sentence"
    assert len(text) < 600
    return text


def test_that_a_shared_scenario_comes_back_whole_and_as_ones_own(asleep: Scenario) -> None:
    back = sharing.unpack(sharing.pack(asleep), "a.vpascenario")
    assert back == asleep.model_copy(update={"origin": "own"})
    assert record(back, "weak") == record(asleep, "weak")


def test_that_the_same_scenario_is_the_same_file(asleep: Scenario) -> None:
    assert sharing.pack(asleep) == sharing.pack(asleep)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not JSON"),
        (b"PK\x03\x04\x00\x00", "UTF-8|not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 200_000, "nesting"),
        (b'{"a":1,"a":2}', "twice"),
        (b'{"schema": "vpa-assist.referral/1"}', "not a shared scenario"),
        (b"null", "not a shared scenario"),
        (b'{"schema":"vpa-assist.scenario/1"}', "is missing"),
        (b" " * (sharing.LARGEST_FILE + 1), "bytes"),
    ],
    ids=["empty", "archive", "no text", "deep", "twice", "a referral", "null", "nothing in it", "large"],
)
def test_that_a_hostile_or_broken_file_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    import re

    assert re.search(says, refusal(data))


def test_that_unknown_members_are_refused(asleep: Scenario) -> None:
    held = value(asleep)
    held["stages"][0]["facts"][0]["run"] = "rm -rf /"
    assert "run: is not known" in refusal(json.dumps(held).encode())


def test_that_an_id_that_leads_out_of_the_folder_is_refused(asleep: Scenario) -> None:
    held = value(asleep)
    held["id"] = "../../etc/passwd"
    refusal(json.dumps(held).encode())


def test_that_a_record_that_is_no_referral_is_refused(asleep: Scenario) -> None:
    held = value(asleep)
    held["weak"]["children"][0]["contact"]["status"] = "vanished"
    assert "its weak record: /children/0/contact/status" in refusal(json.dumps(held).encode())


def test_that_a_live_record_in_it_becomes_a_training_document(asleep: Scenario) -> None:
    held = value(asleep)
    held["common"]["kind"] = "live"
    held["strong"]["status"] = "approved"
    back = sharing.unpack(json.dumps(held).encode(), "a.vpascenario")
    assert {record(back, which).kind for which in ("weak", "strong")} == {"training"}
    assert record(back, "strong").status == "draft"


def test_that_what_can_never_be_reached_is_refused(asleep: Scenario) -> None:
    held = value(asleep)
    held["stages"][0]["after"] = ["toby-door"]
    assert "can never be reached" in refusal(json.dumps(held).encode())


KEYS = st.sampled_from(
    ["schema", "id", "stages", "talks", "common", "weak", "strong", "children", "steps", "marks", "briefing", "claims"]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given(data=st.data(), replaced=ANY)
def test_that_whatever_is_put_into_a_file_it_is_read_or_refused_in_one_sentence(
    asleep: Scenario, data: st.DataObject, replaced: object
) -> None:
    held: Any = copy.deepcopy(value(asleep))
    at = held
    while True:
        key = data.draw(st.sampled_from(sorted(at)) if isinstance(at, dict) else st.integers(0, len(at) - 1))
        inner = at[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            at[key] = replaced
            break
        at = inner
    raw = json.dumps(held).encode()
    try:
        sharing.unpack(raw, "x")
    except CannotDo as refused:
        assert "\n" not in str(refused)


@given(st.binary(max_size=300))
def test_that_bytes_of_any_kind_are_refused_in_one_sentence(data: bytes) -> None:
    refusal(data)
