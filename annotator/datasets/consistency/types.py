"""Words, and things, whose mentions have different types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from annotator.datasets.consistency.doubt import Doubt, Kind
from annotator.datasets.consistency.labelled import Labelled
from annotator.datasets.consistency.names import times
from annotator.model.annotation import Entity, Event
from annotator.model.quoted import quoted
from annotator.model.record import Record
from annotator.schema.mention_levels import is_pronoun


def same_words(documents: Sequence[Labelled]) -> Iterator[Doubt]:
    """Words that are mentions of several types, pronouns aside: those change with what they stand for."""
    found = ((labelled, each, " ".join(each.text.split())) for labelled in documents
             for each in labelled.record.entities if each.text and not is_pronoun(each))  # fmt: skip
    yield from _clashes("string-types", found)


def same_thing(documents: Sequence[Labelled]) -> Iterator[Doubt]:
    """`coref` ids whose mentions, or events, have several types; a thing of the corpus has one."""
    things = ((labelled, each) for labelled in documents for each in _things(labelled.record))
    found = ((labelled, each, each.coref) for labelled, each in things if each.coref)
    yield from _clashes("chain-types", found)


def _things(record: Record) -> Iterator[Entity | Event]:
    yield from record.entities
    yield from record.events


def _clashes(kind: Kind, found: Iterable[tuple[Labelled, Entity | Event, str]]) -> Iterator[Doubt]:
    met: dict[str, list[tuple[Labelled, Entity | Event]]] = {}
    for labelled, annotation, about in found:
        met.setdefault(about, []).append((labelled, annotation))
    for about, places in sorted(met.items()):
        counts = Counter(each.type for _, each in places)
        if len(counts) > 1:
            (usual, _), *others = ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
            labelled, first = next((one, each) for one, each in places if each.type != usual)
            said = ", ".join(f"{name} {times(count)}" for name, count in ranked)
            rare = sorted({one.document.id for one, each in places if each.type in {name for name, _ in others}})
            message = f"{quoted(about)} is {said}; look at {', '.join(rare)}"
            yield Doubt(kind, about, message, labelled.place, labelled.path(first))
