"""Files of several annotators merged into one of gold: `annotator adjudicate FILES`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from annotator.agreement.adjudication.merge import Merge, merge_layers
from annotator.agreement.adjudication.row import Decision, Rules
from annotator.agreement.adjudication.stops import SentenceAt, stops_of
from annotator.datasets.source import opened
from annotator.datasets.typed_lines import typed_lines
from annotator.errors import RecordError
from annotator.model.document import Document
from annotator.project.adjudication.readers import reader_for, sentences_of, texts_of
from annotator.project.adjudication.report import Adjudicated
from annotator.project.adjudication.unlike import refuse_unlike
from annotator.project.agreement.agree_files import annotators_of, chosen_annotators


def adjudicate_files(
    files: Sequence[Path],
    rules: Rules,
    *,
    names: Sequence[str] = (),
    decisions: Path | None = None,
    schema: Path | None = None,
    project: Path | None = None,
) -> Adjudicated:
    """Merge the records of files, document by document.

    `decisions` is a file of decisions as `export --decisions` writes it; those of rows that are not there any more
    count as reopened. A document that only one annotator has is merged as theirs alone.

    Raises:
        UsageError: fewer than two annotators.
        InputError: a file cannot be read, or two layers of a document have another text or schema version.
        RecordError: a record or a decision is wrong.
    """
    chosen = chosen_annotators(annotators_of(files), names, has_files=True)
    by_document: dict[str, dict[str, Document]] = defaultdict(dict)
    for name, documents in chosen.items():
        for document in documents.values():
            by_document[document.id][name] = document
    made = decisions_by_document(read_decisions(decisions) if decisions else ())
    return merge_all(by_document, made, rules, schema=schema, project=project)


def merge_all(
    layers: Mapping[str, Mapping[str, Document]],
    decisions: Mapping[str, Mapping[str, Decision]],
    rules: Rules,
    *,
    schema: Path | None = None,
    project: Path | None = None,
) -> Adjudicated:
    """Merge documents, each with its layers by annotator and its decisions by key.

    Raises:
        InputError: two layers of a document have another text or schema version.
    """
    reader = reader_for(schema, project)
    merges = []
    for document_id in sorted(layers):
        refuse_unlike(document_id, layers[document_id])
        first = next(iter(layers[document_id].values()))
        merges.append(merge_layers(layers[document_id], decisions.get(document_id, {}), rules, reader(first)))
    return adjudicated(merges, decisions, sentences_of(texts_of(layers.values())))


def adjudicated(
    merges: Sequence[Merge],
    decisions: Mapping[str, Mapping[str, Decision]],
    sentence_at: SentenceAt,
    apart: frozenset[str] = frozenset(),
) -> Adjudicated:
    """The stops of some merges, and how many decisions count in them still; rows of `apart` are in no question."""
    known = {row.key for merge in merges for row, _ in merge.rows}
    documents = [merge.document.id for merge in merges]
    made = [key for document in documents for key, each in decisions.get(document, {}).items() if each.how != "open"]
    kept = sum(key in known for key in made)
    texts = {merge.document.id: merge.sources.text for merge in merges}
    stops = stops_of((row for merge in merges for row in merge.open), sentence_at, apart, texts)
    return Adjudicated(merges, stops, len(made) - kept, kept)


def read_decisions(file: Path) -> Iterable[Decision]:
    """The decisions of a file, JSON Lines.

    Raises:
        InputError: the file cannot be read.
        RecordError: a line is wrong; with everything that is wrong with it.
    """
    with opened(file) as (name, stream):
        for _, decision in typed_lines(name, stream, Decision):
            if isinstance(decision, list):
                raise RecordError(*decision)
            yield decision


def decisions_by_document(decisions: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    """Decisions by document and key; of several under one key the last one holds."""
    by_document: dict[str, dict[str, Decision]] = defaultdict(dict)
    for each in decisions:
        by_document[each.document][each.key] = each
    return by_document
