"""`annotator doctor`: everything that could be wrong with a project, and what to do about each.

Looking changes nothing, but that what is said once counts as said. Repairing is `annotator.project.repair`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Literal, TypeAlias

from annotator.errors import AnnotatorError, ConfigError, InputError, StoreError
from annotator.model.canonical import record_of
from annotator.model.coverage import is_done
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.record import text_hash
from annotator.project.adjudication.unlike import unlike_in
from annotator.project.articles.text_changed import changed_sources
from annotator.project.config import CONFIG_NAME, Config, read_config, required_project
from annotator.project.git.setup import missing_parts
from annotator.project.project import Project
from annotator.project.records.layers_for_others import plants_in
from annotator.project.schemas.schema_files import version_files
from annotator.schema.identity import schema_identity
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version
from annotator.store.database.high_water_mark import mark_of, writes_in
from annotator.store.integrity import examine, file_faults, text_fault
from annotator.store.leases.file_lease import left_behind, read_holder
from annotator.store.reading.labelled_with import other_contents
from annotator.store.store import Store
from annotator.store.tables.assignments import asked
from annotator.store.tables.decisions import damaged_decisions
from annotator.store.tables.layer import LayerKey, named
from annotator.store.tables.layers import all_layers, layer_state
from annotator.store.tables.notices import mark_told, untold_notices
from annotator.store.tables.texts import text_hashes
from annotator.suggest.language_tags import normal_language

if TYPE_CHECKING:
    from annotator.project.project import Progress

REPAIR = "annotator doctor --repair"
MOST_TOLD = 20
"""How many broken rules of one layer are told one by one."""

FROM_BACKUP = "take the store from a backup (annotator restore FILE), or import the gold again"

STORE_ADVICE = f"mend what is named there; where it is damaged, {FROM_BACKUP}"
BEGIN_AGAIN = f"take the newest backup (annotator restore), or go on from what is there: {REPAIR}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that is wrong: a code, where it is, what it is, and what to do; a notice is only to be known."""

    code: str
    where: str
    message: str
    advice: str = ""
    level: Literal["finding", "notice"] = "finding"

    def __str__(self) -> str:
        """As it is told to the user."""
        return f"{self.where}: {self.message}" + (f"; {self.advice}" if self.advice else "")


Reader: TypeAlias = Callable[[Config], object]
"""Uses a part of the project file that this package knows nothing of; raises ConfigError where that is wrong."""


def diagnose(
    folder: Path | None = None, progress: Progress | None = None, readers: Iterable[Reader] = ()
) -> list[Diagnosis]:
    """Everything that is wrong with the project around a folder, by default the current one.

    Raises:
        InputError: there is no project.
    """
    config = required_project(folder) / CONFIG_NAME
    try:
        project = Project(read_config(config))
    except ConfigError as error:
        return _config_faults(error)
    try:
        return [*_misread(project.config, readers), *_project_faults(project, progress)]
    finally:
        project.close()


def _config_faults(error: ConfigError) -> list[Diagnosis]:
    return [
        Diagnosis("config", str(each.place), f"{each.path}: {each.message}" if each.path else each.message, CORRECT)
        for each in error.findings
    ]


CORRECT = "correct the line"


def _misread(config: Config, readers: Iterable[Reader]) -> Iterator[Diagnosis]:
    for read in readers:
        try:
            read(config)
        except ConfigError as error:
            yield from _config_faults(error)


def _project_faults(project: Project, progress: Progress | None) -> Iterator[Diagnosis]:
    yield from _schema_faults(project)
    yield from _suggester_faults(project)
    yield from _git_faults(project)
    try:
        store_file = project.store_location.path
    except InputError as error:
        yield Diagnosis("store-address", str(project.config.file), str(error), CORRECT)
        return
    # Read before the store: whoever writes meanwhile raises the mark afterwards.
    mark = mark_of(store_file) if store_file else None
    if store_file and not store_file.exists():
        if mark:
            message = f"the store is gone, to which {mark} writes were made"
            yield Diagnosis("store-missing", str(store_file), message, BEGIN_AGAIN)
        return
    try:
        if store_file and (faults := file_faults(store_file)):
            yield Diagnosis("store-file", str(store_file), faults[0], FROM_BACKUP)
            return
        store = project.store
    except StoreError as error:
        yield Diagnosis("store", str(project.store_location), str(error), STORE_ADVICE)
        return
    if store.read_only:
        yield Diagnosis("store-version", str(store.location), store.read_only, "update this program")
    yield from _mark_faults(store_file, mark)
    yield from _notices(store)
    yield from _lease_faults(store)
    yield from _text_faults(store)
    yield from _layer_faults(project, store, progress)
    yield from _unlike_faults(project)
    yield from _decision_faults(store)
    yield from _source_faults(project)


