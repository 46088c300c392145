"""What is scored and how: the choices that, with gold and predictions, determine every figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

from annotator.errors import UsageError, did_you_mean
from annotator.eval.tags.bio import Repair
from annotator.schema.handwritten.declared import Declared

LAYERS = ("entities", "relations", "events", "coref", "attributes", "labels", "linking")
"""The layers that can be scored, in the order they are reported."""

AVERAGES = ("micro", "macro", "weighted", "documents")
"""micro: of the summed counts; macro: mean over the union of gold and predicted types; weighted: the same by gold
support; documents: mean over the documents in which either side has something to count."""

ON_REQUEST = frozenset({"events.nested", "events.approximate-span", "events.approximate-recursive"})
"""Measures of one community's shared tasks, which are computed only where they are named."""

Matching: TypeAlias = Literal["max", "nervaluate"]

MOST_BETA = 1000.0


@dataclass(frozen=True, slots=True)
class SchemaFacts:
    """What a schema adds to scoring; all empty without one.

    `symmetric` are the relation types without direction, `values` the entity types that take no part in coreference,
    `types` all types by layer (empty: unknown, nothing is reported as unknown to the schema).
    """

    symmetric: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    types: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoreOptions(Declared):
    """How to score.

    A suite chooses by the same names, but not what files of tags and the schema decide (`not_in_file`).

    Attributes:
        layers: which layers; None means every layer that gold or predictions have something in.
        measures: names of measures, or `layer.measure`; None means all of the chosen layers but `ON_REQUEST`.
        by: more rows: `type`, `document`.
        averages: of `AVERAGES`.
        bootstrap: resamples over documents for intervals; 0 for none.
        seed: of the bootstrap.
        confidence: of the intervals.
        matching: `max` is the one alignment of this program; `nervaluate` reproduces that scorer's greedy figures.
        duplicates: `set` counts equal annotations of a document once, `multiset` each.
        min_overlap: least share of characters, in percent, for an overlap to count; 0 means one character.
        min_overlap_of: what the share is of: `gold`, `predicted`, or `iou` (the union of both).
        partial_credit: what a partial match is worth in the measure `partial`.
        beta: of an additional F, which weighs recall beta times as much as precision; None for no such figure.
        drop_singletons: leave clusters of one mention out of the coreference measures, on both sides.
        zero_division: what undefined figures become; None leaves them undefined (null).
        unit: what offsets count: characters, or tokens where the input is files of tags.
        repair: what became of tags that continue nothing, where the input is files of tags.
        schema_facts: what the schema adds.
    """

    not_in_file: ClassVar = ("unit", "repair", "schema_facts")

    layers: tuple[str, ...] | None = None
    measures: tuple[str, ...] | None = None
    by: tuple[str, ...] = ()
    averages: tuple[str, ...] = ("micro",)
    bootstrap: int = 0
    seed: int = 12345
    confidence: float = 0.95
    matching: Matching = "max"
    duplicates: Literal["set", "multiset"] = "set"
    min_overlap: float = 0.0
    min_overlap_of: Literal["gold", "predicted", "iou"] = "gold"
    partial_credit: float = 0.5
    beta: float | None = None
    drop_singletons: bool = False
    zero_division: float | None = None
    unit: Literal["char", "token"] = "char"
    repair: Repair = "none"
    schema_facts: SchemaFacts = field(default_factory=SchemaFacts)

    def __post_init__(self) -> None:
        """Refuse words that nothing knows.

        Raises:
            UsageError: an unknown layer, average or grouping, or a number out of range.
        """
        _known("layer", self.layers or (), LAYERS)
        _known("average", self.averages, AVERAGES)
        _known("grouping", self.by, ("type", "document"))
        _known("matching", (self.matching,), ("max", "nervaluate"))
        _known("duplicates", (self.duplicates,), ("set", "multiset"))
        _known("base of the overlap", (self.min_overlap_of,), ("gold", "predicted", "iou"))
        if self.seed < 0:
            raise UsageError(f"seed {self.seed}: expected 0 or more")
        if self.bootstrap < 0 or not 0 <= self.min_overlap <= 100 or not 0 < self.confidence < 1:
            raise UsageError("bootstrap must be 0 or more, min_overlap 0 to 100 percent, confidence between 0 and 1")
        _known("repair", (self.repair,), ("none", "conlleval", "discard"))
        if self.zero_division is not None and not 0 <= self.zero_division <= 1:
            raise UsageError(f"zero division {self.zero_division:g}: expected 0 to 1, or nothing (null)")
        if not 0 <= self.partial_credit <= 1:
            raise UsageError(f"partial credit {self.partial_credit:g}: expected 0 to 1")
        if self.beta is not None and not 0 < self.beta <= MOST_BETA:
            raise UsageError(f"beta {self.beta:g}: expected more than 0 and at most {MOST_BETA:g}; 2 favours recall")

    def scores(self, layer: str) -> bool:
        """Whether a layer was asked for."""
        return self.layers is None or layer in self.layers

    def wants(self, layer: str, measure: str) -> bool:
        """Whether a measure of a layer was asked for; without any, all but those that must be."""
        if self.measures is None:
            return f"{layer}.{measure}" not in ON_REQUEST
        return measure in self.measures or f"{layer}.{measure}" in self.measures


def _known(what: str, words: tuple[str, ...], legal: tuple[str, ...]) -> None:
    for word in words:
        if word not in legal:
            raise UsageError(f'unknown {what} "{word}"; {did_you_mean(word, legal)}')
