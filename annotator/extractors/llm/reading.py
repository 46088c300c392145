"""What an answer says of a text, with offsets for its quotes; what has no place is kept apart, never lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from annotator.extractors.llm.decoding import AnswerFormError, Repairs
from annotator.extractors.llm.values import attribute_values, id_of, words_of
from annotator.model.quoted import quoted
from annotator.text.placing import Misplaced, Placer

Plain: TypeAlias = dict[str, Any]

UNTYPED = "?"
"""The type of what was said without one."""
LETTERS = {"entities": "T", "relations": "R", "events": "E"}
"""How ids begin that the model left out."""
NO_WORDS = "?"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the layers and labels as a record has them, what has no place, and what was mended."""

    entities: list[Plain] = field(default_factory=list)
    relations: list[Plain] = field(default_factory=list)
    events: list[Plain] = field(default_factory=list)
    labels: Plain = field(default_factory=dict)
    unplaced: list[Plain] = field(default_factory=list)
    repairs: Repairs = field(default_factory=Counter)


def read_answer(
    answer: Mapping[str, Any], placer: Placer, start_char: int = 0, pointers: frozenset[str] = frozenset()
) -> Reading:
    """What an answer says.

    Args:
        answer: the object that the model answered with.
        placer: finds quotes in the text that the model was shown.
        start_char: where that text begins in the document.
        pointers: the attributes that may hold the id of an annotation.

    Raises:
        AnswerFormError: a layer is no list.
    """
    return _Reader(answer, placer, start_char, pointers).read()


