"""The JSON Schema of the referral document, for systems that write or read it."""

from __future__ import annotations

from typing import Any

from vpa_assist.record.referral import Referral


def schema() -> dict[str, Any]:
    """The schema as plain values."""
    return Referral.model_json_schema()
