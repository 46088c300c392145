"""A schema kept in a compiled form, so that a start does not pay for reading YAML.

The cache is a JSON file named by the hash of the schema file's bytes: a changed file is another name, a cache that
cannot be read is as good as none. It is the program's own, in the project's `.annotator/`; nothing is executed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import Finding, Place, SchemaError
from annotator.schema.label_schema import (
    AttributeType,
    Constraint,
    EntityType,
    EventType,
    Guidelines,
    LabelSchema,
    RelationType,
    Role,
)

KINDS = (LabelSchema, EntityType, RelationType, EventType, AttributeType, Role, Constraint, Guidelines)

SHAPE = sha256(repr([(kind.__name__, [each.name for each in fields(kind)]) for kind in KINDS]).encode()).hexdigest()[:8]
"""Changes with the fields of the values, so that a cache of another program version is not read."""

Made = TypeVar("Made")


def load_schema(path: Path | str, cache: Path | None = None) -> LabelSchema:
    """The schema of a file, from the folder `cache` where it was compiled before; it is compiled there for next time.

    Raises:
        SchemaError: the file cannot be read, or something in it is wrong.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise SchemaError(Finding(Place(str(path)), "", f"cannot be read: {error.strerror}", "unreadable")) from error
    kept = cache / f"schema-{sha256(content).hexdigest()[:32]}-{SHAPE}.json" if cache else None
    found = _kept(kept) if kept else None
    if found is None:
        from annotator.schema.language import read_schema  # noqa: PLC0415 - YAML is what the cache avoids

        found = read_schema(path)
        if kept:
            _keep(found, kept)
    return found


def schema_to_plain(schema: LabelSchema) -> dict[str, Any]:
    """A schema as a JSON object."""
    return asdict(schema)


def schema_from_plain(plain: Mapping[str, Any]) -> LabelSchema:
    """The schema of such an object."""
    guidelines = plain["guidelines"]
    return _made(
        LabelSchema,
        plain,
        entity_types=_types(plain["entity_types"], _entity_type),
        relation_types=_types(plain["relation_types"], _relation_type),
        event_types=_types(plain["event_types"], _event_type),
        labels=_types(plain["labels"], _attribute),
        constraints=tuple(_made(Constraint, each) for each in plain["constraints"]),
        guidelines=_made(Guidelines, guidelines) if guidelines else None,
    )


def _made(kind: Callable[..., Made], plain: Mapping[str, Any], **given: Any) -> Made:
    """A frozen value of an object's entries; lists become tuples."""
    rest = {name: _tuples(value) for name, value in plain.items() if name not in given}
    return kind(**rest, **given)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _types(plain: Mapping[str, Any], make: Callable[[Mapping[str, Any]], Made]) -> dict[str, Made]:
    return {name: make(each) for name, each in plain.items()}


def _attribute(plain: Mapping[str, Any]) -> AttributeType:
    return _made(AttributeType, plain)


def _attributes(plain: Mapping[str, Any]) -> tuple[AttributeType, ...]:
    return tuple(_attribute(each) for each in plain["attributes"])


def _entity_type(plain: Mapping[str, Any]) -> EntityType:
    return _made(EntityType, plain, attributes=_attributes(plain))


def _relation_type(plain: Mapping[str, Any]) -> RelationType:
    return _made(RelationType, plain, attributes=_attributes(plain))


def _event_type(plain: Mapping[str, Any]) -> EventType:
    roles = tuple(_made(Role, each) for each in plain["roles"])
    return _made(EventType, plain, attributes=_attributes(plain), roles=roles)


def _kept(path: Path) -> LabelSchema | None:
    try:
        return schema_from_plain(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _keep(schema: LabelSchema, path: Path) -> None:
    """Write the compiled form; where that cannot be done, the next start reads YAML again."""
    partial = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(schema_to_plain(schema)), "utf-8")
        partial.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            partial.unlink(missing_ok=True)
