"""Scoring files, reviewing errors, mending gold, running suites."""
