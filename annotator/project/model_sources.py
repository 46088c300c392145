"""What a trained model is handed of what its sources say: the extractors whose spans it was fitted with.

It comes from where somebody says, from files of predictions or from what `annotator suggest` has kept in the project
around (`kept`), and from nowhere unasked: what a benchmark says must not hang on what a store happens to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.errors import InputError, UsageError
from annotator.extractors.article import Article
from annotator.extractors.command import hash_of
from annotator.extractors.limits import Limits
from annotator.extractors.spec import ExtractorSpec
from annotator.extractors.stored import stored_among
from annotator.model.document import Document
from annotator.model.record import text_hash
from annotator.model.spans import Span
from annotator.project.kept_spans import MOST_PREDICTIONS, kept_spans
from annotator.project.project import Project
from annotator.schema.compiled import load_schema
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version
from annotator.store.tables.predictions import prediction_counts, prediction_runs
from annotator.suggest.admitted import admitted
from annotator.suggest.learner.model_files import SCHEMA, read_manifest
from annotator.suggest.learner.reading.source_spans import SourceName, is_said_by_all, spans_said

KEPT = "kept"
"""What `annotator suggest` has kept in the project around."""

Said = dict[str, dict[str, Mapping[Span, str]]]
"""By the hash of a text, and by source."""


def with_sources(
    spec: ExtractorSpec, articles: Sequence[Article], sources: Sequence[str], folder: Path
) -> Sequence[Article]:
    """The articles, each with what the sources of a trained model say of its text.

    Args:
        spec: the model.
        articles: what it is given.
        sources: files of predictions, or `kept`.
        folder: where relative paths start.

    Raises:
        UsageError: the extractor is no trained model.
        InputError: a file cannot be used, or says nothing of any source of the model; or there is no project around.
    """
    if spec.target != "model":
        raise UsageError(f"extractor {spec.text}: looks at no sources; only model:FOLDER does (--sources)")
    model = folder / (spec.argument or "")
    if not model.is_dir():
        return articles  # whoever runs it says so
    names = _names(model)
    schema = load_schema(model / SCHEMA)
    said: Said = {}
    for each in sources if names else ():
        found = _kept(folder, schema, names) if each == KEPT else _of_file(folder / each, articles, schema, names)
        for text, by_source in found.items():
            said[text] = {**by_source, **said.get(text, {})}
    return [replace(each, said=_plain(said.get(text_hash(each.text), {}))) for each in articles]


def sources_told(spec: ExtractorSpec, articles: Sequence[Article], folder: Path, *, are_named: bool) -> tuple[str, ...]:
    """How many documents a model was handed what all its sources say of; `are_named` says whether it was asked for.

    Raises:
        InputError: the model cannot be read.
    """
    names = _names(folder / (spec.argument or ""))
    if not names:
        return (f"{spec.text}: fitted without sources, so that none are looked at",) if are_named else ()
    wanted = [each.name for each in names]
    have = sum(is_said_by_all({name: {} for name, _ in each.said}, wanted) for each in articles)
    rest = "" if have == len(articles) else "; judged without them: " + ("the others" if have else "all")
    hint = "" if are_named else " (--sources of predict, or sources in a suite, hands them over)"
    told = f"which {have} of {len(articles)} documents have{rest}{hint}"
    return (f"{spec.text}: fitted with the spans of {_listed(names)}, {told}",)


def _names(model: Path) -> tuple[SourceName, ...]:
    try:
        return tuple(SourceName(**each) for each in read_manifest(model)["sources"])
    except (KeyError, TypeError) as error:
        raise InputError(f"{model}: is damaged ({type(error).__name__}: {error}); train the model again") from None


def _kept(folder: Path, schema: LabelSchema, names: Iterable[SourceName]) -> Said:
    """What a project has kept under a version of the schema for which the model is made."""
    project = Project.open(folder)
    said: Said = {}
    try:
        rows = project.store.rows
        counts = prediction_counts(rows)
        for run in prediction_runs(rows):
            is_of_source = SourceName(run.extractor, run.version) in names
            is_for_schema = comparable_version(run.schema_ref) == comparable_version(schema.ref)
            if is_of_source and is_for_schema and counts.get(run.number, 0) <= MOST_PREDICTIONS:
                said.setdefault(run.text_sha256, {})[run.extractor] = kept_spans(rows, run.number)
    finally:
        project.close()
    return said


def _of_file(path: Path, articles: Sequence[Article], schema: LabelSchema, names: Sequence[SourceName]) -> Said:
    """What a file of predictions says that a source of the model has made."""
    said: Said = {}
    others: set[SourceName] = set()
    for article, document in stored_among(path, articles, Limits(), lambda _: None):
        made_by = _made_by(path, document, names)
        if made_by in names:
            entities = admitted(document, schema).document.entities.values()
            said.setdefault(text_hash(article.text), {})[made_by.name] = spans_said(entities)
        else:
            others.add(made_by)
    if not said:
        found = _listed(sorted(others)) if others else "none of these documents"
        expected = f"expected predictions of {_listed(names)}, found {found}"
        raise InputError(f"{path}: {expected}; make them with: annotator predict {names[0].name}")
    return said


def _made_by(path: Path, document: Document, names: Iterable[SourceName]) -> SourceName:
    """Who made a prediction: who signed it, or the file itself where the model knows that by its hash."""
    version = hash_of([path])
    for each in names:
        if each.version == version:
            return each
    run = document.extractor
    return SourceName(run.name, run.version) if run else SourceName("?", "")


def _plain(said: Mapping[str, Mapping[Span, str]]) -> tuple[tuple[str, tuple[tuple[int, int, str], ...]], ...]:
    return tuple((name, tuple(_mentions(types))) for name, types in sorted(said.items()))


def _mentions(types: Mapping[Span, str]) -> Iterator[tuple[int, int, str]]:
    return ((start, end, name) for (start, end), name in sorted(types.items()))


def _listed(names: Iterable[SourceName]) -> str:
    return ", ".join(f"{each.name} ({each.version})" for each in names)
