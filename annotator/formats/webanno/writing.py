"""A CAS as a WebAnno table, version 3.3."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from annotator.formats.cas.header import FORMAT_LINE, line_of_layer
from annotator.formats.cas.naming import REFERENCE_RELATION, REFERENCE_TYPE
from annotator.formats.cas.structures import Cas, Layer, Structure
from annotator.formats.webanno.escapes import escaped_text, escaped_value, token_cell
from annotator.formats.webanno.lines import SENTENCE_ID, columns_of
from annotator.formats.webanno.placing import Placed
from annotator.formats.webanno.reading import NOTHING, UNFILLED
from annotator.formats.webanno.units import Place
from annotator.model.annotation import Value
from annotator.model.spans import Span

_GAP = re.compile(r"(.*)\n *", re.DOTALL)


def table_of(cas: Cas) -> Iterator[str]:
    """The table, sentence by sentence."""
    placed = Placed(cas)
    yield f"{FORMAT_LINE}{cas.version}\n" + "".join(f"{line_of_layer(each)}\n" for each in placed.layers) + "\n"
    writer = _Rows(cas.text, placed)
    first = 0
    for number, (begin, end) in enumerate(sentence_spans(cas)):
        lines = "".join(f"#Text={escaped_text(line)}\n" for line in cas.text[begin:end].split("\n"))
        tokens = range(first, first + len(cas.sentences[number]))
        first = tokens.stop
        name = cas.sentence_ids.get(number)
        yield (
            "\n"
            + (f"{SENTENCE_ID}{escaped_text(name)}\n" if name else "")
            + lines
            + "".join(writer.of(token) for token in tokens)
        )


def sentence_spans(cas: Cas) -> Iterator[Span]:
    """Which stretch of the text each sentence writes, so that a reader puts the same text together again.

    A reader begins a sentence with its first token, and puts a line end behind the one before, unless that leads into
    it, and then blanks. Whatever else stands between two sentences goes with the first one.
    """
    begins = [each[0][0] for each in cas.sentences]
    for (begin, next_begin), sentence in zip(pairwise(begins), cas.sentences, strict=False):
        last = sentence[-1][1]
        match = _GAP.fullmatch(cas.text[last:next_begin])
        yield begin, last + len(match[1]) if match else next_begin
    if begins:
        yield begins[-1], len(cas.text)


def text_read(cas: Cas) -> str:
    """The text that a reader puts together: blanks before the first token are spaces, without a token there is none."""
    begin = cas.sentences[0][0][0] if cas.sentences else len(cas.text)
    return " " * begin + cas.text[begin:] if cas.sentences else ""


class _Rows:
    """Rows of tokens, with offsets in UTF-16."""

    def __init__(self, text: str, placed: Placed) -> None:
        self._text = text
        self._placed = placed
        self._astral = [place for place, sign in enumerate(text) if sign > "\uffff"]

    def of(self, token: int) -> str:
        """The row of a token, and those of its parts."""
        span = self._placed.units.tokens[token]
        parts = [part for part in self._placed.units.parts.get(token, ()) if self._placed.is_used((token, part))]
        return "".join(self._row((token, each)) for each in (span, *parts))

    def _row(self, place: Place) -> str:
        begin, end = place[1]
        annotations = self._placed.rows.get(place, {})
        cells: list[str] = []
        for layer in self._placed.layers:
            keys = annotations.get(layer.name, [])
            if keys:
                columns = [self._cells(layer, self._placed.structures[key]) for key in keys]
                cells += ["|".join(parts) for parts in zip(*columns, strict=True)]
            else:
                cells += [NOTHING] * columns_of(layer)
        offsets = f"{begin + self._before(begin)}-{end + self._before(end)}"
        row = [self._placed.ids[place], offsets, token_cell(self._text[begin:end]), *cells]
        return "\t".join(row) + "\t\n"

    def _before(self, place: int) -> int:
        """How many characters before a place are two units in UTF-16."""
        return bisect_left(self._astral, place)

    def _cells(self, layer: Layer, structure: Structure) -> list[str]:
        if layer.kind == "chain":
            return self._link(layer, structure)
        if layer.kind == "relation":
            return [*(_value(structure.features.get(name)) for name in layer.features), self._source(structure)]
        number = self._bracketed(structure.key)
        cells: list[str] = []
        for column in layer.columns or ("",):
            if isinstance(column, str):
                cells.append(_value(structure.features.get(column)) + number)
                continue
            slots = [each for each in structure.slots if each.feature == column.name]
            cells.append((";".join(_value(each.role) for each in slots) or NOTHING) + number)
            cells.append(";".join(self._reference(each.target) for each in slots) or NOTHING)
        return cells

    def _link(self, layer: Layer, structure: Structure) -> list[str]:
        chain, place = self._placed.links[structure.key]
        ends = {REFERENCE_TYPE: f"[{chain}]", REFERENCE_RELATION: f"->{chain}-{place}"}
        return [_value(structure.features.get(name)) + ends.get(name, "") for name in layer.features]

    def _source(self, relation: Structure) -> str:
        source, target = relation.ends or (0, 0)
        unit = self._placed.ids[self._placed.place(source)]
        numbers = self._placed.number(source), self._placed.number(target)
        return f"{unit}[{numbers[0]}_{numbers[1]}]" if any(numbers) else unit

    def _reference(self, key: int) -> str:
        return self._placed.ids[self._placed.place(key)] + self._bracketed(key)

    def _bracketed(self, key: int) -> str:
        number = self._placed.number(key)
        return f"[{number}]" if number else ""


def _value(value: Value | None) -> str:
    return UNFILLED if value is None else escaped_value(str(value))
