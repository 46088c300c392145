"""Coefficients of agreement over many documents: kappa and alpha of labels, unitizing alpha of spans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np

from annotator.agreement.coefficient import Coefficient
from annotator.agreement.items import Item, Layers, Tokens, items_of
from annotator.agreement.kappa import cohen, fleiss
from annotator.agreement.krippendorff import alpha
from annotator.agreement.resampled import Units as SampledUnits
from annotator.agreement.resampled import alphas, cohens, counts_of, fleisses
from annotator.agreement.resampled_unitizing import Part, orders, unitizing_alphas
from annotator.agreement.unitizing import DEFINITION, Units, unitizing_alpha
from annotator.eval.statistics.few_documents import FEW_DOCUMENTS
from annotator.model.spans import Span

Pair: TypeAlias = tuple[str, str]
Scale: TypeAlias = Literal["nominal", "masi"]


@dataclass(frozen=True, slots=True)
class CoefficientRow:
    """One coefficient: of what, of whom (a pair, or all where it is None), and its value or why it has none.

    `type` is an entity or event type, or the name of an attribute or label; `items` counts the units, `prevalence` is
    the share of the commonest label, `observed` the share of equal labels.
    """

    layer: str
    measure: str
    of: str
    scale: Scale
    definition: str
    type: str | None
    document: str | None
    pair: Pair | None
    annotators: int
    value: float | None
    items: int
    reason: str = ""
    prevalence: float | None = None
    observed: float | None = None
    ci: tuple[float, float] | None = None

    def to_plain(self) -> dict[str, Any]:
        """The JSON object; what is not known is left out, but for the value."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        kept = ("type", "document", "pair", "value")
        return {name: value for name, value in plain.items() if name in kept or value not in (None, "")}


class Question(NamedTuple):
    """What units are about: layer, of, and the attribute or label (or "")."""

    layer: str
    of: str
    type: str

    @property
    def one_type(self) -> str:
        """The type of which it is asked whether a unit is of it; "" where its label is asked for."""
        return self.type if self.of in ("types", "tokens") else ""


def coefficient_rows(
    documents: Mapping[str, Layers],
    tokens: Tokens | None = None,
    *,
    by_type: bool = False,
    bootstrap: int = 0,
    seed: int = 0,
) -> list[CoefficientRow]:
    """All coefficients: of each pair of annotators, and of all of them together where there are more than two."""
    units = {document: list(items_of(layers, tokens)) for document, layers in documents.items()}
    annotators = sorted({name for layers in documents.values() for name in layers})
    groups: list[tuple[str, ...]] = list(combinations(annotators, 2))
    groups += [tuple(annotators)] if len(annotators) > 2 else []
    resampling = Resampling(bootstrap, seed)
    rows: list[CoefficientRow] = []
    for group in groups:
        shared = {
            key: _among(items, group) for key, items in units.items() if len(set(group) & set(documents[key])) > 1
        }
        rows += _rows_of_group(group, shared, by_type, resampling)
        rows += _unitizing_rows(group, {key: documents[key] for key in shared}, by_type, resampling)
    return rows


def _among(items: Sequence[Item], group: Sequence[str]) -> list[Item]:
    """The units that at least two of the group labelled, with their labels alone."""
    kept = (each._replace(labels={name: each.labels[name] for name in group if name in each.labels}) for each in items)
    return [each for each in kept if len(each.labels) > 1]


class Resampling(NamedTuple):
    """How many bootstrap samples of the documents an interval takes, and from which seed."""

    samples: int
    seed: int

    def interval(self, documents: int, values: Callable[[np.ndarray], np.ndarray]) -> tuple[float, float] | None:
        """The middle 95 % of a value over samples of the documents; None below the least number of documents.

        `values` gives it for many samples at once, by the numbers of the documents in each.
        """
        if not self.samples or documents < FEW_DOCUMENTS:
            return None
        found = values(orders(documents, self.samples, self.seed))
        return _middle(found[~np.isnan(found)].tolist())


def _middle(found: list[float]) -> tuple[float, float] | None:
    values = sorted(found)
    if not values:
        return None
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


