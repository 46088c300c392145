"""The statistics of a data set, gathered while its documents pass.

Words are what stands between blanks. The distance of two annotations is the number of words between the nearer ends of
their spans, 0 where they touch or overlap. A mention is nested when another one covers it whole and is longer; crossing
when two share characters and neither covers the other. A string is ambiguous when mentions of it have several types.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum, log
from typing import Any

from annotator.datasets.statistics.distribution import Distribution
from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.document import Document
from annotator.model.spans import Spans

_WORD = re.compile(r"\S+")
LAYERS = ("entities", "relations", "events")


@dataclass
class Statistics:
    """What was counted of the documents so far."""

    documents: int = 0
    characters: int = 0
    words: int = 0
    text_free: int = 0
    incomplete: int = 0
    uncertain: int = 0
    unconfirmed: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {each: Counter() for each in LAYERS})
    in_documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    strings: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    types_of: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    values: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    lengths: dict[str, Distribution] = field(default_factory=lambda: defaultdict(Distribution))
    distances: dict[str, Distribution] = field(default_factory=lambda: defaultdict(Distribution))
    nesting: Counter[str] = field(default_factory=Counter)
    chains: dict[str, Counter[str]] = field(default_factory=lambda: {"entities": Counter(), "events": Counter()})
    chain_documents: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: {"entities": defaultdict(set), "events": defaultdict(set)}
    )
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, document: Document) -> None:
        """Count a document."""
        self.documents += 1
        self.incomplete += bool(document.incomplete_for)
        starts = [match.start() for match in _WORD.finditer(document.text or "")]
        if document.text is None:
            self.text_free += 1
        else:
            self.characters += len(document.text)
            self.words += len(starts)
            self.lengths["documents in words"].add(len(starts))
        if document.text_sha256:
            self.texts[document.text_sha256].append(document.id)
        self.labels.update((name, _shown(value)) for name, value in document.labels.items())
        for layer in LAYERS:
            self._add_layer(layer, list(getattr(document, layer).values()))
        for each in document.annotations():
            self.uncertain += bool(each.uncertain)
            self.unconfirmed += bool(each.unconfirmed)
            self.values.update((each.type, name, _shown(value)) for name, value in each.attributes.items())
        self._add_spans(document, starts)
        self._add_distances(document, starts)
        self._add_chains(document)

    def _add_layer(self, layer: str, annotations: Sequence[Annotation]) -> None:
        counted = Counter(each.type for each in annotations)
        self.counts[layer].update(counted)
        self.in_documents.update((layer, name) for name in counted)

    def _add_spans(self, document: Document, starts: Sequence[int]) -> None:
        entities = sorted(document.entities.values(), key=lambda each: (each.spans[0][0], -each.spans[-1][1]))
        for each in entities:
            if each.text:
                self.strings["entities", each.type].add(each.text)
                self.types_of[each.text][each.type] += 1
            if document.text is not None:
                self.lengths["mentions in words"].add(_words_between(starts, each.spans[0][0], each.spans[-1][1]))
            self.nesting["discontinuous"] += len(each.spans) > 1
        self.nesting.update(_overlaps(entities))
        for event in document.events.values():
            self.nesting["events without a trigger"] += event.trigger is None
            self.lengths["arguments of an event"].add(len(event.arguments))
            self.roles.update((event.type, each.role) for each in event.arguments)
            if event.trigger and event.trigger.text:
                self.strings["events", event.type].add(event.trigger.text)

    def _add_distances(self, document: Document, starts: Sequence[int]) -> None:
        if document.text is None:
            return
        for tie in document.relations.values():
            head, tail = (_spans(document.find(each)) for each in (tie.head, tie.tail))
            if head and tail:
                self.distances["relation: head to tail"].add(_distance(starts, head, tail))
        for event in document.events.values():
            for argument in event.arguments:
                trigger, filler = _spans(event), _spans(document.find(argument.target))
                if trigger and filler:
                    self.distances["event: trigger to argument"].add(_distance(starts, trigger, filler))

    def _add_chains(self, document: Document) -> None:
        for layer in self.chains:
            for each in getattr(document, layer).values():
                name = each.coref or f"{document.id}\n{each.id}"
                self.chains[layer][name] += 1
                self.chain_documents[layer][name].add(self.documents)

    def plain(self) -> dict[str, Any]:
        """Everything as JSON has it."""
        return {
            "documents": self.documents,
            "characters": self.characters,
            "words": self.words,
            "text_free": self.text_free,
            "incomplete": self.incomplete,
            "uncertain": self.uncertain,
            "unconfirmed": self.unconfirmed,
            "types": [
                {
                    "layer": layer,
                    "type": name,
                    "count": count,
                    "documents": self.in_documents[layer, name],
                    "strings": len(self.strings[layer, name]) if (layer, name) in self.strings else None,
                }
                for layer, counted in self.counts.items()
                for name, count in sorted(counted.items())
            ],
            "roles": [{"type": kind, "role": role, "count": n} for (kind, role), n in sorted(self.roles.items())],
            "attributes": [
                {"type": kind, "attribute": name, "value": value, "count": count}
                for (kind, name, value), count in sorted(self.values.items())
            ],
            "labels": [
                {"label": name, "value": value, "count": count} for (name, value), count in sorted(self.labels.items())
            ],
            "balance": [
                {"layer": layer, "types": len(counted), "evenness": evenness(counted)}
                for layer, counted in self.counts.items()
            ],
            "lengths": [{"of": name, **each.figures()} for name, each in sorted(self.lengths.items())],
            "distances": [{"of": name, **each.figures()} for name, each in sorted(self.distances.items())],
            "nesting": {name: self.nesting[name] for name in NESTING},
            "chains": [self._chain_row(layer) for layer in self.chains],
            "ambiguity": self._ambiguity(),
            "duplicates": {
                "texts": sum(len(ids) > 1 for ids in self.texts.values()),
                "documents": sum(len(ids) for ids in self.texts.values() if len(ids) > 1),
            },
        }

    def _chain_row(self, layer: str) -> dict[str, Any]:
        sizes = Distribution(Counter(self.chains[layer].values()))
        across = sum(len(numbers) > 1 for numbers in self.chain_documents[layer].values())
        return {"layer": layer, "single": sizes.counts[1], "across_documents": across, **sizes.figures()}

    def _ambiguity(self) -> dict[str, Any]:
        ambiguous = {text: types for text, types in self.types_of.items() if len(types) > 1}
        most = sorted(ambiguous.items(), key=lambda each: (-each[1].total(), each[0]))[:10]
        return {
            "strings": len(self.types_of),
            "ambiguous": len(ambiguous),
            "mentions": sum(types.total() for types in ambiguous.values()),
            "most_frequent": [{"text": text, "types": dict(sorted(types.items()))} for text, types in most],
        }


NESTING = ("nested", "crossing", "same span", "discontinuous", "events without a trigger")


def evenness(counts: Counter[str]) -> float | None:
    """How evenly annotations are spread over types: entropy by its greatest value (Pielou); null below two types."""
    total = counts.total()
    if len(counts) < 2:
        return None
    return -fsum(count / total * log(count / total) for count in counts.values()) / log(len(counts))


def _overlaps(entities: Sequence[Entity]) -> Counter[str]:
    """How many mentions are nested, cross a later one, or share their span with another; `entities` by their start."""
    counted: Counter[str] = Counter()
    open_ones: list[tuple[int, int]] = []
    shared = Counter(each.spans for each in entities)
    counted["same span"] = sum(count for count in shared.values() if count > 1)
    for each in entities:
        start, end = each.spans[0][0], each.spans[-1][1]
        open_ones = [other for other in open_ones if other[1] > start]
        counted["nested"] += any(other[1] >= end and other != (start, end) for other in open_ones)
        counted["crossing"] += any(other[0] < start and other[1] < end for other in open_ones)
        open_ones.append((start, end))
    return counted


def _spans(annotation: Annotation | None) -> Spans | None:
    if isinstance(annotation, Entity):
        return annotation.spans
    return annotation.trigger.spans if isinstance(annotation, Event) and annotation.trigger else None


def _words_between(starts: Sequence[int], start: int, end: int) -> int:
    return max(1, bisect_left(starts, end) - bisect_left(starts, start))


def _distance(starts: Sequence[int], first: Spans, second: Spans) -> int:
    left, right = sorted((first, second))
    gap_start, gap_end = left[-1][1], right[0][0]
    return max(0, bisect_left(starts, gap_end) - bisect_left(starts, gap_start)) if gap_end > gap_start else 0


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
