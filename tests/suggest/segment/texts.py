"""Texts that are hard to split: pieces of many scripts, blanks of every kind, what stays together."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    *("word", " ", "-", "’s", "U.S.", "5,200", "\n", "é", "e\u0301", "\u0301", "\ufe0f", "\u200d", "👩", "🏽", "🇺🇦"),
    *("漢", "漢字。", "東京タワー", "へ行った", "「行く。」", "政府军", "ภาษา", "ำ", "ก", "क्ष", "한국", "ㅎ", "ー"),
    *(".", "! ", "?” ", "Mr. Koll left. ", "He said “no.” ", "A\x85. ", "by\u00a0A. ", "3.5 km. ", "a:b", "x_y", "'"),
    *("\u0600", "\u00a0", "\u2028", "\r\n\r\n", "\x1c", "\x85", "\u200b", "\u00ad", "\u3000", "\ud800", "…"),
    "x" * 90,
]
pieces = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
texts = st.one_of(pieces, st.text(max_size=60))
