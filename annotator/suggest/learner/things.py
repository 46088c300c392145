"""Which thing a mention may be one with: the rules propose, and what was learned orders the hints.

What the rules say is one of the features; alone, what is learned here is no better than they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.model.annotation import Entity
from annotator.model.spans import surface
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.growing_view import GrowingView
from annotator.suggest.learner.linear.linear import Linear, fit
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.steps import Steps, done
from annotator.suggest.suggester import DocumentView, Suggester

NEAR = 10_000
"""How far before a mention things are looked for, in code points."""

MOST = 12
"""How many things are compared: those mentioned last."""

SAME, OTHER = "same", "other"


@dataclass(frozen=True, slots=True)
class Hint:
    """A thing that a mention may be one with, by its `coref` id, None for a new one; and how likely."""

    coref: str | None
    probability: float


@dataclass(frozen=True)
class ThingModel:
    """What orders the things."""

    linear: Linear

    def ordered(self, view: DocumentView, entity: Entity, suggester: Suggester) -> list[Hint]:
        """The things that a mention may be one with, a new one among them, the likeliest first.

        Without anything learned it is what the rules propose.
        """
        proposed = _proposed(view, entity, suggester)
        offers = list(_offers(view, entity, proposed))
        if SAME not in self.linear.classes:
            return sorted((Hint(coref, float(coref == proposed[0])) for coref, _ in offers), key=_likeliest)
        hints = [Hint(coref, self.linear.shares(features)[SAME]) for coref, features in offers]
        return sorted(hints, key=_likeliest)


def in_learned_order(things: Sequence[str], hints: Sequence[Hint], own: str | None) -> list[str]:
    """A list of things, by their ids, in the order of the hints about them.

    Those that were judged take each other's places, the likeliest first; the others keep theirs, since nothing is known
    of them. `own`, which the mention is one with already, comes last: whoever asks for the list means another one.
    """
    others = [each for each in things if each != own]
    judged = [each.coref for each in hints if each.coref and each.coref in others]
    likeliest, known = iter(judged), set(judged)
    ordered = [next(likeliest) if each in known else each for each in others]
    return ordered + [each for each in things if each == own]


def _likeliest(hint: Hint) -> float:
    return -hint.probability


def _proposed(view: DocumentView, entity: Entity, suggester: Suggester) -> tuple[str | None, str]:
    """What the rules propose, and why; a new thing where they say nothing."""
    first = next(iter(suggester.chains(view, entity)), None)
    return (first.value, first.reason) if first else (None, "")


def _offers(
    view: DocumentView, entity: Entity, proposed: tuple[str | None, str]
) -> Iterator[tuple[str | None, list[str]]]:
    """A new thing and those before of the type, the last mentioned first, each with what it looks like."""
    start = entity.spans[0][0]
    before = [
        each
        for each in view.things(entity.type, (max(start - NEAR, 0), start))
        if isinstance(each, Entity) and each.id != entity.id and each.spans[0][0] < start
    ]
    last: dict[str, list[Entity]] = {}
    for each in reversed(before):
        if each.coref:
            last.setdefault(each.coref, []).append(each)
    words, level = surface(view.text, entity.spans), str(entity.attributes.get("level", ""))
    rule, reason = proposed
    yield None, ["new", f"new {level}", f"new {level} {rule is None} {reason}", f"new of {min(len(last), 5)} {level}"]
    for rank, (coref, mentions) in enumerate(list(last.items())[:MOST]):
        yield coref, [*_of_thing(view, words, level, mentions, rank), f"rule {rule == coref} {reason} {level}"]


def _of_thing(view: DocumentView, words: str, level: str, mentions: Sequence[Entity], rank: int) -> Iterator[str]:
    texts = {surface(view.text, each.spans).casefold() for each in mentions}
    own = words.casefold()
    levels = sorted({str(each.attributes.get("level", "")) for each in mentions})
    yield f"level {level} among {' '.join(levels)}"
    yield f"rank {min(rank, 4)} {level}"
    yield f"mentions {min(len(mentions), 4)} {level}"
    yield f"same words {own in texts} {level}"
    yield f"same last word {own.split()[-1:] in [each.split()[-1:] for each in texts]} {level}"


def fit_things(lessons: Sequence[Lesson], schema: LabelSchema) -> ThingModel:
    """The model that finished documents teach, whose mentions and earlier things are given."""
    return done(fit_things_in_steps(lessons, schema))


def fit_things_in_steps(lessons: Sequence[Lesson], schema: LabelSchema) -> Steps[ThingModel]:
    """The same, document by document."""
    things: list[list[str]] = []
    classes: list[str] = []
    for lesson in lessons:
        for offers, right in _choices(lesson, schema):
            things += [features for _, features in offers]
            classes += [SAME if coref == right else OTHER for coref, _ in offers]
        yield
    return ThingModel(fit(things, classes))


def listed(view: DocumentView, entity: Entity, suggester: Suggester, model: ThingModel) -> tuple[list[str], list[str]]:
    """The list of things for a mention for which one is proposed: nearest first, and as it is learned."""
    proposed = _proposed(view, entity, suggester)
    nearest = [coref for coref, _ in _offers(view, entity, proposed) if coref]
    return nearest, in_learned_order(nearest, model.ordered(view, entity, suggester), proposed[0])


def choices(lesson: Lesson, schema: LabelSchema) -> Iterator[tuple[GrowingView, Entity, str | None]]:
    """The mentions of an article in order, each with what was labelled before it, and the thing that it is one with.

    None for the first mention of a thing.
    """
    view = GrowingView(lesson.bare, schema, lesson.language.segmenter)
    seen: set[str] = set()
    for entity in sorted(lesson.entities, key=lambda each: (each.spans[0], each.id)):
        if entity.coref and schema.has_coref(entity) and "coref" not in entity.unconfirmed:
            yield view, entity, entity.coref if entity.coref in seen else None
            seen.add(entity.coref)
        view.add(entity)


def _choices(lesson: Lesson, schema: LabelSchema) -> Iterator[tuple[list[tuple[str | None, list[str]]], str | None]]:
    suggester = lesson.language.suggester
    for view, entity, right in choices(lesson, schema):
        yield list(_offers(view, entity, _proposed(view, entity, suggester))), right
