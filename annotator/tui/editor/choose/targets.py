"""What hints may stand on: words to jump to, annotations to link, fillers of a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.schema.label_schema import LabelSchema, Role
from annotator.tui.editor.choose.hints import with_hints
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in, triggers_in
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.state import Filling, Hinting, Reach, Target

LEVELS = 3
"""Hints of a role stand on what is annotated or likely in the sentence; then on all its words, and on what is annotated
on the screen; then on all words of the screen."""

LEAST_CHARS = 4
"""How long a word is at least that is likely to be a trigger."""

SURE = 0.8
"""How likely an unlabelled mention must be for a role to be asked for because of it: names are, class nouns are not."""


def scope(context: Context, at: Span, reach: Reach, *, wide: bool) -> Span:
    """Where hints stand: the sentence; the whole screen with `wide`, or once the view was moved."""
    if wide or reach.look:
        return context.window
    start, end = context.sentence(at)
    return start, max(end, at[1])


def words_in(context: Context, span: Span) -> list[Target]:
    """Every word, or the likely mention that starts there."""
    likely = {each[0]: each for each in candidates_in(context, span)}
    return [
        Target("", likely.get(start, (start, end)))
        for start, end in context.segmenter.tokens(context.text, *span)
        if any(map(str.isalnum, context.text[start:end]))
    ]


def lettered_words(context: Context, at: Span, mode: Hinting) -> tuple[Target, ...]:
    """Hints on words; what is likely to be labelled gets the better letters."""
    span = _words_scope(context, at, mode)
    likely = set(candidates_in(context, span))
    return _lettered(context, at, mode, span, lambda target: target.span in likely)


def lettered_triggers(context: Context, at: Span, mode: Hinting, came_from: Span | None = None) -> tuple[Target, ...]:
    """Hints on words that may be triggers; long ones outside mentions get the better letters.

    Where the walk came from an event before, what it passed over since is reached as well.
    """
    span = _words_scope(context, at, mode)
    if came_from and came_from < at and mode.reach == Reach():
        span = max(min(context.sentence(came_from)[0], span[0]), min(context.window[0], span[0])), span[1]
    taken = [envelope(each.spans) for each in context.mentions(span) if isinstance(each, Entity) and each.spans]

    def is_likely(target: Target) -> bool:
        start, end = target.span
        return end - start >= LEAST_CHARS and not any(first < end and start < last for first, last in taken)

    return _lettered(context, at, mode, span, is_likely)


def _words_scope(context: Context, at: Span, mode: Hinting) -> Span:
    """The sentence, or the one that is looked at; the whole screen when more is asked for."""
    if mode.reach.more % 2 == 1:
        return context.window
    return scope(context, mode.reach.look or at, Reach(), wide=False)


def _lettered(
    context: Context, at: Span, mode: Hinting, span: Span, is_likely: Callable[[Target], bool]
) -> tuple[Target, ...]:
    targets = words_in(context, span)
    likely = [each for each in targets if is_likely(each)]
    tiers = likely, [each for each in targets if each not in likely]
    return with_hints(tiers, mode.reach.look or at, context.keys.hint_letters, mode.targets)


def lettered_annotations(
    context: Context, at: Span, mode: Hinting, legal: Callable[[Entity | Event], bool]
) -> tuple[Target, ...]:
    """Hints on the legal annotations of the sentence or, where it has none, of the screen."""
    for wide in (False, True) if mode.reach.more % 2 == 0 else (True,):
        here = context.mentions(scope(context, at, mode.reach, wide=wide))
        if annotations := [as_target(each) for each in here if each.spans and legal(each)]:
            return with_hints([annotations], at, context.keys.hint_letters, mode.targets)
    return ()


def as_target(annotation: Entity | Event) -> Target:
    """A target on an annotation, without a letter yet."""
    return Target("", envelope(annotation.spans), annotation.id)


def lettered_fillers(context: Context, event: Event, mode: Filling) -> tuple[Target, ...]:
    """Everything near an event with its letter, whatever role it may fill: one letter for the whole event.

    What stands unlabelled says in `makes` nothing yet; `fillers` knows what a role may make of it.
    """
    at = envelope(event.spans) if event.spans else context.window
    level = mode.reach.more % LEVELS
    span = scope(context, at, mode.reach, wide=level == LEVELS - 1)
    around = context.window if level or mode.reach.is_wide else span
    here = [each for each in context.mentions(around) if each.id != event.id and each.spans]
    annotated = [as_target(each) for each in here]
    own = [at] if event.spans else []
    # A word that is a mention may be a trigger as well.
    triggers = own + [envelope(each.spans) for each in here if isinstance(each, Event)]
    likely = free([Target("", each) for each in triggers_in(context, span)], triggers)
    taken = [each.span for each in (*annotated, *likely)] + own
    likely += free([Target("", each) for each in candidates_in(context, span)], taken)
    best = {each.target for each in mode.frame.best}
    tiers = [
        [each for each in annotated if each.id in best],
        [each for each in annotated if each.id not in best],
        likely,
    ]
    if level or mode.reach.look:
        tiers.append(free(words_in(context, span), [*taken, *(each.span for each in likely)]))
    return with_hints(tiers, at, context.keys.hint_letters, mode.lettered)


def free(targets: Iterable[Target], taken: Iterable[Span]) -> list[Target]:
    """The targets that overlap nothing taken, and none before them."""
    free_targets: list[Target] = []
    spans = list(taken)
    for each in targets:
        if not any(start < each.span[1] and each.span[0] < end for start, end in spans):
            free_targets.append(each)
            spans.append(each.span)
    return free_targets


def fillers(
    context: Context, event: Event, role: Role, lettered: Iterable[Target], *, wide: bool = False
) -> Iterator[Target]:
    """Those targets that a role may take: annotations that fit, and what is likely to become one.

    With `wide` any word may become one.
    """
    targets_of_role = {argument.target for argument in event.arguments if argument.role == role.name}
    for each in lettered:
        if each.id is None:
            if makes := _may_become(context, role, each.span, wide=wide):
                yield replace(each, makes=makes)
        elif each.id not in targets_of_role:
            annotation = context.document.find(each.id)
            if isinstance(annotation, Entity | Event) and fits(context, role, annotation):
                yield each


def _may_become(context: Context, role: Role, span: Span, *, wide: bool) -> tuple[str, ...]:
    """What an unlabelled place may become for a role: an event where it is a likely trigger, else a mention.

    Where only events fit, any word may be one that is no likely mention.
    """
    sentence = context.sentence(span)
    happens, makes = fitting_events(context.schema, role), creatable(context.schema, role)
    if happens and span in triggers_in(context, sentence):
        return happens
    is_candidate = span in candidates_in(context, sentence)
    if not makes:
        return () if is_candidate else happens
    return makes if wide or is_candidate else ()


def is_worth_asking(context: Context, target: Target) -> bool:
    """Whether a role is asked for because of this target; what is only a word, or a class noun, is no reason."""
    if target.id is not None:
        return True
    sentence = context.sentence(target.span)
    likely = context.suggester.candidates(context, sentence)
    if any(each.value.span == target.span and each.confidence >= SURE for each in likely):
        return not is_rejected(context.document, target.span)
    return target.makes[0] in context.schema.event_types and target.span in triggers_in(context, sentence)


def fits(context: Context, role: Role, filler: Entity | Event) -> bool:
    """Whether something may fill a role, by the type that it counts as."""
    return context.schema.admits(role.types, context.around.kind(filler.id) or filler.type)


def creatable(schema: LabelSchema, role: Role) -> tuple[str, ...]:
    """The entity types that a word may become to fill a role."""
    return tuple(
        each.name for each in schema.entity_types.values() if not each.abstract and schema.admits(role.types, each.name)
    )


def fitting_events(schema: LabelSchema, role: Role) -> tuple[str, ...]:
    """The event types that a word may become to fill a role."""
    return tuple(
        each.name for each in schema.event_types.values() if not each.abstract and schema.admits(role.types, each.name)
    )
