"""Running an extractor over a project's articles and keeping what it says beside the layers: `annotator suggest`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from annotator.disk.operations import disk
from annotator.errors import InputError, UsageError, did_you_mean
from annotator.eval.counts.run_totals import RunTotals, totals_of
from annotator.eval.input_options import InputOptions
from annotator.extractors.article import Article
from annotator.extractors.run import identify
from annotator.extractors.spec import ExtractorSpec, parse_spec
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.record import LAYERS
from annotator.project.predict import DEFAULT, Predicting, in_our_labels, predict, with_inputs
from annotator.project.project import Project
from annotator.project.records.record_files import AS_USUAL
from annotator.project.suggestions.expected import Expected, expected
from annotator.project.suggestions.few_shot import forget_shown, shown_of
from annotator.store.database.transaction import server_time, writing
from annotator.store.tables.documents import document_ids, find_article
from annotator.store.tables.predictions import (
    PredictionRun,
    forget_predictions,
    keep_predictions,
    prediction_counts,
    prediction_runs,
)
from annotator.store.tables.texts import stored_text
from annotator.store.writing.step import utc_now
from annotator.suggest.admitted import admitted

CACHE = Path(".annotator", "suggesting")
"""Where answers are while a run is under way, so that one that was broken off goes on."""

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The outcome of a run.

    `documents` were extracted from, `known` had this version's suggestions already. `counts` are the suggestions by
    layer, `left_out` what the schema does not admit, `failures` the documents without an answer, with the reason,
    `unplaced` how many have no place in their text, `notes` what people must know of how stored predictions were read.
    """

    extractor: str
    version: str
    documents: int
    known: int
    counts: Mapping[str, int]
    left_out: Mapping[str, int]
    failures: Mapping[str, str]
    totals: RunTotals
    last_words: str = ""
    unplaced: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would extract from; `known` articles have this version's suggestions already.

    `shown` says what of the project a language model is shown.
    """

    spec: ExtractorSpec
    articles: tuple[Article, ...]
    known: int
    how: Predicting
    expected: Expected | None = None
    shown: str = ""


def plan(
    project: Project,
    extractor: str,
    wanted: Sequence[str] = (),
    how: Predicting = DEFAULT,
    *,
    again: bool = False,
    inputs: InputOptions = AS_USUAL,
) -> Plan:
    """What is to be done: the articles for which this version of an extractor has said nothing yet.

    Args:
        project: whose articles.
        extractor: the spec.
        wanted: the ids of the articles; all without any.
        how: limits, processes, and the folder at which paths of the spec start.
        again: also where this version's suggestions for this schema and text are there.
        inputs: how the answers are read.

    Raises:
        UsageError: the spec names no extractor.
        InputError: there is no such document.
        ExtractorError: the extractor cannot be found.
    """
    shown = shown_of(project, parse_spec(extractor), how.folder, project.folder / CACHE)
    spec = shown.spec
    cache = project.folder / CACHE if spec.kind != "stored" else None
    limits = with_inputs(replace(how.limits, schema=project.schema_file), inputs)
    how = replace(how, limits=limits, cache=how.cache or cache)
    articles = _articles(project, wanted)
    asked = articles if again else _stale(project, spec, articles, how)
    what = expected(spec, asked, project.schema, project.config, how.folder)
    return Plan(spec, tuple(asked), len(articles) - len(asked), how, what, shown.words)


def drop(project: Project) -> None:
    """Do nothing of what was planned: what was made ready for it is taken away."""
    forget_shown(project.folder / CACHE)


def suggest(
    project: Project, planned: Plan, *, inputs: InputOptions = AS_USUAL, progress: Progress | None = None
) -> Suggested:
    """Run an extractor as planned, and keep its predictions beside the layers; nothing of it is in any layer.

    What was answered before a run was broken off is not asked again by the next one.

    Raises:
        ExtractorError: the extractor failed.
        InputError: what it gives is somebody's layer.
        StoreError: the store cannot be read or written.
    """
    spec, known = planned.spec, planned.known
    if not planned.articles:
        drop(project)
        return Suggested(spec.text, "", 0, known, dict.fromkeys(LAYERS, 0), {}, {}, totals_of(()))
    predicted = predict(spec, planned.articles, planned.how, progress)
    _refuse_layers_of_people(spec, predicted.documents)
    # Predictions of a file do not say of what version they are; the file's hash does.
    version = predicted.version or identify(spec, planned.how.limits, folder=planned.how.folder).version
    kept = [admitted(each, project.schema) for each in in_our_labels(predicted.documents, inputs)]
    with writing(project.store.writable(), project.store.location) as transaction:
        now = server_time(transaction) or utc_now()
        for each in kept:
            keep_predictions(transaction, each.document, spec.text, version, now)
    _forget_answers(project.folder / CACHE)
    left_out: Counter[str] = Counter()
    for each in kept:
        left_out.update(each.left_out)
    return Suggested(
        spec.text,
        version,
        len(kept),
        known,
        {layer: sum(len(getattr(each.document, layer)) for each in kept) for layer in LAYERS},
        dict(left_out.most_common()),
        predicted.failures,
        predicted.totals(),
        predicted.last_words,
        predicted.unplaced,
        predicted.notes,
    )


def _refuse_layers_of_people(spec: ExtractorSpec, documents: Iterable[Document]) -> None:
    """Refuse to offer people what another person has decided.

    Raises:
        InputError: a document is somebody's layer.
    """
    for each in documents:
        if each.annotator:
            raise InputError(
                f"{spec.text}: document {quoted(each.id)} is the layer of {quoted(each.annotator)}, expected "
                "predictions; offered to others it would show them what somebody has decided: annotator import makes a "
                "layer of it"
            )


def _forget_answers(folder: Path) -> None:
    forget_shown(folder)
    for file in folder.glob("*.jsonl"):
        with suppress(OSError):
            disk().remove(file)


def extractors_of(project: Project) -> tuple[str, ...]:
    """The extractors that the project file names.

    Raises:
        ConfigError: one of them is none, or is a command or somebody's function: a file must not run that.
    """
    for number, each in enumerate(project.config.suggest.extractors):
        try:
            kind = parse_spec(each).kind
        except UsageError as error:
            raise project.config.fault(str(error), "suggest") from error
        if kind in ("command", "path", "module"):
            message = (
                f"extractor {number + 1}, {quoted(each)}, runs code; a project file names model:, llm:, spacy:, file: "
                "or installed extractors; give it on the command line: annotator suggest EXTRACTOR"
            )
            raise project.config.fault(message, "suggest")
    return project.config.suggest.extractors


def _articles(project: Project, wanted: Sequence[str]) -> list[Article]:
    rows = project.store.rows
    known = document_ids(rows)
    if not known:
        raise InputError(f"{project.folder}: the project has no articles yet; add some with: annotator add FILES...")
    for each in wanted:
        if each not in set(known):
            raise InputError(f"there is no document {quoted(each)} in this project; {did_you_mean(each, known)}")
    articles = []
    for each in dict.fromkeys(wanted) if wanted else known:
        held = find_article(rows, each)
        if held is not None:
            articles.append(Article(each, stored_text(rows, held.text_sha256), project.schema.ref))
    return articles


def _stale(project: Project, spec: ExtractorSpec, articles: Sequence[Article], how: Predicting) -> list[Article]:
    """The articles for which this version of the extractor has said nothing yet."""
    old = {each.document_id: each for each in prediction_runs(project.store.rows) if each.extractor == spec.text}
    if not any(each.id in old for each in articles):
        return list(articles)
    version = identify(spec, how.limits, folder=how.folder).version
    return [each for each in articles if each.id not in old or not old[each.id].holds(version, project.schema.ref)]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """What is kept of an extractor for an article; `stale` says why it is not shown any more, "" where it is."""

    document_id: str
    extractor: str
    version: str
    at: str
    count: int
    stale: str

    def plain(self) -> dict[str, object]:
        """The same as a JSON object."""
        names = ("document", "extractor", "version", "at", "suggestions", "out_of_date")
        return dict(zip(names, astuple(self), strict=True))


def kept_runs(project: Project) -> list[KeptRun]:
    """What is kept, by article.

    Raises:
        StoreError: the store cannot be read.
    """
    counts = prediction_counts(project.store.rows)
    return [
        KeptRun(
            each.document_id, each.extractor, each.version, each.at, counts.get(each.number, 0), _why(project, each)
        )
        for each in prediction_runs(project.store.rows)
    ]


def _why(project: Project, run: PredictionRun) -> str:
    if not run.is_of_text:
        return "the text changed"
    return "" if run.schema_ref == project.schema.ref else f"made under {run.schema_ref}"


def forget(project: Project, extractor: str, wanted: Sequence[str] = ()) -> int:
    """Forget what an extractor suggested, for these articles or all; of how many there was something.

    Raises:
        InputError: it has suggested nothing.
        StoreError: the store cannot be written.
    """
    runs = prediction_runs(project.store.rows)
    if extractor not in {each.extractor for each in runs}:
        known = sorted({each.extractor for each in runs})
        hint = did_you_mean(extractor, known) if known else "nothing is kept"
        raise InputError(f"{quoted(extractor)} has suggested nothing here; {hint}")
    ids = wanted or [each.document_id for each in runs]
    with writing(project.store.writable(), project.store.location) as transaction:
        return forget_predictions(transaction, extractor, dict.fromkeys(ids))