def _mark_faults(path: Path | None, mark: int | None) -> Iterator[Diagnosis]:
    if path and mark is not None and mark > (kept := writes_in(path)):
        message = f"{mark - kept} of {mark} writes are missing: its journal was lost, or it is an older copy"
        yield Diagnosis("store-behind", str(path), message, BEGIN_AGAIN)


def _schema_faults(project: Project) -> Iterator[Diagnosis]:
    from annotator.project.schemas.check_schemas import check_schemas  # noqa: PLC0415 - imports the YAML reader

    folders = {path.parent for path in version_files(project.folder)}
    files = [path for path in (project.folder / "schema").rglob("*.yaml") if path.parent not in folders]
    paths = sorted([*folders, *files])
    if project.config.schema is None:
        advice = 'add a line: schema = "schema/NAME/VERSION.yaml"'
        yield Diagnosis("no-schema", str(project.config.file), "names no schema", advice)
    elif project.schema_file not in files and not (
        project.schema_file.is_file() and project.schema_file.parent in folders
    ):
        paths.append(project.schema_file)
    for fault in check_schemas(paths).findings if paths else ():
        message = f"{fault.path}: {fault.message}" if fault.path else fault.message
        advice = f"correct it; annotator schema check {quote(fault.place.file)}"
        yield Diagnosis("schema", str(fault.place), message, advice)


def _git_faults(project: Project) -> Iterator[Diagnosis]:
    """What this clone lacks of a repository that merges gold: settings are each clone's own."""
    missing = missing_parts(project.folder)
    if missing:
        message = f"gold is merged by annotator here (.gitattributes), but this clone lacks {', '.join(missing)}"
        yield Diagnosis("git-settings", str(project.folder), message, "annotator git setup")


def _suggester_faults(project: Project) -> Iterator[Diagnosis]:
    from annotator.suggest.registry import suggester_named  # noqa: PLC0415 - only to look them over
    from annotator.suggest.segment.languages import segmenter_for  # noqa: PLC0415 - as above

    where = str(project.config.file)
    for name in project.config.suggesters or ():
        try:
            suggester_named(name)
        except InputError as error:
            fault = project.config.fault(str(error), "suggesters").findings[0]
            yield Diagnosis("suggester", str(fault.place), fault.message, "correct the line, or install what it names")
    language = normal_language(project.config.language)
    if language and (notice := segmenter_for(language).notice):
        yield Diagnosis("language", where, f"language {language}", notice)


def _notices(store: Store) -> Iterator[Diagnosis]:
    from annotator.store.database.transaction import writing  # noqa: PLC0415 - as above
    from annotator.store.writing.step import utc_now  # noqa: PLC0415 - only where there is something to say

    notices = {} if store.read_only else untold_notices(store.rows)
    for message in notices.values():
        yield Diagnosis("notice", str(store.location), message, level="notice")
    if notices:
        # Whoever may not write the store is told again.
        with suppress(StoreError), writing(store.engine, store.location) as transaction:
            mark_told(transaction, list(notices), utc_now())


def _lease_faults(store: Store) -> Iterator[Diagnosis]:
    for path in left_behind(store.location.leases) if store.location.leases else ():
        holder = read_holder(path) or "a process"
        yield Diagnosis(
            "stale-lease",
            str(path),
            f"left behind by {holder}, which ended without closing a layer",
            f"nothing is lost; it is taken over when the layer is opened, or removed by: {REPAIR}",
            level="notice",
        )


def _text_faults(store: Store) -> Iterator[Diagnosis]:
    for document_id, sha256 in text_hashes(store.rows):
        if fault := text_fault(store.rows, sha256):
            advice = f"put back from the article's file where that is unchanged: {REPAIR}"
            yield Diagnosis("text", f"document {document_id!r}", fault, advice)


def _layer_faults(project: Project, store: Store, progress: Progress | None) -> Iterator[Diagnosis]:
    keys = all_layers(store.rows)
    for done, key in enumerate(keys, 1):
        yield from _one_layer(project, store, key)
        if progress:
            progress(done, len(keys))


