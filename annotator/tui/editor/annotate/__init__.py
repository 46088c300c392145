"""What keys make and change: mentions, events, relations, coreference, attributes, notes."""
