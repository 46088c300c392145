"""Gold and prediction of one document, with what several measures need worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

from annotator.eval.documents.resolved import Mention, ResolvedDocument
from annotator.eval.options import ScoreOptions
from tests.eval.reference.clusters import Clusters, Names, entity_clusters, event_clusters, identities, mention_key


@dataclass(frozen=True)
class DocumentPair:
    """What both sides say of one document, reduced to what gold knows, and how to score it."""

    gold: ResolvedDocument
    predicted: ResolvedDocument
    options: ScoreOptions

    @cached_property
    def entity_names(self) -> tuple[Names, Names]:
        """For each mention of either side, values included, the entity it stands for."""
        return identities(*(entity_clusters(facts) for facts in (self.gold, self.predicted)))

    @cached_property
    def names(self) -> tuple[Names, Names]:
        """For each mention and each event of either side, what it stands for."""
        events = identities(*(event_clusters(facts) for facts in (self.gold, self.predicted)))
        gold, predicted = (
            {**entities, **{key: ("event", name) for key, name in of_events.items()}}
            for entities, of_events in zip(self.entity_names, events, strict=True)
        )
        return gold, predicted

    def thing(self, side: int) -> Callable[[Mention], Hashable | None]:
        """What a mention of a side stands for; None where its coreference is unknown."""
        facts, names = (self.gold, self.predicted)[side], self.names[side]

        def named(mention: Mention) -> Hashable | None:
            return None if facts.unlabelled.part(mention.type, "coref") else names.get(mention_key(mention))

        return named

    def coreference(self, clusters: Callable[[ResolvedDocument], Clusters]) -> tuple[Clusters, Clusters]:
        """The clusters that coreference measures compare."""
        gold, predicted = clusters(self.gold), clusters(self.predicted)
        if self.options.drop_singletons:
            return gold.without_singletons(), predicted.without_singletons()
        return gold, predicted
