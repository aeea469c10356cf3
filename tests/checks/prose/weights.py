"""Makes forms/likeness/: what the words around a pattern weigh, learnt from the labelled samples and from good recording.

Run it after samples, cases or patterns changed: `python3 start.py weights [CODE ...]`, which brings the scikit-learn that it needs
and nothing else here does.

Sentences that ought to be found are those of the labelled positives and of our own cases in which a pattern stands or a label
points; sentences that ought to be left alone are the hard negatives (three times) and every sentence of the strong referrals
and clean texts. For each check a logistic regression tells one from the other; the `KEPT` words and pairs that say most stay.
The line below which a finding is dropped (`cut`) lets all but `LOST` of the sentences that ought to be found pass, each of them
weighed by a regression that has not seen it.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from tests.checks.prose.scoring import HERE, base, own_cases, put, sample
from vpa_assist import catalogue
from vpa_assist.checks.case import Case
from vpa_assist.checks.prose.about import Ctx, who_is_who
from vpa_assist.checks.prose.fields import ctx_for
from vpa_assist.checks.prose.likeness import NEAR, Likeness, features, surroundings
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.prose.pieces import mended, piece
from vpa_assist.checks.text import sentences
from vpa_assist.record.reading import from_json

LOST = {
    "APP002": 0.05,
    "CUS001": 0.03,
    "DIS002": 0.03,
    "EXP001": 0.04,
    "FTH002": 0.02,
    "LAN001": 0.05,
    "LAN003": 0.03,
    "LAN005": 0.03,
    "SEE005": 0.02,
    "WRD002": 0.02,
    "WRD004": 0.02,
}
"""The share of sentences that ought to be found which the weights may silence, by check: more where patterns cry wolf."""
KEPT = 600
FOLDS = 5
MOST = 16_000
"""Sentences of good recording that one regression is shown: more change nothing."""
MEMBER = {"CUS001": "vulnerability", "WRD002": "words", "WRD004": "question"}
"""Checks of one member: what they weigh is compared with the same member of good recording."""
TURNED = ("CUS001",)
"""Checks whose patterns tell what makes them silent: the examples of their pattern files are none of the check."""
WHOLE = ("CUS001", "WRD002")
"""Checks that weigh a whole text, not sentence by sentence."""
PARTS = {"EXP001": tuple(f"EXP001:{each}" for each in ("gifts", "older", "crime", "missing", "drugs", "images", "hotel", "cars"))}
LONGEST = 2 * NEAR + 4
NOT_LEARNT_FROM = ("fifth", "twentyfourth")
SAMPLES = sorted(
    path.stem
    for path in (HERE / "sample").glob("*.jsonl")
    if not path.stem.startswith(("clean", "strong", "answers")) and path.stem not in NOT_LEARNT_FROM
)
HEAD = """\
# What the words of a sentence weigh in which a pattern of {code} stands: above nought they speak for a finding, below nought for
# good recording. A finding is dropped where their sum is less than `cut`. Any figure counts as 0.
# Made by tests/checks/prose/weights.py. A word may be taken out or moved; `cut` lowered lets more findings through.
cut = {cut}

