"""Text made safe to show: no character of somebody's data reaches a terminal as a command to it.

Control characters, escapes, bidirectional overrides, zero-width and tag characters become visible glyphs. Nothing else
changes: text is never normalised. A joined emoji keeps its joiners, which mean nothing to a terminal but "one glyph".
"""

from __future__ import annotations

import regex

ZERO_WIDTH_JOINER = "\u200d"

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}

_UNSAFE = regex.compile(
    r"[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners and fillers
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\ud800-\udfff\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff\p{Cn}\p{Co}]"
)
_CLUSTER = regex.compile(r"\X")
_EMOJI = r"\p{Extended_Pictographic}[\ufe0f\U0001f3fb-\U0001f3ff]?"
_JOINED_EMOJI = regex.compile(rf"{_EMOJI}(\u200d{_EMOJI})+")
_FLAG_OF_TAGS = regex.compile(r"\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")


def visible(text: str) -> str:
    """The text as one safe line: every unsafe character, newlines and tabs included, as a glyph or `<U+XXXX>`."""
    if text.isascii() and text.isprintable():
        return text
    if not _UNSAFE.search(text):
        return text
    return "".join(map(visible_cluster, _CLUSTER.findall(text)))


def visible_cluster(cluster: str) -> str:
    """One grapheme cluster made safe; a joined emoji stays whole."""
    if not _UNSAFE.search(cluster) or _JOINED_EMOJI.fullmatch(cluster) or _FLAG_OF_TAGS.fullmatch(cluster):
        return cluster
    return "".join(glyph(character) if _UNSAFE.match(character) else character for character in cluster)


def glyph(character: str) -> str:
    """What stands for an unsafe character: its control picture where there is one, else its code point."""
    code = ord(character)
    return _PICTURES.get(code) or f"<U+{code:04X}>"


def is_safe(character: str) -> bool:
    """Whether a character may be shown as itself."""
    return not _UNSAFE.match(character)
