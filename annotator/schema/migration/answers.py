"""Answers: decisions as data, one JSON object a line, `{question, document, id, decision, who, when}`.

`id` is the entity's `coref` id where there is one, so that one decision serves all its mentions, else the
annotation's. The last line about the same thing wins. `decision` is the value, or `{part: value}` where a question
has several parts; null means not decided yet. The further keys of a queue that was written out are read over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.errors import Finding, InputError, Place, SchemaError

KEYS = ("question", "document", "id", "decision", "who", "when")
EXTRA = frozenset({"text", "context", "choices", "proposal", "mentions"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision; `place` is where it was read."""

    question: str
    document: str
    id: str
    decision: Any
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
        found = self._by_annotation.get((question, document, annotation_id))
        if found is None and coref:
            found = self._by_entity.get((question, coref))
        if found is not None:
            self._use(found)
        return found

    def about_document(self, question: str, document: str) -> list[Answer]:
        """All answers to a question in one document; they count as used."""
        found = [
            each for each in self._by_annotation.values() if (each.question, each.document) == (question, document)
        ]
        for each in found:
            self._use(each)
        return found

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
        SchemaError: lines that are no answers; with all findings.
        InputError: the file cannot be read.
    """
    file = str(path)
    try:
        text = Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: byte {error.start} is not UTF-8; expected UTF-8") from error
    found: list[Answer] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            answer = _answer(line, Place(file, number))
            if isinstance(answer, Finding):
                findings.append(answer)
            elif answer.decision is not None:
                found.append(answer)
    if findings:
        raise SchemaError(*findings)
    return found


def _answer(line: str, place: Place) -> Answer | Finding:
    expected = f"expected an object with {', '.join(KEYS)}"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Finding(place, "", f"not JSON: {error}; {expected}", "answer")
    if not isinstance(value, dict):
        return Finding(place, "", f"no object; {expected}", "answer")
    if unknown := sorted(value.keys() - {*KEYS, *EXTRA}):
        return Finding(place, unknown[0], f"unknown key {unknown[0]!r}; {expected}", "answer")
    for name in ("question", "document", "id"):
        if not isinstance(value.get(name), str) or (name != "document" and not value[name]):
            return Finding(place, name, f"{value.get(name)!r} is no name; {expected}", "answer")
    for name in ("who", "when"):
        if not isinstance(value.get(name), str | None):
            return Finding(place, name, f"{value[name]!r} is no text; {expected}", "answer")
    return answer_from(value, place)


def answer_from(plain: Mapping[str, Any], place: Place | None = None) -> Answer:
    """The answer of a valid object."""
    return Answer(
        question=plain["question"],
        document=plain["document"],
        id=plain["id"],
        decision=plain.get("decision"),
        who=plain.get("who"),
        when=plain.get("when"),
        place=place or Place("<answers>"),
    )
