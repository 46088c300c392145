"""Expressions that the rules of all languages share: a grapheme cluster, and scripts without blanks between words."""

from __future__ import annotations

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}"
"""Scripts without blanks between words, as the inside of a character class."""

CLUSTER = r"(?>\p{GCB=Prepend}++(?=\s)|\X)"
"""A grapheme cluster; one that would take in a blank ends before it."""