def _rows_of_group(
    group: tuple[str, ...], units: Mapping[str, Sequence[Item]], by_type: bool, resampling: Resampling
) -> Iterator[CoefficientRow]:
    asked: dict[Question, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for document, items in units.items():
        for item in items:
            asked[Question(item.layer, item.of, item.type)][document].append(item)
    if by_type:
        asked |= {
            Question(question.layer, question.of, type_name): by_document
            for question, by_document in list(asked.items())
            if question.of in ("types", "tokens")
            for type_name in _types(by_document)
        }
    for question, by_document in sorted(asked.items(), key=lambda entry: entry[0]):
        for measure in _measures(question, group):
            yield _row(question, measure, group, by_document, resampling)


def _types(by_document: Mapping[str, Sequence[Item]]) -> set[str]:
    """The types that somebody gives. Whether a unit is of one is asked of every unit: else nobody ever says no."""
    items = (item for items in by_document.values() for item in items)
    return {str(label) for item in items for label in item.labels.values()} - {""}


class Measure(NamedTuple):
    """A coefficient of items, and of the units of documents in many samples at once."""

    name: str
    scale: Scale
    compute: Callable[[Sequence[Item]], Coefficient]
    sampled: Callable[[SampledUnits, np.ndarray], np.ndarray]


def _measures(question: Question, group: Sequence[str]) -> Iterator[Measure]:
    one_type = question.one_type
    scale: Scale = "masi" if question.of == "clusters" else "nominal"
    yield Measure(
        "krippendorff-alpha",
        scale,
        lambda items: alpha(_columns(items, group, one_type), scale),
        lambda units, draws: alphas(units, scale, draws),
    )
    if scale == "masi":
        return
    if len(group) == 2:
        yield Measure("cohen-kappa", scale, lambda items: _cohen(items, group, one_type), cohens)
    else:
        yield Measure("fleiss-kappa", scale, lambda items: _fleiss(items, group, one_type), fleisses)


def _columns(items: Sequence[Item], group: Sequence[str], one_type: str) -> list[list[Any]]:
    """One list of labels an annotator; with `one_type`, whether each label is it."""

    def label(item: Item, name: str) -> Any:
        own_label = item.labels.get(name)
        return own_label if own_label is None or not one_type else str(own_label) == one_type

    return [[label(item, name) for item in items] for name in group]


def _units(items: Sequence[Item], group: Sequence[str], one_type: str) -> list[tuple[Any, ...]]:
    return list(zip(*_columns(items, group, one_type), strict=True))


def _cohen(items: Sequence[Item], group: Sequence[str], one_type: str) -> Coefficient:
    left, right = _columns(items, group, one_type)
    return cohen(left, right)


def _fleiss(items: Sequence[Item], group: Sequence[str], one_type: str) -> Coefficient:
    whole = [item for item in items if len(item.labels) == len(group)]
    if len(whole) < len(items):
        return Coefficient(None, "not every unit has a label of every annotator; see Krippendorff's alpha")
    rows = [Counter(column) for column in zip(*_columns(whole, group, one_type), strict=True)]
    labels = sorted({label for row in rows for label in row}, key=str)
    return fleiss([[row[label] for label in labels] for row in rows])


def _row(
    question: Question,
    measure: Measure,
    group: tuple[str, ...],
    by_document: Mapping[str, Sequence[Item]],
    resampling: Resampling,
) -> CoefficientRow:
    units = [_units(by_document[name], group, question.one_type) for name in sorted(by_document)]
    items = [item for name in sorted(by_document) for item in by_document[name]]
    result = measure.compute(items)
    columns = _columns(items, group, question.one_type)
    given = [[label for label in labels if label is not None] for labels in zip(*columns, strict=True)]
    labels = Counter(label for each in given for label in each)
    equal = [len(set(each)) == 1 for each in given]
    return CoefficientRow(
        layer=question.layer,
        measure=measure.name,
        of=question.of,
        scale=measure.scale,
        definition="",
        type=question.type or None,
        document=None,
        pair=(group[0], group[1]) if len(group) == 2 else None,
        annotators=len(group),
        value=result.value,
        items=len(items),
        reason=result.reason,
        prevalence=labels.most_common(1)[0][1] / labels.total() if labels else None,
        observed=sum(equal) / len(equal) if equal else None,
        ci=resampling.interval(len(units), lambda drawn: measure.sampled(units, counts_of(drawn))),
    )


def _unitizing_rows(
    group: tuple[str, ...], documents: Mapping[str, Layers], by_type: bool, resampling: Resampling
) -> Iterator[CoefficientRow]:
    """Unitizing alpha of entities on one continuum: the documents laid end to end."""
    whole = {key: layers for key, layers in documents.items() if all(name in layers for name in group)}
    names = sorted(whole)
    parts = [_part(whole[key], group) for key in names]
    types = sorted({each.type for layers in whole.values() for name in group for each in layers[name].entities})

    units, length = _laid_end_to_end(parts, len(group))
    for type_name in (None, *(types if by_type else ())):
        chosen = types if type_name is None else [type_name]
        result = unitizing_alpha(units, length, chosen)
        count = sum(
            type_name in (None, each.type) for key in names for name in group for each in whole[key][name].entities
        )
        yield CoefficientRow(
            layer="entities",
            measure="unitizing-alpha",
            of="types",
            scale="nominal",
            definition=DEFINITION,
            type=type_name,
            document=None,
            pair=(group[0], group[1]) if len(group) == 2 else None,
            annotators=len(group),
            value=result.value,
            items=count,
            reason=result.reason,
            ci=resampling.interval(len(names), partial(unitizing_alphas, parts, chosen)),
        )


def _part(layers: Layers, group: Sequence[str]) -> Part:
    """A document's units; overlapping ones are left out."""
    units: list[dict[str, list[Span]]] = [defaultdict(list) for _ in group]
    for number, name in enumerate(group):
        for mention in layers[name].entities:
            so_far = units[number][mention.type]
            for span in mention.spans:
                if not so_far or so_far[-1][1] <= span[0]:
                    so_far.append(span)
    return units, _length(layers)


def _laid_end_to_end(parts: Sequence[Part], annotators: int) -> tuple[list[Units], int]:
    """Everybody's units by type on one continuum, shifted by the texts before, and the length of all."""
    whole: list[dict[str, list[Span]]] = [defaultdict(list) for _ in range(annotators)]
    offset = 0
    for units, length in parts:
        for own, of_part in zip(whole, units, strict=True):
            for name, spans in of_part.items():
                own[name] += [(start + offset, end + offset) for start, end in spans]
        offset += length
    return [dict(each) for each in whole], offset


def _length(layers: Layers) -> int:
    text = next((each.text for each in layers.values() if each.text), None)
    ends = (each.spans[-1][1] for layer in layers.values() for each in layer.entities if each.spans)
    return len(text) if text else max(ends, default=0)


def overlapping_of_one_type(layers: Layers) -> int:
    """How many mentions unitizing alpha leaves out: those that overlap an earlier one of their type."""
    left_out = 0
    for document in layers.values():
        reached: dict[str, int] = {}
        for mention in document.entities:
            if mention.spans and mention.spans[0][0] < reached.get(mention.type, 0):
                left_out += 1
            elif mention.spans:
                reached[mention.type] = mention.spans[-1][1]
    return left_out
