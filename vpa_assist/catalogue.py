"""The form pack: reads `forms/` and cross-checks it."""

from __future__ import annotations

from dataclasses import dataclass

from vpa_assist.findings import Severity


@dataclass(frozen=True, slots=True)
class CheckText:
    """The words of one check."""

    code: str
    severity: Severity
    title: str
    message: str
    why: str
    fix: str
    bad: str
    good: str
    source: str


class Catalogue:
    """Everything that the form pack says. Files are read when they are first asked for."""

    def check_text(self, code: str) -> CheckText:
        raise KeyError(code)

    def screen(self, key: str) -> str:
        raise KeyError(key)
