"""What one side says of many documents, taken out of its records as they come: of a record nothing is kept but numbers.

A record that was just read is in the processor's cache, one that was read a thousand records ago is not: so everything
is taken out at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from operator import attrgetter
from typing import Any

import numpy as np

from annotator.eval.arrays import Integers
from annotator.eval.columns.codes import Codes
from annotator.eval.documents.resolved import dangling
from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.record import Record
from annotator.model.spans import Spans

ONE_PIECE, NO_PIECE = 0, 1
"""The numbers of two shapes: one piece, which start and end tell, and no piece at all."""

ALONE = 0
"""The number of no `coref` id."""

ID_OF, ATTRIBUTES_OF = attrgetter("id"), attrgetter("attributes")


class Tables:
    """The numbers of names that both sides of a batch share."""

    def __init__(self) -> None:
        """Begin with none but the two usual shapes and no `coref` id."""
        self.types, self.roles, self.names, self.values, self.labels = (Codes() for _ in range(5))
        self.shapes, self.corefs = Codes(None, ()), Codes(None)


class Mentions:
    """Mentions of one kind, entities or triggers, with what is said of them; one element each but for `sizes`."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.sizes, self.types, self.starts, self.ends, self.corefs = (array("q") for _ in range(5))
        self.shape_of: dict[int, int] = {}
        self.attributes = Attributes(tables)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.types)

    def add(self, mentions: Sequence[Entity | Event]) -> None:
        """Add the mentions of the next document."""
        self.sizes.append(len(mentions))
        if mentions:
            spans = [each.spans for each in mentions]
            try:
                starts, ends = [start for ((start, _),) in spans], [end for ((_, end),) in spans]
            except ValueError:
                starts, ends = self._of_pieces(spans)
            self.starts.fromlist(starts)
            self.ends.fromlist(ends)
            self.types.fromlist(self._tables.types.of([each.type for each in mentions]))

    def _of_pieces(self, spans: Sequence[Spans]) -> tuple[list[int], list[int]]:
        """First starts and last ends, 0 without a piece; the shapes of those that have not one piece are kept."""
        for place, pieces in enumerate(spans, len(self)):
            if len(pieces) != 1:
                self.shape_of[place] = self._tables.shapes[pieces]
        return [each[0][0] if each else 0 for each in spans], [each[-1][1] if each else 0 for each in spans]

    def add_coref(self, mentions: Sequence[Entity | Event]) -> None:
        """Say of the mentions added last which `coref` ids they have."""
        fill(self.corefs, len(self) - len(mentions))
        self.corefs.fromlist(self._tables.corefs.of([each.coref for each in mentions]))

    def shape(self) -> Integers:
        """The number of each mention's shape."""
        shapes = np.zeros(len(self), dtype=np.int64)
        shapes[list(self.shape_of)] = list(self.shape_of.values())
        return shapes

    def coref(self) -> Integers:
        """The number of each mention's `coref` id."""
        return np.append(column(self.corefs), np.zeros(len(self) - len(self.corefs), dtype=np.int64))


class Attributes:
    """Attributes of annotations of one kind: how many each has, their names, their values.

    `references` are places of values that name an annotation, with what they point to (`Targets.place`).
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.sizes, self.names, self.values = (array("q") for _ in range(3))
        self.references: dict[int, int] = {}

    def add(self, annotations: Sequence[Annotation], first: int, known: Mapping[str, int]) -> None:
        """Add the attributes of annotations whose places begin with `first`; `known` are the annotations by id."""
        given = list(map(ATTRIBUTES_OF, annotations))
        fill(self.sizes, first)
        self.sizes.fromlist(list(map(len, given)))
        self.names.fromlist(self._tables.names.of(list(chain.from_iterable(given))))
        values = list(chain.from_iterable([each.values() for each in given]))
        words = values if set(map(type, values)) <= {str} else [each for each in values if isinstance(each, str)]
        if not known.keys().isdisjoint(words):
            pointed = (known.get(value) if isinstance(value, str) else None for value in values)
            self.references |= {place: to for place, to in enumerate(pointed, len(self.values)) if to is not None}
        comparable = values if words is values else list(map(_comparable, values))
        self.values.fromlist(self._tables.values.of(comparable))

    def owners(self) -> Integers:
        """The place of the annotation that each attribute is of."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)


def fill(numbers: array[int], length: int) -> None:
    """Append zeros up to a length."""
    numbers.frombytes(bytes(numbers.itemsize * (length - len(numbers))))


