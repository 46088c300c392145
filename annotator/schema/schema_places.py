"""Where the parts of a schema stand in its file, for findings about them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import Finding
from annotator.schema.handwritten.node import Node, Steps, key_place, path_of, value_place
from annotator.schema.label_schema import EventType, LabelType, RelationType

SECTIONS = ("entity_types", "value_types", "relation_types", "event_types")


@dataclass(frozen=True, slots=True)
class SchemaPlaces:
    """The tree of a schema's file."""

    root: Node

    def of_type(self, each: LabelType) -> Steps:
        """The way to a type's declaration."""
        if isinstance(each, RelationType):
            return ("relation_types", each.name)
        if isinstance(each, EventType):
            return ("event_types", each.name)
        return ("value_types" if each.is_value else "entity_types", each.name)

    def of_attribute(self, owner: LabelType | None, name: str) -> Steps:
        """The way to an attribute's declaration: in a type, for several types, or among the labels (no owner)."""
        if owner is None:
            return ("labels", name)
        own = (*self.of_type(owner), "attributes", name)
        return own if self.is_there(own) else ("attributes", name)

    def is_there(self, steps: Steps) -> bool:
        """Whether something stands at the end of a way."""
        node: Node | None = self.root
        for step in steps:
            node = node.child(step) if node else None
        return node is not None

    def at_key(self, steps: Steps, message: str) -> Finding:
        """A finding about a thing as a whole: it points to its name."""
        return Finding(key_place(self.root, steps), path_of(steps), message, "schema")

    def at_value(self, steps: Steps, message: str) -> Finding:
        """A finding about a value."""
        return Finding(value_place(self.root, steps), path_of(steps), message, "schema")
