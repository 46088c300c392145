"""What two annotators disagree on: every difference of one kind, and whether it is a decision or follows from one.

Kinds: `missing` (one has it), `boundary` (overlapping words), `type` (the same words), `trigger` (the same event on
other words), `argument` (one has the filler), `role` (the same filler), `link` (another filler or end), `direction`,
`attribute`, `cluster` (a component of chains that differs), `label`. A difference that exists only because a mention
is missing on one side is a consequence, and no decision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from annotator.agreement.gold_diff import words_of
from annotator.agreement.kinds import Kind
from annotator.agreement.pairing import Pairing, SameSentence, near, pair_documents
from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.canonical import to_bytes
from annotator.model.document import Document
from annotator.model.spans import shared_chars

REPEATED = 3
"""From this many places on a difference is a question that repeats."""


class Difference(NamedTuple):
    """One difference between two layers: where, of what kind, in which words, with both readings.

    `type` is the annotation's, in the first layer where both have it. `start_char` is where it stands, `ids` what the
    two call the annotation that differs, or the event whose arguments do; None where one has none.
    """

    document: str
    layer: str
    kind: Kind
    type: str
    words: str
    first: str
    second: str
    start_char: int
    is_decision: bool = True
    same_thing: bool | None = None
    ids: tuple[str | None, str | None] = (None, None)

    def to_plain(self) -> dict[str, Any]:
        """The JSON object, without the ids."""
        return {name: value for name, value in self._asdict().items() if name != "ids" and value is not None}

    @property
    def question(self) -> Hashable:
        """What makes differences the same question: the same kind, words and readings."""
        return self.layer, self.kind, self.type, self.words.lower(), self.first.lower(), self.second.lower()


class DisagreementRow(NamedTuple):
    """How often a pair disagrees in one way; `questions` are those that repeat in at least three places."""

    layer: str
    kind: str
    type: str | None
    pair: tuple[str, str]
    differences: int
    decisions: int
    questions: int
    same_thing: bool | None = None

    def to_plain(self) -> dict[str, Any]:
        """The JSON object; `same_thing` only with links."""
        plain = self._asdict()
        plain = {"count" if name == "differences" else name: value for name, value in plain.items()}
        if self.same_thing is None:
            del plain["same_thing"]
        return plain


def disagreement_rows(
    pair: tuple[str, str], differences: Iterable[Difference], *, by_type: bool
) -> list[DisagreementRow]:
    """The differences of a pair by layer and kind, and with `by_type` by type; most frequent first."""
    groups: dict[tuple[str, str, str | None, bool | None], list[Difference]] = defaultdict(list)
    for each in differences:
        groups[each.layer, each.kind, None, each.same_thing].append(each)
        if by_type:
            groups[each.layer, each.kind, each.type, each.same_thing].append(each)
    rows = []
    for (layer, kind, type_name, same_thing), members in groups.items():
        repeated = Counter(each.question for each in members if each.is_decision)
        questions = sum(count >= REPEATED for count in repeated.values())
        decisions = sum(each.is_decision for each in members)
        rows.append(DisagreementRow(layer, kind, type_name, pair, len(members), decisions, questions, same_thing))
    return sorted(rows, key=lambda row: (-row.differences, row.layer, row.kind, row.type or "", str(row.same_thing)))


def differences_of(
    first: Document, second: Document, same_sentence: SameSentence = near, symmetric: frozenset[str] = frozenset()
) -> list[Difference]:
    """Every difference between two layers of one document, in the order of the text."""
    pairing = pair_documents(first, second, same_sentence, symmetric)
    comparison = _Comparison(first, second, pairing, symmetric)
    return sorted(comparison.differences(), key=lambda each: (each.start_char, each.layer, each.kind, each.words))


class _Comparison:
    def __init__(self, first: Document, second: Document, pairing: Pairing, symmetric: frozenset[str]) -> None:
        self._first = first
        self._second = second
        self._pairing = pairing
        self._symmetric = symmetric
        self._backwards = {
            new: old for pairs in (pairing.entities, pairing.relations, pairing.events) for old, new in pairs.items()
        }

    def differences(self) -> Iterator[Difference]:
        """All differences, in no particular order."""
        for layer in ("entities", "events", "relations"):
            old, new = getattr(self._first, layer), getattr(self._second, layer)
            for each in old.values():
                partner = self._second.find(self._pairing.partner(each.id) or "")
                if partner is None:
                    yield self._missing(layer, self._first, each, in_first=True)
                else:
                    yield from self._pair(layer, each, partner)
            for each in new.values():
                if each.id not in self._backwards:
                    yield self._missing(layer, self._second, each, in_first=False)
        yield from self._clusters("entities")
        yield from self._clusters("events")
        yield from self._labels()

    def _missing(self, layer: str, document: Document, annotation: Annotation, *, in_first: bool) -> Difference:
        shown = (annotation.type, "nothing") if in_first else ("nothing", annotation.type)
        ends = (annotation.head, annotation.tail) if isinstance(annotation, Relation) else ()
        is_decision = all(self._is_paired(end, in_first=in_first) for end in ends)
        ids = (annotation.id, None) if in_first else (None, annotation.id)
        return self._difference(layer, "missing", document, annotation, *shown, is_decision=is_decision, ids=ids)

    def _is_paired(self, annotation_id: str, *, in_first: bool) -> bool:
        return bool(self._pairing.partner(annotation_id)) if in_first else annotation_id in self._backwards

    def _pair(self, layer: str, old: Annotation, new: Annotation) -> Iterator[Difference]:
        if isinstance(old, Relation) and isinstance(new, Relation):
            yield from self._relation(old, new)
        elif isinstance(old, Entity | Event) and isinstance(new, Entity | Event) and old.spans != new.spans:
            kind: Kind = "boundary" if shared_chars(old.spans, new.spans) else "trigger"
            shown = (f"[{words_of(self._first, old)}]", f"[{words_of(self._second, new)}]")
            yield self._difference(layer, kind, self._first, old, *shown)
        if old.type != new.type and getattr(old, "spans", ()) == getattr(new, "spans", ()):
            yield self._difference(layer, "type", self._first, old, old.type, new.type)
        if isinstance(old, Event) and isinstance(new, Event):
            yield from self._arguments(old, new)
        for name in sorted({*old.attributes, *new.attributes}):
            one, other = old.attributes.get(name), new.attributes.get(name)
            if to_bytes(one) != to_bytes(other) and not self._is_one_thing(one, other):
                shown = (f"{name} {_value(one)}", f"{name} {_value(other)}")
                yield self._difference(layer, "attribute", self._first, old, *shown)

    def _relation(self, old: Relation, new: Relation) -> Iterator[Difference]:
        ends = (self._pairing.partner(old.head), self._pairing.partner(old.tail))
        turned = ends == (new.tail, new.head)
        if ends == (new.head, new.tail) or (turned and old.type in self._symmetric):
            return
        shown = (words_of(self._first, old), words_of(self._second, new))
        if turned:
            yield self._difference("relations", "direction", self._first, old, *shown)
            return
        same = all(self._same_thing(*each) for each in ((old.head, new.head), (old.tail, new.tail)))
        yield self._difference("relations", "link", self._first, old, *shown, same_thing=same)

    def _arguments(self, old: Event, new: Event) -> Iterator[Difference]:
        gone, come = list(old.arguments), list(new.arguments)
        for argument in old.arguments:
            same = next((each for each in come if self._equal(argument, each)), None)
            if same:
                gone.remove(argument)
                come.remove(same)
        for argument in list(gone):
            target = self._pairing.partner(argument.target)
            other = next((each for each in come if each.target == target), None)
            if other:
                gone.remove(argument)
                come.remove(other)
                yield self._argument("role", old, argument.role, other.role)
        for argument in list(gone):
            other = next((each for each in come if each.role == argument.role), None)
            if other:
                gone.remove(argument)
                come.remove(other)
                same_thing = self._same_thing(argument.target, other.target)
                shown = (self._filler(self._first, argument), self._filler(self._second, other))
                yield self._argument("link", old, *shown, same_thing=same_thing)
        for argument in gone:
            paired = self._is_paired(argument.target, in_first=True)
            yield self._argument("argument", old, self._filler(self._first, argument), "nothing", is_decision=paired)
        for argument in come:
            paired = self._is_paired(argument.target, in_first=False)
            yield self._argument("argument", old, "nothing", self._filler(self._second, argument), is_decision=paired)

    def _equal(self, old: Argument, new: Argument) -> bool:
        return old.role == new.role and self._pairing.partner(old.target) == new.target

    def _argument(self, kind: Kind, event: Event, first: str, second: str, **rest: Any) -> Difference:
        return self._difference("events", kind, self._first, event, first, second, **rest)

    def _filler(self, document: Document, argument: Argument) -> str:
        target = document.find(argument.target)
        return f"{argument.role} {words_of(document, target) if target else argument.target}"

    def _same_thing(self, old_id: str, new_id: str) -> bool:
        """Whether two mentions are one thing for somebody: the same mention, or in one chain on either side."""
        partner = self._pairing.partner(old_id)
        if partner == new_id:
            return True
        back = self._backwards.get(new_id)
        return _in_one_chain(self._second, partner, new_id) or _in_one_chain(self._first, old_id, back)

    def _is_one_thing(self, one: object, other: object) -> bool:
        """Whether two values of a reference name one thing: a chain or mention that both layers have."""
        if not isinstance(one, str) or not isinstance(other, str):
            return False
        if self._pairing.partner(one) == other:
            return True
        members = {self._pairing.partner(each) for each in _members(self._first, one)}
        return bool(members & _members(self._second, other))

    def _clusters(self, layer: str) -> Iterator[Difference]:
        """One difference for each component of chains over paired mentions that the two partition differently."""
        pairs = self._pairing.entities if layer == "entities" else self._pairing.events
        first: dict[str, str] = {}
        second: dict[str, str] = {}
        for old, new in pairs.items():
            first[old] = getattr(self._first.find(old), "coref", None) or f"alone {old}"
            second[old] = getattr(self._second.find(new), "coref", None) or f"alone {new}"
        for component in components(first, second):
            one, other = ({side[each] for each in component} for side in (first, second))
            if len(one) > 1 or len(other) > 1:
                anchor = self._first.find(min(component, key=lambda each: self._start(each)))
                if anchor is not None:
                    shown = (f"{len(one)} things", f"{len(other)} things")
                    yield self._difference(layer, "cluster", self._first, anchor, *shown)

    def _start(self, annotation_id: str) -> tuple[int, str]:
        spans = getattr(self._first.find(annotation_id), "spans", ())
        return (spans[0][0] if spans else 0), annotation_id

    def _labels(self) -> Iterator[Difference]:
        for name in sorted({*self._first.labels, *self._second.labels}):
            one, other = self._first.labels.get(name), self._second.labels.get(name)
            if to_bytes(one) != to_bytes(other):
                yield Difference(self._first.id, "labels", "label", name, name, _value(one), _value(other), 0)

    def _difference(
        self, layer: str, kind: Kind, document: Document, annotation: Annotation, first: str, second: str, **rest: Any
    ) -> Difference:
        words = words_of(document, annotation)
        start = _start_char(document, annotation)
        paired = {"ids": (annotation.id, self._pairing.partner(annotation.id) or None)}
        return Difference(document.id, layer, kind, annotation.type, words, first, second, start, **paired | rest)


def components(first: dict[str, str], second: dict[str, str]) -> Iterator[set[str]]:
    """The finest groups of mentions that no chain of either layer crosses: the join of the two partitions."""
    by_name: dict[tuple[int, str], set[str]] = defaultdict(set)
    for number, side in enumerate((first, second)):
        for member, name in side.items():
            by_name[number, name].add(member)
    left = set(first)
    while left:
        group: set[str] = set()
        waiting = [min(left)]
        while waiting:
            member = waiting.pop()
            if member not in group:
                group.add(member)
                waiting += by_name[0, first[member]] | by_name[1, second[member]]
        left -= group
        yield group


def _in_one_chain(document: Document, one: str | None, other: str | None) -> bool:
    chains = [getattr(document.find(each), "coref", None) if each else None for each in (one, other)]
    return chains[0] is not None and chains[0] == chains[1]


def _members(document: Document, chain: str) -> set[str]:
    everything: Sequence[Entity | Event] = [*document.entities.values(), *document.events.values()]
    return {each.id for each in everything if each.coref == chain}


def _start_char(document: Document, annotation: Annotation) -> int:
    if isinstance(annotation, Relation):
        head = document.find(annotation.head)
        return _start_char(document, head) if head and not isinstance(head, Relation) else 0
    return annotation.spans[0][0] if annotation.spans else 0


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
