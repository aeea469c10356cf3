"""Addresses of values in a referral: JSON Pointers (RFC 6901), and reading and changing what they name.

Findings, undo, focus, the PDF and the audit trail all use the same addresses: strings like `/children/0/contact/reason`,
with the names of the document; the empty string is the document itself.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from vpa_assist.record.kinds import newlines_within
from vpa_assist.record.referral import Aware, Child, Incident, Part, Referral
from vpa_assist.record.remembering import ByPart

P = TypeVar("P", bound=Part)


@lru_cache(maxsize=16_384)
def split(pointer: str) -> tuple[str, ...]:
    """The steps of a pointer, unescaped. Raises ValueError for text that is no pointer."""
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"no JSON Pointer: {pointer!r}")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/"))


@lru_cache(maxsize=16_384)
def join(*steps: str | int) -> str:
    """The pointer made of these steps."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def parent(pointer: str) -> str:
    """The address of what holds this value; the document holds itself."""
    return pointer.rpartition("/")[0]


@lru_cache(maxsize=256)
def names(model: type[BaseModel]) -> dict[str, str]:
    """The document's names of a part's members, each with its attribute."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def attribute(model: type[BaseModel], step: str) -> str:
    """The attribute that a member of the document is held in. Raises KeyError for a name that the contract does not know."""
    return names(model)[step]


def get(part: Any, pointer: str) -> Any:
    """The value at this address, or None when it is absent. A list index past the end is absent."""
    value = part
    for step in split(pointer):
        if value is None:
            return None
        value = _member(value, step)
    return value


def _member(value: Any, step: str) -> Any:
    if isinstance(value, tuple):
        return value[int(step)] if step.isdigit() and int(step) < len(value) else None
    if isinstance(value, BaseModel):
        name = names(type(value)).get(step)
        return None if name is None else getattr(value, name)
    return None


def nearest(referral: Referral, pointer: str) -> str:
    """The address itself, or that of its nearest ancestor that is recorded (at last the document)."""
    return nearest_recorded(referral, pointer)[0]


def nearest_recorded(referral: Referral, pointer: str) -> tuple[str, Any]:
    """The same address with the value that stands there."""
    steps = split(pointer)
    value: Any = referral
    for count, step in enumerate(steps):
        inner = _member(value, step)
        if not is_recorded(inner):
            return join(*steps[:count]), value
        value = inner
    return pointer, value


def is_recorded(value: Any) -> bool:
    """Whether a value counts as recorded: not None, and not a string that is blank after stripping."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def kind_at(model: type[BaseModel], pointer: str) -> Any:
    """The annotation of the value at this address (with `Annotated`), None taken out. For a list item, that of the item.

    Raises KeyError where the contract has no such member.
    """
    kind: Any = model
    for step in split(pointer):
        kind = plain(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            info = kind.model_fields[attribute(kind, step)]
            kind = info.annotation
            if info.metadata:
                kind = Annotated[kind, *info.metadata]
        elif get_origin(kind) is tuple and step.isdigit():
            kind = get_args(kind)[0]
        else:
            raise KeyError(pointer)
        kind = without_none(kind)
    return kind


def without_none(kind: Any) -> Any:
    """`X` for `X | None`."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [each for each in get_args(kind) if each is not type(None)]
        if len(rest) == 1:
            return rest[0]
    if get_origin(kind) is Annotated and get_origin(get_args(kind)[0]) in (Union, types.UnionType):
        return without_none(get_args(kind)[0])
    return kind


def plain(kind: Any) -> Any:
    """A kind without `Annotated` and without None: a class, `tuple[X, ...]` or a `Literal`."""
    kind = without_none(kind)
    while get_origin(kind) is Annotated:
        kind = without_none(get_args(kind)[0])
    return kind


@lru_cache(maxsize=1024)
def _kind(model: type[BaseModel], name: str) -> Any:
    """What a member is: a class, `tuple[X, ...]` or a `Literal`."""
    return plain(model.model_fields[name].annotation)


@lru_cache(maxsize=1024)
def _adapter(model: type[BaseModel], step: str) -> TypeAdapter[Any]:
    info = model.model_fields[attribute(model, step)]
    kind: Any = info.annotation
    if info.metadata:
        kind = Annotated[kind, *info.metadata]
    return TypeAdapter(kind, config=ConfigDict(strict=True))


def prepare(*models: type[Part]) -> None:
    """Makes what the first change of these parts needs, so that no letter waits for it; without any, of those changed first.

    For all parts of a referral that takes some 30 ms.
    """
    for model in models or (Referral, Incident, Child, Aware):
        for step in names(model):
            _adapter(model, step)


def put(part: P, pointer: str, value: Any) -> P:
    """A new record in which the value at this address is another one; the rest is shared.

    `value` is a plain value as JSON has it, a part, or None, which takes the member away. Absent objects on the way are
    made, but not what must have an id; a list index must exist or be the next one. Raises `pydantic.ValidationError` for a
    value that the contract refuses, KeyError for a member that it does not know and IndexError past the end of a list.
    """
    steps = split(pointer)
    if not steps:
        raise ValueError("the document itself cannot be put")
    return _put(part, steps, value)


def _put(part: P, steps: tuple[str, ...], value: Any) -> P:
    model: type[P] = type(part)
    step, rest = steps[0], steps[1:]
    name = attribute(model, step)
    if rest:
        held = getattr(part, name)
        if isinstance(held, Part):
            return with_member(part, name, _put(held, rest, value))
        if len(rest) > 1 and isinstance(held, tuple) and isinstance(item := _member(held, rest[0]), Part):
            index = int(rest[0])
            return with_member(part, name, (*held[:index], _put(item, rest[1:], value), *held[index + 1 :]))
        value = _put_inside(held, _kind(model, name), rest, value)
    if value is None and not model.model_fields[name].is_required():
        given = part.model_fields_set - {name}
        without = model.model_construct(given, **{each: getattr(part, each) for each in given})
        return cast(P, without)
    if isinstance(value, str | list | dict):
        value = newlines_within(value)
    value = _valid(model, step, value)
    return with_member(part, name, value)


def with_member(part: P, name: str, value: Any) -> P:
    """The part with another value, which is not checked, in one attribute: `model_copy`, which each letter needs five times."""
    made = type(part).__new__(type(part))
    _set(made, "__dict__", {**part.__dict__, name: value})
    _set(made, "__pydantic_fields_set__", {*part.__pydantic_fields_set__, name})
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


_set = object.__setattr__


def _valid(model: type[BaseModel], step: str, value: Any) -> Any:
    adapter = _adapter(model, step)
    try:
        return adapter.validate_python(value)
    except ValidationError:
        from vpa_assist.record.blanks import without_blanks  # only a value with blanks, or a wrong one, comes here

        whole = without_blanks({step: value}, model)
        if whole == {step: value}:
            raise
        return adapter.validate_python(whole[step])


def _put_inside(held: Any, kind: Any, steps: tuple[str, ...], value: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, Part):
        made = _put(kind.model_construct(set()), steps, value)  # one that is there was met by `_put`
        if any(field.is_required() and name not in made.model_fields_set for name, field in kind.model_fields.items()):
            kind.model_validate({})  # raises: nothing is made that has no id
        return made
    if get_origin(kind) is tuple and steps[0].isdigit():
        items = tuple(held or ())
        index = int(steps[0])
        if index > len(items):
            raise IndexError(f"there is no item {index}")
        item_kind = plain(get_args(kind)[0])
        item = _put_inside(None, item_kind, steps[1:], value) if len(steps) > 1 else newlines_within(value)
        if item is None:
            return items[:index] + items[index + 1 :]
        return (*items[:index], item, *items[index + 1 :])
    raise KeyError("/".join(steps))


def texts(part: Part, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a part that is recorded, with its address, in the order of the contract's tables."""
    for step, name in names(type(part)).items():
        value = getattr(part, name)
        if isinstance(value, str):
            if value.strip():
                yield f"{pointer}/{step}", value
        elif isinstance(value, Part):
            yield from texts(value, f"{pointer}/{step}")
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from texts(item, f"{pointer}/{step}/{index}")
                elif isinstance(item, str) and item.strip():
                    yield f"{pointer}/{step}/{index}", item


def recorded(part: P) -> P:
    """The same part with each blank string as None: what checks and printed forms read.

    Parts without a blank string are shared, so the view costs little.
    """
    changed: dict[str, Any] = {}
    for name in part.model_fields_set:
        value = getattr(part, name)
        if isinstance(value, str):
            if not value.strip():
                changed[name] = None
        elif isinstance(value, Part):
            inner = _RECORDED.of(value, None, recorded)
            if inner is not value:
                changed[name] = inner
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            items = tuple(_RECORDED.of(item, None, recorded) for item in value)
            if any(new is not old for new, old in zip(items, value, strict=True)):
                changed[name] = items
    return part.model_copy(update=changed) if changed else part


_RECORDED: ByPart[Any] = ByPart(4096)


__all__ = [
    "ValidationError",
    "attribute",
    "get",
    "is_recorded",
    "join",
    "kind_at",
    "names",
    "nearest",
    "nearest_recorded",
    "parent",
    "plain",
    "put",
    "recorded",
    "split",
    "texts",
    "without_none",
]
