"""Joining a text-free data set with the reader's copies of its articles: `annotator hydrate`."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.text_free import with_text
from annotator.disk.operations import disk
from annotator.errors import Finding, InputError, Place, RecordError
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.project.read_text import read_text
from annotator.project.records.data_set import documents_of


def hydrated(dataset: Path, articles: Path) -> list[Document]:
    """The documents of a data set, a file or a folder with files of records, with their texts, by id.

    Raises:
        InputError: the data set or the folder cannot be read or is empty.
        RecordError: an article is missing or changed, or spans do not fit; with all of them.
    """
    documents = list(documents_of(dataset))
    if not documents:
        raise InputError(f"{dataset}: has no record; expected a text-free data set")
    copies = _Copies(articles)
    findings: list[Finding] = []
    joined: list[Document] = []
    for each in documents:
        try:
            joined.append(copies.joined(each))
        except RecordError as error:
            findings += error.findings
    if findings:
        raise RecordError(*findings)
    return sorted(joined, key=lambda each: each.id)


def _digest(path: Path) -> str:
    try:
        return disk().digest(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


class _Copies:
    """The reader's articles, by the hash of their content and by the stem of their file."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError(f"{folder}: is no folder; expected the folder with your copies of the articles")
        self._folder = folder
        self._by_hash: dict[str, Path] = {}
        self._by_stem: dict[str, Path] = {}
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            self._by_hash.setdefault(_digest(path), path)
            self._by_stem.setdefault(path.stem, path)

    def joined(self, document: Document) -> Document:
        """A document with its text, called as the file is.

        Raises:
            RecordError: there is no such article, it was changed, or spans do not fit.
        """
        if path := self._by_hash.get(document.text_sha256 or ""):
            return replace(with_text(document, read_text(path)), id=path.stem)
        if changed := self._by_stem.get(document.id):
            message = (
                f"{changed} holds another text than the one that was labelled; get the article as it was published"
            )
        else:
            message = f"no file in {self._folder} holds its text, and none is called {document.id}.txt"
        raise RecordError(Finding(Place(f"document {quoted(document.id)}"), "text_sha256", message, "article"))
