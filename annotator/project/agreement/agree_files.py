"""Agreement over files of records, or over the layers of a project: `annotator agree`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.agreement.agree import Agreement, Annotators, Reading, agree
from annotator.agreement.pair_score import PairScore
from annotator.agreement.pairing import SameSentence
from annotator.errors import InputError, UsageError
from annotator.eval.notice import Notice
from annotator.eval.options import ScoreOptions
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.project.articles.text_changed import TAKE_TEXT
from annotator.project.git.compare_gold import in_one_sentence, symmetric_types
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.record_files import documents_of
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_names, layer_state
from annotator.store.tables.log import last_declared
from annotator.store.team.membership import refuse_unless
from annotator.suggest.choice import suggesting

GOLD = "gold"
"""The layer of adjudicated documents; agreement is between annotators, unless somebody names it."""


LEAST_OF_A_MONTH = 5
"""A month with fewer documents done says nothing by itself."""


def agree_files(
    files: Sequence[Path],
    options: ScoreOptions,
    *,
    names: Sequence[str] = (),
    schema: Path | None = None,
    project: Path | None = None,
    by_month: bool = False,
    against: str = "",
) -> Agreement:
    """How far the annotators of files, or of the project around where none are given, agree.

    Annotators of files are the records' `annotator`, else the files' stems; `names` chooses some of them, the layer
    `gold` too. `against` is the one whom all others are compared with, and nobody with another. With `by_month` there
    are further rows for each month in which at least five documents were done.

    Raises:
        UsageError: fewer than two annotators are left, or months of files are asked for.
        InputError: a file cannot be read, two texts of one document differ in files, or a name is nobody's.
    """
    if files and by_month:
        raise UsageError("--by month: when a document was done is known of a project's layers, not of files")
    opened = None if files else Project.open(project)
    names = list(dict.fromkeys([*names, against])) if names and against else names
    annotators = layers_of(opened, [*names, against]) if opened else annotators_of(files, loose=True)
    chosen = chosen_annotators(annotators, names, has_files=bool(files))
    if against and against not in chosen:
        raise InputError(f"--against {against}: nobody is called so; there are: {', '.join(sorted(chosen))}")
    other_texts = _other_texts(chosen)
    if other_texts and not opened:
        document_id, notice = next(iter(other_texts.items()))
        raise InputError(f"document {document_id!r}: {notice.message}")
    chosen = {
        name: {each: document for each, document in of_name.items() if each not in other_texts}
        for name, of_name in chosen.items()
    }
    documents = [document for each in chosen.values() for document in each.values()]
    reading = Reading(_tokens_of(documents), _same_sentence, symmetric_types(documents, schema, project))
    agreement = agree(chosen, options, reading, against)
    told = [replace(each, message=f"{each.message}; {TAKE_TEXT}") for each in other_texts.values()]
    agreement = replace(agreement, left_out=(*agreement.left_out, *told))
    if opened and by_month:
        rows = [*agreement.pairwise, *_by_month(opened, chosen, options, reading, against)]
        agreement = replace(agreement, pairwise=tuple(rows))
    return agreement


def _by_month(
    project: Project, annotators: Annotators, options: ScoreOptions, reading: Reading, against: str
) -> Iterator[PairScore]:
    """The rows of each month by itself: drift."""
    months: dict[str, set[str]] = defaultdict(set)
    for document_id in {each for documents in annotators.values() for each in documents}:
        done = [
            _done_at(project, LayerKey(document_id, name)) for name in annotators if document_id in annotators[name]
        ]
        if done and all(done):
            months[max(str(each) for each in done)[:7]].add(document_id)
    for month in sorted(months):
        if len(months[month]) >= LEAST_OF_A_MONTH:
            chosen = {
                name: {key: each for key, each in documents.items() if key in months[month]}
                for name, documents in annotators.items()
            }
            yield from (replace(row, month=month) for row in agree(chosen, options, reading, against).pairwise)


def _done_at(project: Project, key: LayerKey) -> str | None:
    return last_declared(project.store.rows, layer_state(project.store.rows, key).number)


def annotators_of(files: Sequence[Path], *, loose: bool = False) -> dict[str, dict[str, Document]]:
    """Documents by annotator and id; a name that stands in two files for one document gets the suffix `~2`.

    With `loose`, records need name no schema.

    Raises:
        InputError: a file cannot be read.
        RecordError: a record is wrong.
    """
    annotators: dict[str, dict[str, Document]] = {}
    for file in files:
        renamed: dict[str, str] = {}
        for document in documents_of(file, loose=loose):
            name = document.annotator or file.stem
            free = renamed.get(name, name)
            number = 1
            while document.id in annotators.get(free, {}):
                number += 1
                free = renamed[name] = f"{name}~{number}"
            annotators.setdefault(free, {})[document.id] = document
    return annotators


def layers_of(project: Project, wanted: Collection[str] = ()) -> dict[str, dict[str, Document]]:
    """The layers of a project; the adjudicated one only where it is among those wanted."""
    refuse_unless(project.member, "adjudicator", "agreement")
    names = [name for name in layer_names(project.store.rows) if name != GOLD or name in wanted]
    return {name: {document.id: document for document in exported(project, name)} for name in names}


def chosen_annotators(
    annotators: dict[str, dict[str, Document]], names: Sequence[str], *, has_files: bool
) -> Annotators:
    """The annotators that are named, or all of them.

    Raises:
        InputError: nobody is called so.
        UsageError: fewer than two are left.
    """
    unknown = [name for name in names if name not in annotators]
    if unknown:
        raise InputError(f"nobody is called {unknown[0]!r}; there are: {', '.join(sorted(annotators)) or 'none'}")
    chosen = {name: annotators[name] for name in (names or sorted(annotators))}
    if len(chosen) < 2:
        where = "files of at least two annotators" if has_files else "layers of two annotators, or files of theirs"
        raise UsageError(f"expected {where}; found {', '.join(chosen) or 'none'}")
    return chosen


def _other_texts(annotators: Annotators) -> dict[str, Notice]:
    """The documents of which somebody labelled another text than somebody else."""
    hashes: dict[str, tuple[str, str | None]] = {}
    found: dict[str, Notice] = {}
    for name, documents in annotators.items():
        for document in documents.values():
            first, text_hash = hashes.setdefault(document.id, (name, document.text_sha256))
            if document.text_sha256 != text_hash:
                message = f"{first} and {name} labelled different texts under this id"
                found.setdefault(document.id, Notice("other-text", document.id, 1, message))
    return found


def _tokens_of(documents: Sequence[Document]) -> _Tokens:
    return _Tokens(documents)


class _Tokens:
    """Tokens of a text by the rules of its document's language."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.text: document for document in documents if document.text}

    def __call__(self, text: str) -> list[Span]:
        document = self._documents[text]
        return list(suggesting(document).segmenter.tokens(text, 0, len(text)))


def _same_sentence(document: Document) -> SameSentence:
    return in_one_sentence(document)
