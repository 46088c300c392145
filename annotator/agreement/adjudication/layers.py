"""What each layer says of a part of a group, in words that can be compared: JSON without anybody's ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.agreement.adjudication.groups import Groups
from annotator.agreement.adjudication.row import NOTHING, Reading, Row, RowKind
from annotator.agreement.adjudication.things import Things
from annotator.eval.documents.unlabelled import Unlabelled
from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.canonical import to_bytes, to_plain
from annotator.model.spans import Spans, shared_chars, surface
from annotator.schema.label_schema import LabelSchema

LAYER = {"T": "entities", "E": "events", "R": "relations"}
"""The record's list of the groups of a kind."""


@dataclass(frozen=True)
class Sources:
    """The groups of one document's layers with what is needed to read them.

    `unknown` is what each layer was not labelled for; `schema` is None where it cannot be found.
    """

    document: str
    text_sha256: str
    text: str
    groups: Groups
    things: Things
    unknown: Mapping[str, Unlabelled]
    schema: LabelSchema | None = None
    same_sentence: Callable[[Spans, Spans], bool] = field(default=lambda _one, _other: True)

    @property
    def names(self) -> list[str]:
        """The annotators."""
        return sorted(self.groups.layers)

    def asked(self, name: str, types: Iterable[str]) -> bool:
        """Whether an annotator was asked for these types and has declared them."""
        return self.unknown[name].types.isdisjoint(types)

    def asked_part(self, name: str, type_name: str, part: str) -> bool:
        """Whether an annotator was asked for a part of a type."""
        return self.asked(name, [type_name]) and not self.unknown[name].part(type_name, part)

    def value(self, name: str, value: Any) -> Any:
        """An attribute's value; what names a mention or a chain of that layer names a group or thing instead."""
        if isinstance(value, str):
            if (name, value) in self.things.named:
                return {"thing": self.things.named[name, value]}
            if value in self.groups.of[name]:
                return {"annotation": self.groups.anchors[self.groups.of[name][value]]}
        return to_plain(value)

    def words(self, spans: Spans) -> str:
        """The words on some spans."""
        return surface(self.text, spans)

    def spans(self, group: str) -> Spans:
        """Where a group stands: the words of its first reading; a relation's, its head's."""
        name, annotation = self.first(group)
        if isinstance(annotation, Relation):
            return self.spans(self.groups.of[name][annotation.head])
        return annotation.spans

    def first(self, group: str) -> tuple[str, Annotation]:
        """The annotation of a group that comes first by its content, with its annotator."""
        by_annotator = self._annotations(group)
        name = min(by_annotator, key=lambda each: (to_bytes(self.groups.form(group, each)), each))
        return name, by_annotator[name]

    def _annotations(self, group: str) -> dict[str, Annotation]:
        by_annotator = {name: self.groups.annotation(group, name) for name in self.groups.members[group]}
        return {name: each for name, each in by_annotator.items() if each is not None}

    def shown(self, value: Any) -> str:
        """A value in words."""
        if value is NOTHING:
            return "nothing"
        if isinstance(value, dict) and "thing" in value:
            return (self.things.names(value["thing"]) or [value["thing"]])[0]
        if isinstance(value, dict) and "annotation" in value:
            return self.words_of(self.groups.by_anchor[value["annotation"]])
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def words_of(self, group: str) -> str:
        """The words that a mention or event stands on, or a relation's ends."""
        name, annotation = self.first(group)
        if isinstance(annotation, Relation):
            head, tail = (self.groups.of[name][end] for end in (annotation.head, annotation.tail))
            return f"{self.words_of(head)} → {self.words_of(tail)}"
        return (self.words(annotation.spans) or annotation.type) + self._told_apart(group)

    def _told_apart(self, group: str) -> str:
        """What fills the roles of an event that stands on the words of another of its type; else nothing."""
        if group not in self.groups.twins:
            return ""
        events = {name: each for name, each in self._annotations(group).items() if isinstance(each, Event)}
        fillers = {
            (each.role, self.groups.of[name][each.target]) for name, event in events.items() for each in event.arguments
        }
        same = [each for each in self.groups.kind("E") if each in self.groups.twins and self._is_twin(each, group)]
        number = f"{same.index(group) + 1} of {len(same)}"
        shown = [f"{role} {self.words(self.spans(target))}" for role, target in sorted(fillers)]
        return f" ({', '.join([number, *shown])})"

    def _is_twin(self, one: str, other: str) -> bool:
        return self.spans(one) == self.spans(other) and self.first(one)[1].type == self.first(other)[1].type

    def form_row(self, group: str) -> Row:
        """What a group is, and whether it is anything."""
        forms = {name: self.groups.form(group, name) for name in self.groups.members[group]}
        types = {form["type"] for form in forms.values()}
        others = [name for name in self.names if name not in forms and self.asked(name, types)]
        if group[0] == "R":
            others = [name for name in others if self._has_ends(name, group)]
        contents = [*forms.items(), *((name, NOTHING) for name in others)]
        kind, same_thing = self._kind(group, list(forms.values()), is_missing=bool(others))
        told_apart = self._told_apart(group)
        readings = readings_of(contents, lambda form: self.form_words(form, kind, told_apart))
        return self.row(group, kind, "form", min(types), readings, same_thing=same_thing)

    def _has_ends(self, name: str, group: str) -> bool:
        """Whether an annotator has both ends of a relation: without them, that it is missing follows."""
        return all(name in self.groups.members[end] for end in self.ends(group))

    def ends(self, group: str) -> set[str]:
        """The groups at the ends of a relation, in any reading."""
        return {
            self.groups.of[name][end]
            for name, each in self._annotations(group).items()
            if isinstance(each, Relation)
            for end in (each.head, each.tail)
        }

    def _kind(self, group: str, forms: list[Any], *, is_missing: bool) -> tuple[RowKind, bool]:
        if is_missing or len({to_bytes(form) for form in forms}) == 1:
            return "missing", False
        if group[0] == "R":
            ends = {(form["head"], form["tail"]) for form in forms}
            if len(ends) == 1:
                return "type", False
            if len({frozenset(each) for each in ends}) == 1:
                return "direction", False
            return "link", self.is_one_thing(self.ends(group))
        spans = {to_bytes(form["spans"]): tuple(map(tuple, form["spans"])) for form in forms}
        if len(spans) == 1:
            return "type", False
        first, *rest = spans.values()
        return ("boundary" if all(shared_chars(first, each) for each in rest) else "trigger"), False

    def is_one_thing(self, groups: Iterable[str]) -> bool:
        """Whether the mentions that are not in every reading are of one thing for everybody who has them."""
        chains: dict[str, set[str | None]] = {}
        for group in groups:
            for name, each in self._annotations(group).items():
                if isinstance(each, Entity | Event):
                    chains.setdefault(name, set()).add(each.coref)
        return bool(chains) and all(len(each) == 1 and None not in each for each in chains.values())

    def form_words(self, form: Any, kind: RowKind, told_apart: str = "") -> str:
        """What something is, in words: of a kind of difference only what differs, of `missing` all of it."""
        if form is NOTHING:
            return "nothing"
        if "head" in form:
            head, tail = (self.words_of(self.groups.by_anchor[form[end]]) for end in ("head", "tail"))
            return str(form["type"]) if kind == "type" else f"{form['type']} {head} → {tail}"
        words = f"[{self.words(tuple(map(tuple, form['spans'])))}]{told_apart}"
        if kind in ("boundary", "trigger"):
            return words
        return str(form["type"]) if kind == "type" else f"{form['type']} {words}"

    def row(
        self,
        group: str,
        kind: RowKind,
        part: str,
        type_name: str,
        readings: tuple[Reading, ...],
        groups: tuple[str, ...] = (),
        **rest: Any,
    ) -> Row:
        """A row about a part of a group."""
        asked = tuple(sorted({name for each in readings for name in each.by}))
        place, words = self.spans(group), self.words_of(group)
        return Row(
            document=self.document, layer=LAYER[group[0]], kind=kind, type=type_name, part=part,
            anchor=self.groups.anchors[group], place=place, readings=readings, asked=asked,
            groups=(group, *groups), words=words, text_sha256=self.text_sha256, **rest,
        )  # fmt: skip


def readings_of(contents: Iterable[tuple[str, Any]], words: Callable[[Any], str]) -> tuple[Reading, ...]:
    """The readings, each once with who holds it; in the order of their content, nothing last."""
    by_content: dict[bytes, tuple[Any, list[str]]] = {}
    for name, content in contents:
        by_content.setdefault(to_bytes(content), (content, []))[1].append(name)
    ordered = sorted(by_content.items(), key=lambda item: (item[1][0] is NOTHING, item[0]))
    return tuple(Reading(content, tuple(sorted(by)), words(content)) for _, (content, by) in ordered)
