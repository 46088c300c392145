"""Which layer an annotation of the record is of, and which columns the layers have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.formats.cas.naming import ANY, EVENT, NAMED_ENTITY, RELATION, TOKEN, short_name
from annotator.formats.cas.stored import Stored
from annotator.formats.cas.structures import Cas, Kind, Layer, Structure
from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Span

TOKENS = Layer(TOKEN, "span")
_ORDER: tuple[Kind, ...] = ("span", "chain", "relation")


class LayerChoice:
    """The layer that an annotation was read from while it fits, else the one for new ones."""

    def __init__(self, document: Document, stored: Stored, known: Iterable[Layer], tokens: Iterable[Span]) -> None:
        """Choose for a document, with what was kept of its file, its layers and its tokens."""
        self.known: Mapping[str, Layer] = {each.name: each for each in known}
        self._stored = stored
        self._tokens = set(tokens)
        self._joined = {end for each in document.relations.values() for end in (each.head, each.tail)}
        self._targets = self._joined | {
            argument.target for event in document.events.values() for argument in event.arguments
        }
        mentions = [*document.entities.values(), *document.events.values()]
        self._places = Counter(each.spans for each in mentions)

    def of(self, annotation: Annotation) -> Layer:
        """The layer of an annotation; that of a chain only for a mention with a `coref`."""
        if self._is_token(annotation):
            return TOKENS
        name = self._stored.of(annotation.id).get("layer")
        layer = self.known.get(name) if isinstance(name, str) else None
        if layer and layer.name == ANY and not _says_nothing(annotation):
            layer = None
        if isinstance(annotation, Relation):
            return layer if layer and layer.kind == "relation" else self._new(RELATION)
        if isinstance(annotation, Event):
            return layer if layer and layer.slots else self._new(EVENT)
        if layer and not layer.slots and (layer.kind == "span" or self._is_link(annotation, layer)):
            return layer
        return self._new(NAMED_ENTITY)

    def is_labelled_link(self, annotation: Annotation) -> bool:
        """Whether it is a link of a chain that says its type, by which a mention of that type would take it over."""
        layer = self.of(annotation)
        unlabelled = "label" in self._stored.of(annotation.id) and annotation.type == short_name(layer.name)
        return layer.kind == "chain" and not unlabelled

    def _new(self, layer: Layer) -> Layer:
        """A layer for new annotations, with the columns that it has in the file already."""
        known = self.known.get(layer.name)
        return known if known and known.kind == layer.kind and bool(known.slots) == bool(layer.slots) else layer

    def _is_link(self, annotation: Entity, layer: Layer) -> bool:
        """Whether it is a link of a chain and nothing else: one that others point to needs an annotation of its own."""
        return layer.kind == "chain" and bool(annotation.coref) and annotation.id not in self._targets

    def _is_token(self, annotation: Annotation) -> bool:
        """Whether it is a token that a relation ends at, which is no annotation of its own."""
        return (
            isinstance(annotation, Entity)
            and self._stored.of(annotation.id).get("layer") == TOKEN
            and annotation.type == short_name(TOKEN)
            and annotation.id in self._joined
            and annotation.spans[0] in self._tokens
            and self._places[annotation.spans] == 1
            and not (annotation.attributes or annotation.coref or annotation.links)
        )


def _says_nothing(annotation: Annotation) -> bool:
    """Whether it is a bare annotation, of the type that every CAS has, to which no feature is added."""
    is_bare = annotation.type == short_name(ANY) and not annotation.attributes
    return is_bare and not getattr(annotation, "links", ())


def with_layers(cas: Cas, known: Iterable[Layer], layer_by_key: Mapping[int, Layer]) -> Cas:
    """A CAS with its layers: those known, with a column for every feature there is, and the new ones after them."""
    layers = {each.name: each for each in known}
    for structure in cas.structures:
        layer = layers.get(structure.layer, layer_by_key[structure.key])
        missing = tuple(name for name in structure.features if name not in layer.features)
        layers[layer.name] = replace(layer, columns=(*layer.columns, *missing)) if missing else layer
    for layer in list(layers.values()):
        if layer.kind == "relation" and not layer.base:
            layers[layer.name] = replace(layer, base=_base(cas.structures, layer))
    ordered = sorted(layers.values(), key=lambda each: _ORDER.index(each.kind))
    return replace(cas, layers=tuple(ordered))


def _base(structures: Iterable[Structure], relation: Layer) -> str:
    """The one layer that relations join annotations of, or any."""
    layers = {each.key: each.layer for each in structures}
    ends = {layers[end] for each in structures if each.layer == relation.name for end in each.ends or ()}
    return ends.pop() if len(ends) == 1 else ANY
