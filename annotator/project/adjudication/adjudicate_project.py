"""The layers of a project merged into its layer `gold`, with every decision kept in the store as it is made."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from annotator.agreement.adjudication.gold import GOLD
from annotator.agreement.adjudication.merge import Merge, merge_layers
from annotator.agreement.adjudication.row import Decision, Row, Rules, decide
from annotator.agreement.adjudication.stops import SentenceAt
from annotator.agreement.three_way.shared_ids import Versions, with_shared_ids
from annotator.errors import InputError, UsageError
from annotator.model.annotation import Annotation, Relation
from annotator.model.canonical import to_bytes, to_plain
from annotator.model.difference import difference
from annotator.model.document import Document, by_id
from annotator.model.record import LAYERS
from annotator.model.spans import Spans, shared_chars
from annotator.project.adjudication.adjudicate_files import adjudicated, decisions_by_document
from annotator.project.adjudication.kept_rules import KIND, as_stored, kept_rules
from annotator.project.adjudication.readers import ReaderOf, reader_for, sentences_of, texts_of
from annotator.project.adjudication.report import Adjudicated, one_layer_told, unlike_told
from annotator.project.adjudication.unlike import unlike
from annotator.project.project import Project
from annotator.project.records.layers_for_others import LayersForOthers
from annotator.schema.label_schema import LabelSchema
from annotator.store.database.transaction import Transaction, server_time, writing
from annotator.store.reading.loading import open_layer
from annotator.store.reading.status import progress
from annotator.store.tables.decisions import StoredDecision, insert_decision, remember_layers, stored_decisions
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layers_of_document
from annotator.store.tables.log import operations
from annotator.store.team.membership import refuse_unless
from annotator.store.writing.step import new_step, utc_now
from annotator.store.writing.writer import write_into

ADJUDICATE = "adjudicate"
"""The name of the edits by which merges come into the log of the layer `gold`."""

READY = frozenset({"ready", "adjudicating", "adjudicated", "reopened"})
"""The states of documents that are adjudicated where none is named."""


class Adjudication:
    """Documents of a project with their layers, decisions and merges; not for two threads at once."""

    def __init__(
        self,
        project: Project,
        documents: Sequence[str] = (),
        *,
        names: Collection[str] = (),
        rules: Rules | None = None,
        seed: int | None = None,
    ) -> None:
        """Read the layers of the documents named, or of all whose annotators are done; `names` chooses annotators.

        Without `rules`, each document keeps to those by which it was merged last, at first to the usual ones.
        A document of one layer is taken where it is named, or where the rules accept what one person says;
        `of_one_layer` are the others. One whose layers are of different texts or schema versions is refused where
        it is named, and else left out: `unlike` says why.

        Raises:
            InputError: there is no such document or annotator, or a document is left out and no other is there.
            UsageError: there is no document to adjudicate.
            StoreError: the store cannot be read.
        """
        refuse_unless(project.member, "adjudicator", "adjudication")
        self.project = project
        self._rules_given = rules
        self._rules_kept = kept_rules(project)
        self._names = names
        self.seed = secrets.randbelow(1 << 31) if seed is None else seed
        self._totals: dict[str, dict[str, int]] = {}
        self.of_one_layer: list[str] = []
        layers_of = self._read_layers(documents)
        self.unlike = {each: found for each, layers in layers_of.items() if (found := unlike(layers))}
        if odd := next((each for each in documents if each in self.unlike), None):
            raise InputError(f"document {odd!r}: {self.unlike[odd]}")
        self.layers = {each: layers for each, layers in layers_of.items() if each not in self.unlike}
        if not self.layers and self.unlike:
            raise InputError("nothing to adjudicate; " + "; ".join(unlike_told(self.unlike)))
        if not self.layers:
            alone = f"; {one_layer_told(len(self.of_one_layer))}" if self.of_one_layer else ""
            raise UsageError(
                f"nothing to adjudicate: no document has two layers that are done{alone}; see annotator status"
            )
        self.decisions: dict[str, dict[str, Decision]] = {
            each: made for each, made in self._stored().items() if each in self.layers
        }
        self._apart: frozenset[str] = frozenset()
        self._merges: dict[str, Merge] = {}

    def _read_layers(self, documents: Sequence[str]) -> dict[str, dict[str, Document]]:
        rows = self.project.store.rows
        layers_of: dict[str, dict[str, Document]] = {}
        for_others = LayersForOthers(self.project)
        known = set(self.project.document_ids())
        for each in documents:
            if each not in known:
                raise InputError(f"there is no document {each!r}; annotator status lists what there is")
        for each in documents or [one.id for one in progress(rows) if one.status in READY]:
            names = [name for name in layers_of_document(rows, each) if name != GOLD]
            self._refuse_unknown(each, names)
            chosen = [name for name in names if not self._names or name in self._names]
            if len(chosen) == 1 and not (documents or self._rules(each).accept_single):
                self.of_one_layer.append(each)
            elif chosen:
                opened = {name: for_others.open(LayerKey(each, name)) for name in chosen}
                layers_of[each] = {name: document for name, (_, document) in opened.items()}
                self._totals[each] = {name: state.total for name, (state, _) in opened.items()}
        return layers_of

    def _rules(self, document_id: str) -> Rules:
        return self._rules_given or self._rules_kept.get(document_id, Rules())

    def _refuse_unknown(self, document_id: str, names: Collection[str]) -> None:
        unknown = sorted(set(self._names) - set(names))
        if unknown:
            known = ", ".join(sorted(names)) or "nobody"
            raise InputError(f"document {document_id!r}: {unknown[0]!r} has not labelled it; there are: {known}")

    def _stored(self) -> dict[str, dict[str, Decision]]:
        return decisions_by_document(made_decisions(self.project))

    @cached_property
    def _readers(self) -> ReaderOf:
        return reader_for(None, self.project.folder)

    @cached_property
    def sentence_at(self) -> SentenceAt:
        """The sentence of a document around a character."""
        return sentences_of(texts_of(self.layers.values()))

    def merge(self, document_id: str) -> Merge:
        """The merge of one document with what was decided so far."""
        if document_id not in self._merges:
            layers = self.layers[document_id]
            reader = self._readers(next(iter(layers.values())))
            decisions = self.decisions.get(document_id, {})
            self._merges[document_id] = merge_layers(layers, decisions, self._rules(document_id), reader)
        return self._merges[document_id]

    @property
    def state(self) -> Adjudicated:
        """The merges with what was decided so far, and the stops of what is left."""
        merges = [self.merge(each) for each in sorted(self.layers)]
        merged = adjudicated(merges, self.decisions, self.sentence_at, self._apart)
        return dataclasses.replace(merged, of_one_layer=len(self.of_one_layer), unlike=self.unlike)

    def people(self, document_id: str) -> list[str]:
        """The annotators of a document in the order of their digits, which is drawn by the seed."""
        names = sorted(self.layers[document_id])
        Random(f"{self.seed} {document_id}").shuffle(names)
        return names

    @property
    def answers(self) -> list[tuple[Decision, ...]]:
        """What holds of what was decided so far, stop by stop, the last one last."""
        found = (each for of_document in self.decisions.values() for each in of_document.values() if each.how != "open")
        ordered = sorted(found, key=lambda each: (each.when, each.key))
        return [tuple(answers) for _, answers in groupby(ordered, key=lambda each: each.stop)]

    def decide(self, decisions: Iterable[Decision], elapsed_ms: int | None = None) -> None:
        """Keep decisions, all of them or none, and bring the layer `gold` of their documents up to them.

        A decision whose `how` is `open` takes an earlier one back.

        Raises:
            LayerLockedError: somebody has the layer `gold` of one of the documents open.
            StoreError: the store cannot be written.
        """
        before, merges = self.decisions, dict(self._merges)
        self.decisions = {document: dict(of_document) for document, of_document in before.items()}
        is_written = False
        try:
            with writing(self.project.store.writable(), self.project.store.location) as transaction:
                now, who = server_time(transaction) or utc_now(), self.project.annotator
                made = [replace(each, who=each.who or who, when=now) for each in decisions]
                for each in made:
                    self.decisions.setdefault(each.document, {})[each.key] = each
                    self._merges.pop(each.document, None)
                    insert_decision(transaction, _stored_form(each, elapsed_ms))
                self._write_gold(transaction, {each.document for each in made})
            is_written = True
        finally:
            if not is_written:
                self.decisions, self._merges = before, merges

    @cached_property
    def schema(self) -> LabelSchema | None:
        """The project's schema, where it names one."""
        return self.project.schema if self.project.config.schema else None

    def take_over(self, document_id: str, rows: Iterable[Row], stop: str) -> list[Decision]:
        """Answer rows by what was edited by hand at their place in the layer `gold`, which stays as it is; the answers.

        Raises:
            StoreError: the store cannot be read or written.
        """
        _, gold = open_layer(self.project.store.rows, LayerKey(document_id, GOLD))
        by_hand = self.edited_by_hand(document_id)
        made = []
        for row in rows:
            layer: Mapping[str, Annotation] = getattr(gold, row.layer, {})
            edited = [
                each for key, each in sorted(layer.items()) if key in by_hand and stands_at(gold, each, row.place)
            ]
            if edited:
                made.append(decide(row, _content_of(edited[0], row), how="edited", stop=stop, seed=self.seed))
        self.decide(made)
        return made

    def split(self, rows: Iterable[Row]) -> None:
        """Ask these rows in their sentences, not as one question."""
        self._apart |= {row.key for row in rows}

    def write_gold(self) -> None:
        """Bring the layer `gold` of all documents up to the layers, rules and decisions.

        Raises:
            LayerLockedError: somebody has the layer `gold` of one of the documents open.
            StoreError: the store cannot be written.
        """
        with writing(self.project.store.writable(), self.project.store.location) as transaction:
            self._write_gold(transaction, set(self.layers))

    def _write_gold(self, transaction: Transaction, documents: Collection[str]) -> None:
        in_use = self.project.store.in_use()
        for document_id in sorted(documents):
            merge = self.merge(document_id)
            key = LayerKey(document_id, GOLD)
            self.project.store.refuse_holder(key, in_use)
            state, old_gold = open_layer(self.project.store.rows, key)
            edit = difference(old_gold, self._brought_over(old_gold, merge), ADJUDICATE)
            if edit.changes or not state.number:
                write_into(transaction, state, [new_step(edit, self.project.annotator)])
            remember_layers(transaction, document_id, self._totals[document_id])
            self._keep_rules(transaction, document_id)

    def _keep_rules(self, transaction: Transaction, document_id: str) -> None:
        rules = self._rules(document_id)
        if rules != self._rules_kept.get(document_id, Rules()):
            when = server_time(transaction) or utc_now()
            insert_decision(transaction, as_stored(document_id, rules, self.project.annotator, when))
            self._rules_kept[document_id] = rules

    def _brought_over(self, old_gold: Document, merge: Merge) -> Document:
        """What the merge makes of gold: under the ids that it has there, and without a change to what hands edited."""
        named = with_shared_ids(Versions(old_gold, old_gold, merge.document)).theirs
        by_hand = self.edited_by_hand(old_gold.id)
        kept = {}
        for slot in LAYERS:
            ours, theirs = getattr(old_gold, slot), getattr(named, slot)
            chosen = {key: each for key, each in theirs.items() if key not in by_hand}
            chosen |= {key: each for key, each in ours.items() if key in by_hand}
            kept[slot] = by_id(chosen.values())
        return replace(named, **kept, rejected=old_gold.rejected)

    def edited_by_hand(self, document_id: str) -> frozenset[str]:
        """The annotations of gold that somebody edited in the labelling screen."""
        rows = self.project.store.rows
        state, _ = open_layer(rows, LayerKey(document_id, GOLD))
        edits = (each.edit for each in operations(rows, state.key, state.number) if each.edit_bytes)
        return frozenset(
            change.key for edit in edits if edit.name != ADJUDICATE for change in edit.changes if change.key
        )


