"""What extractors suggest is kept beside the layers: read back as it was, one run each, by place if it is asked so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given
from msgspec import structs

from annotator.errors import StoreError
from annotator.model.annotation import Relation, mention
from annotator.model.document import Document, by_id, new_document
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.store import Store, create_store
from annotator.store.tables.documents import find_article, put_article_on, take_out
from annotator.store.tables.layers import layer_names
from annotator.store.tables.predictions import (
    forget_predictions,
    keep_predictions,
    prediction_counts,
    prediction_runs,
    predictions,
)
from annotator.store.tables.texts import put_text
from tests.examples import examples
from tests.project.layers import TEXT, put
from tests.strategies import documents

NOW = "2031-05-12T00:00:00.000+00:00"


@pytest.fixture
def store(location: StoreLocation) -> Iterator[Store]:
    """A new store on each database."""
    made = create_store(location)
    yield made
    made.close()


def keep(store: Store, document: Document, extractor: str = "x", version: str = "1") -> None:
    with writing(store.writable(), store.location) as transaction:
        keep_predictions(transaction, document, extractor, version, NOW)


def found(document_id: str) -> Document:
    """A prediction of two mentions, one related to the other."""
    entities = by_id([mention("T1", "ORG", TEXT, ((0, 6),)), mention("T2", "PERSON", TEXT, ((58, 68),), score=0.25)])
    relations = by_id([Relation("R1", "MEMBER_OF", "T2", "T1")])
    return new_document(document_id, TEXT, schema_ref="mini@1.0.0", entities=entities, relations=relations)


def test_what_is_kept_is_read_back(store: Store) -> None:
    numbers = count()

    @given(documents())
    @examples(25 if store.location.path else 10)
    def check(document: Document) -> None:
        key = put(store, document.text or "", f"p{next(numbers)}")
        named = structs.replace(document, id=key.document_id)
        keep(store, named)
        [run] = prediction_runs(store.rows, key.document_id)
        annotations = list(named.annotations())
        assert {each.id: each for each in predictions(store.rows, run.number)} == {
            each.id: each for each in annotations
        }
        assert prediction_counts(store.rows).get(run.number, 0) == len(annotations)
        assert (run.extractor, run.version, run.schema_ref) == ("x", "1", named.schema_ref or "")

    check()
    assert layer_names(store.rows) == []


def test_a_window_gives_what_stands_in_it_and_what_has_no_place(store: Store) -> None:
    key = put(store)
    keep(store, found(key.document_id))
    [run] = prediction_runs(store.rows)
    assert sorted(each.id for each in predictions(store.rows, run.number, (0, 10))) == ["R1", "T1"]
    assert sorted(each.id for each in predictions(store.rows, run.number, (6, 58))) == ["R1"]
    assert {each.id: each.score for each in predictions(store.rows, run.number)} == {"R1": None, "T1": None, "T2": 0.25}


def test_a_newer_run_of_an_extractor_takes_the_place_of_its_older_one(store: Store) -> None:
    key = put(store)
    keep(store, found(key.document_id))
    keep(store, structs.replace(found(key.document_id), relations=by_id([])), version="2")
    keep(store, found(key.document_id), extractor="y")
    runs = prediction_runs(store.rows)
    assert [(each.extractor, each.version) for each in runs] == [("x", "2"), ("y", "1")]
    assert [prediction_counts(store.rows)[each.number] for each in runs] == [2, 3]
    assert runs[0].holds("2", "mini@1.0.0")
    assert not runs[0].holds("1", "mini@1.0.0")
    assert not runs[0].holds("2", "mini@1.1.0")
    with writing(store.writable(), store.location) as transaction:
        assert forget_predictions(transaction, "x", [key.document_id, "nowhere"]) == 1
    assert [each.extractor for each in prediction_runs(store.rows)] == ["y"]


def test_a_run_tells_when_the_text_has_changed_and_goes_with_its_article(store: Store) -> None:
    key = put(store)
    keep(store, found(key.document_id))
    article = find_article(store.rows, key.document_id)
    assert article is not None
    with writing(store.writable(), store.location) as transaction:
        put_article_on(transaction, article.number, put_text(transaction, "Another text."))
    assert [each.is_of_text for each in prediction_runs(store.rows)] == [False]
    with writing(store.writable(), store.location) as transaction:
        take_out(transaction, key.document_id, purge=False)
    assert prediction_runs(store.rows) == []
    with pytest.raises(StoreError, match="is not there any more; what was predicted for it was not kept"):
        keep(store, found(key.document_id))
