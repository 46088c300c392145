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
from annotator.formats.foreign import foreign_format, is_tags
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
    if mistake.predicted and mistake.predicted.reason:
        raise EditError("the prediction has no place in the text, so there is nothing that gold could say instead")
    if is_tags(review.gold, review.inputs.gold_format):
        raise EditError(f"{review.gold} is a file of tags, which is not mended here; first: annotator convert")
    if form := foreign_format(review.gold, review.inputs.gold_format):
        raise EditError(f"{review.gold} is {form.name}, which is not mended here; first: annotator convert")
    documents = list(read_documents(review.gold, loose=True))
    gold = next((each for each in documents if each.id == mistake.document), None)
    predictions = predictions_of(review.predictions, review.gold, review.inputs)
    predicted = next(
        (document_of(review.labels.of_prediction(each)) for each in predictions if each.id == mistake.document), None
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
    predicted_mention = existing(predicted, _id(mistake.predicted, 0))
    if mistake.gold is None:
        return _with(gold, predicted, predicted_mention)[0]
    gold_mention = existing(gold, _id(mistake.gold, 0))
    return apply(gold, update(gold, _like(gold_mention, predicted_mention)))


def _like(old: Annotation, new: Annotation) -> Annotation:
    """A mention of gold with the words and type of the prediction's; what fits only the old type goes."""
    if isinstance(old, Entity) and isinstance(new, Entity):
        mended: Annotation = replace(old, type=new.type, spans=new.spans, text=new.text)
    elif isinstance(old, Event) and isinstance(new, Event):
        mended = replace(old, type=new.type, trigger=new.trigger)
    else:
        raise EditError(f"{old.id} and {new.id} are not of one kind")
    return mended if old.type == new.type else replace(mended, attributes=new.attributes, unconfirmed=())


def _mend_relation(gold: Document, predicted: Document, mistake: Mistake) -> Document:
    if mistake.predicted is None:
        return apply(gold, remove(gold, [_id(mistake.gold, 0)]))
    predicted_relation = existing(predicted, _id(mistake.predicted, 0))
    if not isinstance(predicted_relation, Relation):
        raise EditError(f"{predicted_relation.id} is no relation of the predictions")
    gold, head = _with(gold, predicted, existing(predicted, predicted_relation.head))
    gold, tail = _with(gold, predicted, existing(predicted, predicted_relation.tail))
    if mistake.gold is None:
        new = Relation(fresh_id(gold, "R"), predicted_relation.type, head, tail, predicted_relation.attributes)
        return apply(gold, add(gold, new))
    gold_relation = existing(gold, _id(mistake.gold, 0))
    if not isinstance(gold_relation, Relation):
        raise EditError(f"{gold_relation.id} is no relation of the gold")
    attributes = (
        gold_relation.attributes if gold_relation.type == predicted_relation.type else predicted_relation.attributes
    )
    return apply(
        gold,
        update(gold, replace(gold_relation, type=predicted_relation.type, head=head, tail=tail, attributes=attributes)),
    )


def _mend_argument(gold: Document, predicted: Document, mistake: Mistake) -> Document:
    if mistake.gold is not None:
        old = _event(gold, mistake.gold)
        gone = mistake.gold.role, _id(mistake.gold, 1)
        kept = tuple(each for each in old.arguments if (each.role, each.target) != gone)
        old = replace(old, arguments=kept)
        if mistake.kind == "trigger" and mistake.predicted is not None:
            wrong = _event(predicted, mistake.predicted)
            old = replace(old, type=wrong.type, trigger=wrong.trigger)
        gold = apply(gold, update(gold, old))
    if mistake.predicted is None:
        return gold
    gold, event_id = _with(gold, predicted, _event(predicted, mistake.predicted))
    gold, target = _with(gold, predicted, existing(predicted, _id(mistake.predicted, 1)))
    event, new = gold.events[event_id], Argument(mistake.predicted.role, target)
    if new in event.arguments:
        return gold
    return apply(gold, update(gold, replace(event, arguments=(*event.arguments, new))))


def _with(gold: Document, predicted: Document, new_annotation: Annotation) -> tuple[Document, str]:
    """Gold with something of the prediction in it, and its id there; what gold has already is not added again."""
    if isinstance(new_annotation, Relation):
        raise EditError(f"{new_annotation.id} is a relation; expected a mention or an event")
    others: Mapping[str, Entity | Event] = gold.entities if isinstance(new_annotation, Entity) else gold.events
    for each in others.values():
        if (each.type, each.spans) == (new_annotation.type, new_annotation.spans):
            return gold, each.id
    if isinstance(new_annotation, Entity):
        new: Entity | Event = Entity(
            fresh_id(gold, "T"),
            new_annotation.type,
            new_annotation.spans,
            new_annotation.text,
            new_annotation.attributes,
            links=new_annotation.links,
        )
    else:
        new = Event(
            fresh_id(gold, "E"),
            new_annotation.type,
            new_annotation.trigger,
            (),
            new_annotation.attributes,
            links=new_annotation.links,
        )
    return apply(gold, add(gold, new)), new.id


def _event(document: Document, side: Side) -> Event:
    annotation = existing(document, _id(side, 0))
    if not isinstance(annotation, Event):
        raise EditError(f"{annotation.id} is no event of document {document.id!r}")
    return annotation


def _id(side: Side | None, number: int) -> str:
    if side is None or len(side.ids) <= number:
        raise InputError("this annotation has no id in its file; gold can be mended only where annotations have ids")
    return side.ids[number]
