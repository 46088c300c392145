"""Whether two annotations may be related, in which order their ends stand, and what relates them already."""

from __future__ import annotations

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.order import mention_key
from annotator.tui.editor.context import Context


def may_relate(context: Context, type_name: str, start: Entity | Event, other: Entity | Event, *, back: bool) -> bool:
    """Whether a relation of a type may join two annotations, by the types that they count as."""
    around, schema = context.around, context.schema
    head, tail = (other, start) if back else (start, other)
    kinds = (around.kind(each.id) or each.type for each in (head, tail))
    if not schema.fits(schema.relation_types[type_name], *kinds):
        return False
    is_apart = around.thing(head.id) != around.thing(tail.id)
    return is_apart or not any(each.irreflexive for each in schema.relation_line(type_name))


def directed(context: Context, type_name: str, head: str, tail: str) -> tuple[str, str]:
    """Head and tail as the schema wants them; the ends of a symmetric relation stand in the order of the text."""
    declared = context.schema.relation_types.get(type_name)
    first, second = context.document.find(head), context.document.find(tail)
    if not declared or not isinstance(first, Entity | Event) or not isinstance(second, Entity | Event):
        return head, tail
    if declared.symmetric and mention_key(second) < mention_key(first):
        return tail, head
    return head, tail


def same_between(context: Context, type_name: str, head: str, tail: str) -> list[Relation]:
    """The relations of a type that join two annotations."""
    return [
        each for each in between(context, head, tail) if (each.type, each.head, each.tail) == (type_name, head, tail)
    ]


def between(context: Context, one: str, other: str) -> list[Relation]:
    """The relations that join two annotations, in either direction."""
    relations = (context.document.relations.get(each) for each in context.index.naming(one))
    return [each for each in relations if each and {each.head, each.tail} == {one, other}]
