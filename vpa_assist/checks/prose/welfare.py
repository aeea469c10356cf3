"""SEE004, SEE005, WRD005, WRD006 and ANS001: what was seen of a child who was not heard, and boxes that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, ChildCase, Hit, check
from vpa_assist.checks.placeholders import answers_nothing
from vpa_assist.checks.prose.evasion import evasion
from vpa_assist.checks.prose.fields import ctx_for, voice_texts
from vpa_assist.checks.prose.infant import shows
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.prose.reasons import child_answers
from vpa_assist.checks.prose.speech import is_minimal
from vpa_assist.checks.prose.vulnerability import vulnerability_missing
from vpa_assist.checks.stock import kind_of_nothing
from vpa_assist.checks.text import read
from vpa_assist.record.pointers import join


def names(case: Case) -> tuple[str, ...]:
    """The names of the document's children, which say nothing by themselves."""
    return case.around.names


def whole(text: str) -> tuple[int, int]:
    """The place of everything that is written in a text, blanks apart."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


@check("SEE004", of="child")
def asleep_and_not_checked(case: Case) -> Iterator[Hit]:
    """The child was asleep, and nobody tells how it was made sure that the child was well."""
    for child in case.children:
        found = unchecked_sleep(case, child)
        if found:
            path, words = found
            yield Hit(child.at("contact"), None, {"field": case.catalogue.field_name(path), "words": words})


def unchecked_sleep(case: Case, child: ChildCase) -> tuple[str, str] | None:
    """The address and the words that tell of sleep where the welfare check says nothing."""
    contact = child.child.contact
    check_text = contact.welfare_check if contact else None
    if (
        check_text
        and kind_of_nothing(check_text, names(case), case.catalogue, voice=True) is None
        and not answers_nothing(check_text, case.catalogue, names(case))
    ):
        return None
    if child.status == "spoken_to":
        return None
    if child.status == "seen_asleep":
        path = child.at("contact", "welfare_check") if check_text else child.at("contact", "status")
        return path, check_text or case.catalogue.label("contact_status", "seen_asleep")
    words = lexicon(case.catalogue)
    texts = [(child.at("contact", "reason"), contact.reason, "officer")] if contact and contact.reason else []
    for member, path, text in voice_texts(child):
        if member == "words":
            index = int(path.split("/")[-2])
            texts.append((path, text, "child" if child.utterances[index].by_child else "other"))
        else:
            texts.append((path, text, "officer"))
    for path, text, speaker in texts:
        for found in find(words, "SEE004", text, ctx_for(case, child.index, first_person=speaker)):
            start, end = found.span
            return path, text[start:end]
    return None


@check("SEE005", of="child")
def an_adults_decision(case: Case) -> Iterator[Hit]:
    """The reason for not speaking to the child rests on an adult or on convenience."""
    words = lexicon(case.catalogue)
    for child in case.children:
        contact = child.child.contact
        if contact is None or child.status == "spoken_to" or not contact.reason:
            continue
        young = child.age is not None and child.age < 2
        ctx = ctx_for(case, child.index)
        if child_answers(words, contact.reason, ctx):
            continue
        hits = [found for found in find(words, "SEE005", contact.reason, ctx) if not (young and found.pattern.indicator == "age")]
        if hits:
            together = [hit.span[1] for hit in hits if hit.offset == hits[0].offset]
            yield Hit(child.at("contact", "reason"), (hits[0].span[0], max(together)))


@check("WRD005", of="child")
def silent_child(case: Case) -> Iterator[Hit]:
    """A child who does not speak, and nothing told that the child did."""
    words = lexicon(case.catalogue)
    for child in case.children:
        speechless = _speechless(case, child)
        if not speechless:
            continue
        if any((each.how or "speech") != "speech" and each.words for _, each in child.own_utterances):
            continue
        aware = child.child.aware
        texts = [text for text in (aware.activity, aware.appearance) if text] if aware else []
        ctx = ctx_for(case, child.index).but(infant=True)
        if any(find(words, "WRD005", text, ctx) or shows(words, text, ctx) for text in texts):
            continue
        path, why = speechless
        yield Hit(child.at("aware"), None, {"field": case.catalogue.field_name(path), "words": why})


def _speechless(case: Case, child: ChildCase) -> tuple[str, str] | None:
    """Where the document says that the child does not speak, and the words that say so."""
    if child.age is not None and child.age < 2:
        return child.at("date_of_birth"), str(child.child.date_of_birth or child.child.estimated_age)
    words = lexicon(case.catalogue)
    disability, contact = child.child.disability, child.child.contact
    sources = [
        (child.at("disability", "communication_needs"), disability.communication_needs if disability else None),
        (child.at("contact", "reason"), contact.reason if contact else None),
    ]
    for path, text in sources:
        if text:
            for found in find(words, "SILENT", text, ctx_for(case, child.index)):
                start, end = found.span
                return path, text[start:end]
    return None


_STOCK = ("stock", "pointer")
_STOCK_OR_PLACEHOLDER = (*_STOCK, "placeholder")


@check("WRD006", of="child")
def stock_phrase(case: Case) -> Iterator[Hit]:
    """A box that consists only of a stock phrase."""
    for path, text in stock_fields(case):
        yield Hit(path, whole(text))


def stock_fields(case: Case) -> tuple[tuple[str, str], ...]:
    """The fields that WRD006 reports, with their text: found once for each case."""
    known: tuple[tuple[str, str], ...] | None = case.__dict__.get("_stock_fields")
    if known is None:
        known = case.__dict__["_stock_fields"] = tuple(_stock_fields(case))
    return known


def _stock_fields(case: Case) -> Iterator[tuple[str, str]]:
    for child in case.children:
        mine = names(case)
        for member, path, text in voice_texts(child):
            kind = kind_of_nothing(text, mine, case.catalogue, voice=True)
            if member == "words":
                utterance = child.utterances[int(path.split("/")[-2])]
                if utterance.by_child and (is_minimal(text, case.catalogue) or (kind == "placeholder" and len(text.split()) > 2)):
                    continue  # "Nobody asked me" is an answer where a child says it
            if kind:
                yield path, text
            elif member != "words" and evasion(text, mine, case.catalogue) == "pointer":
                yield path, text  # a child may well say "ask Mummy"
        contact, disability = child.child.contact, child.child.disability
        # a placeholder in the welfare check is ANS001's; what was adjusted belongs to no other check
        for path, value, kinds in (
            (child.at("contact", "welfare_check"), contact.welfare_check if contact else None, _STOCK),
            (
                child.at("disability", "adjustments_made"),
                disability.adjustments_made if disability else None,
                _STOCK_OR_PLACEHOLDER,
            ),
        ):
            if value and (
                kind_of_nothing(value, mine, case.catalogue, voice=True) in kinds
                or evasion(value, mine, case.catalogue) == "pointer"
            ):
                yield path, value


@check("ANS001", of="part")
def answer_that_answers_nothing(case: Case) -> Iterator[Hit]:
    """A field that answers or explains, filled with a placeholder."""
    reported = {path for path, _ in stock_fields(case)}
    for child in case.children:
        if unchecked_sleep(case, child):
            reported.add(child.at("contact", "welfare_check"))
    for child in case.all_children:
        if child.child.custody and vulnerability_missing(case, child):
            reported.add(child.at("custody", "vulnerability"))
    mine = names(case)
    for path, text, missing in answer_fields(case):
        if path in reported or (missing and _told_later(text)):
            continue
        if answers_nothing(text, case.catalogue, mine):
            yield Hit(path, None, {"field": case.catalogue.field_name(path), "words": text.strip()})


def _told_later(text: str) -> bool:
    words = read(text).words
    return (
        "not" in words
        and "yet" in words
        and any(word in words for word in ("told", "disclosed", "said", "asked", "spoken", "known"))
    )


_CONTACT = ("reason", "whereabouts", "welfare_check", "follow_up")
_PROTECTION = ("grounds", "end_reason", "accommodation", "child_told_and_views")


def answer_fields(case: Case) -> Iterator[tuple[str, str, bool]]:
    """Every filled field of ANS001: address, text, whether 'not yet told' answers it."""
    referral = case.referral

    def of(part: object, path: str, *members: str) -> Iterator[tuple[str, str, bool]]:
        for member in members:
            text = getattr(part, member, None) if part is not None else None
            if text:
                yield path + join(member), text, member in ("push_pull", "harm_while_missing")

    for each in case.all_children:
        child = each.child
        yield from of(child.contact, each.at("contact"), *_CONTACT)
        for member in ("ethnicity", "religion", "disability"):
            yield from of(getattr(child, member), each.at(member), "reason_not_recorded")
        yield from of(child.police_protection, each.at("police_protection"), *_PROTECTION)
        yield from of(child.custody, each.at("custody"), "vulnerability", "alternatives_considered")
        for module in ("police_protection", "custody"):
            for index, review in enumerate(getattr(getattr(child, module), "reviews", None) or ()):
                yield from of(review, each.at(module, "reviews", index), "rationale")
        yield from of(child.exploitation, each.at("exploitation"), "images_action", "other_children_at_risk")
        yield from of(child.missing, each.at("missing"), "push_pull", "harm_while_missing")
    if case.part is not None:
        return  # what belongs to no child is read once
    yield from of(referral.incident, join("incident"), "account")
    yield from of(referral.referral, join("referral"), "consent_rationale", "assessment", "voice_in_decision")
    for member in ("dismissed", "explained"):
        for index, entry in enumerate(getattr(referral, member) or ()):
            yield from of(entry, join(member, index), "reason")
