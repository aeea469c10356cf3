"""The checks of wording: how phrases, concepts and patterns of the form pack are found in what was written."""
