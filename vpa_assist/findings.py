"""What a check finds, and what a person has said about it. Findings are worked out anew each time and never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs. The window's words for them are data of the form pack."""

    MUST = "must"
    SHOULD = "should"
    CONSIDER = "consider"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing missing or weak in a referral, in words for a person.

    `path` is a JSON Pointer into the document as loaded. `span` is `(start, end)` in code points of the text at `path`
    for a finding about wording, else None. `explained` and `dismissed` hold a person's reason where one counts.
    """

    code: str
    severity: Severity
    path: str
    title: str
    message: str
    why: str
    source: str
    fix: str
    span: tuple[int, int] | None = None
    explained: str | None = None
    dismissed: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still counts under its severity."""
        return self.explained is None and self.dismissed is None

    def as_json(self) -> dict[str, Any]:
        """The finding as the contract prints it."""
        members: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "title": self.title,
            "message": self.message,
            "why": self.why,
            "source": self.source,
            "fix": self.fix,
            "span": list(self.span) if self.span else None,
        }
        if self.explained is not None:
            members["explained"] = self.explained
        if self.dismissed is not None:
            members["dismissed"] = self.dismissed
        return members


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity are open, and how many are explained or set aside."""
    number = {"must": 0, "should": 0, "consider": 0, "explained": 0, "dismissed": 0}
    for finding in findings:
        if finding.explained is not None:
            number["explained"] += 1
        elif finding.dismissed is not None:
            number["dismissed"] += 1
        else:
            number[finding.severity.value] += 1
    return number
