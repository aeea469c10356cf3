"""The British dictionary for spelling: Hunspell's en_GB-ise, made from SCOWL (version 2020.12.07); licence in LICENCE.txt."""
