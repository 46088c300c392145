"""The types that the file of a type system describes, read as XML: what the library leaves out of them is here too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.formats.cas.naming import ANY, DOCUMENT_ANNOTATION, SENTENCE, TAG_SET, TOKEN
from annotator.formats.xml_reading import xml_elements

NAMESPACE = "{http://uima.apache.org/resourceSpecifier}"
PRIMITIVE = ("Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double", "String")
_APART = {DOCUMENT_ANNOTATION, SENTENCE, TAG_SET, TOKEN}


@dataclass(frozen=True, slots=True)
class FeatureDescription:
    """A feature: its name, what it is said to be, the type of its values, and that of their elements."""

    name: str
    definition: str
    range: str
    element: str = ""


@dataclass(frozen=True, slots=True)
class TypeDescription:
    """A type with its own features; `words` are all that a type of words allows, each with what it is said to be."""

    name: str
    definition: str
    parent: str
    features: tuple[FeatureDescription, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TypeDescriptions:
    """The types of a file by name, in its order."""

    types: Mapping[str, TypeDescription]

    def ancestors(self, name: str) -> Iterator[str]:
        """A type, its parent, and so on; a circle is gone round once."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            yield name
            name = self.types[name].parent if name in self.types else ""

    def features(self, name: str) -> tuple[FeatureDescription, ...]:
        """The features of a type, those of its ancestors first."""
        line = [self.types[each] for each in self.ancestors(name) if each in self.types]
        features = {feature.name: feature for each in reversed(line) for feature in each.features}
        return tuple(features.values())

    def words(self, range_name: str) -> tuple[tuple[str, str], ...]:
        """All that a feature of this range allows; none where it allows any word."""
        known = self.types.get(range_name)
        return known.words if known else ()

    def is_value(self, range_name: str) -> bool:
        """Whether a feature of this range holds a value, not another structure."""
        ends = [each.removeprefix("uima.cas.") for each in self.ancestors(range_name)]
        return any(each in (*PRIMITIVE, "StringArray") for each in ends)

    @cached_property
    def annotations(self) -> tuple[TypeDescription, ...]:
        """The types of annotations that people make: not tokens, sentences and descriptions of documents."""
        lines = {name: set(self.ancestors(name)) for name in self.types}
        return tuple(self.types[name] for name, line in lines.items() if ANY in line and not line & _APART)


def described_types(path: Path) -> TypeDescriptions:
    """The types that a file describes.

    Raises:
        FormatError: it cannot be read, is no XML, or has a DOCTYPE.
    """
    types = {}
    for element in xml_elements(path, {f"{NAMESPACE}typeDescription"}):
        described = _type(element)
        if described.name:
            types[described.name] = described
    return TypeDescriptions(types)


def _type(element: Element) -> TypeDescription:
    features = [
        FeatureDescription(*(_text(each, name) for name in ("name", "description", "rangeTypeName", "elementType")))
        for each in element.iterfind(f"{NAMESPACE}features/{NAMESPACE}featureDescription")
    ]
    words = [
        (_text(each, "string"), _text(each, "description"))
        for each in element.iterfind(f"{NAMESPACE}allowedValues/{NAMESPACE}value")
    ]
    return TypeDescription(
        _text(element, "name"),
        _text(element, "description"),
        _text(element, "supertypeName"),
        tuple(each for each in features if each.name),
        tuple(each for each in words if each[0]),
    )


def _text(element: Element, name: str) -> str:
    return " ".join((element.findtext(f"{NAMESPACE}{name}") or "").split())
