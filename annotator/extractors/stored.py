"""Predictions that are there already, `file:PREDICTIONS`, records or tags: scored again, or compared, as any others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace as replace_fields
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.datasets.unplaced import surfaced, without_misplaced
from annotator.errors import InputError
from annotator.extractors.answers import Answer, AnswerError, Asked
from annotator.extractors.article import Article
from annotator.extractors.failure import failed
from annotator.extractors.limits import Limits
from annotator.formats.conll.on_texts import records_on_texts
from annotator.formats.conll.tagged_file import open_tagged
from annotator.formats.foreign import foreign_format, foreign_records, is_tags, named_as, on_articles
from annotator.formats.protocol import Report
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.quoted import quoted
from annotator.model.record import Record, text_hash
from annotator.schema.ref import comparable_version


def stored_answers(
    name: str, path: Path, articles: Sequence[Article], limits: Limits, tell: Callable[[str], None]
) -> Iterator[Answer]:
    """The predictions of a file for these articles; what of them has no place in its article is kept as unplaced.

    In which scheme tags are read, and what became of those that do not fit, is handed to `tell`.

    Raises:
        InputError: the file cannot be read, a record in it is not what the contract says, or is for another text.
        ExtractorError: it holds a document that was not asked for, or lacks one.
    """
    asked = Asked(articles)
    texts = {article.id: article.text for article in articles}
    tolerant = replace_fields(limits.reader, strict=False, texts=texts.get)
    for record in _records(path, texts, tolerant, limits, tell):
        try:
            article = asked.article(record.id)
        except AnswerError as error:
            raise failed(name, f"it holds {error}") from None
        yield Answer(article, _on(article, record, path, tolerant))
    if missing := asked.missing():
        raise failed(name, f"it holds {missing}")


def stored_among(
    path: Path, articles: Sequence[Article], limits: Limits, tell: Callable[[str], None]
) -> Iterator[tuple[Article, Document]]:
    """The same of those documents of a file that are among the articles, by their ids; each with who predicted it.

    Raises:
        InputError: as `stored_answers`.
    """
    by_id = {article.id: article for article in articles}
    texts = {article.id: article.text for article in articles}
    tolerant = replace_fields(limits.reader, strict=False, texts=texts.get)
    for record in _records(path, texts, tolerant, limits, tell):
        if record.id in by_id:
            yield by_id[record.id], _on(by_id[record.id], record, path, tolerant)


def _records(
    path: Path, texts: Mapping[str, str], reader: PredictionReader, limits: Limits, tell: Callable[[str], None]
) -> Iterator[Record]:
    if is_tags(path, limits.pred_format):
        tagged = open_tagged(path, limits.scheme, limits.repair)
        yield from records_on_texts(tagged, texts, "the source")
        for line in tagged.reading_notes():
            tell(line)
        return
    form = foreign_format(path, limits.pred_format)
    if form is None:
        yield from read_records(path, loose=True, reader=reader)
        return
    report = Report()
    report.note(f"the predictions are read as {form.name}")
    named = named_as(foreign_records(form, path, report), form, dict(texts), path, report)
    yield from on_articles(named, form, texts.get, frozenset(), str(path))
    for line in (*report.notes, *(f"lost: {each}" for each in report.losses)):
        tell(line)


def _on(article: Article, stored: Record, path: Path, reader: PredictionReader) -> Document:
    """The stored prediction put on the article's text.

    Raises:
        InputError: it was made for another text, or another schema.
    """
    sha256 = text_hash(article.text)
    place = f"{path}: document {quoted(stored.id)}"
    if stored.text not in (None, article.text) or stored.text_sha256 not in (None, sha256):
        raise InputError(f"{place}: was predicted for another text; run the extractor again")
    if (
        article.schema_ref
        and stored.schema
        and comparable_version(stored.schema) != comparable_version(article.schema_ref)
    ):
        raise InputError(f"{place}: is made for {stored.schema}; expected {article.schema_ref}")
    stands = without_misplaced(stored, article.text, reader.agree)
    schema = article.schema_ref or stored.schema
    record = replace(surfaced(stands, article.text), text=article.text or None, text_sha256=sha256, schema=schema)
    wrong = next(errors(record, loose=True), None)
    if wrong:
        raise InputError(f"{place}: {wrong.path}: {wrong.message}")
    return document_of(record)
