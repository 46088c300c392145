"""The visible text of Markdown, and where its blocks stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.markup.markdown_text import visible_markdown
from tests.examples import examples

WORDS = st.lists(st.text("abcäöß漢😀", min_size=1, max_size=5), min_size=1, max_size=5)
MARKS = st.sampled_from(["{}", "# {}", "> {}", "**{}**", "[{}](http://x.example)", "~~{}~~"])


@examples(60)
@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=5))
def test_blocks_are_their_words_and_have_their_places(blocks: list[tuple[list[str], str]]) -> None:
    lines = [" ".join(words) for words, _ in blocks]
    source = "\n\n".join(mark.format(line) for line, (_, mark) in zip(lines, blocks, strict=True))
    found = visible_markdown(source)
    assert found.text == "\n\n".join(lines) + "\n"
    for (in_text, in_source), line in zip(found.blocks, lines, strict=True):
        assert found.text[in_text:].startswith(line)
        assert source[in_source:].startswith(line[:20])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("---\ntitle: x\n---\nText\n", "Text\n"),
        ("a\nb\\\nc  \nd", "a b\nc\nd\n"),
        ("- a\n- b\n\nc", "a\nb\n\nc\n"),
        ("| a | b |\n|---|---|\n| c | d |", "a\tb\nc\td\n"),
        ("```\n  code\n\n x\n```\nafter", "  code\n\n x\n\nafter\n"),
        ("<div>\n<b>html</b>\n</div>\n\nx", "html\n\nx\n"),
        ("a &amp; \\* `c*` ![alt](x.png)", "a & * c*\n"),
        ("a\r\n\r\nb", "a\n\nb\n"),
        ("", ""),
    ],
)
def test_what_is_seen(source: str, text: str) -> None:
    assert visible_markdown(source).text == text
