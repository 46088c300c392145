"""The formats of public corpora of coreference, relations and events."""
