"""Lists of drafts, narrowed and put in order, page by page: rows only, no document is read and nothing is indexed for it.

A list of a hundred thousand is one pass over the rows, about as long as a frame or two. An index for each way to narrow would
make each save slower, for lists that are opened far less often than a draft is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

from vpa_assist.store.connection import Connection
from vpa_assist.store.drafts import COLUMNS, row_of
from vpa_assist.store.model import NOT_RECORDED, Filters, Row

Column = Literal["unit", "main_type", "author"]
"""What a list can be narrowed to one value of."""


class Lists:
    """The lists of one open store."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def page(self, filters: Filters, after: str | None, limit: int) -> tuple[Row, ...]:
        """A page of what the filters let through, in their order; `after` is the key of the page before's last row."""
        where, values = conditions(filters)
        order = _ORDERS[filters.order]
        if after:
            where.append(order.beyond)
            values += [cast(each) for cast, each in zip(order.casts, after.split(","), strict=True)]
        sql = f"SELECT {order.key}, {COLUMNS} FROM draft WHERE {_all(where)} ORDER BY {order.by} LIMIT ?"
        rows = self._db.rows(sql, (*values, limit))
        return tuple(row_of(columns, str(key)) for key, *columns in rows)

    def counts(self, many: Sequence[Filters]) -> tuple[int, ...]:
        """How many drafts each of several filters lets through, in one pass over the rows."""
        if not many:
            return ()
        each = [wanted(filters) for filters in many]
        shared = [one for one in each[0] if all(one in other for other in each)]
        own = [[one for one in asked if one not in shared] for asked in each]
        columns = ", ".join(f"count(*) FILTER (WHERE {_all(condition for condition, _ in asked)})" for asked in own)
        sql = f"SELECT {columns} FROM draft WHERE {_all(condition for condition, _ in shared)}"
        return tuple(self._db.row(sql, tuple(value for asked in (*own, shared) for _, value in asked)))

    def values(self, column: Column, filters: Filters) -> tuple[tuple[str, int], ...]:
        """The values of a column among what the filters let through, in their own order, each with how many drafts have it."""
        where, values = conditions(filters)
        sql = f"SELECT {column}, count(*) FROM draft WHERE {_all(where)} GROUP BY {column} ORDER BY {column}"
        return tuple((str(value), int(number)) for value, number in self._db.rows(sql, tuple(values)))


class _Ordering(NamedTuple):
    """How an order sorts, what comes after a page's last row, and the key of that row."""

    by: str
    beyond: str
    key: str
    casts: tuple[Callable[[str], Any], ...]


_DUE = "coalesce(next_due, '~')"
_ORDERS = {
    "newest": _Ordering("place DESC", "place < ?", "place", (int,)),
    "oldest": _Ordering("place", "place > ?", "place", (int,)),
    "gaps": _Ordering(
        "must DESC, should DESC, place DESC",
        "(must, should, place) < (?, ?, ?)",
        "must || ',' || should || ',' || place",
        (int, int, int),
    ),
    "due": _Ordering(f"{_DUE}, place", f"({_DUE}, place) > (?, ?)", f"{_DUE} || ',' || place", (str, int)),
}


def wanted(filters: Filters) -> list[tuple[str, Any]]:
    """What the filters ask of a row: conditions, each with its value."""
    asked = (
        ("work_list = ?", filters.work_list.value if filters.work_list else ""),
        ("main_type = ?", filters.main_type),
        ("author = ?", filters.author),
        ("unit = ?", filters.unit),
        ("updated_at >= ?", filters.since),
        ("updated_at < ?", filters.until),
        ("status = ?", filters.status),
        ("note = ?", filters.note),
        ("next_due < ?", filters.due_before),
    )
    return [(condition, "" if value == NOT_RECORDED else value) for condition, value in asked if value]


def conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    """The conditions of the filters, and their values."""
    asked = wanted(filters)
    return [condition for condition, _ in asked], [value for _, value in asked]


def _all(where: Iterable[str]) -> str:
    return " AND ".join(where) or "1"
