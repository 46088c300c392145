"""What changed between two gold layers of one document, as people would say it.

Annotations are paired by content, never by id, and chains by their members: other ids and other `coref` names alone
are no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from annotator.agreement.pairing import Pairing, SameSentence, near, pair_documents
from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.canonical import to_bytes, to_plain
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import surface

Kind: TypeAlias = Literal[
    "added", "removed", "retyped", "moved", "attribute", "role-added", "role-removed", "role-changed", "ends",
    "coref", "links", "text", "note", "coverage", "label", "meta",
]  # fmt: skip


_Changed: TypeAlias = Callable[[Kind, object, object], "GoldChange"]
"""Makes a change of one pair: kind, before, after."""


class GoldChange(NamedTuple):
    """One change; `id` is the annotation's in the second layer, or in the first where it was removed.

    `before` and `after` are JSON values; `words` is what the annotation stands on, for people.
    """

    document: str
    layer: str
    id: str
    change: Kind
    before: object
    after: object
    words: str = ""


def diff_documents(
    before: Document,
    after: Document,
    *,
    ids: bool = False,
    same_sentence: SameSentence = near,
    symmetric: frozenset[str] = frozenset(),
) -> list[GoldChange]:
    """The changes that lead from one layer to the other; with `ids`, other ids are changes too."""
    if before.text_sha256 != after.text_sha256:
        return [GoldChange(before.id, "text", "", "text", before.text_sha256, after.text_sha256)]
    pairing = pair_documents(before, after, same_sentence, symmetric)
    differ = _Differ(before, after, pairing, ids, symmetric)
    return [*differ.annotations(), *differ.chains(), *differ.head()]


class _Differ:
    def __init__(
        self, before: Document, after: Document, pairing: Pairing, ids: bool, symmetric: frozenset[str]
    ) -> None:
        self._before = before
        self._after = after
        self._pairing = pairing
        self._ids = ids
        self._symmetric = symmetric

    def annotations(self) -> Iterator[GoldChange]:
        """Changes of mentions, then events, then relations, in the order of the text."""
        for layer, pairs, old, new in (
            ("entities", self._pairing.entities, ordered_entities(self._before), ordered_entities(self._after)),
            ("events", self._pairing.events, ordered_events(self._before), ordered_events(self._after)),
            ("relations", self._pairing.relations, ordered_relations(self._before), ordered_relations(self._after)),
        ):
            taken = set(pairs.values())
            for each in old:
                partner = self._after.find(pairs[each.id]) if each.id in pairs else None
                if partner is None:
                    yield self._change(layer, self._before, each, "removed", self._shown(self._before, each), None)
                else:
                    yield from self._pair(layer, each, partner)
            for added in new:
                if added.id not in taken:
                    yield self._change(layer, self._after, added, "added", None, self._shown(self._after, added))

    def _pair(self, layer: str, old: Annotation, new: Annotation) -> Iterator[GoldChange]:
        def changed(kind: Kind, before: object, after: object) -> GoldChange:
            return self._change(layer, self._after, new, kind, before, after)

        if self._ids and old.id != new.id:
            yield changed("ends", {"id": old.id}, {"id": new.id})
        if old.type != new.type:
            yield changed("retyped", old.type, new.type)
        if not isinstance(old, Relation) and not isinstance(new, Relation) and old.spans != new.spans:
            yield changed("moved", _spans(self._before, old), _spans(self._after, new))
        if isinstance(old, Relation) and isinstance(new, Relation):
            yield from self._relation(old, new, changed)
        elif isinstance(old, Event) and isinstance(new, Event):
            yield from self._arguments(old, new, changed)
        yield from self._attributes(old, new, changed)
        yield from _other_keys(old, new, changed)

    def _attributes(self, old: Annotation, new: Annotation, changed: _Changed) -> Iterator[GoldChange]:
        for name in sorted({*old.attributes, *new.attributes}):
            one, other = old.attributes.get(name), new.attributes.get(name)
            if to_bytes(one) != to_bytes(other) and not self._same_thing(one, other):
                yield changed("attribute", {name: one}, {name: other})

    def _relation(self, old: Relation, new: Relation, changed: _Changed) -> Iterator[GoldChange]:
        ends = (self._pairing.partner(old.head), self._pairing.partner(old.tail))
        turned = old.type in self._symmetric and ends == (new.tail, new.head)
        if ends != (new.head, new.tail) and not turned:
            yield changed("ends", self._ends(self._before, old), self._ends(self._after, new))
        if old.evidence != new.evidence:
            yield changed("moved", {"evidence": _json(old.evidence)}, {"evidence": _json(new.evidence)})

    def _arguments(self, old: Event, new: Event, changed: _Changed) -> Iterator[GoldChange]:
        gone = list(old.arguments)
        come = list(new.arguments)
        for argument in old.arguments:
            same = next((each for each in come if self._equal_argument(argument, each)), None)
            if same:
                gone.remove(argument)
                come.remove(same)
        for argument in list(gone):
            other = next((each for each in come if each.role == argument.role), None)
            if other is None:
                other = next((each for each in come if self._pairing.partner(argument.target) == each.target), None)
            if other:
                gone.remove(argument)
                come.remove(other)
                yield changed("role-changed", self._filler(self._before, argument), self._filler(self._after, other))
        yield from (changed("role-removed", self._filler(self._before, each), None) for each in gone)
        yield from (changed("role-added", None, self._filler(self._after, each)) for each in come)

    def _equal_argument(self, old: Argument, new: Argument) -> bool:
        return (
            old.role == new.role
            and self._pairing.partner(old.target) == new.target
            and dict(old.attributes) == dict(new.attributes)
        )

    def _same_thing(self, one: object, other: object) -> bool:
        """Whether two values name one thing: annotations that stand for each other, or chains that share members."""
        if not isinstance(one, str) or not isinstance(other, str):
            return False
        return self._pairing.partner(one) == other or self._chain_partners().get(one) == other

    def chains(self) -> Iterator[GoldChange]:
        """Mentions and events that belong to other ones than before."""
        partners = self._chain_partners()
        for layer, pairs in (("entities", self._pairing.entities), ("events", self._pairing.events)):
            for old_id, new_id in pairs.items():
                old, new = self._before.find(old_id), self._after.find(new_id)
                if not isinstance(old, Entity | Event) or not isinstance(new, Entity | Event):
                    continue
                if (partners.get(old.coref) if old.coref else None) != new.coref:
                    yield self._change(layer, self._after, new, "coref", old.coref, new.coref)

    def _chain_partners(self) -> Mapping[str, str]:
        """The second layer's name of each chain of the first: the one that shares most members with it."""
        shared: Counter[tuple[str, str]] = Counter()
        for old_id, new_id in (*self._pairing.entities.items(), *self._pairing.events.items()):
            old, new = self._before.find(old_id), self._after.find(new_id)
            if isinstance(old, Entity | Event) and isinstance(new, Entity | Event) and old.coref and new.coref:
                shared[old.coref, new.coref] += 1
        partners: dict[str, str] = {}
        for (old_name, new_name), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if old_name not in partners and new_name not in partners.values():
                partners[old_name] = new_name
        return partners

    def head(self) -> Iterator[GoldChange]:
        """Changes of the document itself: coverage, labels, meta, schema."""
        for kind, key, before, after in (
            ("coverage", "incomplete_for", list(self._before.incomplete_for), list(self._after.incomplete_for)),
            ("meta", "schema", self._before.schema_ref, self._after.schema_ref),
        ):
            if before != after:
                yield self._row("document", key, kind, before, after)  # type: ignore[arg-type]
        for layer, kind, old, new in (
            ("labels", "label", self._before.labels, self._after.labels),
            ("meta", "meta", self._before.meta, self._after.meta),
        ):
            for name in sorted({*old, *new}):
                if to_bytes(old.get(name)) != to_bytes(new.get(name)):
                    yield self._row(layer, name, kind, old.get(name), new.get(name))  # type: ignore[arg-type]

    def _row(self, layer: str, name: str, kind: Kind, before: object, after: object) -> GoldChange:
        return GoldChange(self._after.id, layer, name, kind, before, after)

    def _change(
        self, layer: str, document: Document, annotation: Annotation, kind: Kind, before: object, after: object
    ) -> GoldChange:
        words = words_of(document, annotation)
        return GoldChange(document.id, layer, annotation.id, kind, before, after, words)

    def _shown(self, document: Document, annotation: Annotation) -> object:
        shown: dict[str, object] = {"type": annotation.type, "words": words_of(document, annotation)}
        if isinstance(annotation, Event):
            shown["arguments"] = [self._filler(document, each) for each in annotation.arguments]
        if annotation.attributes:
            shown["attributes"] = to_plain(dict(annotation.attributes))
        return shown

    def _filler(self, document: Document, argument: Argument) -> dict[str, object]:
        return {"role": argument.role, "target": argument.target, "words": _named(document, argument.target)}

    def _ends(self, document: Document, relation: Relation) -> dict[str, object]:
        return {"head": _named(document, relation.head), "tail": _named(document, relation.tail)}


