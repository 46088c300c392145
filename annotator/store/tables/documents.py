"""The articles of a project, in order: all SQL on the table `documents`.

The list is read on the way to the first paint; nothing here imports SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from annotator.errors import InputError
from annotator.model.annotation import JSON
from annotator.store.database.rows import Reader, first
from annotator.store.database.transaction import Transaction
from annotator.store.tables.texts import delete_unused_texts, put_text

TITLE_CHARS = 200

_KEEP_NAME = """
INSERT INTO documents (id, position, title, meta, source, text_sha256, removed_at)
SELECT :old, position, title, meta, NULL, text_sha256, :now FROM documents WHERE number = :number
"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article to put in; `source` is the file it was read from."""

    id: str
    text: str
    meta: dict[str, JSON]
    source: str | None = None

    @property
    def title(self) -> str:
        """What `meta.title` says, else the text's first line that has words."""
        title = self.meta.get("title")
        if isinstance(title, str) and title.strip():
            return title.strip()[:TITLE_CHARS]
        lines = (line.strip() for line in self.text[:4000].split("\n"))
        return next((line[:TITLE_CHARS] for line in lines if line), "")


class HeldArticle(NamedTuple):
    """An article that the store holds."""

    number: int
    text_sha256: str


class Source(NamedTuple):
    """The file that an article was added from, relative to the project where it lies inside, and its text then."""

    document_id: str
    path: str
    text_sha256: str


def put_articles(transaction: Transaction, articles: Sequence[Article]) -> list[int]:
    """Put articles at the end of the project, in order, and return their numbers in the database.

    One that was removed comes back with its layers, when its text is the same.

    Raises:
        InputError: an id is taken.
    """
    row = first(transaction, "SELECT max(position) FROM documents")
    last = (row[0] if row else None) or 0
    return [_put_article(transaction, article, last + 1 + index) for index, article in enumerate(articles)]


def _put_article(transaction: Transaction, article: Article, position: int) -> int:
    row = _find(transaction, article.id)
    values = _columns(article, position, put_text(transaction, article.text))
    if row is None:
        insert = (
            "INSERT INTO documents (id, position, title, meta, source, text_sha256) "
            "VALUES (:id, :position, :title, :meta, :source, :text_sha256) ON CONFLICT (id) DO NOTHING RETURNING number"
        )
        # Somebody else may be putting an article of this id in at this moment.
        if new := transaction.all(insert, **values):
            return int(new[0][0])
        raise _taken(article, same_text=True)
    number, text_sha256, removed_at = row
    if removed_at is None:
        raise _taken(article, same_text=text_sha256 == values["text_sha256"])
    if text_sha256 != values["text_sha256"]:
        raise InputError(
            f"the id {article.id!r} is taken by a removed document with another text; "
            "remove that from the log too: annotator remove --purge"
        )
    transaction.run(
        "UPDATE documents SET position = :position, title = :title, meta = :meta, source = :source, "
        "text_sha256 = :text_sha256, removed_at = NULL WHERE id = :id",
        **values,
    )
    return int(number)


def _taken(article: Article, *, same_text: bool) -> InputError:
    message = f"the id {article.id!r} is taken: the project has that document already"
    if not same_text:
        message += ", with another text; if it changed, open the document once the file that was added has the new text"
    return InputError(message)


def _columns(article: Article, position: int, text_sha256: str) -> dict[str, Any]:
    return {
        "id": article.id.encode(),
        "position": position,
        "title": article.title.encode(),
        "meta": orjson.dumps(article.meta),
        "source": article.source.encode("utf-8", "surrogateescape") if article.source is not None else None,
        "text_sha256": text_sha256,
    }


def _find(reader: Reader, document_id: str) -> tuple[Any, ...] | None:
    query = "SELECT number, text_sha256, removed_at FROM documents WHERE id = :id"
    return first(reader, query, id=document_id.encode())


def find_article(reader: Reader, document_id: str) -> HeldArticle | None:
    """The article of this id that the project has, None when it has none or it was removed."""
    row = _find(reader, document_id)
    return HeldArticle(row[0], row[1]) if row and row[2] is None else None


