"""Names of types in brat, which an entity, an event and a relation type may share; in a schema each is one type's.

A name that an earlier layer has gets its layer's ending, `ROOT_relation`; on the way back the ending goes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.schema.label_schema import LabelSchema
from annotator.schema.layer_names import ENDINGS, Names, schema_names


def names_in_brat(schema: LabelSchema | None) -> Names:
    """What the types of a schema are called in brat, by layer and their name in the schema."""
    if schema is None:
        return {layer: {} for layer in ENDINGS}
    types = {"entities": schema.entity_types, "events": schema.event_types, "relations": schema.relation_types}
    own = {layer: {name: name for name in types[layer]} for layer in ENDINGS}
    short = {layer: {name: _shortened(name, layer, types) for name in types[layer]} for layer in ENDINGS}
    called = schema_names({layer: list(names.values()) for layer, names in short.items()})
    is_undone = all(called[layer].get(brat) == name for layer in ENDINGS for name, brat in short[layer].items())
    return short if is_undone else own


def _shortened(name: str, layer: str, types: Mapping[str, Iterable[str]]) -> str:
    earlier = {each for other in list(ENDINGS)[: list(ENDINGS).index(layer)] for each in types[other]}
    ending, short = ENDINGS[layer], name
    while ending and short.endswith(ending):
        short = short.removesuffix(ending)
        if short in earlier:
            return short
    return name


def is_called_so(own: str, brat: str, layer: str) -> bool:
    """Whether a type's name is one in brat and the endings of its layer."""
    ending = ENDINGS[layer]
    rest = own.removeprefix(brat)
    return own.startswith(brat) and bool(rest) and bool(ending) and not rest.replace(ending, "")