def _other_keys(old: Annotation, new: Annotation, changed: _Changed) -> Iterator[GoldChange]:
    """Changes of what every kind of annotation may carry besides its attributes."""
    if getattr(old, "links", ()) != getattr(new, "links", ()):
        yield changed("links", _json(getattr(old, "links", ())), _json(getattr(new, "links", ())))
    if old.note != new.note:
        yield changed("note", old.note, new.note)
    for field in ("uncertain", "unconfirmed", "was", "score"):
        if getattr(old, field) != getattr(new, field):
            yield changed("attribute", {field: _json(getattr(old, field))}, {field: _json(getattr(new, field))})


def words_of(document: Document, annotation: Annotation) -> str:
    """The words an annotation stands on; of a relation those of its ends."""
    if isinstance(annotation, Relation):
        return f"{_named(document, annotation.head)} → {_named(document, annotation.tail)}"
    if isinstance(annotation, Entity) and annotation.text:
        return annotation.text
    return surface(document.text, annotation.spans) if document.text and annotation.spans else ""


def _named(document: Document, annotation_id: str) -> str:
    annotation = document.find(annotation_id)
    return (words_of(document, annotation) or annotation_id) if annotation else annotation_id


def _spans(document: Document, annotation: Entity | Event) -> dict[str, object]:
    return {"spans": _json(annotation.spans), "words": words_of(document, annotation)}


def _json(value: object) -> object:
    return to_plain(value)
