"""RAMS: a document a line, one event in it, and its arguments up to two sentences away, by tokens of the document.

Runs of tokens are `[first, last]`. Mentions have no types. A role is written with the number of the type of event and
its own, as `evt043arg01communicator`; what is behind the last number is the role, and the whole is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotator.formats.corpora.clusters import MENTION
from annotator.formats.corpora.places import Places
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, kept_meta, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.formats.tokens import joined, meta_of
from annotator.formats.under_schema import under
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema

NAME = "rams"
KEYS = frozenset(("ent_spans", "evt_triggers", "gold_evt_links"))
META = {"source_url": "url", "language_id": "language"}
"""Keys that `meta` has a name for."""

_ROLE = re.compile(r"evt[0-9]+arg[0-9]+(?P<role>[^0-9].*)", re.DOTALL)


class _Row(Struct):
    """A document; labels stand with a score each, `[label, score]`."""

    doc_key: str
    sentences: tuple[tuple[str, ...], ...]
    ent_spans: tuple[tuple[int, int, tuple[tuple[Any, ...], ...]], ...] = ()
    evt_triggers: tuple[tuple[int, int, tuple[tuple[Any, ...], ...]], ...] = ()
    gold_evt_links: tuple[tuple[tuple[int, int], tuple[int, int], str], ...] = ()


class Rams(Format):
    """RAMS: an event a document, its arguments in the sentences around it."""

    name = NAME
    rebuilt_text = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file."""
        rows = json_rows(source, report)
        return documents_of_rows(rows, lambda row: [under(_document(row, report), schema)])

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first object has sentences, and triggers or links of events."""
        return {"doc_key", "sentences"} <= sample.first.keys() and not KEYS.isdisjoint(sample.first)


def _document(row: Row, report: Report) -> Document:
    """The document of a row.

    Raises:
        FormatError: it has not the shape of a row, or tokens that are none.
    """
    read = shaped_as(row, _Row)
    text, places = joined(read.sentences)
    found = Places(read.doc_key, text, places, report)
    mentions = dict.fromkeys(
        _run(row, f"ent_spans[{index}]", each, places) for index, each in enumerate(read.ent_spans)
    )
    for run in mentions:
        found.add_mention(run, MENTION)
    events: dict[Span, list[str]] = defaultdict(list)
    for index, (first, last, labels) in enumerate(read.evt_triggers):
        path = f"evt_triggers[{index}]"
        run = _run(row, path, (first, last), places)
        events[run] += [found.add_event(run, label) for label in _labels(row, path, labels, report)]
    raw: dict[str, str] = {}
    for index, (trigger, argument, name) in enumerate(read.gold_evt_links):
        path = f"gold_evt_links[{index}]"
        here, filler = _run(row, f"{path}[0]", trigger, places), _run(row, f"{path}[1]", argument, places)
        role = _role(name)
        raw[role] = name
        if here not in events:
            report.lose("argument", "no event has the trigger that it names")
        for event_id in events.get(here, ()):
            found.add_argument(event_id, filler, role)
    said = {key: value for key, value in others(row.value, _Row).items() if key not in META and value not in (None, [])}
    named = {META[key]: row.value[key] for key in META if isinstance(row.value.get(key), str)}
    roles = {role: name for role, name in raw.items() if role != name}
    kept = kept_meta(NAME, {OWN: said | ({"roles": roles} if roles else {})})
    return found.document({**named, **meta_of(read.sentences), **kept})


def _run(row: Row, path: str, said: Sequence[Any], places: Sequence[Span]) -> Span:
    first, last = said[:2]
    if not 0 <= first <= last < len(places):
        message = f"[{first}, {last}] are no tokens of the document; expected 0 to {len(places) - 1}"
        raise row.refused(path, message, "tokens")
    return first, last + 1


def _labels(row: Row, path: str, labels: Sequence[Sequence[Any]], report: Report) -> Iterator[str]:
    """The labels of a trigger; a score that says something is reported."""
    for index, each in enumerate(labels):
        if not each or not isinstance(each[0], str) or not each[0]:
            raise row.refused(f"{path}[2][{index}]", "expected [label, score]", "label")
        if len(each) > 1 and each[1] != 1:
            report.lose("score", "what is no prediction has none")
        yield each[0]


def _role(name: str) -> str:
    match = _ROLE.fullmatch(name)
    return match["role"] if match else name
