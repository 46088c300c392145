"""Predictions that are there already, `file:PREDICTIONS.jsonl`: to be scored again, or compared, as any others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.errors import InputError
from annotator.extractors.answers import Answer, AnswerError, Asked
from annotator.extractors.article import Article
from annotator.extractors.failure import failed
from annotator.model.canonical import document_of, record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.quoted import quoted
from annotator.model.record import text_hash
from annotator.schema.ref import comparable_version


def stored_answers(name: str, path: Path, articles: Sequence[Article]) -> Iterator[Answer]:
    """The predictions of a file for these articles.

    Raises:
        InputError: the file cannot be read, a record in it is not what the contract says, or is for another text.
        ExtractorError: it holds a document that was not asked for, or lacks one.
    """
    asked = Asked(articles)
    for document in read_documents(path, loose=True):
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
    schema = article.schema_ref or document.schema_ref
    record = replace(record_of(document), text=article.text or None, text_sha256=sha256, schema=schema)
    wrong = next(errors(record, loose=True), None)
    if wrong:
        raise InputError(f"{place}: {wrong.path}: {wrong.message}")
    return document_of(record)
