"""A CAS as what WebAnno makes of it: layers, typed annotations with features, relations, slots and chains over a text.

It stands between the files (WebAnno TSV, XMI, JSON) and the record. Offsets are code points, keys are any integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.model.annotation import Value
from annotator.model.spans import Span

Kind: TypeAlias = Literal["span", "relation", "chain"]


@dataclass(frozen=True, slots=True)
class SlotFeature:
    """A feature that holds links to other annotations, each in a role."""

    name: str
    link_type: str
    target_type: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A type of annotations: its full name, its kind, and its features in the order of their columns.

    `base` is the layer that a relation joins annotations of, ANY where they are of several.
    """

    name: str
    kind: Kind
    columns: tuple[str | SlotFeature, ...] = ()
    base: str = ""

    @property
    def features(self) -> tuple[str, ...]:
        """The features that hold values."""
        return tuple(each for each in self.columns if isinstance(each, str))

    @property
    def slots(self) -> tuple[SlotFeature, ...]:
        """The features that hold links."""
        return tuple(each for each in self.columns if isinstance(each, SlotFeature))


@dataclass(frozen=True, slots=True)
class Slot:
    """A link of an annotation to another one; a role that is not filled in is None."""

    feature: str
    role: str | None
    target: int


@dataclass(frozen=True, slots=True)
class Structure:
    """An annotation of a layer: what it covers, the values of its features, and what it is linked to.

    A feature with the value None is one that was not filled in. `ends` are source and target of a relation. `number`
    tells it from others in a table, 0 where nothing does.
    """

    key: int
    layer: str
    span: Span
    features: Mapping[str, Value | None] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    ends: tuple[int, int] | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """Annotations of a chain layer that mean one thing, in the order of their links."""

    number: int
    members: tuple[int, ...]


Unit: TypeAlias = tuple[int, int]
"""A token: the number of its sentence and its own in it, from 0."""


@dataclass(frozen=True, slots=True)
class Cas:
    """A text with its tokens, sentence by sentence, and what is annotated in it, in the order of the file.

    `subtokens` are the parts of tokens that have a row of their own, in the order of the rows.
    """

    text: str
    sentences: tuple[tuple[Span, ...], ...] = ()
    layers: tuple[Layer, ...] = ()
    structures: tuple[Structure, ...] = ()
    chains: tuple[Chain, ...] = ()
    subtokens: Mapping[Unit, tuple[Span, ...]] = field(default_factory=dict)
    sentence_ids: Mapping[int, str] = field(default_factory=dict)
    """What sentences are called, by their number from 0."""
    version: str = "3.3"
    """That of the table it was read from, or is to be."""

    def layer(self, name: str) -> Layer | None:
        """The layer of a name."""
        return next((each for each in self.layers if each.name == name), None)
