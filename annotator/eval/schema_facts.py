"""What a schema adds to scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SchemaFacts:
    """What scoring takes from a schema; all empty without one.

    `symmetric` are the relation types without direction, `values` the entity types that take no part in coreference,
    `types` all types by layer (empty: unknown, nothing is reported as unknown to the schema).
    """

    symmetric: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