def _comparable(value: Any) -> Any:
    """An attribute's value as something that is equal where the value is: a list as a set, 1 not as true."""
    if isinstance(value, str):
        return value
    return frozenset(value) if isinstance(value, tuple) else (type(value).__name__, value)


class Side:
    """The columns of one side; places of annotations count from 0 for each kind, `linked` are documents with links."""

    def __init__(self, tables: Tables, *, entities_alone: bool = False) -> None:
        """Begin with no document; where entities alone are wanted, the rest is passed over."""
        self._tables, self._entities_alone = tables, entities_alone
        self.documents = 0
        self.entities, self.events = Mentions(tables), Mentions(tables)
        self.relation_sizes, self.relation_types, self.heads, self.tails = (array("q") for _ in range(4))
        self.relation_attributes = Attributes(tables)
        self.argument_sizes, self.roles, self.targets = (array("q") for _ in range(3))
        self.linked: set[int] = set()
        self.label_documents, self.label_names, self.label_values = (array("q") for _ in range(3))

    def add(self, record: Record) -> bool:
        """Add what a record says of the next document; whether that is more than where which entities are.

        Raises:
            InputError: a relation or an argument points to an id that the record does not have.
        """
        entities = record.entities
        self.documents += 1
        self.entities.add(entities)
        if self._entities_alone:
            return False
        self.events.add(record.events)
        self.relation_sizes.append(len(record.relations))
        with_more = [each for each in entities if each.attributes or each.coref or each.links]
        more = bool(with_more or record.relations or record.events or record.labels)
        if more:
            self._add_more(record, with_more)
        return more

    def attributes_of(self, kind: int) -> tuple[Attributes, int]:
        """The attributes of entities (0), relations (1) or events (2), and how many annotations there are."""
        return (
            (self.entities.attributes, len(self.entities)),
            (self.relation_attributes, len(self.relation_types)),
            (self.events.attributes, len(self.events)),
        )[kind]

    def _add_more(self, record: Record, with_more: Sequence[Entity]) -> None:
        first, first_event = len(self.entities) - len(record.entities), len(self.events) - len(record.events)
        known = dict(zip(map(ID_OF, record.entities), count(2 * first, 2)))
        known |= zip(map(ID_OF, record.events), count(2 * first_event + 1, 2))
        if any([each.coref for each in with_more]):  # noqa: C419 - faster
            self.entities.add_coref(record.entities)
        if any([each.attributes for each in with_more]):  # noqa: C419 - as above
            self.entities.attributes.add(record.entities, first, known)
        if any([each.links for each in with_more]):  # noqa: C419 - as above
            self.linked.add(self.documents - 1)
        if record.relations:
            self._add_relations(record, known)
        if record.events:
            self.events.add_coref(record.events)
            self._add_arguments(record, known)
            self.events.attributes.add(record.events, first_event, known)
        for name, value in record.labels.items():
            self._add_label(name, value if isinstance(value, tuple) else (value,))

    def _add_relations(self, record: Record, known: Mapping[str, int]) -> None:
        relations = record.relations
        first = len(self.relation_types)
        self.relation_types.fromlist(self._tables.types.of([each.type for each in relations]))
        try:
            self.heads.fromlist([known[each.head] for each in relations])
            self.tails.fromlist([known[each.tail] for each in relations])
        except KeyError:
            raise _dangling(record, known, ((each.id, (each.head, each.tail)) for each in relations)) from None
        self.relation_attributes.add(relations, first, known)

    def _add_arguments(self, record: Record, known: Mapping[str, int]) -> None:
        arguments = list(chain.from_iterable([each.arguments for each in record.events]))
        self.argument_sizes.fromlist([len(each.arguments) for each in record.events])
        self.roles.fromlist(self._tables.roles.of([each.role for each in arguments]))
        try:
            self.targets.fromlist([known[each.target] for each in arguments])
        except KeyError:
            references = ((each.id, [filled.target for filled in each.arguments]) for each in record.events)
            raise _dangling(record, known, references) from None

    def _add_label(self, name: str, values: Iterable[Any]) -> None:
        for value in values:
            self.label_documents.append(self.documents - 1)
            self.label_names.append(self._tables.labels[name])
            self.label_values.append(self._tables.values[type(value).__name__, value])


def _dangling(record: Record, known: Mapping[str, int], references: Iterable[tuple[str, Sequence[str]]]) -> Exception:
    source, target = next((source, id_) for source, ids in references for id_ in ids if id_ not in known)
    return dangling(record.id, source, target)


def column(numbers: array[int]) -> Integers:
    """A column of these numbers."""
    return np.array(numbers, dtype=np.int64)
