"""Spelling of the officer's own text: Hunspell with a British dictionary, and the words that a person taught it.

The dictionary is read when it is first wanted, on a thread of its own. Without it the window works, only without marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
DICTIONARY = "en_GB"


class _Reader(QThread):
    """Reads the dictionary."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.checker: Any = None

    def run(self) -> None:
        folder = files("vpa_assist").joinpath("dictionaries")
        try:
            import hunspell

            self.checker = hunspell.Hunspell(DICTIONARY, hunspell_data_dir=str(folder))
        except Exception:  # the thread ends here: without a dictionary nothing is marked
            self.checker = None


class Spelling(QObject):
    """Knows which words are unknown. `learned` carries a word that a person added, for the store."""

    learned = Signal(str)
    became_ready = Signal()

    def __init__(self, words: Iterable[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = {word.casefold() for word in words}
        self._checker: Any = None
        self._waiting: list[Callable[[], object]] = []
        self._broken = False
        self._reader = _Reader(self)
        self._reader.finished.connect(self._arrived)
        self._known = lru_cache(maxsize=20_000)(self._look_up)
        self._paragraph = lru_cache(maxsize=2_000)(self._unknown_in)

    @property
    def ready(self) -> bool:
        """Whether the dictionary is read."""
        return self._checker is not None

    def when_ready(self, then: Callable[[], object]) -> None:
        """Calls back once the dictionary is read; starts reading it."""
        if self.ready:
            then()
            return
        if self._broken:
            return
        if then not in self._waiting:
            self._waiting.append(then)
        if not self._reader.isRunning():
            self._reader.start(QThread.Priority.LowPriority)

    def wait(self) -> None:
        """Waits until the reading thread has ended."""
        self._reader.wait()

    def _arrived(self) -> None:
        self._checker = self._reader.checker
        waiting, self._waiting = self._waiting, []
        if not self.ready:
            self._broken = True
            return
        self.became_ready.emit()
        for then in waiting:
            try:
                then()
            except RuntimeError:  # its text box is gone
                continue

    def _look_up(self, word: str) -> bool:
        plain = word.replace("’", "'")
        if plain.casefold() in self._own or self._checker.spell(plain):
            return True
        if plain.endswith("'s") and self._checker.spell(plain[:-2]):
            return True
        return "-" in plain and all(self._checker.spell(part) for part in plain.split("-") if part)

    def _unknown_in(self, paragraph: str) -> tuple[tuple[int, int], ...]:
        return tuple(
            (found.start(), found.end())
            for found in _WORD.finditer(paragraph)
            if len(found[0]) > 2 and not found[0].isupper() and not self._known(found[0])
        )

    def unknown_words(self, text: str) -> list[tuple[int, int]]:
        """The places of words that no dictionary knows, in code points. Capitals alone (codes) are left in peace."""
        if not self.ready:
            return []
        places = []
        start = 0
        for paragraph in text.split("\n"):
            places += [(start + one, start + other) for one, other in self._paragraph(paragraph)]
            start += len(paragraph) + 1
        return places

    def suggestions(self, word: str) -> list[str]:
        """Spellings that may have been meant, best first."""
        return list(self._checker.suggest(word.replace("’", "'"))) if self.ready else []

    def use_words(self, words: Iterable[str]) -> None:
        """Takes these as the person's own words, in the place of those before; places with marks are looked at anew."""
        self._own = {word.casefold() for word in words}
        self._known.cache_clear()
        self._paragraph.cache_clear()

    def learn(self, word: str) -> None:
        """Adds a word to the person's own."""
        self._own.add(word.casefold())
        self._known.cache_clear()
        self._paragraph.cache_clear()
        self.learned.emit(word)


_shared: Spelling | None = None


def shared() -> Spelling | None:
    """The spelling in use, None when there is none."""
    return _shared


def use(spelling: Spelling | None) -> None:
    """Puts a spelling in use."""
    global _shared
    _shared = spelling
