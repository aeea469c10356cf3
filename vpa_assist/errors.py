"""What is not the program's fault, told to a person in one sentence with a way on.

Anything that is not a `CannotDo` is a fault of the program itself.
"""

from __future__ import annotations


class CannotDo(Exception):
    """Something outside the program stops it. The text is what the person reads: what happened, what is safe, what to do."""


class Refused(CannotDo):
    """A document that cannot be loaded, with one line for each fault."""

    def __init__(self, faults: tuple[Fault, ...], more: int = 0) -> None:
        self.faults = faults
        self.more = more
        super().__init__("\n".join(self.lines()))

    def lines(self, name: str = "") -> list[str]:
        """The lines as the contract gives them; `name` is the file's, put first."""
        before = f"{name}: " if name else ""
        lines = [f"{before}{fault}" for fault in self.faults]
        if self.more:
            lines.append(f"{before}and {self.more} more")
        return lines


class Fault:
    """One fault of a document: where it stands, what stood there and what is allowed."""

    __slots__ = ("allowed", "found", "pointer")

    def __init__(self, pointer: str, found: str, allowed: str) -> None:
        self.pointer = pointer
        self.found = found
        self.allowed = allowed

    def __str__(self) -> str:
        return f"{self.pointer or '(document)'}: found {self.found}; allowed {self.allowed}"

    def __repr__(self) -> str:
        return f"Fault({self})"
