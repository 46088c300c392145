"""Where the things of an article stand: its mentions and events that have a `coref` id, by type and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.spans import Span, envelope
from annotator.text.bins import BinIndex


class ThingIndex:
    """Kept up to date edit by edit; a window costs what stands in it of the types that are asked for."""

    def __init__(self) -> None:
        """Nothing has a thing."""
        self._types: defaultdict[str, BinIndex] = defaultdict(BinIndex)

    def add(self, annotation: Annotation) -> None:
        """Put an annotation in, if it has a thing and a place."""
        if isinstance(annotation, Entity | Event) and annotation.coref and annotation.spans:
            self._types[annotation.type].add(annotation.id, *envelope(annotation.spans))

    def remove(self, annotation: Annotation) -> None:
        """Take an annotation out, if it is there."""
        if annotation.type in self._types:
            self._types[annotation.type].remove(annotation.id)

    def types(self) -> Iterator[str]:
        """The types of which there are things, or were."""
        return iter(tuple(self._types))

    def touching(self, type_name: str, span: Span) -> Iterator[str]:
        """The ids of the mentions and events of a type that touch a span and have a thing."""
        held = self._types.get(type_name)
        return held.touching(*span) if held else iter(())
