"""Small programs for those who work on VPA Assist; never part of the installed program."""
