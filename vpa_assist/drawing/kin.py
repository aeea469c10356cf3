"""What a recorded relationship makes a person to a child, for the place that they have in a family diagram."""

from __future__ import annotations

import re
from enum import StrEnum

from vpa_assist.record.referral import Referral


class Kin(StrEnum):
    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    PARTNER = "partner"  # of a parent: "mother's partner", "stepfather"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    RELATIVE = "relative"  # aunts, uncles, cousins
    OTHER = "other"


_PATTERNS: tuple[tuple[Kin, str], ...] = (
    (Kin.PARTNER, r"\b(partner|boyfriend|girlfriend|husband|wife|step[- ]?(father|mother|dad|mum|parent))\b"),
    (
        Kin.GRANDPARENT,
        r"\b(great[- ])?(grand ?(mother|father|parent|ma|pa|mum|dad)|nan|nana|nanna|nanny|granny|gran|grandad|taid|nain)\b",
    ),
    (Kin.SIBLING, r"\b(half[- ]?|step[- ]?)?(brother|sister|sibling|twin)\b"),
    (Kin.RELATIVE, r"\b(aunt|auntie|aunty|uncle|cousin|niece|nephew|great[- ]aunt|great[- ]uncle)\b"),
    (Kin.MOTHER, r"\b(mother|mum|mam|mummy|mammy)\b"),
    (Kin.FATHER, r"\b(father|dad|daddy)\b"),
    (Kin.PARENT, r"\bparents?\b"),
)
_COMPILED = tuple((kin, re.compile(pattern, re.IGNORECASE)) for kin, pattern in _PATTERNS)
_OF_ANOTHER = re.compile(r"\b(mother|mum|father|dad|parent|child)(['’]s)\s+(\w+)", re.IGNORECASE)


def kin(words: str | None) -> Kin:
    """The kind of a relationship as an officer wrote it ("mother", "mum's boyfriend", "paternal grandmother")."""
    if not words:
        return Kin.OTHER
    text = words
    of_another = _OF_ANOTHER.search(words)
    if of_another:
        text = words[of_another.start(3) :]
        relation = next((kind for kind, pattern in _COMPILED if pattern.search(text)), Kin.OTHER)
        # the mother of a parent is a grandparent; a brother of one is a relative
        return {
            Kin.PARTNER: Kin.PARTNER,
            Kin.MOTHER: Kin.GRANDPARENT,
            Kin.FATHER: Kin.GRANDPARENT,
            Kin.PARENT: Kin.GRANDPARENT,
            Kin.SIBLING: Kin.RELATIVE,
        }.get(relation, Kin.OTHER)
    if re.search(r"\b(ex|former)\b", words, re.IGNORECASE):
        return Kin.OTHER
    if re.search(r"\bfoster\b", words, re.IGNORECASE):
        return Kin.OTHER
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), Kin.OTHER)


_FEMALE = re.compile(r"\b\w*(mother|mum|mam|aunt|auntie|sister|nan|nana|granny|girlfriend|wife|niece)\b", re.IGNORECASE)
_MALE = re.compile(r"\b\w*(father|dad|uncle|brother|grandad|boyfriend|husband|nephew)\b", re.IGNORECASE)


def sex_told(words: str | None) -> str:
    """The sex that a relationship's own word tells ("grandmother"), "" where it tells none."""
    text = _OF_ANOTHER.sub(r"\3", words or "")
    female, male = _FEMALE.search(text), _MALE.search(text)
    return "" if bool(female) == bool(male) else "female" if female else "male"


def name_of(referral: Referral, reference: str | None) -> str:
    """The name that a reference stands for: a person's, a child's, or the reference itself where it names nobody."""
    if not reference:
        return ""
    for person in referral.people or ():
        if person.id == reference:
            return person.name or reference
    for child in referral.children or ():
        if child.id == reference:
            return " ".join(part for part in (child.given_name, child.family_name) if part) or reference
    return reference
