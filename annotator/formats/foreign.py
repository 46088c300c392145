"""Gold and predictions in other formats: which format a file or folder is in, and its documents as records.

Records and tags have readers of their own wherever they are scored; this is about everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from annotator.datasets.validate import finding_of
from annotator.errors import Place, RecordError, UsageError, did_you_mean
from annotator.formats.conll.columns import Conll
from annotator.formats.conll.schemes import Repair, Scheme
from annotator.formats.conll.sentences import looks_tagged
from annotator.formats.extractor_output.hf_tokens import HfTokens
from annotator.formats.file_by_file import FileByFile
from annotator.formats.jsonl import Jsonl
from annotator.formats.nothing_labelled import read_watched
from annotator.formats.on_article import on_article
from annotator.formats.protocol import Format, Report
from annotator.formats.recognition import by_content, reading
from annotator.formats.registry import format_named, format_names
from annotator.formats.sample import sample_of
from annotator.formats.tokens import META
from annotator.model.canonical import record_of
from annotator.model.faults import errors
from annotator.model.record import Record

AUTO = "auto"
RECORDS, TAGS = "jsonl", "conll"
"""The formats that have readers of their own."""

Texts = Mapping[str, "str | None"]
"""Texts by the ids of their documents."""


def format_fault(name: str) -> str:
    """What is wrong with the name of a format; "" where it is one, or `auto`."""
    if name == AUTO or name in (names := format_names()):
        return ""
    return f'unknown format "{name}"; {did_you_mean(name, [AUTO, *names])}'


def is_tags(path: Path, name: str = AUTO) -> bool:
    """Whether a file is one of tags: it is said to be, or looks so."""
    return name == TAGS or (name == AUTO and not path.is_dir() and looks_tagged(path))


def foreign_format(path: Path, name: str = AUTO, flag: str = "--pred-format") -> Format | None:
    """The format of what is neither a file of records nor one of tags; None for these, and where none is recognised.

    Raises:
        UsageError: it could be of several formats.
        InputError: it cannot be read.
    """
    if name != AUTO:
        form = None if name in (RECORDS, TAGS) and not path.is_dir() else reading(format_named(name), path)
    elif not path.exists() or is_tags(path) or Jsonl().recognizes(sample_of(path)):
        form = None
    else:
        found = by_content(path)
        if len(found) > 1:
            names = ", ".join(each.name for each in found)
            raise UsageError(f"{path}: could be {names}; say which with {flag}")
        form = reading(found[0], path) if found else None
    return None if isinstance(form, Jsonl) else form


def reading_tags(form: Format | None, scheme: Scheme, repair: Repair) -> Format | None:
    """The format reading its tags by this scheme, and doing this with those that do not fit; None where it has none."""
    if isinstance(form, FileByFile):
        inner = reading_tags(form.form, scheme, repair)
        return FileByFile(inner, form.files) if inner else None
    return type(form)(scheme, repair) if isinstance(form, Conll | HfTokens) else None


def is_of_tokens(form: Format | None, record: Record) -> bool:
    """Whether a record's text was made of tokens."""
    return META in record.meta or (form is not None and form.rebuilt_text)


def foreign_records(form: Format, path: Path, report: Report) -> Iterator[Record]:
    """The records of a file or folder in this format; each is what the contract says, as loose records are.

    Raises:
        RecordError: one is not.
        InputError: as the format says.
    """
    loose = form.form if isinstance(form, FileByFile) else form
    for document in read_watched(form, path, None, report):
        record = record_of(document)
        if faults := [] if isinstance(loose, Jsonl) else list(errors(record, loose=True)):
            raise RecordError(*(finding_of(Place(str(path)), each) for each in faults))
        yield record


def named_as(records: Iterable[Record], form: Format, texts: Texts, path: Path, report: Report) -> Iterator[Record]:
    """Records that only their place in a file names, named as the texts are, in their order, where there are as many.

    Those of tags are numbered, and rows of extractors without an id are called after their file and their number; that
    these were named is told.
    """
    passing = iter(records)
    first = next(passing, None)
    if first is None:
        return
    is_called_after_file = first.id == f"{path.stem}-1"
    if not (form.rebuilt_text or is_called_after_file):
        yield first
        yield from passing
        return
    read = [first, *passing]
    numbered = (
        all(each.id == f"{path.stem}-{number}" for number, each in enumerate(read, 1))
        if is_called_after_file
        else all(each.id.isdecimal() for each in read)
    )
    by_place = numbered and len(read) == len(texts) and not any(each.id in texts for each in read)
    if by_place and is_called_after_file:
        report.note("its documents have no ids: they are taken for the articles, as many, in their order")
    for each, name in zip(read, list(texts) if by_place else [each.id for each in read], strict=True):
        yield replace(each, id=name) if by_place else each


def on_articles(
    records: Iterable[Record],
    form: Format | None,
    text_of: Callable[[str], str | None],
    made: frozenset[str],
    name: str,
) -> Iterator[Record]:
    """Records with their annotations on the articles, where one of both texts was made of tokens.

    Args:
        records: the records, of the file that messages call `name`.
        form: their format; None for records and tags.
        text_of: the article of a document.
        made: the documents whose article was made of tokens itself.
        name: what messages call their file.

    Raises:
        InputError: such a text has other characters than the article.
    """
    for record in records:
        text = text_of(record.id) if record.id in made or is_of_tokens(form, record) else None
        yield record if text is None else on_article(record, text, name)
