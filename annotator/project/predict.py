"""Running an extractor over a file's documents: what `annotator predict` and the benches do.

The extractor is given `{id, text, schema}` of each and nothing else; a trained model, where it is asked for, also what
the extractors say that it was fitted with. What comes back is predictions for every
document, or an error: a part is never handed on as if it were the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import read_records
from annotator.datasets.source import Source, source_name
from annotator.datasets.write import Target, write_records
from annotator.disk.atomic_file import refuse_missing_folder
from annotator.errors import InputError, WrongAnswerError
from annotator.eval.counts.run_totals import RunTotals, totals_of
from annotator.eval.documents.label_set import label_set, types_in
from annotator.eval.input_options import InputOptions
from annotator.extractors.answers import Answer
from annotator.extractors.article import Article
from annotator.extractors.cache import PredictionCache
from annotator.extractors.failure import failed
from annotator.extractors.limits import ANSWERS, Limits
from annotator.extractors.run import Identity, Run, identify
from annotator.extractors.spec import ExtractorSpec, parse_spec
from annotator.formats.foreign import AUTO
from annotator.formats.protocol import Report
from annotator.model.canonical import document_of, record_of
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.project.config import CONFIG_NAME, find_project, read_config
from annotator.project.records.broken_rules import BrokenRules, broken_rules
from annotator.project.records.record_files import AS_USUAL, records_of
from annotator.project.schemas.schema_files import schema_file
from annotator.schema.compiled import load_schema
from annotator.schema.ref import comparable_version
from annotator.schema.rules.breach import UNFINISHED
from annotator.text.visible import visible

if TYPE_CHECKING:
    from annotator.extractors.confinement import Confinement

Progress = Callable[[int, int | None], None]
"""Called with how many documents are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Predicting:
    """How to run an extractor.

    Relative paths in a spec start at `folder`, by default the current one. `cache` is a folder of predictions to reuse
    and to add to; None for none. `sources` are what a trained model is handed of what its sources say: files of
    predictions, or `kept` (`annotator.project.model_sources`).
    """

    limits: Limits = field(default_factory=Limits)
    jobs: int = 1
    folder: Path = field(default_factory=Path)
    cache: Path | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicted:
    """The outcome of a run that ended well.

    `failures` are the documents without a prediction, with the extractor's words (only where errors are allowed);
    `cached` of the documents were not extracted again; `peak_bytes` is the largest child's memory, also of runs that
    filled the cache, None when no child ran; `last_words` what the children wrote to standard error, the end of it.
    """

    documents: tuple[Document, ...]
    failures: Mapping[str, str]
    version: str
    cached: int
    peak_bytes: int | None
    last_words: str
    broken: BrokenRules | None = None
    """What the schema forbids in the predictions, where it is known."""
    notes: tuple[str, ...] = ()
    """What people must know of how stored predictions were read, and of what a trained model was handed."""

    def totals(self) -> RunTotals:
        """What the predictions say of their making."""
        return totals_of((each.id, each.extractor) for each in self.documents if each.extractor)

    @property
    def unplaced(self) -> int:
        """How many predictions have no place in their text."""
        return sum(len(each.extractor.unplaced) for each in self.documents if each.extractor)


DEFAULT = Predicting()


