"""The queue: what a migration left for people to decide, as values that a screen can show or a file can hold.

A question is about one annotation, or about all mentions of an entity at once. It is found again from the migrated
documents alone: from what they list in `unconfirmed`, and from what breaks the new version's rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.model.annotation import Annotation, Entity, Relation, Value
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Spans, envelope
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.mention_levels import is_by_name
from annotator.schema.migration.operations import TYPE, AskAttributes, Migration, SplitType
from annotator.schema.migration.proposals import proposed
from annotator.schema.migration.steps import concerns
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.coverage import COREF

CONFIRM = "confirm"
"""The question about a part that is unconfirmed for another reason than a migration's step."""

VIOLATION = "violation"
"""The question about an annotation that breaks a rule which the new version made stricter."""

REMOVE = "remove"
"""The decision that takes out what breaks a rule."""

RULES = frozenset({"domain", "range", "filler-type", "role-max", "role-min", "cardinality", "irreflexive", "circle"})
"""Breaches that tightened rules bring about."""

CONTEXT_CHARS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """Something to decide: which values the `parts` of an annotation, or of all mentions of an entity, have.

    `id` is the entity's `coref` id where one decision serves all its mentions, else the annotation's; `mentions` are
    all annotations that the decision is for, by (document, id). `choices` are the legal values of each part, empty
    where they are free; `entity_parts` are those that may hold an entity instead; `proposal` is what was proposed.
    `context` is the text around the first mention, which stands in brackets.
    """

    question: str
    document: str
    id: str
    parts: tuple[str, ...]
    text: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entity_parts: tuple[str, ...] = ()
    proposal: Mapping[str, Value] = field(default_factory=dict)
    context: str = ""
    mentions: tuple[tuple[str, str], ...] = ()

    def as_object(self) -> dict[str, Any]:
        """A line of an answers file to be filled in: `decision` is null until somebody decides."""
        proposal = {name: list(value) if isinstance(value, tuple) else value for name, value in self.proposal.items()}
        single = self.parts[0] if len(self.parts) == 1 else None
        return {
            "question": self.question,
            "document": self.document,
            "id": self.id,
            "decision": None,
            "who": None,
            "when": None,
            "text": self.text,
            "context": self.context,
            "choices": list(self.choices.get(single, ())) if single else {k: list(v) for k, v in self.choices.items()},
            "proposal": proposal.get(single) if single else proposal,
            "mentions": len(self.mentions),
        }


def questions(
    documents: Sequence[Document], migrations: Sequence[Migration], schema: LabelSchema
) -> tuple[Question, ...]:
    """Everything that is not decided yet, in the order of the documents and of their text.

    `migrations` are those that lead to the documents' version; their steps say what was asked.
    """
    asking = [step for migration in migrations for step in migration.asking]
    cases: dict[tuple[str, str, str], list[tuple[Document, Annotation]]] = defaultdict(list)
    makers: dict[tuple[str, str, str], SplitType | AskAttributes | str] = {}
    for document in documents:
        for annotation in _in_order(document):
            for part in annotation.unconfirmed:
                step = step_for(asking, annotation, part)
                key = _key(document, annotation, step, part)
                makers[key] = step or part
                if (document, annotation) not in cases[key][-1:]:
                    cases[key].append((document, annotation))
    asked = [_question(makers[key], key, mentions, schema) for key, mentions in cases.items()]
    return (*asked, *_violations(documents, schema))


def _in_order(document: Document) -> Iterator[Annotation]:
    yield from ordered_entities(document)
    yield from ordered_events(document)
    yield from ordered_relations(document)


def step_for(
    asking: Iterable[SplitType | AskAttributes], annotation: Annotation, part: str
) -> SplitType | AskAttributes | None:
    """The step that left a part of an annotation open; None when no step did."""
    for step in asking:
        if isinstance(step, SplitType):
            if part == TYPE and annotation.type in step.new:
                return step
        elif part in step.attributes and concerns(step.types, annotation):
            return step
    return None


def _key(
    document: Document, annotation: Annotation, step: SplitType | AskAttributes | None, part: str
) -> tuple[str, str, str]:
    """What is asked at once: an entity's type for all its mentions, else the form of one annotation."""
    if isinstance(step, SplitType) and isinstance(annotation, Entity) and annotation.coref:
        return step.question, "", annotation.coref
    return (step.question if step else f"{CONFIRM} {part}"), document.id, annotation.id


