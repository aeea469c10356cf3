"""Finds the patterns of a check in a text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vpa_assist.checks.prose.about import Ctx, People, denied
from vpa_assist.checks.prose.fitting import Place, asked_with, fits, places
from vpa_assist.checks.prose.going_on import of_another
from vpa_assist.checks.prose.likeness import sounds_like, surroundings
from vpa_assist.checks.prose.lines import ends_at, lines_of
from vpa_assist.checks.prose.patterns import Lexicon, Line, Pattern
from vpa_assist.checks.prose.pieces import Piece
from vpa_assist.checks.text import word_set

_OF_THE_CHILD = frozenset({"APP002", "DIS002", "LAN001", "LAN003", "LAN005"})
"""Checks of the officer's account, in which others are told of too."""
_DONE_TO = frozenset({"DIS002", "APP002", "LAN001"})
_WEIGHED_WHOLE = frozenset({"CUS001:offence", "CUS001:vulnerability", "WRD002"})
"""Checks that weigh the words of a whole text, not of a sentence: they ask for it themselves."""
_DENIED_INSIDE = frozenset({"not", "never"})
_WRONG_SEX = {
    "female": frozenset({"he", "his", "himself"}),
    "male": frozenset({"she", "herself"}),
    "indeterminate": frozenset(),
    "not_known": frozenset(),
}


class Found(NamedTuple):
    """A pattern found in words `[first, last)` of a sentence that begins at code point `offset` of its text."""

    pattern: Pattern
    first: int
    last: int
    piece: Piece
    offset: int

    @property
    def span(self) -> tuple[int, int]:
        """The code points of the whole text."""
        start, end = self.piece.reading.span(self.first, self.last)
        return self.offset + start, self.offset + end


@lru_cache(maxsize=4)
def people(lexicon: Lexicon) -> People:
    """The people finder of a lexicon."""
    return People(lexicon)


def find(lexicon: Lexicon, code: str, text: str, ctx: Ctx) -> tuple[Found, ...]:
    """The places in a text where a pattern of this check is met, from left to right, without overlaps."""
    met = places(lexicon, asked_with(code), text, ctx.names).get(code)
    return _found(lexicon, code, text, ctx, met) if met else ()


@lru_cache(maxsize=4096)
def _found(lexicon: Lexicon, code: str, text: str, ctx: Ctx, met: tuple[Place, ...]) -> tuple[Found, ...]:
    return tuple(
        [
            Found(pattern, first, last, here, offset)
            for offset, here in met
            for pattern, first, last in _in_piece(lexicon, code, here, ctx)
            if code not in _OF_THE_CHILD or not of_another(lexicon, people(lexicon), text, offset, here, first, ctx)
        ]
    )


@lru_cache(maxsize=4096)
def _in_piece(lexicon: Lexicon, code: str, here: Piece, ctx: Ctx) -> tuple[tuple[Pattern, int, int], ...]:
    hits: list[tuple[Pattern, int, int]] = []
    seen: set[tuple[int, int]] = set()
    for pattern, spans in fits(lexicon, asked_with(code), here)[code]:
        span = next((span for span in spans if span not in seen), None)
        if (
            span is not None
            and stands(lexicon, pattern, here, here.words, *span, ctx)
            and (not pattern.weighed or _sounds_like(lexicon, code, here.words, *span))
        ):
            seen.add(span)
            hits.append((pattern, *span))
    hits.sort(key=lambda hit: (hit[1], -hit[2]))
    kept: list[tuple[Pattern, int, int]] = []
    for hit in hits:
        if not kept or hit[1] >= kept[-1][2]:
            kept.append(hit)
    return tuple(kept)


def _sounds_like(lexicon: Lexicon, code: str, words: tuple[str, ...], first: int, last: int) -> bool:
    return code in _WEIGHED_WHOLE or sounds_like(lexicon, code, surroundings(words, first, last))


