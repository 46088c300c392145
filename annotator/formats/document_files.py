"""Formats with one file a document: which files a source holds, which document each is, and how one is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from annotator.errors import Finding, FormatError, InputError, Place
from annotator.formats.protocol import STDOUT, Report
from annotator.model.document import Document


def document_files(source: Path, *suffixes: str, beside: str = "") -> list[tuple[str, Path]]:
    """(document id, file) of every file with one of these endings below a folder, at any depth; of the one file itself.

    A document is called as its file is below the folder, without the ending and with `/` between folders. Endings are
    in lower case, and count in upper case too. `beside` says in the message what else such a file needs.

    Raises:
        InputError: a folder has no such file.
    """
    if not source.is_dir():
        return [(_without_suffix(source.name, suffixes), source)]
    files = sorted(each for each in source.rglob("*") if each.name.lower().endswith(suffixes) and each.is_file())
    if not files:
        names = " or ".join(f"NAME{each}" for each in suffixes)
        raise InputError(f"{source}: no {' or '.join(suffixes)} file in it; expected {names}{beside}")
    return [(_without_suffix(each.relative_to(source).as_posix(), suffixes), each) for each in files]


def _without_suffix(name: str, suffixes: tuple[str, ...]) -> str:
    """The name of a file without the ending of its format, else without any."""
    for each in suffixes:
        stem = name[: -len(each)]
        if name.lower().endswith(each) and Path(stem).name and not stem.endswith("/"):
            return stem
    return Path(name).with_suffix("").as_posix()


def read_each(files: Iterable[tuple[str, Path]], read: Callable[[str, Path], Iterator[Document]]) -> Iterator[Document]:
    """The documents of files, one after the other; after a file that is wrong the others are looked at for faults only.

    Raises:
        FormatError: a file is not what its format says; with all findings of all files.
    """
    findings: list[Finding] = []
    for document_id, path in files:
        try:
            documents = read(document_id, path)
            yield from (each for each in documents if not findings)
        except FormatError as error:
            findings += error.findings
    if findings:
        raise FormatError(*findings)


def file_name(document_id: str) -> str:
    """A relative path for a document: its id where that is a harmless one, else a form of it with a hash."""
    parts = document_id.split("/")
    if all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", part) for part in parts) and len(document_id) < 200:
        return document_id
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", document_id)[:60]
    return f"{plain}-{sha256(document_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def only_one(documents: Iterable[Document], target: Path, code: str) -> Iterator[Document]:
    """The one document there is, for one file or standard output; `code` is the format's name.

    Raises:
        FormatError: there are several, or none.
    """
    first_two = list(islice(documents, 2))
    if len(first_two) != 1:
        many = "several documents" if first_two else "no document"
        raise FormatError(Finding(Place(str(target)), "", f"{many} for one file; expected a folder", code))
    yield from first_two


def written_documents(
    documents: Iterable[Document], target: Path, form: str, suffix: str, report: Report
) -> Iterator[tuple[Document, Path]]:
    """Every document, which has a text, and its file: below the folder `target`, or `target` itself.

    `target` is a file where it is standard output or ends as files of the format do; then there is one document.

    Raises:
        FormatError: a document has no text, or several should go into one file.
    """
    is_file = target == STDOUT or (target.name.lower().endswith(suffix) and not target.is_dir())
    for document in only_one(documents, target, form) if is_file else documents:
        with_text(document, form)
        name = file_name(document.id)
        if is_file:
            yield document, target
            continue
        if name != document.id:
            report.lose("document id", "it became a file name")
        yield document, target / f"{name}{suffix}"


def with_text(document: Document, form: str) -> str:
    """The text of a document, which a format cannot do without.

    Raises:
        FormatError: it has none.
    """
    if document.text is None:
        message = f"has no text; {form} needs it: put the texts back first"
        raise FormatError(Finding(Place(document.id), "text", message, form))
    return document.text
