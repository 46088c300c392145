"""Labelling line by line, for screen readers and terminals without cursor movement."""
