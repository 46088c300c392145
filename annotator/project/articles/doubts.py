"""What people are told of a text that may not be what they think: a byte order mark, characters that were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

BYTE_ORDER_MARK = "\ufeff"
LOST = "\ufffd"
_MISREAD = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac[\u0080-\u00bf\u0153\u2018-\u2122]")
"""Two bytes of UTF-8, or three, that were taken for a character each."""


def doubts(text: str) -> Iterator[str]:
    """What is odd about the characters of a text."""
    if not text.strip(f"{BYTE_ORDER_MARK} \t\r\n"):
        yield "has no words: there is nothing to label in it"
    if text.startswith(BYTE_ORDER_MARK):
        yield "begins with a byte order mark, which is kept as its first character"
    if lost := text.count(LOST):
        yield f"characters were lost before it came here: U+FFFD stands for them ({lost})"
    if misread := _MISREAD.findall(text):
        shown = misread[0]
        yield f"looks like UTF-8 that was read as another encoding, such as {shown!r} ({len(misread)})"
