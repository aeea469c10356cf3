"""Short and spoken spellings ("gud", "nothing 2 report") as the words that are meant: `forms/concepts/spellings.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


class Spellings(NamedTuple):
    """What each short spelling stands for, and before which words a figure does ("2 report", never "2 children")."""

    meant: Mapping[str, str]
    before: Mapping[str, Collection[str]]

    def written_out(self, words: list[str], known: Collection[str] = ()) -> list[str]:
        """The words with short spellings written out; a word that is `known` stays as it is."""
        return [
            self._meant(words, at) if word in self.meant and (word.isdigit() or word not in known) else word
            for at, word in enumerate(words)
        ]

    def _meant(self, words: list[str], at: int) -> str:
        meant = self.meant[words[at]]
        if not words[at].isdigit():
            return meant
        between = 0 < at < len(words) - 1 and words[at - 1].isalpha()
        return meant if between and words[at + 1] in self.before.get(meant, ()) else words[at]


@lru_cache(maxsize=8)
def spellings(catalogue: Catalogue) -> Spellings:
    """The short spellings of a form pack; none where it has no list of them."""
    try:
        table = catalogue.raw("concepts/spellings")["spellings"]
    except KeyError:
        return Spellings({}, {})
    return Spellings(
        {short: word for word, several in table["words"].items() for short in several.split()},
        {word: frozenset(others.split()) for word, others in table["before"].items()},
    )
