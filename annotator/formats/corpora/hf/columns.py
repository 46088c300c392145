"""The columns of a row: what each holds, declared once for reading, writing and the declaration beside the data.

They are the keys of the gold record, and every row has all of them. What has no fixed type in a record has one here:
an attribute is a name, a value written as a string, and of which kind it is; `meta`, `was` and `extractor` are JSON
in a string, and called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct, inspect

Pair: TypeAlias = tuple[int, int]
Kind: TypeAlias = Literal["string", "boolean", "integer", "number", "list"]


class AttributeColumns(Struct):
    """An attribute, or a label of the document."""

    name: str
    value: str
    kind: Kind = "string"


class EntityColumns(Struct):
    """A mention."""

    id: str
    type: str
    spans: tuple[Pair, ...]
    text: str | None = None
    attributes: tuple[AttributeColumns, ...] = ()
    coref: str | None = None
    links: tuple[str, ...] = ()
    note: str | None = None
    uncertain: bool = False
    unconfirmed: tuple[str, ...] = ()
    was_json: str | None = None
    score: float | None = None


class RelationColumns(Struct):
    """A relation."""

    id: str
    type: str
    head: str
    tail: str
    attributes: tuple[AttributeColumns, ...] = ()
    evidence: tuple[Pair, ...] = ()
    note: str | None = None
    uncertain: bool = False
    unconfirmed: tuple[str, ...] = ()
    was_json: str | None = None
    score: float | None = None


class TriggerColumns(Struct):
    """The words of an event."""

    spans: tuple[Pair, ...]
    text: str | None = None


class ArgumentColumns(Struct):
    """What fills a role."""

    role: str
    target: str
    attributes: tuple[AttributeColumns, ...] = ()


class EventColumns(Struct):
    """An event."""

    id: str
    type: str
    trigger: TriggerColumns | None = None
    arguments: tuple[ArgumentColumns, ...] = ()
    attributes: tuple[AttributeColumns, ...] = ()
    coref: str | None = None
    links: tuple[str, ...] = ()
    note: str | None = None
    uncertain: bool = False
    unconfirmed: tuple[str, ...] = ()
    was_json: str | None = None
    score: float | None = None


class RowColumns(Struct):
    """A document."""

    id: str
    text: str | None = None
    text_sha256: str | None = None
    schema: str | None = None
    annotator: str | None = None
    incomplete_for: tuple[str, ...] = ()
    meta_json: str | None = None
    labels: tuple[AttributeColumns, ...] = ()
    entities: tuple[EntityColumns, ...] = ()
    relations: tuple[RelationColumns, ...] = ()
    events: tuple[EventColumns, ...] = ()
    extractor_json: str | None = None


SIGN = "meta_json"
"""A column that rows of this format have and those of no other."""

_PLAIN: dict[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.LiteralType: "string",
    inspect.IntType: "int64",
    inspect.FloatType: "float64",
    inspect.BoolType: "bool",
}


def features() -> list[str]:
    """The columns as `dataset_info.features` of a README.md declares them: lines of YAML."""
    declared = inspect.type_info(RowColumns)
    return list(_fields(declared)) if isinstance(declared, inspect.StructType) else []


def _fields(declared: inspect.StructType) -> Iterator[str]:
    """A list of columns, each by its name and what it holds."""
    for each in declared.fields:
        yield f"- name: {each.encode_name}"
        yield from _indented(_column(_without_none(each.type)))


def _column(declared: inspect.Type) -> Iterator[str]:
    if isinstance(declared, inspect.StructType):
        yield "struct:"
        yield from _fields(declared)
    elif isinstance(declared, inspect.VarTupleType | inspect.TupleType):
        item = declared.item_type if isinstance(declared, inspect.VarTupleType) else declared.item_types[0]
        yield from _list(_without_none(item))
    else:
        yield f"dtype: {_PLAIN[type(declared)]}"


def _list(item: inspect.Type) -> Iterator[str]:
    if isinstance(item, inspect.StructType):
        yield "list:"
        yield from _fields(item)
    elif isinstance(item, inspect.TupleType | inspect.VarTupleType):
        yield "list:"
        yield from _indented(_column(item))
    else:
        yield f"list: {_PLAIN[type(item)]}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {each}" for each in lines)


def _without_none(declared: inspect.Type) -> inspect.Type:
    if isinstance(declared, inspect.UnionType):
        return next(each for each in declared.types if not isinstance(each, inspect.NoneType))
    return declared
