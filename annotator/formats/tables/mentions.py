"""Rows of one document as that document, and a document as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from immutables import Map

from annotator.formats.free_ids import free_ids
from annotator.formats.json_rows import Row
from annotator.formats.kept import meta_with
from annotator.formats.protocol import Report
from annotator.formats.tables.sheet import COLUMNS
from annotator.model.annotation import Entity, Value, mention
from annotator.model.canonical import to_bytes
from annotator.model.document import Document, new_document
from annotator.model.order import ordered_entities
from annotator.model.quoted import quoted

LONGEST_CELL = 32_767
"""The longest text, in characters, that a spreadsheet takes into a cell; a longer one stands in the first row alone."""

_WHOLE = re.compile(r"\d{1,15}(?:\.0+)?")


def document_of(rows: Sequence[Row], name: str, stem: str, report: Report) -> Document:
    """The document that these rows are about.

    Raises:
        FormatError: they have different texts, or a mention is not whole or does not stand there.
    """
    text = _text(rows)
    free = free_ids("T", {row.value.get("annotation_id", "") for row in rows})
    entities: dict[str, Entity] = {}
    others: dict[str, dict[str, str]] = {}
    for row in rows:
        own = ""
        if _is_mention(row):
            own = row.value.get("annotation_id") or next(free)
            if own in entities:
                raise row.refused("annotation_id", f"{quoted(own)} stands twice; expected ids that differ")
            entities[own] = _mention(row, text, own)
        others.setdefault(own, {}).update(_other_columns(row))
    shared = {key: value for key, value in next(iter(others.values())).items() if _is_shared(key, value, others)}
    kept = {own: {key: each[key] for key in each if key not in shared} for own, each in others.items()}
    return new_document(
        rows[0].value.get("id") or f"{stem}-{rows[0].number}",
        text,
        meta=meta_with(shared, name, kept, report),
        entities=Map(entities),
    )


def _text(rows: Sequence[Row]) -> str:
    """The text of a document, which every row says, or some."""
    said = [row for row in rows if row.value.get("text")]
    for row in said:
        if row.value["text"] != said[0].value["text"]:
            first = said[0].place.line
            raise row.refused("text", f"another text than that of line {first}; expected the same, or none")
    return said[0].value["text"] if said else ""


def _is_mention(row: Row) -> bool:
    """Whether a row has a mention; one without a start is a document without labels.

    Raises:
        FormatError: it has only a part of one.
    """
    has = {"start": bool(_said(row, "start")), "end": bool(_said(row, "end")), "type": bool(row.value.get("type"))}
    if all(has.values()) or not any(has.values()):
        return all(has.values())
    missing = " and ".join(key for key, said in has.items() if not said)
    raise row.refused(missing, "missing; expected start, end and type, or none of them for a document without labels")


def _mention(row: Row, text: str, own: str) -> Entity:
    start, end = (_whole(row, key) for key in ("start", "end"))
    return mention(own, row.value["type"], text, row.span("start", text, start, end), attributes=_attributes(row))


def _said(row: Row, column: str) -> str:
    """A number, without blanks around it."""
    said: str = row.value.get(column, "")
    return said.strip()


def _whole(row: Row, column: str) -> int:
    said = _said(row, column)
    if not _WHOLE.fullmatch(said):
        raise row.refused(column, f"expected a whole number of characters, found {quoted(said)}")
    return int(said.partition(".")[0])


def _attributes(row: Row) -> Mapping[str, Value]:
    """The attributes of a mention: a JSON object, or NAME=VALUE with ; between.

    Raises:
        FormatError: they are neither, or a value is none that an attribute may hold.
    """
    said = row.value.get("attributes", "").strip()
    if said.startswith("{"):
        try:
            return msgspec.json.decode(said, type=dict[str, Value])
        except (msgspec.DecodeError, UnicodeError) as error:
            raise row.refused("attributes", f"{error}; expected a JSON object of values by name") from error
    pairs = [each.partition("=") for each in said.split(";") if each.strip()]
    if not all(name.strip() and equals for name, equals, _ in pairs):
        expected = 'expected NAME=VALUE; NAME=VALUE, or a JSON object such as {"level": "NAM"}'
        raise row.refused("attributes", f"found {quoted(said)}; {expected}")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _other_columns(row: Row) -> dict[str, str]:
    return {name: cell for name, cell in row.value.items() if name not in COLUMNS and cell}


def _is_shared(key: str, value: str, others: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether all rows of a document say the same in a column, so that it is said of the document."""
    return all(each.get(key) == value for each in others.values())


def rows_of(document: Document, text: str) -> Iterator[tuple[str, ...]]:
    """The cells of a document, by row, in the order of `COLUMNS`; one row where nothing is labelled."""
    entities = ordered_entities(document)
    if not entities:
        yield (document.id, text, "", "", "", "", "")
    for number, each in enumerate(entities):
        start, end = each.spans[0]
        attributes = to_bytes(each.attributes).decode("utf-8") if each.attributes else ""
        shown = text if not number or len(text) <= LONGEST_CELL else ""
        yield (document.id, shown, str(start), str(end), each.type, each.id, attributes)
