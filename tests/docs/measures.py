"""The page docs/measures.md, made of the measures themselves."""

from __future__ import annotations

from textwrap import fill

from annotator.eval.measures.families import Family
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import ABOUT, ALL_MEASURES, MEASURES
from tests.docs.markdown import table
from tests.docs.worked import by_hand

INTRODUCTION = """# Measures

A gate, `--measure` and a suite name a measure as `layer.measure`, such as `entities.strict`. `annotator eval GOLD PRED`
computes all but those that are marked *on request*, which are computed where they, or a gate on them, are named.
Where *gold decides* something that the prediction does not, F1 depends on which side is called gold.

Figures are fractions; what is 0/0 is undefined (null in JSON, `-` for people). P is precision, R recall.

## What figures are made of

"""


def page() -> str:
    """The whole page."""
    families = dict.fromkeys(measure.family for measure in ALL_MEASURES)
    parts = [INTRODUCTION, table(("family", "counts of a row", "figures"), map(_of_family, families))]
    for layer, measures in MEASURES.items():
        parts.append(f"\n## {layer}\n\n{fill(ABOUT[layer], 118)}\n\n")
        parts.append(table(("measure", "what is right", "family", "source"), map(_of_measure, measures)))
        parts.append(f"\n{by_hand(layer)}")
    return "".join(parts)


def _of_family(family: Family) -> tuple[str, ...]:
    return family.name, ", ".join(f"`{name}`" for name in family.counts), family.formula


def _of_measure(measure: Measure) -> tuple[str, ...]:
    marks = {" *On request.*": measure.on_request, " *Gold decides.*": measure.gold_decides}
    definition = measure.definition + "".join(mark for mark, holds in marks.items() if holds)
    return f"`{measure.name}`", definition, measure.family.name, measure.source
