"""Stores with articles in them, and sessions on their layers, for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from annotator.model.document import Document
from annotator.schema.label_schema import EntityType, LabelSchema, RelationType
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.session import LabelSession
from annotator.store.store import Store, create_store
from annotator.store.tables.documents import Article, put_articles
from annotator.store.tables.layer import LayerKey

SCHEMA = LabelSchema(
    "mini",
    "1.0.0",
    entity_types={name: EntityType(name) for name in ("PERSON", "ORG", "GPE")},
    relation_types={"MEMBER_OF": RelationType("MEMBER_OF", ("PERSON",), ("ORG",))},
)
TEXT = "Oskell-backed forces entered Varania on Monday.\r\nTessal's envoy Ilan Marek left.\n"
_NUMBERS = count(1)


def put(store: Store, text: str = TEXT, document_id: str | None = None) -> LayerKey:
    """Put an article into the store; the key of a layer on it."""
    key = LayerKey(document_id or f"a{next(_NUMBERS)}", "mira")
    with writing(store.writable(), store.location) as transaction:
        put_articles(transaction, [Article(key.document_id, text, {})])
    return key


def store_with_article(location: StoreLocation, text: str = TEXT) -> tuple[Store, LayerKey]:
    """A new store with one article."""
    store = create_store(location)
    return store, put(store, text)


def session(store: Store, key: LayerKey, **options: Any) -> LabelSession:
    """A session on a layer."""
    return LabelSession(store, SCHEMA, key, **options)


def content(document: Document) -> tuple[Any, ...]:
    """All that a document says, in a form in which 1, 1.0 and True differ."""
    from annotator.model.canonical import record_of, to_bytes

    return (to_bytes(record_of(document)),)