def predict(
    extractor: str | ExtractorSpec,
    articles: Sequence[Article],
    how: Predicting = DEFAULT,
    progress: Progress | None = None,
) -> Predicted:
    """What an extractor, by its spec, says of articles.

    Raises:
        UsageError: the spec names no extractor, or one that looks at no sources is to be handed some.
        ExtractorError: the extractor failed, or every document did.
        InputError: stored predictions, a trained model, or what its sources say cannot be used.
    """
    spec = parse_spec(extractor) if isinstance(extractor, str) else extractor
    articles = _with_sources(articles, spec, how)
    cache = _cache(spec, how)
    known = [answer for article in articles if cache and (answer := cache[0].find(article))]
    answered = {answer.article.id for answer in known}
    asked = [article for article in articles if article.id not in answered]
    run = Run(spec, asked, how.limits, folder=how.folder, jobs=how.jobs)
    fresh = []
    try:
        for answer in _counted(run, len(known), len(articles), progress) if asked or not cache else ():
            fresh.append(answer)
            if cache:
                cache[0].keep(answer)
    except WrongAnswerError:
        if cache:
            cache[0].forget_new()
        raise
    identity = run.identity or (cache[1] if cache else Identity("", ""))
    peaks = [ending.peak_bytes for ending in run.endings]
    if cache and fresh:
        cache[0].keep_peak(max(peaks, default=0))
    if cache and known and cache[0].peak_bytes:
        peaks.append(cache[0].peak_bytes)
    answers = [*(answer.signed(spec.text, identity.version) for answer in known), *fresh]
    documents = tuple(answer.document for answer in answers if answer.document)
    failures = {answer.article.id: answer.error for answer in answers if answer.error is not None}
    if failures and not documents:
        document_id, reason = next(iter(failures.items()))
        raise failed(spec.text, f"every document failed, {quoted(document_id)} with: {visible(reason)}")
    return Predicted(
        documents=_marked(documents, spec, how.folder),
        failures=failures,
        version=identity.version,
        cached=len(known),
        peak_bytes=max(peaks, default=None),
        last_words="".join(ending.stderr for ending in run.endings),
        notes=(*run.notes, *_about_sources(articles, spec, how)),
    )


def _with_sources(articles: Sequence[Article], spec: ExtractorSpec, how: Predicting) -> Sequence[Article]:
    """The articles with what a trained model is to be handed."""
    if not how.sources:
        return articles
    from annotator.project.model_sources import with_sources  # noqa: PLC0415 - only for trained models

    return with_sources(spec, articles, how.sources, how.folder)


def _about_sources(articles: Sequence[Article], spec: ExtractorSpec, how: Predicting) -> tuple[str, ...]:
    """What there is to say of a trained model's sources, once it has run."""
    if spec.target != "model":
        return ()
    from annotator.project.model_sources import sources_told  # noqa: PLC0415 - as above

    return sources_told(spec, articles, how.folder, are_named=bool(how.sources))


def _marked(documents: tuple[Document, ...], spec: ExtractorSpec, folder: Path) -> tuple[Document, ...]:
    """Predictions with a mark where a trained model was trained on their documents."""
    if spec.target != "model":
        return documents
    from annotator.project.trained_on import marked  # noqa: PLC0415 - only for trained models

    return marked(documents, spec, folder)


def predict_file(
    extractor: str,
    source: Source,
    target: Target,
    how: Predicting = DEFAULT,
    schema: Path | None = None,
    progress: Progress | None = None,
    inputs: InputOptions = AS_USUAL,
) -> Predicted:
    """The same from a file to a file, which is written when everything is whole, or not at all.

    Raises:
        InputError: the source cannot be used: see `read_articles`.
        StoreError: the target cannot be written.
        AnnotatorError: as `predict`.
    """
    if isinstance(target, Path):
        refuse_missing_folder(target)
    told = Report()
    articles = read_articles(source, schema, inputs, told)
    limits = with_inputs(replace(how.limits, schema=shown_schema(articles, schema)), inputs)
    predicted = predict(extractor, articles, replace(how, limits=limits), progress)
    predicted = replace(predicted, documents=in_our_labels(predicted.documents, inputs))
    write_records(predicted.documents, target)
    notes = (*(f"the source is {each}" for each in told.notes), *predicted.notes)
    return replace(predicted, broken=_broken(predicted, limits.schema), notes=notes)


def confinement_from(source: Path) -> Confinement:
    """What a confined extractor over a file cannot read: the file, and the project around it or the current folder.

    Raises:
        UsageError: this system can confine no extractor.
    """
    from annotator.extractors.confinement import Confinement, way_here  # noqa: PLC0415 - only where it is asked for

    way_here()
    return Confinement(find_project(source.absolute().parent) or find_project(), source)


