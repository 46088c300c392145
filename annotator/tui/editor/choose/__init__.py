"""Choosing: hint letters, type letters, lists, typed text."""
