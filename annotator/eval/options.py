"""What is scored and how: the choices that, with gold and predictions, determine every figure.

This is the one declaration of every choice: its default, what values it takes, its flag and help on the command line,
and how the signature names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

from annotator.errors import UsageError, did_you_mean
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import LAYERS, measure_lists, measures_named
from annotator.eval.schema_facts import SchemaFacts
from annotator.schema.handwritten.declared import Declared

AVERAGES = ("micro", "macro", "weighted", "documents")
"""micro: of the summed counts; macro: mean over the union of gold and predicted types; weighted: the same by gold
support; documents: mean over the documents in which either side has something to count."""

Repair: TypeAlias = Literal["none", "conlleval", "discard"]

MOST_BETA = 1000.0


class Option(NamedTuple):
    """How a choice looks outside.

    Attributes:
        help: what it does, for people; "" where nobody can choose it by hand.
        flag: its name on the command line, where that is not the name of the field.
        signature: its name in the signature; "" where it does not stand there by itself.
        shown: its value in the signature, from all options; None leaves it out.
        check: what is wrong with a value, or "".
        words: the values that the command line knows by another word.
        in_comparisons: whether it matters where systems are compared.
        in_recipe: whether figures depend on it; if not, it says which rows there are, or concerns resampling.
    """

    help: str = ""
    flag: str = ""
    signature: str = ""
    shown: Callable[[Any], str | None] | None = None
    check: Callable[[Any], str] = lambda value: ""
    words: Mapping[str, Any] | None = None
    in_comparisons: bool = True
    in_recipe: bool = True


def _option(default: Any, option: Option) -> Any:
    return field(default=default, metadata={"option": option})


def _known(what: str, legal: Iterable[str]) -> Callable[[Any], str]:
    """Each word is one of these."""
    words = tuple(legal)

    def check(value: Any) -> str:
        given = () if value is None else (value,) if isinstance(value, str) else value
        odd = [word for word in given if word not in words]
        return f'unknown {what} "{odd[0]}"; {did_you_mean(odd[0], words)}' if odd else ""

    return check


def _range(expected: str, holds: Callable[[float], bool]) -> Callable[[Any], str]:
    """A number, where there is one, for which this holds."""
    return lambda value: "" if value is None or holds(value) else f"{value:g}: expected {expected}"


def _measures(value: tuple[str, ...] | None) -> str:
    """Each word names a measure."""
    for word in value or ():
        measures_named(word)
    return ""


def _type_fault(name: str, declared: str, value: Any) -> str:
    """What is wrong with the type of a value, where the field is declared as words or as a number."""
    if value is None and declared.endswith("| None"):
        return ""
    if declared.startswith("tuple") and not isinstance(value, tuple):
        return f"{name}: {value!r}; expected a tuple of words" + (f": ({value!r},)" if isinstance(value, str) else "")
    if declared.startswith(("int", "float")) and (isinstance(value, bool) or not isinstance(value, int | float)):
        return f"{name}: {value!r}; expected a number"
    return ""


@dataclass(frozen=True, slots=True)
class ScoreOptions(Declared):
    """How to score; `OPTIONS` says what each choice means.

    A suite chooses by the same names, but not what gates, files of tags and the schema decide (`not_in_file`).
    """

    not_in_file: ClassVar = ("gated", "unit", "repair", "schema_facts")

    layers: tuple[str, ...] | None = _option(
        None,
        Option(
            f"Only these layers: {', '.join(LAYERS)}.",
            "layer",
            "layers",
            lambda options: "+".join(options.layers or ("all",)),
            _known("layer", LAYERS),
            in_recipe=False,
        ),
    )
    measures: tuple[str, ...] | None = _option(
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
    gated: tuple[str, ...] = _option((), Option(check=_measures))
    by: tuple[str, ...] = _option(
        (), Option("More rows: type, document.", check=_known("grouping", ("type", "document")))
    )
    matching: Literal["max", "nervaluate"] = _option(
        "max",
        Option(
            "How mentions are aligned; nervaluate only reproduces that scorer's figures.",
            signature="align",
            check=_known("matching", ("max", "nervaluate")),
        ),
    )
    min_overlap: float = _option(
        0.0,
        Option(
            "Least share of characters, in percent, for mentions to overlap; 0 is one character.",
            signature="overlap",
            shown=lambda options: (
                f"{options.min_overlap:g}%{options.min_overlap_of}" if options.min_overlap else "1char"
            ),
            check=_range("a least overlap of 0 to 100 percent", lambda value: 0 <= value <= 100),
        ),
    )
    min_overlap_of: Literal["gold", "predicted", "iou"] = _option(
        "gold",
        Option(
            "What the share is of: the gold mention, the predicted one, or the union of both.",
            check=_known("base of the overlap", ("gold", "predicted", "iou")),
        ),
    )
    partial_credit: float = _option(
        0.5,
        Option(
            "What a partial match is worth in the measure partial.",
            signature="credit",
            check=_range("a partial credit of 0 to 1", lambda value: 0 <= value <= 1),
        ),
    )
    averages: tuple[str, ...] = _option(
        ("micro",),
        Option(
            "micro, macro (over types), weighted (by gold support), documents (mean of theirs).",
            "average",
            "avg",
            lambda options: "+".join(options.averages),
            _known("average", AVERAGES),
            in_comparisons=False,
            in_recipe=False,
        ),
    )
    duplicates: Literal["set", "multiset"] = _option(
        "set",
        Option(
            "Whether equal annotations count once or each.",
            signature="dup",
            check=_known("duplicates", ("set", "multiset")),
        ),
    )
    drop_singletons: bool = _option(
        False,
        Option(
            "Leave clusters of one mention out of the coreference measures.",
            signature="singletons",
            shown=lambda options: "drop" if options.drop_singletons else "keep",
        ),
    )
    zero_division: float | None = _option(
        None,
        Option(
            "What undefined figures (0/0) become.",
            signature="zero",
            shown=lambda options: "null" if options.zero_division is None else f"{options.zero_division:g}",
            check=_range("0 to 1, or nothing (null), for zero division", lambda value: 0 <= value <= 1),
            words={"null": None, "0": 0.0, "1": 1.0},
            in_comparisons=False,
        ),
    )
    unit: Literal["char", "token"] = _option("char", Option(signature="unit"))
    bootstrap: int = _option(
        0,
        Option(
            "Resamples of the documents for intervals; 10000 is usual.",
            signature="boot",
            check=_range("0 or more resamples (bootstrap)", lambda value: value >= 0),
            in_recipe=False,
        ),
    )
    confidence: float = _option(
        0.95,
        Option(
            "Of the intervals.",
            signature="level",
            check=_range("a confidence between 0 and 1", lambda value: 0 < value < 1),
            in_recipe=False,
        ),
    )
    seed: int = _option(
        12345,
        Option(
            "Where the random resamples start; the same seed gives the same interval.",
            signature="seed",
            check=_range("a seed of 0 or more", lambda value: value >= 0),
            in_recipe=False,
        ),
    )
    beta: float | None = _option(
        None,
        Option(
            "One more figure, F-beta: recall weighs so many times as much as precision.",
            signature="beta",
            shown=lambda options: None if options.beta is None else f"{options.beta:g}",
            check=_range(
                f"a beta above 0 and at most {MOST_BETA:g}; 2 favours recall", lambda value: 0 < value <= MOST_BETA
            ),
            in_comparisons=False,
        ),
    )
    repair: Literal["none", "conlleval", "discard"] = _option(
        "none",
        Option(
            "What becomes of a tag I-X that continues nothing: refused; begins a mention; dropped.",
            signature="repair",
            shown=lambda options: options.repair if options.unit == "token" else None,
            check=_known("repair", ("none", "conlleval", "discard")),
        ),
    )
    schema_facts: SchemaFacts = field(default_factory=SchemaFacts, metadata={"option": Option()})

    def __post_init__(self) -> None:
        """Refuse what no choice takes, and what would measure nothing.

        Raises:
            UsageError: an unknown word, one word for a tuple of them or none, no number, one out of range, or a measure
                of no layer that was chosen.
        """
        for each in fields(self):
            value = getattr(self, each.name)
            if value == () and each.name in NEVER_EMPTY:
                raise UsageError(f"{each.name}: an empty list measures nothing; expected at least one word")
            if fault := _type_fault(each.name, str(each.type), value) or OPTIONS[each.name].check(value):
                raise UsageError(fault)
        for word in self.measures or ():
            layers = [each.layer for each in measures_named(word)]
            if not any(self.layers is None or layer in self.layers for layer in layers):
                chosen = ", ".join(self.layers or ())
                raise UsageError(f"measure {word} is of {', '.join(layers)}, but only {chosen} is scored")

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
LISTS = (*NEVER_EMPTY, "by", "gated")
"""The choices that are lists of words."""

OPTIONS: Mapping[str, Option] = {each.name: each.metadata["option"] for each in fields(ScoreOptions)}
"""How each choice looks outside, by the name of its field."""
