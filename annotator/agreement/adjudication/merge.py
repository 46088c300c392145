"""Merging the layers of one document into gold: what is agreed, by rule or decided is in it, the rest is asked.

Nothing that waits for a decision is in gold: no end of a relation and no argument ever dangles. Gold is a function of
the layers, the rules and the decisions: their order, and the annotators' names, change nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from annotator.agreement.adjudication.arguments import argument_rows
from annotator.agreement.adjudication.chains import Component, chain_row, components
from annotator.agreement.adjudication.gold import Decided, as_attributes, gold_document
from annotator.agreement.adjudication.groups import Groups, Layers, group_layers
from annotator.agreement.adjudication.layers import Sources, readings_of
from annotator.agreement.adjudication.provenance import provenance_of
from annotator.agreement.adjudication.row import (
    NOTHING,
    Decision,
    Decisions,
    Outcome,
    Row,
    Rules,
    outcome,
)
from annotator.agreement.adjudication.things import most_common, things_of
from annotator.agreement.pairing import SameSentence, near
from annotator.eval.documents.unlabelled import labelled, unlabelled
from annotator.model.annotation import Argument, Entity, Event
from annotator.model.canonical import document_of, record_of, to_plain
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


@dataclass(frozen=True)
class Reader:
    """What a merge knows besides the layers."""

    schema: LabelSchema | None = None
    same_sentence: SameSentence = near
    symmetric: frozenset[str] = frozenset()
    registered: Collection[str] = ()


@dataclass(frozen=True)
class Merge:
    """What a merge gave.

    `document` is gold as far as it is decided; its `incomplete_for` lists what is open. `rows` are all rows in the
    order of dependence, each with how it came out (None: open); `sources` what they were made from.
    """

    document: Document
    rows: tuple[tuple[Row, Outcome | None], ...]
    sources: Sources
    provenance: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def open(self) -> list[Row]:
        """What a person must decide, and what waits for that."""
        return [row for row, out in self.rows if out is None]

    def count(self, *how: str) -> int:
        """How many annotations came out in one of these ways."""
        return sum(out is not None and out.how in how for row, out in self.rows if row.part == "form")


def merge_layers(
    layers: Layers, decisions: Decisions | None = None, rules: Rules | None = None, reader: Reader | None = None
) -> Merge:
    """Merge the layers of one document."""
    return _Merger(layers, decisions or {}, rules or Rules(), reader or Reader()).merge()


class _Merger:
    def __init__(self, layers: Layers, decisions: Decisions, rules: Rules, reader: Reader) -> None:
        self._head = layers[min(layers)]
        self._decisions = decisions
        self._rules = rules
        unknown = {name: unlabelled(layer.incomplete_for) for name, layer in layers.items()}
        asked = {
            name: replace(document_of(labelled(record_of(layer), unknown[name])[0]), incomplete_for=())
            for name, layer in layers.items()
        }
        groups = group_layers(asked, reader.same_sentence, reader.symmetric)
        self._reader = reader
        self._unknown = unknown
        self._layers = layers
        self._both: dict[str, Decision] = {}
        self._sources = self._read(self._with_both(groups))
        self._rows: list[tuple[Row, Outcome | None]] = []
        self._decided = Decided()
        self._pending: set[str] = set()

    def _read(self, groups: Groups) -> Sources:
        reader = self._reader
        return Sources(
            document=self._head.id,
            text_sha256=self._head.text_sha256 or "",
            text=self._head.text or "",
            groups=groups,
            things=things_of(groups, reader.registered),
            unknown=self._unknown,
            schema=reader.schema,
            same_sentence=reader.same_sentence,
        )

    def _with_both(self, groups: Groups) -> Groups:
        """The groups, with those made several of which a decision wants several readings."""
        sources = self._read(groups)
        for group in list(groups.members):
            decision = self._decisions.get(sources.form_row(group).key)
            if decision and len(decision.chosen) > 1:
                before = set(groups.members)
                groups = groups.split(group, decision.chosen)
                self._both |= dict.fromkeys([group, *(set(groups.members) - before)], decision)
        return groups

    def merge(self) -> Merge:
        """All layers of annotations in the order of dependence, then gold."""
        groups = self._sources.groups
        for letter in "TE":
            for group in groups.kind(letter):
                self._decide_form(group)
        for group in groups.kind("E"):
            if group in self._decided.forms:
                self._decide_arguments(group)
        for group in groups.kind("R"):
            self._decide_relation(group)
        for letter in "TE":
            self._decide_chains([group for group in groups.kind(letter) if group in self._decided.forms], letter)
        for group in self._decided.forms:
            self._decide_attributes(group)
        self._decide_labels()
        open_rows = [row for row, out in self._rows if out is None]
        document = gold_document(self._layers, self._sources, self._decided, open_rows)
        return Merge(document, tuple(self._rows), self._sources, provenance_of(self._rows, document))

    def _outcome_of(self, row: Row) -> Outcome | None:
        out = outcome(row, self._decisions, self._rules)
        self._rows.append((row, out))
        return out

    def _decide_form(self, group: str) -> None:
        self._take_form(group, self._outcome_of_form(group))

    def _outcome_of_form(self, group: str, *, waits: bool = False) -> Outcome | None:
        row = self._sources.form_row(group)
        if group not in self._both:
            return self._outcome_of(_waiting(row) if waits else row)
        out = Outcome("both", (self._sources.groups.form(group, self._sources.first(group)[0]),), "", self._both[group])
        self._rows.append((row, out))
        return out

    def _take_form(self, group: str, out: Outcome | None) -> None:
        if out is None:
            self._pending.add(group)
        elif out.chosen:
            self._decided.forms[group] = out.chosen[0]

    def _decide_attributes(self, group: str) -> None:
        decided: dict[str, Any] = {}
        for name, values in self._attribute_values(group).items():
            readings = readings_of(values, lambda value: self._sources.shown(value))
            row = self._sources.row(group, "attribute", name, self._decided.forms[group]["type"], readings)
            out = self._outcome_of(row)
            if out is not None and out.chosen:
                decided[name] = out.chosen[0]
        self._decided.attributes[group] = decided

    def _attribute_values(self, group: str) -> dict[str, list[tuple[str, Any]]]:
        """What those say of each attribute who have the annotation, were asked for it and have decided it."""
        groups, type_name = self._sources.groups, self._decided.forms[group]["type"]
        members = {name: groups.annotation(group, name) for name in sorted(groups.members[group])}
        having = {name: each for name, each in members.items() if each is not None}
        same = {name: each for name, each in having.items() if each.type == type_name} or having
        schema = self._sources.schema
        legal = (
            {each.name for each in schema.attributes_of(type_name)} if schema and schema.type_named(type_name) else None
        )
        values_of_part: dict[str, list[tuple[str, Any]]] = {}
        parts = {part for each in same.values() for part in each.attributes}
        for part in sorted(parts if legal is None or not parts - legal else parts & legal):
            given = [
                (name, self._sources.value(name, each.attributes.get(part, NOTHING)))
                for name, each in having.items()
                if (name in same or part in each.attributes) and self._sources.asked_part(name, each.type, part)
            ]
            decided = [(name, value) for name, value in given if part not in having[name].unconfirmed]
            if given:
                values_of_part[part] = decided or given
        for part in ("links", "evidence"):
            values = [(name, to_plain(getattr(each, part, ()))) for name, each in same.items()]
            if any(value for _, value in values):
                values_of_part[part] = [(name, value or NOTHING) for name, value in values]
        return values_of_part

    def _decide_arguments(self, group: str) -> None:
        arguments = []
        for row in argument_rows(self._sources, group, self._decided.forms[group]["type"]):
            targets = [self._sources.groups.by_anchor[each.content["target"]] for each in row.readings if each.content]
            out = self._outcome_of(_waiting(row) if any(each in self._pending for each in targets) else row)
            for each in out.chosen if out else ():
                target = self._sources.groups.by_anchor[each["target"]]
                if target in self._decided.forms and self._is_legal(
                    row, each, self._argument_problem(group, each, target)
                ):
                    arguments.append(Argument(each["role"], target, as_attributes(each.get("attributes", {}))))
        self._decided.arguments[group] = arguments

    def _is_legal(self, row: Row, content: Any, problem: str) -> bool:
        """Whether something may be in gold; where not, a row says why, until it is decided that it goes."""
        if problem:
            same_readings = tuple(each for each in row.readings if each.content == content)
            self._outcome_of(dataclasses.replace(row, readings=same_readings, problem=problem))
        return not problem

    def _argument_problem(self, group: str, content: Any, target: str) -> str:
        """Why an argument does not fit the types that were decided; "" where it does, or where somebody said it so."""
        schema, types = self._sources.schema, (self._decided.forms[group]["type"], self._decided.forms[target]["type"])
        role = schema.role_of(types[0], content["role"]) if schema else None
        if role is None or schema is None or schema.admits(role.types, types[1]):
            return self._circle(group, target)
        if self._was_annotated_so(types, (group, target)):
            return ""
        return f"{content['role']} of {types[0]} needs {' or '.join(role.types)}; this is {types[1]}"

    def _was_annotated_so(self, types: Sequence[str], groups: Sequence[str]) -> bool:
        """Whether one annotator gave these annotations these types."""
        by_annotator = [
            [self._sources.groups.annotation(group, name) for group in groups] for name in self._sources.groups.layers
        ]
        return any([each.type if each else "" for each in annotations] == list(types) for annotations in by_annotator)

    def _circle(self, group: str, target: str) -> str:
        """Why an event may not fill a role of another: it would be its own argument; "" where it may."""
        waiting, seen = [target], set()
        while waiting:
            here = waiting.pop()
            if here == group:
                return "an event would be an argument of itself"
            if here not in seen:
                seen.add(here)
                waiting += [each.target for each in self._decided.arguments.get(here, ())]
        return ""

    def _decide_relation(self, group: str) -> None:
        ends = self._sources.ends(group)
        if any(end not in self._decided.forms and end not in self._pending for end in ends) and len(ends) == 2:
            return  # It goes with the mention that gold does not have.
        out = self._outcome_of_form(group, waits=any(end in self._pending for end in ends))
        self._take_form(group, out)
        form = self._decided.forms.get(group)
        if form and not self._fits_ends(group, form):
            del self._decided.forms[group]

    def _fits_ends(self, group: str, form: Any) -> bool:
        """Whether both ends of a relation are in gold, under types that it may join."""
        head, tail = (self._sources.groups.by_anchor.get(form[end], "") for end in ("head", "tail"))
        if head not in self._decided.forms or tail not in self._decided.forms:
            return False
        schema, types = self._sources.schema, (self._decided.forms[head]["type"], self._decided.forms[tail]["type"])
        relation = schema.relation_types.get(form["type"]) if schema else None
        if (
            schema is None
            or relation is None
            or schema.fits(relation, *types)
            or self._was_annotated_so(types, (head, tail))
        ):
            return True
        needs = f"{' or '.join(relation.domain)} -> {' or '.join(relation.range)}"
        row = self._sources.form_row(group)
        return self._is_legal(row, form, f"{form['type']} needs {needs}; this is {types[0]} -> {types[1]}")

    def _decide_chains(self, groups: Sequence[str], letter: str) -> None:
        pending = [group for group in self._pending if group[0] == letter]
        for component in components(self._sources, groups):
            row = chain_row(self._sources, component, pending)
            if row is not None:
                self._name_chains(component, self._outcome_of(row))

    def _name_chains(self, component: Component, out: Outcome | None) -> None:
        anchors = self._sources.groups.anchors
        pieces = {piece.name(anchors): piece for piece in component}
        blocks = out.chosen[0] if out and out.chosen else [[name] for name in pieces]
        taken: set[str] = set()
        for block in sorted(blocks, key=lambda each: (-sum(len(pieces[name].groups) for name in each), each)):
            members = [group for name in block if name in pieces for group in pieces[name].groups]
            name = self._chain_name(members, taken)
            if name is not None:
                taken.add(name)
                self._decided.coref.update(dict.fromkeys(members, name))

    def _chain_name(self, members: Iterable[str], taken: set[str]) -> str | None:
        """What most call these mentions, a registered name before another; a new one where that is taken."""
        groups = self._sources.groups
        called = [
            each.coref
            for group in members
            for name in groups.members[group]
            if isinstance(each := groups.annotation(group, name), Entity | Event) and each.coref
        ]
        free = [name for name in called if name not in taken]
        best = most_common(name for name in free if name in self._reader.registered) or most_common(free)
        if best or not called:
            return best
        stem, number = min(called), 2
        while f"{stem}~{number}" in taken:
            number += 1
        return f"{stem}~{number}"

    def _decide_labels(self) -> None:
        for part in sorted({part for layer in self._layers.values() for part in layer.labels}):
            given = [
                (name, to_plain(layer.labels.get(part, NOTHING)))
                for name, layer in sorted(self._layers.items())
                if self._sources.asked(name, [part])
            ]
            readings = readings_of(given, self._sources.shown)
            row = Row(self._head.id, "labels", "label", part, part, part, (), readings,
                      tuple(name for name, _ in given), words=part,
                      text_sha256=self._sources.text_sha256)  # fmt: skip
            out = self._outcome_of(row)
            if out is not None and out.chosen:
                self._decided.labels[part] = out.chosen[0]


def _waiting(row: Row) -> Row:
    """The row, waiting for what it names."""
    return dataclasses.replace(row, waits=True)
