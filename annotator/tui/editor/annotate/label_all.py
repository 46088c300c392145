"""A capital letter labels the selection and offers every place with the same words: together they are one thing.

The person has said same words, same type, and so what is proposed for them is confirmed. Places inside a longer name
are offered one by one only: there the words mostly mean something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity
from annotator.model.change import Change, Edit
from annotator.model.edits import add
from annotator.model.spans import Span, contains, envelope
from annotator.text.excerpt import excerpt
from annotator.text.identical import identical
from annotator.tui.editor.annotate.mentions import label, new_mention, trimmed
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in
from annotator.tui.editor.state import Item, Outcome, Picking, Spreading, State

NAME = "label all"
"""How the edit is called."""


def spread(context: Context, state: State, type_name: str) -> Outcome:
    """Label the selection and offer the identical strings that are not labelled yet."""
    spans = trimmed(context.text, state.spans)
    if len(spans) != 1:
        return label(context, state, type_name)
    others = tuple(span for span in identical(context.text, spans[0]) if _is_free(context, span))
    if not others:
        outcome = label(context, state, type_name)
        return outcome._replace(state=outcome.state.say(f"{type_name}: no other place with these words"))
    inside = tuple(span for span in others if _is_inside(context, span))
    return Outcome(replace(state, mode=Spreading(type_name, spans, others, inside=inside)))


def _is_free(context: Context, span: Span) -> bool:
    """Whether no mention has exactly this span."""
    return not any(isinstance(each, Entity) and each.spans == (span,) for each in context.mentions(span))


def _is_inside(context: Context, span: Span) -> bool:
    """Whether a longer mention, or a longer likely one, is around a place."""
    labelled = (envelope(each.spans) for each in context.mentions(span) if isinstance(each, Entity))
    around = (*labelled, *candidates_in(context, context.sentence(span)))
    return any(contains(each, span) and each != span for each in around)


def spreading(context: Context, state: State, mode: Spreading, key: str) -> Outcome:
    """Enter takes all that are ticked, or the one that is shown; Space steps; Escape takes what was chosen so far."""
    if key == "escape":
        left = _spread_over(context, state, mode, mode.chosen)
        return left._replace(state=left.state.select(envelope(mode.first)))
    if key == "enter" and mode.step < 0:
        return _spread_over(context, state, mode, mode.ticked)
    if key not in ("enter", "space", "tab"):
        return Outcome(state)
    chosen = (*mode.chosen, mode.others[mode.step]) if key == "enter" else mode.chosen
    if mode.step + 1 >= len(mode.others):
        return _spread_over(context, state, mode, chosen)
    stepped = replace(mode, chosen=chosen, step=mode.step + 1)
    return Outcome(replace(state, mode=stepped, selection=mode.others[stepped.step]))


def find(context: Context, state: State, mode: Spreading) -> Outcome:
    """The places as a list, to step to one of them."""
    items = tuple(
        Item(context.text[slice(*span)], excerpt(context.text, *span), str(number), span)
        for number, span in enumerate(mode.others)
    )
    return Outcome(state.enter(Picking("choice", "step to", items, back=mode)))


def choose(context: Context, state: State, mode: Spreading, key: str) -> Outcome:
    """Step to a place of the list."""
    stepped = replace(mode, step=int(key))
    return Outcome(replace(state, mode=stepped, selection=mode.others[stepped.step]))


def _spread_over(context: Context, state: State, mode: Spreading, chosen: Sequence[Span]) -> Outcome:
    back = replace(state.select(envelope(mode.first)), mode=None)
    outcome = label(context, back, mode.type)
    if not chosen:
        return outcome
    first = _first(context, outcome, mode)
    sure = structs.replace(first, unconfirmed=())
    more = [_one_with(sure, new_mention(context, mode.type, (span,))) for span in chosen]
    before = None if outcome.edit and first.id not in context.document.entities else context.document.find(first.id)
    changes = (Change("entities", first.id, before, sure), *add(context.document, *more).changes)
    things = "one thing" if sure.coref else "confirmed"
    telling = outcome.state.say(f"{mode.type} x {len(more) + 1}, {things}; one undo takes all back")
    return Outcome(telling, Edit(NAME, changes), caution=outcome.caution)


def _first(context: Context, outcome: Outcome, mode: Spreading) -> Entity:
    """The mention where the capital was pressed, as its letter leaves it."""
    made = [change.after for change in outcome.edit.changes] if outcome.edit else []
    chosen = [each for each in context.exactly(mode.first) if isinstance(each, Entity)]
    return next(each for each in (*made, *chosen) if isinstance(each, Entity))


def _one_with(first: Entity, other: Entity) -> Entity:
    """Another mention of the same words as one thing with the first, decided."""
    return structs.replace(other, coref=first.coref, unconfirmed=())
