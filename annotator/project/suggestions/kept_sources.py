"""What extractors have said of a project's articles, as the learner's sources.

A `model:` is none: it is the same learner, and has often seen the very articles whose gold would say how good it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.model.spans import Span
from annotator.project.kept_spans import MOST_PREDICTIONS, kept_spans
from annotator.project.project import Project
from annotator.store.reading.giving_way import give_way
from annotator.store.tables.predictions import PredictionRun, prediction_counts, prediction_runs
from annotator.suggest.learner.reading.source_spans import NOTHING_SAID, SourceName, SourceSpans

TRAINED = "model:"


@dataclass(frozen=True, slots=True)
class KeptSources:
    """The sources, each of one version, and by document what they say of it."""

    names: tuple[SourceName, ...] = ()
    said: Mapping[str, SourceSpans] = field(default_factory=dict)

    def of(self, document_id: str) -> SourceSpans:
        """What they say of an article."""
        return self.said.get(document_id, NOTHING_SAID)


def kept_sources(project: Project, document_ids: Iterable[str]) -> KeptSources:
    """What is kept for these articles under the project's schema, of the version that each extractor has most of.

    Raises:
        StoreError: the store cannot be read.
    """
    wanted = set(document_ids)
    rows = project.store.rows
    runs = [each for each in prediction_runs(rows) if each.document_id in wanted and _is_usable(each, project)]
    counts = prediction_counts(rows) if runs else {}
    runs = [each for each in runs if counts.get(each.number, 0) <= MOST_PREDICTIONS]
    versions = {name: _commonest(run.version for run in runs if run.extractor == name) for name in _names(runs)}
    said: dict[str, dict[str, Mapping[Span, str]]] = {}
    for each in runs:
        if each.version == versions[each.extractor]:
            give_way()
            said.setdefault(each.document_id, {})[each.extractor] = kept_spans(rows, each.number)
    return KeptSources(tuple(SourceName(name, version) for name, version in sorted(versions.items())), said)


def _names(runs: Iterable[PredictionRun]) -> list[str]:
    return sorted({each.extractor for each in runs})


def _is_usable(run: PredictionRun, project: Project) -> bool:
    return run.is_fresh(project.schema.ref) and not run.extractor.startswith(TRAINED)


def _commonest(versions: Iterable[str]) -> str:
    counts = Counter(versions)
    return min(counts, key=lambda each: (-counts[each], each))
