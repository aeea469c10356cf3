"""WRD002: is it the child who speaks, or is the child told about?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from vpa_assist.checks.case import Case, Hit, check
from vpa_assist.checks.prose.about import Ctx, noun_follows, phrase_end
from vpa_assist.checks.prose.fields import ctx_for
from vpa_assist.checks.prose.likeness import sounds_like
from vpa_assist.checks.prose.matching import Found, find, people
from vpa_assist.checks.prose.patterns import Lexicon, lexicon
from vpa_assist.checks.prose.pieces import mended
from vpa_assist.checks.text import Reading, quotations, word_set

_FIRST = word_set("i me my mine myself we our ours us ourselves")
_TELLING = word_set(
    """
    told tell tells telling said asked informed to advised showed show shown with spoke explained described
    """
)
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})
_TELLER = frozenset({"she", "he", "they"})
_AFTER_TELLING = word_set(
    """
    all everything nothing more much that she he they about . and how where what when why who of , it $child her his there mum
    dad
    """
)
_TOLD_TO_OTHERS = tuple((word,) for word in ["to", "off", "him", "them", "dad", "mum", "daddy", "mummy", "nan"])
_SHORT = (("no",), ("yes",), ("it",), ("sorry",), ("nothing",))
_TO_ANOTHER = tuple(
    (first, second) for first in ("and", "to", "but") for second in ("he", "him", "her", "them", "dad", "mum", "daddy")
)
_SPOKEN = word_set("yeah nah yep nope bruv fam innit mate miss")
_POLICE_VERBS = word_set(
    "stated states state disclosed discloses disclose reported reports alleged alleges informed advised advises"
)
_AS_TODDLERS_SAY = word_set("want like love hate need miss think know feel see go get hurt")
_TELLS = word_set(
    """
    stated states said says sed told tells disclosed discloses reported reports alleged alleges advised advises confirmed
    confirms denied denies expressed expresses described describes claims claimed indicated indicates explained explains
    reiterated declined recalled mentioned mentions admitted acknowledged informed recounted spoke spoken talked implied
    suggested hinted insisted insists maintained maintains pleaded requested requests volunteered witnessed refused refuses
    appeared appears seemed seems presented presents answered responded replied engaged asked wondered enquired became
    """
)
_WANTING = word_set("want wants need needs got go goes gone hurt")
_CHILDS_WORDS = frozenset(
    {"daddy", "mummy", "dada", "mama", "mam", "mammy", "ammi", "abbu", "ammu", "amma", "papa", "hooyo", "aabo"}
)
"""What children call their parents, and officers do not."""
_LETTING = word_set("let lets gave gives left leaves")
_KNOW = word_set("know slip be understand to with the believe in")
_NAMED_VERBS = word_set(
    """
    is was has had does did would could can will might put thought felt told kept made gave took went came got saw heard ran
    hid found
    """
)
_ANSWERS = (("no", ","), ("yes", ","), ("yeah", ","), ("nah", ","), ("nope", ","))
_ORDERS = word_set("stop shut go get come leave wait run look listen be keep put give say")
_ONE_WORD = 2
"""The words of a sentence of one word, with its full stop."""
_DIRECT = word_set(
    """
    said says sed told tells asked replied answered shouted whispered added screamed responded stated states
    """
)
_AUX = word_set("did does do is was were am are has have had can could will would shall should may might must")


@check("WRD002", of="child")
def summary_for_words(case: Case) -> Iterator[Hit]:
    """An utterance that is told about the child instead of by the child."""
    words = lexicon(case.catalogue)
    for child in case.children:
        ctx = ctx_for(case, child.index)
        for index, each in child.own_utterances:
            if each.words and (each.how or "speech") in ("speech", "sign", "writing"):
                span = summary(words, each.words, each.question or "", ctx, child.age)
                if span:
                    yield Hit(child.at("aware", "words", index, "words"), span)


@lru_cache(maxsize=1024)
def summary(words: Lexicon, text: str, question: str, ctx: Ctx, age: int | None) -> tuple[int, int] | None:
    """Where an utterance shows that it is told about the child, or None."""
    reading, plain = mended(words, text, ctx)
    if all(reading.quoted) or _says_its_own_name(plain):
        return None
    first_person = _speaks_of_itself(reading, plain) or _speaks_as_children_do(reading, plain)
    if not first_person and not any(reading.quoted) and _opens_with_the_name(plain, age):
        return reading.span(0, 2)
    for each in find(words, "WRD002", text, ctx) if sounds_like(words, "WRD002", plain) else ():
        found = in_whole(each, reading)
        if _is_summary(words, found, reading, plain, question, ctx, age, first_person):
            return reading.span(found.first, found.last)
    return None


def _says_its_own_name(words: tuple[str, ...]) -> bool:
    """Whether the name stands for "I", as small children have it: "Mia don't like it", "Mia waited and waited"."""
    if words[0] != "$child":
        return False
    verbs = [words[at + 1] for at in range(len(words) - 1) if words[at] == "$child" and (not at or words[at - 1] == ".")]
    if len(verbs) > 1 and _TELLS.isdisjoint(verbs) and not _WANTING.isdisjoint(verbs):
        return True  # "Erin got a wobbly tooth. Erin wants Callum to see."
    again = any(one == other and word == "and" for one, word, other in zip(words, words[1:], words[2:], strict=False))
    return words[1:2] == ("do",) or again


def _opens_with_the_name(words: tuple[str, ...], age: int | None) -> bool:
    """Whether a text begins with the child's name and a verb, as no child who is at school speaks: "Mia finds it hard"."""
    if words[0] not in ("$child", "child") or len(words) < 4 or (age is not None and age < 5):
        return False
    verb = words[1]
    return verb in _NAMED_VERBS or (verb.endswith(("s", "ed")) and len(verb) > 4 and not verb.endswith("ss"))


