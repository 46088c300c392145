"""The list of a project's articles with one annotator's layer. It is read on the way to the first paint."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.store.assignments import asked
from annotator.store.layer import LayerKey, coverage_of
from annotator.store.rows import Reader
from annotator.store.status import LayerStatus, layer_status

_SUMMARIES = """
SELECT d.id, d.title, t.chars, l.entities, l.relations, l.events, l.head
FROM documents d JOIN texts t ON t.sha256 = d.text_sha256
LEFT JOIN layers l ON l.document = d.number AND l.name = :name
WHERE d.removed_at IS NULL ORDER BY d.position, d.number
"""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the list of articles; counts and status are those of the layer that was asked for."""

    id: str
    title: str
    chars: int
    entities: int = 0
    relations: int = 0
    events: int = 0
    status: LayerStatus = "new"


def summaries(reader: Reader, layer: str, start: int = 0, count: int | None = None) -> list[DocumentSummary]:
    """The articles in the project's order, or `count` of them from the `start`-th on."""
    page = f" LIMIT {int(count)} OFFSET {int(start)}" if count is not None else ""
    types = asked(reader)
    found = []
    for key, title, chars, *counts, head in reader.all(_SUMMARIES + page, name=layer.encode()):
        id_ = str(bytes(key), "utf-8")
        entities, relations, events = (each or 0 for each in counts)
        status: LayerStatus = "new"
        if head is not None:
            status = layer_status(coverage_of(bytes(head)), types.get(LayerKey(id_, layer), ()))
        found.append(DocumentSummary(id_, str(bytes(title), "utf-8"), chars, entities, relations, events, status))
    return found
