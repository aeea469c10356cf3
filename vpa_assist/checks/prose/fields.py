"""Which texts of a referral are whose: the officer's text, voice texts, and what is told of one child."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vpa_assist.checks.prose.about import Ctx, who_is_who
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.text import read, word_set
from vpa_assist.record.pointers import join, names
from vpa_assist.record.referral import Part, Referral
from vpa_assist.record.remembering import ByPart

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.checks.case import Case, ChildCase
    from vpa_assist.checks.prose.patterns import Lexicon

_NO_PROSE = word_set(
    """
    schema id kind status created_at updated_at at from_ to_ due due_date date_of_birth name given_name family_name
    also_known_as collar_number rank unit role reference references dash_reference body_worn_video postcode phone sex code
    codes source types observed_code first interpreter interpreter_name speaker how region side view local_authority basis
    consent strategy_discussion custody_reference system username platform risk is path of answer action grade decision
    risk_grade trigger_plan prevention_interview return_home_interview nrm kinds suspects offender explained_by lines town
    gender_identity pronouns gp social_worker appropriate_adult others_present flags span reply_to receipt scenario
    risk_level words child_view explanation by child to size_mm
    """
)
_AWARE = ("appearance", "activity", "relationships", "environment")


class Text(NamedTuple):
    """A text with its address and, for a text about one child, that child's place."""

    path: str
    text: str
    child: int | None


def strings(part: Part, path: str, child: int | None) -> Iterator[Text]:
    """Every text of the officer's in a part of the record."""
    for key, name in names(type(part)).items():
        member = getattr(part, name)
        if member is None:
            continue
        if isinstance(member, str):
            if key not in _NO_PROSE and not key.endswith("_at") and not (key in ("from", "to") and "awaited" not in path):
                yield Text(path + join(key), member, child)
        elif isinstance(member, Part):
            if key not in _NO_PROSE:
                yield from _texts_in(member, path + join(key), child)
        elif isinstance(member, tuple) and (key not in _NO_PROSE or key in ("words", "references", "found_with")):
            for index, item in enumerate(member):
                if isinstance(item, Part):
                    yield from _texts_in(item, path + join(key, index), child)
                elif isinstance(item, str) and (key not in _NO_PROSE or key == "found_with"):
                    yield Text(path + join(key, index), item, child)


Texts = tuple[Text, ...]


def officer_texts(case: Case) -> Texts:
    """Every text that officers wrote as prose, in the order of the document; where the case has one child, not the others'."""
    known: Texts | None = case.__dict__.get("_officer_texts")
    if known is None:
        before, after, _ = _SHARED.of(case.rest, None, lambda _: _shared(case.referral))
        children = [text for each in case.all_children for text in texts_of(case, each.index)]
        known = case.__dict__["_officer_texts"] = (*before, *children, *after)
    return known


def texts_of(case: Case, child: int | None) -> Texts:
    """The officers' texts about one child, or (None) about the whole: the same object while nothing in them changes."""
    if child is None:
        return _SHARED.of(case.rest, None, lambda _: _shared(case.referral))[2]
    children = case.referral.children or ()
    return _texts_in(children[child], join("children", child), child)


def own_texts(case: Case) -> Texts:
    """The texts of the part of which a case is: one child's, or those that are about no child."""
    return texts_of(case, case.part.index if case.part else None)


def all_texts(case: Case) -> list[Texts]:
    """The officers' texts about the whole, then those of each child."""
    return [texts_of(case, None), *[texts_of(case, each.index) for each in case.whole.all_children]]


def _shared(referral: Referral) -> tuple[Texts, Texts, Texts]:
    """The officers' texts before the children, those after them, and both."""
    before: list[Text] = []
    after: list[Text] = []
    found = before
    for key, name in names(Referral).items():
        value = getattr(referral, name)
        if key == "children":
            found = after
        elif key in _NO_PROSE:
            continue
        elif isinstance(value, Part):
            found.extend(_texts_in(value, join(key), None))
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, Part):
                    found.extend(_texts_in(part, join(key, index), None))
    return tuple(before), tuple(after), (*before, *after)


_SHARED: ByPart[tuple[Texts, Texts, Texts]] = ByPart(64)
_TEXTS: ByPart[Texts] = ByPart(4096)


def _texts_in(part: Part, path: str, child: int | None) -> Texts:
    return _TEXTS.of(part, path, lambda held: tuple(strings(held, path, child)))


