"""Which language a passage is in, as far as its letters and the child's own language tell: for screen readers' voices.

A guess is worse than silence here: without a sure sign a passage is left in the document's language.
"""

from __future__ import annotations

import unicodedata

_BY_SCRIPT = {
    "ARABIC": ("ar", {"ar", "ur", "fa", "ps", "ku", "ckb", "pa", "sd", "ug"}),
    "HEBREW": ("he", {"he", "yi"}),
    "BENGALI": ("bn", {"bn", "as", "syl"}),
    "GUJARATI": ("gu", {"gu"}),
    "GURMUKHI": ("pa", {"pa"}),
    "TAMIL": ("ta", {"ta"}),
    "DEVANAGARI": ("hi", {"hi", "ne", "mr"}),
    "ETHIOPIC": ("ti", {"ti", "am"}),
    "GREEK": ("el", {"el"}),
    "CYRILLIC": ("uk", {"uk", "ru", "bg", "sr", "mk", "be"}),
    "CJK": ("zh", {"zh", "yue"}),
}
"""For each script: the language that it most often means here, and those that it may mean when a child speaks them."""

_LETTERS = {
    "cy": "ŵŷâêîôûáéàèïöŴŶ",
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "ro": "ăâîșțşţĂÂÎȘȚ",
    "hu": "áéíóöőúüűŐŰ",
    "tr": "çğıöşüÇĞİÖŞÜ",
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữự",
    "pt": "ãõáéíóúâêôçà",
    "es": "ñáéíóúü¿¡",
    "fr": "àâçèéêëîïôùûœ",
    "de": "äöüß",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "sq": "ëçËÇ",
    "ga": "áéíóú",
    "yo": "ẹọṣẸỌṢ",
}
"""Letters that English does without, by language: a sign only where the child is recorded as speaking that language."""


def language_of(text: str, first: str | None) -> str:
    """A language tag for a passage, or "" for English and wherever it cannot be told. `first` is the child's first language."""
    if text.isascii():
        return ""
    counted: dict[str, int] = {}
    letters = 0
    for letter in text[:2000]:
        if letter.isalpha():
            letters += 1
            if letter > "\u036f":
                script = unicodedata.name(letter, "").split(" ", 1)[0]
                counted[script] = counted.get(script, 0) + 1
    if counted:
        script = max(counted, key=lambda each: counted[each])
        if counted[script] * 2 > letters and script in _BY_SCRIPT:
            usual, may_be = _BY_SCRIPT[script]
            return first if first in may_be else usual
    if first in _LETTERS and any(letter in _LETTERS[first] for letter in text):
        return first
    return ""
