"""A document as a part of a CoNLL-2012 file: twelve columns parted by tabs; words, names and things are known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from annotator.errors import Finding, FormatError, Place
from annotator.formats.corpora.clusters import MENTION, RENAMED, coref_of, numbered
from annotator.formats.corpora.conll2012.brackets import Bracket, name_cells, names, thing_cells, things, uncrossed
from annotator.formats.corpora.conll2012.parts import BEGIN, END, begin_of, id_of, name_of
from annotator.formats.corpora.conll2012.reading import META, Marked, marked
from annotator.formats.corpora.on_tokens import fitted_on_tokens
from annotator.formats.document_files import with_text
from annotator.formats.kept import kept_of
from annotator.formats.losses import Holds
from annotator.formats.numbering import new_ids
from annotator.formats.protocol import Report
from annotator.formats.tokens import Tokens, why_no_tokens
from annotator.model.document import Document
from annotator.model.order import ordered_entities
from annotator.model.quoted import quoted

_UNFIT = re.compile(r"[\t\r\n]|^[ \ufeff]|[ ]$|^$")
_BREAKS = re.compile(r"[\r\n]")
_NAME = re.compile(r"[^()|*\s]+")


HOLDS = Holds(META, entities=("coref",), why_not=why_no_tokens)


def part_lines(document: Document, report: Report) -> str:
    """The lines of a document; what has no place there is reported.

    Raises:
        FormatError: it has no text, or an id that no line can hold.
    """
    with_text(document, META)
    begin = _begin(document)
    kept, tokens = fitted_on_tokens(document, HOLDS, report)
    thing_brackets, name_brackets = _brackets(kept, tokens, report)
    count = len(tokens.places)
    cells = zip(name_cells(name_brackets, count), thing_cells(thing_brackets, count), strict=True)
    name, number = name_of(kept.id)
    lines = [f"{BEGIN} {begin}\n"]
    for words in tokens.words():
        for place, word in enumerate(words):
            known = [name, str(number), str(place), word]
            lines.append("\t".join([*known, "-", "*", "-", "-", "-", "-", *next(cells)]) + "\n")
        lines.append("\n")
    return "".join((*lines, f"{END}\n"))


def _begin(document: Document) -> str:
    """What stands behind `#begin document`: as it was read, where that still names the document."""
    begin = kept_of(document, META).get("begin")
    if (
        _UNFIT.search(document.id)
        or id_of(begin_of(document.id)) != document.id
        or document.id.startswith((BEGIN, END))
    ):
        message = f"{quoted(document.id)} does not fit into a line"
        raise FormatError(Finding(Place(f"document {quoted(document.id)}"), "id", message, META))
    is_its = isinstance(begin, str) and not _BREAKS.search(begin) and id_of(begin) == document.id
    return str(begin) if is_its else begin_of(document.id)


def _brackets(kept: Document, tokens: Tokens, report: Report) -> tuple[list[Bracket], list[Bracket]]:
    """The brackets of both columns; what a reader would read otherwise is reported."""
    numbers = numbered(kept.id, (each.coref for each in ordered_entities(kept) if each.coref))
    report.lose_all(
        ("coref", RENAMED)
        for each in kept.entities.values()
        if each.coref and coref_of(kept.id, numbers[each.coref]) != each.coref
    )
    in_order = [kept.entities[each] for each in new_ids(kept) if each in kept.entities]
    meant = [
        Marked(*(tokens.range_of(each.spans[0]) or (0, 0)), each.type, numbers[each.coref] if each.coref else None)
        for each in in_order
    ]
    sorted_meant = sorted(meant, key=lambda each: each.thing is None)
    name_brackets = [Bracket(*each[:3]) for each in sorted_meant if _is_name(each)]
    thing_brackets = [Bracket(each.start, each.end, each.thing) for each in _names_first(meant) if each.thing]
    said_names = list(uncrossed(name_brackets))
    said_things = _uncrossed_things(thing_brackets)
    count = len(tokens.places)
    again = marked(things(thing_cells(said_things, count))[0], names(name_cells(said_names, count))[0])
    _report_changed(meant, again, report)
    return said_things, said_names


def _uncrossed_things(brackets: Sequence[Bracket]) -> list[Bracket]:
    """Those of which no two of one thing cross, in their order."""
    by_thing: dict[str, list[Bracket]] = defaultdict(list)
    order: dict[Bracket, int] = {}
    for number, each in enumerate(brackets):
        by_thing[each.label].append(each)
        order.setdefault(each, number)
    said = chain.from_iterable(uncrossed(each) for each in by_thing.values())
    return sorted(said, key=order.__getitem__)


def _is_name(each: Marked) -> bool:
    return bool(_NAME.fullmatch(each.type)) and (each.type != MENTION or each.thing is None)


def _names_first(meant: Iterable[Marked]) -> list[Marked]:
    """Of the same words, those with a type of their own first: a reader gives the first one the name."""
    return sorted(meant, key=lambda each: not _is_name(each))


def _report_changed(meant: list[Marked], again: list[Marked], report: Report) -> None:
    """Report mentions that are not read again, and those that are read with another type."""
    left = Counter(meant) - Counter(again)
    read = Counter(again) - Counter(meant)
    for each in left.elements():
        other = next((one for one in read if one[:2] == each[:2] and one.thing == each.thing and read[one]), None)
        if other:
            read[other] -= 1
            report.lose("type", "names in brackets have no blanks, brackets, | or *, and do not cross")
        else:
            report.lose("mention", "mentions of one thing, and names, do not cross in brackets")


def lines_of(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    """The lines of all documents, one after the other."""
    for each in documents:
        yield part_lines(each, report).encode("utf-8")
