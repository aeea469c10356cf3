"""Whom a phrase is about, and whether it is denied: reads the words that stand before it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any, Literal

from vpa_assist.checks.prose.patterns import Lexicon, Rests
from vpa_assist.checks.text import word_set

Whom = Literal["child", "other", "thing", "officer", "nobody"]

_CLAUSE = word_set(
    """
    , ; : . ( ) — – - and but because that who whom which when while as so then if where although though whilst whereas
    since after before until or yet like
    """
)
_RELATIVE = frozenset({"who", "whom", "which", "with"})
_PREPOSITIONS = word_set(
    """
    to of at from by about for on in into onto with near behind towards toward against over beside between under like
    around without off upon after before outside inside per
    """
)
_DETERMINERS = word_set(
    """
    the a an his her their my our your its this that these those same own older younger elder little big new two three
    four some any every each another both all
    """
)
_MALE = frozenset({"he", "him", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_LIGHT = word_set(
    """
    as to be being is was were are been very quite so a an the really rather bit of often always generally also described
    considered seen can has had have has 's just too not
    """
)
_BREAKS = word_set("; : . but however although though because until unless when while then so yet — –")
_NOT = word_set(
    """
    not no never nor neither without nothing nobody none nowt hardly rarely denied denies deny denying nil
    """
)
_TOLD = word_set("say tell explain know talk discuss remember account describe")
_ASKED = frozenset({"how", "why", "where", "who", "about", "when"})
_REJECTING = word_set(
    """
    wrong unfair incorrect misleading mistaken untrue false inaccurate unhelpful disagree disagreed reject rejected
    dispute disputed doubt doubts challenge challenged avoid avoided against
    """
)
_AUXILIARY = word_set(
    """
    is was were are has had have did does will would can could he she they it i we there
    """
)

_NEW_CLAUSE = word_set(
    """
    gets got goes went comes came keeps kept wears wore takes stays stayed sleeps slept lives lived carries carried runs ran
    sells sold owes owed uses used needs now then often always usually sometimes says brags boasts turns turned still
    dropped picked collected given filmed driven sent paid made told asked handed
    """
)


class Names:
    """The names of the child a text is about and of everybody else. Compared by identity: get them with `Ctx.names`."""

    __slots__ = ("_classes", "all")

    def __init__(self, child: frozenset[str], others: frozenset[str]) -> None:
        self.all = child | others
        self._classes = dict.fromkeys(others, "$person") | dict.fromkeys(child, "$child")

    def classed(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words with the child's own names as `$child` and other people's as `$person`."""
        return tuple(map(self._classes.get, words, words))


_names = lru_cache(maxsize=512)(Names)


@dataclass(frozen=True, eq=False)
class Ctx:
    """Who is who in a text: the names of the child it is about and of everybody else, and the child's sex.

    Compared by identity, which is quick: get one with `who_is_who`, which gives the same one for the same facts.
    """

    child: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    sex: str | None = None
    sexes: frozenset[tuple[str, str]] = frozenset()
    """Names of others, each with the sex where the document tells it."""
    default: Whom = "child"
    infant: bool = False
    several: bool = False
    first_person: Whom = "officer"

    @cached_property
    def names(self) -> Names:
        """Whose names are whose: the same object for the same names."""
        return _names(self.child, self.others)

    def but(self, **changes: Any) -> Ctx:
        """The same with some facts changed."""
        facts = {each.name: getattr(self, each.name) for each in fields(self)}
        return who_is_who(**(facts | changes))


@lru_cache(maxsize=512)
def who_is_who(**facts: Any) -> Ctx:
    """The one `Ctx` for these facts."""
    return Ctx(**facts)


def phrase_end(phrases: Rests, words: tuple[str, ...], at: int, end: int) -> int:
    """Where the longest phrase that begins at this word ends, or -1."""
    for rest in phrases.get(words[at], ()):
        stop = at + 1 + len(rest)
        if stop <= end and words[at + 1 : stop] == rest:
            return stop
    return -1


