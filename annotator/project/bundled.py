"""What comes with the program: two invented articles, their gold, and the schema; and the demonstration with them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def bundled_folder(name: str) -> Traversable:
    """One of the bundled folders: `articles`, `gold` or `schema`."""
    return files("annotator.project") / "bundled" / name
