"""Names of types that an entity, an event and a relation type share elsewhere; in a schema each is one type's.

A name that an earlier layer has gets its layer's ending, `ROOT_relation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""By layer (`entities`, `events`, `relations`): one name of each type by another."""

ENDINGS = {"entities": "", "events": "_event", "relations": "_relation"}
"""The layers, in the order in which they keep a name, and the endings that names get."""


def schema_names(used: Mapping[str, Iterable[str]]) -> Names:
    """What each type is called in a schema, by layer and its name elsewhere."""
    taken = {name for names in used.values() for name in names}
    owners: dict[str, str] = {}
    called: dict[str, dict[str, str]] = {layer: {} for layer in ENDINGS}
    for layer, ending in ENDINGS.items():
        for name in used[layer]:
            own = name
            if owners.setdefault(name, layer) != layer and name not in called[layer]:
                while own in taken:
                    own += ending
                taken.add(own)
            called[layer].setdefault(name, own)
    return called
