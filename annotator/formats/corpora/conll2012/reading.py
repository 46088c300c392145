"""A part of a CoNLL-2012 file as a document: its mentions, by the things that they are of, and its named entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from annotator.errors import Finding, FormatError, Place
from annotator.formats.corpora.clusters import MENTION, coref_of
from annotator.formats.corpora.conll2012.brackets import Bracket, Slip, names, things
from annotator.formats.corpora.conll2012.parts import Part, begin_of
from annotator.formats.kept import OWN, kept_meta
from annotator.formats.protocol import Report
from annotator.formats.tokens import joined, meta_of
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.spans import Span

META = "conll2012"
NO_PLACE = "the record has no place for it"


class Marked(NamedTuple):
    """A run of tokens with its type, and the number of the thing that it is of; None where it is of none."""

    start: int
    end: int
    type: str
    thing: str | None


def marked(things_found: Sequence[Bracket], names_found: Sequence[Bracket]) -> list[Marked]:
    """The mentions that both columns say: a name and a thing over the same tokens are one, in the order they open."""
    types: dict[Span, list[str]] = defaultdict(list)
    for start, end, name in names_found:
        types[start, end].append(name)
    found = []
    for start, end, number in things_found:
        names_here = types[start, end]
        found.append(Marked(start, end, names_here.pop(0) if names_here else MENTION, number))
    found += [Marked(*span, name, None) for span, left in types.items() for name in left]
    return sorted(found, key=lambda each: (each.start, each.end, each.type))


def document_of_part(part: Part, report: Report) -> Document:
    """The document that a part is.

    Raises:
        FormatError: a line is no token, or a bracket has no other half; with all findings.
    """
    things_found, slips = things(part.things)
    names_found, more = names(part.names)
    findings = [*part.slips, *(_finding(part, each) for each in (*slips, *more))]
    if findings:
        raise FormatError(*findings)
    text, places = joined(part.sentences)
    entities = [
        mention(
            f"T{number}", each.type, text, (_span(each, places),), coref=each.thing and coref_of(part.id, each.thing)
        )
        for number, each in enumerate(marked(things_found, names_found), 1)
    ]
    _tell(part, things_found, report)
    meta = dict(meta_of(part.sentences))
    if part.begin != begin_of(part.id):
        meta |= kept_meta(META, {OWN: {"begin": part.begin}})
    return new_document(part.id, text, entities=by_id(entities), meta=meta)


def _span(each: Marked, places: Sequence[Span]) -> Span:
    return places[each.start][0], places[each.end - 1][1]


def _finding(part: Part, slip: Slip) -> Finding:
    return Finding(Place(part.place.file, part.lines[slip.token]), "", slip.message, "bracket")


def _tell(part: Part, found: Sequence[Bracket], report: Report) -> None:
    """Report what is not read, and tell of words that are several mentions."""
    for what, count in part.others.items():
        report.lose(what, NO_PLACE, count)
    if len({*meta_of(part.sentences)}) == 0 and part.sentences:
        report.lose("token", "a word with a blank in it is several tokens of the text")
    numbers: dict[Span, Counter[str]] = defaultdict(Counter)
    for start, end, number in found:
        numbers[start, end][number] += 1
    for (start, _), counted in numbers.items():
        line = f"{part.place.file}:{part.lines[start]}"
        if len(counted) > 1:
            report.note(f"{line}: the same words are mentions of {len(counted)} things: {', '.join(counted)}")
        for number, count in counted.items():
            if count > 1:
                report.note(f"{line}: the same mention of {number} stands {count} times")
