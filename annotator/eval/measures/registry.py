"""All layers that can be scored, in the order in which they are reported, with their measures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from annotator.errors import UsageError, did_you_mean
from annotator.eval.count_names import CountKey
from annotator.eval.measures import attributes, coreference, entities, events, linking, relations
from annotator.eval.measures.measure import Contribution, Measure

MEASURES: Mapping[str, tuple[Measure, ...]] = {
    entities.LAYER: entities.MEASURES,
    relations.LAYER: relations.MEASURES,
    events.LAYER: events.MEASURES,
    coreference.LAYER: coreference.MEASURES,
    attributes.LAYER: attributes.MEASURES,
    attributes.LABELS_LAYER: attributes.LABEL_MEASURES,
    linking.LAYER: linking.MEASURES,
}
"""The measures of each layer, in the order in which both are reported."""

ABOUT: Mapping[str, str] = {
    entities.LAYER: entities.ABOUT,
    relations.LAYER: relations.ABOUT,
    events.LAYER: events.ABOUT,
    coreference.LAYER: coreference.ABOUT,
    attributes.LAYER: attributes.ABOUT,
    attributes.LABELS_LAYER: attributes.LABELS_ABOUT,
    linking.LAYER: linking.ABOUT,
}
"""What is compared in each layer, and how."""

ALL_MEASURES = tuple(measure for measures in MEASURES.values() for measure in measures)
LAYERS = tuple(MEASURES)


def find_measure(layer: str, name: str) -> Measure:
    """The measure of a layer with this name.

    Raises:
        UsageError: there is none.
    """
    if layer not in MEASURES:
        raise UsageError(f"unknown layer {layer!r}; {did_you_mean(layer, LAYERS)}")
    for measure in MEASURES[layer]:
        if measure.name == name:
            return measure
    names = (measure.name for measure in MEASURES[layer])
    raise UsageError(f"unknown measure {name!r} of {layer}; {did_you_mean(name, names)}")


def measure_lists() -> str:
    """All measures by layer, in one paragraph; those that are computed only where they are named come last."""
    usual = (
        f"{layer}: {', '.join(each.name for each in measures if not each.on_request)}"
        for layer, measures in MEASURES.items()
    )
    on_request = (each.full_name for each in ALL_MEASURES if each.on_request)
    return f"{'; '.join(usual)}. Only where named: {', '.join(on_request)}."


def measures_named(word: str) -> tuple[Measure, ...]:
    """The measures that a word `measure` or `layer.measure` names.

    Raises:
        UsageError: it names none.
    """
    measures = tuple(each for each in ALL_MEASURES if word in (each.name, each.full_name))
    if not measures:
        names = dict.fromkeys(each.full_name if "." in word else each.name for each in ALL_MEASURES)
        expected = f"expected MEASURE or LAYER.MEASURE of: {measure_lists()}"
        raise UsageError(f"unknown measure {word!r}; {did_you_mean(word, names, expected)}")
    return measures


@lru_cache(maxsize=1 << 14)
def contributions(key: CountKey, partial_credit: float) -> tuple[tuple[Measure, Contribution], ...]:
    """What one of a key adds to the rows of every measure that reads it."""
    return tuple(
        (measure, added)
        for measure in MEASURES.get(key.layer, ())
        for added in measure.contributions(key, partial_credit)
    )
