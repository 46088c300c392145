"""An extractor's output, line by line, judged: each is a prediction for a document that was asked for, or a failure.

A line is `{id, entities, relations, events, labels?, extractor?, error?}`; `extractor` is what the prediction cost and
what has no place in the text: `{elapsed_s?, requests?, tokens?, repairs?, unplaced?}`. It is held to everything that a
gold record is held to; only the text, its hash and the surfaces may be left out, and are put in from the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from msgspec import structs

from annotator.datasets.foreign_keys import instead
from annotator.datasets.json_faults import contested
from annotator.datasets.lines import json_lines
from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import validated
from annotator.datasets.unplaced import UNSIGNED
from annotator.errors import Place, RecordError
from annotator.extractors.article import Article
from annotator.extractors.limits import ANSWERS
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.record import ExtractorRun, text_hash

Plain: TypeAlias = dict[str, Any]

LAYERS = ("entities", "relations", "events")
ECHOED = ("text", "schema")
LEGAL = frozenset({"id", "error", "labels", "extractor", *LAYERS, *ECHOED})
OF_THE_RUN = ("elapsed_s", "requests", "tokens", "repairs", "unplaced")
SHOWN_FINDINGS = 5
SHOWN_IDS = 5


class AnswerError(ValueError):
    """A line is no answer; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one document: its predictions, or the extractor's own words why there are none.

    `files` are the extractor's own files that it had read by then, with their hashes.
    """

    article: Article
    document: Document | None = None
    error: str | None = None
    elapsed_s: float | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    def signed(self, name: str, version: str) -> Answer:
        """The same with who made it, unless the prediction says so itself."""
        if self.document is None:
            return self
        run = self.document.extractor or ExtractorRun(UNSIGNED)
        if run.name != UNSIGNED:
            return self
        elapsed_s = self.elapsed_s if run.elapsed_s is None else run.elapsed_s
        elapsed_s = None if elapsed_s is None else round(elapsed_s, 6)
        run = structs.replace(run, name=name, version=version, elapsed_s=elapsed_s)
        return replace(self, document=structs.replace(self.document, extractor=run))


class Asked:
    """The documents that were asked for, and which of them are answered."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Nothing is answered yet."""
        self._open = {article.id: article for article in articles}
        self._answered: set[str] = set()

    def article(self, document_id: object) -> Article:
        """The article of this id, which now counts as answered.

        Raises:
            AnswerError: it was not asked for, or is answered already.
        """
        if not isinstance(document_id, str):
            raise AnswerError('no "id"; expected the id of the document that is answered')
        if document_id in self._answered:
            raise AnswerError(f"a second answer for document {quoted(document_id)}; expected one line a document")
        if document_id not in self._open:
            raise AnswerError(f"an answer for document {quoted(document_id)}, which was not asked for")
        self._answered.add(document_id)
        return self._open.pop(document_id)

    def missing(self) -> str:
        """Which documents have no answer, in words; empty when all have one."""
        if not self._open:
            return ""
        shown = ", ".join(quoted(each) for each in list(self._open)[:SHOWN_IDS])
        more = ", ..." if len(self._open) > SHOWN_IDS else ""
        total = len(self._open) + len(self._answered)
        return f"no answer for {len(self._open)} of {total} documents: {shown}{more}"


def parsed(line: bytes) -> Plain:
    """The JSON object of a line that is not blank.

    Raises:
        AnswerError: there is none, or readers would disagree about it.
    """
    parsed_line = next(json_lines([line + b"\n"]))
    fault = parsed_line.fault or next(contested(line), None)
    if fault:
        path = f"{fault.fault.path}: " if fault.fault.path else ""
        raise AnswerError(f"{path}{fault.fault.message}")
    value: Plain = parsed_line.value
    return value


def judged(record: Plain, article: Article, reader: PredictionReader = ANSWERS) -> Answer:
    """The answer that an object is, for this article.

    Raises:
        AnswerError: it is no valid prediction.
    """
    unknown = sorted(key for key in record if key not in LEGAL)
    if unknown:
        hint = instead(unknown[0], LEGAL) or f"expected {', '.join(sorted(LEGAL))}"
        raise AnswerError(f"unknown key {quoted(unknown[0])}; {hint}")
    for key, sent in (("text", article.text), ("schema", article.schema_ref)):
        if record.get(key) not in (None, sent):
            raise AnswerError(f'another "{key}" than the one that was sent; leave the key out')
    error = record.get("error")
    if error is None:
        return Answer(article, prediction(record, article, reader))
    if not isinstance(error, str) or not error:
        raise AnswerError('"error" is no text; expected what went wrong, or the key left out')
    return Answer(article, error=error)


def prediction(record: Mapping[str, Any], article: Article, reader: PredictionReader = ANSWERS) -> Document:
    """The document that an answer's annotations make of an article.

    Raises:
        AnswerError: they are not what the contract says.
    """
    whole: Plain = {"id": article.id, "text": article.text, "text_sha256": text_hash(article.text)}
    if article.schema_ref:
        whole["schema"] = article.schema_ref
    whole |= {key: record[key] for key in ("labels", *LAYERS) if record.get(key) is not None}
    if record.get("extractor") is not None:
        whole["extractor"] = _run(record["extractor"])
    try:
        return document_of(validated(whole, Place("answer"), loose=True, reader=reader))
    except RecordError as error:
        faults = [f"{each.path}: {each.message}" for each in error.findings[:SHOWN_FINDINGS]]
        more = len(error.findings) - len(faults)
        raise AnswerError("\n  ".join(faults) + (f"\n  and {more} more" if more else "")) from None


def _run(value: object) -> Plain:
    """What an answer says of its making; who made it is not its to say.

    Raises:
        AnswerError: it says something else.
    """
    if not isinstance(value, dict) or (unknown := sorted(key for key in value if key not in OF_THE_RUN)):
        shown = quoted(unknown[0]) if isinstance(value, dict) else "no object"
        raise AnswerError(f'"extractor" holds {shown}; expected {", ".join(OF_THE_RUN)}')
    return {"name": UNSIGNED} | value
