"""The page docs/measures.md, made of the measures themselves."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from annotator.eval.measures.families import Family
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import ABOUT, ALL_MEASURES, MEASURES

INTRODUCTION = """# Measures

A gate, `--measure` and a suite name a measure as `layer.measure`, such as `entities.strict`. `annotator eval GOLD PRED`
computes all but those that are marked *on request*, which are computed where they, or a gate on them, are named.

Figures are fractions; what is 0/0 is undefined (null in JSON, `-` for people). P is precision, R recall.

## What figures are made of
"""

ON_REQUEST = " *On request.*"


def measures_page() -> str:
    """The whole page."""
    families = dict.fromkeys(measure.family for measure in ALL_MEASURES)
    parts = [INTRODUCTION, _table(("family", "counts of a row", "figures"), map(_of_family, families))]
    for layer, measures in MEASURES.items():
        parts += [f"## {layer}\n", f"{fill(ABOUT[layer], 118)}\n"]
        parts.append(_table(("measure", "what is right", "family", "source"), map(_of_measure, measures)))
    return "\n".join(parts)


def _of_family(family: Family) -> tuple[str, ...]:
    return family.name, ", ".join(f"`{name}`" for name in family.counts), family.formula


def _of_measure(measure: Measure) -> tuple[str, ...]:
    definition = measure.definition + (ON_REQUEST if measure.on_request else "")
    return f"`{measure.name}`", definition, measure.family.name, measure.source


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
