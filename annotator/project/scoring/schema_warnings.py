"""What the schema forbids of scored relations and events: warned of, for they count as they are.

A record is judged only where a relation or an argument looks wrong by the types of its mentions; each combination of
types is looked at once, so that scoring costs what it did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from annotator.eval.notice import Notice
from annotator.model.canonical import document_of
from annotator.model.record import Record
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema

TOLD = frozenset({"domain", "range", "unknown-role", "filler-type"})
"""The rules that are told here; `annotator check` tells all."""


class SchemaWarnings:
    """Collects what the schema forbids while records go by."""

    def __init__(self, schema: LabelSchema) -> None:
        """Nothing has gone by yet."""
        self._schema = schema
        self._legal: dict[tuple[str, str, str], bool] = {}
        self._found: Counter[tuple[str, str]] = Counter()

    def passing(self, records: Iterable[Record], side: str) -> Iterator[Record]:
        """The records of one side, looked over on the way."""
        for record in records:
            if (record.relations or record.events) and self._looks_wrong(record):
                for breach in judge(document_of(record), self._schema):
                    if breach.code in TOLD:
                        self._found[breach.code, f"{side}: {breach.message}; it counts as it is"] += 1
            yield record

    def notices(self) -> tuple[Notice, ...]:
        """What was found, each thing once, with how often."""
        return tuple(Notice(code, None, count, message) for (code, message), count in sorted(self._found.items()))

    def _looks_wrong(self, record: Record) -> bool:
        types = {each.id: each.type for layer in (record.entities, record.events) for each in layer}
        legal, known = self._legal, types.get
        for relation in record.relations:
            joined = (relation.type, known(relation.head, ""), known(relation.tail, ""))
            if not (legal[joined] if joined in legal else self._may_join(joined)):
                return True
        for event in record.events:
            for argument in event.arguments:
                filled = (event.type, argument.role, known(argument.target, ""))
                if not (legal[filled] if filled in legal else self._may_fill(filled)):
                    return True
        return False

    def _may_join(self, joined: tuple[str, str, str]) -> bool:
        relation = self._schema.relation_types.get(joined[0])
        self._legal[joined] = relation is None or self._schema.fits(relation, *joined[1:])
        return self._legal[joined]

    def _may_fill(self, filled: tuple[str, str, str]) -> bool:
        event_type, role, filler = filled
        declared_role = self._schema.role_of(event_type, role)
        known = event_type in self._schema.event_types
        self._legal[filled] = not known or (
            declared_role is not None and self._schema.admits(declared_role.types, filler)
        )
        return self._legal[filled]