def put_article_on(transaction: Transaction, number: int, text_sha256: str) -> None:
    """Put an article on another text: layers that are begun from now on are on it, others keep theirs."""
    row = first(transaction, "SELECT text_sha256 FROM documents WHERE number = :number", number=number)
    if row is None or row[0] != text_sha256:
        update = "UPDATE documents SET text_sha256 = :text_sha256 WHERE number = :number"
        transaction.run(update, number=number, text_sha256=text_sha256)


def rename(transaction: Transaction, document_id: str, new_id: str) -> int:
    """Give an article another id, and return its number in the database.

    The old id stays taken, as that of a removed article without layers: things are named after the article that they
    were first seen in, and another one of its name would name things the same.

    Raises:
        InputError: the project has no such document, or the new id is taken.
    """
    row, taken = _find(transaction, document_id), _find(transaction, new_id)
    if row is None or row[2] is not None:
        raise InputError(f"there is no document {document_id!r} in this project")
    if taken is not None:
        layer_count = "SELECT count(*) FROM layers WHERE document = :number"
        rows = first(transaction, layer_count, number=taken[0])
        if taken[2] is None or (rows and rows[0]):
            removed = "" if taken[2] is None else "; it was removed: annotator remove --purge takes it away for good"
            raise InputError(f"the id {new_id!r} is taken{removed}")
        transaction.run("DELETE FROM documents WHERE number = :number", number=taken[0])
    old, new = document_id.encode(), new_id.encode()
    transaction.run("UPDATE documents SET id = :new WHERE number = :number", new=new, number=row[0])
    transaction.run("UPDATE set_aside SET document = :new WHERE document = :old", new=new, old=old)
    transaction.run(_KEEP_NAME, old=old, number=row[0], now=datetime.now(UTC).isoformat(timespec="seconds"))
    return int(row[0])


def take_out(transaction: Transaction, document_id: str, *, purge: bool) -> None:
    """Take an article out of the project; with `purge` its text, layers and log too, so that nothing is left.

    Raises:
        InputError: the project has no such document.
    """
    row, key = _find(transaction, document_id), document_id.encode()
    if row is None or (row[2] is not None and not purge):
        raise InputError(f"there is no document {document_id!r} in this project")
    if not purge:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        transaction.run("UPDATE documents SET removed_at = :now WHERE id = :id", now=now, id=key)
        return
    transaction.run("DELETE FROM documents WHERE id = :id", id=key)
    transaction.run("DELETE FROM set_aside WHERE document = :id", id=key)
    delete_unused_texts(transaction)


def shares_title(reader: Reader, document_id: str, title: str) -> bool:
    """Whether another article of the project has a title too."""
    query = "SELECT count(*) FROM documents WHERE title = :title AND id <> :id AND removed_at IS NULL"
    row = first(reader, query, title=title.encode(), id=document_id.encode())
    return bool(row and row[0])


def texts_by_id(reader: Reader) -> list[tuple[str, str]]:
    """The id of each article, in the order of the project, with the hash of its text."""
    rows = reader.all("SELECT id, text_sha256 FROM documents WHERE removed_at IS NULL ORDER BY position")
    return [(str(bytes(document_id), "utf-8"), sha256) for document_id, sha256 in rows]


def document_count(reader: Reader) -> int:
    """How many articles the project has."""
    row = first(reader, "SELECT count(*) FROM documents WHERE removed_at IS NULL")
    return int(row[0]) if row else 0


def document_ids(reader: Reader) -> list[str]:
    """The ids of the articles in the project's order."""
    rows = reader.all("SELECT id FROM documents WHERE removed_at IS NULL ORDER BY position, number")
    return [str(bytes(row[0]), "utf-8") for row in rows]


def sources(reader: Reader, document_id: str | None = None) -> list[Source]:
    """The files of all articles, or of one, that were added from files."""
    one = "" if document_id is None else " AND id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    query = "SELECT id, source, text_sha256 FROM documents WHERE source IS NOT NULL AND removed_at IS NULL"
    rows = reader.all(f"{query}{one} ORDER BY id", **parameters)
    return [
        Source(str(bytes(key), "utf-8"), str(bytes(path), "utf-8", "surrogateescape"), sha256)
        for key, path, sha256 in rows
    ]