def stands(lexicon: Lexicon, pattern: Pattern, reading: Piece, words: tuple[str, ...], first: int, last: int, ctx: Ctx) -> bool:
    """Whether what limits a pattern lets a place stand."""
    if pattern.quoted == "silent" and all(
        reading.quoted[place] for place in range(first, last) if words[place][:1].isalnum() or words[place][0] == "$"
    ):
        return False
    begin, end = reading.sentence_of(first)
    if pattern.first and any(word[:1].isalnum() or word[0] == "$" for word in words[begin:first]):
        return False
    if pattern.whole and any(word[:1].isalnum() for word in words[last:end]):
        return False
    if pattern.negated == "silent" and denied(words, begin, first):
        return False
    if pattern.negated == "silent" and not pattern.denies and _DENIED_INSIDE.intersection(words[first:last]):
        return False
    if (
        pattern.about == "child"
        and ctx.sex
        and _WRONG_SEX[ctx.sex].intersection(words[first:last])
        and (ctx.first_person != "child" or _MINE.isdisjoint(words[max(begin, first - 1) : last]))
    ):
        return False  # but "he bit my arm", in a girl's words, is told of the girl
    if pattern.then_not and last < end and lines_of(pattern.then_not).at(words, last, end):
        return False
    if pattern.code == "APP002" and _on_somebody_else(lexicon, words, first, last, end, ctx):
        return False
    if (
        pattern.before_not
        and lines_of(pattern.before_not).may_stand(words[begin:first])
        and any(ends_at(line, words, begin, first) for line in pattern.before_not)
    ):
        return False
    # "my wrist" is the officer's in a note and the child's in what the child says
    if pattern.unless and any(not _is_mine(line, ctx) for _, line in lines_of(pattern.unless).standing(words, begin, end)):
        return False
    if pattern.needs:
        low, high = begin, end
        if pattern.nearby:
            low, high = _around(reading, first, pattern.nearby)
        if not any(True for _ in lines_of(pattern.needs).standing(words, low, high)):
            return False
    if pattern.about == "any":
        return pattern.code != "DIS002" or _HERS.get(ctx.sex or "", "") not in words[first:last]
    if (
        pattern.code in ("APP002", "DIS002")
        and ctx.first_person != "officer"
        and not {"my", "me"}.isdisjoint(words[max(begin, first - 2) : min(end, last + 2)])
    ):
        return ctx.first_person == "child"  # what somebody says of "my arm", who "bit me"
    whom = whom_about(lexicon, reading, words, first, ctx)
    if whom not in ("child", "nobody") and _left_to_the_page(words, begin, first, whom, pattern.code):
        whom = ctx.default
    if pattern.code in ("APP002", "DIS002") and whom in ("officer", "nobody"):
        whom = _seen_on(lexicon, words, begin, first, last, end, ctx) or whom
    elif (
        pattern.code in ("APP002", "DIS002")
        and whom == "other"
        and (_only_the_childs(lexicon, words, begin, first, last, ctx) or _treated(lexicon, words, begin, first, last, end, ctx))
    ):
        whom = "child"
    if (
        whom == "other"
        and pattern.code in ("DIS002", "APP002", "LAN001")
        and _child_is_object(lexicon, pattern.code, words, begin, first, end, ctx)
    ):
        return True
    return (
        whom == pattern.about
        or (pattern.about == "child_or_thing" and whom in ("child", "thing"))
        or (pattern.code == "SEE004" and (whom == "officer" or _puts_the_child(lexicon, words, first, last, end, ctx)))
    )  # officers do not sleep


