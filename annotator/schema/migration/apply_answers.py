"""Answers put into documents: what was open gets its value and is no longer unconfirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from annotator.errors import Finding, SchemaError
from annotator.model.annotation import Annotation, Event, Relation, Value
from annotator.model.document import Document
from annotator.model.order import with_ordered_arguments
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.answers import Answer, Answers
from annotator.schema.migration.losses import Lost
from annotator.schema.migration.operations import TYPE, AskAttributes, Migration, SplitType
from annotator.schema.migration.questions import CONFIRM, REMOVE, VIOLATION, violations
from annotator.schema.migration.steps import changed, concerns, confirmed, removed, with_roles, without_arguments
from annotator.schema.rules.surroundings import Surroundings


def decided(
    document: Document, migrations: Sequence[Migration], schema: LabelSchema, answers: Answers
) -> tuple[Document, list[Lost]]:
    """The document with every answer that is about it applied; and what answers took out of it.

    An answer about something that is decided already changes nothing, so that a second run does nothing.

    Raises:
        SchemaError: a decision is not one of the choices.
    """
    asking = [step for migration in migrations for step in migration.asking]

    def change(each: Any) -> Any:
        for step in asking:
            each = _answered(document, each, step, schema, answers)
        return _confirmed_by_hand(document, each, schema, answers)

    after = with_ordered_arguments(changed(document, change))
    return _without_violations(after, schema, answers)


def _answered(
    document: Document, annotation: Any, step: SplitType | AskAttributes, schema: LabelSchema, answers: Answers
) -> Any:
    types = step.new if isinstance(step, SplitType) else step.types
    if not concerns(types, annotation):
        return annotation
    answer = answers.find(step.question, document.id, annotation.id, getattr(annotation, "coref", None))
    if answer is None:
        return annotation
    if isinstance(step, SplitType):
        return _with_type(annotation, step, answer) if TYPE in annotation.unconfirmed else annotation
    open_parts = [name for name in step.attributes if name in annotation.unconfirmed]
    given = _given(answer, open_parts)
    return _with_values(document, annotation, given, schema, answer)


def _with_type(annotation: Any, step: SplitType, answer: Answer) -> Any:
    chosen = answer.decision.get(TYPE) if isinstance(answer.decision, dict) else answer.decision
    if chosen not in step.new:
        raise _refused(answer, f"{chosen!r} is none of {', '.join(step.new)}")
    after = replace(annotation, type=chosen)
    if isinstance(after, Event) and chosen != annotation.type:
        back = {new: old for old, new in step.roles.get(annotation.type, {}).items()}
        after = with_roles(with_roles(after, back), step.roles.get(chosen, {}))
    return confirmed(after, (TYPE,))


def _given(answer: Answer, parts: Sequence[str]) -> dict[str, Any]:
    """The decision for each open part; a bare value is for the only one."""
    if isinstance(answer.decision, dict):
        return {name: value for name, value in answer.decision.items() if name in parts and value is not None}
    if len(parts) > 1:
        raise _refused(answer, f"one value for {', '.join(parts)}; expected an object with each of them")
    return dict.fromkeys(parts, answer.decision)


def _with_values(
    document: Document, annotation: Any, given: dict[str, Any], schema: LabelSchema, answer: Answer
) -> Any:
    values: dict[str, Value] = {}
    for name, decided in given.items():
        value = tuple(decided) if isinstance(decided, list) else decided
        attribute = schema.attribute_of(annotation, name)
        if attribute is None:
            raise _refused(answer, f"{annotation.type} has no attribute {name!r}")
        if not isinstance(value, str | bool | int | float | tuple) or (
            message := attribute.input_fault(value, Surroundings(document, schema).names)
        ):
            raise _refused(
                answer, f"{name}: {message if isinstance(value, str | bool | int | float | tuple) else value!r}"
            )
        values[name] = value
    if not values:
        return annotation
    return confirmed(replace(annotation, attributes={**annotation.attributes, **values}), values)


def _confirmed_by_hand(document: Document, annotation: Any, schema: LabelSchema, answers: Answers) -> Any:
    """Answers to the questions about parts that no step of a migration left open."""
    coref = getattr(annotation, "coref", None)
    for part in annotation.unconfirmed:
        answer = answers.find(f"{CONFIRM} {part}", document.id, annotation.id)
        if answer is None:
            continue
        if part == TYPE:
            if schema.type_named(str(answer.decision)) is None:
                raise _refused(answer, f"{answer.decision!r} is no type of {schema.ref}")
            annotation = confirmed(replace(annotation, type=answer.decision), (TYPE,))
        elif part == "coref" and coref is not None:
            annotation = confirmed(replace(annotation, coref=str(answer.decision)), ("coref",))
        else:
            annotation = _with_values(document, annotation, {part: answer.decision}, schema, answer)
    return annotation


def _without_violations(document: Document, schema: LabelSchema, answers: Answers) -> tuple[Document, list[Lost]]:
    lost: list[Lost] = []
    for answer in answers.about_document(VIOLATION, document.id):
        annotation = document.find(answer.id)
        if annotation is None or annotation.id not in {each.annotation_id for each in violations(document, schema)}:
            continue
        document = _answered_parts(document, annotation, schema, answer, lost)
    return document, lost


def _answered_parts(
    document: Document, annotation: Annotation, schema: LabelSchema, answer: Answer, lost: list[Lost]
) -> Document:
    """The document with one broken rule mended: by another type, or by taking out what breaks it."""
    why = "it breaks a rule of the new version"
    if answer.decision == REMOVE and isinstance(annotation, Event):
        around = Surroundings(document, schema)
        legal = {role.name: role.types for role in schema.roles_of(annotation.type)}
        after = without_arguments(
            document,
            annotation,
            lambda each: not schema.admits(legal.get(each.role, ()), around.kind(each.target) or ""),
            why,
            lost,
        )
        if after is annotation:
            return removed(document, [annotation], why, lost)
        return replace(document, events=document.events.set(annotation.id, after))
    if answer.decision == REMOVE:
        return removed(document, [annotation], why, lost)
    if isinstance(annotation, Relation) and answer.decision in schema.relation_types:
        retyped = replace(annotation, type=str(answer.decision))
        return replace(document, relations=document.relations.set(annotation.id, retyped))
    raise _refused(answer, f"{answer.decision!r} is neither {REMOVE!r} nor a type of relations")


def _refused(answer: Answer, message: str) -> SchemaError:
    path = f"{answer.question} {answer.document} {answer.id}"
    return SchemaError(Finding(answer.place, path, message, "answer"))
