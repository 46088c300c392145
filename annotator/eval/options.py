"""What is scored and how: the choices that, with gold and predictions, determine every figure.

This is the one declaration of every choice: its default, what values it takes, its flag and help on the command line,
and how the signature names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import ClassVar, Literal

from annotator.errors import UsageError
from annotator.eval.input_options import INPUT_OPTIONS, InputOptions
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import LAYERS, measure_lists, measures_named
from annotator.eval.option import Option, in_range, known, option
from annotator.eval.schema_facts import SchemaFacts

AVERAGES = ("micro", "macro", "weighted", "documents")
"""micro: of the summed counts; macro: mean over the union of gold and predicted types; weighted: the same by gold
support; documents: mean over the documents in which either side has something to count."""

MOST_BETA = 1000.0


def _measures(value: tuple[str, ...] | None) -> str:
    """Each word names a measure."""
    for word in value or ():
        measures_named(word)
    return ""


@dataclass(frozen=True, slots=True)
class ScoreOptions(InputOptions):
    """How to score; `OPTIONS` says what each choice means.

    A suite chooses by the same names, but not what gates, the kind of files and the schema decide (`not_in_file`).
    """

    not_in_file: ClassVar = ("gated", "unit", "schema_facts")

    layers: tuple[str, ...] | None = option(
        None,
        Option(
            f"Only these layers: {', '.join(LAYERS)}.",
            "layer",
            "layers",
            lambda options: "+".join(options.layers or ("all",)),
            known("layer", LAYERS),
            in_recipe=False,
        ),
    )
    measures: tuple[str, ...] | None = option(
        None,
        Option(
            f"Only these measures, by name or as LAYER.MEASURE. {measure_lists()}",
            "measure",
            "measures",
            lambda options: "+".join((*(options.measures or ("all",)), *options.added_by_gates())),
            _measures,
            in_recipe=False,
        ),
    )
    gated: tuple[str, ...] = option((), Option(check=_measures))
    by: tuple[str, ...] = option(
        (), Option("More rows: type, document.", check=known("grouping", ("type", "document")))
    )
    matching: Literal["max", "nervaluate"] = option(
        "max",
        Option(
            "How mentions are aligned; nervaluate only reproduces that scorer's figures.",
            signature="align",
            check=known("matching", ("max", "nervaluate")),
        ),
    )
    min_overlap: float = option(
        0.0,
        Option(
            "Least share of characters, in percent, for mentions to overlap; 0 is one character.",
            signature="overlap",
            shown=lambda options: (
                f"{options.min_overlap:g}%{options.min_overlap_of}" if options.min_overlap else "1char"
            ),
            check=in_range("a least overlap of 0 to 100 percent", lambda value: 0 <= value <= 100),
        ),
    )
    min_overlap_of: Literal["gold", "predicted", "iou"] = option(
        "gold",
        Option(
            "What the share is of: the gold mention, the predicted one, or the union of both.",
            check=known("base of the overlap", ("gold", "predicted", "iou")),
        ),
    )
    partial_credit: float = option(
        0.5,
        Option(
            "What a partial match is worth in the measure partial.",
            signature="credit",
            check=in_range("a partial credit of 0 to 1", lambda value: 0 <= value <= 1),
        ),
    )
    averages: tuple[str, ...] = option(
        ("micro",),
        Option(
            "micro, macro (over types), weighted (by gold support), documents (mean of theirs).",
            "average",
            "avg",
            lambda options: "+".join(options.averages),
            known("average", AVERAGES),
            in_comparisons=False,
            in_recipe=False,
        ),
    )
    duplicates: Literal["set", "multiset"] = option(
        "set",
        Option(
            "Whether equal annotations count once or each.",
            signature="dup",
            check=known("duplicates", ("set", "multiset")),
        ),
    )
    drop_singletons: bool = option(
        False,
        Option(
            "Leave clusters of one mention out of the coreference measures.",
            signature="singletons",
            shown=lambda options: "drop" if options.drop_singletons else "keep",
        ),
    )
    zero_division: float | None = option(
        None,
        Option(
            "What undefined figures (0/0) become.",
            signature="zero",
            shown=lambda options: "null" if options.zero_division is None else f"{options.zero_division:g}",
            check=in_range("0 to 1, or nothing (null), for zero division", lambda value: 0 <= value <= 1),
            words={"null": None, "0": 0.0, "1": 1.0},
            in_comparisons=False,
        ),
    )
    unit: Literal["char", "token"] = option("char", Option(signature="unit"))
    bootstrap: int = option(
        0,
        Option(
            "Resamples of the documents for intervals; 10000 is usual.",
            signature="boot",
            check=in_range("0 or more resamples (bootstrap)", lambda value: value >= 0),
            in_recipe=False,
        ),
    )
    confidence: float = option(
        0.95,
        Option(
            "Of the intervals.",
            signature="level",
            check=in_range("a confidence between 0 and 1", lambda value: 0 < value < 1),
            in_recipe=False,
        ),
    )
    seed: int = option(
        12345,
        Option(
            "Where the random resamples start; the same seed gives the same interval.",
            signature="seed",
            check=in_range("a seed of 0 or more", lambda value: value >= 0),
            in_recipe=False,
        ),
    )
    beta: float | None = option(
        None,
        Option(
            "One more figure, F-beta: recall weighs so many times as much as precision.",
            signature="beta",
            shown=lambda options: None if options.beta is None else f"{options.beta:g}",
            check=in_range(
                f"a beta above 0 and at most {MOST_BETA:g}; 2 favours recall", lambda value: 0 < value <= MOST_BETA
            ),
            in_comparisons=False,
        ),
    )
    schema_facts: SchemaFacts = field(default_factory=SchemaFacts, metadata={"option": Option()})

    def __post_init__(self) -> None:
        """Refuse what no choice takes, and what would measure nothing.

        Raises:
            UsageError: an unknown word, one word for a tuple of them or none, no number, one out of range, or a measure
                of no layer that was chosen.
        """
        for name in NEVER_EMPTY:
            if getattr(self, name) == ():
                raise UsageError(f"{name}: an empty list measures nothing; expected at least one word")
        # Inherited by name: a class with slots is made anew, and `super` without arguments knows only the first one.
        InputOptions.__post_init__(self)
        for word in self.measures or ():
            layers = [each.layer for each in measures_named(word)]
            if not any(self.layers is None or layer in self.layers for layer in layers):
                chosen = ", ".join(self.layers or ())
                raise UsageError(f"measure {word} is of {', '.join(layers)}, but only {chosen} is scored")
        facts = self.schema_facts
        if not facts.symmetric.issuperset(self.symmetric):
            both = facts.symmetric.union(self.symmetric)
            object.__setattr__(self, "schema_facts", replace(facts, symmetric=both))

    def scores(self, layer: str) -> bool:
        """Whether anything of a layer was asked for."""
        return self.layers is None or layer in self.layers or layer in self._layers_of_gates()

    def wants(self, measure: Measure) -> bool:
        """Whether a measure was asked for, by name, by a gate, or, where none is named, as one of its layer."""
        return measure.full_name in self.gated or self._chosen(measure)

    def _layers_of_gates(self) -> set[str]:
        return {measure.layer for name in self.gated for measure in measures_named(name)}

    def _chosen(self, measure: Measure) -> bool:
        if self.layers is not None and measure.layer not in self.layers:
            return False
        if self.measures is None:
            return not measure.on_request
        return measure.name in self.measures or measure.full_name in self.measures

    def also(self, measures: Iterable[Measure]) -> ScoreOptions:
        """With rows of these measures in any case, whatever their layer."""
        return replace(self, gated=tuple(dict.fromkeys((*self.gated, *(each.full_name for each in measures)))))

    def added_by_gates(self) -> list[str]:
        """The measures that only gates ask for."""
        return [each.full_name for name in self.gated for each in measures_named(name) if not self._chosen(each)]


NEVER_EMPTY = ("layers", "measures", "averages")
LISTS = (*NEVER_EMPTY, "by", "gated", "map", "types", "ignore_types", "symmetric")
"""The choices that are lists of words."""

_ALL: Mapping[str, Option] = {each.name: each.metadata["option"] for each in fields(ScoreOptions)}
OPTIONS: Mapping[str, Option] = {
    **{name: each for name, each in _ALL.items() if name not in INPUT_OPTIONS},
    **INPUT_OPTIONS,
}
"""How each choice looks outside, by the name of its field; what is read comes last."""
