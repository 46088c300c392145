"""Common Analysis Structures: typed annotations with features, slots and chains over a text, as UIMA has them."""
