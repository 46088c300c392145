"""A document as standoff lines: what was read and still holds as it was written, what is new after it.

Each line that the document demands is a fact. The lines kept under `meta.brat` are gone through in order: one that
states a fact still wanted stays, byte by byte, in its place; one whose annotation changed is written anew in its
place; others go. Facts that no line states come at the end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from annotator.formats.brat.lines import (
    AnnLine,
    AttributeLine,
    EquivalenceLine,
    EventLine,
    LinkLine,
    NoteLine,
    RelationLine,
    TextBound,
    parse_line,
)
from annotator.formats.brat.naming import brat_ids, brat_names
from annotator.formats.brat.reading import ANNOTATOR_NOTES, META, SUFFIX
from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations, target_key
from annotator.model.spans import Spans, surface
from annotator.schema.label_schema import LabelSchema

Key: TypeAlias = tuple[Any, ...]
"""What a line says, whatever its own number."""

Losses: TypeAlias = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A line that the document demands: what it says, whose slot it may take, and how it is written."""

    key: Key
    slot: str
    write: Callable[[], str]


@dataclass
class _Stored:
    """The lines as they were read: by number, with what they say."""

    lines: dict[int, tuple[str, AnnLine]] = field(default_factory=dict)
    triggers: dict[str, TextBound] = field(default_factory=dict)
    newline: str = "\n"
    final_newline: bool = True
    blank: tuple[int, ...] = ()


def standoff_text(document: Document, schema: LabelSchema | None = None) -> tuple[str, Losses]:
    """The standoff text of a document with a text, and (what, why) of everything it cannot say."""
    writer = _Writer(document, schema, _stored(document))
    return writer.text(), writer.losses


def _stored(document: Document) -> _Stored:
    found = _Stored()
    kept = document.meta.get(META)
    for owner, lines in kept.items() if isinstance(kept, dict) else ():
        if not isinstance(lines, dict):
            continue
        if owner == "":
            found.newline = "\r\n" if lines.get("newline") == "\r\n" else "\n"
            found.final_newline = not lines.get("no_final_newline")
            blank = lines.get("blank")
            found.blank = tuple(each for each in blank if isinstance(each, int)) if isinstance(blank, list) else ()
        for number, template in lines.items():
            if number.isdecimal() and isinstance(template, str):
                found.lines[int(number)] = _completed(document, template, owner)
    events = {line.trigger for _, line in found.lines.values() if isinstance(line, EventLine)}
    found.triggers = {
        line.id: line for _, line in found.lines.values() if isinstance(line, TextBound) and line.id in events
    }
    return found


def _completed(document: Document, template: str, owner: str) -> tuple[str, AnnLine]:
    """A kept line with the words that the document says, and what it says."""
    line = parse_line(template.rstrip("\r"))
    if template.endswith("\t") and isinstance(line, TextBound):
        return template + surface(document.text or "", line.spans), line
    if template.endswith("\t") and isinstance(line, NoteLine):
        found = document.find(owner)
        note = (found.note if found else None) or ""
        return template + note, NoteLine(line.id, line.name, line.target, note)
    return template, line