def _left_to_the_page(words: tuple[str, ...], begin: int, at: int, whom: str, code: str) -> bool:
    """Whether a note leaves out of whom it tells, since the page says it: 'Party dress, fresh graze to left knee',
    'Teacher to see her Monday, has an EHC plan', 'Staff report consensual sex', 'Described by staff as difficult'.
    """
    before = words[begin:at]
    if code in _JUDGING and "by" in before and before[0] in _SEEN_AS and "as" in before:
        return True
    if whom == "officer":
        return code in _IN_NOTE_FORM and not _REPORTS.isdisjoint(before)
    if code == "DIS002" and before and before[-1] in _SAYS:
        return True
    if code not in ("APP002", "DIS002") or "," not in before:
        return False
    clause = before[len(before) - before[::-1].index(",") :]
    if whom == "thing":
        return _ANIMALS.isdisjoint(before) and "'s" not in clause
    goes_on = not clause or clause[0] in _BARE_VERBS or clause[-2:] in (("has", "an"), ("has", "a"), ("had", "an"), ("had", "a"))
    return goes_on and (before[0] in _LIVES or (bool(clause) and not _PROFESSIONALS.isdisjoint(before)))


_SAYS = word_set("says said say states stated")
_IN_NOTE_FORM = frozenset({"APP002", "DIS002", "LAN001", "LAN003", "LAN005"})
_JUDGING = frozenset({"LAN001", "LAN005"})
_SEEN_AS = word_set("described seen regarded viewed considered known reported labelled thought")
"""How a note begins that tells what others think of the child: "Described by staff as difficult"."""
_REPORTS = word_set("report reports reported describe describes described allege alleges alleged mention mentions mentioned")
_ANIMALS = word_set("dog dogs cat cats horse horses pony puppy rabbit kitten hamster bird parrot staffie terrier")
_BARE_VERBS = word_set("has had is was wears uses needs gets attends takes under on dx diagnosed registered")
_LIVES = word_set("lives living stays staying sleeps resides placed")
_PROFESSIONALS = word_set(
    """
    teacher tutor headteacher nurse doctor paramedic paramedics school staff worker senco gp hospital camhs clinic nursery
    """
)


def _is_mine(line: Line, ctx: Ctx) -> bool:
    return ctx.first_person == "child" and any("my" in slot.phrases for slot in line)


def _child_is_object(lexicon: Lexicon, code: str, words: tuple[str, ...], begin: int, at: int, end: int, ctx: Ctx) -> bool:
    """Whether the child is named as the one to whom something is done: 'Nan pushes her in her wheelchair'."""
    own: tuple[str, ...] = {"female": ("her",), "male": ("him",)}.get(ctx.sex or "", ("her", "him", "them"))
    if code == "DIS002":
        own = (*own, "$child")
    finder = people(lexicon)
    for place in range(at - 1, max(begin, at - 6), -1):
        if words[place] in (",", "and", "but", "that"):
            return False
        if words[place] in ("he", "she") and finder.mention(words, place, end, ctx) == "other":
            return False  # "told her he was disabled": of somebody else from here on
        if words[place] in own and finder.mention(words, place, end, ctx) == "child":
            return True
    return False


def _seen_on(lexicon: Lexicon, words: tuple[str, ...], begin: int, first: int, last: int, end: int, ctx: Ctx) -> str | None:
    """On whom the officer saw it: "I saw a bruise on his arm". None where that is not told."""
    if "$child" in words[first : min(end, last + 4)]:
        return "child"
    if {"my", "our"}.intersection(words[first : min(end, last + 4)]):
        return None
    if _OWN.get(ctx.sex or "", frozenset()).intersection(words[max(begin, first - 2) : min(end, last + 4)]):
        return "child"
    seen = next((place for place in range(first - 1, begin, -1) if words[place] in _SEEN), -1)
    if seen < 0:
        return None
    whom = people(lexicon).about(words, seen + 1, first, end, ctx)
    return ctx.default if whom in ("nobody", "officer") else whom


