"""What the learner has learned from finished documents, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.arguments import ArgumentModel, fit_arguments
from annotator.suggest.learner.mentions import MentionModel, fit_mentions
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner.relations import RelationModel, fit_relations
from annotator.suggest.learner.steps import Steps, done
from annotator.suggest.learner.tagger.tagger import NO_TAGGER, Tagger
from annotator.suggest.learner.things import ThingModel, fit_things
from annotator.suggest.learner.trigger_fitting import fit_triggers
from annotator.suggest.learner.triggers import TriggerModel
from annotator.suggest.learner.usual_values import UsualValues, fit_usual_values


@dataclass(frozen=True)
class Model:
    """A fitted learner; `schema` is the version that it was fitted under, `sources` what else it was fitted with."""

    schema: LabelSchema
    mentions: MentionModel
    triggers: TriggerModel
    arguments: ArgumentModel
    relations: RelationModel
    usual: UsualValues
    things: ThingModel
    sources: tuple[SourceName, ...] = ()


def fit_model(
    lessons: Sequence[Lesson],
    schema: LabelSchema,
    sources: Sequence[SourceName] = (),
    tagger: Tagger = NO_TAGGER,
) -> Model:
    """The model that lessons teach, by these sources too; the same lessons in the same order teach the same."""
    return done(fit_in_steps(lessons, schema, sources, tagger))


def fit_in_steps(
    lessons: Sequence[Lesson],
    schema: LabelSchema,
    sources: Sequence[SourceName] = (),
    tagger: Tagger = NO_TAGGER,
) -> Steps[Model]:
    """The same, part by part."""
    mentions = fit_mentions(lessons, tuple(each.name for each in sources), tagger)
    yield
    triggers = fit_triggers(lessons)
    yield
    arguments = fit_arguments(lessons, schema)
    yield
    relations = fit_relations(lessons, schema)
    yield
    usual, things = fit_usual_values(lessons, schema), fit_things(lessons, schema)
    yield
    return Model(schema, mentions, triggers, arguments, relations, usual, things, tuple(sources))
