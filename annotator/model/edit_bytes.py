"""Edits and annotations read back from the bytes that the store keeps (`annotator.model.canonical.to_bytes`)."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation
from annotator.model.change import Change, Content, Edit
from annotator.model.record import ExtractorRun


class _Written(Struct):
    """An edit whose contents are not read yet."""

    name: str
    changes: list[tuple[str, str, Raw, Raw]]


_EDIT = msgspec.json.Decoder(_Written)
_ANNOTATION: dict[str, msgspec.json.Decoder[Any]] = {
    "entities": msgspec.json.Decoder(Entity),
    "relations": msgspec.json.Decoder(Relation),
    "events": msgspec.json.Decoder(Event),
}
_CONTENT: dict[str, msgspec.json.Decoder[Any]] = _ANNOTATION | {
    "labels": msgspec.json.Decoder(Attributes),
    "extractor": msgspec.json.Decoder(ExtractorRun),
    "incomplete_for": msgspec.json.Decoder(tuple[str, ...]),
    "rejected": msgspec.json.Decoder(tuple[str, ...]),
}
_ANY: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def annotation_from_bytes(slot: str, content: bytes) -> Annotation:
    """The annotation that a slot held.

    Raises:
        msgspec.MsgspecError: these are not the bytes of one.
    """
    annotation: Annotation = _ANNOTATION[slot].decode(content)
    return annotation


def edit_from_bytes(content: bytes) -> Edit:
    """The edit of a log entry.

    Raises:
        msgspec.MsgspecError: these are not the bytes of one.
    """
    written = _EDIT.decode(content)
    changes = (
        Change(slot, key, _content(slot, before), _content(slot, after)) for slot, key, before, after in written.changes
    )
    return Edit(written.name, tuple(changes))


def _content(slot: str, raw: Raw) -> Content:
    if bytes(raw) == b"null":
        return None
    content: Content = _CONTENT.get(slot, _ANY).decode(raw)
    return content