class People:
    """Finds who is mentioned in a sentence, by the concepts `child`, `adult`, `other_child`, `animal` of the form pack."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.child = lexicon.concepts["child"]
        self.other = {kind: lexicon.concepts[kind] for kind in ("adult", "other_child")}
        self.things = lexicon.concepts["animal"]
        self.nobody = lexicon.concepts["nobody"]
        self.female = lexicon.concepts["female_person"]
        self.male = lexicon.concepts["male_person"]

    def mention(self, words: tuple[str, ...], at: int, end: int, ctx: Ctx) -> Whom | None:
        """Who is mentioned at this word."""
        word = words[at]
        following = words[at + 1] if at + 1 < end else "."
        if following == "'s":
            return None  # "Chloe's phone": somebody's, not somebody
        if phrase_end(self.nobody, words, at, end) > 0:
            return None  # "School shirt, a bruise": no school says anything
        if word == "$child":
            return "child"
        if word == "$person":
            return "other"
        if word in _MALE or word in _FEMALE:
            if word == "her" and noun_follows(following):
                return None
            return self._pronoun(word, ctx)
        if word in ("i", "we", "me", "us"):
            return ctx.first_person
        if word in ("female", "male") and word == ctx.sex and (at == 0 or words[at - 1] == ".") and following in _NO_VERB:
            return None  # "Female on bridge, ...": shorthand for the person whom the page is about
        if word in ("officers", "police", "pc", "ps", "dc", "staff", "sergeant"):
            return "officer"
        if phrase_end(self.child, words, at, end) > 0:
            if word in ("baby", "toddler", "infant", "bump") and not ctx.infant:
                return None if words[max(0, at - 2) : at] == ("as", "a") else "other"  # "had meningitis as a baby"
            return "child"
        if any(phrase_end(phrases, words, at, end) > 0 for phrases in self.other.values()):
            return "other"
        if phrase_end(self.things, words, at, end) > 0:
            return "thing"
        return None

    def _pronoun(self, word: str, ctx: Ctx) -> Whom:
        sex = "male" if word in _MALE else "female"
        if ctx.sex in ("male", "female") and ctx.sex != sex:
            return "other"
        return "child"

    def sex_of(self, words: tuple[str, ...], at: int) -> str | None:
        """The sex of another person mentioned, where the word tells it."""
        if words[at] in self.female:
            return "female"
        if words[at] in self.male:
            return "male"
        return None

    def about(self, words: tuple[str, ...], begin: int, at: int, end: int, ctx: Ctx) -> Whom:
        """Whom the words at `at` are about, in the sentence `[begin, end)`."""
        if at > begin + 1 and words[at - 1] == "'s":
            owner = self.mention((*words[: at - 1], "."), at - 2, at, ctx)
            if owner in ("child", "other"):
                return owner
        near = at - 1
        while near >= begin and words[near] in _LIGHT and words[near] != "that":
            near -= 1
        if near >= begin and near > at - 6 and words[near] not in ("i", "we"):
            whom = self.mention(words, near, end, ctx)
            previous = words[near - 1] if near > begin else "."
            if whom and previous not in _PREPOSITIONS and not self._object_of_possessive(words, begin, near):
                joined = near - 1
                while joined > begin and words[joined] in _DETERMINERS:
                    joined -= 1
                if (
                    whom == "other"
                    and joined > begin
                    and words[joined] == "and"
                    and self.mention(words, joined - 1, end, ctx) == "child"
                ):
                    return "child"  # "Chloe and Ryan have been ..."
                return self._antecedent(words, begin, near, ctx) if words[near] in _MALE | _FEMALE else whom
        stop = at
        while stop > begin:
            start = stop
            while start > begin and words[start - 1] not in _CLAUSE:
                start -= 1
            relative = start > begin and words[start - 1] in _RELATIVE
            found = [
                (place, whom)
                for place in range(start, stop)
                if (whom := self.mention(words, place, end, ctx)) and not self._after_preposition(words, start, place)
            ]
            if found:
                place, whom = next((each for each in reversed(found) if words[each[0]] in ("she", "he", "they")), found[0])
                if (
                    whom == "other"
                    and place <= start + 1
                    and start > begin + 1
                    and words[start - 1] == "and"
                    and (self.mention(words, start - 2, end, ctx) == "child")
                ):
                    return "child"  # "Chloe and Ryan have been ..."
                if words[place] in _MALE | _FEMALE:
                    return self._antecedent(words, begin, place, ctx)
                return whom
            if not found:
                for place in range(start, stop - 1):
                    if words[place + 1] == "'s" and (owner := self.mention((*words[: place + 1], "."), place, place + 1, ctx)):
                        return owner  # "his sister's knee was grazed"
            if relative:
                before = [(place, whom) for place in range(begin, start - 1) if (whom := self.mention(words, place, end, ctx))]
                if before:
                    return before[-1][1]
            stop = start - 1
        return "nobody"

    def _antecedent(self, words: tuple[str, ...], begin: int, place: int, ctx: Ctx) -> Whom:
        """Whom a pronoun stands for: the child if the sex fits and nobody else of that sex is nearer in this sentence."""
        whom = self._pronoun(words[place], ctx)
        if whom == "other":
            return whom
        sex = "male" if words[place] in _MALE else "female"
        for before in range(place - 1, begin - 1, -1):
            mentioned = self.mention(words, before, place, ctx)
            if mentioned == "child" and words[before] not in _MALE | _FEMALE:
                return "child"
            if mentioned == "other" and self.sex_of(words, before) == sex and not self._after_preposition(words, begin, before):
                first = all(self.mention(words, earlier, place, ctx) is None for earlier in range(begin, before))
                told = any(w in _TELLING for w in words[before + 1 : place])
                possessive = told or any(w in ("her", "his", "their", "'s") for w in words[max(begin, before - 2) : before])
                if first and not possessive:
                    return "other"
                return whom
        return whom

    def _after_preposition(self, words: tuple[str, ...], start: int, place: int) -> bool:
        if words[place] in ("she", "he", "they", "i", "we"):
            return False
        before = place - 1
        while before >= start and (words[before] in _DETERMINERS or words[before] == "'s"):
            before -= 2 if words[before] == "'s" else 1
        return before >= start - 1 and before >= 0 and words[before] in _PREPOSITIONS

    def _object_of_possessive(self, words: tuple[str, ...], begin: int, place: int) -> bool:
        before = place - 1
        while before >= begin and words[before] in _DETERMINERS:
            before -= 1
        return before >= begin and words[before] in _PREPOSITIONS


_NO_VERB = frozenset({"on", "in", "at", "aged", "from", ",", "near", "with", "child", "again"})
_TELLING = word_set("says said say told tells thinks thought reports reported states stated believes describes disclosed")


def noun_follows(word: str) -> bool:
    """Whether a word after "her" may be what she has: "her teacher", not "her and"."""
    return word[:1].isalpha() and word not in _PREPOSITIONS and word not in _NO_NOUN


_NO_NOUN = word_set(
    """
    and or but that because is was a an the when while if as again so she he they very not being it i we up down out away
    back home alone who which first then too tonight today yesterday before after
    """
)


def denied(words: tuple[str, ...], begin: int, at: int) -> bool:
    """Whether a denial reaches the words at `at` from the left, inside the sentence."""
    for place in range(at - 1, begin - 1, -1):
        word = words[place]
        if word in _NOT:
            if word == "no" and place + 1 < len(words) and words[place + 1] in ("longer", ",", "doubt"):
                continue
            if word == "not" and place + 1 < len(words) and words[place + 1] in ("only", "just"):
                continue
            if not _TOLD.isdisjoint(words[place + 1 : place + 4]) and not _ASKED.isdisjoint(words[place + 2 : at]):
                continue  # "would not say how he came by the bruise"
            return True
        if word in _REJECTING and place + 1 < at and words[place + 1] in ("to", "that", "with", "the", "this", "any"):
            return True
        if word in ("rather", "instead", "far") and place + 1 < at and words[place + 1] in ("than", "of", "from"):
            return True
        if word in _BREAKS:
            return False
        if word in (",", "as") and place + 1 < at and words[place + 1] in _AUXILIARY:
            return False
        if word == "," and place < at and words[place + 1] in _NEW_CLAUSE:
            return False  # "has a phone he cannot account for, gets lifts off older men"
        if (
            word == ","
            and place + 1 < at + 1
            and words[place + 1] in ("the", "her", "his", "a", "an", "she", "he", "they", "with", "which", "who")
        ):
            return False
        if word == "and" and place < at and words[place + 1] in _NEW_CLAUSE | _AUXILIARY:
            return False
        if word == "and" and not (place > begin + 1 and words[place - 2] in ("no", "any", "without", "of")):
            return False
    return False
