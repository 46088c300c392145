"""Schemas of a project: finding, checking, comparing, releasing them."""
