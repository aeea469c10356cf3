"""The results of this computer: one file that is only added to. Numbers under pseudonyms; no name and no text is in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from vpa_assist.errors import CannotDo
from vpa_assist.training.results import Result, as_line, from_lines

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

NAME = "training-results.jsonl"
LARGEST = 16 * 1024 * 1024


class ResultsFile:
    """The file in the data folder."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.path = folder / NAME
        self._catalogue = catalogue

    def read(self) -> tuple[Result, ...]:
        """Every result that can be read; none where there is no file."""
        try:
            return from_lines(self.path.read_bytes())[0]
        except OSError:
            return ()

    def pseudonyms(self) -> frozenset[str]:
        """The pseudonyms that have a result here."""
        return frozenset(each.pseudonym for each in self.read())

    def add(self, *results: Result) -> None:
        """Adds results; they are on the disk when this returns. Raises CannotDo."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
                file.write(b"".join(as_line(each) for each in results))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise CannotDo(self._catalogue.screen("training.results_not_kept", why=error.strerror or "")) from None

    def take_in(self, path: Path) -> int:
        """Adds the results of another computer's file that are not here yet; gives their number. Raises CannotDo."""
        try:
            if path.stat().st_size > LARGEST:
                raise CannotDo(self._catalogue.screen("training.results_unreadable", name=path.name))
            found, _lost = from_lines(path.read_bytes())
        except OSError:
            raise CannotDo(self._catalogue.screen("training.results_unreadable", name=path.name)) from None
        if not found:
            raise CannotDo(self._catalogue.screen("training.results_unreadable", name=path.name))
        here = set(self.read())
        news = [each for each in dict.fromkeys(found) if each not in here]
        self.add(*news)
        return len(news)

    def empty(self) -> None:
        """Takes every result away: a new class begins. Raises CannotDo."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotDo(self._catalogue.screen("training.results_not_kept", why=error.strerror or "")) from None
