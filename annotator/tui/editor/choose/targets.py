"""What hints may stand on: words to jump to, annotations to link, fillers of a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.schema.label_schema import LabelSchema, Role
from annotator.tui.editor.choose.hints import with_hints
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in
from annotator.tui.editor.state import Target


def scope(context: Context, selection: Span, *, wide: bool) -> Span:
    """Where hints stand: the sentence, or the whole screen."""
    if wide:
        return context.window
    start, end = context.sentence(selection)
    return start, max(end, selection[1])


def words(context: Context, selection: Span, *, wide: bool) -> tuple[Target, ...]:
    """Every word, or the candidate that starts there."""
    span = scope(context, selection, wide=wide)
    likely = {each[0]: each for each in candidates_in(context, span)}
    targets = [
        Target("", likely.get(start, (start, end)))
        for start, end in context.segmenter.tokens(context.text, *span)
        if any(map(str.isalnum, context.text[start:end]))
    ]
    return with_hints(targets, [target for target in targets if target.span[0] in likely])


def annotated(
    context: Context, selection: Span, legal: Callable[[Entity | Event], bool], *, wide: bool
) -> tuple[Target, ...]:
    """The mentions and triggers that are legal."""
    found = [each for each in context.mentions(scope(context, selection, wide=wide)) if legal(each)]
    return with_hints([Target("", envelope(each.spans), each.id) for each in found])


def fillers(context: Context, event: Event, role: Role, *, wide: bool) -> tuple[Target, ...]:
    """What may fill a role: annotations that fit, and words that may become one that fits."""
    at = envelope(event.spans) if event.spans else context.window
    span = scope(context, at, wide=wide)
    makes = creatable(context.schema, role)
    here = [each for each in context.mentions(span) if each.id != event.id]
    legal = [each for each in here if fits(context, role, each)]
    targets = [Target("", envelope(each.spans), each.id) for each in legal]
    if makes:
        taken = [envelope(each.spans) for each in here]
        for target in words(context, at, wide=wide):
            if not any(start < target.span[1] and target.span[0] < end for start, end in taken):
                targets.append(Target("", target.span, None, makes))
    targets.sort(key=lambda each: (each.span[0], -each.span[1]))
    likely = set(candidates_in(context, span))
    return with_hints(targets, [each for each in targets if each.id or each.span in likely])


def fits(context: Context, role: Role, filler: Entity | Event) -> bool:
    """Whether something may fill a role, by the type that it counts as."""
    return context.schema.admits(role.types, context.around.kind(filler.id) or filler.type)


def creatable(schema: LabelSchema, role: Role) -> tuple[str, ...]:
    """The entity types that a word may become to fill a role."""
    return tuple(
        each.name for each in schema.entity_types.values() if not each.abstract and schema.admits(role.types, each.name)
    )


def by_id(targets: Iterable[Target], annotation_id: str) -> Target | None:
    """The target that is this annotation."""
    return next((each for each in targets if each.id == annotation_id), None)
