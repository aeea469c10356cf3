"""Goals 1 and 2: all checks of a text never seen before, and the findings after one key, beside the prose peers."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import time
from collections.abc import Callable
from functools import cache

from benchmarks.corpus import narrative, referral
from benchmarks.harness import Duel, Felt, Goal, Run, Section, duel
from benchmarks.peers import NodePeers, ensure_node, ensure_python
from vpa_assist import catalogue as packs
from vpa_assist.__main__ import NEW_OBJECTS
from vpa_assist.checks.engine import run_checks
from vpa_assist.record.pointers import get, put, texts
from vpa_assist.record.reading import from_json, read
from vpa_assist.record.referral import Referral

ROUNDS, SHORT_ROUNDS = 31, 9
KEYS, SHORT_KEYS = 62, 31
TYPED = "the officer wrote that the child was not seen because she was asleep and it was late"
PARAGRAPH = "/children/0/aware/activity"
FRAME = 16.0
"""Milliseconds between two pictures of a screen: findings that come within are there when the key is."""
PEERS = ("write-good", "retext-equality", "alex")


def run(short: bool = False) -> Section:
    section = Section("Prose checks")
    missing = ensure_python("proselint", "harper-py")
    modules = ensure_node()
    if modules is None:
        section.text("Not measured: the JavaScript peers could not be had.")
        return section
    usual = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS)  # as every command of the program; the window waits until the typing rests
    try:
        with NodePeers(modules) as node:
            _whole(section, node, SHORT_ROUNDS if short else ROUNDS, missing)
            _key(section, node, SHORT_KEYS if short else KEYS)
    finally:
        gc.set_threshold(*usual)
    return section


def bundle(seed: object, words: int) -> Referral:
    """A referral of one child whose free texts hold a narrative of about so many words, 1,000 in each field."""
    document = referral(3, children=1, words=8)
    places = [("incident", "account"), ("referral", "assessment"), *(("aware", each) for each in ("activity", "environment"))]
    document["children"][0]["wishes"] = "I want to stay at my nan's."
    parts = [narrative(min(words, 1_000), f"{seed}-{number}") for number in range(max(1, words // 1_000))]
    for (part, name), text in zip(places, parts, strict=False):
        (document["children"][0]["aware"] if part == "aware" else document[part])[name] = text
    return from_json(document)


@cache
def _proselint() -> Callable[[str], object]:
    from proselint.checks import __register__  # type: ignore[import-not-found]
    from proselint.registry import CheckRegistry  # type: ignore[import-not-found]
    from proselint.tools import LintFile  # type: ignore[import-not-found]

    registry = CheckRegistry()
    registry.register_many(__register__)

    def check(text: str) -> object:
        return LintFile(content=text, source="-").lint()

    return check


@cache
def _harper() -> Callable[[str], object]:
    import harper  # type: ignore[import-not-found]

    linter = harper.Linter()
    return lambda text: linter.lint(text)


def _peer(make: Callable[[], Callable[[str], object]]) -> Callable[[str], object] | None:
    """A Python peer, or None where its interface is not the one known here."""
    try:
        check = make()
        with contextlib.redirect_stdout(io.StringIO()):
            check("A short text, very short.")
    except Exception as fault:  # a peer of another version: the others are measured all the same
        print(f"peer not measured: {type(fault).__name__}: {fault}")
        return None
    return check


def _whole(section: Section, node: NodePeers, rounds: int, missing: list[str]) -> None:
    catalogue = packs.default()
    run_checks(bundle("warm", 2_000), catalogue)
    for size in (200, 2_000):
        count = rounds + 3
        documents = [bundle(f"{size}-{seed}", size) for seed in range(count)]
        words = ["\n\n".join(text for _, text in texts(each) if " " in text) for each in documents]
        contenders: dict[str, Run] = {
            "vpa-assist: every check": _timer(lambda number, docs=documents: run_checks(docs[number], catalogue))
        }
        for name in PEERS:
            contenders[name] = lambda number, name=name, words=words: node.seconds(name, words[number])
        for name, make in (("proselint", _proselint), ("harper", _harper)):
            package = "harper-py" if name == "harper" else name
            check = None if package in missing else _peer(make)
            if check is not None and (size == 2_000 or name != "harper"):
                contenders[name] = _timer(lambda number, check=check, words=words: check(words[number]))
        found = duel(contenders, rounds, warm_up=2)
        section.text(
            f"Fresh texts of about {len(words[0].split()):,} words, warm processes, each text seen once. Processor time."
        )
        section.duel(found, "write-good")
        if size == 2_000:
            section.goals.append(
                Goal(
                    "1",
                    "check of a fresh 2,000-word text : write-good",
                    found.ratio("vpa-assist: every check", "write-good"),
                    0.15,
                    0.05,
                )
            )


def _timer(work: Callable[[int], object]) -> Run:
    def turn(number: int) -> float:
        start = time.process_time()
        work(number)
        return time.process_time() - start

    return turn


def _key(section: Section, node: NodePeers, keys: int) -> None:
    found: dict[str, Duel] = {}
    small = _Typing(referral(11, children=6, words=75))
    # the same referral but for the length of its texts
    large = _Typing(referral(11, children=6, words=950), paragraph=small.text)
    six = _Typing(referral(13, children=6, words=380))
    found["keys"] = duel(
        {
            f"vpa-assist: {small.words:,} words": small.key,
            f"vpa-assist: {six.words:,} words": six.key,
            f"vpa-assist: {large.words:,} words": large.key,
            "write-good, that paragraph": lambda number: node.seconds("write-good", small.text),
        },
        keys,
        warm_up=3,
    )
    section.text(
        f"One key in a paragraph of {len(small.text.split())} words of a referral with six children: from the text to every "
        "finding of the document, without debounce. "
        "Processor time. The large and the small document differ in the length of their other texts alone, and get the same keys "
        "in the same paragraph."
    )
    section.duel(found["keys"], "write-good, that paragraph")
    duel_of = found["keys"]
    ours, theirs = f"vpa-assist: {small.words:,} words", "write-good, that paragraph"
    section.goals += [
        Goal("2a", "findings after one key : write-good on that paragraph", duel_of.ratio(ours, theirs), 1.0, 0.2),
        Goal(
            "2b",
            "findings after one key, 20,000 : 2,000 words",
            duel_of.ratio(f"vpa-assist: {large.words:,} words", ours),
            1.3,
            1.1,
        ),
    ]
    middle = duel_of.times[f"vpa-assist: {six.words:,} words"]
    section.felt.append(
        Felt("findings of 10,000 words and six children after one key, p95", middle.percentile(95) * 1e3, FRAME, "ms")
    )


class _Typing:
    """Somebody typing into one paragraph of a document."""

    def __init__(self, document: dict[str, object], paragraph: str = "") -> None:
        self.referral = read(json.dumps(document).encode())
        if paragraph:
            self.referral = put(self.referral, PARAGRAPH, paragraph)
        self.text: str = get(self.referral, PARAGRAPH) + " "
        self.words = sum(len(text.split()) for _, text in texts(self.referral) if " " in text)
        self.typed = 0

    def key(self, _number: int) -> float:
        """One key: the record with the new text, and all findings."""
        self.text += TYPED[self.typed % len(TYPED)]
        self.typed += 1
        start = time.process_time()
        self.referral = put(self.referral, PARAGRAPH, self.text)
        run_checks(self.referral, packs.default())
        return time.process_time() - start
