"""The visible text of pages, and where its blocks stand in them."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.markup.html_text import visible_html
from tests.examples import examples

WORDS = st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=5), min_size=1, max_size=5)
BLANKS = st.sampled_from([" ", "  ", "\n", " \r\n\t"])


@examples(60)
@given(st.lists(WORDS, min_size=1, max_size=4), BLANKS, st.booleans())
def test_paragraphs_are_their_words_and_have_their_places(
    paragraphs: list[list[str]], blanks: str, marked: bool
) -> None:
    written = [
        blanks.join(f"<b>{escape(word)}</b>" if marked and n % 2 else escape(word) for n, word in enumerate(words))
        for words in paragraphs
    ]
    source = "<html><body>\n" + "\n".join(f"<p>{each}</p>" for each in written) + "</body></html>"
    found = visible_html(source)
    assert found.text == "\n\n".join(" ".join(words) for words in paragraphs) + "\n"
    assert len(found.blocks) == len(paragraphs)
    start = 0
    for (in_text, in_source), words, each in zip(found.blocks, paragraphs, written, strict=True):
        assert found.text[in_text:].startswith(words[0])
        start = source.index(f"<p>{each}", start) + 3
        assert in_source == start


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<script>b</script><style>c</style>d", "ad\n"),
        ("a<p hidden>b<p>c", "a\n"),
        ("<div style='display: none'>b<div>c</div></div>d", "d\n"),
        ("<p>a<br>b<br/>c</p>", "a\nb\nc\n"),
        ("<ul><li>a<li>b</ul><p>c", "a\nb\n\nc\n"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c<td>d</table>", "a\tb\nc\td\n"),
        ("<pre>  a\n   b</pre>", "  a\n   b\n"),
        ("x&nbsp;y &amp; z &#x1F642;", "x\u00a0y & z \U0001f642\n"),
        ("<p> a <b> b </b> c </p>", "a b c\n"),
        ("<!-- a --><p>b", "b\n"),
        ("<br>a", "a\n"),
        ("", ""),
        ("<p></p>", ""),
        ("a < b", "a < b\n"),
    ],
)
def test_what_is_seen(source: str, text: str) -> None:
    assert visible_html(source).text == text


def test_title_and_language_are_told_apart() -> None:
    found = visible_html("<html lang='de'><head><title> Ein\n Titel</title></head><body>x</body></html>")
    assert (found.text, found.title, found.language) == ("x\n", "Ein Titel", "de")


@examples(40)
@given(st.text("<>/pbulidvtr a&;!-\n\"'="))
def test_anything_is_read_and_every_place_is_inside(source: str) -> None:
    found = visible_html(source)
    assert all(0 <= here < len(found.text) and 0 <= there <= len(source) for here, there in found.blocks)
