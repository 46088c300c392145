"""Which types of a source may be taken together with others: those that people mostly took one by one."""

from __future__ import annotations

from annotator.suggest.kept import Counts, named

LEAST_DECIDED = 30
"""Of how many offers of a type people have decided at least before it may be sure."""

LEAST_TAKEN = 0.9
"""Which share of them they took at least."""


def offers_of(layer: str, type_name: str) -> str:
    """What is counted of the offers of a type, as proposals of the name of their source."""
    return f"{layer} {type_name}"


def sure_types(counts: Counts, source: str, layer: str, types: set[str]) -> frozenset[str]:
    """The types of a source's offers for a layer that people of a project took, nine of ten of at least thirty."""
    sure = set()
    for each in types:
        taken, decided = counts.get(named(offers_of(layer, each), source), (0, 0))
        if decided >= LEAST_DECIDED and taken >= LEAST_TAKEN * decided:
            sure.add(each)
    return frozenset(sure)
