"""A document as lines of tokens and tags, and what of it has no place there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from annotator.errors import Finding, FormatError, Place
from annotator.model.annotation import Entity, is_blank
from annotator.model.document import Document
from annotator.model.order import ordered_entities
from annotator.model.quoted import quoted
from annotator.model.spans import Span

NO_PLACE = "a tag is a type and nothing else"
FIELDS = ("attributes", "coref", "links", "note", "uncertain", "unconfirmed", "was", "score")
OF_DOCUMENT = ("labels", "incomplete_for", "annotator", "extractor", "meta")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_UNFIT = re.compile(r"[\t\r\n]|^\s|\s$|^$")


def written(document: Document) -> str:
    """The lines of a document, an empty line after each sentence; a line of the text is one.

    Raises:
        FormatError: it has no text or no word in it, or an id or a type that no line can hold.
    """
    if document.text is None or not _TOKEN.search(document.text):
        raise _refused(document, "text", "no word to write a tag behind")
    for what, name in (("id", document.id), *(("type", each.type) for each in ordered_entities(document))):
        if _UNFIT.search(name):
            raise _refused(document, what, f"{quoted(name)} does not fit into a column")
    tags = dict(_tags(document))
    lines = [f"# id = {document.id}\n"]
    end_before = 0
    for start, end in tokens(document):
        if "\n" in document.text[end_before:start] and len(lines) > 1:
            lines.append("\n")
        lines.append(f"{document.text[start:end]}\t{tags.get(start, 'O')}\n")
        end_before = end
    return "".join(lines)


def _refused(document: Document, path: str, message: str) -> FormatError:
    return FormatError(Finding(Place(f"document {quoted(document.id)}"), path, message))


def tokens(document: Document) -> list[Span]:
    """The words and signs of the text; a mention begins and ends with one."""
    text = document.text or ""
    edges = {place for each in _flat(document) for place in each.spans[0]}
    spans: list[Span] = []
    for match in _TOKEN.finditer(text):
        inside = (place for place in range(match.start() + 1, match.end()) if place in edges)
        spans += pairwise((match.start(), *inside, match.end()))
    return spans


def _tags(document: Document) -> Iterator[tuple[int, str]]:
    """The tags by the start of their tokens."""
    all_tokens = tokens(document)
    for each in _flat(document):
        ((start, end),) = each.spans
        inside = [token for token in all_tokens if start <= token[0] < end]
        for number, token in enumerate(inside):
            yield token[0], f"{'I' if number else 'B'}-{each.type}"


def _flat(document: Document) -> list[Entity]:
    """The mentions that tags can hold: in one piece, with no blank at an edge, and of those that overlap the first."""
    kept: list[Entity] = []
    for each in ordered_entities(document):
        if not _why_not(each, document) and (not kept or kept[-1].spans[0][1] <= each.spans[0][0]):
            kept.append(each)
    return kept


def _why_not(entity: Entity, document: Document) -> str:
    if len(entity.spans) > 1:
        return "tags mark mentions in one piece"
    words = (document.text or "")[slice(*entity.spans[0])]
    if "\n" in words:
        return "a line of the text is a sentence, and tags end with it"
    return "tags mark whole tokens" if not words or words != words.strip() or not _TOKEN.search(words) else ""


def losses_of(document: Document) -> Iterator[tuple[str, str]]:
    """(what, why) of everything that tags do not say, once for each time."""
    text, kept = document.text or "", _flat(document)
    if text != _read_again(document):
        yield "text", "tokens are kept, not the blanks and line ends between them"
    yield from (
        (name, NO_PLACE)
        for name in ("labels", "incomplete_for", "annotator", "extractor", "meta")
        if getattr(document, name)
    )
    ids = {each.id for each in kept}
    for each in ordered_entities(document):
        if each.id not in ids:
            yield (
                "mention",
                _why_not(each, document) or "tags do not overlap; the outer mention that begins first is kept",
            )
        yield from ((name, NO_PLACE) for name in FIELDS if not is_blank(getattr(each, name)))
    yield from (("id", "tags have none") for number, each in enumerate(kept, 1) if each.id != f"T{number}")
    yield from (("relation", NO_PLACE) for _ in document.relations)
    yield from (("event", NO_PLACE) for _ in document.events)


def _read_again(document: Document) -> str:
    """The text that a reader makes of the tokens."""
    text, end_before = document.text or "", 0
    parts: list[str] = []
    for start, end in tokens(document):
        parts += ["\n" if "\n" in text[end_before:start] else " "] if parts else []
        parts.append(text[start:end])
        end_before = end
    return "".join(parts)
