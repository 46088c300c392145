"""The widgets of the labelling screen, all drawn by textual's line API, so that a key sends only what changed."""