def stands_at(document: Document, annotation: Annotation, place: Spans) -> bool:
    """Whether an annotation shares a character with a place; a relation, whether its head does."""
    if isinstance(annotation, Relation):
        head = document.find(annotation.head)
        return head is not None and stands_at(document, head, place)
    return shared_chars(annotation.spans, place) > 0


def _content_of(annotation: Annotation, row: Row) -> tuple[Any, ...]:
    """What an annotation says of the part of a row that decides what is in gold."""
    if row.part == "form" and not isinstance(annotation, Relation):
        return ({"type": annotation.type, "spans": [list(span) for span in annotation.spans]},)
    value = annotation.attributes.get(row.part)
    return () if value is None else (to_plain(value),)


def _stored_form(decision: Decision, elapsed_ms: int | None) -> StoredDecision:
    return StoredDecision(
        decision.document, decision.key, decision.kind, to_bytes(decision), decision.who, decision.when, elapsed_ms
    )


def made_decisions(project: Project, documents: Mapping[str, object] | None = None) -> list[Decision]:
    """All decisions of a project, in the order in which they were made: `export --decisions`.

    Raises:
        StoreError: the store cannot be read, or a decision is damaged.
    """
    decisions = (
        replace(msgspec.json.decode(each.content, type=Decision), document=each.document_id)
        for each in stored_decisions(project.store.rows)
        if each.kind != KIND
    )
    return [each for each in decisions if documents is None or each.document in documents]
