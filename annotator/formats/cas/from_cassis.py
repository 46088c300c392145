"""One view of a CAS that the library has read, as structures; offsets are code points already."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any, NamedTuple

from annotator.formats.cas.kinds import Kinds, plain_name
from annotator.formats.cas.library import quiet
from annotator.formats.cas.naming import ANY, DOCUMENT, DOCUMENT_ANNOTATION, SENTENCE, TAG_SET, TOKEN, short_name
from annotator.formats.cas.structures import Cas, Chain, Layer, Slot, SlotFeature, Structure
from annotator.formats.protocol import Report
from annotator.model.annotation import Value
from annotator.model.spans import LARGEST_INTEGER, Span

_OF_TOKENS = {"lemma", "stem", "pos", "morph"}
"""Features of a token that point to annotations at its place."""


class ViewRead(NamedTuple):
    """A view as structures, what is said of the document as a whole, and the ids of what was looked at."""

    cas: Cas
    said: Mapping[str, Value]
    ids: Set[int]


def cas_of_view(view: Any, report: Report) -> ViewRead:
    """A view of a CAS."""
    with quiet():
        return _View(view, report).read()


class _View:
    """One view while it is read."""

    def __init__(self, view: Any, report: Report) -> None:
        self._system = view.typesystem
        self._text: str | None = view.sofa_string
        self._report = report
        indexed = list(view.select_all_fs())
        everything = [*indexed, *_pointed_to(indexed, view.get_sofa())]
        self._seen = {each.xmiID for each in everything}
        self._document = [each for each in everything if self._is(each, DOCUMENT_ANNOTATION)]
        self._tokens = [each for each in everything if self._is(each, TOKEN)]
        self._sentences = [each for each in everything if self._is(each, SENTENCE)]
        set_aside = {id(each) for each in (*self._document, *self._tokens, *self._sentences)}
        rest = [each for each in everything if id(each) not in set_aside]
        self._heads = [each for each in rest if self._is_head(each)]
        self._annotations = sorted((each for each in rest if self._is_annotation(each)), key=_place)
        links = {each["first"].type.name for each in self._heads}
        self._kinds = Kinds(self._system, frozenset(links))
        self._keys: dict[int, int] = {id(each): key for key, each in enumerate(self._annotations, 1)}
        self._token_structures: dict[int, Structure] = {}
        in_index = {id(each) for each in indexed}
        self._lose_others(each for each in rest if id(each) in in_index)

    def read(self) -> ViewRead:
        for each in self._annotations:
            self._kinds.of(each)
        structures = [structure for each in self._annotations for structure in self._structure(each)]
        structures += self._token_structures.values()
        chains = tuple(self._chains())
        structures, chains = _without_gaps(structures, chains)
        layers = _layers(structures, self._kinds, self._annotations)
        sentences = tuple(self._tokens_by_sentence())
        names = self._sentence_ids(sentences)
        cas = Cas(self._text or "", sentences, layers, tuple(structures), chains, sentence_ids=names)
        return ViewRead(cas, self._said_of_document(), self._seen)

    def _is(self, structure: Any, name: str) -> bool:
        return bool(self._system.contains_type(name, True) and self._system.is_instance_of(structure.type, name))

    def _is_annotation(self, structure: Any) -> bool:
        is_one = self._is(structure, ANY) and structure.begin is not None and structure.end is not None
        return is_one and not self._is(structure, TAG_SET)

    def _is_head(self, structure: Any) -> bool:
        has_first = not self._is(structure, ANY) and structure.type.get_feature("first") is not None
        return bool(has_first and structure["first"] is not None and self._is_annotation(structure["first"]))

    def _lose_others(self, rest: Iterable[Any]) -> None:
        """Tell of structures that stand nowhere in the text, and are neither links nor heads of chains."""
        told = {id(each) for each in (*self._annotations, *self._heads)}
        for each in rest:
            is_link = each.type.get_feature("target") is not None and not self._is(each, ANY)
            if id(each) not in told and not is_link:
                self._report.lose(f"structure {short_name(each.type.name)}", "it is no annotation of the text")

    def _structure(self, annotation: Any) -> Iterator[Structure]:
        kind = self._kinds.of(annotation)
        key, span = self._keys[id(annotation)], (annotation.begin, annotation.end)
        for name in kind.others:
            if annotation[name] is not None:
                what = f"feature {name} of {short_name(annotation.type.name)}"
                self._report.lose(what, "it points to another structure; the record has arguments and relations")
        features = dict(self._features(annotation, kind.layer))
        if kind.layer.kind != "relation":
            slots = [slot for each in kind.layer.slots for slot in self._slots(annotation, each)]
            yield Structure(key, kind.layer.name, span, features, tuple(slots))
            return
        source, target = self._key(annotation["Governor"]), self._key(annotation["Dependent"])
        if source and target:
            yield Structure(key, kind.layer.name, span, features, ends=(source, target))
        else:
            self._report.lose("relation", "it has no annotation at an end")

    def _features(self, annotation: Any, layer: Layer) -> Iterator[tuple[str, Value | None]]:
        values = {plain_name(each): annotation[each.name] for each in annotation.type.all_features}
        for name in layer.features:
            value = values.get(name)
            yield name, None if value is None else self._value(name, value)

    def _value(self, name: str, value: Any) -> Value | None:
        if hasattr(value, "elements"):
            words = tuple(each or "" for each in value.elements or ())
            return words or None
        is_float = isinstance(value, float) and not math.isfinite(value)
        if is_float or (isinstance(value, int) and abs(value) > LARGEST_INTEGER):
            self._report.lose(f"feature {name}", f"{value} is no number that every reader knows")
            return None
        known: Value = value
        return known

    def _slots(self, annotation: Any, slot: SlotFeature) -> Iterator[Slot]:
        links = getattr(annotation[slot.name], "elements", None) or ()
        for link in links:
            target = self._key(link["target"]) if link is not None else 0
            if not target:
                self._report.lose("argument", "its link points to no annotation")
                continue
            role = link["role"] if link.type.get_feature("role") is not None else None
            yield Slot(slot.name, role, target)
            rest = [each.name for each in link.type.all_features if each.name not in ("target", "role")]
            for name in rest:
                if link[name] is not None:
                    what = f"feature {name} of {short_name(link.type.name)}"
                    self._report.lose(what, "a slot has a role and a target")

    def _key(self, structure: Any) -> int:
        """The key of what a feature points to; a token stands for its part of speech, or for itself."""
        if structure is None:
            return 0
        if not self._is(structure, TOKEN):
            return self._keys.get(id(structure), 0)
        pos = structure["pos"] if structure.type.get_feature("pos") is not None else None
        if pos is not None and id(pos) in self._keys:
            return self._keys[id(pos)]
        if id(structure) not in self._token_structures:
            key = len(self._annotations) + len(self._token_structures) + 1
            self._token_structures[id(structure)] = Structure(key, TOKEN, (structure.begin, structure.end))
        return self._token_structures[id(structure)].key

    def _chains(self) -> Iterator[Chain]:
        links = [each for each in self._annotations if self._kinds.of(each).layer.kind == "chain"]
        has_next = {id(each): each for each in links if each.type.get_feature("next") is not None}
        followed = {id(each["next"]) for each in has_next.values() if each["next"] is not None}
        starts = [each["first"] for each in sorted(self._heads, key=lambda each: each.xmiID or 0)]
        starts += [each for each in links if id(each) not in followed]
        seen: set[int] = set()
        number = 0
        for start in [*starts, *links]:
            members: list[int] = []
            link = start
            while link is not None and id(link) in self._keys and id(link) not in seen:
                seen.add(id(link))
                members.append(self._keys[id(link)])
                link = link["next"] if id(link) in has_next else None
            if members:
                number += 1
                yield Chain(number, tuple(members))

    def _tokens_by_sentence(self) -> Iterator[tuple[Span, ...]]:
        """The tokens of every sentence, and those between sentences as sentences of their own."""
        spans: list[Span] = []
        for begin, end in sorted((each.begin, each.end) for each in self._tokens):
            if begin < end and (not spans or begin >= spans[-1][1]):
                spans.append((begin, end))
            else:
                self._report.lose("token", "it is empty, or overlaps another one")
        for each in (*self._tokens, *self._sentences):
            self._lose_features(each)
        ends = sorted((each.begin, each.end) for each in self._sentences)
        current: list[Span] = []
        index = 0
        for span in spans:
            crossed = index
            while index < len(ends) and span[0] >= ends[index][1]:
                index += 1
            begins = index < len(ends) and current and current[-1][0] < ends[index][0] <= span[0]
            if current and (crossed != index or begins):
                yield tuple(current)
                current = []
            current.append(span)
        if current:
            yield tuple(current)

    def _sentence_ids(self, sentences: tuple[tuple[Span, ...], ...]) -> dict[int, str]:
        """What sentences are called, by their number."""
        called = {each.begin: each["id"] for each in self._sentences if each.type.get_feature("id") is not None}
        begins = sorted(begin for begin, name in called.items() if isinstance(name, str) and name)
        names = {}
        for number, tokens in enumerate(sentences):
            at = bisect_right(begins, tokens[0][0]) - 1
            if at >= 0 and (number == 0 or sentences[number - 1][0][0] < begins[at]):
                names[number] = str(called[begins[at]])
        return names

    def _lose_features(self, structure: Any) -> None:
        """Tell of features of tokens and sentences, which the record has not."""
        for feature in structure.type.all_features:
            value = structure[feature.name]
            is_kept = feature.name == "id" and self._is(structure, SENTENCE)
            if feature.name not in {"sofa", "begin", "end", *_OF_TOKENS} and value and not is_kept:
                what = f"feature {plain_name(feature)} of {short_name(structure.type.name)}"
                self._report.lose(what, "the record has tokens and sentences as places only")

    def _said_of_document(self) -> dict[str, Value]:
        said: dict[str, Value] = {}
        for each in sorted(self._document, key=lambda one: one.type.name != DOCUMENT):
            for feature in each.type.all_features:
                value = each[feature.name]
                if feature.name not in {"sofa", "begin", "end"} and isinstance(value, str | bool | int | float):
                    said.setdefault(plain_name(feature), value)
        return said


def _pointed_to(indexed: list[Any], sofa: Any) -> list[Any]:
    """What the structures of a view point to that is not in its index, of this text or of none."""
    seen = {id(each) for each in indexed}
    found: list[Any] = []
    open_list = list(indexed)
    while open_list:
        for each in _targets(open_list.pop()):
            if id(each) not in seen:
                seen.add(id(each))
                open_list.append(each)
                if getattr(each, "sofa", None) in (None, sofa):
                    found.append(each)
    return found


def _targets(structure: Any) -> Iterator[Any]:
    """The structures that the features of one point to."""
    elements = getattr(structure, "elements", None) or ()
    values = [getattr(structure, each.name, None) for each in structure.type.all_features if each.name != "sofa"]
    for value in (*elements, *values):
        if hasattr(value, "xmiID") and hasattr(value, "type"):
            yield value


def _place(annotation: Any) -> tuple[int, int, int]:
    return annotation.begin, -annotation.end, annotation.xmiID or 0


def _without_gaps(structures: list[Structure], chains: tuple[Chain, ...]) -> tuple[list[Structure], tuple[Chain, ...]]:
    """Without what points to relations that were left out."""
    keys = {each.key for each in structures}
    kept = [each for each in structures if not each.ends or all(end in keys for end in each.ends)]
    return [replace(each, slots=tuple(one for one in each.slots if one.target in keys)) for each in kept], chains


def _layers(structures: Iterable[Structure], kinds: Kinds, annotations: Iterable[Any]) -> tuple[Layer, ...]:
    """The layers that have annotations: spans, then chains, then relations, each with what its own join."""
    counted = Counter(each.layer for each in structures)
    layers = {kind.layer.name: kind.layer for kind in map(kinds.of, annotations) if counted[kind.layer.name]}
    by_key = {each.key: each.layer for each in structures}
    for layer in list(layers.values()):
        if layer.kind == "relation":
            ends = {by_key[end] for each in structures if each.layer == layer.name for end in each.ends or ()}
            layers[layer.name] = replace(layer, base=ends.pop() if len(ends) == 1 else ANY)
    if counted[TOKEN]:
        layers[TOKEN] = Layer(TOKEN, "span")
    order = ("span", "chain", "relation")
    return tuple(sorted(layers.values(), key=lambda each: (order.index(each.kind), each.name)))
