"""The judge: what a schema forbids of a document, of one annotation in it, and of an edit before it is made.

Everybody asks here: the key press, the card, the list of problems, `check`, `doctor`, `export`, `import`, `eval`.
The rules themselves are in `annotator.schema.rules`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.model.order import mention_key
from annotator.schema.label_schema import LabelSchema
from annotator.schema.rules.attributes import attribute_breaches
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.coref import coref_breaches
from annotator.schema.rules.coverage import coverage_breaches
from annotator.schema.rules.events import event_breaches
from annotator.schema.rules.labels import label_breaches
from annotator.schema.rules.relations import relation_breaches
from annotator.schema.rules.surroundings import NO_THINGS, Surroundings, Things
from annotator.schema.rules.touched import things_of, touched_by, touched_through
from annotator.schema.rules.types import type_breach
from annotator.schema.rules.unconfirmed import unconfirmed_breaches

DOCUMENT = ""
"""The id under which the document itself is judged: its labels and its coverage."""


def judge(document: Document, schema: LabelSchema, things: Things = NO_THINGS) -> Iterator[Breach]:
    """Every rule of the schema that a document breaks: the document's own first, then by layer, in the text's order.

    `things` are those that a registry or other documents name.
    """
    around = Surroundings(document, schema, things=things)
    yield from judge_annotation(around, DOCUMENT)
    for layer in (document.entities, document.events, document.relations):
        broken = [(each, breaches) for each in layer.values() if (breaches := list(_breaches(around, each)))]
        for _, breaches in sorted(broken, key=lambda pair: _place(pair[0])):
            yield from breaches


def _place(annotation: Annotation) -> tuple[object, ...]:
    if isinstance(annotation, Relation):
        return len(annotation.id), annotation.id
    return mention_key(annotation)


def judge_annotation(around: Surroundings, annotation_id: str) -> Iterator[Breach]:
    """Every rule that one annotation breaks, or the document itself by the id ""; nothing where there is none."""
    if annotation_id == DOCUMENT:
        yield from coverage_breaches(around)
        yield from label_breaches(around)
    elif annotation := around.document.find(annotation_id):
        yield from _breaches(around, annotation)


def _breaches(around: Surroundings, annotation: Annotation) -> Iterator[Breach]:
    unknown = type_breach(annotation, around.schema)
    if unknown:
        yield unknown
    else:
        yield from attribute_breaches(around, annotation)
        yield from unconfirmed_breaches(annotation, around.schema)
        if isinstance(annotation, Relation):
            yield from relation_breaches(around, annotation)
        elif isinstance(annotation, Event):
            yield from event_breaches(around, annotation)
    if isinstance(annotation, Entity | Event):
        yield from coref_breaches(around, annotation)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an edit does to a document: the rules that it breaks anew, and those that are broken no longer.

    `after` holds all breaches of every annotation that the edit may put right or wrong, as they are after it.
    """

    breaks: tuple[Breach, ...] = ()
    mends: tuple[Breach, ...] = ()
    after: Mapping[str, tuple[Breach, ...]] = field(default_factory=dict)


def judge_edit(around: Surroundings, edit: Edit) -> Verdict:
    """What an edit would do, judged where it reaches and nowhere else, however large the document is.

    `around` are the surroundings before the edit; they are the same afterwards.

    Raises:
        EditError: the edit does not fit the document.
    """
    document = apply(around.document, edit)
    touched, things = touched_by(around, edit), things_of(around, edit)
    around.references.update(edit)
    try:
        there = around.with_document(document)
        states = things_of(there, edit)
        touched |= touched_by(there, edit)
        touched.update(touched_through(there, (each for each in states if states[each] != things[each])))
        then = {each: tuple(judge_annotation(there, each)) for each in sorted(touched)}
    finally:
        around.references.update(edit.inverse())
    now = {each: tuple(judge_annotation(around, each)) for each in then}
    return Verdict(_only_in(then, now), _only_in(now, then), then)


def _only_in(ones: Mapping[str, tuple[Breach, ...]], others: Mapping[str, tuple[Breach, ...]]) -> tuple[Breach, ...]:
    """The breaches of the first that the second lacks; two arguments may be wrong in the same words."""
    more = (Counter(breaches) - Counter(others[each]) for each, breaches in ones.items())
    return tuple(breach for each in more for breach in each.elements())
