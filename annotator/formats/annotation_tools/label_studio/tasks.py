"""Tasks of a full or minimal export as documents, one for each annotation that was submitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.formats.annotation_tools.annotators import Annotators
from annotator.formats.annotation_tools.label_studio.reading import Results
from annotator.formats.annotation_tools.label_studio.task import GROUND_TRUTH, NAME, Annotation, Task
from annotator.formats.json_rows import Row, leave_out, shaped_as
from annotator.formats.kept import OWN, meta_with, others
from annotator.formats.protocol import Report
from annotator.model.document import Document, by_id, new_document

DOCUMENT_ID = "document_id"
"""The key of a task's `meta` under which the id of a document travels: tasks get numbers of their own."""

DATA_KEY = "data_key"
"""Under which key of `data` the text stands, where it is another than `text`."""


class Submitted(NamedTuple):
    """An annotation that counts: where it stands in the task, what it says, the object that it was read from."""

    path: str
    annotation: Annotation
    said: Mapping[str, Any]


def documents_of_task(row: Row, stem: str, report: Report, repeated: Annotators | None = None) -> Iterator[Document]:
    """The documents of a task: the ground truth, and one for each other annotation that was not cancelled.

    With `repeated`, the task has one annotation here, and may have others elsewhere.

    Raises:
        FormatError: it is not what the format says.
    """
    task = shaped_as(row, Task)
    submitted = list(_submitted(row, task, report))
    key = _text_key(row, task, submitted)
    if not submitted or key is None:
        leave_out(row, "has no text" if submitted else "has no annotation that was submitted", report)
        return
    own_id = _document_id(task) or f"{stem}-{row.number}"
    if repeated is None:
        ids = _ids(own_id, submitted, report)
    else:
        ids = [repeated.document_id(own_id, each.annotation.annotator, report) for each in submitted]
    for each, document_id in zip(submitted, ids, strict=True):
        results = Results(row, each.path, task.data[key], report)
        results.take(each.annotation, each.said.get("result") or ())
        yield new_document(
            document_id,
            task.data[key],
            annotator=GROUND_TRUTH if each.annotation.ground_truth else each.annotation.annotator,
            meta=meta_with(
                {name: value for name, value in task.data.items() if name != key},
                NAME,
                {OWN: _own(row, task, each, key, results.kept.pop(OWN, {}))} | results.kept,
                report,
            ),
            labels=results.labels,
            entities=by_id(results.entities.values()),
            relations=by_id(results.relations.values()),
        )


def _submitted(row: Row, task: Task, report: Report) -> Iterator[Submitted]:
    name = "annotations" if task.annotations or not task.completions else "completions"
    for index, said in enumerate(row.value.get(name) or ()):
        annotation = (task.annotations or task.completions)[index]
        if annotation.was_cancelled:
            report.lose("annotation", "it was cancelled, and is no gold")
        else:
            yield Submitted(f"{name}[{index}]", annotation, said)
    for what, said, why in (
        ("draft", task.drafts, "it was not submitted"),
        ("prediction", task.predictions, "a program made it; nobody has submitted it"),
    ):
        report.lose(what, why, len(said) if isinstance(said, list) else 0)


def _text_key(row: Row, task: Task, submitted: Sequence[Submitted]) -> str | None:
    """The key of the data that the annotations are about: `text`, what they name, or the only text there is.

    Raises:
        FormatError: it could be several.
    """
    texts = [name for name, value in task.data.items() if isinstance(value, str)]
    named = {each.to_name for one in submitted for each in one.annotation.result}
    chosen = [name for name in texts if name == "text"] or [name for name in texts if name in named] or texts
    if len(chosen) > 1:
        names = ", ".join(chosen)
        raise row.refused("data", f'the text could be any of {names}; expected it under "text"', "label-studio-text")
    return chosen[0] if chosen else None


def _document_id(task: Task) -> str:
    said = task.meta.get(DOCUMENT_ID) if isinstance(task.meta, dict) else None
    if isinstance(said, str):
        return said
    return "" if task.id is None else str(task.id)


def _ids(own_id: str, submitted: Sequence[Submitted], report: Report) -> list[str]:
    """The id of the document of each annotation: the task's for the ground truth, and for the only one."""
    truth = next((each for each in submitted if each.annotation.ground_truth), None)
    annotators = Annotators([own_id] * len(submitted))
    return [
        own_id if each is truth else annotators.document_id(own_id, each.annotation.annotator, report)
        for each in submitted
    ]


def _own(row: Row, task: Task, one: Submitted, key: str, of_text: Mapping[str, Any]) -> dict[str, Any]:
    """What a task and its annotation say besides what becomes of them in the document."""
    annotation = others(one.said, Annotation)
    who = one.annotation.completed_by
    if who is not None and (one.annotation.ground_truth or who != written_annotator(one.annotation.annotator)):
        annotation["completed_by"] = who
    meta = task.meta
    if isinstance(meta, dict):
        meta = {name: value for name, value in meta.items() if name != DOCUMENT_ID}
    said = {DATA_KEY: "" if key == "text" else key, "annotation": annotation, "meta": meta, **of_text}
    return others(row.value, Task) | {name: value for name, value in said.items() if value}


def written_annotator(annotator: str | None) -> int | dict[str, str] | None:
    """How Label Studio names an annotator: by a number, or as an account with a mail address."""
    if annotator is None:
        return None
    is_number = annotator.isascii() and annotator.isdecimal() and str(int(annotator)) == annotator
    return int(annotator) if is_number and len(annotator) < 16 else {"email": annotator}
