"""Blank strings where the contract wants something other than text: they mean not recorded, as null does."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from pydantic import BaseModel

from vpa_assist.record.pointers import names, plain


def without_blanks(value: Any, kind: Any) -> Any:
    """The value with each blank string as null where the contract wants something other than text."""
    if not isinstance(value, dict | list):
        return value
    kind = plain(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel) and isinstance(value, dict):
        known = names(kind)
        new: dict[str, Any] = {}
        for step, inner in value.items():
            name = known.get(step)
            if name is None:
                new[step] = inner
                continue
            info = kind.model_fields[name]
            if isinstance(inner, str) and not inner.strip():
                new[step] = inner if info.is_required() or _is_free_text(info.annotation, info.metadata) else None
            else:
                new[step] = without_blanks(inner, info.annotation)
        return new
    if get_origin(kind) is tuple and isinstance(value, list):
        item = get_args(kind)[0]
        return [without_blanks(each, item) for each in value]
    return value


def _is_free_text(kind: Any, metadata: list[Any]) -> bool:
    """Whether a blank string fits: a string that needs no shape."""
    if plain(kind) is not str:
        return False
    marks = [*metadata]
    for each in get_args(kind):
        marks.extend(get_args(each)[1:])
    marks.extend(get_args(kind)[1:] if get_origin(kind) is not None else ())
    return not any(getattr(mark, "pattern", None) or type(mark).__name__ == "AfterValidator" for mark in marks)
