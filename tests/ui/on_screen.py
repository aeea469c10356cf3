"""What the window shows, read from its controls, against what the document holds: one reader for each kind of answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.answers.base import Answer
from ui.answers.choices import ChoicesAnswer, OptionGroup
from ui.answers.code_search import CodeSearchAnswer
from ui.answers.groups import LinesAnswer, PostcodeAnswer
from ui.answers.lists import ListAnswer
from ui.answers.texts import LineAnswer, TextAnswer
from ui.answers.values import _TypedAnswer
from ui.document import Document
from ui.panels.persons import PeopleAnswer, PersonAnswer
from ui.panels.segments import Segments
from vpa_assist.record.kinds import normal_postcode


def differences(root: QWidget, document: Document) -> list[str]:
    """Every answer under `root` that is meant to be seen and shows something else than the document holds."""
    return [said for answer in root.findChildren(Answer) if answer.isVisibleTo(root) and (said := difference(answer, document))]


def difference(answer: Answer, document: Document) -> str:
    """What one answer shows and the document does not hold; "" when they are equal."""
    half, value = document.half_typed(answer.where), document.get(answer.where)
    shown = _shown(answer)
    if shown is None or _agrees(answer, shown, half, value):
        return ""
    held = half if half is not None else value
    return f"{type(answer).__name__} at {answer.where} shows {str(shown)[:40]!r}, the document holds {str(held)[:40]!r}"


def _shown(answer: Answer) -> Any:
    """The text, the marked codes or the number of items that an answer shows; None for one that shows its members only."""
    if isinstance(answer, TextAnswer | LineAnswer | CodeSearchAnswer):
        return answer.box.text()
    if isinstance(answer, PersonAnswer):
        marked = _marked(answer.options)
        return [*marked, answer.line.text()] if answer.line.text() else marked
    if isinstance(answer, PeopleAnswer):
        return sorted(_marked(answer.options))
    if isinstance(answer, OptionGroup | ChoicesAnswer):
        return _marked(answer.options)
    if isinstance(answer, Segments):
        return _marked(answer._buttons)
    if isinstance(answer, ListAnswer):
        return len(answer.cards)
    return None


def _marked(options: Any) -> list[Any]:
    return [code for code, option in options.items() if option.isChecked()]


def _agrees(answer: Answer, shown: Any, half: str | None, value: Any) -> bool:
    if half is not None:
        return bool(shown == half)
    if isinstance(answer, LinesAnswer):
        return bool(shown == "\n".join(value or ()))
    if isinstance(answer, _TypedAnswer):
        return not shown.strip() if value is None else answer.read(shown) == value or shown == answer.written(value)
    if isinstance(answer, PostcodeAnswer):
        return shown == (value or "") or normal_postcode(shown) == value
    if isinstance(answer, CodeSearchAnswer):
        meant = shown.strip().casefold()
        return meant == "" if value is None else shown == value or meant == answer.codes.label(value).casefold()
    if isinstance(answer, TextAnswer | LineAnswer):
        return bool(shown == (value or ""))
    if isinstance(answer, PeopleAnswer):
        return shown == sorted(each for each in value or () if each in answer.options)
    if isinstance(answer, ChoicesAnswer):
        return set(shown) == set(value or ())
    if isinstance(answer, ListAnswer):
        return shown == len(value or ())
    return bool(shown == ([] if value is None else [value]))
