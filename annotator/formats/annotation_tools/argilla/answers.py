"""The rows that the versions of Argilla export, as the same: a text, and what was answered by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

RESPONSES, USERS, STATUS = ".responses", ".responses.users", ".responses.status"
"""How the keys of a flat export of 2.x end."""

SUGGESTION = ".suggestion"
"""How the key of what a program suggests to a question ends, and those about it begin behind the question."""

ENVELOPE = ("id", "external_id", "status", "metadata", "vectors", "_server_id", "inserted_at", "updated_at")
"""Keys of a record that are neither fields nor answers."""


class Answer(NamedTuple):
    """What somebody answered to a question: where it stands in the row, who, what, and in which state it is."""

    path: str
    question: str
    user: str | None
    value: Any
    status: str | None = None


class Read(NamedTuple):
    """A row: its id, its fields, its answers, how many suggestions it has, and what else it says."""

    id: str
    fields: Mapping[str, Any]
    answers: tuple[Answer, ...]
    suggestions: int
    meta: Mapping[str, Any]
    rest: Mapping[str, Any]


def read_row(value: object) -> Read | None:
    """A row of any of the exports; None where it is none."""
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("fields"), dict) and ("responses" in value or "suggestions" in value):
        return _nested(value)
    if "annotation_agent" in value or "prediction_agent" in value:
        return _of_tokens(value)
    if any(key.endswith(RESPONSES) for key in value):
        return _flat(value)
    return None


def is_spans(value: object) -> bool:
    """Whether an answer is one to a span question: mentions, or an empty list of them."""
    return isinstance(value, list) and all(isinstance(each, dict) and "start" in each for each in value)


def _of_tokens(value: Mapping[str, Any]) -> Read:
    """A record of token classification; mentions stand as objects, or as [label, start, end, score]."""
    said, status = value.get("annotation"), value.get("status")
    mentions = [_as_object(each) for each in said] if isinstance(said, list) else said
    agent = value.get("annotation_agent")
    # Whoever checks a record says so by its state: what nobody has touched is "Default", with a prediction at most.
    answered = () if said is None else (Answer("annotation", "annotation", _name(agent), mentions, _state(status)),)
    known = ("id", "text", "annotation", "annotation_agent", "prediction", "prediction_agent", "metadata", "status")
    predicted = value.get("prediction")
    return Read(
        _name(value.get("id")) or "",
        {"text": value.get("text")},
        answered,
        len(predicted) if isinstance(predicted, list) else 0,
        _object(value.get("metadata")),
        {key: each for key, each in value.items() if key not in known and each is not None},
    )


def _state(status: object) -> str | None:
    return "discarded" if status == "Discarded" else None


def _as_object(said: Any) -> Any:
    if isinstance(said, list) and len(said) >= 3:
        return dict(zip(("label", "start", "end", "score"), said, strict=False))
    return said


def _nested(value: Mapping[str, Any]) -> Read:
    """A record of 2.x, as it is exported unless it is asked to be flat."""
    answers = [
        Answer(f"responses.{question}[{index}].value", question, *_answered(each))
        for question, several in _object(value.get("responses")).items()
        for index, each in enumerate(several if isinstance(several, list) else ())
        if isinstance(each, dict)
    ]
    known = ("id", "external_id", "fields", "metadata", "responses", "suggestions")
    return Read(
        _name(value.get("external_id")) or _name(value.get("id")) or "",
        value["fields"],
        tuple(answers),
        len(_object(value.get("suggestions"))),
        _object(value.get("metadata")),
        {key: each for key, each in value.items() if key not in known and each},
    )


def _answered(said: Mapping[str, Any]) -> tuple[str | None, Any, str | None]:
    return _name(said.get("user_id")), said.get("value"), said.get("status")


def _flat(value: Mapping[str, Any]) -> Read:
    """A record of 2.x with a key for each field, and three for the answers to a question."""
    questions = [key.removesuffix(RESPONSES) for key in value if key.endswith(RESPONSES)]
    fields = {key: each for key, each in value.items() if each is not None and _is_field(key, questions)}
    texts = {key: each for key, each in fields.items() if isinstance(each, str)}
    numbers = {key: each for key, each in fields.items() if key not in texts}
    return Read(
        _name(value.get("external_id")) or _name(value.get("id")) or "",
        texts,
        tuple(each for question in questions for each in _flat_answers(value, question)),
        sum(key.endswith(SUGGESTION) and each is not None for key, each in value.items()),
        _object(value.get("metadata")) | numbers,
        {key: value[key] for key in ENVELOPE if key not in ("id", "external_id", "metadata") and value.get(key)},
    )


def _is_field(key: str, questions: Sequence[str]) -> bool:
    """Whether a key of a flat record is a field or metadata: nothing around it, no question's, no suggestion's."""
    return key not in ENVELOPE and SUGGESTION not in key and not any(key.startswith(f"{each}.") for each in questions)


def _flat_answers(value: Mapping[str, Any], question: str) -> Iterator[Answer]:
    said = value[question + RESPONSES]
    users, states = value.get(question + USERS), value.get(question + STATUS)
    for index, each in enumerate(said if isinstance(said, list) else ()):
        user, state = (_at(several, index) for several in (users, states))
        yield Answer(f"{question}{RESPONSES}[{index}]", question, _name(user), each, state)


def _at(several: object, index: int) -> Any:
    return several[index] if isinstance(several, list) and index < len(several) else None


def _object(said: object) -> dict[str, Any]:
    return dict(said) if isinstance(said, dict) else {}


def _name(said: object) -> str | None:
    return str(said) if isinstance(said, str | int) and not isinstance(said, bool) and said != "" else None
