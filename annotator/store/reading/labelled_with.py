"""Which contents of schemas a layer was labelled with: each session's first edit says it, in its provenance."""

from __future__ import annotations

import orjson

from annotator.model.annotation import JSON
from annotator.store.database.rows import Reader
from annotator.store.tables.log import Kind, provenances

SCHEMA = "schema"
"""The key of the schema's identity in the provenance of an operation."""


def labelled_with(reader: Reader, layer: int) -> tuple[str, ...]:
    """The identities of the schemas, in order of time, since the layer was last brought to another version."""
    refs: dict[str, None] = {}
    for kind, provenance in provenances(reader, layer):
        if kind == Kind.MIGRATE:
            refs = {}
        if isinstance(identity := _decoded(provenance).get(SCHEMA), str):
            refs[identity] = None
    return tuple(refs)


def _decoded(provenance: bytes) -> dict[str, JSON]:
    try:
        parsed = orjson.loads(provenance or b"{}")
    except orjson.JSONDecodeError:
        # A damaged operation is told as such by whoever reads the log.
        return {}
    return parsed if isinstance(parsed, dict) else {}


def other_contents(reader: Reader, layer: int, identity: str) -> tuple[str, ...]:
    """The identities of schemas of the same name and version, but of another content, that it was labelled with."""
    ref = identity.partition(" ")[0]
    return tuple(each for each in labelled_with(reader, layer) if each.partition(" ")[0] == ref and each != identity)
