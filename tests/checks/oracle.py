"""The structural checks a second time, straight from the catalogue's sentences and over plain JSON: slow, and independent.

`expected(document)` gives code and path of everything that must be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from vpa_assist import catalogue as packs
from vpa_assist.checks.stock import says_nothing

Found = Iterator[tuple[str, str]]


def has(part: Any, *names: str) -> bool:
    """Whether every one of these members is recorded."""
    return all(value(part, name) is not None for name in names)


def value(part: Any, name: str) -> Any:
    held = (part or {}).get(name)
    return None if isinstance(held, str) and not held.strip() else held


def filled(part: Any, name: str) -> list[Any]:
    """A list without blank texts."""
    return [item for item in value(part, name) or [] if not isinstance(item, str) or item.strip()]


def when(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def home(document: Any, path: str) -> str:
    """The path, or its nearest ancestor that is there."""
    held, good = document, ""
    for step in path.split("/")[1:]:
        held = value(held, step) if isinstance(held, dict) else held[int(step)]
        if held is None:
            return good
        good += f"/{step}"
    return good


def age_of(document: Any, child: Any) -> int | None:
    incident = value(document, "incident")
    day = value(incident, "attended_at") or value(incident, "occurred_at") or value(document, "created_at")
    if has(child, "date_of_birth"):
        if day is None:
            return None
        born, on = date.fromisoformat(value(child, "date_of_birth")), date.fromisoformat(day[:10])
        if born > on:
            return None
        years = on.year - born.year
        try:
            birthday = born.replace(year=on.year)
        except ValueError:
            birthday = date(on.year, 3, 1)
        return years - (on < birthday)
    return value(child, "estimated_age")


def own(child: Any) -> list[tuple[int, Any]]:
    utterances = value(value(child, "aware"), "words") or []
    return [(index, each) for index, each in enumerate(utterances) if value(each, "speaker") in (None, "child", child["id"])]


def expected(document: Any) -> set[tuple[str, str]]:
    found = set()
    children = value(document, "children") or []
    for index, child in enumerate(children):
        at = f"/children/{index}"
        everything = [*of_any(document, child, at), *modules(document, child, at)]
        if child.get("unborn") is not True:
            everything += [*of_born(document, child, at), *voice(document, child, at)]
        found |= {(code, home(document, path)) for code, path in everything}
    return found | {(code, home(document, path)) for code, path in [*of_document(document), *times(document)]}


def of_born(document: Any, child: Any, at: str) -> Found:
    contact, disability, ethnicity = (value(child, name) for name in ("contact", "disability", "ethnicity"))
    status, age = value(contact, "status"), age_of(document, child)
    if not status:
        yield "SEE001", f"{at}/contact"
    if status in ("seen_not_spoken_to", "not_seen") and not has(contact, "reason"):
        yield "SEE002", f"{at}/contact"
    if status == "not_seen" and not has(contact, "whereabouts", "welfare_check"):
        yield "SEE003", f"{at}/contact"
    if status and status != "spoken_to" and not has(contact, "follow_up"):
        yield "SEE006", f"{at}/contact"
    if status == "spoken_to":
        alone = value(contact, "alone")
        if alone is None or (not alone and not filled(contact, "others_present")):
            yield "SEE007", f"{at}/contact"
    if status in ("spoken_to", "seen_not_spoken_to", "seen_asleep") and not has(contact, "at", "place"):
        yield "SEE008", f"{at}/contact"
    if not has(child, "given_name") and not has(child, "family_name"):
        yield "IDN001", at
    if not has(child, "date_of_birth") and not has(child, "estimated_age"):
        yield "IDN002", at
    if age is not None and 3 <= age <= 17 and not has(child, "school"):
        yield "IDN005", at
    if not has(child, "sex"):
        yield "IDN006", at
    code = value(ethnicity, "code")
    if code is None and not has(ethnicity, "reason_not_recorded"):
        yield "ETH001", f"{at}/ethnicity"
    if code == "NS" and not has(ethnicity, "reason_not_recorded"):
        yield "ETH002", f"{at}/ethnicity"
    if (code and code != "NS" and value(ethnicity, "source") in (None, "officer")) or (
        not code and has(ethnicity, "observed_code")
    ):
        yield "ETH003", f"{at}/ethnicity"
    if not has(value(child, "religion"), "code") and not has(value(child, "religion"), "reason_not_recorded"):
        yield "FTH001", f"{at}/religion"
    codes = value(disability, "codes") or []
    if not codes and value(disability, "none_disclosed") is not True and not has(disability, "reason_not_recorded"):
        yield "DIS001", f"{at}/disability"
    if codes and not has(disability, "communication_needs"):
        yield "DIS003", f"{at}/disability"
    if codes and value(disability, "none_disclosed") is True:
        yield "DIS004", f"{at}/disability"
    if age is not None and age >= 2 and not has(value(child, "language"), "first"):
        yield "LNG001", f"{at}/language"


def needs(child: Any) -> bool:
    text = value(value(child, "disability"), "communication_needs")
    return text is not None and text.strip(" .").lower() != "none"


def says_something(child: Any, text: str | None) -> bool:
    """What counts as saying nothing is a matter of prose, with tests of its own."""
    names = [value(child, "given_name"), value(child, "family_name"), *filled(child, "also_known_as")]
    return text is not None and not says_nothing(text, [name for name in names if name], packs.default())


def voice(document: Any, child: Any, at: str) -> Found:
    aware, contact = value(child, "aware"), value(child, "contact")
    status, telephone = value(contact, "status"), value(contact, "by") == "telephone"
    spoken, said = status == "spoken_to", [each for _, each in own(child) if has(each, "words")]
    parts = ("appearance", "activity", "relationships", "environment")
    silent = not any(says_something(child, value(aware, part)) for part in parts) and not said and not has(child, "wishes")
    if silent:
        yield "VOC001", f"{at}/aware"
    age = age_of(document, child)
    if spoken and (age is None or age >= 4) and not silent and not has(child, "wishes"):
        yield "VOC004", at
    if spoken and not said and not silent:
        yield "WRD001", f"{at}/aware"
    for index, each in own(child):
        if value(each, "how") in (None, "speech", "sign", "writing") and has(each, "words") and not has(each, "question"):
            yield "WRD003", f"{at}/aware/words/{index}"
    disability, language = value(child, "disability"), value(child, "language")
    helped = set(value(disability, "codes") or []) & {"COMM", "HEAR", "LD", "AUT"} or needs(child)
    if helped and spoken and not has(disability, "adjustments_made"):
        yield "WRD008", f"{at}/disability"
    alone = value(language, "interpreter") in ("none", "family_member", None)
    if value(language, "interpreter_needed") is True and spoken and alone:
        yield "WRD009", f"{at}/language"
    if spoken and (value(aware, "words") or []) and not own(child):
        yield "WRD010", f"{at}/aware"
    if silent:
        return
    if status in ("spoken_to", "seen_not_spoken_to", "seen_asleep") and not telephone and not has(aware, "appearance"):
        yield "APP001", f"{at}/aware"
    if status in ("spoken_to", "seen_not_spoken_to") and not has(aware, "activity"):
        yield "ACT001", f"{at}/aware"
    if not has(aware, "relationships"):
        yield "RLN001", f"{at}/aware"
    if not has(aware, "environment") and not telephone:
        yield "ENV001", f"{at}/aware"


def of_any(document: Any, child: Any, at: str) -> Found:
    people = value(document, "people") or []
    known = [
        (person, one) for person in people for one in value(person, "relationships") or [] if value(one, "child") == child["id"]
    ]
    incident = value(document, "incident")
    types = value(incident, "types") or []
    spared = child.get("unborn") is True and bool(known)
    if not any(one.get("parental_responsibility") is True for _, one in known) and not spared:
        yield "RLN002", at
    if "domestic_abuse" in types and not any(one.get("lives_with_child") is True for _, one in known) and not spared:
        yield "DAB002", at
    age = age_of(document, child)
    day = value(incident, "attended_at") or value(incident, "occurred_at") or value(document, "created_at")
    unborn_by_date = day is not None and (value(child, "date_of_birth") or "") > day[:10]
    if (age is not None and age >= 18) or (unborn_by_date and child.get("unborn") is not True):
        yield "IDN003", at
    addresses = (value(child, "address"), value(incident, "location"))
    if not any(has(each, "postcode") or (value(each, "lines") or [""])[0].strip() for each in addresses if each):
        yield "IDN004", at
    missing = value(child, "missing")
    vulnerable = (
        bool(value(value(child, "disability"), "codes"))
        or value(child, "exploitation") is not None
        or value(child, "offender_contact") is not None
        or (value(missing, "episodes_90_days") or 0) >= 3
    )
    if vulnerable and not filled(child, "flags"):
        yield "FLG001", at
    placed = [value(each, "code") for each in value(child, "flags_placed") or []]
    if value(document, "status") in ("submitted", "approved", "sent") and any(
        each not in placed for each in filled(child, "flags")
    ):
        yield "FLG002", at
    offender = any("registered_sex_offender" in (value(person, "risk") or []) for person, _ in known)
    if (offender or "offender_visit" in types) and value(child, "offender_contact") is None:
        yield "OFF001", at


def modules(document: Any, child: Any, at: str) -> Found:
    for name, rules in (
        ("missing", missing_rules),
        ("police_protection", protection_rules),
        ("custody", custody_rules),
        ("exploitation", exploitation_rules),
    ):
        module = value(child, name)
        if module is not None:
            for code, below in rules(document, child, module):
                yield code, f"{at}/{name}{below}"
    offender = value(child, "offender_contact")
    if offender is not None and not has(offender, "offender_manager_told_at"):
        yield "OFF002", f"{at}/offender_contact"


def missing_rules(document: Any, child: Any, module: Any) -> Found:
    found, episodes = has(module, "found_at"), value(module, "episodes_90_days")
    if found and value(module, "prevention_interview") in (None, "not_held"):
        yield "MIS001", ""
    if (episodes or 0) >= 5 and value(module, "trigger_plan") in (None, "none"):
        yield "MIS002", ""
    if found and value(module, "return_home_interview") in (None, "not_requested"):
        yield "MIS003", ""
    if not has(module, "push_pull", "harm_while_missing"):
        yield "MIS004", ""
    if found and (not filled(module, "found_with") or not has(module, "found_place")):
        yield "MIS005", ""
    if episodes is None:
        yield "MIS007", ""
    if (episodes or 0) >= 3 and value(child, "exploitation") is None and not has(module, "exploitation_considered"):
        yield "MIS008", ""


def protection_rules(document: Any, child: Any, module: Any) -> Found:
    start, end = when(value(module, "started_at")), when(value(module, "ended_at"))
    updated = when(value(document, "updated_at"))
    if not has(module, "started_at", "grounds"):
        yield "PPO001", ""
    officers, reviews = value(module, "designated_officers") or [], value(module, "reviews") or []
    if not officers:
        yield "PPO002", ""
    if not reviews and (end or (start and updated and updated - start >= timedelta(hours=4))):
        yield "PPO003", ""
    if start and (end or updated) and (end or updated) - start > timedelta(hours=72):  # type: ignore[operator]
        yield "PPO004", ""
    if end and not has(module, "end_reason"):
        yield "PPO005", ""
    for index in range(len(officers) - 1):
        to, start_of_next = when(value(officers[index], "to")), when(value(officers[index + 1], "from"))
        if to is None or start_of_next is None or abs((start_of_next - to).total_seconds()) > 60:
            yield "PPO006", ""
            break
    informed = value(module, "informed")
    if not has(informed, "local_authority") and not has(informed, "emergency_duty_team"):
        yield "PPO007", ""
    if not has(module, "child_told_and_views"):
        yield "PPO008", ""
    for index, review in enumerate(reviews):
        if not has(review, "at", "decision", "rationale"):
            yield "PPO010", f"/reviews/{index}"
    if not has(module, "accommodation"):
        yield "PPO011", ""
    numbers = ["".join((value(value(each, "officer"), "collar_number") or "").split()).lower() for each in officers]
    first = "".join((value(value(module, "initiating_officer"), "collar_number") or "").split()).lower()
    if first and first in numbers:
        yield "PPO012", ""
    decided = value(value(document, "referral"), "strategy_discussion")
    if not has(module, "strategy_discussion_at") and decided not in ("held", "requested"):
        yield "PPO013", ""


def custody_rules(document: Any, child: Any, module: Any) -> Found:
    if not has(module, "appropriate_adult", "appropriate_adult_at"):
        yield "CUS002", ""
    refused = value(module, "bail_refused") is True
    if refused and (
        not has(module, "accommodation_requested_at") or value(module, "certificate_of_juvenile_detention") is not True
    ):
        yield "CUS003", ""
    for index, review in enumerate(value(module, "reviews") or []):
        if value(review, "child_spoken_to") is not True or not has(review, "child_view"):
            yield "CUS004", f"/reviews/{index}"
        if not has(review, "at", "rationale"):
            yield "CUS006", f"/reviews/{index}"
    if not has(module, "healthcare_seen_at", "liaison_and_diversion_seen_at"):
        yield "CUS005", ""
    complex_needs = value(value(child, "disability"), "codes") or needs(child)
    if complex_needs and not has(module, "alternatives_considered"):
        yield "CUS007", ""
    if refused and not has(module, "accommodation_outcome"):
        yield "CUS008", ""


def exploitation_rules(document: Any, child: Any, module: Any) -> Found:
    decision, contact = value(document, "referral"), value(child, "contact")
    kinds = value(module, "kinds") or []
    if not has(module, "other_children_at_risk"):
        yield "EXP002", ""
    if value(module, "images_in_circulation") is True and not has(module, "images_action"):
        yield "EXP003", ""
    if "online" in kinds and not value(module, "online_identifiers"):
        yield "EXP004", ""
    discussion = value(decision, "strategy_discussion")
    if value(module, "strategy_discussion_requested") is not True and (
        discussion is None or (discussion == "not_needed" and not has(decision, "assessment"))
    ):
        yield "EXP005", ""
    if value(module, "risk_tool_completed") is not True or (
        {"county_lines", "criminal", "trafficking"} & set(kinds) and not has(module, "nrm")
    ):
        yield "EXP006", ""
    if not filled(module, "suspects") and not has(module, "suspect_description"):
        yield "EXP007", ""
    if "online" in kinds and not has(module, "multi_agency_meeting"):
        yield "EXP008", ""
    if value(contact, "status") == "spoken_to" and not has(contact, "follow_up"):
        yield "EXP009", ""


def of_document(document: Any) -> Found:
    incident, decision, author = (value(document, name) for name in ("incident", "referral", "author"))
    children = value(document, "children") or []
    born = [child for child in children if child.get("unborn") is not True]
    types = value(incident, "types") or []
    if (value(incident, "children_in_household") or 0) > len(born):
        yield "SEE009", "/incident/children_in_household"
    for kind, module, code in (("missing", "missing", "MIS006"), ("police_protection", "police_protection", "PPO009")):
        if kind in types and all(value(child, module) is None for child in children):
            yield code, "/incident/types"
    if "domestic_abuse" in types and not has(incident, "dash_reference"):
        yield "DAB001", "/incident"
    if not children:
        yield "INC001", "/children"
    if not has(incident, "account"):
        yield "INC002", "/incident"
    attended = has(incident, "attended_at") or value(incident, "resolved_without_attendance") is True
    if not has(incident, "reference") or not types or not attended:
        yield "INC003", "/incident"
    if not has(author, "name", "collar_number"):
        yield "INC004", "/author"
    yield from decisions(document, decision, children, born)


def decisions(document: Any, decision: Any, children: list[Any], born: list[Any]) -> Found:
    at = "/referral"
    if not has(decision, "local_authority"):
        yield "REF001", at
    if value(decision, "immediate_risk") is True and not value(decision, "contacted"):
        yield "REF003", at
    consent = value(decision, "consent")
    if consent is None or (consent != "given" and not has(decision, "consent_rationale")):
        yield "REF004", at
    if not has(decision, "assessment"):
        yield "REF005", at
    if not has(decision, "basis"):
        yield "REF006", at
    spoken = any(value(value(child, "contact"), "status") == "spoken_to" for child in born)
    if spoken and not has(decision, "voice_in_decision"):
        yield "REF007", at
    at_risk = value(decision, "immediate_risk") is True or any(
        value(child, name) is not None for child in children for name in ("police_protection", "exploitation")
    )
    if value(decision, "basis") == "information_only" and at_risk:
        yield "REF008", at
    sent = [each for each in value(document, "review") or [] if value(each, "action") == "send"]
    if value(document, "status") == "sent" and not (sent and has(sent[-1], "to", "how")):
        yield "REF009", at


def times(document: Any) -> Found:
    def early(first: Any, second: Any) -> bool:
        return bool(first and second) and when(second) < when(first)  # type: ignore[operator]

    incident = value(document, "incident")
    if early(value(incident, "occurred_at"), value(incident, "attended_at")):
        yield "TIM001", "/incident/attended_at"
    for index, child in enumerate(value(document, "children") or []):
        missing, protection = value(child, "missing"), value(child, "police_protection")
        if early(value(missing, "last_seen_at"), value(missing, "found_at")):
            yield "TIM001", f"/children/{index}/missing/found_at"
        start, end = value(protection, "started_at"), value(protection, "ended_at")
        at = f"/children/{index}/police_protection"
        if early(start, end):
            yield "TIM001", f"{at}/ended_at"
        for place, officer in enumerate(value(protection, "designated_officers") or []):
            if early(value(officer, "from"), value(officer, "to")):
                yield "TIM001", f"{at}/designated_officers/{place}/to"
        for place, review in enumerate(value(protection, "reviews") or []):
            if early(start, value(review, "at")) or early(value(review, "at"), end):
                yield "TIM001", f"{at}/reviews/{place}/at"
    updated = when(value(document, "updated_at"))
    if updated:
        for path, text in every_time(document, ""):
            if when(text) - updated > timedelta(minutes=5):  # type: ignore[operator]
                yield "TIM001", path


def every_time(held: Any, path: str) -> Iterator[tuple[str, str]]:
    """Everything shaped like a time that is no plan and no text of a person's: by name, since names tell."""
    if isinstance(held, list):
        for index, item in enumerate(held):
            yield from every_time(item, f"{path}/{index}")
    if not isinstance(held, dict):
        return
    informed = path.endswith("/informed")
    in_awaited = path.rpartition("/")[0].endswith("/awaited")
    for name, inner in held.items():
        if isinstance(inner, dict | list):
            yield from every_time(inner, f"{path}/{name}")
        elif name in ("updated_at", "strategy_discussion_at") or not isinstance(inner, str) or not inner.strip():
            continue
        elif name.endswith("_at") or name == "at" or informed or (name == "from" and not in_awaited):
            yield f"{path}/{name}", inner
