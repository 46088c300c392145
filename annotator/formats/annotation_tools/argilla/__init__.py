"""Argilla's exports."""