def voice_texts(child: ChildCase) -> Iterator[tuple[str, str, str]]:
    """Each voice text of a child: member, address, text. Utterances are `words`."""
    aware = child.child.aware
    if aware is not None:
        for member in ("appearance", "words", "activity", "relationships", "environment"):
            if member == "words":
                for index, each in enumerate(aware.words or ()):
                    if each.words:
                        yield "words", child.at("aware", "words", index, "words"), each.words
            elif text := getattr(aware, member):
                yield member, child.at("aware", member), text
    if child.child.wishes:
        yield "wishes", child.at("wishes"), child.child.wishes


def names_of(text: str | None) -> frozenset[str]:
    """The plain words of a name that are long enough to stand for a person."""
    return frozenset(word for word in read(text).words if len(word) > 1 and word not in _TITLES) if text else frozenset()


_TITLES = word_set(
    """
    mr mrs ms miss dr pc dc ds ps sgt insp det not surname unknown nurse the and officer known
    """
)


_CAPITAL = re.compile(r"[A-Z](?<=[a-z0-9,;)] [A-Z])[a-z]\w+")
_BEFORE_PLACE = re.compile(r"\b(?:in|at|from|to|near|on|of|the|attends?|attended|attending|joined) $", re.IGNORECASE)


@lru_cache(maxsize=1024)
def capitalised(text: str) -> frozenset[str]:
    """The words of a text that are written with a capital inside a sentence: most are names."""
    found: set[str] = set()
    for match in _CAPITAL.finditer(text):
        word = match.group()
        if word not in found and not _BEFORE_PLACE.search(text, max(0, match.start() - 11), match.start()):
            found.add(word)
    return frozenset([word.lower() for word in found])


_NAMES_OF_PLACES = word_set("school place agency")
_PLAIN_CAPITALS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december english british mum dad nan nana nanna christmas easter mother father gran grandad auntie
    mummy daddy mam uncle year i autism makaton tourette tourettes down downs asperger aspergers pakistan india somalia
    gambia god islam tablet snapchat instagram facebook tiktok bsl adhd ehcp niche misper
    """
)


def ctx_for(case: Case, index: int | None, *, default: str = "child", first_person: str = "officer") -> Ctx:
    """Who is who in a text about this child, or in a text of the whole document (index None)."""
    known: dict[tuple[int | None, str, str], Ctx] = case.around.contexts
    key = (index, default, first_person)
    ctx = known.get(key)
    if ctx is None:
        plain = known.get((index, "child", "officer"))
        if plain is None:
            plain = known[index, "child", "officer"] = _plain_ctx(case.whole, index)
        ctx = known[key] = plain if key == (index, "child", "officer") else plain.but(default=default, first_person=first_person)
    return ctx


def _plain_ctx(case: Case, index: int | None) -> Ctx:
    children = case.all_children
    mine = children if index is None else (children[index],)
    names: set[str] = set()
    for each in mine:
        names |= names_of(each.child.given_name)
        for alias in each.child.also_known_as or ():
            names |= names_of(alias)
    others: set[str] = set(case.around.named)
    named: set[tuple[str, str]] = set()
    for each in children:
        if index is not None and each.index != index:
            others |= names_of(each.child.given_name)
            named |= {(name, each.child.sex) for name in names_of(each.child.given_name) if each.child.sex}
    for person in case.referral.people or ():
        others |= names_of(person.name)
        named |= {(name, person.sex) for name in names_of(person.name) if person.sex}
    family = {word for each in children for word in names_of(each.child.family_name)}
    others -= names | _PLAIN_CAPITALS
    sexes = {each.child.sex for each in mine}
    ages = [each.age for each in mine]
    return who_is_who(
        child=frozenset(names),
        others=frozenset(others - family),
        sex=next(iter(sexes)) if len(sexes) == 1 else None,
        sexes=frozenset(named),
        default="child",
        infant=any(age is not None and age < 4 for age in ages) or any(each.unborn for each in mine),
        several=len(mine) > 1,
        first_person="officer",
    )


def named_in(parts: Iterable[Texts], catalogue: Catalogue) -> frozenset[str]:
    """Whoever the officers' texts name: words with a capital that the patterns do not know."""
    known = lexicon(catalogue)
    return frozenset().union(*[_NAMED.of(texts, known, lambda held: _named(held, known)) for texts in parts])


_NAMED: ByPart[frozenset[str]] = ByPart(512)


def _named(texts: Texts, known: Lexicon) -> frozenset[str]:
    words: set[str] = set()
    for text in texts:
        if member_of(text.path) not in _NAMES_OF_PLACES:
            words |= capitalised(text.text)
    return frozenset(words - known.words)


@lru_cache(maxsize=4096)
def member_of(path: str) -> str:
    """The last named member of an address."""
    return next((step for step in reversed(path.split("/")) if not step.isdigit()), "")
