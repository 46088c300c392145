"""Putting articles into a store and taking them out, within a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, CursorResult, delete, func, insert, select, update

from annotator.errors import InputError
from annotator.model.record import text_hash
from annotator.store.catalog import Article
from annotator.store.tables import documents, layers, set_aside, texts


def put_articles(connection: Connection, articles: Sequence[Article]) -> list[int]:
    """Put articles at the end of the project, in order, and return their numbers in the database.

    One that was removed comes back with its layers, when its text is the same.

    Raises:
        InputError: an id is taken.
    """
    last = connection.execute(select(func.max(documents.c.position))).scalar() or 0
    return [_put_article(connection, article, last + 1 + index) for index, article in enumerate(articles)]


def _put_article(connection: Connection, article: Article, position: int) -> int:
    here = documents.c.id == article.id.encode()
    columns = (documents.c.number, documents.c.text_sha256, documents.c.removed_at)
    found = connection.execute(select(*columns).where(here)).first()
    values = _columns(article) | {"position": position, "text_sha256": put_text(connection, article.text)}
    if found is None:
        result = connection.execute(insert(documents).values(id=article.id.encode(), **values))
        return new_key(result)
    if found.removed_at is None:
        raise InputError(f"the id {article.id!r} is taken: the project has that document already")
    if found.text_sha256 != values["text_sha256"]:
        raise InputError(
            f"the id {article.id!r} is taken by a removed document with another text; "
            "remove that from the log too: annotator remove --purge"
        )
    connection.execute(update(documents).where(here).values(removed_at=None, **values))
    return int(found.number)


def new_key(result: CursorResult[Any]) -> int:
    """The number that the database gave to a row just put in."""
    return int(result.inserted_primary_key[0]) if result.inserted_primary_key else 0


class HeldArticle(NamedTuple):
    """An article that the store holds."""

    number: int
    text_sha256: str


def find_article(connection: Connection, document_id: str) -> HeldArticle | None:
    """The article of this id that the project has, None when it has none or it was removed."""
    columns = (documents.c.number, documents.c.text_sha256, documents.c.removed_at)
    found = connection.execute(select(*columns).where(documents.c.id == document_id.encode())).first()
    return HeldArticle(found.number, found.text_sha256) if found and found.removed_at is None else None


def _columns(article: Article) -> dict[str, Any]:
    return {
        "title": article.title.encode(),
        "meta": orjson.dumps(article.meta),
        "source": article.source.encode("utf-8", "surrogateescape") if article.source is not None else None,
    }


def put_text(connection: Connection, text: str) -> str:
    """Put a text in, unless it is there, and return its hash."""
    sha256 = text_hash(text)
    if connection.execute(select(texts.c.chars).where(texts.c.sha256 == sha256)).first() is None:
        connection.execute(insert(texts).values(sha256=sha256, text=text.encode(), chars=len(text)))
    return sha256


def put_text_back(connection: Connection, sha256: str, text: str) -> None:
    """Replace a damaged text by the one that has its hash."""
    values = {"text": text.encode(), "chars": len(text)}
    if connection.execute(update(texts).where(texts.c.sha256 == sha256).values(values)).rowcount == 0:
        connection.execute(insert(texts).values(sha256=sha256, **values))


def take_out(connection: Connection, document_id: str, *, purge: bool) -> None:
    """Take an article out of the project; with `purge` its text, layers and log too, so that nothing is left.

    Raises:
        InputError: the project has no such document.
    """
    here = documents.c.id == document_id.encode()
    found = connection.execute(select(documents.c.removed_at).where(here)).first()
    if found is None or (found.removed_at is not None and not purge):
        raise InputError(f"there is no document {document_id!r} in this project")
    if not purge:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(update(documents).where(here).values(removed_at=now))
        return
    connection.execute(delete(documents).where(here))
    connection.execute(delete(set_aside).where(set_aside.c.document == document_id.encode()))
    used = select(documents.c.text_sha256).union(select(layers.c.text_sha256))
    connection.execute(delete(texts).where(texts.c.sha256.not_in(used)))
