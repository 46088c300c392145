"""Splitting a data set: `annotator split`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.datasets.lines_by_id import LinesById
from annotator.datasets.splits.parts import parts_of
from annotator.datasets.splits.split_file import split_bytes
from annotator.datasets.splits.summary import Summary, summary_of
from annotator.datasets.splits.together import NEAR, kept_together
from annotator.errors import InputError, UsageError
from annotator.formats.file_by_file import note_left
from annotator.formats.protocol import Report
from annotator.model.document import Document
from annotator.project.records.convert_records import write_files
from annotator.project.records.read_documents import read_documents

SPLIT_FILE = "split.json"


@dataclass(frozen=True, slots=True)
class Split:
    """What was split: the documents of each part and their annotations, by name; and how many groups there were."""

    documents: Mapping[str, int]
    annotations: Mapping[str, int]
    groups: int
    without_group: int
    report: Report


def parts_named(words: str) -> dict[str, float]:
    """The parts and their shares of `train=.6,development=.2,test=.2`, made to add up to 1.

    Raises:
        UsageError: a part has no name fit for a file, no share above 0, or is named twice; or there is only one.
    """
    parts: dict[str, float] = {}
    for each in words.split(","):
        name, _, share = (word.strip() for word in each.partition("="))
        value = _number(share)
        if not name.replace("-", "").replace("_", "").isalnum() or value is None or value <= 0 or name in parts:
            raise UsageError(f"--parts {words}: {each.strip()!r} is no part; expected such as train=.8,test=.2")
        parts[name] = value
    if len(parts) < 2:
        raise UsageError(f"--parts {words}: is one part; expected at least two, such as train=.8,test=.2")
    return {name: value / sum(parts.values()) for name, value in parts.items()}


def _number(word: str) -> float | None:
    try:
        value = float(word)
    except ValueError:
        return None
    return value if value < float("inf") else None


def split_records(
    source: Path, target: Path, shares: Mapping[str, float], *, seed: int, group: str | None = None,
    source_format: str | None = None, near: float = NEAR,
) -> Split:  # fmt: skip
    """Write a file for each part into the folder `target`, and `split.json` beside them.

    Raises:
        UsageError: the format of the source is not known.
        InputError: it cannot be read, has too few groups for so many parts, two documents of one id, or no document
            has the key `group`.
        StoreError: a file cannot be written.
    """
    report = Report()
    with LinesById() as lines:
        documents = _summaries(_kept(read_documents(source, source_format, report=report), lines), source, group)
        groups = kept_together(documents, near)
        parts = parts_of(documents, groups, shares, seed)
        written = write_files(
            (target / f"{name}.jsonl", lines.of(sorted(documents[number].id for number in numbers)))
            for name, numbers in parts.items()
        )
    recipe = {"parts": dict(shares), "seed": seed, "group": group, "stratified": "types"}
    written += write_files([(target / SPLIT_FILE, [split_bytes(documents, parts, recipe, near=near)])])
    note_left(target, written, report)
    return Split(
        {name: len(numbers) for name, numbers in parts.items()},
        {name: sum(sum(documents[each].types.values()) for each in numbers) for name, numbers in parts.items()},
        len(groups),
        sum(each.group is None for each in documents) if group else 0,
        report,
    )


def _kept(documents: Iterator[Document], lines: LinesById) -> Iterator[Document]:
    """The same documents, whose lines are kept while they pass."""
    for each in documents:
        lines.add(each)
        yield each


def _summaries(documents: Iterator[Document], source: Path, group: str | None) -> list[Summary]:
    summaries = [summary_of(each, group) for each in documents]
    if group and all(each.group is None for each in summaries):
        raise InputError(f"{source}: no document has meta.{group}; --group names the key of meta that joins documents")
    return summaries