[weights]
"""

Words = tuple[str, ...]
MIA = who_is_who(child=frozenset({"mia"}), sex="female")
"""Of whom the examples of the pattern files are told."""
CATALOGUE = catalogue.default()
LEXICON = replace(lexicon(CATALOGUE), likeness=defaultdict(lambda: None))


class Sentences:
    """Sentences by check, each with the number of the set that it comes from: sets are held out whole."""

    def __init__(self) -> None:
        self.meant: dict[str, list[tuple[int, Words]]] = defaultdict(list)
        self.met: dict[str, list[tuple[int, Words]]] = defaultdict(list)
        self.not_meant: dict[str, list[tuple[int, Words]]] = defaultdict(list)
        self.good: list[tuple[int, str, Words]] = []


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document that may be a sentence, with its address."""
    if isinstance(value, str):
        if (" " in value and len(value) > 8) or path.endswith("/words"):
            yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(one, f"{path}/{key}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from texts(one, f"{path}/{index}")


def member(path: str) -> str:
    """The member of a text: a child's own words are `words`."""
    return path.rpartition("/")[2]


def who(case: Case, path: str) -> Ctx:
    """Who is who in the text at an address."""
    child = re.match(r"/children/(\d+)", path)
    return ctx_for(case, int(child[1]) if child else 0 if len(case.all_children) == 1 else None)


def weighed(code: str, text: str, ctx: Ctx) -> list[tuple[str, Words]]:
    """The sentences of a text as a check weighs them, with their words; the text itself where the check weighs it whole."""
    if code in WHOLE:
        return [(text, mended(LEXICON, text, ctx)[1])]
    return [(sentence, piece(LEXICON, sentence, quoted, ctx.names).words) for _, sentence, quoted in sentences(text)]


def stands(code: str, text: str, ctx: Ctx) -> dict[Words, list[Words]]:
    """By the words of a sentence in which patterns stand: the words around each."""
    met: dict[Words, list[Words]] = defaultdict(list)
    for part in PARTS.get(code, (code,)):
        for found in find(LEXICON, part, text, ctx):
            begin = bisect_left(found.piece.reading.starts, found.span[0] - found.offset)
            end = bisect_left(found.piece.reading.ends, found.span[1] - found.offset) + 1
            met[found.piece.words].append(surroundings(found.piece.words, begin, end))
    return met


def parts(words: Words) -> Iterator[Words]:
    """A sentence of good recording in pieces as long as what is weighed around a pattern."""
    for begin in range(0, len(words), LONGEST):
        yield words[begin : begin + LONGEST]


def learn_case(
    into: Sentences, number: int, code: str, fires: bool, made: dict[str, Any], places: tuple[str, ...], said: list[str]
) -> None:
    """Takes in a labelled document: the texts at these places are meant by the check, or are not."""
    case = Case(from_json(made), CATALOGUE)
    for path, text in texts(made):
        if not path.startswith(places) or member(path) != MEMBER.get(code, member(path)):
            continue
        ctx = who(case, path)
        met = stands(code, text, ctx)
        for sentence, words in weighed(code, text, ctx):
            if not fires:
                into.not_meant[code] += [(number, each) for each in ([words] if code in WHOLE else parts(words))]
            elif code in WHOLE or words in met:
                found = [(number, each) for each in ([words] if code in WHOLE else met[words])]
                into.meant[code] += found
                into.met[code] += found
            elif any(each in sentence for each in said):
                into.meant[code].append((number, words))


def learn_good(into: Sentences, number: int, made: dict[str, Any], place: str = "") -> None:
    """Takes in good recording: a whole document, or the text at a place."""
    case = Case(from_json(made), CATALOGUE)
    whole = {MEMBER[code]: code for code in WHOLE}
    for path, text in texts(made):
        if path.startswith(place):
            ctx = who(case, path)
            kind = member(path)
            for _, words in weighed(whole.get(kind, ""), text, ctx):
                into.good += [(number, kind, each) for each in ([words] if kind in whole else parts(words))]


def gathered() -> Sentences:
    """Every sentence that is learnt from."""
    found = Sentences()
    for number, name in enumerate(SAMPLES):
        for one in sample(name):
            if one.code in LOST:
                said = [each["text"] for each in one.labels["expect"] if each["code"] == one.code and each.get("text")]
                learn_case(found, number, one.code, one.fires, one.document, tuple(one.labels.get("set", {})) or ("/none",), said)
    for code in LOST:
        for number, one in enumerate(own_cases(code)):
            path = next((path for path, text in texts(one.document) if text == one.text), None)
            if path:
                learn_case(found, number, code, one.fires, one.document, (path,), [])
        if code in TURNED:
            continue
        file = Path(CATALOGUE.folder) / "patterns" / f"{code}.toml"
        for pattern in tomllib.loads(file.read_text(encoding="utf-8"))["pattern"]:
            for number, (fires, text) in enumerate(
                (key == "fires", text) for key in ("fires", "silent") for text in pattern[key]
            ):
                words = [(number, each) for _, each in weighed(code, text, MIA)]
                for several in (found.meant, found.met) if fires else (found.not_meant,):
                    several[code] += words
    for number, path in enumerate(sorted((HERE.parents[1] / "examples").glob("*.expected.json"))):
        made = json.loads(path.with_name(path.name.replace(".expected", "")).read_text(encoding="utf-8"))
        for each in json.loads(path.read_text(encoding="utf-8"))["must_have"]:
            if each["code"] in LOST:
                learn_case(found, number, each["code"], True, made, (each["path"],), [])
    lines = (HERE / "sample" / "strong.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        learn_good(found, number // 20, json.loads(line))
    for number, path in enumerate(sorted((HERE / "sample").glob("clean*.jsonl"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            made = json.loads(json.dumps(base(told["base"].removesuffix(".json"))))
            put(made, told["field"], told["text"])
            learn_good(found, number, made, told["field"])
    return found


class Weights:
    """A logistic regression over the words and pairs that say most."""

    def __init__(self, meant: list[Words], others: list[Words]) -> None:
        self.seen = CountVectorizer(analyzer=features, binary=True, min_df=2)
        shown = self.seen.fit_transform(meant + others)
        truth = [1] * len(meant) + [0] * len(others)
        often = np.asarray(shown.sum(axis=0))[0]
        first = self._fitted(shown, truth)
        self.kept = np.argsort(-np.abs(first.coef_[0]) * np.sqrt(often), kind="stable")[:KEPT]
        fitted = self._fitted(shown[:, self.kept], truth)
        names = self.seen.get_feature_names_out()
        self.of = {str(names[at]): round(float(weight), 1) for at, weight in zip(self.kept, fitted.coef_[0], strict=True)}
        self.of = {name: weight for name, weight in self.of.items() if weight}

    @staticmethod
    def _fitted(shown: Any, truth: list[int]) -> LogisticRegression:
        return LogisticRegression(C=0.3, max_iter=500, class_weight="balanced", tol=1e-3).fit(shown, truth)

    def sum(self, words: Words) -> float:
        """What a sentence weighs."""
        return Likeness(0.0, self.of).of(words)


def learn(code: str, found: Sentences) -> tuple[float, dict[str, float]]:
    """The cut and the weights of one check."""
    kind = MEMBER.get(code)
    good = [(number, words) for number, each, words in found.good if (each == kind if kind else each not in MEMBER.values())]
    random.Random(1).shuffle(good)
    good = good[:MOST]
    sums: list[float] = []
    for fold in range(FOLDS):
        held = {words for number, words in found.met[code] if number % FOLDS == fold}
        weights = Weights(
            [words for number, words in found.meant[code] if number % FOLDS != fold and words not in held],
            [words for number, words in good if number % FOLDS != fold]
            + [words for number, words in found.not_meant[code] if number % FOLDS != fold] * 3,
        )
        sums += [weights.sum(words) for words in held]
    cut = sorted(sums)[int(LOST[code] * len(sums))]
    all_weights = Weights(
        [words for _, words in found.meant[code]],
        [words for _, words in good] + [words for _, words in found.not_meant[code]] * 3,
    )
    return cut, all_weights.of


def written(code: str, cut: float, weights: dict[str, float]) -> str:
    """The file of one check: lists of words, each under its weight, the heaviest first."""
    lists: dict[float, list[str]] = defaultdict(list)
    for phrase, weight in weights.items():
        lists[weight].append(phrase)
    lines = [f'"{weight}" = {json.dumps(sorted(lists[weight]), ensure_ascii=False)}' for weight in sorted(lists, reverse=True)]
    return HEAD.format(code=code, cut=round(cut, 1)) + "\n".join(lines) + "\n"


def main(codes: list[str]) -> None:
    found = gathered()
    folder = Path(CATALOGUE.folder) / "likeness"
    folder.mkdir(exist_ok=True)
    for code in codes or LOST:
        cut, weights = learn(code, found)
        (folder / f"{code}.toml").write_text(written(code, cut, weights), encoding="utf-8")
        missed = sum(Likeness(cut, weights).of(words) < cut for _, words in found.met[code])
        print(
            f"{code}: cut {cut:.1f}, {len(weights)} words and pairs; {missed} of {len(found.met[code])} sentences to be found lie below"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
