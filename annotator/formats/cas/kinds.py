"""What the types of a type system are in WebAnno's terms: layers of spans, relations or chains, with their columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from annotator.formats.cas.naming import ANY, REFERENCE_RELATION, REFERENCE_TYPE
from annotator.formats.cas.structures import Kind, Layer, SlotFeature

OWN = {"sofa", "begin", "end"}
_ENDS = {"Governor", "Dependent"}


@dataclass
class TypeOfLayer:
    """A type of annotations: its layer, which of its features hold lists of words, and those that fit nowhere."""

    layer: Layer
    others: tuple[str, ...] = ()
    """Features that point to structures, and are neither ends, slots nor the next link."""


@dataclass
class Kinds:
    """The types of a type system, each looked at once."""

    type_system: Any
    chain_links: frozenset[str] = frozenset()
    """Types that heads of chains point to."""
    _known: dict[str, TypeOfLayer] = field(default_factory=dict)

    def of(self, structure: Any) -> TypeOfLayer:
        """What the type of a structure is; its slots may show only in its values."""
        name = structure.type.name
        known = self._known.get(name)
        if known is None or any(_links(structure, each) for each in known.others):
            self._known[name] = self._looked_at(structure)
        return self._known[name]

    def _looked_at(self, structure: Any) -> TypeOfLayer:
        columns: list[str | SlotFeature] = []
        others: list[str] = []
        names = set()
        for feature in structure.type.all_features:
            if feature.name in OWN:
                continue
            name = plain_name(feature)
            names.add(name)
            if self._holds_values(feature):
                columns.append(name)
            elif slot := self._slot(feature, structure):
                columns.append(slot)
            else:
                others.append(feature.name)
        kind = self._kind(structure.type.name, set(others))
        if kind == "chain":
            missing = [each for each in (REFERENCE_TYPE, REFERENCE_RELATION) if each not in columns]
            columns = [each for each in (*missing, *columns) if isinstance(each, str)]
        if kind == "relation":
            columns = [each for each in columns if isinstance(each, str)]
        rest = tuple(each for each in others if each not in _ENDS | {"next"} or kind == "span")
        return TypeOfLayer(Layer(structure.type.name, kind, tuple(columns), ANY if kind == "relation" else ""), rest)

    def _kind(self, name: str, others: set[str]) -> Kind:
        if others >= _ENDS:
            return "relation"
        return "chain" if "next" in others or name in self.chain_links else "span"

    def _holds_values(self, feature: Any) -> bool:
        if feature.rangeType.name == "uima.cas.StringArray":
            return True
        return bool(self.type_system.is_primitive(feature.rangeType))

    def _slot(self, feature: Any, structure: Any) -> SlotFeature | None:
        """The slot feature that a feature of links is."""
        if feature.rangeType.name != "uima.cas.FSArray":
            return None
        links = _links(structure, feature.name)
        said_type = links[0].type if links else feature.elementType
        # What a loaded type system has here is a type without its features.
        if said_type is None:
            return None
        of_links = self.type_system.get_type(said_type.name)
        target = of_links.get_feature("target")
        if target is None:
            return None
        said = target.rangeType.name
        return SlotFeature(plain_name(feature), of_links.name, ANY if said == "uima.cas.TOP" else said)


def _links(structure: Any, feature: str) -> list[Any]:
    """The links of a feature that holds structures with a target."""
    elements = getattr(structure[feature], "elements", None) or []
    return [each for each in elements if each is not None and each.type.get_feature("target") is not None]


def plain_name(feature: Any) -> str:
    """The name of a feature in files: the library puts a line behind those that Python has a use for."""
    name: str = feature.name
    return name.removesuffix("_") if name in ("self_", "type_") else name
