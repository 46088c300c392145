"""What may be labelled next, and the words and sentences of texts."""
