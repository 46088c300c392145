"""Predictions that are there already, `file:PREDICTIONS.jsonl`: to be scored again, or compared, as any others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.datasets.record import read_records
from annotator.errors import InputError
from annotator.extractors.answers import Answer, AnswerError, Asked
from annotator.extractors.article import Article
from annotator.extractors.failure import failed
from annotator.model.document import Document, text_hash
from annotator.model.fault import Listing
from annotator.model.faults import errors
from annotator.model.plain import document_from_plain, document_to_plain
from annotator.model.quoted import quoted
from annotator.schema.ref import comparable_version


def stored_answers(name: str, path: Path, articles: Sequence[Article]) -> Iterator[Answer]:
    """The predictions of a file for these articles.

    Raises:
        InputError: the file cannot be read, a record in it is not what the contract says, or is for another text.
        ExtractorError: it holds a document that was not asked for, or lacks one.
    """
    asked = Asked(articles)
    for document in read_records(path, loose=True):
        try:
            article = asked.article(document.id)
        except AnswerError as error:
            raise failed(name, f"it holds {error}") from None
        yield Answer(article, _on(article, document, path))
    if missing := asked.missing():
        raise failed(name, f"it holds {missing}")


def _on(article: Article, document: Document, path: Path) -> Document:
    """The stored prediction put on the article's text.

    Raises:
        InputError: it was made for another text, or another schema.
    """
    sha256 = text_hash(article.text)
    place = f"{path}: document {quoted(document.id)}"
    if document.text not in (None, article.text) or document.text_sha256 not in (None, sha256):
        raise InputError(f"{place}: was predicted for another text; run the extractor again")
    if (
        article.schema_ref
        and document.schema_ref
        and comparable_version(document.schema_ref) != comparable_version(article.schema_ref)
    ):
        raise InputError(f"{place}: is made for {document.schema_ref}; expected {article.schema_ref}")
    record = document_to_plain(document) | {"text": article.text, "text_sha256": sha256}
    record |= {"schema": article.schema_ref} if article.schema_ref else {}
    whole = document_from_plain(record)
    wrong = next(errors(whole, Listing.canonical(whole)), None)
    if wrong:
        raise InputError(f"{place}: {wrong.path}: {wrong.message}")
    return whole
