"""What a model is told before each text: its task, the guidelines, and examples that are not of that text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import ConfigError
from annotator.extractors.llm.examples import Message, messages, read_examples, refuse_tested
from annotator.extractors.llm.passages import chosen, not_of, passages
from annotator.extractors.llm.spec import ModelSpec
from annotator.extractors.llm.task import task
from annotator.model.record import Record
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8


@dataclass(frozen=True)
class Opening:
    """The messages before a text. `shots` of the passages are shown, those of the text itself never."""

    always: tuple[Message, ...]
    passages: tuple[Record, ...] = ()
    shots: int = 0

    def before(self, text: str) -> list[Message]:
        """What stands before an article, or before each window of it."""
        return [*self.always, *messages(chosen(not_of(text, self.passages), self.shots))]

    def chars(self, text: str) -> int:
        """How many characters these messages have."""
        return sum(len(each["content"]) for each in self.before(text))


def opening(spec: ModelSpec, schema: LabelSchema, documents: Iterable[Mapping[str, Any]]) -> Opening:
    """What the model is told before each of these texts.

    Raises:
        ValueError: a file cannot be used, or whole documents are examples of which one is to be predicted.
    """
    try:
        prompt = read_utf8(spec.prompt, ConfigError) if spec.prompt else None
        guidelines = read_utf8(spec.guidelines, ConfigError) if isinstance(spec.guidelines, Path) else ""
    except ConfigError as error:
        raise ValueError(f"what the model is told: {error}") from error
    told: list[Message] = [{"role": "system", "content": task(schema, prompt, guidelines)}]
    if not spec.examples:
        return Opening(tuple(told))
    examples = read_examples(spec.examples, schema.ref)
    if spec.shots is None:
        refuse_tested(examples, documents, spec.examples)
        return Opening((*told, *messages(examples)))
    cut = [passage for each in examples for passage in passages(each, schema.pointers)]
    return Opening(tuple(told), tuple(cut), spec.shots)