def _question(
    step: SplitType | AskAttributes | str,
    key: tuple[str, str, str],
    mentions: list[tuple[Document, Annotation]],
    schema: LabelSchema,
) -> Question:
    document, annotation = min(mentions, key=lambda each: not is_by_name(each[1]))
    parts = tuple(part for part in _parts(step) if part in annotation.unconfirmed)
    proposal = {part: annotation.type if part == TYPE else annotation.attributes.get(part) for part in parts}
    given = {part: value for part, value in proposal.items() if value is not None}
    if isinstance(step, AskAttributes):
        given = {**proposed(step.rules, step.otherwise, annotation, document), **given}
    return Question(
        question=key[0],
        document=document.id,
        id=key[2],
        parts=parts,
        text=(step if isinstance(step, str) else step.text) or f"{', '.join(parts)} of {annotation.type}?",
        choices={part: _choices(step, annotation, part, schema) for part in parts},
        entity_parts=tuple(part for part in parts if _holds_entity(annotation, part, schema)),
        proposal={part: given[part] for part in parts if part in given},
        context=context(document, annotation),
        mentions=tuple((one.id, each.id) for one, each in mentions),
    )


def _parts(step: SplitType | AskAttributes | str) -> tuple[str, ...]:
    if isinstance(step, AskAttributes):
        return step.attributes
    return (TYPE,) if isinstance(step, SplitType) else (step,)


def _choices(
    step: SplitType | AskAttributes | str, annotation: Annotation, part: str, schema: LabelSchema
) -> tuple[str, ...]:
    if isinstance(step, SplitType):
        return step.new
    if part == TYPE:
        layer = schema.layer_of(annotation.type)
        return tuple(each.name for each in schema.types() if schema.layer_of(each.name) == layer and not each.abstract)
    attribute = schema.attribute_of(annotation, part) if part != COREF else None
    return attribute.words() if attribute else ()


def _holds_entity(annotation: Annotation, part: str, schema: LabelSchema) -> bool:
    attribute = schema.attribute_of(annotation, part)
    return attribute is not None and attribute.points and attribute.to != "event"


def context(document: Document, annotation: Annotation) -> str:
    """The text around an annotation on one line, its words in brackets."""
    text = document.text
    spans = _spans(document, annotation)
    if text is None or not spans:
        return getattr(annotation, "text", None) or ""
    start, end = envelope(spans)
    before, after = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _spans(document: Document, annotation: Annotation) -> Spans:
    if not isinstance(annotation, Relation):
        return annotation.spans
    if annotation.evidence:
        return annotation.evidence
    ends = [
        end_mention for end_mention in map(document.find, (annotation.head, annotation.tail)) if end_mention is not None
    ]
    spans = sorted(span for each in ends if not isinstance(each, Relation) for span in each.spans)
    return ((spans[0][0], max(end for _, end in spans)),) if spans else ()


def _violations(documents: Sequence[Document], schema: LabelSchema) -> Iterator[Question]:
    for document in documents:
        breaches: dict[str, list[Breach]] = defaultdict(list)
        for breach in violations(document, schema):
            breaches[breach.annotation_id].append(breach)
        for annotation_id, broken in breaches.items():
            annotation = document.find(annotation_id)
            if annotation is not None:
                yield Question(
                    question=VIOLATION,
                    document=document.id,
                    id=annotation_id,
                    parts=("decision",),
                    text="; ".join(each.message for each in broken),
                    choices={"decision": (REMOVE, *_other_types(document, annotation, schema))},
                    context=context(document, annotation),
                    mentions=((document.id, annotation_id),),
                )


def violations(document: Document, schema: LabelSchema) -> list[Breach]:
    """What breaks the rules that a migration may have tightened, leaving out what waits for another answer first."""
    waiting = {each.id for each in document.annotations() if TYPE in each.unconfirmed}
    breaches = []
    for breach in judge(document, schema):
        if breach.code not in RULES:
            continue
        annotation = document.find(breach.annotation_id)
        concerned = {breach.annotation_id}
        if isinstance(annotation, Relation):
            concerned |= {annotation.head, annotation.tail}
        elif annotation is not None:
            concerned |= {each.target for each in getattr(annotation, "arguments", ())}
        if not concerned & waiting:
            breaches.append(breach)
    return breaches


def _other_types(document: Document, annotation: Annotation, schema: LabelSchema) -> tuple[str, ...]:
    """The relation types that would be legal where one is not."""
    if not isinstance(annotation, Relation):
        return ()
    ends = [document.find(each) for each in (annotation.head, annotation.tail)]
    head, tail = (each.type if each else "" for each in ends)
    return tuple(each.name for each in schema.legal_relations(head, tail) if each.name != annotation.type)