class _Reader:
    def __init__(self, answer: Mapping[str, Any], placer: Placer, start_char: int, pointers: frozenset[str]) -> None:
        self.found = Reading()
        self._placer = placer
        self._start_char = start_char
        self._pointers = pointers
        self._answer = answer
        self._items = {layer: list(self._list(answer, layer)) for layer in LETTERS}
        self._given = {id_of(each) for items in self._items.values() for each in items if isinstance(each, Mapping)}
        self._words: dict[str, str] = {}
        self._placed: set[str] = set()

    def read(self) -> Reading:
        reading = self.found
        for item in self._items["entities"]:
            typed = self._typed("entities", item)
            if typed and (entity := self._marked("entities", *typed)):
                reading.entities.append(entity)
        pairs = [(item, event) for item in self._items["events"] if (event := self._event(item)) is not None]
        for item, event in pairs:
            event["arguments"] = list(self._arguments(item, event))
        reading.events.extend(event for _, event in pairs if event["id"] in self._placed)
        for item in self._items["relations"]:
            if relation := self._relation(item):
                reading.relations.append(relation)
        for each in (*reading.entities, *reading.events, *reading.relations):
            each["attributes"] = self._pointing(each["attributes"])
        labels = self._answer.get("labels")
        reading.labels.update(attribute_values(labels, reading.repairs) if isinstance(labels, Mapping) else {})
        return reading

    def _list(self, holder: Mapping[str, Any], key: str) -> Iterator[Any]:
        value = holder.get(key, ())
        if value is None:
            self.found.repairs["null for a list"] += 1
        elif isinstance(value, Mapping):
            self.found.repairs["object for a list"] += 1
            yield from [value] if "type" in value or "role" in value else _by_name(value)
        elif isinstance(value, list | tuple):
            yield from value
        else:
            raise AnswerFormError(f'"{key}" of the model\'s answer is {value!r}; expected a list')

    def _unplaced(self, layer: str, kind: str, text: str, reason: str, nth: int | None = None) -> None:
        whole = {"layer": layer, "type": kind, "text": text or NO_WORDS, "reason": reason}
        self.found.unplaced.append(whole | ({"nth": nth} if nth is not None and nth > 0 else {}))

    def _own_id(self, layer: str, item: Mapping[str, Any]) -> str:
        """The item's id; one of ours where it has none, or another has it."""
        own = id_of(item)
        if own and own not in self._words:
            return own
        self.found.repairs["id twice" if own else "missing id"] += 1
        number = 1
        while (fresh := f"{LETTERS[layer]}{number}") in self._given or fresh in self._words:
            number += 1
        return fresh

    def _typed(self, layer: str, item: object) -> tuple[Mapping[str, Any], str, str] | None:
        """An item with its id and type; None for one that is no annotation at all."""
        if not isinstance(item, Mapping):
            self._unplaced(layer, UNTYPED, item if isinstance(item, str) else "", "is no object")
            return None
        own = self._own_id(layer, item)
        kind = item.get("type")
        self._words[own] = ""
        return item, own, kind if isinstance(kind, str) and kind else UNTYPED

    def _marked(self, layer: str, marked: Mapping[str, Any], own: str, kind: str) -> Plain | None:
        """An item with the offsets of its quote; None where it has no place."""
        words, nth, reason = words_of(marked, self.found.repairs)
        self._words[own] = words
        if not words and layer == "events" and kind != UNTYPED and not reason:
            self._placed.add(own)
            return {
                "id": own,
                "type": kind,
                "attributes": attribute_values(marked.get("attributes"), self.found.repairs),
            }
        place = Misplaced(reason) if reason else self._placer.place(words, nth)
        if kind == UNTYPED:
            place = Misplaced("has no type")
        if isinstance(place, Misplaced):
            self._unplaced(layer, kind, words, place.reason, nth if "nth" in marked else None)
            return None
        if place.placing != "exact":
            self.found.repairs[f"placed by {place.placing}"] += 1
        self._placed.add(own)
        spans = [[self._start_char + each for each in place.span]]
        values = attribute_values(marked.get("attributes"), self.found.repairs)
        return {"id": own, "type": kind, "spans": spans, "attributes": values}

    def _event(self, item: object) -> Plain | None:
        """An event without its arguments; of one without a place its id and type alone."""
        typed = self._typed("events", item)
        if typed is None:
            return None
        marked = self._marked("events", *typed)
        if marked is None:
            return {"id": typed[1], "type": typed[2]}
        spans = marked.pop("spans", None)
        return marked | ({"trigger": {"spans": spans}} if spans else {})

    def _arguments(self, item: Mapping[str, Any], event: Plain) -> Iterator[Plain]:
        """The arguments that can stand; the others have no place."""
        known = set()
        for each in self._list(item, "arguments"):
            filler = each if isinstance(each, Mapping) else {}
            role, target = filler.get("role"), id_of(filler, "target")
            role = role if isinstance(role, str) and role else UNTYPED
            if event["id"] not in self._placed:
                reason = "its event has no place in the text"
            else:
                reason = "has no role" if role == UNTYPED else self._absent(role, target)
            if reason:
                self._unplaced("events", f"{event['type']}/{role}", self._words.get(target, ""), reason)
            elif (role, target) in known:
                self.found.repairs["argument twice"] += 1
            else:
                known.add((role, target))
                values = attribute_values(filler.get("attributes"), self.found.repairs)
                yield {"role": role, "target": target} | ({"attributes": values} if values else {})

    def _relation(self, item: object) -> Plain | None:
        typed = self._typed("relations", item)
        if typed is None:
            return None
        given, own, kind = typed
        head, tail = id_of(given, "head"), id_of(given, "tail")
        reason = "has no type" if kind == UNTYPED else self._absent("head", head) or self._absent("tail", tail)
        if reason:
            ends = (self._words.get(each) or NO_WORDS for each in (head, tail))
            self._unplaced("relations", kind, " -> ".join(ends), reason)
            return None
        values = attribute_values(given.get("attributes"), self.found.repairs)
        return {"id": own, "type": kind, "head": head, "tail": tail, "attributes": values}

    def _absent(self, what: str, target: str) -> str:
        """Why an id cannot be named; empty when it can."""
        if target in self._placed:
            return ""
        if not target:
            return f"{what} names nothing"
        why = "has no place in the text" if target in self._words else "is not there"
        return f"{what} names {quoted(target)}, which {why}"

    def _pointing(self, values: Plain) -> Plain:
        """Attributes without those that name an annotation that has no place."""
        kept = {}
        for name, value in values.items():
            if name in self._pointers and value in self._words and value not in self._placed:
                self.found.repairs["attribute that names what has no place"] += 1
            else:
                kept[name] = value
        return kept


def _by_name(items: Mapping[str, Any]) -> Iterator[Any]:
    """The items of an object by id, or the arguments of one by role."""
    for name, item in items.items():
        yield {"id": name, **item} if isinstance(item, Mapping) else {"role": name, "target": item}
