"""What to write instead of keys that other tools give annotations and documents."""

from __future__ import annotations

from collections.abc import Collection

INSTEAD = {
    "label": '"type", and "labels" for what the whole document is',
    "entity": '"type"',
    "entity_group": '"type"',
    "entity_type": '"type"',
    "tag": '"type"',
    "class": '"type"',
    "category": '"type"',
    "start": '"spans": [[start, end]]',
    "end": '"spans": [[start, end]]',
    "start_char": '"spans": [[start, end]]',
    "end_char": '"spans": [[start, end]]',
    "startOffset": '"spans": [[start, end]]',
    "endOffset": '"spans": [[start, end]]',
    "start_offset": '"spans": [[start, end]]',
    "end_offset": '"spans": [[start, end]]',
    "begin": '"spans": [[start, end]]',
    "offset": '"spans": [[start, end]]',
    "offsets": '"spans": [[start, end]]',
    "span": '"spans": [[start, end]]',
    "word": '"text"',
    "surface": '"text"',
    "mention": '"text"',
    "confidence": '"score"',
    "probability": '"score"',
    "prob": '"score"',
    "from_id": '"head" and "tail"',
    "to_id": '"head" and "tail"',
    "subject": '"head" and "tail"',
    "object": '"head" and "tail"',
    "child": '"head" and "tail"',
    "args": '"arguments": [{"role": ..., "target": ...}]',
    "spans": '"entities": [{"id": ..., "type": ..., "spans": [[start, end]], "text": ...}]',
    "ents": '"entities": [{"id": ..., "type": ..., "spans": [[start, end]], "text": ...}]',
    "ner": '"entities": [{"id": ..., "type": ..., "spans": [[start, end]], "text": ...}]',
    "annotations": '"entities", "relations" and "events"',
    "predictions": '"entities", "relations" and "events"',
    "tokens": '"text", and offsets of its characters',
    "ner_tags": '"entities" with offsets of characters',
    "tags": '"entities" with offsets of characters',
    "clusters": '"coref" of each entity',
    "doc_id": '"id"',
    "doc_key": '"id"',
    "document_id": '"id"',
    "docid": '"id"',
    "metadata": '"meta"',
}
"""Keys of other tools, and ours."""


def instead(key: str, ours: Collection[str]) -> str:
    """What to write instead of a key where these are ours, or how to read it; "" for a key that nobody knows."""
    words = INSTEAD.get(key)
    if words is None or key in ours:
        return ""
    return f"write {words}; or read the file in its own format: --pred-format NAME, in convert --from NAME"
