"""What a migration proposes: the first rule that fits, for an annotation or for all mentions of an entity together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from annotator.model.annotation import Annotation, Entity, Event, Value
from annotator.model.document import Document
from annotator.model.order import mention_key
from annotator.schema.mention_levels import BY_NAME, LEVEL
from annotator.schema.migration.operations import TYPE, Rule, SplitType

Mentions = Sequence[tuple[Document, Annotation]]


def proposed(
    rules: Iterable[Rule], otherwise: Mapping[str, Value], annotation: Annotation, document: Document
) -> dict[str, Value]:
    """What is proposed for one annotation: for each part the first rule that fits and gives it."""
    values: dict[str, Value] = {}
    for rule in rules:
        if fits(rule, annotation, document):
            for part, value in rule.gives.items():
                values.setdefault(part, value)
    return {**otherwise, **values}


def proposed_types(step: SplitType, documents: Sequence[Document]) -> dict[tuple[str, str], str]:
    """The proposed type of every annotation of the split type, by (document, id); one an entity, across documents."""
    groups: dict[tuple[str, str], list[tuple[Document, Annotation]]] = defaultdict(list)
    for document in documents:
        for each in document.annotations():
            if each.type == step.old:
                groups[_thing(document, each)].append((document, each))
    types: dict[tuple[str, str], str] = {}
    for mentions in groups.values():
        chosen = _proposed_type(step, sorted(mentions, key=lambda each: (_level(each[1]), each[0].id, _order(each[1]))))
        types.update({(document.id, each.id): chosen for document, each in mentions})
    return types


def _thing(document: Document, annotation: Annotation) -> tuple[str, str]:
    """What is decided at once: an entity, which has one id in all documents, else the annotation."""
    if isinstance(annotation, Entity) and annotation.coref:
        return "", annotation.coref
    return document.id, annotation.id


def _level(annotation: Annotation) -> int:
    """Names tell more of what a thing is than other mentions do."""
    levels = (BY_NAME, "NOM", "ADJ", "PRO")
    level = annotation.attributes.get(LEVEL, BY_NAME)
    return levels.index(level) if level in levels else len(levels)


def _order(annotation: Annotation) -> object:
    return mention_key(annotation) if isinstance(annotation, Entity | Event) else annotation.id


def _proposed_type(step: SplitType, mentions: Mentions) -> str:
    for rule in step.rules:
        if any(fits(rule, annotation, document) for document, annotation in mentions):
            return str(rule.gives[TYPE])
    return step.otherwise or step.new[0]


def fits(rule: Rule, annotation: Annotation, document: Document) -> bool:
    """Whether every condition of a rule holds for an annotation."""
    surface = _surface(annotation).casefold()
    if rule.names and surface not in {name.casefold() for name in rule.names}:
        return False
    if rule.words and not {word.casefold() for word in rule.words} & set(re.findall(r"\w+", surface)):
        return False
    if rule.governed_by and not _governed(annotation, document, rule.governed_by):
        return False
    was = annotation.was.get(TYPE) if isinstance(annotation.was, dict) else None
    if rule.was and was not in rule.was:
        return False
    return all(annotation.attributes.get(name) in values for name, values in rule.having.items())


def _surface(annotation: Annotation) -> str:
    if isinstance(annotation, Entity):
        return annotation.text or ""
    return (annotation.trigger.text or "") if isinstance(annotation, Event) and annotation.trigger else ""


def _governed(annotation: Annotation, document: Document, governors: tuple[str, ...]) -> bool:
    return any(
        argument.target == annotation.id and (event.type in governors or f"{event.type}/{argument.role}" in governors)
        for event in document.events.values()
        for argument in event.arguments
    )
