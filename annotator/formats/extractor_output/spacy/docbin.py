"""DocBin files: spaCy's own, which need it; it is the extra `spacy`."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.errors import Finding, FormatError, Place, UsageError
from annotator.formats.extractor_output.spacy.found import NAME, OWN_KEY, Found, FoundSpan
from annotator.formats.extractor_output.spacy.tokens_of_text import words_and_blanks
from annotator.model.annotation import Entity
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.order import ordered_entities
from annotator.model.record import Record

GROUP = "sc"
"""The group of spans that spaCy's span categorizer reads by default; all mentions stand in it."""

HEAD_CHARS = 4096


def is_docbin(head: bytes) -> bool:
    """Whether a file that begins so is a DocBin."""
    try:
        beginning = zlib.decompressobj().decompress(head, HEAD_CHARS)
    except zlib.error:
        return False
    return b"attrs" in beginning[:40] and b"tokens" in beginning


def docs_found(path: Path) -> Iterator[Found]:
    """The documents of a file, one after the other.

    Raises:
        UsageError: spaCy is not installed.
        FormatError: it is no DocBin.
    """
    spacy = _spacy()
    try:
        packed = spacy.tokens.DocBin(store_user_data=True).from_bytes(path.read_bytes())
        for each in packed.get_docs(spacy.blank("xx").vocab):
            yield _found(each)
    except (OSError, ValueError, KeyError, IndexError, TypeError, zlib.error) as error:
        message = f"no DocBin that spaCy {spacy.__version__} reads: {error}"
        raise FormatError(Finding(Place(str(path)), "", message, NAME)) from error


def _found(doc: Any) -> Found:
    groups = {name: [_span(each) for each in group] for name, group in doc.spans.items()}
    own = doc.user_data.get(OWN_KEY, "")
    return Found(
        doc.text, [_span(each) for each in doc.ents], groups, dict(doc.cats), own if isinstance(own, str) else ""
    )


def _span(span: Any) -> FoundSpan:
    return FoundSpan(span.start_char, span.end_char, span.label_, span.kb_id_, span.id_)


def docbin_of(documents: Iterable[tuple[Document, str]]) -> bytes:
    """Documents with their texts as a DocBin.

    Raises:
        UsageError: spaCy is not installed.
    """
    spacy = _spacy()
    vocab = spacy.blank("xx").vocab
    packed = spacy.tokens.DocBin(store_user_data=True)
    for document, text in documents:
        packed.add(_doc(spacy, vocab, document, text))
    content: bytes = packed.to_bytes()
    return content


def _doc(spacy: Any, vocab: Any, document: Document, text: str) -> Any:
    mentions = [each for each in ordered_entities(document) if _is_span(each)]
    edges = [edge for each in mentions for edge in each.spans[0]]
    words, blanks = words_and_blanks(text, edges)
    doc = spacy.tokens.Doc(vocab, words=words, spaces=blanks)
    spans = [
        doc.char_span(
            *each.spans[0], label=each.type, kb_id=each.links[0] if len(each.links) == 1 else "", span_id=each.id
        )
        for each in mentions
    ]
    doc.spans[GROUP] = spans
    doc.set_ents(spacy.util.filter_spans(spans))
    doc.cats = {name: float(value) for name, value in document.labels.items() if isinstance(value, bool | int | float)}
    doc.user_data[OWN_KEY] = msgspec.json.encode(_own(record_of(document))).decode()
    return doc


def _is_span(entity: Entity) -> bool:
    """Whether spaCy has a place for a mention: in one piece, and not empty."""
    return len(entity.spans) == 1 and entity.spans[0][0] < entity.spans[0][1]


def _own(record: Record) -> dict[str, Any]:
    """What spaCy has no place for: the record without its text, its mentions without what spans say."""
    said: dict[str, Any] = msgspec.to_builtins(record)
    said.pop("text", None)
    said["entities"] = [_rest(each, value) for each, value in zip(record.entities, said["entities"], strict=True)]
    return said


def _rest(entity: Entity, said: dict[str, Any]) -> dict[str, Any]:
    if not _is_span(entity):
        return said
    without = {"type", "spans", "text"} | ({"links"} if len(entity.links) == 1 else set())
    return {key: value for key, value in said.items() if key not in without}


def _spacy() -> Any:
    try:
        import spacy  # noqa: PLC0415 - an extra, and seconds to import
        import spacy.tokens  # noqa: PLC0415 - as above
        import spacy.util  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError("DocBin files need the extra `spacy`: pip install 'gold-annotator[spacy]'") from error
    return spacy
