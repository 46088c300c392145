"""What the learner beside the screen is sent: finished gold besides the open article, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from annotator import __version__
from annotator.disk.atomic_file import keep_file
from annotator.disk.operations import disk
from annotator.errors import SchemaError
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.project.project import Project
from annotator.project.suggestions.finished_gold import finished_among
from annotator.project.suggestions.kept_sources import kept_sources
from annotator.schema.ref import comparable_version
from annotator.store.reading.giving_way import give_way
from annotator.store.tables.documents import document_ids
from annotator.suggest.learner_process.messages import Figures, Gold, Said, as_line
from annotator.suggest.learner_process.other_sources import said_messages
from annotator.text.utf8 import read_utf8

MOST_MENTIONS = 5_000
"""From how many mentions is learned at most: with more, an answer would take longer than anybody waits."""

KEPT = Path(".annotator", "learner")
MOST_KEPT = 20


def live_gold(project: Project, annotator: str, here: str, number: int, off: tuple[str, ...] = ()) -> Gold:
    """The gold to learn from while one article is labelled, with its figures where they are known.

    What other extractors say of it and of the open article comes along. Of many articles it is the last ones in the
    project's order. `off` are the layers that nobody wants.

    Raises:
        SchemaError: the schema's file cannot be read.
        StoreError: the store cannot be read.
    """
    others = (each for each in reversed(document_ids(project.store.rows)) if each != here)
    gold = Gold(
        number,
        read_utf8(project.schema_file, SchemaError),
        tuple(record_of(each) for each in _last(project, finished_among(project, others, annotator))),
        project.config.language,
        off,
    )
    gold = replace(gold, **_said(project, gold, here))
    return replace(gold, figures=kept_figures(project, gold))


def _said(project: Project, gold: Gold, here: str) -> dict[str, tuple[Said, ...]]:
    kept = kept_sources(project, (here, *(each.id for each in gold.documents)))
    messages = tuple(said_messages(kept.said, kept.names))
    return {
        "said": tuple(each for each in messages if each.document != here),
        "said_here": tuple(each for each in messages if each.document == here),
    }


def _last(project: Project, finished: Iterator[Document]) -> Iterator[Document]:
    count = 0
    for document in finished:
        give_way()
        ref = document.schema_ref
        if document.text is None or (ref and comparable_version(ref) != comparable_version(project.schema.ref)):
            continue
        count += len(document.entities)
        if count > MOST_MENTIONS:
            return
        yield document


def kept_figures(project: Project, gold: Gold) -> Figures | None:
    """The figures out of fold that were computed for exactly this gold; None where there are none."""
    try:
        return msgspec.json.decode(_file(project, gold).read_bytes(), type=Figures)
    except (OSError, msgspec.MsgspecError):
        return None


def keep_figures(project: Project, gold: Gold, figures: Figures) -> None:
    """Keep figures for the next time; where the disk refuses, they are computed again."""
    file = _file(project, gold)
    with suppress(OSError):
        if not file.parent.is_dir():
            disk().make_folder(file.parent)
        keep_file(file, msgspec.json.encode(figures))
        kept = sorted(file.parent.glob("*.json"), key=lambda each: each.stat().st_mtime_ns)
        for each in kept[:-MOST_KEPT]:
            disk().remove(each)


def _file(project: Project, gold: Gold) -> Path:
    """By the hash of all that figures hang on: documents, what is said of them, schema, language, and this program."""
    content = as_line(replace(gold, number=0, off=(), figures=None, said_here=()))
    return project.folder / KEPT / f"{sha256(__version__.encode() + content).hexdigest()[:32]}.json"
