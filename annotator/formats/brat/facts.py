"""The lines that a document demands, each as a fact: what it says, and how it is written when no line says it yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from annotator.formats.brat.line_ends import cut, joined, one_line
from annotator.formats.brat.lines import ANNOTATOR_NOTES, EquivalenceLine
from annotator.formats.brat.terms import Key, Terms
from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.order import ordered_entities, ordered_events, ordered_relations, target_key
from annotator.model.spans import Spans, surface

Losses: TypeAlias = list[tuple[str, str]]
"""(what, why) of everything that has no place."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line that the document demands: what it says, whose slot it may take, and how it is written."""

    key: Key
    slot: str
    write: Callable[[], str]


class Facts:
    """Makes the facts of a document; what brat cannot say on the way is added to `losses`."""

    def __init__(self, terms: Terms, losses: Losses) -> None:
        """Start the numbers of new lines above those of the lines that are there."""
        self._terms = terms
        self.losses = losses
        self._stored_keys = {terms.key(line) for _, line in terms.stored.lines.values()}
        self._numbers = self._first_numbers()

    def all(self) -> Iterator[Fact]:
        """The facts of the document, entities first, each with what hangs on it."""
        written: set[str] = set()
        for entity in ordered_entities(self._terms.document):
            yield self._text_fact(self._terms.ids[entity.id], entity.type, entity.spans)
            yield from self._common(entity)
        for event in ordered_events(self._terms.document):
            if event.id in self._terms.unsayable:
                continue
            trigger = self._terms.triggers[event.id]
            if trigger not in written:
                written.add(trigger)
                yield self._text_fact(trigger, event.type, event.spans)
            yield self._event_fact(event, trigger)
            yield from self._common(event)
        for relation in ordered_relations(self._terms.document):
            if not {relation.head, relation.tail} & self._terms.unsayable:
                yield self._relation_fact(relation)
                yield from self._common(relation)
        yield from self._equivalences()

    def _text_fact(self, brat_id: str, type_name: str, spans: Spans) -> Fact:
        text = self._terms.document.text or ""
        pieces = self._terms.pieces_as_read(brat_id, spans)
        if not pieces:
            pieces = cut(text, spans)
            if joined(text, pieces) != spans:
                self.losses.append(("spans at a line end", "brat's pieces are read as one where a line end parts them"))
        name = self._terms.name(type_name)
        where = ";".join(f"{start} {end}" for start, end in pieces)
        return Fact(
            ("T", brat_id, name, pieces),
            brat_id,
            lambda: f"{brat_id}\t{name} {where}\t{one_line(surface(text, pieces))}",
        )

    def _event_fact(self, event: Event, trigger: str) -> Fact:
        brat_id, name = self._terms.ids[event.id], self._terms.name(event.type)
        sayable = [each for each in event.arguments if each.target not in self._terms.unsayable]
        ordered = sorted(sayable, key=lambda each: (each.role, target_key(self._terms.document, each.target)))
        arguments = list(dict.fromkeys((self._terms.name(each.role), self._terms.ids[each.target]) for each in ordered))
        self.losses += [("argument twice", "brat has it once")] * (len(ordered) - len(arguments))

        numbered = list(self._numbered(event, arguments))
        words = {word for word, _ in numbered}
        key = ("E", brat_id, name, trigger, tuple(sorted(arguments)))
        for (role, _), (word, _) in zip(arguments, numbered, strict=True):
            if key not in self._stored_keys and (read := self._terms.role_read(event, word, words)) != role:
                self.losses.append((f"role {role}", f"{word} is read as {read} with a number"))

        def write() -> str:
            written = [f"{name}:{trigger}", *(f"{word}:{target}" for word, target in numbered)]
            return f"{brat_id}\t{' '.join(written)}"

        return Fact(key, brat_id, write)

    def _numbered(self, event: Event, arguments: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Repeated roles with their number from 2 on; a number that would make another role's name is passed over."""
        real = self._terms.real_roles(event)
        counts: dict[str, int] = defaultdict(int)
        for role, target in arguments:
            counts[role] += 1
            while counts[role] > 1 and f"{role}{counts[role]}" in real:
                counts[role] += 1
            yield f"{role}{counts[role]}" if counts[role] > 1 else role, target

    def _relation_fact(self, relation: Relation) -> Fact:
        brat_id, name = self._terms.ids[relation.id], self._terms.name(relation.type)
        head, tail = self._terms.ids[relation.head], self._terms.ids[relation.tail]
        names = self._terms.end_names(name)
        key = ("R", brat_id, name, *self._terms.ends(name, head, tail))
        return Fact(key, brat_id, lambda: f"{brat_id}\t{name} {names[0]}:{head} {names[1]}:{tail}")

    def _common(self, annotation: Annotation) -> Iterator[Fact]:
        brat_id = self._terms.ids[annotation.id]
        for name, value in sorted(annotation.attributes.items()):
            own = ("A", brat_id, self._terms.name(name))
            for text in self._values(name, value, own):
                yield self._numbered_fact((*own, text), f"A {brat_id} {self._terms.name(name)}", "A")
        for line in annotation.note.split("\n") if annotation.note else ():
            if note := self._one_line("note", line, ("#", brat_id)):
                yield self._numbered_fact(("#", brat_id, note), f"# {brat_id}", "#")
            else:
                self.losses.append(("note: an empty line", "a line of brat says something"))
        links = () if isinstance(annotation, Relation) else annotation.links
        self.losses += [("link twice", "brat has it once")] * (len(links) - len(set(links)))
        for link in dict.fromkeys(links):
            if re.fullmatch(r"[^\s:]+:\S+", link):
                yield self._numbered_fact(("N", brat_id, link), f"N {brat_id}", "N")
            else:
                self.losses.append(("link", "brat's links are RESOURCE:ID"))

    def _numbered_fact(self, key: Key, slot: str, letter: str) -> Fact:
        def write() -> str:
            self._numbers[letter] += 1
            own = f"{letter}{self._numbers[letter]}"
            if letter == "A":
                return f"{own}\t{key[2]} {key[1]}" + (f" {key[3]}" if key[3] is not None else "")
            if letter == "#":
                return f"{own}\t{ANNOTATOR_NOTES} {key[1]}\t{key[2]}"
            return f"{own}\tReference {key[1]} {key[2]}\t"

        return Fact(key, slot, write)

    def _values(self, name: str, value: object, own: Key) -> Iterator[str | None]:
        if value is True:
            yield None
        elif value is False:
            self.losses.append((f"attribute {name} = false", "in brat it is there or not"))
        elif isinstance(value, tuple):
            visible = dict.fromkeys(each for each in value if each.strip())
            if len(value) < 2 or len(visible) < len(value):
                self.losses.append((f"attribute {name} as a list", "brat has a line for each different value"))
            yield from (self._one_line(f"attribute {name}", each, own) for each in visible)
        elif isinstance(value, str) and value.strip():
            yield self._one_line(f"attribute {name}", value, own)
        elif isinstance(value, int | float):
            self.losses.append((f"attribute {name} as a number", "brat's values are words"))
            yield str(value)
        else:
            self.losses.append((f"attribute {name} without a visible value", "brat's values are words"))

    def _one_line(self, what: str, text: str, own: Key) -> str:
        """A text as a line can hold it; as it is where a line that was read says it so."""
        if (*own, text) in self._stored_keys:
            return text
        plain = one_line(text) if what == "note" else " ".join(text.split())
        if plain != text:
            self.losses.append((f"{what}: blanks", "a line of brat holds one line of text"))
        return plain

    def _equivalences(self) -> Iterator[Fact]:
        groups: dict[str, list[str]] = defaultdict(list)
        mentions: list[Entity | Event] = [
            *ordered_entities(self._terms.document),
            *ordered_events(self._terms.document),
        ]
        for each in mentions:
            if each.coref and each.id not in self._terms.unsayable:
                groups[each.coref].append(self._terms.ids[each.id])
        stored = [line for _, line in self._terms.stored.lines.values() if isinstance(line, EquivalenceLine)]
        for coref, members in sorted(groups.items()):
            same = [
                line
                for line in stored
                if self._terms.in_one_group(line) and self._terms.group(self._terms.resolved(line.members[0])) == coref
            ]
            same_targets = {self._terms.resolved(each) for line in same for each in line.members}
            if same_targets == set(members) and same:
                yield from (self._equivalence_fact(coref, members) for _ in same)
            elif len(members) > 1:
                yield Fact(("*", coref, False), "*", _line_of(members))

    def _equivalence_fact(self, coref: str, members: list[str]) -> Fact:
        return Fact(("*", coref, True), "*", _line_of(members))

    def _first_numbers(self) -> dict[str, int]:
        numbers = {"A": 0, "#": 0, "N": 0}
        for _, line in self._terms.stored.lines.values():
            if line.id[0] in numbers:
                numbers[line.id[0]] = max(numbers[line.id[0]], int(line.id[1:]))
        return numbers


def _line_of(members: list[str]) -> Callable[[], str]:
    return lambda: f"*\tEquiv {' '.join(members)}"
