"""What names what in a document, and which annotations are one thing; kept up to date edit by edit.

Ids alone are kept: the annotations are the document's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, TypeAlias

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.order import Key, mention_key
from annotator.schema.mention_levels import is_by_name

Groups: TypeAlias = dict[str, set[str]]

End: TypeAlias = Literal["head", "tail"]
"""The two ends of a relation."""

NameKey: TypeAlias = tuple[bool, Key, str]


def name_key(annotation: Entity | Event) -> NameKey:
    """By this key the first of some mentions is the first one by name or, where nothing is named, the first of all."""
    return not is_by_name(annotation), mention_key(annotation), annotation.id


class References:
    """Relations and events by what they name, mentions and events by their `coref` id.

    `pointers` are the names of the attributes that may hold an id; what they hold is kept too.
    """

    def __init__(self, annotations: Iterable[Annotation] = (), pointers: Collection[str] = ()) -> None:
        """The references of some annotations."""
        self._heads: Groups = {}
        self._tails: Groups = {}
        self._targets: Groups = {}
        self._chains: Groups = {}
        self._events: dict[str, int] = {}
        self._first: dict[str, NameKey] = {}
        self._pointing: Groups = {}
        self._pointers = frozenset(pointers)
        for annotation in annotations:
            self.add(annotation)

    def update(self, edit: Edit) -> None:
        """Follow an edit of the document."""
        for change in edit.changes:
            if isinstance(change.before, Entity | Relation | Event):
                self.remove(change.before)
            if isinstance(change.after, Entity | Relation | Event):
                self.add(change.after)

    def naming(self, annotation_id: str) -> Collection[str]:
        """The relations and events that name an annotation as head, tail or target."""
        named_groups = [group for groups in self._named_as() if (group := groups.get(annotation_id))]
        return named_groups[0] if len(named_groups) == 1 else set().union(*named_groups)

    def naming_thing(self, coref: str) -> Iterator[str]:
        """The relations and events that name any annotation with a `coref` id; some more than once."""
        chain = self._chains.get(coref, set())
        for groups in self._named_as():
            for member in groups.keys() & chain:
                yield from groups[member]

    def relations_of(self, thing: str, end: End) -> Iterator[str]:
        """The relations that have an annotation of this id, or one with this `coref` id, as their head or tail."""
        groups = self._heads if end == "head" else self._tails
        for member in groups.keys() & self._chains.get(thing, {thing}):
            yield from groups[member]

    def _named_as(self) -> tuple[Groups, Groups, Groups]:
        return self._heads, self._tails, self._targets

    def pointing(self, name: str) -> Collection[str]:
        """The annotations of which an attribute holds this id, or this `coref` id."""
        return self._pointing.get(name, ())

    def chain(self, coref: str) -> Collection[str]:
        """The annotations with this `coref` id."""
        return self._chains.get(coref, ())

    def chains(self) -> Collection[str]:
        """All `coref` ids."""
        return self._chains.keys()

    def has_events(self, coref: str) -> bool:
        """Whether events have this `coref` id."""
        return coref in self._events

    def has_entities(self, coref: str) -> bool:
        """Whether entities have this `coref` id."""
        return len(self.chain(coref)) > self._events.get(coref, 0)

    def first(self, coref: str, document: Document) -> Entity | None:
        """The first mention by name among the entities with a `coref` id, else the first one; None without entities."""
        known = self._first.get(coref)
        if known is None:
            members = filter(None, map(document.entities.get, self.chain(coref)))
            known = min(map(name_key, members), default=None)
            if known is None:
                return None
            self._first[coref] = known
        return document.entities.get(known[-1])

    def type_of(self, annotation_id: str, document: Document) -> str | None:
        """The type by which a mention or event counts as filler, head or tail; None when there is none of this id.

        A mention used for something else (metonymy) keeps its own type: what counts is its entity's, that of the first
        mention by name, else of the first mention.
        """
        annotation = document.entities.get(annotation_id)
        if annotation is None:
            event = document.events.get(annotation_id)
            return event.type if event else None
        first = self.first(annotation.coref, document) if annotation.coref else None
        return (first or annotation).type

    def add(self, annotation: Annotation) -> None:
        """Put an annotation in."""
        for groups, named in self._names(annotation):
            groups.setdefault(named, set()).add(annotation.id)
        for name in self._pointed(annotation):
            self._pointing.setdefault(name, set()).add(annotation.id)
        coref = None if isinstance(annotation, Relation) else annotation.coref
        # An edit may be followed twice, once by a document that has it already.
        if coref and annotation.id not in self.chain(coref):
            self._chains.setdefault(coref, set()).add(annotation.id)
            if isinstance(annotation, Event):
                self._events[coref] = self._events.get(coref, 0) + 1
            elif isinstance(annotation, Entity):
                self._put_first(coref, name_key(annotation))

    def _put_first(self, coref: str, key: NameKey) -> None:
        known = self._first.get(coref)
        if (known is None and len(self._chains[coref]) == 1) or (known is not None and key < known):
            self._first[coref] = key

    def remove(self, annotation: Annotation) -> None:
        """Take an annotation out."""
        for groups, named in self._names(annotation):
            _discard(groups, named, annotation.id)
        for name in self._pointed(annotation):
            _discard(self._pointing, name, annotation.id)
        coref = None if isinstance(annotation, Relation) else annotation.coref
        if coref and annotation.id in self.chain(coref):
            _discard(self._chains, coref, annotation.id)
            if isinstance(annotation, Event):
                self._events[coref] -= 1
                if not self._events[coref]:
                    del self._events[coref]
            elif coref in self._first and self._first[coref][-1] == annotation.id:
                del self._first[coref]

    def _names(self, annotation: Annotation) -> Iterator[tuple[Groups, str]]:
        if isinstance(annotation, Relation):
            yield self._heads, annotation.head
            yield self._tails, annotation.tail
        elif isinstance(annotation, Event):
            for argument in annotation.arguments:
                yield self._targets, argument.target

    def _pointed(self, annotation: Annotation) -> Iterator[str]:
        if self._pointers and annotation.attributes:
            for name in self._pointers & annotation.attributes.keys():
                value = annotation.attributes[name]
                yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _discard(groups: Groups, key: str, member: str) -> None:
    group = groups.get(key)
    if group is not None:
        group.discard(member)
        if not group:
            del groups[key]
