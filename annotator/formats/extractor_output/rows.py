"""What rows of all extractors share: an id, a text that may be missing, and mentions in it by offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from annotator.formats.json_rows import Row
from annotator.formats.kept import kept_meta
from annotator.model.annotation import Entity, mention
from annotator.model.document import Document, new_document
from annotator.model.record import ExtractorRun, Unplaced


def document_id(row: Row, said: int | str | None, source: Path) -> str:
    """The id of a row's document: its own, else the file's name and the row's number."""
    return f"{source.stem}-{row.number}" if said is None or said == "" else str(said)


def entity_at(
    row: Row,
    path: str,
    text: str | None,
    annotation_id: str,
    type_name: str,
    span: tuple[int, int],
    words: str | None = None,
    **rest: Any,
) -> Entity:
    """A mention over a span, which says these words where they are known.

    Raises:
        FormatError: the span does not stand in the text, other words do there, or it has no type.
    """
    if not type_name:
        raise row.refused(path, "has no type; expected a label that says something")
    if text is not None:
        return mention(annotation_id, type_name, text, row.span(path, text, *span, words), **rest)
    if not 0 <= span[0] <= span[1]:
        raise row.refused(path, f"{span[0]} to {span[1]} is no span; expected 0 <= start <= end", "span")
    return Entity(annotation_id, type_name, (span,), words, **rest)


def document_of_row(
    row: Row,
    name: str,
    own_id: str,
    text: str | None,
    entities: Iterable[Entity],
    kept: Mapping[str, Mapping[str, Any]],
    unplaced: Iterable[Unplaced] = (),
    **rest: Any,
) -> Document:
    """The document of a row; `kept` is what it says besides, by annotation id, and `name` the format's.

    Raises:
        FormatError: two mentions have one id.
    """
    gone = tuple(unplaced)
    run = ExtractorRun(name, unplaced=gone) if gone else None
    rest |= {"entities": row.by_id("entities", list(entities)), "meta": kept_meta(name, kept), "extractor": run}
    return Document(own_id, **rest) if text is None else new_document(own_id, text, **rest)
