"""The form pack: every word that a person reads, as data. Imports nothing."""

FOLDER: str = __path__[0]
"""Where the pack that ships lies."""