class _Writer:
    def __init__(self, document: Document, schema: LabelSchema | None, stored: _Stored) -> None:
        self._document = document
        self._schema = schema
        self._stored = stored
        self.losses: Losses = []
        self._ids = brat_ids(document)
        self._names = brat_names(_all_names(document))
        self._events = {self._ids[each.id]: each for each in document.events.values()}
        found: list[Entity | Event] = [*document.entities.values(), *document.events.values()]
        self._coref_of = {self._ids[each.id]: each.coref for each in found if each.coref}
        self._first_event = self._first_events()
        self._bounds = {line.id: line.spans for _, line in stored.lines.values() if isinstance(line, TextBound)}
        self._numbers = self._first_numbers()
        self._triggers = self._trigger_ids()
        self._unsayable = {each.id for each in document.events.values() if not each.trigger}
        self._report()

    def text(self) -> str:
        lines = self._placed(list(self._facts()))
        if not lines:
            return ""
        end = self._stored.newline if self._stored.final_newline else ""
        return self._stored.newline.join(lines) + end

    def _placed(self, facts: list[_Fact]) -> list[str]:
        wanted: dict[Key, list[_Fact]] = defaultdict(list)
        slots: dict[str, list[_Fact]] = defaultdict(list)
        for fact in facts:
            wanted[fact.key].append(fact)
        used: set[int] = set()
        places: dict[int, str | None] = dict.fromkeys(self._stored.blank, "")
        for number, (raw, line) in self._stored.lines.items():
            same = next((each for each in wanted[self._key(line)] if id(each) not in used), None)
            if same is not None:
                used.add(id(same))
                places[number] = raw
            else:
                places[number] = raw if self._stays(line) else None
        for fact in facts:
            if id(fact) not in used:
                slots[fact.slot].append(fact)
        for number, (_, line) in self._stored.lines.items():
            if places[number] is None and (rest := slots.get(_slot(line))):
                fact = rest.pop(0)
                used.add(id(fact))
                places[number] = fact.write()
        kept = [text for _, text in sorted(places.items()) if text is not None]
        return kept + [fact.write() for fact in facts if id(fact) not in used]

    def _stays(self, line: AnnLine) -> bool:
        """Whether a line that states no fact of the record is kept: notes of programs, on things that are there."""
        if isinstance(line, NoteLine) and line.name != ANNOTATOR_NOTES:
            target = self._resolved(line.target)
            others = {each.id for _, each in self._stored.lines.values() if isinstance(each, AttributeLine | LinkLine)}
            return target in self._ids.values() or target in others
        return False

    def _resolved(self, target: str) -> str:
        """The id of the annotation that an id of the stored lines stands for."""
        return self._first_event.get(target, target)

    def _first_events(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for _, (_, line) in sorted(self._stored.lines.items()):
            if isinstance(line, EventLine):
                found.setdefault(line.trigger, line.id)
        return found

    def _key(self, line: AnnLine) -> Key:
        """What a stored line says, in the terms of the facts."""
        if isinstance(line, TextBound):
            return ("T", line.id, line.type, line.spans)
        if isinstance(line, EventLine):
            return ("E", line.id, line.type, line.trigger, self._stored_arguments(line))
        if isinstance(line, RelationLine):
            ends = [self._resolved(target) for _, target in line.ends]
            names = self._end_names(line.type)
            if {name for name, _ in line.ends} == set(names) and line.ends[0][0] == names[1]:
                ends.reverse()
            return ("R", line.id, line.type, *self._ends(line.type, *ends))
        if isinstance(line, AttributeLine):
            return ("A", self._resolved(line.target), line.name, line.value)
        if isinstance(line, LinkLine):
            return ("N", self._resolved(line.target), line.link)
        if isinstance(line, NoteLine):
            return ("#", self._resolved(line.target), line.note) if line.name == ANNOTATOR_NOTES else ("##", line.id)
        return ("*", self._group(self._resolved(line.members[0])), all(self._in_group(line)))

    def _in_group(self, line: EquivalenceLine) -> Iterator[bool]:
        groups = {self._group(self._resolved(each)) for each in line.members}
        yield len(groups) == 1 and None not in groups

    def _group(self, brat_id: str) -> str | None:
        return self._coref_of.get(brat_id)

    def _stored_arguments(self, line: EventLine) -> tuple[tuple[str, str], ...]:
        """The stored arguments, with each role as the event has it where only its number is more."""
        event = self._events.get(line.id)
        held = [(self._name(each.role), self._ids[each.target]) for each in event.arguments] if event else []
        found = []
        for role, target in line.arguments:
            match = SUFFIX.fullmatch(role)
            bare = (match[1] if match else role, self._resolved(target))
            found.append(bare if (role, self._resolved(target)) not in held and bare in held else (role, bare[1]))
        return tuple(sorted(found))

    def _name(self, name: str) -> str:
        return self._names[name]

    # --- facts

    def _facts(self) -> Iterator[_Fact]:
        written: set[str] = set()
        for entity in ordered_entities(self._document):
            yield self._text_fact(self._ids[entity.id], entity.type, entity.spans)
            yield from self._common(entity)
        for event in ordered_events(self._document):
            if event.id in self._unsayable:
                continue
            trigger = self._triggers[event.id]
            if trigger not in written:
                written.add(trigger)
                yield self._text_fact(trigger, event.type, event.spans)
            yield self._event_fact(event, trigger)
            yield from self._common(event)
        for relation in ordered_relations(self._document):
            if not {relation.head, relation.tail} & self._unsayable:
                yield self._relation_fact(relation)
                yield from self._common(relation)
        yield from self._equivalences()

    def _text_fact(self, brat_id: str, type_name: str, spans: Spans) -> _Fact:
        text = self._document.text or ""
        pieces = tuple(piece for span in spans for piece in _without_line_ends(text, span))
        if pieces != spans and not self._kept_as_is(brat_id, spans):
            self.losses.append(("mention over a line end", "brat has a piece for each line"))
        else:
            pieces = spans if self._kept_as_is(brat_id, spans) else pieces
        name = self._name(type_name)
        where = ";".join(f"{start} {end}" for start, end in pieces)
        return _Fact(
            ("T", brat_id, name, pieces),
            brat_id,
            lambda: f"{brat_id}\t{name} {where}\t{_one_line(surface(text, pieces))}",
        )

    def _kept_as_is(self, brat_id: str, spans: Spans) -> bool:
        return self._bounds.get(brat_id) == spans

    def _event_fact(self, event: Event, trigger: str) -> _Fact:
        brat_id, name = self._ids[event.id], self._name(event.type)
        arguments = [
            (self._name(each.role), self._ids[each.target])
            for each in sorted(event.arguments, key=lambda one: (one.role, target_key(self._document, one.target)))
            if each.target not in self._unsayable
        ]

        def write() -> str:
            words = [f"{name}:{trigger}", *(f"{role}:{target}" for role, target in self._numbered(event, arguments))]
            return f"{brat_id}\t{' '.join(words)}"

        return _Fact(("E", brat_id, name, trigger, tuple(sorted(arguments))), brat_id, write)

    def _numbered(self, event: Event, arguments: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Repeated roles with their number from 2 on; a number that would make another role's name is passed over."""
        kind = self._schema.event_types.get(event.type) if self._schema else None
        real = {
            self._name(role.name) if role.name in self._names else role.name for role in (kind.roles if kind else ())
        }
        counts: dict[str, int] = defaultdict(int)
        for role, target in arguments:
            counts[role] += 1
            while counts[role] > 1 and f"{role}{counts[role]}" in real:
                counts[role] += 1
            yield f"{role}{counts[role]}" if counts[role] > 1 else role, target

    def _relation_fact(self, relation: Relation) -> _Fact:
        brat_id, name = self._ids[relation.id], self._name(relation.type)
        head, tail = self._ids[relation.head], self._ids[relation.tail]
        names = self._end_names(name)
        key = ("R", brat_id, name, *self._ends(name, head, tail))
        return _Fact(key, brat_id, lambda: f"{brat_id}\t{name} {names[0]}:{head} {names[1]}:{tail}")

    def _end_names(self, brat_type: str) -> tuple[str, str]:
        kind = self._kind(brat_type)
        return (kind.head_name or "Arg1", kind.tail_name or "Arg2") if kind else ("Arg1", "Arg2")

    def _kind(self, brat_type: str) -> Any:
        types = self._schema.relation_types if self._schema else {}
        return next((each for name, each in types.items() if self._names.get(name, name) == brat_type), None)

    def _ends(self, brat_type: str, head: str, tail: str) -> tuple[str, str]:
        kind = self._kind(brat_type)
        first, second = sorted((head, tail)) if kind and kind.symmetric else (head, tail)
        return first, second

    def _common(self, annotation: Annotation) -> Iterator[_Fact]:
        brat_id = self._ids[annotation.id]
        for name, value in sorted(annotation.attributes.items()):
            for text in self._values(name, value):
                yield self._numbered_fact(
                    ("A", brat_id, self._name(name), text), f"A {brat_id} {self._name(name)}", "A"
                )
        if annotation.note:
            note = self._said("note", annotation.note)
            yield self._numbered_fact(("#", brat_id, note), f"# {brat_id}", "#")
        for link in () if isinstance(annotation, Relation) else annotation.links:
            if re.fullmatch(r"[^\s:]+:\S+", link):
                yield self._numbered_fact(("N", brat_id, link), f"N {brat_id}", "N")
            else:
                self.losses.append(("link", "brat's links are RESOURCE:ID"))

    def _numbered_fact(self, key: Key, slot: str, letter: str) -> _Fact:
        def write() -> str:
            self._numbers[letter] += 1
            own = f"{letter}{self._numbers[letter]}"
            if letter == "A":
                return f"{own}\t{key[2]} {key[1]}" + (f" {key[3]}" if key[3] is not None else "")
            if letter == "#":
                return f"{own}\t{ANNOTATOR_NOTES} {key[1]}\t{key[2]}"
            return f"{own}\tReference {key[1]} {key[2]}\t"

        return _Fact(key, slot, write)

    def _values(self, name: str, value: object) -> Iterator[str | None]:
        if value is True:
            yield None
        elif value is False:
            self.losses.append((f"attribute {name} = false", "in brat it is there or not"))
        elif isinstance(value, tuple):
            if len(value) < 2 or len(set(value)) < len(value):
                self.losses.append((f"attribute {name} as a list", "brat has a line for each different value"))
            yield from (self._said(f"attribute {name}", each) for each in dict.fromkeys(value) if each.strip())
        elif isinstance(value, str) and value.strip():
            yield self._said(f"attribute {name}", value)
        elif isinstance(value, int | float):
            self.losses.append((f"attribute {name} as a number", "brat's values are words"))
            yield str(value)
        else:
            self.losses.append((f"attribute {name} without a visible value", "brat's values are words"))

    def _said(self, what: str, text: str) -> str:
        plain = (
            " ".join(re.sub(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text).split(" "))
            if what == "note"
            else _word(text)
        )
        if plain != text:
            self.losses.append((f"{what}: blanks", "a line of brat holds one line of text"))
        return plain

    def _equivalences(self) -> Iterator[_Fact]:
        groups: dict[str, list[str]] = defaultdict(list)
        mentions: list[Entity | Event] = [*ordered_entities(self._document), *ordered_events(self._document)]
        for each in mentions:
            if each.coref and each.id not in self._unsayable:
                groups[each.coref].append(self._ids[each.id])
        stored = [line for _, line in self._stored.lines.values() if isinstance(line, EquivalenceLine)]
        for coref, members in sorted(groups.items()):
            same = [
                line
                for line in stored
                if all(self._in_group(line)) and self._group(self._resolved(line.members[0])) == coref
            ]
            said = {self._resolved(each) for line in same for each in line.members}
            if said == set(members) and same:
                yield from (self._equivalence_fact(coref, members) for _ in same)
            elif len(members) > 1:
                yield _Fact(("*", coref, False), "*", _line_of(members))

    def _equivalence_fact(self, coref: str, members: list[str]) -> _Fact:
        return _Fact(("*", coref, True), "*", _line_of(members))

    # --- ids and losses

    def _trigger_ids(self) -> dict[str, str]:
        """The `T` id of every event's trigger: the one it was read with while it fits, else a new one."""
        taken = {self._ids[each] for each in self._document.entities}
        found: dict[str, str] = {}
        by_words: dict[tuple[str, Spans], str] = {}
        for _, line in self._stored.lines.values():
            event = self._events.get(line.id) if isinstance(line, EventLine) else None
            bound = self._stored.triggers.get(line.trigger) if isinstance(line, EventLine) else None
            if (
                event
                and bound
                and bound.id not in taken
                and (bound.type, bound.spans) == (self._name(event.type), event.spans)
            ):
                found[event.id] = bound.id
                by_words.setdefault((event.type, event.spans), bound.id)
        used = [int(each[1:]) for each in {*taken, *self._stored.triggers}]
        number = max(used, default=0)
        for event in ordered_events(self._document):
            if event.id in found or not event.trigger:
                continue
            words = (event.type, event.spans)
            if words not in by_words:
                number += 1
                by_words[words] = f"T{number}"
            found[event.id] = by_words[words]
        return found

    def _first_numbers(self) -> dict[str, int]:
        numbers = {"A": 0, "#": 0, "N": 0}
        for _, line in self._stored.lines.values():
            if line.id[0] in numbers:
                numbers[line.id[0]] = max(numbers[line.id[0]], int(line.id[1:]))
        return numbers

    def _report(self) -> None:
        document, losses = self._document, self.losses
        losses += [("id", "brat numbers T1, E1, R1") for old, new in self._ids.items() if old != new]
        losses += [
            (f"name {name}", f"brat's names have letters, digits, _ and -: {new}")
            for name, new in self._names.items()
            if name != new
        ]
        losses += [("event without a trigger", "brat's events have one") for _ in self._unsayable]
        for name in ("labels", "incomplete_for", "annotator"):
            if getattr(document, name):
                losses.append((name, "brat has no place for it"))
        losses += [(f"meta.{key}", "brat has no place for it") for key in document.meta if key != META]
        for each in document.annotations():
            losses += [
                (name, "brat has no place for it")
                for name in LOST
                if getattr(each, name, None) not in (None, False, ())
            ]
            if isinstance(each, Event):
                losses += [
                    ("attributes of an argument", "brat has no place for them")
                    for one in each.arguments
                    if one.attributes
                ]
                gone = [one for one in each.arguments if one.target in self._unsayable]
                losses += [("argument", "the event it names has no trigger") for _ in gone]
            if isinstance(each, Relation) and {each.head, each.tail} & self._unsayable:
                losses.append(("relation", "the event it names has no trigger"))
        losses += list(self._coref_losses())

    def _coref_losses(self) -> Iterator[tuple[str, str]]:
        sizes: dict[str, int] = defaultdict(int)
        for coref in self._coref_of.values():
            sizes[coref] += 1
        for coref, size in sizes.items():
            if size < 2:
                yield "coref of a single mention", "brat joins at least two"
            elif not re.fullmatch(rf"[eh]:{re.escape(self._document.id)}/[TE]\d+", coref):
                yield "coref id", "brat joins mentions of one document, without a name for what they mean"


LOST = ("uncertain", "unconfirmed", "was", "score", "evidence")
"""Fields of annotations that brat has no line for."""


def _all_names(document: Document) -> Iterator[str]:
    for each in document.annotations():
        yield each.type
        yield from each.attributes
        if isinstance(each, Event):
            yield from (argument.role for argument in each.arguments)


def _slot(line: AnnLine) -> str:
    """The slot that a changed fact of the same annotation may take over."""
    if isinstance(line, AttributeLine):
        return f"A {line.target} {line.name}"
    if isinstance(line, NoteLine | LinkLine):
        return f"{line.id[0]} {line.target}"
    return line.id


def _line_of(members: list[str]) -> Callable[[], str]:
    return lambda: f"*\tEquiv {' '.join(members)}"


def _without_line_ends(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The pieces of a span that lie on one line each; blanks beside the line end go with it."""
    start, end = span
    if start == end or "\n" not in text[start:end]:
        yield span
        return
    found = False
    for match in re.finditer(r"[^\r\n]+", text[start:end]):
        piece = match.group()
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if left < right:
            found = True
            yield start + match.start() + left, start + match.start() + right
    if not found:
        yield span


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]", " ", text)


def _word(text: str) -> str:
    return " ".join(text.split())
