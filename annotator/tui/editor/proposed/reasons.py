"""Why something is proposed for an annotation, and how likely it is right."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, new_coref
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.context import Context, spans_of

SAME_THING = "same thing"
"""What a proposal for coreference is counted as."""
UNKNOWN = ("proposed before", 0.5)
"""The reason for what nobody proposes any more: other decisions have been made since."""
DEFAULT = ("the schema's default", 0.8)
FIRST = ("first mention", 0.7)


def confirmable(annotation: Annotation) -> tuple[str, ...]:
    """The parts of an annotation for which something is proposed."""
    return tuple(part for part in annotation.unconfirmed if part in ("type", COREF, *annotation.attributes))


def reasons_of(context: Context, annotation: Annotation) -> Iterator[tuple[str, tuple[str, float]]]:
    """For each proposed part its reason and confidence, as they would be if it were proposed now."""
    bare = structs.replace(annotation, attributes={}, unconfirmed=())
    suggested = context.suggester.attributes(context, bare)
    for part in confirmable(annotation):
        if part == COREF and isinstance(annotation, Entity | Event):
            yield part, _weighed(context, SAME_THING, _chain_reason(context, annotation))
        elif part == "type":
            yield part, UNKNOWN
        elif part != COREF:
            suggestion = suggested.get(part)
            is_same = suggestion is not None and suggestion.value == annotation.attributes.get(part)
            stated = (suggestion.reason, suggestion.confidence) if suggestion and is_same else DEFAULT
            yield part, _weighed(context, part, stated)


def _weighed(context: Context, what: str, stated: tuple[str, float]) -> tuple[str, float]:
    """A reason with the share of its proposals that people kept, which is what it states until they did otherwise."""
    return stated[0], context.kept.share(what, *stated)


def _chain_reason(context: Context, annotation: Entity | Event) -> tuple[str, float]:
    own = new_coref(context.document.id, annotation.id, is_event=isinstance(annotation, Event))
    others = [each for each in context.index.chain(annotation.coref or own) if each != annotation.id]
    bare = structs.replace(annotation, coref=None, unconfirmed=())
    for each in context.suggester.chains(context, bare):
        if each.value == annotation.coref or (each.value is None and annotation.coref in (own, None)):
            return each.reason, each.confidence
    if annotation.coref == own and all(_start(context, each) >= _start(context, annotation.id) for each in others):
        # Later mentions have joined it since: it is still the first of its thing.
        return FIRST
    return UNKNOWN


def _start(context: Context, annotation_id: str) -> int:
    spans = spans_of(context.document, annotation_id)
    return envelope(spans)[0] if spans else 0
