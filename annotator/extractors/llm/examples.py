"""Examples for a model: gold documents as the answers that it should have given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from annotator.datasets.record import read_records
from annotator.errors import InputError
from annotator.model.annotation import Attributes, Entity, Event
from annotator.model.quoted import quoted
from annotator.model.record import Record, text_hash
from annotator.model.spans import Spans
from annotator.schema.ref import comparable_version
from annotator.text.placing import Placer

Message: TypeAlias = dict[str, str]


class ExamplesError(ValueError):
    """Examples that must not be shown; the message says why, and what to do."""


def read_examples(file: Path, schema_ref: str) -> list[Record]:
    """The documents of a gold file.

    Raises:
        ExamplesError: it cannot be read, a document has no text, or is made for another schema.
    """
    try:
        records = list(read_records(file, loose=True))
    except InputError as error:
        raise ExamplesError(f"the examples cannot be used: {error}") from error
    for each in records:
        if each.known_text is None:
            raise ExamplesError(f"{file}: document {quoted(each.id)} has no text; put the texts back first")
        if each.schema and comparable_version(each.schema) != comparable_version(schema_ref):
            raise ExamplesError(f"{file}: document {quoted(each.id)} is made for {each.schema}; expected {schema_ref}")
    return records


def refuse_tested(examples: Iterable[Record], documents: Iterable[Mapping[str, Any]], file: Path) -> None:
    """Make sure that no example is one of the documents to predict: a model that was shown the answer is not tested.

    Raises:
        ExamplesError: a document has an example's text, blanks at its ends aside.
    """
    shown = {_text_key(each.known_text or ""): each.id for each in examples}
    for document in documents:
        known = shown.get(_text_key(document["text"]))
        if known is not None:
            raise ExamplesError(
                f"{file}: the example {quoted(known)} has the text of document {quoted(document['id'])}, which is to be"
                " predicted; take examples from documents that are not under test"
            )


def _text_key(text: str) -> str:
    return text_hash(" ".join(text.split()))


def messages(examples: Iterable[Record]) -> list[Message]:
    """What the model is shown: each text, and behind it the answer."""
    return [message for each in examples for message in _pair(each)]


def _pair(record: Record) -> tuple[Message, Message]:
    answer = json.dumps(answer_of(record), ensure_ascii=False)
    return {"role": "user", "content": record.known_text or ""}, {"role": "assistant", "content": answer}


def answer_of(record: Record) -> dict[str, Any]:
    """The answer that says what a record says, but for mentions in several pieces and what names them."""
    placer = Placer(record.known_text or "")
    entities = [_quoted(placer, each, each.spans) for each in record.entities]
    events = [
        _quoted(placer, each, each.trigger.spans if each.trigger else None)
        | {"arguments": [{"role": one.role, "target": one.target} for one in each.arguments]}
        for each in record.events
    ]
    sayable = [each for each in (*entities, *events) if "quote" in each]
    known = {each["id"] for each in sayable}
    for each in events:
        each["arguments"] = [one for one in each["arguments"] if one["target"] in known]
    relations = [
        {"id": each.id, "type": each.type, "head": each.head, "tail": each.tail, "attributes": _plain(each.attributes)}
        for each in record.relations
        if {each.head, each.tail} <= known
    ]
    answer: dict[str, Any] = {
        "entities": [each for each in entities if each["id"] in known],
        "relations": relations,
        "events": [each for each in events if each["id"] in known],
    }
    return answer | ({"labels": _plain(record.labels)} if record.labels else {})


def _quoted(placer: Placer, each: Entity | Event, spans: Spans | None) -> dict[str, Any]:
    """An annotation with a quote for its offsets; without one where a quote cannot say them."""
    content: dict[str, Any] = {"id": each.id, "type": each.type}
    if spans is None:
        content |= {"quote": None}
    elif len(spans) == 1 and (nth := placer.nth(spans[0])):
        content |= {"quote": placer.text[slice(*spans[0])], "nth": nth}
    return content | {"attributes": _plain(each.attributes)}


def _plain(values: Attributes) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
