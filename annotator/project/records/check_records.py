"""Everything that is wrong with files of records: `annotator check`.

Records are read strictly, looked over for what is legal but odd, and held against their schema. A registry,
`entities.jsonl`, is checked as what it is, and the one beside the records tells the types of entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.datasets.consistency.doubts import doubts
from annotator.datasets.consistency.labelled import Labelled
from annotator.datasets.data_set_files import is_described, record_files
from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.record import Read, check_lines
from annotator.datasets.registry import REGISTRY, Registered, check_registry
from annotator.errors import Finding, InputError, SchemaError
from annotator.formats.conll.sentences import Lines, looks_tagged, read_sentences
from annotator.formats.conll.tagged_file import open_tagged
from annotator.model.document import Document
from annotator.project.schemas.find_schema import required_schema
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import ENTITY, EVENT, NO_THINGS, ThingKind, Things
from annotator.text.offsets import Offsets

if TYPE_CHECKING:
    from annotator.project.project import Progress


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found: how many documents could be read, and the findings by file and line."""

    documents: int
    findings: tuple[Finding, ...]


def check_files(
    files: Sequence[Path | str],
    *,
    schema: Path | None = None,
    project: Path | None = None,
    progress: Progress | None = None,
    offsets: Offsets = "chars",
    consistency: bool = False,
) -> CheckReport:
    """Check files of records; `-` is standard input.

    Args:
        files: the files.
        schema: the schema file; by default the version that a record names, from the project around.
        project: the project's folder; by default the one around the current folder.
        progress: called with the number of documents read.
        offsets: what the offsets count.
        consistency: warn too of what is legal and looks as if it was decided in two ways, across all files.

    Raises:
        InputError: a file cannot be read, or a record names a schema that is not known or is another version.
        SchemaError: a schema file is wrong.
    """
    checker = _Checker(schema, project, progress, offsets)
    checker.keeps_documents = consistency
    findings = [finding for file in _each_file(files) for finding in checker.findings(file)]
    return CheckReport(checker.documents, (*findings, *checker.doubts()))


def _each_file(files: Sequence[Path | str]) -> Iterator[Path | str]:
    """The files; of the folder of a data set its files of records and its registry."""
    for file in files:
        if str(file) == "-" or not is_described(Path(file)):
            yield file
            continue
        yield from record_files(Path(file))
        if (Path(file) / REGISTRY).is_file():
            yield Path(file) / REGISTRY


class _Checker:
    """The schemas and registries met so far, and the count."""

    def __init__(
        self, schema_file: Path | None, project: Path | None, progress: Progress | None, offsets: Offsets
    ) -> None:
        self.documents = 0
        self.keeps_documents = False
        self._kept: dict[str, list[Labelled]] = {}
        self._reader = None if offsets == "chars" else PredictionReader(offsets=offsets, strict=True)
        self._schema_file = schema_file
        self._project = project
        self._progress = progress
        self._schemas: dict[str, LabelSchema] = {}
        self._registries: dict[Path, _Registry] = {}

    def findings(self, file: Path | str) -> Iterator[Finding]:
        if Path(file).name == REGISTRY:
            yield from self._registry(Path(file)).findings
            return
        if str(file) != "-" and looks_tagged(Path(file)):
            yield from self._of_tags(Path(file))
            return
        things = self._things(file)
        kinds = dict(things.kinds)
        for checked in check_lines(file, reader=self._reader):
            if isinstance(checked, Finding):
                yield checked
                continue
            self.documents += 1
            if self._progress:
                self._progress(self.documents, None)
            for breach in judge(checked.document, self._schema(checked), replace(things, kinds=kinds)):
                yield Finding(checked.place, _path(checked, breach), breach.message, breach.code)
            _note_kinds(checked.document, kinds)
            if self.keeps_documents:
                labelled = Labelled(checked.document, checked.place, checked.paths)
                self._kept.setdefault(str(checked.document.schema_ref), []).append(labelled)

    def doubts(self) -> Iterator[Finding]:
        """What looks inconsistent in the documents that were kept, those of one schema compared with each other."""
        for ref, labelled in self._kept.items():
            for each in doubts(labelled, self._schemas[ref]):
                yield Finding(each.place, each.path, each.message, each.kind, "warning")

    def _of_tags(self, file: Path) -> Iterator[Finding]:
        """What is wrong with a file of tags: lines without a tag, and tags that do not fit their scheme."""
        tagged = open_tagged(file, lines=(tag_lines := Lines()))
        yield from tag_lines.malformed
        documents: set[object] = set()
        for number, sentence in enumerate(read_sentences(file, tagged.layout, Lines())):
            documents.add(sentence.document if tagged.has_documents else -number)
            yield from tagged.misfits(sentence)
        self.documents += len(documents)

    def _things(self, file: Path | str) -> Things:
        beside = Path(file).parent / REGISTRY
        return self._registry(beside).things if str(file) != "-" and beside.is_file() else NO_THINGS

    def _registry(self, path: Path) -> _Registry:
        return self._registries.setdefault(path, _Registry(path))

    def _schema(self, read: Read) -> LabelSchema:
        ref = str(read.document.schema_ref)
        if ref not in self._schemas:
            try:
                self._schemas[ref] = required_schema(
                    ref, file=self._schema_file, project=self._project, records=read.place.file
                )
            except SchemaError:
                raise
            except InputError as error:
                raise SchemaError(Finding(read.place, "schema", str(error), "unknown-schema")) from error
        return self._schemas[ref]


class _Registry:
    """A registry's entries and faults, read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _found(self) -> list[Finding | Registered]:
        return list(check_registry(self._path))

    @property
    def findings(self) -> list[Finding]:
        return [each for each in self._found if isinstance(each, Finding)]

    @property
    def things(self) -> Things:
        entries = [each for each in self._found if isinstance(each, Registered)]
        types = {entry.id: entry.type for entry in entries if entry.kind == "entity"}
        return Things(types, {entry.id: entry.kind for entry in entries})


def _note_kinds(document: Document, kinds: dict[str, ThingKind]) -> None:
    """Remember what the `coref` ids of a document stand for, for the documents that follow in the file."""
    for layer, kind in ((document.entities, ENTITY), (document.events, EVENT)):
        for each in layer.values():
            if each.coref:
                kinds.setdefault(each.coref, kind)


def _path(read: Read, breach: Breach) -> str:
    """Where a breach stands in the file: the annotation's position there, then the part."""
    steps = (read.paths.get(breach.annotation_id, ""), breach.part)
    return ".".join(step for step in steps if step)
