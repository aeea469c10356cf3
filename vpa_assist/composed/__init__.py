"""Texts made from a referral for other places: intelligence, logs, notes of meetings, a script for a call.

`kinds(referral, catalogue)` says which texts fit this referral and for whom; `compose(...)` makes one. The sentences are
data (`forms/composed.toml`); everything that a child said or showed is put in exactly as it was typed, with who asked what.
Nothing is stored: a text is made anew each time, and what is not recorded is said to be not recorded.
"""

from vpa_assist.composed.texts import Choice, Composed, choices, compose
from vpa_assist.composed.values import in_words, in_words_at

__all__ = ["Choice", "Composed", "choices", "compose", "in_words", "in_words_at"]
