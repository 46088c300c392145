"""Label sets made comparable: types renamed, chosen or left out, predictions below a score left out.

What names something that is left out goes with it: a relation with its end, an argument with what fills it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from annotator.errors import UsageError, did_you_mean, nearest
from annotator.eval.documents.unplaced import type_of, unplaced_of, with_unplaced
from annotator.eval.input_options import InputOptions
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.record import LAYERS, Record, Unplaced

Item = TypeVar("Item", Entity, Relation, Event)

Types = Mapping[str, frozenset[str]]
"""Types by layer."""


@dataclass(frozen=True, slots=True)
class LabelSet:
    """What is renamed in predictions, and what is left of both sides."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    chosen: Types = field(default_factory=dict)
    """The only types of a layer; a layer that is not named stays whole."""
    ignored: frozenset[str] = frozenset()
    min_score: float | None = None

    def of_gold(self, record: Record) -> Record:
        """What is left of a gold record."""
        return self._left(record, None) if self.chosen or self.ignored else record

    def of_prediction(self, record: Record) -> Record:
        """What a prediction says in the words of gold."""
        if self.renamed:
            record = _renamed(record, self.renamed)
        leaves_out = self.chosen or self.ignored or self.min_score is not None
        return self._left(record, self.min_score) if leaves_out else record

    def keeps(self, layer: str, type_name: str) -> bool:
        """Whether annotations of this type are left."""
        return type_name not in self.ignored and (layer not in self.chosen or type_name in self.chosen[layer])

    def _left(self, record: Record, least: float | None) -> Record:
        entities = self._kept("entities", record.entities, least)
        events = self._kept("events", record.events, least)
        there = {each.id for each in entities} | {each.id for each in events}
        relations = self._kept("relations", record.relations, least)
        left = replace(
            record,
            entities=entities,
            relations=tuple(each for each in relations if each.head in there and each.tail in there),
            events=tuple(_filled(each, there) for each in events),
        )
        return with_unplaced(left, lambda each: self.keeps(each.layer, type_of(each)))

    def _kept(self, layer: str, items: tuple[Item, ...], least: float | None) -> tuple[Item, ...]:
        return tuple(
            each
            for each in items
            if self.keeps(layer, each.type) and (least is None or each.score is None or each.score >= least)
        )


WHOLE = LabelSet()
"""Everything as it is."""


def label_set(options: InputOptions, gold: Types, predicted: Types, schema: Types) -> LabelSet:
    """The label set of the options, for these types.

    Raises:
        UsageError: a type that is to be compared is nowhere.
    """
    if not options.chooses:
        return WHOLE
    renamed = renaming(options)
    ours = {layer: frozenset(renamed.get(each, each) for each in names) for layer, names in predicted.items()}
    known: Types = {
        layer: frozenset[str]().union(*(types.get(layer, frozenset()) for types in (gold, ours, schema)))
        for layer in LAYERS
    }
    _refuse_unknown(options.types, known)
    chosen = {
        layer: chosen_names for layer, names in known.items() if (chosen_names := names.intersection(options.types))
    }
    return LabelSet(renamed, chosen, frozenset(options.ignore_types), options.min_score)


def renaming(options: InputOptions) -> dict[str, str]:
    """What predicted types become."""
    return {old: new for old, _, new in (word.partition("=") for word in options.map)}


def _refuse_unknown(asked_names: Iterable[str], known: Types) -> None:
    everything = sorted(frozenset[str]().union(*known.values()))
    for name in asked_names:
        if name not in everything:
            meant = nearest(name, everything)
            there = "; ".join(f"{layer}: {', '.join(sorted(names))}" for layer, names in known.items() if names)
            hint = f"did you mean {meant}? " if meant else ""
            raise UsageError(f"--types {name}: nothing is of this type; {hint}There are {there or 'none'}")


def idle(options: InputOptions, gold: Types, predicted: Types) -> list[str]:
    """What the options name and is nowhere, so that they do nothing there; a sentence each."""
    theirs, ours = (frozenset[str]().union(*types.values()) for types in (predicted, gold))
    messages = [
        _nowhere(f"--map {word}", word.partition("=")[0], theirs, "in the predictions")
        for word in options.map
        if word.partition("=")[0] not in theirs
    ]
    messages += [
        _nowhere(f"--ignore-types {name}", name, theirs | ours, "on either side")
        for name in options.ignore_types
        if name not in theirs | ours
    ]
    relations = gold.get("relations", frozenset()) | predicted.get("relations", frozenset())
    messages += [
        _nowhere(f"--symmetric {name}", name, relations, "among the relations")
        for name in options.symmetric
        if name not in relations | frozenset(renaming(options).values())
    ]
    return messages


def _nowhere(option: str, name: str, known: Iterable[str], where: str) -> str:
    return f"{option}: {name} never stands {where}; {did_you_mean(name, sorted(known), 'it changes nothing')}"


def types_in(records: Iterable[Record]) -> dict[str, frozenset[str]]:
    """The types of records, by layer."""
    names_of: dict[str, set[str]] = {layer: set() for layer in LAYERS}
    for record in records:
        for layer in LAYERS:
            names_of[layer].update(each.type for each in getattr(record, layer))
        for each in unplaced_of(record):
            names_of[each.layer].add(type_of(each))
    return {layer: frozenset(names) for layer, names in names_of.items()}


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    def each_of(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(replace(each, type=names[each.type]) if each.type in names else each for each in items)

    run = record.extractor
    if run and run.unplaced:
        run = replace(run, unplaced=tuple(_renamed_unplaced(each, names) for each in run.unplaced))
    return replace(
        record,
        entities=each_of(record.entities),
        relations=each_of(record.relations),
        events=each_of(record.events),
        extractor=run,
    )


def _renamed_unplaced(each: Unplaced, names: Mapping[str, str]) -> Unplaced:
    own = type_of(each)
    return replace(each, type=names.get(own, own) + each.type[len(own) :])


def _filled(event: Event, there: set[str]) -> Event:
    kept = tuple(each for each in event.arguments if each.target in there)
    return event if len(kept) == len(event.arguments) else replace(event, arguments=kept)
