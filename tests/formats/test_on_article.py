"""Records on texts of tokens, put on the article: everything that has a place moves with its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.on_article import on_article
from annotator.formats.tokens import AT_BLANKS, META, joined
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.faults import errors
from annotator.model.record import Record, text_hash
from tests.examples import examples

WORDS = st.lists(st.text("abcé😀.,", min_size=1, max_size=4), min_size=3, max_size=8)


@examples(40)
@given(WORDS, st.lists(st.sampled_from(["", " ", "\n\n", "\u00a0"]), min_size=9, max_size=9), st.data())
def test_every_mention_keeps_its_words(words: list[str], blanks: list[str], data: st.DataObject) -> None:
    text, places = joined([words[:2], words[2:]])
    article = blanks[0] + "".join(word + blank for word, blank in zip(words, blanks[1:], strict=False))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    span = (places[first][0], places[last][1])
    trigger = Trigger((span,), text[slice(*span)])
    record = Record(
        "d",
        text,
        text_hash(text),
        meta={META: AT_BLANKS, "title": "x"},
        entities=(mention("T1", "A", text, (span,)), mention("T2", "A", text, (places[0], places[-1]))),
        relations=(Relation("R1", "R", "T1", "T2", evidence=(span,)),),
        events=(Event("E1", "E", trigger, (Argument("Who", "T1"),)),),
    )
    moved = on_article(record, article, "x")
    assert list(errors(moved, loose=True)) == []
    assert (moved.text, moved.meta) == (article, {"title": "x"})
    for before, after in (
        (record.entities[0].spans, moved.entities[0].spans),
        (record.entities[1].spans, moved.entities[1].spans),
        (trigger.spans, moved.events[0].trigger.spans if moved.events[0].trigger else ()),
        (record.relations[0].evidence, moved.relations[0].evidence),
    ):
        for old, new in zip(before, after, strict=True):
            assert "".join(text[slice(*old)].split()) == "".join(article[slice(*new)].split())


def test_another_article_is_refused_with_both_places() -> None:
    record = Record("d", "Mara left .", text_hash("Mara left ."))
    with pytest.raises(InputError) as raised:
        on_article(record, "Mara stayed.", "f.conll")
    assert str(raised.value) == (
        "f.conll: document 'd': at character 5 its tokens go on 'left .', the article at character 5 'stayed.'; "
        "expected the same characters but for blanks"
    )
    with pytest.raises(InputError, match="with nothing, at its end"):
        on_article(record, "Mara left", "f")
    assert on_article(record, "Mara left .", "f") is record
