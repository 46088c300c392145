"""Words and sentences of texts, by language."""
