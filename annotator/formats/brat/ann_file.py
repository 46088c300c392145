"""A standoff file as its lines, by kind; and the faults that none of them shows alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.errors import Finding, FormatError, Place
from annotator.formats.brat.lines import (
    AnnLine,
    AttributeLine,
    EquivalenceLine,
    EventLine,
    LinkLine,
    NoteLine,
    RelationLine,
    TextBound,
    parse_lines,
)
from annotator.model.quoted import quoted
from annotator.model.reference_faults import cycles
from annotator.model.spans import surface

Line = TypeVar("Line", TextBound, EventLine, RelationLine, AttributeLine, LinkLine, NoteLine, EquivalenceLine)


@dataclass
class AnnFile:
    """The lines of one file by kind, while it is read."""

    name: str
    lines: list[tuple[int, AnnLine]] = field(default_factory=list)
    texts: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, EventLine] = field(default_factory=dict)
    relations: dict[str, RelationLine] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    event_of: dict[str, str] = field(default_factory=dict)

    def fault(self, number: int, path: str, message: str) -> None:
        """Note what is wrong with a line."""
        self.findings.append(Finding(Place(self.name, number), path, message, "brat"))

    def resolved(self, target: str) -> str:
        """The annotation that an id stands for: a trigger's stands for its first event."""
        return self.event_of.get(target, target)

    def has(self, annotation_id: str) -> bool:
        """Whether an entity, event or relation has this id."""
        return annotation_id in self.texts or annotation_id in self.events or annotation_id in self.relations

    def of(self, kind: type[Line]) -> list[Line]:
        """The lines of a kind, in the order of the file."""
        return [line for _, line in self.lines if isinstance(line, kind)]


def read_ann(ann: str, text: str, name: str) -> AnnFile:
    """The lines of a file that fit the text and each other; `name` is the file's in messages.

    Raises:
        FormatError: lines that are wrong, or do not fit; with all of them.
    """
    file = _lines_by_kind(ann, name)
    if not file.findings:
        _check(file, text)
    if file.findings:
        raise FormatError(*sorted(file.findings, key=lambda each: each.place.line))
    return file


def _lines_by_kind(ann: str, name: str) -> AnnFile:
    file = AnnFile(name)
    ids: dict[str, int] = {}
    for number, line in parse_lines(ann, name):
        if isinstance(line, Finding):
            file.findings.append(line)
        elif line is not None:
            if line.id in ids and line.id != "*":
                file.fault(number, line.id, f"this id stands in line {ids[line.id]} too; expected it once")
            ids[line.id] = number
            file.lines.append((number, line))
    file.texts = {each.id: each for each in file.of(TextBound)}
    file.events = {each.id: each for each in file.of(EventLine)}
    file.relations = {each.id: each for each in file.of(RelationLine)}
    for event in file.events.values():
        file.event_of.setdefault(event.trigger, event.id)
    return file


def _check(file: AnnFile, text: str) -> None:
    things = {*file.texts, *file.events}
    carriers = things | {*file.relations}
    anything = {line.id for _, line in file.lines}
    for number, line in file.lines:
        if isinstance(line, TextBound):
            if message := _span_fault(line, text):
                file.fault(number, line.id, message)
            continue
        known = things
        if isinstance(line, EventLine):
            _check_trigger(file, number, line)
        elif isinstance(line, AttributeLine | LinkLine):
            known = carriers
        elif isinstance(line, NoteLine):
            known = anything
        for target in _targets(line):
            if target not in known:
                file.fault(number, line.id, f"{target} is nowhere in this file; expected the id of another line")
    _check_circles(file)


def _targets(line: AnnLine) -> tuple[str, ...]:
    if isinstance(line, EventLine):
        return tuple(target for _, target in line.arguments)
    if isinstance(line, RelationLine):
        return tuple(target for _, target in line.ends)
    if isinstance(line, EquivalenceLine):
        return line.members
    return () if isinstance(line, TextBound) else (line.target,)


def _check_trigger(file: AnnFile, number: int, line: EventLine) -> None:
    trigger = file.texts.get(line.trigger)
    if trigger is None:
        file.fault(number, line.id, f"the trigger {line.trigger} is nowhere in this file; expected a T line")
    elif trigger.type != line.type:
        file.fault(number, line.id, f"the trigger {trigger.id} is a {trigger.type}; expected {line.type}")


def _check_circles(file: AnnFile) -> None:
    numbers = {line.id: number for number, line in file.lines}
    graph = {each.id: [target for _, target in each.arguments] for each in file.events.values()}
    for circle in cycles(graph):
        chain = " -> ".join([*circle, circle[0]])
        file.fault(numbers[circle[-1]], circle[-1], f"{chain}: no event can be an argument of itself")


def _span_fault(bound: TextBound, text: str) -> str | None:
    end = bound.spans[-1][1]
    if end > len(text):
        return f"ends at {end}; the text has {len(text)} characters"
    words = surface(text, bound.spans)
    if _blanks_alike(words) == _blanks_alike(bound.surface):
        return None
    return f"says {quoted(bound.surface)}, but the text has {quoted(words)} there; offsets count characters from 0"


def _blanks_alike(text: str) -> str:
    return re.sub(r"\s", " ", text)
