"""Mending gold where a review found it wrong: gold is made to say what the prediction says, as one audited edit.

Where the gold file is the export of a layer of the project around it, the edit goes through that layer's log and can be
undone there; the file follows. A loose file is rewritten, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import EditError, InputError
from annotator.eval.input_options import INPUT_OPTIONS
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.options import ScoreOptions
from annotator.formats.conll.sentences import looks_tagged
from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.canonical import document_of
from annotator.model.change import Edit, apply
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.model.edits import add, existing, fresh_id, remove, update
from annotator.project.config import find_project
from annotator.project.project import Project
from annotator.project.scoring.predictions import predictions_of
from annotator.project.scoring.review import Review
from annotator.project.scoring.score_files import score_files
from annotator.store.tables.layers import documents_of_layer

MEASURES = {
    "entities": ("entities", "strict"),
    "relations": ("relations", "strict"),
    "triggers": ("events", "trigger-c"),
    "arguments": ("events", "argument-attached-c"),
}
"""The scored layer and the strict measure that the mistakes of a layer belong to."""


class Fixed(NamedTuple):
    """What a fix led to: the strict F1 of the layer before and after (None: undefined), and where the edit is kept."""

    measure: str
    before: float | None
    after: float | None
    where: str


def fix_gold(review: Review, mistake: Mistake) -> Fixed:
    """Make gold say what the prediction says, on disk, and score again.

    Raises:
        EditError: the files have changed since they were read, or the schema does not know the type.
        StoreError: the layer is open elsewhere, or something cannot be written.
        InputError: a file cannot be read, or is damaged.
    """
    if looks_tagged(review.gold):
        raise EditError(f"{review.gold} is a file of tags, which is not mended here; first: annotator convert")
    documents = list(read_documents(review.gold, loose=True))
    gold = next((each for each in documents if each.id == mistake.document), None)
    said = predictions_of(review.predictions, review.gold, review.inputs)
    predicted = next(
        (document_of(review.labels.of_prediction(each)) for each in said if each.id == mistake.document), None
    )
    if gold is None:
        raise EditError(f"{review.gold} has no document {mistake.document!r}; nothing to mend there")
    _refuse_unknown(review, mistake)
    edit = fix(gold, predicted or Document(mistake.document), mistake)
    before = strict_f1(review, mistake.layer)
    where = _in_layer(review, gold, edit) or str(review.gold)
    mended = apply(gold, edit)
    write_records((mended if each is gold else each for each in documents), review.gold)
    return Fixed(".".join(MEASURES[mistake.layer]), before, strict_f1(review, mistake.layer), where)


def strict_f1(review: Review, layer: str) -> float | None:
    """The strict F1 of a layer of mistakes; None where it is undefined."""
    scored, measure = MEASURES[layer]
    inputs = {name: getattr(review.inputs, name) for name in INPUT_OPTIONS}
    options = ScoreOptions(layers=(scored,), measures=(measure,), **inputs)
    result = score_files(review.gold, review.predictions, options, schema=review.schema, project=review.project)
    row = result.find(scored, measure)
    return row.f1 if row else None


def _refuse_unknown(review: Review, mistake: Mistake) -> None:
    schema = review.label_schema()
    if schema and mistake.predicted and mistake.predicted.type not in {each.name for each in schema.types()}:
        raise EditError(f"{schema.ref} has no type {mistake.predicted.type!r}; gold stays as it is")


def _in_layer(review: Review, gold: Document, edit: Edit) -> str | None:
    """Apply the edit to the project's layer that the gold comes from; None where it comes from none."""
    folder = find_project(review.project or Path(review.gold).resolve().parent)
    if folder is None or not gold.annotator:
        return None
    project = Project.open(folder)
    try:
        if gold.id not in documents_of_layer(project.store.rows, gold.annotator):
            return None
        session = project.open_session(gold.id, gold.annotator)
        try:
            session.apply(edit)
        finally:
            session.close()
    finally:
        project.close()
    return f"the layer {gold.annotator!r} (undo takes it back) and {review.gold}"


def fix(gold: Document, predicted: Document, mistake: Mistake) -> Edit:
    """The edit that makes `gold` agree with `predicted` where they differ by this mistake.

    What a relation or argument of the prediction names is found in gold by its words and type, else added along.

    Raises:
        EditError: a document does not hold what the mistake says.
    """
    mend = {"relations": _mend_relation, "arguments": _mend_argument}.get(mistake.layer, _mend_mention)
    return difference(gold, mend(gold, predicted, mistake), "fix gold")


