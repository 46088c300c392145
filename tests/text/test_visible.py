"""Nothing of somebody's data reaches a terminal as a command to it."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.visible import glyph, is_safe, visible, visible_cluster

HARMFUL = st.sampled_from("\x00\x07\x08\x1b\x7f\x85\x9b\x9d\u202e\u2066\u200e\u061c\u200b\u2028\ufeff\u00ad\n\r\t")


@given(st.lists(HARMFUL | st.characters(codec=None), max_size=20).map("".join))
def test_what_is_shown_holds_no_control_no_direction_and_nothing_unseen(text: str) -> None:
    shown = visible(text)
    kinds = {unicodedata.category(character) for character in shown if character not in "\u200d\U000e007f"}
    assert not kinds & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert not any(unicodedata.bidirectional(character) in BIDI_CONTROLS for character in shown)
    assert shown.encode("utf-8").decode("utf-8") == shown


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text("aé “漢ق1.,[]", max_size=20))
def test_everything_else_stands_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_format_characters_are_safe_only_where_they_can_be_seen() -> None:
    formats = [each for each in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(each) == "Cf"]
    safe = [unicodedata.name(each) for each in formats if is_safe(each)]
    assert 0 < len(safe) < len(formats)
    for name in safe:
        assert re.search("NUMBER|ARABIC|SYRIAC", name), name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\u202eb", "a<U+202E>b"),
        ("one\r\ntwo\tthree", "one␍␊two␉three"),
        ("\x9b31m", "<U+009B>31m"),
        ("👨\u200d👩\u200d👧 and a\u200db", "👨\u200d👩\u200d👧 and a<U+200D>b"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("x\U000e0067", "x<U+E0067>"),
        ("\U0001d173", "<U+1D173>"),
        ("\ud800", "<U+D800>"),
        ("[/oops] [@click=app.quit]", "[/oops] [@click=app.quit]"),
    ],
)
def test_glyphs(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_cluster_and_a_character() -> None:
    assert visible_cluster("e\u0301") == "e\u0301"
    assert (glyph("\x00"), glyph("\x7f"), glyph("\u200b")) == ("␀", "␡", "<U+200B>")
