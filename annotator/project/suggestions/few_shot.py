"""What a language model is shown of a project: its guidelines, and passages of its finished gold as examples.

What it answers is offered to everybody who labels in the project. So where several people do, only adjudicated gold is
shown: an annotator's own layer would reach the others through the answers.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.datasets.record_bytes import document_bytes
from annotator.datasets.write import write_content
from annotator.disk.operations import disk
from annotator.errors import StoreError
from annotator.extractors.llm.passages import enough_for_all, passages
from annotator.extractors.llm.spec import ModelSpec, parse_model
from annotator.extractors.spec import ExtractorSpec, parse_spec
from annotator.model.canonical import document_of, record_of
from annotator.model.record import Record
from annotator.project.project import Project
from annotator.project.suggestions.finished_gold import finished_documents
from annotator.schema.guidelines import guideline_text
from annotator.store.reading.status import GOLD
from annotator.store.tables.assignments import assignments

SHOTS = 4
"""How many passages are shown where nobody says how many."""

EXAMPLES, GUIDELINES = "examples.jsonl", "guidelines.md"


@dataclass(frozen=True, slots=True)
class Shown:
    """The spec by which a model is asked, with full paths, and what it is shown of the project, in a line."""

    spec: ExtractorSpec
    words: str = ""


def shown_of(project: Project, spec: ExtractorSpec, folder: Path, cache: Path) -> Shown:
    """The spec of a language model with the project's guidelines and examples, as far as it names no others.

    They are put into the folder `cache`. A spec that names another extractor is left as it is.

    Raises:
        InputError: the guidelines cannot be read.
        StoreError: the store cannot be read, or the files cannot be written.
    """
    if spec.target != "llm":
        return Shown(spec)
    model = parse_model(spec.argument or "").within(folder)
    given: dict[str, Any] = {}
    words = []
    guidelines = guideline_text(project.schema, project.schema_file) if model.guidelines is None else ""
    if guidelines.strip():
        given["guidelines"] = _written(cache, GUIDELINES, guidelines.encode("utf-8"))
        words.append(f"the guidelines ({len(guidelines):,} characters)")
    pool = _pool(project, model) if model.examples is None and model.shots != 0 else []
    if pool:
        shots = model.shots or SHOTS
        given |= {"examples": _written(cache, EXAMPLES, _lines(pool)), "shots": shots}
        words.append(f"up to {shots} passages of finished gold")
    asked = parse_spec(f"llm:{replace(model, **given).text()}")
    return Shown(replace(asked, text=spec.text), " and ".join(words))


def forget_shown(cache: Path) -> None:
    """Take away what was put into a folder to be shown."""
    for name in (EXAMPLES, GUIDELINES):
        with suppress(OSError):
            disk().remove(cache / name)


def _pool(project: Project, model: ModelSpec) -> list[Record]:
    everyone = {*project.layers(), *(each.name for each in assignments(project.store.rows))}
    is_alone = everyone <= {GOLD, project.annotator}
    finished = [each for each in finished_documents(project) if each.annotator == GOLD or is_alone]
    pointers = project.schema.pointers
    cut = [passage for each in finished if each.text for passage in passages(record_of(each), pointers)]
    return enough_for_all(cut, model.shots or SHOTS)


def _lines(pool: list[Record]) -> bytes:
    return b"".join(document_bytes(document_of(each)) for each in pool)


def _written(folder: Path, name: str, content: bytes) -> Path:
    try:
        if not folder.is_dir():
            disk().make_folder(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}") from error
    write_content(content, folder / name)
    return (folder / name).absolute()
