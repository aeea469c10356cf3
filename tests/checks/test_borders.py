"""The borders of the structural checks, each a sentence: what is changed in a whole document, and where the check then looks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.finding import PROSE, findings, paths, structural
from tests.make import ABSENT, MODULES, changed, whole, whole_child, with_module
from vpa_assist.checks.case import CHECKS
from vpa_assist.checks.engine import register_all

C = "/children/0"
PP = f"{C}/police_protection"


def test_that_nothing_is_found_in_a_whole_document() -> None:
    assert structural(whole()) == set()


@pytest.mark.parametrize("name", MODULES)
def test_that_nothing_is_found_in_a_whole_module(name: str) -> None:
    assert structural(with_module(name)) == set()


@pytest.mark.parametrize(
    ("code", "changes", "where"),
    [
        pytest.param("SEE001", {f"{C}/contact/status": " "}, [f"{C}/contact"], id="a blank status is not recorded"),
        pytest.param("SEE001", {f"{C}/contact": ABSENT}, [C], id="without contact, the child is the place"),
        pytest.param("SEE001", {f"{C}/contact": {}}, [f"{C}/contact"], id="an empty contact is there"),
        pytest.param(
            "SEE007",
            {f"{C}/contact/alone": False, f"{C}/contact/others_present": [" "]},
            [f"{C}/contact"],
            id="blank company is none",
        ),
        pytest.param("SEE007", {f"{C}/contact/alone": False, f"{C}/contact/others_present": ["Nan"]}, [], id="a name is company"),
        pytest.param(
            "SEE009", {"/incident/children_in_household": 2}, ["/incident/children_in_household"], id="one child too few"
        ),
        pytest.param(
            "SEE009",
            {"/incident/children_in_household": 2, "/children/1": {"id": "c2", "unborn": True}},
            ["/incident/children_in_household"],
            id="an unborn child does not live there yet",
        ),
        pytest.param("SEE009", {"/incident/children_in_household": 0}, [], id="more on the form than in the house"),
        pytest.param("VOC001", {f"{C}/aware": {"words": [{"words": "fine"}]}, f"{C}/wishes": ABSENT}, [], id="fine is a voice"),
        pytest.param(
            "VOC001",
            {f"{C}/aware": {"words": [{"speaker": "p1", "words": "She cries."}]}, f"{C}/wishes": ABSENT},
            [f"{C}/aware"],
            id="an adult's words are no voice of the child's",
        ),
        pytest.param(
            "VOC001",
            {f"{C}/aware": {"words": [{"speaker": "c1", "words": "No."}]}, f"{C}/wishes": ABSENT},
            [],
            id="the child's own id is the child",
        ),
        pytest.param("VOC004", {f"{C}/wishes": ABSENT, f"{C}/date_of_birth": "2022-11-14"}, [C], id="four on the day"),
        pytest.param("VOC004", {f"{C}/wishes": ABSENT, f"{C}/date_of_birth": "2022-11-15"}, [], id="four tomorrow"),
        pytest.param("VOC004", {f"{C}/wishes": ABSENT, f"{C}/date_of_birth": ABSENT}, [C], id="of unknown age"),
        pytest.param("WRD003", {f"{C}/aware/words/0/question": ABSENT}, [f"{C}/aware/words/0"], id="speech without a question"),
        pytest.param(
            "WRD003",
            {f"{C}/aware/words/0/question": ABSENT, f"{C}/aware/words/0/how": "drawing"},
            [],
            id="a drawing needs no question",
        ),
        pytest.param("WRD008", {f"{C}/disability/communication_needs": "None."}, [], id="none is no need"),
        pytest.param("WRD008", {f"{C}/disability/communication_needs": "Makaton"}, [f"{C}/disability"], id="a need without help"),
        pytest.param("IDN003", {f"{C}/date_of_birth": "2008-11-14"}, [C], id="eighteen on the day"),
        pytest.param("IDN003", {f"{C}/date_of_birth": "2008-11-15"}, [], id="eighteen tomorrow"),
        pytest.param(
            "IDN003",
            {f"{C}/date_of_birth": "2008-02-29", "/incident/attended_at": "2026-02-28T23:59:59+00:00"},
            [],
            id="born on a leap day, seventeen on 28 February",
        ),
        pytest.param(
            "IDN003",
            {f"{C}/date_of_birth": "2008-02-29", "/incident/attended_at": "2026-03-01T00:00:00+00:00"},
            [C],
            id="born on a leap day, eighteen on 1 March",
        ),
        pytest.param(
            "IDN003",
            {f"{C}/date_of_birth": "2008-11-15", "/incident/attended_at": "2026-11-15T00:30:00+01:00"},
            [C],
            id="the date counts as it is written, whatever it is in London",
        ),
        pytest.param("IDN003", {f"{C}/date_of_birth": "2026-11-15"}, [C], id="born after the day"),
        pytest.param("IDN003", {f"{C}/date_of_birth": "2026-11-15", f"{C}/unborn": True}, [], id="not born yet, and said so"),
        pytest.param("IDN003", {f"{C}/date_of_birth": ABSENT, f"{C}/estimated_age": 18}, [C], id="estimated at eighteen"),
        pytest.param("IDN003", {f"{C}/estimated_age": 40}, [], id="a date of birth beats an estimate"),
        pytest.param("IDN005", {f"{C}/school": ABSENT, f"{C}/date_of_birth": "2023-11-14"}, [C], id="three on the day"),
        pytest.param("IDN005", {f"{C}/school": ABSENT, f"{C}/date_of_birth": "2023-11-15"}, [], id="three tomorrow"),
        pytest.param("LNG001", {f"{C}/language": ABSENT, f"{C}/date_of_birth": "2024-11-14"}, [C], id="two on the day"),
        pytest.param("LNG001", {f"{C}/language": ABSENT, f"{C}/date_of_birth": "2024-11-15"}, [], id="two tomorrow"),
        pytest.param(
            "IDN004", {"/incident/location": {"town": "Winsford", "lines": [" "]}}, [C], id="a blank first line is no address"
        ),
        pytest.param("IDN004", {"/incident/location": {"postcode": "CW7 0ZY"}}, [], id="a postcode is an address"),
        pytest.param(
            "ETH003", {f"{C}/ethnicity": {"code": "NS", "reason_not_recorded": "Refused."}}, [], id="not stated was asked"
        ),
        pytest.param("ETH003", {f"{C}/ethnicity": {"observed_code": "IC1"}}, [f"{C}/ethnicity"], id="seen, not asked"),
        pytest.param("FLG002", {"/status": "submitted", f"{C}/flags": ["X"]}, [C], id="handed in, and placed nowhere"),
        pytest.param("FLG002", {"/status": "returned", f"{C}/flags": ["X"]}, [], id="returned is not handed in"),
        pytest.param("FLG002", {"/status": "sent", f"{C}/flags": ["X"], f"{C}/flags_placed": [{"code": "X"}]}, [], id="placed"),
        pytest.param("RLN002", {"/people": []}, [C], id="nobody at all"),
        pytest.param("RLN002", {"/people": [], f"{C}/unborn": True}, [C], id="unborn, and nobody at all"),
        pytest.param(
            "RLN002",
            {"/people/0/relationships/0": {"child": "c1", "is": "mother"}, f"{C}/unborn": True},
            [],
            id="unborn, and somebody is related",
        ),
        pytest.param("OFF001", {"/people/0/risk": ["registered_sex_offender"]}, [C], id="a parent is a registered offender"),
        pytest.param("OFF001", {"/people/0/risk": ["violence"]}, [], id="another risk"),
        pytest.param("OFF001", {"/incident/types": ["offender_visit"]}, [C], id="an offender was visited"),
        pytest.param("REF004", {"/referral/consent": "refused"}, ["/referral"], id="refused without a reason"),
        pytest.param("REF005", {"/referral": {}}, ["/referral"], id="an empty decision is there"),
        pytest.param("REF005", {"/referral": ABSENT}, [""], id="without a decision, the document is the place"),
        pytest.param("REF008", {"/referral/basis": "information_only"}, [], id="information only, nobody at risk"),
        pytest.param(
            "REF008",
            {"/referral/basis": "information_only", f"{C}/exploitation": {}},
            ["/referral"],
            id="an empty module applies",
        ),
        pytest.param(
            "REF009",
            {
                "/status": "sent",
                "/review": [{"action": "send", "to": "Halton", "how": "portal"}, {"action": "send", "to": "Halton"}],
            },
            ["/referral"],
            id="the last sending counts",
        ),
        pytest.param("INC001", {"/children": []}, ["/children"], id="an empty list of children"),
        pytest.param("INC001", {"/children": ABSENT}, [""], id="no list of children"),
        pytest.param("INC003", {"/incident/attended_at": ABSENT}, ["/incident"], id="no attendance"),
        pytest.param(
            "INC003",
            {"/incident/attended_at": ABSENT, "/incident/resolved_without_attendance": True},
            [],
            id="dealt with by phone",
        ),
        pytest.param("MIS006", {"/incident/types": ["missing"]}, ["/incident/types"], id="missing, and no record"),
        pytest.param(
            "MIS006", {"/incident/types": ["missing"], "/children": []}, ["/incident/types"], id="missing, and no children"
        ),
        pytest.param(
            "PPO009",
            {"/incident/types": ["police_protection"], "/children": []},
            ["/incident/types"],
            id="protected, no children",
        ),
        pytest.param("DAB001", {"/incident/types": ["domestic_abuse"]}, ["/incident"], id="no risk assessment"),
        pytest.param("DAB002", {"/incident/types": ["domestic_abuse"], "/people": []}, [C], id="nobody lives with the child"),
    ],
)
def test_that_the_border_holds(code: str, changes: dict[str, Any], where: list[str]) -> None:
    assert paths(changed(whole(), changes), code) == where


START = "2026-11-14T22:40:00+00:00"


@pytest.mark.parametrize(
    ("module", "code", "changes", "where"),
    [
        pytest.param("missing", "MIS002", {"/episodes_90_days": 4}, [], id="four episodes"),
        pytest.param("missing", "MIS002", {"/episodes_90_days": 5}, [""], id="five episodes"),
        pytest.param("missing", "MIS002", {"/episodes_90_days": 5, "/trigger_plan": "requested"}, [], id="a plan was asked for"),
        pytest.param("missing", "MIS008", {"/episodes_90_days": 2}, [], id="two episodes"),
        pytest.param("missing", "MIS008", {"/episodes_90_days": 3}, [""], id="three episodes"),
        pytest.param(
            "missing", "MIS001", {"/prevention_interview": "refused"}, [], id="an interview that was refused was offered"
        ),
        pytest.param("missing", "MIS005", {"/found_with": ["", " "]}, [""], id="blank company"),
        pytest.param("missing", "TIM001", {"/found_at": "2026-11-14T15:59:59+00:00"}, ["/found_at"], id="found before last seen"),
        pytest.param("police_protection", "PPO003", {"/reviews": []}, [], id="two hours and twenty minutes"),
        pytest.param(
            "police_protection", "PPO003", {"/reviews": [], "/started_at": "2026-11-14T21:00:00+00:00"}, [""], id="four hours"
        ),
        pytest.param(
            "police_protection",
            "PPO003",
            {"/reviews": [], "/started_at": "2026-11-14T21:00:01Z"},
            [],
            id="a second under four hours",
        ),
        pytest.param("police_protection", "PPO003", {"/reviews": [], "/ended_at": START}, [""], id="ended without a review"),
        pytest.param("police_protection", "PPO004", {"/ended_at": "2026-11-17T22:40:00+00:00"}, [], id="72 hours"),
        pytest.param(
            "police_protection", "PPO004", {"/ended_at": "2026-11-17T22:40:01+00:00"}, [""], id="a second over 72 hours"
        ),
        pytest.param(
            "police_protection", "PPO004", {"/ended_at": "2026-11-17T23:40:00+01:00"}, [], id="72 hours by another clock"
        ),
        pytest.param(
            "police_protection",
            "PPO004",
            {"/started_at": "2026-11-12T00:59:59+00:00"},
            [""],
            id="not ended: the last change counts",
        ),
        pytest.param(
            "police_protection",
            "PPO006",
            {"/designated_officers": [{"to": "2026-11-15T00:00:00Z"}, {"from": "2026-11-15T00:01:00Z"}]},
            [],
            id="handed over in a minute",
        ),
        pytest.param(
            "police_protection",
            "PPO006",
            {"/designated_officers": [{"to": "2026-11-15T00:00:00Z"}, {"from": "2026-11-15T00:01:01Z"}]},
            [""],
            id="a gap of 61 seconds",
        ),
        pytest.param(
            "police_protection",
            "PPO006",
            {"/designated_officers": [{"to": "2026-11-15T00:01:01Z"}, {"from": "2026-11-15T00:00:00Z"}]},
            [""],
            id="61 seconds with two",
        ),
        pytest.param(
            "police_protection", "PPO006", {"/designated_officers": [{}, {"from": "2026-11-15T00:01:01Z"}]}, [""], id="no end"
        ),
        pytest.param(
            "police_protection", "PPO006", {"/designated_officers": [{"from": START}]}, [], id="one officer hands over to nobody"
        ),
        pytest.param(
            "police_protection",
            "PPO012",
            {"/designated_officers/0/officer/collar_number": " 44 17 "},
            [""],
            id="the same number, spaces apart",
        ),
        pytest.param(
            "police_protection",
            "PPO012",
            {"/initiating_officer": {}, "/designated_officers/0/officer": {"collar_number": " "}},
            [],
            id="two unknown numbers are not the same",
        ),
        pytest.param("police_protection", "PPO010", {"/reviews/0/rationale": " "}, ["/reviews/0"], id="a blank reason"),
        pytest.param("police_protection", "TIM001", {"/reviews/0/at": START}, [], id="reviewed as it began"),
        pytest.param(
            "police_protection", "TIM001", {"/reviews/0/at": "2026-11-14T22:39:59Z"}, ["/reviews/0/at"], id="reviewed before"
        ),
        pytest.param(
            "police_protection", "TIM001", {"/strategy_discussion_at": "2026-12-01T00:00:00Z"}, [], id="a discussion to come"
        ),
        pytest.param("custody", "CUS004", {"/reviews/0/child_view": ABSENT}, ["/reviews/0"], id="spoken to, and no view"),
        pytest.param("custody", "CUS006", {"/reviews/0/at": ABSENT}, ["/reviews/0"], id="a review without its time"),
        pytest.param("custody", "CUS003", {"/bail_refused": True}, [""], id="refused bail, nothing done"),
        pytest.param(
            "custody",
            "CUS003",
            {"/bail_refused": True, "/accommodation_requested_at": START, "/certificate_of_juvenile_detention": True},
            [],
            id="refused bail, both done",
        ),
        pytest.param("exploitation", "EXP006", {"/nrm": ABSENT}, [""], id="criminal, and no referral mechanism"),
        pytest.param("exploitation", "EXP006", {"/nrm": ABSENT, "/kinds": ["sexual"]}, [], id="sexual asks for none"),
        pytest.param("exploitation", "EXP007", {"/suspects": [" "]}, [""], id="a blank suspect is none"),
        pytest.param("exploitation", "EXP005", {"/strategy_discussion_requested": False}, [], id="asked for in the decision"),
    ],
)
def test_that_the_border_of_a_module_holds(module: str, code: str, changes: dict[str, Any], where: list[str]) -> None:
    assert paths(with_module(module, changes), code) == [f"{C}/{module}{each}" for each in where]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        pytest.param(
            {"/incident/attended_at": "2026-11-14T21:39:59Z"}, ["/incident/attended_at"], id="attended before it happened"
        ),
        pytest.param({"/incident/attended_at": "2026-11-14T21:40:00Z"}, [], id="attended as it happened"),
        pytest.param({f"{C}/contact/at": "2026-11-15T01:05:00Z"}, [], id="five minutes after the last change"),
        pytest.param({f"{C}/contact/at": "2026-11-15T01:05:00.001Z"}, [f"{C}/contact/at"], id="a little more"),
        pytest.param({f"{C}/contact/follow_up_due": "2026-11-16T09:00:00Z"}, [], id="a follow-up to come"),
        pytest.param({f"{C}/awaited": [{"due": "2027-01-01T00:00:00Z"}]}, [], id="an answer to come"),
        pytest.param(
            {f"{C}/awaited": [{"received_at": "2027-01-01T00:00:00Z"}]},
            [f"{C}/awaited/0/received_at"],
            id="received in the future",
        ),
        pytest.param({"/created_at": "2026-11-16T00:00:00Z"}, ["/created_at"], id="made after the last change"),
        pytest.param({"/created_at": "2026-11-16T00:00:00Z", "/updated_at": ABSENT}, [], id="the last change is not known"),
    ],
)
def test_that_impossible_times_are_found_where_they_stand(changes: dict[str, Any], where: list[str]) -> None:
    assert paths(changed(whole(), changes), "TIM001") == where


@pytest.mark.parametrize(
    ("postcode", "chosen", "where"),
    [
        pytest.param("CH2 1AA", "cheshire_west_and_chester", [], id="its own"),
        pytest.param("CH2 1AA", "cheshire_east", ["/referral"], id="another's"),
        pytest.param("CH1 1AA", "cheshire_east", [], id="a district that lies in two others"),
        pytest.param("ZE1 0AA", "cheshire_east", [], id="a district that the pack does not know"),
        pytest.param(ABSENT, "cheshire_east", [], id="no postcode"),
        pytest.param("CH2 1AA", ABSENT, [], id="no authority"),
    ],
)
def test_that_a_postcode_tells_the_wrong_authority(postcode: Any, chosen: Any, where: list[str]) -> None:
    document = changed(whole(), {"/incident/location/postcode": postcode, "/referral/local_authority": chosen})
    assert paths(document, "REF002") == where


def test_that_a_childs_own_postcode_comes_before_the_incidents() -> None:
    changes = {
        "/incident/location/postcode": "CH2 1AA",
        f"{C}/address": {"postcode": "WA2 0AA"},
        "/referral/local_authority": "warrington",
    }
    assert paths(changed(whole(), changes), "REF002") == []


ONLY_FOR_UNBORN = frozenset({"IDN003", "IDN004", "RLN002", "DIS002", "FTH002", "DAB002", "ANS001", "TIM001"})
FAMILIES_FOR_UNBORN = ("FLG", "OFF", "EXP", "MIS", "PPO", "CUS", "REF", "LAN")


def test_that_only_the_named_checks_look_at_an_unborn_child() -> None:
    modules = {name: {} for name in MODULES}
    child = {
        "id": "c1",
        "unborn": True,
        "contact": {"status": "not_seen"},
        "aware": {},
        "language": {"interpreter_needed": True},
        **modules,
    }
    found = {finding.code for finding in findings(changed(whole(), {C: child})) if finding.path.startswith(C)}
    assert found
    assert not {code for code in found if code not in ONLY_FOR_UNBORN and not code.startswith(FAMILIES_FOR_UNBORN)}


def test_that_every_check_of_the_catalogue_is_there(catalogue: Any) -> None:
    register_all()
    texts = catalogue.check_texts()
    assert set(CHECKS) == {code for code, text in texts.items() if not text.retired}
    assert len([code for code in CHECKS if code[3:] < "050"]) >= 100 - len(PROSE)


def test_that_several_children_have_findings_of_their_own() -> None:
    second = {**whole_child("c2"), "sex": None}
    assert paths(changed(whole(), {"/children/1": second}), "IDN006") == ["/children/1"]
