"""A tagger of words, for more candidates."""
