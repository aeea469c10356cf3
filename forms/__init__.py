"""The form pack: every word that a person reads, as data. Imports nothing."""
