"""The recovery code: 7 groups of 5 letters and figures, shown once, read back whatever way a person copies it.

The alphabet has 31 signs, none of I, L, O, U and Z: those that look alike are read as what was meant. The last sign of each
group is a check over the group and its place, so that a slip is named by its group, and swapped signs or groups are noticed.
The 28 other signs carry 138 random bits.
"""

from __future__ import annotations

import secrets

from vpa_assist.store.errors import RecoveryCodeMistyped, RecoveryCodeTooShort

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
GROUPS = 7
LENGTH = 5
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "Z": "2"})


def new_code() -> str:
    """A fresh code, grouped for reading: `7KQ2M-…`."""
    groups = []
    for place in range(GROUPS):
        signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        groups.append(signs + _check(signs, place))
    return "-".join(groups)


def read_code(typed: str) -> str:
    """The code as it was shown, from what a person typed: any case, spaces or dashes, look-alikes.

    Raises RecoveryCodeTooShort for a wrong length, RecoveryCodeMistyped naming the groups with a slip.
    """
    signs = "".join(each for each in typed.upper().translate(_ALIKE) if each.isalnum())
    if len(signs) != GROUPS * LENGTH:
        raise RecoveryCodeTooShort
    groups = [signs[start : start + LENGTH] for start in range(0, len(signs), LENGTH)]
    wrong = tuple(place + 1 for place, group in enumerate(groups) if not _holds(group, place))
    if wrong:
        raise RecoveryCodeMistyped(wrong)
    return "-".join(groups)


def _holds(group: str, place: int) -> bool:
    return all(each in ALPHABET for each in group) and _check(group[:-1], place) == group[-1]


def _check(signs: str, place: int) -> str:
    # Different weights modulo a prime notice every single slip and every pair of swapped signs; the place is added so that
    # groups cannot change places.
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, 2)) + 7 * (place + 1)
    return ALPHABET[total % len(ALPHABET)]
