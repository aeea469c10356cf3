"""Makes forms/concepts/lookalikes.toml: English words one slip away from a word of the patterns, which are no slips.

Run it after new words came into concepts or patterns: `python -m tests.checks.prose.lookalikes` or by path.
"""

from __future__ import annotations

from pathlib import Path

import hunspell

from vpa_assist import catalogue
from vpa_assist.checks.prose.patterns import lexicon
from vpa_assist.checks.stock import vocabulary

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BRITISH = [
    "colour",
    "colours",
    "coloured",
    "tyre",
    "tyres",
    "grey",
    "centre",
    "metre",
    "metres",
    "litre",
    "litres",
    "honour",
    "storey",
    "kerb",
    "cheque",
    "jumper",
    "nappy",
    "nappies",
    "pram",
    "mum",
    "mums",
    "mummy",
    "telly",
    "loo",
    "whilst",
    "licence",
    "defence",
]
HEAD = '''# English words that are one slip of the hand away from a word of the patterns, and are no slip: never taken for one.
# Made by tests/checks/prose/lookalikes.py. Add a word here when the program takes it for another.

[lookalikes]
means = "words that mean what they say"
reason = "nappy is not a mistyped happy"
instead = ""
source = "English dictionary of hunspell"
words = """
'''


def near(word: str) -> set[str]:
    """Every string that is one slip away, the first letter kept."""
    found = set()
    for at in range(1, len(word) + 1):
        for letter in LETTERS:
            found.add(word[:at] + letter + word[at:])
            if at < len(word):
                found.add(word[:at] + letter + word[at + 1 :])
        if at < len(word):
            found.add(word[:at] + word[at + 1 :])
        if at + 1 < len(word):
            found.add(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return found


def _written_so(dictionary: hunspell.Hunspell, word: str) -> bool:
    """Whether a word stands in the dictionary, as a word or as a name: Clare is no slip of care."""
    return dictionary.spell(word) or dictionary.spell(word.capitalize())


def lookalikes() -> list[str]:
    """The words, sorted."""
    pack = catalogue.default()
    known = lexicon(pack).words | vocabulary(pack).words
    dictionary = hunspell.Hunspell("en_US")
    found = set(BRITISH)
    for word in known:
        if len(word) > 4 and word.isascii() and word.isalpha():
            found.update(each for each in near(word) if len(each) > 4 and each not in known and _written_so(dictionary, each))
    return sorted(found)


if __name__ == "__main__":
    words = lookalikes()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 150:
            lines.append(line.strip())
            line = ""
        line += word + " "
    lines.append(line.strip())
    path = Path(catalogue.default().folder) / "concepts" / "lookalikes.toml"
    path.write_text(HEAD + "\n".join(lines) + '\n"""\n', encoding="utf-8")
    print(len(words), "words")
