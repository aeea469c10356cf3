"""What a check finds in a document, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vpa_assist import catalogue as packs
from vpa_assist.checks.engine import run_checks
from vpa_assist.findings import Finding
from vpa_assist.record.reading import from_json

PROSE = frozenset(
    [
        "SEE004",
        "SEE005",
        "VOC002",
        "VOC003",
        "WRD002",
        "WRD004",
        "WRD005",
        "WRD006",
        "WRD007",
        "ANS001",
        "APP002",
        "DIS002",
        "FTH002",
        "LAN001",
        "LAN002",
        "LAN003",
        "LAN004",
        "LAN005",
        "CUS001",
        "EXP001",
    ]
)
"""The checks that read prose; they have tests of their own."""


def findings(document: Mapping[str, Any], codes: frozenset[str] | None = None) -> tuple[Finding, ...]:
    """All findings of a document, or those of some checks."""
    return run_checks(from_json(document), packs.default(), codes)


def paths(document: Mapping[str, Any], code: str) -> list[str]:
    """Where one check finds something."""
    return [finding.path for finding in findings(document, frozenset({code}))]


def structural(document: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Code and path of everything that the catalogue's checks find without reading prose."""
    from vpa_assist.checks.case import CHECKS
    from vpa_assist.checks.engine import register_all

    register_all()
    codes = frozenset(code for code in CHECKS if code not in PROSE and code[3:] < "050")
    return {(finding.code, finding.path) for finding in findings(document, codes)}
