"""A key derivation that costs nothing, for tests only: the product's `Cost` refuses such numbers."""

from __future__ import annotations

from typing import ClassVar

from vpa_assist.store import Cost


class CheapCost(Cost):
    """The same call with bounds that only tests have."""

    least: ClassVar[tuple[int, int, int]] = (1, 8, 1)


CHEAP = CheapCost(1, 8, 1)
