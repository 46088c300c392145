"""What became of a name: old types, roles, attributes and values, and their names in the new version.

A migration says it outright. Without one it is guessed: by the same name, by `merged_from` of the new version, and
where exactly one type went and one came that is built alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotator.schema.label_schema import ANY_ENTITY, ANY_EVENT, EntityType, LabelSchema, LabelType

Names = Mapping[str, str]
"""Old names and the new ones that differ."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Old type names to new ones (none: dropped), and what was renamed inside a pair of old and new type.

    `roles` and `attributes` are by (old type, new type); `values` by (old type, new type, old attribute).
    """

    types: Mapping[str, tuple[str, ...]]
    roles: Mapping[tuple[str, str], Names] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], Names] = field(default_factory=dict)
    values: Mapping[tuple[str, str, str], Names] = field(default_factory=dict)

    def images(self, old_type: str) -> tuple[str, ...]:
        """The new types of an old one."""
        return self.types.get(old_type, ())

    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """The old types of each new one."""
        sources: dict[str, list[str]] = defaultdict(list)
        for old, news in self.types.items():
            for new in news:
                sources[new].append(old)
        return {new: tuple(olds) for new, olds in sources.items()}

    def role(self, old_type: str, new_type: str, name: str) -> str:
        """The new name of a role."""
        return self.roles.get((old_type, new_type), {}).get(name, name)

    def attribute(self, old_type: str, new_type: str, name: str) -> str:
        """The new name of an attribute."""
        return self.attributes.get((old_type, new_type), {}).get(name, name)

    def value(self, old_type: str, new_type: str, attribute: str, value: str) -> str:
        """The new name of a value of an attribute, which is given by its old name."""
        return self.values.get((old_type, new_type, attribute), {}).get(value, value)


def guessed_lineage(old: LabelSchema, new: LabelSchema) -> Lineage:
    """The lineage of two versions without a migration between them."""
    types: dict[str, list[str]] = {each.name: [] for each in old.types()}
    for each in new.types():
        sources = [name for name in each.merged_from if name in types] or ([each.name] if each.name in types else [])
        for source in sources:
            if old.layer_of(source) == new.layer_of(each.name):
                types[source].append(each.name)
    _match_twins(old, new, types)
    return Lineage({name: tuple(news) for name, news in types.items()})


def _match_twins(old: LabelSchema, new: LabelSchema, types: dict[str, list[str]]) -> None:
    taken = {name for news in types.values() for name in news}
    gone = [each for each in old.types() if not types[each.name]]
    come = [each for each in new.types() if each.name not in taken]
    for each in gone:
        twins = [other for other in come if _bare(other) == _bare(each)]
        rivals = [other for other in gone if _bare(other) == _bare(each)]
        if len(twins) == 1 and len(rivals) == 1:
            types[each.name].append(twins[0].name)


def _bare(each: LabelType) -> LabelType:
    """A type without its name and its looks."""
    plain: dict[str, object] = {"name": "", "key": "", "tag": "", "color": "", "merged_from": ()}
    if isinstance(each, EntityType) and not each.attributes:
        # Entity types without attributes are all built alike; only the definition tells them apart.
        return replace(each, **plain)  # type: ignore[arg-type]
    return replace(each, **plain, definition="", examples=(), counterexamples=())  # type: ignore[arg-type]


def newly_named(schema: LabelSchema, before: Iterable[str], after: Iterable[str], gained: Iterable[str]) -> set[str]:
    """Of the types that a list gained, those that it did not gain by `EVENT` or `ENTITY` alone, in it all along."""
    words = {each for each in (ANY_EVENT, ANY_ENTITY) if each in before} & set(after)
    return {each for each in gained if not words or not schema.admits(tuple(words), each)}
