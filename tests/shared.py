"""Where the reference material lies that stands beside the repository, and the mark that skips without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is not there")


def passages(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words, in small letters."""
    found = re.findall(r"\w+", text.lower())
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def passages_of_others() -> set[tuple[str, ...]]:
    """The passages of the articles that belong to others."""
    return set().union(*(passages(path.read_text("utf-8")) for path in (SHARED / "articles").glob("*.txt")))
