"""DocRED: documents in a JSON list, things with all their mentions, and relations between things with their evidence.

A mention is `[start, end]` in the tokens of its sentence, half-open. A relation of ours stands between two mentions:
those of its things that stand in its evidence, else the first ones. `rel_info.json` beside the file says what its
relations are called; these names are kept. The rows that Hugging Face publishes, with `labels` as columns, are read
too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
from msgspec import Struct
from msgspec.structs import replace

from annotator.errors import Finding, FormatError, Place
from annotator.formats.corpora.clusters import coref_of
from annotator.formats.corpora.mention_lists import OTHER_WORDS
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, kept_meta, others
from annotator.formats.numbering import renumbered
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.formats.tokens import joined, meta_of
from annotator.formats.under_schema import under
from annotator.model.annotation import Entity, Relation, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.spans import Span, Spans
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8

NAME = "docred"
NAMES_OF_RELATIONS = "rel_info.json"
COLUMNS = {"head": "h", "tail": "t", "relation_id": "r", "evidence": "evidence"}
"""The columns of `labels` as Hugging Face has them, and their names in a label."""

NAMES = "relation_text"
"""The column that says what relations are called."""


class _Mention(Struct):
    """A mention of a thing."""

    name: str
    pos: tuple[int, int]
    sent_id: int
    type: str


class _Label(Struct):
    """A relation between the things of these numbers."""

    h: int
    t: int
    r: str
    evidence: tuple[int, ...] = ()


class _Row(Struct):
    """A document."""

    title: str
    sents: tuple[tuple[str, ...], ...]
    vertexSet: tuple[tuple[_Mention, ...], ...] = ()  # noqa: N815 - the key of the file
    labels: tuple[_Label, ...] = ()


class Docred(Format):
    """DocRED: things with their mentions, and relations between things with evidence."""

    name = NAME
    rebuilt_text = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file; of several with one title, the later ones are called by a number too."""
        names = _names_of_relations(source)
        titles: Counter[str] = Counter()
        rows = json_rows(source, report)
        return documents_of_rows(rows, lambda row: [under(_document(row, titles, names, report), schema)])

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first object has a title, sentences and things."""
        return {"title", "sents", "vertexSet"} <= sample.first.keys()


def _names_of_relations(source: Path) -> dict[str, str]:
    """What relations are called, by the file beside the documents; nothing where there is none.

    Raises:
        FormatError: that file is no JSON object of names.
    """
    file = source.parent / NAMES_OF_RELATIONS
    if not file.is_file():
        return {}
    try:
        names = orjson.loads(read_utf8(file, FormatError))
    except orjson.JSONDecodeError as error:
        raise FormatError(Finding(Place(str(file)), "", f"is no JSON: {error.msg}", "json")) from error
    if not isinstance(names, dict) or not all(isinstance(each, str) for each in names.values()):
        raise FormatError(Finding(Place(str(file)), "", "expected an object with the name of each relation", "shape"))
    return names


def _document(row: Row, titles: Counter[str], names: dict[str, str], report: Report) -> Document:
    """The document of a row.

    Raises:
        FormatError: it has not the shape of a row, or names what is not there.
    """
    row, columns = _with_labels(row, report)
    names = names | columns
    read = shaped_as(row, _Row)
    titles[read.title] += 1
    doc_id = read.title if titles[read.title] == 1 else f"{read.title} ({titles[read.title]})"
    text, places = joined(read.sents)
    sentences = _Sentences(row, read.sents, places)
    things = [
        [_mention(sentences, number, index, each, text, doc_id, report) for index, each in enumerate(thing)]
        for number, thing in enumerate(read.vertexSet)
    ]
    entities = [
        replace(each, id=f"T{number}") for number, each in enumerate((one for thing in things for one in thing), 1)
    ]
    by_thing, rest = [], iter(entities)
    for thing in things:
        by_thing.append([next(rest) for _ in thing])
    relations = [_relation(sentences, index, each, by_thing, report) for index, each in enumerate(read.labels)]
    used = {each.r: names[each.r] for each in read.labels if each.r in names}
    said = others(row.value, _Row) | ({"relations": used} if used else {})
    meta = {**meta_of(read.sents), **kept_meta(NAME, {OWN: said})}
    found = new_document(doc_id, text, meta=meta, entities=by_id(entities), relations=by_id(relations))
    return renumbered(found)


def _with_labels(row: Row, report: Report) -> tuple[Row, dict[str, str]]:
    """A row with its labels as a list where they stand in columns, and what these call the relations.

    Raises:
        FormatError: the columns have not one length.
    """
    labels = row.value.get("labels") if isinstance(row.value, dict) else None
    if not isinstance(labels, dict):
        return row, {}
    columns = {new: labels.get(old) or [] for old, new in COLUMNS.items()}
    lengths = {len(each) if isinstance(each, list) else -1 for each in columns.values()}
    if len(lengths) > 1 or -1 in lengths:
        raise row.refused("labels", f"expected the lists {', '.join(COLUMNS)}, all of one length", "shape")
    unread = labels.keys() - COLUMNS.keys() - {NAMES}
    report.lose_all((f"{key} of labels", "the record has no place for it") for key in unread)
    listed = [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]
    said = labels.get(NAMES)
    pairs = zip(columns["r"], said if isinstance(said, list) else (), strict=False)
    names = {key: name for key, name in pairs if isinstance(key, str) and isinstance(name, str)}
    return row._replace(value=row.value | {"labels": listed}), names


class _Sentences:
    """Where the sentences of a document stand."""

    def __init__(self, row: Row, sentences: Sequence[Sequence[str]], places: Sequence[Span]) -> None:
        self.row, self._places = row, places
        self._begins = [0]
        for each in sentences:
            self._begins.append(self._begins[-1] + len(each))

    def run(self, path: str, sentence: int, start: int, end: int) -> Span:
        """Where tokens of a sentence stand in the text.

        Raises:
            FormatError: they are not there.
        """
        known = 0 <= sentence < len(self._begins) - 1
        length = self._begins[sentence + 1] - self._begins[sentence] if known else 0
        if not 0 <= start < end <= length:
            message = f"tokens {start} to {end} are not in sentence {sentence}, which has {length}"
            raise self.row.refused(path, message, "tokens")
        first = self._begins[sentence]
        return self._places[first + start][0], self._places[first + end - 1][1]

    def whole(self, path: str, sentence: int) -> Span:
        """Where a sentence stands.

        Raises:
            FormatError: there is none of this number, or it is empty.
        """
        known = 0 <= sentence < len(self._begins) - 1
        return self.run(path, sentence, 0, self._begins[sentence + 1] - self._begins[sentence] if known else 0)


def _mention(
    sentences: _Sentences, number: int, index: int, said: _Mention, text: str, doc_id: str, report: Report
) -> Entity:
    span = sentences.run(f"vertexSet[{number}][{index}].pos", said.sent_id, *said.pos)
    found = mention("T", said.type, text, (span,), coref=coref_of(doc_id, str(number)))
    if "".join(said.name.split()) != "".join((found.text or "").split()):
        report.lose("name of a mention", OTHER_WORDS)
    raw = sentences.row.value["vertexSet"][number][index]
    report.lose_all((f"{key} of a mention", "the record has no place for it") for key in others(raw, _Mention))
    return found


def _relation(
    sentences: _Sentences, index: int, said: _Label, things: Sequence[Sequence[Entity]], report: Report
) -> Relation:
    """The relation between a mention of each thing, if possible in one sentence of the evidence, else in any."""
    path = f"labels[{index}]"
    for name, number in (("h", said.h), ("t", said.t)):
        if not 0 <= number < len(things) or not things[number]:
            message = f"{number} is no thing with a mention; expected 0 to {len(things) - 1}"
            raise sentences.row.refused(f"{path}.{name}", message, "reference")
    evidence = tuple(
        sorted({sentences.whole(f"{path}.evidence[{place}]", each) for place, each in enumerate(said.evidence)})
    )
    report.note("relations between things stand between two of their mentions, in the evidence where some are there")
    raw = sentences.row.value["labels"][index]
    report.lose_all((f"{key} of a relation", "the record has no place for it") for key in others(raw, _Label))
    head, tail = _ends(things[said.h], things[said.t], evidence)
    return Relation(f"R{index + 1}", said.r, head.id, tail.id, evidence=evidence)


def _ends(heads: Sequence[Entity], tails: Sequence[Entity], evidence: Spans) -> tuple[Entity, Entity]:
    """A mention of each thing: in one sentence of the evidence, else each in some of it, else the first ones."""
    for start, end in evidence:
        inside = [[each for each in side if start <= each.spans[0][0] < end] for side in (heads, tails)]
        if all(inside):
            return inside[0][0], inside[1][0]
    anywhere = [
        next((each for each in side if any(start <= each.spans[0][0] < end for start, end in evidence)), side[0])
        for side in (heads, tails)
    ]
    return anywhere[0], anywhere[1]
