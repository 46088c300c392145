"""The decisions on which coefficients are defined: one label an annotator and unit, document by document.

A unit is something that at least two annotators labelled: equal spans (types, attributes, clusters), a token of the
text, a document label. What a document was not labelled for by one of them is no unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from annotator.eval.documents.resolved import Mention, ResolvedDocument
from annotator.model.canonical import to_bytes
from annotator.model.spans import Span, Spans

Layers: TypeAlias = Mapping[str, ResolvedDocument]
"""One document as each annotator labelled it, by the annotator's name."""

Tokens: TypeAlias = Callable[[str], Sequence[Span]]
"""The tokens of a text."""

NOTHING = ""
"""The label of a token outside of everything, and of an attribute without a value."""


class Item(NamedTuple):
    """One unit: what it is about (`of`, the layer, a type or an attribute), and each annotator's label."""

    layer: str
    of: str
    type: str
    labels: Mapping[str, Hashable]


def items_of(layers: Layers, tokens: Tokens | None = None) -> Iterator[Item]:
    """All units of one document, with the labels of those who labelled it."""
    yield from _mention_items("entities", {name: each.entities for name, each in layers.items()}, layers)
    triggers = {name: tuple(event.trigger for event in each.events) for name, each in layers.items()}
    yield from _mention_items("events", triggers, layers)
    text = next((each.text for each in layers.values() if each.text), None)
    if tokens and text:
        yield from _token_items(layers, tokens(text))
    yield from _label_items(layers)


def _mention_items(layer: str, mentions: Mapping[str, Sequence[Mention]], documents: Layers) -> Iterator[Item]:
    placed: dict[Spans, dict[str, list[Mention]]] = defaultdict(dict)
    for name, own_mentions in mentions.items():
        for mention in own_mentions:
            if mention.spans:
                placed[mention.spans].setdefault(name, []).append(mention)
    has_chains = any(mention.coref for own_mentions in mentions.values() for mention in own_mentions)
    clusters = {name: _clusters(own_mentions) for name, own_mentions in mentions.items()}
    for spans, by_annotator in sorted(placed.items()):
        if len(by_annotator) < 2:
            continue
        types = {
            name: "+".join(sorted({each.type for each in own_mentions})) for name, own_mentions in by_annotator.items()
        }
        yield Item(layer, "types", "", types)
        if has_chains:
            yield Item(layer, "clusters", "", {name: clusters[name][spans] for name in by_annotator})
        if len(set(types.values())) == 1:
            yield from _attribute_items(
                layer, {name: own_mentions[0] for name, own_mentions in by_annotator.items()}, documents
            )


def _clusters(mentions: Sequence[Mention]) -> dict[Spans, frozenset[Spans]]:
    """The spans of the cluster that each mention is in; alone where it has no chain."""
    members: dict[str, set[Spans]] = defaultdict(set)
    for each in mentions:
        if each.coref:
            members[each.coref].add(each.spans)
    return {each.spans: frozenset(members[each.coref] if each.coref else {each.spans}) for each in mentions}


def _attribute_items(layer: str, mentions: Mapping[str, Mention], documents: Layers) -> Iterator[Item]:
    for attribute in sorted({name for each in mentions.values() for name in each.attributes}):
        labels = {
            name: _value(documents[name], each.attributes[attribute]) if attribute in each.attributes else NOTHING
            for name, each in mentions.items()
        }
        yield Item(layer, "attribute", attribute, labels)


def _value(document: ResolvedDocument, value: object) -> str:
    """A value to compare: a reference to a mention or a chain as the place where that is first named."""
    if isinstance(value, str):
        named = [each for each in document.annotation_of.values() if value in (each.id, each.coref)]
        if named:
            return f"at {min(each.spans for each in named)}"
    return to_bytes(value).decode()


def _token_items(layers: Layers, tokens: Sequence[Span]) -> Iterator[Item]:
    """The type of the outermost mention over each token."""
    covers = {name: _types_by_char(each) for name, each in layers.items()}
    for start, end in tokens:
        labels = {
            name: next((cover[at] for at in range(start, end) if at in cover), NOTHING)
            for name, cover in covers.items()
        }
        yield Item("entities", "tokens", "", labels)


def _types_by_char(document: ResolvedDocument) -> dict[int, str]:
    types: dict[int, str] = {}
    for mention in sorted(document.entities, key=lambda each: sum(end - start for start, end in each.spans)):
        for start, end in mention.spans:
            types.update(dict.fromkeys(range(start, end), mention.type))
    return types


def _label_items(layers: Layers) -> Iterator[Item]:
    for label in sorted({name for each in layers.values() for name in each.labels or {}}):
        labels = {
            name: to_bytes(each.labels[label]).decode() if each.labels and label in each.labels else NOTHING
            for name, each in layers.items()
        }
        yield Item("labels", "labels", label, labels)