def _on_somebody_else(lexicon: Lexicon, words: tuple[str, ...], first: int, last: int, end: int, ctx: Ctx) -> bool:
    """Whether the part of the body named is that of somebody of the other sex: "a bruise on her wrist", of a boy."""
    theirs = {"male": "her", "female": "his"}.get(ctx.sex or "")
    finder = people(lexicon)
    if theirs is None or (finder.female if theirs == "her" else finder.male).keys().isdisjoint(words[:first]):
        return False
    parts = lexicon.concepts["body_part"]
    return any(words[place] == theirs and words[place + 1] in parts for place in range(first, min(end - 1, last + 4)))


def _only_the_childs(lexicon: Lexicon, words: tuple[str, ...], begin: int, first: int, last: int, ctx: Ctx) -> bool:
    """Whether "his" or "her" beside the phrase can be nobody's but the child's: "Mum keeps his seizure tablets"."""
    if not _OWN.get(ctx.sex or "", frozenset()).intersection(words[max(begin, first - 1) : last]):
        return False
    finder = people(lexicon)
    same = finder.female if ctx.sex == "female" else finder.male
    other = finder.male if ctx.sex == "female" else finder.female
    before = words[begin:first]
    return not any(word in same for word in before) and any(word in other or word in _MANY for word in before)


_MANY = word_set("school college nursery staff teachers parents family services camhs hospital carers")
"""Those of whom nobody says "his" or "her"."""


def _treated(lexicon: Lexicon, words: tuple[str, ...], begin: int, first: int, last: int, end: int, ctx: Ctx) -> bool:
    """Whether somebody whose work it is saw or treated it, and nobody else is named: "Nurse noted tenderness over the rib"."""
    carer = next((place for place in range(first - 1, begin - 1, -1) if words[place] in _CARERS), -1)
    if carer < 0 or words[carer + 1] == "'s" or _TREATED.isdisjoint(words[carer + 1 : first]):
        return False
    finder = people(lexicon)
    after = range(carer + 1, min(end, last + 4))
    return not any(words[place] in ("$person", "i", "we") or finder.sex_of(words, place) for place in after) and not any(
        finder.mention(words, place, end, ctx) == "other" for place in range(carer + 1, first)
    )


_CARERS = word_set("nurse nurses paramedic paramedics doctor doctors medic medics crew gp matron midwife hospital a-and-e")
_TREATED = word_set(
    """
    saw seen noted noticed found recorded measured photographed treated dressed cleaned bathed glued stitched strapped
    bandaged examined applied iced looked counted confirmed diagnosed identified documented tended put
    confirms notes sees finds records reports identifies states diagnoses treats dresses
    """
)
_MINE = frozenset({"my", "me"})
_HERS = {"male": "her", "female": "his"}
_OWN = {"female": frozenset({"her"}), "male": frozenset({"his"})}


_SEEN = word_set("saw see seen noticed noted note noting observed spotted found counted photographed at show showed")


def _puts_the_child(lexicon: Lexicon, words: tuple[str, ...], first: int, last: int, end: int, ctx: Ctx) -> bool:
    """Whether the child is the one whom somebody puts to bed: 'Mum had put her down at seven'."""
    finder = people(lexicon)
    return any(
        words[place] in ("her", "him", "them", "$child") and finder.mention(words, place, end, ctx) == "child"
        for place in range(first + 1, last)
    )


def whom_about(lexicon: Lexicon, reading: Piece, words: tuple[str, ...], at: int, ctx: Ctx) -> str:
    """Whom the words at `at` are about; where the sentence does not say, the sentence before, else the text's own subject."""
    finder = people(lexicon)
    begin, end = reading.sentence_of(at)
    whom = finder.about(words, begin, at, end, ctx)
    if whom != "nobody":
        return whom
    return ctx.default


def _around(reading: Piece, at: int, count: int) -> tuple[int, int]:
    index = next(i for i, (begin, end) in enumerate(reading.sentences) if begin <= at < end)
    low = reading.sentences[max(0, index - count)][0]
    high = reading.sentences[min(len(reading.sentences) - 1, index + count)][1]
    return low, high