def with_inputs(limits: Limits, inputs: InputOptions) -> Limits:
    """The limits with how an extractor's answers are read."""
    reader = PredictionReader(
        offsets=inputs.offsets, placing=inputs.placing, threshold=inputs.placing_threshold, strict=True
    )
    return replace(limits, reader=reader, scheme=inputs.scheme, repair=inputs.repair, pred_format=inputs.pred_format)


def in_our_labels(documents: Sequence[Document], inputs: InputOptions) -> tuple[Document, ...]:
    """Predictions with their types renamed, and without those that nobody wants.

    Raises:
        UsageError: a type that is wanted is nowhere.
    """
    if not inputs.chooses:
        return tuple(documents)
    records = [record_of(each) for each in documents]
    labels = label_set(inputs, {}, types_in(records), {})
    return tuple(document_of(labels.of_prediction(each)) for each in records)


def _broken(predicted: Predicted, schema: Path | None) -> BrokenRules | None:
    """What the schema forbids in predictions, but for what is merely missing: nobody asked for everything."""
    if schema is None:
        return None
    rules = broken_rules(predicted.documents, load_schema(schema))
    return replace(rules, counts=Counter({code: n for code, n in rules.counts.items() if code not in UNFINISHED}))


def read_articles(
    source: Source, schema: Path | None = None, inputs: InputOptions = AS_USUAL, report: Report | None = None
) -> list[Article]:
    """The documents of a file as an extractor is given them, in its order.

    Args:
        source: gold, predictions, loose records or tags; only id, text and schema are taken.
        schema: a schema file, for records that name none; those that name one must name a version of the same
            MAJOR.MINOR.
        inputs: how a file of tags is read, and in which format the file is.
        report: gathers how another format is read.

    Raises:
        InputError: a record is not what the contract says, has no text, or another schema.
    """
    ref = load_schema(schema).ref if schema else None
    articles = []
    records = (
        records_of(source, inputs, loose=True, report=report)
        if isinstance(source, Path)
        else read_records(source, loose=True)
    )
    for record in records:
        own = record.schema or ref
        place = f"{source_name(source)}: document {quoted(record.id)}"
        text = record.known_text
        if text is None:
            raise InputError(f"{place}: has no text to extract from; put the texts back first")
        if own and ref and comparable_version(own) != comparable_version(ref):
            raise InputError(f"{place}: is made for {own}; {schema} is {ref}")
        articles.append(Article(record.id, text, own))
    return articles


def default_timeout_s(folder: Path | None = None) -> float:
    """The time limit of the project around a folder, else the general one.

    Raises:
        InputError: the project file is wrong.
    """
    project = find_project(folder)
    return read_config(project / CONFIG_NAME).limits.extractor_s if project else Limits().timeout_s


def shown_schema(articles: Sequence[Article], given: Path | None, folder: Path | None = None) -> Path | None:
    """The schema file that an extractor is shown: the one given, else that of the one schema that the articles name.

    The latter is looked for in the project around `folder`, by default the current one; None where it is not found.
    """
    refs = {article.schema_ref for article in articles}
    ref = refs.pop() if len(refs) == 1 else None
    if given or ref is None:
        return given
    try:
        return schema_file(ref, folder)
    except InputError:
        return None


def _cache(spec: ExtractorSpec, how: Predicting) -> tuple[PredictionCache, Identity] | None:
    if how.cache is None or spec.kind == "stored":
        return None
    identity = identify(spec, how.limits, folder=how.folder)
    if how.limits.pred_format != AUTO:
        identity = replace(identity, fingerprint=f"{identity.fingerprint} {how.limits.pred_format}")
    if how.limits.reader != ANSWERS:
        reader = how.limits.reader
        read = f"{reader.offsets} {reader.placing} {reader.threshold:g}"
        identity = replace(identity, fingerprint=f"{identity.fingerprint} {read}")
    return PredictionCache(how.cache, spec, identity, how.folder, how.limits.schema), identity


def _counted(run: Run, done: int, total: int, progress: Progress | None) -> Iterator[Answer]:
    for count, answer in enumerate(run, done + 1):
        if progress:
            progress(count, total)
        yield answer
