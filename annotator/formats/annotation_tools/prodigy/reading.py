"""Rows of one text as a document: what was accepted, and under `meta.prodigy` what the record has no place for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from annotator.formats.annotation_tools.prodigy.merging import Answered
from annotator.formats.annotation_tools.prodigy.rows import NAME, REJECTED, Task, TaskRelation, TaskSpan
from annotator.formats.annotation_tools.prodigy.tokens import kept_tokens
from annotator.formats.free_ids import free_ids
from annotator.formats.json_rows import Row
from annotator.formats.kept import OWN, meta_with, others
from annotator.formats.protocol import Report
from annotator.model.annotation import Entity, Relation, mention
from annotator.model.document import Document, by_id, new_document

BINARY_VIEW = "ner"
"""The interface in which a person says yes or no to what is shown, and nothing about the rest of the text."""

MERGED = "rows"
"""The key under which later rows of a text keep what is theirs."""

BINARY = (
    "rows that ask for a yes or no to what they show say nothing about the rest of their text: "
    "what they show is listed in incomplete_for"
)


class _Placed(NamedTuple):
    """A mention of a row, and how the row says it."""

    said: TaskSpan
    entity: Entity


def document_of_rows(group: Sequence[Answered], stem: str, report: Report, *, shared: bool) -> Document:
    """The document of all accepted rows of a text; `shared` where another annotator has answered for it too.

    Raises:
        FormatError: spans do not stand in the text, or other words do.
    """
    accepted = [each for each in group if each.task.accepted]
    first = accepted[0]
    reading = _Reading(first.task.text or "", report)
    for each in accepted:
        reading.take(each)
    reading.refuse(each for each in group if each.task.answer == REJECTED)
    own_id = f"{stem}-{first.row.number}" if first.task.id is None else str(first.task.id)
    named = first.task.annotator
    return reading.document(f"{own_id}~{named}" if shared and named else own_id, accepted)


class _Reading:
    """Gathers the annotations of the rows of one text."""

    def __init__(self, text: str, report: Report) -> None:
        self._text, self._report = text, report
        self._entities: dict[str, Entity] = {}
        self._relations: dict[str, Relation] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self._open: set[str] = set()

    def take(self, answered: Answered) -> None:
        row, task = answered
        placed = [each for index, said in enumerate(task.spans) for each in self._placed(row, index, said)]
        if task.view_id == BINARY_VIEW or any("answer" in each for each in row.value.get("spans") or ()):
            self._open |= {each.entity.type for each in placed}
            self._report.note(BINARY)
        for index, each in enumerate(task.relations):
            self._relate(row, index, each, placed)

    def refuse(self, rejected: Iterable[Answered]) -> None:
        """Tell of spans that were accepted in one row and rejected in another."""
        accepted = {(each.spans[0], each.type) for each in self._entities.values()}
        both = sum(((said.start, said.end), said.label) in accepted for each in rejected for said in each.task.spans)
        self._report.lose(
            "rejection", "the same span of the same text was accepted in another row, which is read", both
        )

    def document(self, document_id: str, accepted: Sequence[Answered]) -> Document:
        first, task = accepted[0]
        document = new_document(
            document_id,
            self._text,
            annotator=task.annotator,
            incomplete_for=tuple(sorted(self._open)),
            entities=by_id(self._entities.values()),
            relations=by_id(self._relations.values()),
        )
        own = _own(first.value, task)
        places = tuple((each.start, each.end) for each in task.tokens)
        own |= kept_tokens(document, first.value.get("tokens"), places)
        if len(accepted) > 1:
            rest = [_own(each.row.value, each.task) | {"meta": each.task.meta} for each in accepted[1:]]
            own[MERGED] = [{key: value for key, value in each.items() if value is not None} for each in rest]
        meta = task.meta if isinstance(task.meta, dict) else {}
        return replace(document, meta=meta_with(meta, NAME, {OWN: own} | self._kept, self._report))

    def _placed(self, row: Row, index: int, said: TaskSpan) -> Iterator[_Placed]:
        path = f"spans[{index}]"
        spans = row.span(path, self._text, said.start, said.end, said.text)
        if not said.label:
            self._report.lose("mention", "it has no label")
            return
        entity_id = self._fresh("T", said.id)
        entity = mention(entity_id, said.label, self._text, spans, score=said.score)
        self._entities[entity_id] = entity
        self._kept[entity_id] = others(row.value["spans"][index], TaskSpan)
        yield _Placed(said, entity)

    def _relate(self, row: Row, index: int, said: TaskRelation, placed: Sequence[_Placed]) -> None:
        head, child = _end(said.head_span, said.head, placed), _end(said.child_span, said.child, placed)
        if head is None or child is None:
            self._report.lose("relation", "it begins or ends at a token that is no span")
            return
        relation_id = self._fresh("R", said.id)
        self._relations[relation_id] = Relation(relation_id, said.label, head, child)
        self._kept[relation_id] = others(row.value["relations"][index], TaskRelation)

    def _fresh(self, letter: str, said: int | str | None) -> str:
        """The id that is said, where it is free; else a number."""
        taken = self._entities.keys() | self._relations.keys()
        if said is not None and (own := str(said)):
            if own not in taken:
                return own
            self._report.lose("id", "an id stands twice in the rows of a text")
        return next(free_ids(letter, taken))


def _end(span: TaskSpan | None, token: int | None, placed: Sequence[_Placed]) -> str | None:
    """The mention at an end of a relation: that of its span, else the shortest one on its token."""
    if span is not None:
        there = [each for each in placed if (each.said.start, each.said.end) == (span.start, span.end)]
        if there:
            return max(there, key=lambda each: (each.said.id == span.id, each.said.label == span.label)).entity.id
    on_it = [each for each in placed if token is not None and _covers(each.said, token)]
    return min(on_it, key=lambda each: each.said.end - each.said.start).entity.id if on_it else None


def _covers(said: TaskSpan, token: int) -> bool:
    return said.token_start is not None and said.token_end is not None and said.token_start <= token <= said.token_end


def _own(value: dict[str, Any], task: Task) -> dict[str, Any]:
    """What a row says besides what becomes of it in the document."""
    own = others(value, Task)
    if task.view_id:
        own["_view_id"] = task.view_id
    if task.session_id and task.session_id != task.annotator:
        own["_session_id"] = task.session_id
    if task.meta is not None and not isinstance(task.meta, dict):
        own["meta"] = task.meta
    return own