def _mend_mention(gold: Document, predicted: Document, mistake: Mistake) -> Document:
    if mistake.predicted is None:
        return apply(gold, remove(gold, [_id(mistake.gold, 0)]))
    wanted = existing(predicted, _id(mistake.predicted, 0))
    if mistake.gold is None:
        return _with(gold, predicted, wanted)[0]
    held = existing(gold, _id(mistake.gold, 0))
    return apply(gold, update(gold, _like(held, wanted)))


def _like(held: Annotation, wanted: Annotation) -> Annotation:
    """A mention of gold with the words and type of the prediction's; what fits only the old type goes."""
    if isinstance(held, Entity) and isinstance(wanted, Entity):
        mended: Annotation = replace(held, type=wanted.type, spans=wanted.spans, text=wanted.text)
    elif isinstance(held, Event) and isinstance(wanted, Event):
        mended = replace(held, type=wanted.type, trigger=wanted.trigger)
    else:
        raise EditError(f"{held.id} and {wanted.id} are not of one kind")
    return mended if held.type == wanted.type else replace(mended, attributes=wanted.attributes, unconfirmed=())


def _mend_relation(gold: Document, predicted: Document, mistake: Mistake) -> Document:
    if mistake.predicted is None:
        return apply(gold, remove(gold, [_id(mistake.gold, 0)]))
    wanted = existing(predicted, _id(mistake.predicted, 0))
    if not isinstance(wanted, Relation):
        raise EditError(f"{wanted.id} is no relation of the predictions")
    gold, head = _with(gold, predicted, existing(predicted, wanted.head))
    gold, tail = _with(gold, predicted, existing(predicted, wanted.tail))
    if mistake.gold is None:
        new = Relation(fresh_id(gold, "R"), wanted.type, head, tail, wanted.attributes)
        return apply(gold, add(gold, new))
    held = existing(gold, _id(mistake.gold, 0))
    if not isinstance(held, Relation):
        raise EditError(f"{held.id} is no relation of the gold")
    attributes = held.attributes if held.type == wanted.type else wanted.attributes
    return apply(gold, update(gold, replace(held, type=wanted.type, head=head, tail=tail, attributes=attributes)))


def _mend_argument(gold: Document, predicted: Document, mistake: Mistake) -> Document:
    if mistake.gold is not None:
        held = _event(gold, mistake.gold)
        gone = mistake.gold.role, _id(mistake.gold, 1)
        kept = tuple(each for each in held.arguments if (each.role, each.target) != gone)
        held = replace(held, arguments=kept)
        if mistake.kind == "trigger" and mistake.predicted is not None:
            wrong = _event(predicted, mistake.predicted)
            held = replace(held, type=wrong.type, trigger=wrong.trigger)
        gold = apply(gold, update(gold, held))
    if mistake.predicted is None:
        return gold
    gold, event_id = _with(gold, predicted, _event(predicted, mistake.predicted))
    gold, target = _with(gold, predicted, existing(predicted, _id(mistake.predicted, 1)))
    event, new = gold.events[event_id], Argument(mistake.predicted.role, target)
    if new in event.arguments:
        return gold
    return apply(gold, update(gold, replace(event, arguments=(*event.arguments, new))))


def _with(gold: Document, predicted: Document, wanted: Annotation) -> tuple[Document, str]:
    """Gold with something of the prediction in it, and its id there; what gold has already is not added again."""
    if isinstance(wanted, Relation):
        raise EditError(f"{wanted.id} is a relation; expected a mention or an event")
    others: Mapping[str, Entity | Event] = gold.entities if isinstance(wanted, Entity) else gold.events
    for each in others.values():
        if (each.type, each.spans) == (wanted.type, wanted.spans):
            return gold, each.id
    if isinstance(wanted, Entity):
        new: Entity | Event = Entity(
            fresh_id(gold, "T"), wanted.type, wanted.spans, wanted.text, wanted.attributes, links=wanted.links
        )
    else:
        new = Event(fresh_id(gold, "E"), wanted.type, wanted.trigger, (), wanted.attributes, links=wanted.links)
    return apply(gold, add(gold, new)), new.id


def _event(document: Document, side: Side) -> Event:
    found = existing(document, _id(side, 0))
    if not isinstance(found, Event):
        raise EditError(f"{found.id} is no event of document {document.id!r}")
    return found


def _id(side: Side | None, number: int) -> str:
    if side is None or len(side.ids) <= number:
        raise InputError("this annotation has no id in its file; gold can be mended only where annotations have ids")
    return side.ids[number]
