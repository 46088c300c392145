"""What is proposed for a new annotation: preselected, visible, and unconfirmed until a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from annotator.model.annotation import Annotation, Entity, Event, Relation, Value, new_coref
from annotator.model.spans import Span, Spans
from annotator.tui.editor.context import Context

COREF = "coref"


Labelled = TypeVar("Labelled", Entity, Relation, Event)
Chained = TypeVar("Chained", Entity, Event)


def undecided(annotation: Annotation) -> tuple[str, ...]:
    """What is to be decided although nothing is proposed: a migration asks for it without writing a proposal."""
    return tuple(part for part in annotation.unconfirmed if part not in ("type", COREF, *annotation.attributes))


def confirmed(annotation: Annotation) -> Annotation:
    """The annotation with everything confirmed that is proposed for it."""
    return replace(annotation, unconfirmed=undecided(annotation))


def is_open(annotation: Annotation | None) -> bool:
    """Whether something is proposed for it that Enter confirms."""
    return annotation is not None and confirmed(annotation) != annotation


def with_proposals(context: Context, annotation: Chained) -> Chained:
    """A new mention or event with what is proposed for it, listed in `unconfirmed`."""
    proposed: Chained = with_values(context, annotation)
    keeps_chains = context.schema.mention_levels or context.index.has_chains
    if not (keeps_chains and context.schema.has_coref(annotation)):
        return proposed
    unconfirmed = tuple(sorted({*proposed.unconfirmed, COREF}))
    return replace(proposed, coref=likely_chain(context, annotation), unconfirmed=unconfirmed)


def with_values(context: Context, annotation: Labelled) -> Labelled:
    """A new annotation with the suggested values that the schema admits, else its defaults."""
    suggested = suggested_values(context, annotation)
    attributes = context.schema.attributes_of(annotation.type)
    values = {each.name: each.default for each in attributes if each.default is not None} | suggested
    return replace(annotation, attributes=values, unconfirmed=tuple(sorted(values)))


def suggested_values(context: Context, annotation: Annotation) -> dict[str, Value]:
    """The values suggested for an annotation that the schema admits, by attribute."""
    suggested = context.suggester.attributes(context, annotation)
    names = context.around.names
    pairs = ((each, suggested.get(each.name)) for each in context.schema.attributes_of(annotation.type))
    return {each.name: value.value for each, value in pairs if value and each.input_fault(value.value, names) is None}


def admitted(context: Context, type_name: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of the values of an offer that the schema admits for a type; the id of a thing is its source's own."""
    declared = {each.name: each for each in context.schema.attributes_of(type_name)}
    names = context.around.names
    return {
        name: value
        for name, value in values.items()
        if (known := declared.get(name))
        and (not known.points or value in known.choices())
        and known.input_fault(value, names) is None
    }


def proposed_anew(context: Context, annotation: Labelled) -> Labelled:
    """The annotation with what is suggested now that some values are decided, where a suggestion stood before."""
    suggested = context.suggester.attributes(context, annotation)
    before = context.suggester.attributes(context, replace(annotation, attributes={}, unconfirmed=()))
    legal = {each.name: each for each in context.schema.attributes_of(annotation.type)}
    values = {
        name: suggestion.value
        for name, suggestion in suggested.items()
        if name in legal
        and name in annotation.unconfirmed
        and (was := before.get(name)) is not None
        and was.value == annotation.attributes.get(name)
        and legal[name].input_fault(suggestion.value, context.around.names) is None
    }
    return replace(annotation, attributes={**annotation.attributes, **values}) if values else annotation


def likely_chain(context: Context, annotation: Entity | Event) -> str:
    """The thing that it probably is, else a new one."""
    suggested = context.suggester.chains(context, annotation)
    return (suggested[0].value if suggested else None) or new_coref(
        context.document.id, annotation.id, is_event=isinstance(annotation, Event)
    )


def evidence(context: Context, spans: Sequence[Span]) -> Spans:
    """The sentence that states a relation between things at these places."""
    sentence = context.sentence(min(spans))
    return (sentence,) if sentence[0] < sentence[1] else ()
