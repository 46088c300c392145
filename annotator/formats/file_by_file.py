"""A folder with several files of one format, which reads single files: read one after the other as one data set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.datasets.registry import REGISTRY
from annotator.errors import InputError
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import sample_of
from annotator.model.document import Document
from annotator.model.quoted import quoted

if TYPE_CHECKING:
    from annotator.schema.label_schema import LabelSchema

GENERAL_SUFFIXES = (".json", ".txt", ".tsv", ".csv", ".xml", ".yaml", ".md", "")
"""Files may end so that have nothing to do with the data beside them."""

NO_DOCUMENTS = (".md", ".conf")
"""No document is in a file that ends so."""

LOOKED_AT = 50
NAMED = 5
"""How many files a message names."""


class FileByFile(Format):
    """The files of a folder in one format."""

    def __init__(self, form: Format, files: Sequence[Path]) -> None:
        """Read these files as `form` does."""
        self.form, self.files = form, tuple(files)

    @property
    def name(self) -> str:  # type: ignore[override]
        """The name of the files' format."""
        return self.form.name

    @property
    def ids_from_files(self) -> bool:  # type: ignore[override]
        """As its files' format says."""
        return self.form.ids_from_files

    @property
    def rebuilt_text(self) -> bool:  # type: ignore[override]
        """As its files' format says."""
        return self.form.rebuilt_text

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of all files; one that stands in a text of tokens is called after its file and its number.

        Raises:
            InputError: as the format says; or two documents have one id.
        """
        note_others(source, self.files, self.name, report)
        known: dict[str, Path] = {}
        for file in self.files:
            for each in self.form.read(file, schema, report):
                document = replace(each, id=self._id(each.id, file, source))
                if document.id in known:
                    raise InputError(
                        f"{file}: the id {quoted(document.id)} stands in {known[document.id].name} too; expected one "
                        "document an id in all files of a folder"
                    )
                known[document.id] = file
                yield document

    def _id(self, document_id: str, file: Path, source: Path) -> str:
        """What a document of a file is called in the folder."""
        if self.form.rebuilt_text and document_id.isdecimal():
            return f"{_stem(file, source)}-{document_id}"
        is_called_so = self.form.ids_from_files and document_id.startswith(file.stem)
        return _stem(file, source) + document_id.removeprefix(file.stem) if is_called_so else document_id

    def read_schema(self, source: Path, name: str | None, version: str, report: Report) -> LabelSchema | None:
        """The schema beside the files, or of the first of them that brings one."""
        places = (source, *self.files)
        found = (self.form.read_schema(each, name or source.resolve().name, version, report) for each in places)
        return next((each for each in found if each is not None), None)


def note_others(source: Path, read: Iterable[Path], name: str, report: Report) -> None:
    """Tell which files of a folder a format, called `name`, does not read; nothing of a single file."""
    if not source.is_dir():
        return
    known = set(read)
    others = [each.relative_to(source).as_posix() for each in files_in(source) if each not in known]
    if others:
        report.note(f"not read, since they are no {name}: {_named(others)}")


def note_left(target: Path, written: Iterable[Path], report: Report) -> None:
    """Tell which files of a folder were there before and will be read with those that were written into it."""
    if not target.is_dir():
        return
    known = set(written)
    suffixes = {each.suffix.lower() for each in known} - set(NO_DOCUMENTS)
    left = [each for each in files_in(target) if each not in known and each.suffix.lower() in suffixes]
    if left:
        names = _named([each.relative_to(target).as_posix() for each in left])
        report.note(f"{target} held other files before, which will be read with what is written now: {names}")


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def files_in(folder: Path) -> list[Path]:
    """The files of a folder at any depth, in order, without those whose name or folder begins with a dot."""
    found = (each for each in sorted(folder.rglob("*")) if each.is_file() and each.name != REGISTRY)
    return [each for each in found if not any(part.startswith(".") for part in each.relative_to(folder).parts)]


def file_by_file(form: Format, folder: Path) -> FileByFile | None:
    """The files of a folder that are in this format; None where none is.

    Besides those that are recognised, these are the ones that end like one of them, unless others end so too: a damaged
    file is to be told, not passed over.
    """
    files = files_in(folder)
    recognised = {each for each in files if form.recognizes(sample_of(each))}
    suffixes = {each.suffix.lower() for each in recognised} - set(GENERAL_SUFFIXES)
    chosen = [each for each in files if each in recognised or each.suffix.lower() in suffixes]
    return FileByFile(form, chosen) if recognised else None


def formats_in(known: Sequence[Format], folder: Path) -> list[Format]:
    """Those formats that recognise one of the first files of a folder."""
    samples = [sample_of(each) for each in files_in(folder)[:LOOKED_AT]]
    return [form for form in known if any(form.recognizes(sample) for sample in samples)]


def _stem(file: Path, folder: Path) -> str:
    return file.relative_to(folder).with_suffix("").as_posix()
