"""The data set that is to be released: read whole, and refused unless it is finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from annotator.datasets.consistency.doubt import Doubt
from annotator.datasets.consistency.doubts import doubts
from annotator.datasets.consistency.labelled import Labelled
from annotator.datasets.data_set_files import FILE, record_files
from annotator.datasets.record import read_documents
from annotator.datasets.registry import REGISTRY
from annotator.datasets.release.declaration import DATA_SET_FILE, EXAMPLE, DataSetFile
from annotator.datasets.release.undecided import unreleasable
from annotator.errors import ConfigError, Finding, InputError, Place, RecordError
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.project.config import find_project
from annotator.project.records.check_records import check_files
from annotator.project.records.split_records import SPLIT_FILE
from annotator.project.schemas.find_schema import required_schema
from annotator.schema.label_schema import LabelSchema


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """A data set: its folder, what it says about itself, its documents by part (the stem of their file), its schema."""

    folder: Path
    said: DataSetFile
    parts: Mapping[str, tuple[Document, ...]]
    schema: LabelSchema

    @property
    def documents(self) -> list[Document]:
        """All documents, part after part."""
        return [each for documents in self.parts.values() for each in documents]

    @property
    def doubts(self) -> list[tuple[Doubt, str]]:
        """What looks inconsistent in it, each with the reason that the data set gives; "" where it gives none."""
        reasons = {doubt: each.why for each in self.said.explained for doubt in each.doubts}
        labelled = [Labelled(each, Place(each.id)) for each in self.documents]
        return [(each, reasons.get(each.key, "")) for each in doubts(labelled, self.schema)]

    @property
    def has_text(self) -> bool:
        """Whether every document has its text."""
        return all(each.text is not None for each in self.documents)

    @property
    def languages(self) -> list[str]:
        """The languages of its documents, by what the data set or they themselves say."""
        named = {each.meta.get("language") for each in self.documents}
        return list(self.said.languages) or sorted(each for each in named if isinstance(each, str))


def read_source(folder: Path, *, schema: Path | None = None, project: Path | None = None) -> ReleaseSource:
    """Read a data set and refuse what is not finished, with everything that is in the way.

    Raises:
        InputError: the folder is none, or a file of it cannot be read.
        ConfigError: `dataset.toml` is wrong, or explains what is not found.
        RecordError: a record breaks a rule, waits for a decision or is incomplete; or the parts do not fit together.
    """
    said = _declared(folder)
    project = project or (None if find_project() else folder)
    files = _in_usual_order(record_files(folder))
    registry = [folder / REGISTRY] if (folder / REGISTRY).is_file() else []
    report = check_files([*files, *registry], schema=schema, project=project)
    if findings := [each for each in report.findings if each.level == "finding"]:
        raise RecordError(*findings)
    parts = {file.stem: tuple(sorted(read_documents(file), key=lambda each: each.id)) for file in files}
    if findings := [*_unfinished(parts), *_mixed(parts), *_other_split(folder, parts)]:
        raise RecordError(*findings)
    ref = next((str(each.schema_ref) for documents in parts.values() for each in documents), None)
    if ref is None:
        raise InputError(f"{folder}: has no record; there is nothing to release")
    source = ReleaseSource(folder, said, parts, required_schema(ref, file=schema, project=project))
    _refuse_idle_reasons(source)
    return source


def _refuse_idle_reasons(source: ReleaseSource) -> None:
    """Refuse reasons for what is not found (any more): they would say something of another gold."""
    found = {each.key for each, _ in source.doubts}
    idle = [doubt for each in source.said.explained for doubt in each.doubts if doubt not in found]
    if idle:
        message = f"explains {', '.join(map(quoted, idle))}, which is not found; see: annotator check --consistency"
        raise ConfigError(Finding(Place(str(source.folder / FILE)), "explained", message, "explained"))


def _declared(folder: Path) -> DataSetFile:
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; expected the folder of a data set, with its files of records")
    file = folder / FILE
    if not file.is_file():
        raise InputError(f"{file}: is not there; what a release needs is, at the least:\n{EXAMPLE}")
    said = DATA_SET_FILE.read(file)
    return said if said.title else replace(said, title=folder.resolve().name)


def _in_usual_order(files: list[Path]) -> list[Path]:
    """Training before development before test, then by name."""
    usual = ("train", "development", "dev", "validation", "test")
    return sorted(files, key=lambda file: (usual.index(file.stem) if file.stem in usual else len(usual), file.name))


def _unfinished(parts: Mapping[str, tuple[Document, ...]]) -> Iterator[Finding]:
    """Documents that wait for a decision or were not exhaustively labelled."""
    for documents in parts.values():
        yield from unreleasable(documents)
        for each in documents:
            if each.incomplete_for:
                message = f"not finished: not exhaustively labelled for {', '.join(each.incomplete_for)}"
                yield _finding(each, "incomplete_for", f"{message}; declare it done, then release", "incomplete")


def _mixed(parts: Mapping[str, tuple[Document, ...]]) -> Iterator[Finding]:
    """Documents that stand twice in the data set, by their id or their text, and schemas of several versions."""
    ids: dict[str, str] = {}
    texts: dict[str, tuple[str, str]] = {}
    ref: str | None = None
    for part, documents in parts.items():
        for each in documents:
            ref = ref or each.schema_ref
            if ids.setdefault(each.id, part) != part:
                yield _finding(each, "id", f"stands in {ids[each.id]} and in {part}", "duplicate-document")
            other, other_part = texts.setdefault(str(each.text_sha256), (each.id, part))
            if other != each.id and other_part != part:
                message = f"its text is that of {quoted(other)} in {other_part}: one part would give the other away"
                yield _finding(each, "text_sha256", message, "leak")
            if each.schema_ref != ref:
                message = f"is labelled under {each.schema_ref}, others under {ref}; migrate one of them"
                yield _finding(each, "schema", message, "schema")


def _other_split(folder: Path, parts: Mapping[str, tuple[Document, ...]]) -> Iterator[Finding]:
    """Where `split.json` says something else than the parts are."""
    file = folder / SPLIT_FILE
    if not file.is_file():
        return
    found = {name: {each.id: each.text_sha256 for each in documents} for name, documents in parts.items()}
    if _split(file) != found:
        message = "says other documents or texts than the parts hold; split again: annotator split"
        yield Finding(Place(str(file)), "parts", message, "split")


def _split(file: Path) -> dict[str, dict[str, str]]:
    try:
        plain = orjson.loads(file.read_bytes())
        return {name: {each["id"]: each["text_sha256"] for each in listed} for name, listed in plain["parts"].items()}
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{file}: is no file that annotator split wrote") from error


def _finding(document: Document, path: str, message: str, code: str) -> Finding:
    return Finding(Place(f"document {quoted(document.id)}"), path, message, code)
