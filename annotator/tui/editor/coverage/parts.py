"""The parts of a layer that are declared apart: mentions, values, relations, events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from annotator.model.coverage import is_done, type_of
from annotator.schema.label_schema import EntityType, LabelSchema
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS, VALUES, reads_for


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its letter, the types it is made of, and the pass that reads the article for it."""

    name: str
    types: tuple[str, ...]

    @property
    def letter(self) -> str:
        """The letter that declares it."""
        return self.name[0]

    @property
    def reads(self) -> str:
        """The pass that looks for it."""
        return reads_for(self.name)

    def is_declared(self, incomplete_for: Collection[str]) -> bool:
        """Whether none of its types is open; parts of every type, such as `*/coref`, are nobody's."""
        return is_done([each for each in incomplete_for if type_of(each) != "*"], self.types)


def parts(schema: LabelSchema, asked: Collection[str] = ()) -> tuple[Part, ...]:
    """The parts that a schema has types for; with `asked`, only those types count."""

    def wanted(name: str) -> bool:
        return not asked or name in asked

    named = (
        (MENTIONS, [each.name for each in schema.entity_types.values() if not each.is_value]),
        (VALUES, [each.name for each in schema.entity_types.values() if each.is_value]),
        (RELATIONS, list(schema.relation_types)),
        (EVENTS, list(schema.event_types)),
    )
    kept = (Part(name, tuple(filter(wanted, types))) for name, types in named)
    return tuple(each for each in kept if each.types)


def part_of(schema: LabelSchema, type_name: str) -> str:
    """The name of the part that a type belongs to; "" for one that the schema does not have."""
    declared = schema.type_named(type_name)
    if declared is None:
        return ""
    if isinstance(declared, EntityType):
        return VALUES if declared.is_value else MENTIONS
    return RELATIONS if type_name in schema.relation_types else EVENTS
