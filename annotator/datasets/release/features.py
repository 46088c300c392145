"""The columns of gold records as the `datasets` library reads them, made of the one declaration of a record.

Every key stands there, whether a file has it or not, so that files load together of which only some have events or
`incomplete_for`. What has no fixed shape (`attributes`, `labels`, `meta`, `was`) is JSON.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import inspect

from annotator.model.record import Record

Feature: TypeAlias = dict[str, Any]

SCALARS: dict[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.LiteralType: "string",
    inspect.BoolType: "bool",
    inspect.IntType: "int64",
    inspect.FloatType: "float64",
}


def record_features() -> list[Feature]:
    """The columns, in the words of `dataset_info.features` in a data card."""
    columns: list[Feature] = _feature(inspect.type_info(Record))["struct"]
    return columns


def _feature(kind: inspect.Type) -> Feature:
    if isinstance(kind, inspect.Metadata):
        return _feature(kind.type)
    if isinstance(kind, inspect.StructType):
        return {"struct": [{"name": each.encode_name, **_feature(each.type)} for each in kind.fields]}
    if isinstance(kind, inspect.VarTupleType):
        return {"list": _inside_list(_feature(kind.item_type))}
    if isinstance(kind, inspect.TupleType):
        return {"list": _inside_list(_feature(kind.item_types[0]))}
    if isinstance(kind, inspect.UnionType):
        types = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        return _feature(types[0]) if len(types) == 1 else {"dtype": "json"}
    return {"dtype": SCALARS.get(type(kind), "json")}


def _inside_list(feature: Feature) -> Any:
    return next(iter(feature.values())) if len(feature) == 1 and "list" not in feature else feature
