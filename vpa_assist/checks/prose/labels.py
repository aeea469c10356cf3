"""Whether a label ("difficult", "a handful") is put on the child, and on nothing else that the sentence names."""

from __future__ import annotations

from vpa_assist.checks.prose.matching import Found
from vpa_assist.checks.prose.patterns import Lexicon
from vpa_assist.checks.text import word_set

_VERBS = word_set(
    """
    is was are were be been being seem seems seemed appear appears appeared become becomes became becoming get gets
    getting got gone went looks looked sounded remains remained stay stayed 's acted acting
    """
)
_BETWEEN = word_set(
    """
    proper right dead well pure mega super fully real
    very quite rather really so too extremely a bit little always often generally also just being both more most somewhat
    increasingly clearly obviously still sometimes usually occasionally at times known to be described as reported deemed
    considered an the that and or , at home in school with has had been can could may might would will not
    """
)
_MAY_FOLLOW = word_set(
    """
    and or but at in with to towards toward when while throughout on for during again today tonight as because since , . ;
    : child boy girl lad lass teenager kid youth young little behaviour attitude person pupil student recently now overall
    often sometimes way ways manner fashion occasionally elsewhere everywhere most full tonight towards around person's
    adolescent child's children boys girls individual lady man woman teen son daughter from by about over all after before
    if character so indeed then here there this too also ) — – - although though even nature manner demeanour
    """
)


def label_stands(lexicon: Lexicon, found: Found) -> bool:
    """Whether the word found labels the child: not milk, a question or an evening."""
    reading, words = found.piece.reading, found.piece.words
    begin, end = reading.sentence_of(found.first)
    if any(reading.quoted[found.last : end]):
        return False  # what the child said tells in quotation marks what the label leaves out
    if not found.pattern.adjective:
        return True
    after = words[found.last] if found.last < end else "."
    if after not in _MAY_FOLLOW and not after.startswith("$child") and not after.endswith("ly"):
        return False
    if after == "to" and (found.last + 1 >= end or words[found.last + 1] not in _TO_WHOM):
        return False
    before = found.first - 1
    if before >= begin and words[before] == "the" and after not in _CHILDISH and not after.startswith("$child"):
        return False
    while before >= begin and words[before] in _BETWEEN:
        before -= 1
    if before >= begin and _another_label(words, before, lexicon):
        before -= 1
        while before >= begin and words[before] in _BETWEEN:
            before -= 1
        if before < begin:
            return True
    if before >= begin and words[before][:1].isalpha() and words[before] not in _VERBS and not _person(words[before], lexicon):
        return words[before] in _LEADS
    if before >= begin and words[before] in _VERBS:
        before -= 1
        while before >= begin and words[before] in _BETWEEN | _VERBS:
            before -= 1
        if before >= begin and words[before] in ("it", "this", "that", "there", "which", "everything", "things", "life", "time"):
            return False
        if (
            before >= begin
            and words[before].isalpha()
            and not _person(words[before], lexicon)
            and before == begin + (words[begin] in ("the", "a", "his", "her", "their", "this", "that", "our"))
        ):
            return words[before] in _PLAIN_STARTS
    return True


def _another_label(words: tuple[str, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether the word is one more of the same kind: "jealous and spiteful"."""
    return words[at + 1] in ("and", ",") and words[at] not in _VERBS and not _person(words[at], lexicon)


_CHILDISH = word_set(
    """
    child boy girl lad lass teenager kid youth young little behaviour attitude person pupil student son daughter teen
    """
)
_TO_WHOM = word_set(
    """
    officers police us me staff his her the their everyone everybody mum dad mother father teachers them him others people
    adults my our all $person
    """
)
_LEADS = word_set(
    """
    across presented presents presenting described describes called calls found finds find behaves behaved comes came
    acting himself herself themselves for known deem deemed says said as who but because although while when whilst if
    then consider considers considered believe believes think thinks thought of
    """
)
_PLAIN_STARTS = word_set(
    """
    presented appears appeared described always reportedly apparently generally often who and but while
    """
)


def _person(word: str, lexicon: Lexicon) -> bool:
    return word in ("$child", "he", "she", "they", "him", "her", "them") or word in lexicon.concepts["child"]
