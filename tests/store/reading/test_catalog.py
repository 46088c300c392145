"""The list of articles: how much in each is proposed and not decided, on both databases."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store.database.location import StoreLocation
from annotator.store.reading.catalog import unconfirmed_counts
from tests.project.layers import session, store_with_article


def test_annotations_with_proposals_are_counted_and_words_that_look_like_them_are_not(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    text = opened.document.text or ""
    for number, (unconfirmed, note) in enumerate(((("coref",), None), ((), '"unconfirmed":["coref"]'), ((), None))):
        made = mention(opened.fresh_id("T"), "PERSON", text, ((number, number + 1),), coref="e:a.1")
        opened.apply(edits.add(opened.document, replace(made, unconfirmed=unconfirmed, note=note)))
    opened.close()
    assert unconfirmed_counts(store.rows, key.name) == {key.document_id: 1}
    assert unconfirmed_counts(store.rows, "nobody") == {}
    store.close()
