"""WRD: the child's words, as far as no prose has to be read."""

from __future__ import annotations

from collections.abc import Iterator

from vpa_assist.checks.case import Case, Hit, check

SPOKEN = (None, "speech", "sign", "writing")
"""The ways of telling that answer a question; how absent is speech."""
NEEDS_HELP_TO_COMMUNICATE = frozenset({"COMM", "HEAR", "LD", "AUT"})


@check("WRD001", of="child")
def spoken_to_but_no_words(case: Case) -> Iterator[Hit]:
    """Spoken to, and no words of the child's own."""
    for each in case.children:
        if each.status == "spoken_to" and not each.has_own_words and not case.voiceless(each):
            yield Hit(each.at("aware"))


@check("WRD003", of="child")
def words_without_the_question(case: Case) -> Iterator[Hit]:
    """Words of the child's own stand alone: what was asked is missing."""
    for each in case.children:
        for index, utterance in each.own_utterances:
            if utterance.how in SPOKEN and utterance.words is not None and utterance.question is None:
                yield Hit(each.at("aware", "words", index))


@check("WRD008", of="child")
def how_the_child_was_helped(case: Case) -> Iterator[Hit]:
    """Spoken to, with a need in communicating, and no adjustment recorded."""
    for each in case.children:
        disability = each.child.disability
        if disability is None or each.status != "spoken_to" or disability.adjustments_made is not None:
            continue
        if NEEDS_HELP_TO_COMMUNICATE.intersection(disability.codes or ()) or case.has_communication_needs(each):
            yield Hit(each.at("disability"))


@check("WRD009", of="child")
def no_independent_interpreter(case: Case) -> Iterator[Hit]:
    """Spoken to, with an interpreter needed and none, or one of the family."""
    for each in case.children:
        language = each.child.language
        if language is None or each.status != "spoken_to" or language.interpreter_needed is not True:
            continue
        if language.interpreter in (None, "none", "family_member"):
            yield Hit(each.at("language"))


@check("WRD010", of="child")
def only_an_adults_account(case: Case) -> Iterator[Hit]:
    """Spoken to, and all that is written down was said by others."""
    for each in case.children:
        if each.status == "spoken_to" and each.utterances and not each.own_utterances:
            yield Hit(each.at("aware"))
