"""The list of a project's articles and layers. It is read on the way to the first paint: no SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.model.annotation import JSON
from annotator.store.layer import LayerKey
from annotator.store.rows import Rows, first

_SUMMARIES = """
SELECT d.id, d.title, t.chars, l.entities, l.relations, l.events, l.revision
FROM documents d JOIN texts t ON t.sha256 = d.text_sha256
LEFT JOIN layers l ON l.document = d.number AND l.name = :name
WHERE d.removed_at IS NULL ORDER BY d.position
"""
TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the list of articles; counts are those of the layer that was asked for."""

    id: str
    title: str
    chars: int
    entities: int = 0
    relations: int = 0
    events: int = 0
    labelled: bool = False
    """Whether the layer was ever written."""


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


def summaries(rows: Rows, layer: str, start: int = 0, count: int | None = None) -> list[DocumentSummary]:
    """The articles in the project's order, or `count` of them from the `start`-th on."""
    page = f" LIMIT {int(count)} OFFSET {int(start)}" if count is not None else ""
    return [
        DocumentSummary(_text(id_), _text(title), chars, entities or 0, relations or 0, events or 0, bool(revision))
        for id_, title, chars, entities, relations, events, revision in rows.all(_SUMMARIES + page, name=layer.encode())
    ]


def document_count(rows: Rows) -> int:
    """How many articles the project has."""
    found = first(rows, "SELECT count(*) FROM documents WHERE removed_at IS NULL")
    return int(found[0]) if found else 0


def document_ids(rows: Rows) -> list[str]:
    """The ids of the articles in the project's order."""
    return [_text(row[0]) for row in rows.all("SELECT id FROM documents WHERE removed_at IS NULL ORDER BY position")]


def layer_names(rows: Rows) -> list[str]:
    """The names of all layers of articles in the project."""
    found = rows.all(
        "SELECT DISTINCT l.name FROM layers l JOIN documents d ON d.number = l.document WHERE d.removed_at IS NULL"
    )
    return sorted(_text(row[0]) for row in found)


def documents_of_layer(rows: Rows, layer: str) -> list[str]:
    """The ids of the articles that have this layer, sorted by code point."""
    found = rows.all(
        "SELECT d.id FROM documents d JOIN layers l ON l.document = d.number "
        "WHERE l.name = :name AND d.removed_at IS NULL ORDER BY d.id",
        name=layer.encode(),
    )
    return [_text(row[0]) for row in found]


def layers_of_document(rows: Rows, document_id: str) -> list[str]:
    """The names of an article's layers, sorted."""
    found = rows.all(
        "SELECT l.name FROM layers l JOIN documents d ON d.number = l.document WHERE d.id = :id ORDER BY l.name",
        id=document_id.encode(),
    )
    return [_text(row[0]) for row in found]


def all_layers(rows: Rows) -> list[LayerKey]:
    """Every layer of every article in the project."""
    found = rows.all(
        "SELECT d.id, l.name FROM layers l JOIN documents d ON d.number = l.document "
        "WHERE d.removed_at IS NULL ORDER BY d.id, l.name"
    )
    return [LayerKey(_text(document_id), _text(name)) for document_id, name in found]


def text_hashes(rows: Rows) -> list[tuple[str, str]]:
    """The hash of every text in use, with a document that has it."""
    found = rows.all(
        "SELECT min(id), sha256 FROM (SELECT d.id AS id, d.text_sha256 AS sha256 FROM documents d UNION "
        "SELECT d.id, l.text_sha256 FROM layers l JOIN documents d ON d.number = l.document) used GROUP BY sha256"
    )
    return sorted((_text(document_id), sha256) for document_id, sha256 in found)


class Source(NamedTuple):
    """The file that an article was added from, relative to the project where it lies inside, and its text then."""

    document_id: str
    path: str
    text_sha256: str


def sources(rows: Rows, document_id: str | None = None) -> list[Source]:
    """The files of all articles, or of one, that were added from files."""
    one = "" if document_id is None else " AND id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    query = "SELECT id, source, text_sha256 FROM documents WHERE source IS NOT NULL AND removed_at IS NULL"
    found = rows.all(f"{query}{one} ORDER BY id", **parameters)
    return [Source(_text(each), str(bytes(path), "utf-8", "surrogateescape"), sha) for each, path, sha in found]


def _text(value: Any) -> str:
    return str(bytes(value), "utf-8")