def _speaks_of_itself(reading: Reading, words: tuple[str, ...]) -> bool:
    for index, word in enumerate(words):
        if word in _FIRST and not reading.quoted[index]:
            before = words[index - 1] if index else "."
            after = words[index + 1] if index + 1 < len(words) else "."
            if (
                word in ("me", "us")
                and before in _TELLING
                and not (before in ("told", "tell", "tells", "asked") and after == "to")
                and after in _AFTER_TELLING
            ):
                continue
            if word in ("me", "us") and before in _LETTING and after in _KNOW:
                continue  # "she let us know that ..."
            if (
                word in ("me", "us")
                and before in ("wanted", "wants", "thanked", "assured", "begged", "implored")
                and after in ("to", "and", ".", "that", "not")
            ):
                continue
            if word in ("our", "my") and after in (
                "business",
                "conversation",
                "chat",
                "discussion",
                "questions",
                "question",
                "arrival",
                "visit",
            ):
                continue
            if word in ("us", "me") and before == "for" and after == "to":
                continue  # "happy for us to speak to school"
            if word in ("i", "we") and after in ("asked", "spoke", "explained", "introduced"):
                continue
            return True
    return False


def _speaks_as_children_do(reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether words stand there that no officer puts into a summary: "yeah", "no cap"."""
    pairs = zip(words, (*words[1:], "."), reading.quoted, strict=True)
    return any(not quoted and (word in _SPOKEN or (word, after) == ("no", "cap")) for word, after, quoted in pairs)


def _sex_fits(word: str, ctx: Ctx) -> bool:
    if ctx.sex == "female":
        return word not in _MALE
    if ctx.sex == "male":
        return word not in _FEMALE
    return True


def _is_summary(
    lexicon: Lexicon,
    found: Found,
    reading: Reading,
    words: tuple[str, ...],
    question: str,
    ctx: Ctx,
    age: int | None,
    first_person: bool,
) -> bool:
    kind = found.pattern.indicator
    begin, end = reading.sentence_of(found.first)
    subject = words[found.first]
    before = words[found.first - 1] if found.first > begin else "."
    if any(reading.quoted[found.first : found.last]):
        return False
    if kind == "officer":
        return not first_person or subject in ("according", "voice", "ip", "yp")
    if words[found.last : found.last + 1] == ("by",):
        return False
    if kind in ("bare", "assess"):
        if first_person or (kind == "bare" and reading.text[reading.starts[end - 1]] == "?"):
            return False
        if kind == "bare":
            if not _CHILDS_WORDS.isdisjoint(words[found.first : found.last]):
                return False  # "Then Mama said that is quieter"
            if words[found.first] not in _TELLS and _asks_of_another(lexicon, question, ctx):
                return False  # "What is Daddy like?" "Shouts. Throws stuff."
            if found.first and reading.sentences[0][1] <= _ONE_WORD:
                return False  # "Sponge. Needs twenty minutes.": goes on about what was named
            return not _spoken_short(reading, words, found.first) and not _verbatim(reading, found, words)
        if before in _TELLER and not _sex_fits(before, ctx):
            return False  # "he seemed happy", says a girl
        return _whom(lexicon, reading, words, found.first, question, ctx) != "other"
    if not _sex_fits(subject, ctx):
        return False
    named = subject == "$child" or (subject not in _TELLER and phrase_end(lexicon.concepts["child"], words, found.first, end) > 0)
    if named and before in ("my", "your", "our", "a", "that", "another", "this", "one", "other", "his", "her", "some"):
        return False
    if named and first_person and subject in ("boy", "girl", "lad", "lass", "kid"):
        return False  # "the big boy said he'd tell"
    small = age is not None and age < 5
    verbs = set(words[found.first + 1 : found.last])
    if kind in ("report", "formal") and verbs & _DIRECT and _verbatim(reading, found, words):
        return False
    if named and kind == "tale" and words[found.last - 1] in _AS_TODDLERS_SAY and verbs.isdisjoint(_AUX):
        return False  # "Leo want Rabbit": by, not about
    if not named and kind in ("report", "tale", "formal") and (before == "what" or words[:2] in _ANSWERS or _tells_of_two(words)):
        return False  # "She told him that she was leaving and he said ...": a boy tells of his parents
    if named:
        if kind in ("tale", "deed"):
            return not (small or first_person)
        return not (small and kind != "formal")
    if kind == "tale" and not named and (_of_two(lexicon, words, subject, ctx) or _talks_to_us(reading, words)):
        return False
    if kind in ("tale", "report") and not _CHILDS_WORDS.isdisjoint(words):
        return False  # "Daddy threw her phone and she could not get out", "Mama isn't clumsy. She tells the teacher she is"
    if words[found.last : found.last + 3] == ("yes", "or", "no"):
        return False  # "She says yes or no", of somebody whom the child knows
    if kind == "deed" or _whom(lexicon, reading, words, found.first, question, ctx) == "other":
        return False
    if kind == "formal":
        return not (first_person and (subject == "they" or verbs.isdisjoint(_POLICE_VERBS)))
    if first_person or subject == "they" or (not verbs.isdisjoint(("was", "were", "been")) and _talks_to_us(reading, words)):
        return False
    if kind == "report" and _promises(words, found.last):
        return False
    after = words[found.last : end]
    if words[found.last - 1] == "asked" and after[:1] in (("me",), ("us",)) and subject not in after:
        return False  # "she asked me what was wrong"
    return not (kind == "report" and _said_to_another(words, found.last))


@lru_cache(maxsize=256)
def _asks_of_another(lexicon: Lexicon, question: str, ctx: Ctx) -> bool:
    """Whether a question asks of somebody else: "What is Daddy like when he drinks?"."""
    asked = mended(lexicon, question, ctx)[1]
    finder = people(lexicon)
    return any(finder.mention(asked, at, len(asked), ctx) == "other" for at in range(len(asked)))


def _said_to_another(words: tuple[str, ...], at: int) -> bool:
    """Whether it was said to somebody of whom the child tells: "she told dad to go", "she said no and he pushed her"."""
    after = words[at : at + 3]
    if words[at - 1] in ("told", "asked") and after[:1] in _TOLD_TO_OTHERS:
        return True
    if after == ("it", "to", "me"):
        return True  # "she explained it to me, what a court is"
    if after[:2] in (("do", "not"), ("not", "again"), ("not", "now")) or (after and after[0] in _ORDERS):
        return True
    return after[:1] in _SHORT and after[1:] in _TO_ANOTHER


def _tells_of_two(words: tuple[str, ...]) -> bool:
    """Whether a text begins with one person speaking to another, "She told him that ...": a summary begins with the child."""
    if words[0] not in ("she", "he") or words[1:2] not in (("told",), ("asked",)):
        return False
    if words[2:3] == ("her",) and len(words) > 3 and noun_follows(words[3]):
        return False  # "she told her teacher that ..."
    return words[2:3] in (("him",), ("her",), ("them",))


def _of_two(lexicon: Lexicon, words: tuple[str, ...], subject: str, ctx: Ctx) -> bool:
    """Whether nobody is named and she does this and he does that: a child tells of two whom the listener knows."""
    other = {"she": "he", "he": "she"}.get(subject)
    pairs = zip((".", *words), words, strict=False)
    theirs = {"she": ("him", "his"), "he": ("her",)}.get(subject, ())
    if other is None or not (
        any(word == other and before in ("so", "but", "and", ".") for before, word in pairs)
        or any(word == subject and not {*words[at + 1 : at + 4]}.isdisjoint(theirs) for at, word in enumerate(words))
    ):
        return False
    finder = people(lexicon)
    return not any(
        words[at] not in _FEMALE | _MALE
        and finder.mention(words, at, len(words), ctx) in ("other", "child")
        and (words[at] == "$child" or finder.sex_of(words, at) is not None)
        for at in range(len(words))
    )


def _talks_to_us(reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether "you" are spoken to, as no officer's summary does: "she was told not to ring you"."""
    return any(word in ("you", "your") and not quoted for word, quoted in zip(words, reading.quoted, strict=True))


def _promises(words: tuple[str, ...], at: int) -> bool:
    """Whether what follows is what somebody else would do: 'she said she'd ring me'."""
    rest = [word for word in words[at : at + 5] if word not in ("that", "me", "us", "to")]
    if len(rest) < 3 or rest[0] not in _TELLER:
        return False
    if rest[1] in ("would", "will", "might", "could"):
        return rest[2] not in ("like", "love", "prefer", "rather", "not", "be")
    return rest[1] in ("was", "were") and rest[2] in ("going", "coming", "gonna")


def _spoken_short(reading: Reading, words: tuple[str, ...], at: int) -> bool:
    """Whether a sentence begins as a child speaks, 'Didn't mean to': an officer writes 'did not', or 'doesn't' of the child."""
    if words[at] in ("does", "has", "is") or words[at + 1 : at + 2] != ("not",):
        return False
    return reading.text[reading.starts[at + 1] :][:3].lower() in ("n't", "n’t")


def _verbatim(reading: Reading, found: Found, words: tuple[str, ...]) -> bool:
    """Whether what was said follows in quotation marks, a few words or more."""
    after = reading.starts[found.last - 1]
    for start, stop in quotations(reading.text):
        if start >= after and stop - start > 4:
            inside = [w for w, s in zip(words, reading.starts, strict=True) if start <= s < stop and w[:1].isalnum()]
            if len(inside) >= 2:
                return True
    return False


def _whom(lexicon: Lexicon, reading: Reading, words: tuple[str, ...], at: int, question: str, ctx: Ctx) -> str:
    """Whom a pronoun at `at` may stand for: other when somebody else of that sex was named before."""
    finder = people(lexicon)
    word = words[at]
    sex = "female" if word in _FEMALE else "male" if word in _MALE else None
    if any(words[place + 1] == "'s" and _is_a_name(reading, words, place) for place in range(at - 1)):
        return "other"  # "Michael's hand was bleeding and he said ...", of a friend whom the form does not know
    for place in range(at - 1, -1, -1):
        mention = finder.mention(words, place, len(words), ctx)
        if mention == "child" and words[place] not in _FEMALE | _MALE:
            return "child"
        if mention == "other" and words[place] not in _FEMALE | _MALE and (sex is None or finder.sex_of(words, place) == sex):
            return "other"
        if (
            sex
            and words[place + 1 : place + 2] == ("'s",)
            and (place == 0 or words[place - 1] in (".", ",", "and", "but"))
            and finder.mention((words[place], "."), 0, 2, ctx) == "other"
            and finder.sex_of(words, place) == sex
        ):
            return "other"  # "Mum's hands were shaking and she ..."
    for place in range(at + 1, len(words)):
        # "she feels safe there, my mum": the name comes after
        if (
            words[place] in ("my", "the")
            and words[place - 1] == ","
            and place + 1 < len(words)
            and finder.mention(words, place + 1, len(words), ctx) in ("other", "thing")
        ):
            return "other"
        # "she wants to leave him, Mum", "she was shaking, Mummy was": so does a name that ends the sentence
        rest = words[place + 1 : place + 3]
        if (
            words[place - 1] == ","
            and (rest[:1] in ((), (".",)) or (rest[0] in _AUX and rest[1:] in ((), (".",), (",",))))
            and finder.mention(words, place, len(words), ctx) == "other"
        ):
            return "other"
    if sex and question:
        asked = mended(lexicon, question, ctx)[1]
        for place in range(len(asked)):
            if (
                asked[place] not in ("you", "me", "i")
                and finder.mention(asked, place, len(asked), ctx) == "other"
                and (asked[place] not in _FEMALE | _MALE and finder.sex_of(asked, place) == sex)
            ):
                return "other"
    return "child"


def _is_a_name(reading: Reading, words: tuple[str, ...], at: int) -> bool:
    """Whether a word that the form does not know has a capital inside its sentence."""
    begin, _ = reading.sentence_of(at)
    return at > begin and words[at].isalpha() and words[at] != "i" and reading.text[reading.starts[at]].isupper()


def in_whole(found: Found, reading: Reading) -> Found:
    """A pattern found in a sentence, by the words of the whole text."""
    start, end = found.span
    first = bisect_left(reading.starts, start)
    return found._replace(first=first, last=bisect_left(reading.ends, end, first) + 1)
