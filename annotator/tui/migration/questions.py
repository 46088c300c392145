"""The questions of a migration as lists to pick from: first which, then what; forms part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.model.annotation import Value
from annotator.model.document import Document
from annotator.model.order import ordered_entities
from annotator.tui.editor.state import Item, Picking

if TYPE_CHECKING:
    from annotator.project.migration.open_questions import Queue
    from annotator.schema.migration.questions import Question

PROPOSED = "\x1fproposed"
"""The key of the item that takes everything as proposed."""


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """What is asked, which of it somebody is answering, and the parts of that answer so far."""

    queue: Queue
    current: int = -1
    given: Mapping[str, Value] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        """The one that is being answered."""
        return self.queue.questions[self.current]

    def listed(self) -> Picking:
        """The questions, in the text's order."""
        items = tuple(
            Item(f"{each.question}: {each.context}", _note(each), str(index))
            for index, each in enumerate(self.queue.questions)
        )
        return Picking("question", f"{len(items)} questions of the migration; Enter answers one", items)

    def asked(self, index: int) -> OpenQuestions:
        """With another question being answered."""
        return OpenQuestions(self.queue, index)

    def offer(self, document: Document) -> Picking:
        """The choices for the next part of the question."""
        part = self._next_part()
        proposed = self.question.proposal.get(part)
        choices = list(self.question.choices.get(part, ())) or _free_choices(proposed)
        if part in self.question.entity_parts:
            choices += [name for name in _things(document) if name not in choices]
        ordered = sorted(choices, key=lambda each: each != str(proposed))
        items = [Item(each, "proposed" if each == str(proposed) else "", each) for each in ordered]
        if len(self.question.parts) > 1 and not self.given and set(self.question.proposal) == set(self.question.parts):
            items.insert(0, Item(f"as proposed: {_proposal_text(self.question.proposal)}", "", PROPOSED))
        title = f"{self.question.text}  {self.question.context}"
        return Picking("answer", title if len(self.question.parts) == 1 else f"{part}: {title}", tuple(items))

    def answered(self, choice: str) -> OpenQuestions:
        """With a choice for the next part."""
        if choice == PROPOSED:
            return OpenQuestions(self.queue, self.current, dict(self.question.proposal))
        part = self._next_part()
        value: Value = {"true": True, "false": False}.get(choice, choice) if _is_flag(self.question, part) else choice
        return OpenQuestions(self.queue, self.current, {**self.given, part: value})

    @property
    def complete(self) -> bool:
        """Whether every part has its answer."""
        return set(self.given) >= set(self.question.parts)

    def decision(self) -> Any:
        """The answer as the answers file has it."""
        values = {part: self.given[part] for part in self.question.parts}
        return values if len(values) > 1 else next(iter(values.values()))

    def _next_part(self) -> str:
        return next(part for part in self.question.parts if part not in self.given)


def _note(question: Question) -> str:
    mentions = f"{len(question.mentions)} mentions  " if len(question.mentions) > 1 else ""
    return mentions + (f"proposed: {_proposal_text(question.proposal)}" if question.proposal else "")


def _proposal_text(proposal: Mapping[str, Value]) -> str:
    return ", ".join(str(value) if name == "type" else f"{name} {value}" for name, value in proposal.items())


def _is_flag(question: Question, part: str) -> bool:
    return question.choices.get(part) == ("true", "false")


def _free_choices(proposed: Value | None) -> list[str]:
    return [] if proposed is None else [str(proposed)]


def _things(document: Document) -> list[str]:
    """The entities of the document that a claim can come from, by their `coref` ids."""
    return list(dict.fromkeys(each.coref for each in ordered_entities(document) if each.coref))
