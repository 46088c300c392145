"""The rows of a WebAnno table as a CAS: parts of cells become annotations, and what they refer to is found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from annotator.errors import FormatError
from annotator.formats.cas.naming import ANY, POS, REFERENCE_RELATION, TOKEN
from annotator.formats.cas.structures import Cas, Chain, Layer, Slot, SlotFeature, Structure, Unit
from annotator.formats.webanno.escapes import chained, linked, numbered, stacked, unescaped_value
from annotator.formats.webanno.lines import Lines, Row, columns_of
from annotator.model.quoted import quoted
from annotator.model.spans import Span

NOTHING, UNFILLED = "_", "*"
_REFERENCE = re.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)(?:\[(\d{1,15})(?:_(\d{1,15}))?\])?")


@dataclass(slots=True)
class _Reference:
    """What a cell refers to: the annotation of a layer in a row, or the one with a number."""

    row: Row
    layer: str
    unit: str
    number: int


@dataclass(slots=True)
class _Open:
    """An annotation while its rows are read."""

    structure: Structure
    links: list[tuple[str, str | None, _Reference]] = field(default_factory=list)
    ends: tuple[_Reference, _Reference] | None = None


def cas_of_lines(lines: Lines) -> Cas:
    """The CAS that a table says.

    Raises:
        FormatError: cells that are wrong, or refer to nothing; with all of them.
    """
    table = _Table(lines)
    for row in lines.rows:
        table.read(row)
    cas = table.cas()
    if lines.findings:
        raise FormatError(*sorted(lines.findings, key=lambda each: each.place.line))
    return cas


class _Table:
    """What was read of a table so far."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._layers = {each.name: each for each in lines.layers}
        self._open: dict[int, _Open] = {}
        self._by_number: dict[int, int] = {}
        self._by_row: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._links: dict[tuple[str, int, int], int] = {}
        self._spans: dict[str, Span] = {}

    def read(self, row: Row) -> None:
        """Read the cells of a row."""
        if row.id in self._spans:
            self._fault(row, "stands in two rows; expected it once")
            return
        self._spans[row.id] = row.span
        at = 0
        for layer in self._lines.layers:
            cells = row.cells[at : at + columns_of(layer)]
            at += len(cells)
            if any(cell != NOTHING for cell in cells):
                self._read_layer(row, layer, [stacked(cell) for cell in cells])

    def _read_layer(self, row: Row, layer: Layer, columns: list[list[str]]) -> None:
        count = max(map(len, columns))
        if any(len(each) != count for each in columns):
            found = f"{layer.name} has {count} annotations in one column, and not in another"
            self._fault(row, f"{found}; expected the same")
            return
        for parts in zip(*columns, strict=True):
            if layer.kind == "span":
                self._read_span(row, layer, list(parts))
            elif layer.kind == "chain":
                self._read_link(row, layer, dict(zip(layer.features, parts, strict=True)))
            else:
                self._read_relation(row, layer, list(parts))

    def _read_span(self, row: Row, layer: Layer, parts: list[str]) -> None:
        number = 0
        features: dict[str, str | None] = {}
        links: list[tuple[str, str | None, _Reference]] = []
        rest = iter(parts)
        for column in layer.columns or ("",):
            value, own_number = numbered(next(rest))
            number = own_number or number
            if isinstance(column, SlotFeature):
                links += self._slots(row, column, value, next(rest))
            elif column:
                features[column] = _filled(value)
        known = self._by_number.get(number) if number else None
        if known is None:
            key = self._add(row, layer, features, number)
            self._open[key].links = links
        else:
            self._extend(row, layer, known, features)

    def _extend(self, row: Row, layer: Layer, key: int, features: dict[str, str | None]) -> None:
        """A further row of an annotation."""
        known = self._open[key].structure
        if known.layer != layer.name or known.features != features:
            message = f"the number {known.number} stands for two annotations; expected one layer and the same values"
            self._fault(row, message)
        span = (min(known.span[0], row.span[0]), max(known.span[1], row.span[1]))
        self._open[key].structure = replace(known, span=span)
        self._by_row[row.id, layer.name].append(key)

    def _add(self, row: Row, layer: Layer, features: dict[str, str | None], number: int = 0) -> int:
        key = len(self._open) + 1
        self._open[key] = _Open(Structure(key, layer.name, row.span, features, number=number))
        self._by_row[row.id, layer.name].append(key)
        if number:
            self._by_number[number] = key
        return key

    def _slots(
        self, row: Row, slot: SlotFeature, roles: str, targets: str
    ) -> Iterator[tuple[str, str | None, _Reference]]:
        if roles in (NOTHING, UNFILLED) and targets in (NOTHING, UNFILLED):
            return
        named, pointed = linked(roles), linked(targets)
        if len(named) != len(pointed):
            found = f"{slot.name} has {len(named)} roles and {len(pointed)} targets"
            self._fault(row, f"{found}; expected a target for each role")
            return
        for role, target in zip(named, pointed, strict=True):
            reference, _ = self._references(row, slot.target_type, target)
            if reference:
                yield slot.name, _filled(role), reference

    def _references(self, row: Row, layer: str, cell: str) -> tuple[_Reference | None, int]:
        """What a cell refers to, and the second number in its brackets."""
        match = _REFERENCE.fullmatch(cell)
        if not match:
            self._fault(row, f"{quoted(cell)} refers to no row; expected sentence-token, such as 1-2 or 1-2[3]")
            return None, 0
        return _Reference(row, layer, match[1], int(match[2] or 0)), int(match[3] or 0)

    def _read_relation(self, row: Row, layer: Layer, parts: list[str]) -> None:
        source, number = self._references(row, layer.base, parts[-1])
        if source:
            values = zip(layer.features, parts, strict=False)
            key = self._add(row, layer, {name: _filled(numbered(part).value) for name, part in values})
            self._open[key].ends = (source, _Reference(row, layer.base, row.id, number))

    def _read_link(self, row: Row, layer: Layer, parts: dict[str, str]) -> None:
        link = chained(parts.get(REFERENCE_RELATION, ""))
        if link is None:
            self._fault(row, f"{layer.name} says not which link it is; expected {REFERENCE_RELATION}->chain-link")
            return
        value, chain, place = link
        known = self._links.get((layer.name, chain, place))
        features = {REFERENCE_RELATION: _filled(value)}
        for name, part in parts.items():
            if name != REFERENCE_RELATION:
                features[name] = _filled(numbered(part).value)
        if known is None:
            self._links[layer.name, chain, place] = self._add(row, layer, features)
        else:
            self._extend(row, layer, known, features)

    def cas(self) -> Cas:
        """Everything that was read."""
        structures = {key: self._finished(each) for key, each in list(self._open.items())}
        structures |= {key: each.structure for key, each in self._open.items() if key not in structures}
        layers = self._lines.layers
        if any(each.layer == TOKEN for each in structures.values()) and TOKEN not in self._layers:
            layers = [*layers, Layer(TOKEN, "span")]
        sentences, subtokens = self._units()
        return Cas(
            self._lines.text,
            sentences,
            tuple(layers),
            tuple(structures.values()),
            tuple(self._chains()),
            subtokens,
            {number: name for number, name in self._lines.sentence_ids.items() if name},
            self._lines.version,
        )

    def _finished(self, opened: _Open) -> Structure:
        slots = [(feature, role, self._key(reference)) for feature, role, reference in opened.links]
        found = tuple(Slot(feature, role, key) for feature, role, key in slots if key)
        if not opened.ends:
            return replace(opened.structure, slots=found)
        source, target = (self._key(each) for each in opened.ends)
        span = self._open[target].structure.span if target else opened.structure.span
        return replace(opened.structure, ends=(source, target), span=span)

    def _key(self, reference: _Reference) -> int:
        """The annotation that a reference names; a token itself, where a relation joins tokens."""
        row, layer, unit = reference.row, reference.layer, reference.unit
        if unit not in self._spans:
            self._fault(row, f"refers to {unit}, which is no row; expected the id of one")
            return 0
        if reference.number:
            key = self._by_number.get(reference.number, 0)
            if not key:
                self._fault(row, f"refers to the number {reference.number}, which no annotation has")
            return key
        if found := self._by_row.get((unit, layer)):
            return found[0]
        if layer in (ANY, TOKEN, POS) or layer not in self._layers:
            return self._token(unit)
        self._fault(row, f"refers to {layer} in {unit}, where is none; expected an annotation of this layer")
        return 0

    def _token(self, unit: str) -> int:
        known = self._by_row.get((unit, TOKEN))
        row = Row(0, unit, self._spans[unit], ())
        return known[0] if known else self._add(row, Layer(TOKEN, "span"), {})

    def _chains(self) -> Iterator[Chain]:
        chains: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        for (layer, chain, place), key in self._links.items():
            chains[chain].append((layer, place, key))
        for number, links in sorted(chains.items()):
            yield Chain(number, tuple(key for _, _, key in sorted(links)))

    def _units(self) -> tuple[tuple[tuple[Span, ...], ...], dict[Unit, tuple[Span, ...]]]:
        sentences: list[list[Span]] = []
        subtokens: dict[Unit, list[Span]] = defaultdict(list)
        begins = set(self._lines.begins)
        for number, row in enumerate(self._lines.rows):
            if number in begins:
                sentences.append([])
            if row.is_part:
                subtokens[len(sentences) - 1, len(sentences[-1]) - 1].append(row.span)
            else:
                sentences[-1].append(row.span)
        parts = {unit: tuple(spans) for unit, spans in subtokens.items()}
        return tuple(tuple(each) for each in sentences), parts

    def _fault(self, row: Row, message: str) -> None:
        self._lines.fault(row.line, message, row.id)


def _filled(part: str) -> str | None:
    """The value of a part; None where it is not filled in."""
    return None if part in (NOTHING, UNFILLED) else unescaped_value(part)
