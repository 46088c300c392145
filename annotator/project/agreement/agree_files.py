"""Agreement over files of records, or over the layers of a project: `annotator agree`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.agreement.agree import Agreement, Annotators, Reading, agree
from annotator.agreement.pairing import SameSentence
from annotator.errors import InputError, UsageError
from annotator.eval.options import ScoreOptions
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.project.git.compare_gold import in_one_sentence, symmetric_types
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.record_files import documents_of
from annotator.store.tables.layers import layer_names
from annotator.suggest.choice import suggesting

GOLD = "gold"
"""The layer of adjudicated documents; agreement is between annotators, unless somebody names it."""


def agree_files(
    files: Sequence[Path],
    options: ScoreOptions,
    *,
    names: Sequence[str] = (),
    schema: Path | None = None,
    project: Path | None = None,
) -> Agreement:
    """How far the annotators of files, or of the project around where none are given, agree.

    Annotators of files are the records' `annotator`, else the files' stems; `names` chooses some of them.

    Raises:
        UsageError: fewer than two annotators are left.
        InputError: a file cannot be read, two texts of one document differ, or a name is nobody's.
    """
    annotators = annotators_of(files) if files else layers_of(Project.open(project))
    chosen = chosen_annotators(annotators, names, has_files=bool(files))
    _refuse_other_texts(chosen)
    documents = [document for each in chosen.values() for document in each.values()]
    reading = Reading(_tokens_of(documents), _same_sentence, symmetric_types(documents, schema, project))
    return agree(chosen, options, reading)


def annotators_of(files: Sequence[Path]) -> dict[str, dict[str, Document]]:
    """Documents by annotator and id; a name that stands in two files for one document gets the suffix `~2`.

    Raises:
        InputError: a file cannot be read.
        RecordError: a record is wrong.
    """
    annotators: dict[str, dict[str, Document]] = {}
    for file in files:
        renamed: dict[str, str] = {}
        for document in documents_of(file):
            name = document.annotator or file.stem
            free = renamed.get(name, name)
            number = 1
            while document.id in annotators.get(free, {}):
                number += 1
                free = renamed[name] = f"{name}~{number}"
            annotators.setdefault(free, {})[document.id] = document
    return annotators


def layers_of(project: Project) -> dict[str, dict[str, Document]]:
    """The layers of a project, but for the adjudicated one."""
    names = [name for name in layer_names(project.store.rows) if name != GOLD]
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


def _refuse_other_texts(annotators: Annotators) -> None:
    hashes: dict[str, tuple[str, str | None]] = {}
    for name, documents in annotators.items():
        for document in documents.values():
            first, text_hash = hashes.setdefault(document.id, (name, document.text_sha256))
            if document.text_sha256 != text_hash:
                raise InputError(f"document {document.id!r}: {first} and {name} labelled different texts under this id")


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
