"""Who was asked to label what: all SQL on the table `assignments`."""

from __future__ import annotations

import orjson

from annotator.store.database.rows import Reader
from annotator.store.tables.layer import LayerKey

_ASKED = """
SELECT d.id, a.name, a.types FROM assignments a JOIN documents d ON d.number = a.document
WHERE a.task = 'annotate' AND d.removed_at IS NULL
"""


def asked(reader: Reader, document_id: str | None = None) -> dict[LayerKey, tuple[str, ...]]:
    """The layers that were asked for, in all articles or in one, with the types; no type stands for all."""
    one = "" if document_id is None else " AND d.id = :id"
    parameters = {} if document_id is None else {"id": document_id.encode()}
    return {
        LayerKey(str(bytes(key), "utf-8"), str(bytes(name), "utf-8")): tuple(orjson.loads(bytes(types)))
        for key, name, types in reader.all(_ASKED + one, **parameters)
    }
