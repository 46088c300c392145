"""A row of DyGIE++ as a document: what people labelled, or where the row has predictions, those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.formats.corpora.dygie.row import LAYERS, NAME, PREDICTED, SENTENCE_STARTS, DygieRow, Item, Runs, runs_of
from annotator.formats.corpora.places import Places
from annotator.formats.json_rows import Row, shaped_as
from annotator.formats.kept import OWN, kept_meta, others
from annotator.formats.protocol import Report
from annotator.formats.tokens import joined, meta_of
from annotator.model.document import Document
from annotator.model.record import ExtractorRun

PREDICTOR = ExtractorRun(NAME)
"""Who made the predictions of a row: it says no more of it."""


def document_of_row(row: Row, report: Report) -> Document:
    """The document that a row is.

    Raises:
        FormatError: it has not the shape of a row, or tokens that are none; with all faults of its shape.
    """
    read = shaped_as(row, DygieRow)
    prefix = PREDICTED if any(isinstance(row.value.get(f"{PREDICTED}{each}"), list) for each in LAYERS) else ""
    if prefix:
        report.lose(
            "gold", "a row has its predictions read, where it has any", sum(_count(read, each) for each in LAYERS)
        )
    for each in LAYERS[:3]:
        if len(getattr(read, prefix + each)) not in (0, len(read.sentences)):
            message = (
                f"{len(getattr(read, prefix + each))} lists for {len(read.sentences)} sentences; expected one each"
            )
            raise row.refused(prefix + each, message, "sentences")
    text, places = joined(read.sentences)
    found = Places(read.doc_key, text, places, report)
    _Reader(runs_of(row, read), found, prefix, report).take(read)
    said = {key: value for key, value in others(row.value, DygieRow).items() if key not in SENTENCE_STARTS}
    said |= {key: row.value[key] for key in ("dataset", "weight") if row.value.get(key) is not None}
    meta = {**meta_of(read.sentences), **kept_meta(NAME, {OWN: said})}
    return found.document(meta, PREDICTOR if prefix else None)


def _count(read: DygieRow, layer: str) -> int:
    value = getattr(read, layer)
    return len(value) if layer.endswith("clusters") else sum(map(len, value))


class _Reader:
    """Takes the layers of a row, predicted or not, in the order in which one names what another has."""

    def __init__(self, runs: Runs, found: Places, prefix: str, report: Report) -> None:
        self._runs, self._found, self._prefix, self._report = runs, found, prefix, report

    def take(self, read: DygieRow) -> None:
        for path, sentence, item in _items(f"{self._prefix}ner", getattr(read, f"{self._prefix}ner")):
            run = self._runs.in_sentence(path, sentence, item[:2])
            self._found.add_mention(run, *self._label(path, item, 2))
        self._events(read)
        for path, sentence, item in _items(f"{self._prefix}relations", getattr(read, f"{self._prefix}relations")):
            head, tail = (self._runs.in_sentence(path, sentence, item[each : each + 2]) for each in (0, 2))
            self._found.add_relation(head, tail, *self._label(path, item, 4))
        for layer, join in (("clusters", self._found.join_mentions), ("event_clusters", self._found.join_events)):
            for number, cluster in enumerate(getattr(read, self._prefix + layer)):
                path = f"{self._prefix}{layer}[{number}]"
                join(str(number), [self._runs.anywhere(f"{path}[{place}]", each) for place, each in enumerate(cluster)])

    def _events(self, read: DygieRow) -> None:
        """All triggers before any argument: an argument may be another event."""
        name = f"{self._prefix}events"
        waiting = []
        for path, sentence, event in _items(name, getattr(read, name)):
            if not event:
                raise self._runs.row.refused(path, "no trigger; expected [[trigger, type], [start, end, role], ...]")
            length = 1 if len(event[0]) > 1 and isinstance(event[0][1], str) else 2
            trigger = event[0][:length] * (3 - length)
            run = self._runs.in_sentence(f"{path}[0]", sentence, trigger)
            event_id = self._found.add_event(run, *self._label(f"{path}[0]", event[0], length))
            waiting += [(f"{path}[{number}]", sentence, event_id, each) for number, each in enumerate(event[1:], 1)]
        for path, sentence, event_id, item in waiting:
            role, score = self._label(path, item, 2)
            self._found.add_argument(event_id, self._runs.in_sentence(path, sentence, item[:2]), role)
            if score is not None:
                self._report.lose("score of an argument", "the record has no place for it")

    def _label(self, path: str, item: Sequence[Any], place: int) -> tuple[str, float | None]:
        """The label behind the numbers of an item, and its probability where it is a prediction."""
        label, *scores = item[place:] or (None,)
        if not isinstance(label, str) or not label:
            raise self._runs.row.refused(f"{path}[{place}]", "expected a label, a string that is not empty", "label")
        if not scores:
            return label, None
        if any(isinstance(each, bool) or not isinstance(each, int | float) for each in scores) or len(scores) > 2:
            message = "expected nothing behind the label, or a raw score and a probability"
            raise self._runs.row.refused(f"{path}[{place + 1}]", message, "score")
        if not self._prefix:
            self._report.lose("score", "what is no prediction has none")
            return label, None
        if len(scores) == 2 and scores[0] != scores[1]:
            self._report.lose("raw score", "a score is a probability")
        return label, scores[-1]


def _items(name: str, layer: Sequence[Sequence[Item]]) -> Iterator[tuple[str, int, Item]]:
    """(path, number of the sentence, item) of a layer with a list for each sentence."""
    for sentence, items in enumerate(layer):
        for number, each in enumerate(items):
            yield f"{name}[{sentence}][{number}]", sentence, each
