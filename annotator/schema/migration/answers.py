"""Answers: decisions as data, one JSON object a line, `{question, document, id, decision, who, when}`.

`id` is the entity's `coref` id where there is one, so that one decision serves all its mentions, else the
annotation's. The last line about the same thing wins. `decision` is the value, or `{part: value}` where a question
has several parts; null means not decided yet. The further keys of a queue that was written out are read over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from annotator.errors import Place, SchemaError
from annotator.schema.handwritten.declared import Declared
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.json_tree import json_tree
from annotator.schema.handwritten.values import Name

KEYS = ("question", "document", "id", "decision", "who", "when")


@dataclass(frozen=True, slots=True)
class Answer(Declared):
    """One decision; `place` is where it was read."""

    not_in_file: ClassVar = ("place",)
    read_over: ClassVar = frozenset({"text", "context", "choices", "proposal", "mentions"})

    question: Name
    document: str
    id: Name
    decision: Any = None
    who: str | None = None
    when: str | None = None
    place: Place = field(default=Place("<answers>"), compare=False)

    def as_object(self) -> dict[str, Any]:
        """The line of an answers file."""
        return {name: getattr(self, name) for name in KEYS}


class Answers:
    """Decisions, looked up by what they are about, and which of them were of use."""

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        """Keep the last answer about each thing."""
        self._by_annotation: dict[tuple[str, str, str], Answer] = {}
        self._by_entity: dict[tuple[str, str], Answer] = {}
        for each in answers:
            self._by_annotation[each.question, each.document, each.id] = each
            self._by_entity[each.question, each.id] = each
        self._used: set[tuple[str, str, str]] = set()

    def find(self, question: str, document: str, annotation_id: str, coref: str | None = None) -> Answer | None:
        """The answer to a question about an annotation, or about what it refers to; it counts as used."""
        answer = self._by_annotation.get((question, document, annotation_id))
        if answer is None and coref:
            answer = self._by_entity.get((question, coref))
        if answer is not None:
            self._use(answer)
        return answer

    def about_document(self, question: str, document: str) -> list[Answer]:
        """All answers to a question in one document; they count as used."""
        answers = [
            each for each in self._by_annotation.values() if (each.question, each.document) == (question, document)
        ]
        for each in answers:
            self._use(each)
        return answers

    def _use(self, answer: Answer) -> None:
        self._used.add((answer.question, answer.document, answer.id))
        last = self._by_entity.get((answer.question, answer.id))
        if last is answer:
            # Earlier answers about the same entity, given in other documents, are overruled by this one.
            self._used |= {key for key in self._by_annotation if (key[0], key[2]) == (answer.question, answer.id)}

    def unused(self) -> list[Answer]:
        """The answers that nothing asked for."""
        return [each for key, each in self._by_annotation.items() if key not in self._used]


def read_answers(path: Path | str) -> list[Answer]:
    """The answers of a file, in order; lines whose decision is null are left out.

    Raises:
        SchemaError: the file cannot be read, or lines are no answers; with all findings.
    """
    read = (replace(answer, place=place) for answer, place in ANSWER_LINE.read_lines(path))
    return [answer for answer in read if answer.decision is not None]


ANSWER_LINE = FileKind(
    title="A line of an answers file: one decision",
    declaration=Answer,
    tree=json_tree,
    error=SchemaError,
    code="answer",
)
