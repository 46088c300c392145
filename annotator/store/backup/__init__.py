"""Whole copies of a store: one of a moment as a SQLite file, putting one back, and whether one is sound."""
