"""A document as lines of tokens and tags, and what of it has no place there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from annotator.errors import Finding, FormatError, Place
from annotator.formats.tokens import Tokens, has_words, other_meta, tokens_of
from annotator.model.annotation import Entity, is_blank
from annotator.model.document import Document
from annotator.model.order import ordered_entities
from annotator.model.quoted import quoted

NO_PLACE = "a tag is a type and nothing else"
FIELDS = ("attributes", "coref", "links", "note", "uncertain", "unconfirmed", "was", "score")
OF_DOCUMENT = ("labels", "incomplete_for", "annotator", "extractor")
_UNFIT = re.compile(r"[\t\r\n]|^\s|\s$|^$")


def written(document: Document) -> str:
    """The lines of a document, an empty line after each sentence; a line of the text is one.

    Raises:
        FormatError: it has no text or no word in it, or an id or a type that no line can hold.
    """
    tokens = _tokens(document)
    if not tokens.places:
        raise _refused(document, "text", "no word to write a tag behind")
    for what, name in (("id", document.id), *(("type", each.type) for each in ordered_entities(document))):
        if _UNFIT.search(name):
            raise _refused(document, what, f"{quoted(name)} does not fit into a column")
    tags = dict(_tags(document, tokens))
    sentences = []
    number = count()
    for words in tokens.words():
        sentences.append("".join(f"{word}\t{tags.get(next(number), 'O')}\n" for word in words))
    return f"# id = {document.id}\n" + "\n".join(sentences)


def _refused(document: Document, path: str, message: str) -> FormatError:
    return FormatError(Finding(Place(f"document {quoted(document.id)}"), path, message))


def _tokens(document: Document) -> Tokens:
    return tokens_of(document, (place for each in _flat(document) for place in each.spans[0]))


def _tags(document: Document, tokens: Tokens) -> Iterator[tuple[int, str]]:
    """The tags by the number of their tokens."""
    for each in _flat(document):
        for place, number in enumerate(range(*(tokens.range_of(each.spans[0]) or (0, 0)))):
            yield number, f"{'I' if place else 'B'}-{each.type}"


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
    return "" if has_words(document, entity.spans) else "tags mark whole tokens"


def losses_of(document: Document) -> Iterator[tuple[str, str]]:
    """(what, why) of everything that tags do not say, once for each time."""
    kept = _flat(document)
    yield from _tokens(document).lost_text()
    yield from ((name, NO_PLACE) for name in OF_DOCUMENT if getattr(document, name))
    yield from (("meta", NO_PLACE) for _ in other_meta(document))
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