def _unlike_faults(project: Project) -> Iterator[Diagnosis]:
    for document_id, found in unlike_in(project).items():
        yield Diagnosis("unlike-layers", f"document {document_id!r}", found.message, found.advice)


def _decision_faults(store: Store) -> Iterator[Diagnosis]:
    for damaged in damaged_decisions(store.rows):
        yield Diagnosis("decision", f"document {damaged.document_id!r}", damaged.fault, f"asked anew after: {REPAIR}")


def _one_layer(project: Project, store: Store, key: LayerKey) -> Iterator[Diagnosis]:
    try:
        health = examine(store.rows, key)
    except (AnnotatorError, ValueError) as error:
        yield Diagnosis("layer", named(key), str(error), FROM_BACKUP)
        return
    for fault in health.faults:
        yield Diagnosis("layer", named(key), fault, f"the rest is whole; {REPAIR}")
    if health.document:
        yield from _plants_left(store, key, health.document)
        yield from _content_faults(project, key, health.document)


def _plants_left(store: Store, key: LayerKey, document: Document) -> Iterator[Diagnosis]:
    """What was planted wrong, taken, and not lifted yet; which ones is told when nothing is open any more."""
    left = [each for each in plants_in(store.rows, key) if each.stands_in(document)]
    if not left:
        return
    count = "a suggestion that was" if len(left) == 1 else f"{len(left)} suggestions that were"
    message = f"{count} planted wrong and taken: in no export"
    if not is_done(document.incomplete_for, asked(store.rows, key.document_id).get(key, ())):
        yield Diagnosis("planted", named(key), message, "lifted when it is declared done", level="notice")
        return
    which = ", ".join(f"{each.id} ({each.written.type})" for each in left)
    advice = f"it is done all the same; open it and declare it done again: annotator label {quote(key.document_id)}"
    yield Diagnosis("planted", named(key), f"{message}: {which}", advice)


def _content_faults(project: Project, key: LayerKey, document: Document) -> Iterator[Diagnosis]:
    faults = list(errors(record_of(document), loose=True))
    # A damaged text is reported as such, not once more for every layer on it.
    if faults and document.text_sha256 == text_hash(document.text or ""):
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        yield Diagnosis("content", named(key), f"{faults[0]}{more}", "open the document and correct it, or undo")
    schema = _readable_schema(project)
    schema_ref = document.schema_ref or ""
    if schema and comparable_version(schema_ref) != comparable_version(schema.ref):
        message = f"labelled with {schema_ref or 'no schema'}, this project has {schema.ref}"
        yield Diagnosis("other-schema", named(key), message, "bring it over: annotator schema migrate")
    elif schema:
        yield from _other_contents(project, key)
        yield from _broken_rules(schema, key, document)


def _other_contents(project: Project, key: LayerKey) -> Iterator[Diagnosis]:
    """Whether a layer was labelled with a schema of the same name that said something else."""
    rows, identity = project.store.rows, schema_identity(project.schema)
    if others := other_contents(rows, layer_state(rows, key).number, identity):
        kinds = "another schema" if len(others) == 1 else f"{len(others)} other schemas"
        message = f"labelled with {kinds} that called itself {project.schema.ref}: the file was changed since"
        advice = "what does not fit any more is told beside this; a changed schema gets a version of its own"
        yield Diagnosis("changed-schema", named(key), message, advice, level="notice")


def _broken_rules(schema: LabelSchema, key: LayerKey, document: Document) -> Iterator[Diagnosis]:
    """What the schema forbids in a layer, in the words of `check`."""
    breaches = list(judge(document, schema))
    for breach in breaches[:MOST_TOLD]:
        where = " ".join(filter(None, (f"{named(key)}:", breach.annotation_id, breach.part)))
        yield Diagnosis(breach.code, where, breach.message, breach.advice)
    more = len(breaches) - MOST_TOLD
    if more > 0:
        advice = f"all of them: annotator export --layer {quote(key.name)} -o FILE, annotator check FILE"
        yield Diagnosis("more", named(key), f"{more} more things that {schema.ref} forbids", advice)


def _readable_schema(project: Project) -> LabelSchema | None:
    """The schema that is labelled with; None where there is none, or where its faults are told already."""
    try:
        return project.schema
    except AnnotatorError:
        return None


def _source_faults(project: Project) -> Iterator[Diagnosis]:
    for change in changed_sources(project):
        if change.new_text is not None:
            advice = "open the document: it offers to move the annotations to the new text"
            yield Diagnosis("text-changed", str(change.path), f"changed since {change.document_id!r} was added", advice)
