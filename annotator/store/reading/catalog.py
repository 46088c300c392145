"""The list of a project's articles with one annotator's layer. It is read on the way to the first paint."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.store.database.rows import Reader, Rows
from annotator.store.reading.status import LayerStatus, layer_status
from annotator.store.tables.assignments import asked
from annotator.store.tables.layer import LayerKey, coverage_of

_SUMMARIES = """
SELECT d.id, d.title, t.chars, l.entities, l.relations, l.events, l.head
FROM documents d JOIN texts t ON t.sha256 = d.text_sha256
LEFT JOIN layers l ON l.document = d.number AND l.name = :name
WHERE d.removed_at IS NULL ORDER BY d.position, d.number
"""


_UNCONFIRMED = """
SELECT d.id, count(*) FROM annotations a JOIN layers l ON l.number = a.layer JOIN documents d ON d.number = l.document
WHERE l.name = :name AND {holds} GROUP BY d.id
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
    incomplete_for: tuple[str, ...] = ()


def summaries(reader: Reader, layer: str, start: int = 0, count: int | None = None) -> list[DocumentSummary]:
    """The articles in the project's order, or `count` of them from the `start`-th on."""
    page = f" LIMIT {int(count)} OFFSET {int(start)}" if count is not None else ""
    types = asked(reader)
    summaries = []
    for key, title, chars, *counts, head in reader.all(_SUMMARIES + page, name=layer.encode()):
        id_ = str(bytes(key), "utf-8")
        entities, relations, events = (each or 0 for each in counts)
        summary = DocumentSummary(id_, str(bytes(title), "utf-8"), chars, entities, relations, events)
        if head is not None:
            open_for = coverage_of(bytes(head))
            status = layer_status(open_for, types.get(LayerKey(id_, layer), ()))
            summary = replace(summary, status=status, incomplete_for=open_for)
        summaries.append(summary)
    return summaries


def unconfirmed_counts(rows: Rows, layer: str) -> dict[str, int]:
    """In how many annotations of a layer something is proposed and not decided, by article; looks at all of them."""
    sql = _UNCONFIRMED.format(holds=rows.holds("a.payload", "wanted"))
    counts = rows.all(sql, name=layer.encode(), wanted=b'"unconfirmed":["')
    return {str(bytes(key), "utf-8"): count for key, count in counts}
