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


LONGEST_POINTER = 300
"""Characters of a place in a document that are shown: a hostile one may have names of any length."""


class Fault:
    """One fault of a document: where it stands, what stood there and what is allowed."""

    __slots__ = ("allowed", "found", "pointer")

    def __init__(self, pointer: str, found: str, allowed: str) -> None:
        self.pointer = pointer
        self.found = found
        self.allowed = allowed

    def __str__(self) -> str:
        return f"{_shown(self.pointer) or '(document)'}: found {self.found}; allowed {self.allowed}"

    def __repr__(self) -> str:
        return f"Fault({self})"


def _shown(pointer: str) -> str:
    """A pointer as a line can show it; one that is not made of hostile names is shown as it is."""
    text = pointer if len(pointer) <= LONGEST_POINTER else f"{pointer[:LONGEST_POINTER]}…"
    return text if text.isprintable() else "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
