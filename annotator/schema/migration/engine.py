"""Bringing documents to another version of their schema.

`migrate` is a function of the documents, the way, and the answers: the same give the same, and what it gives, put in
again, comes out unchanged and asks nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from annotator.model.annotation import JSON
from annotator.model.document import Document
from annotator.model.order import with_ordered_arguments
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.answers import Answer, Answers
from annotator.schema.migration.apply_answers import decided
from annotator.schema.migration.chain import Hop, SchemaFolder
from annotator.schema.migration.coverage import carried, not_covered
from annotator.schema.migration.descent import lineage_of
from annotator.schema.migration.duplicates import collisions, relations_once
from annotator.schema.migration.fitting import fitted
from annotator.schema.migration.losses import Lost, in_order
from annotator.schema.migration.operations import MergeTypes, Migration
from annotator.schema.migration.questions import Question, questions, violations
from annotator.schema.migration.steps import apply_step
from annotator.schema.rules.breach import Breach

META = "migrated"
"""The key of `meta` that remembers, by version, what a migration added to `incomplete_for`; the way back needs it."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration gave.

    `documents` stand in the order given; `questions` are what people still have to decide, `losses` what has no place
    any more, `violators` what breaks a stricter rule, by document id; `collisions` pairs of relations that a merger
    brought together, as (document, id, id); `unused` are answers that nothing asked for.
    """

    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    losses: tuple[Lost, ...]
    violators: tuple[tuple[str, Breach], ...]
    collisions: tuple[tuple[str, str, str], ...]
    unused: tuple[Answer, ...]
    changed: int


def migrate(
    documents: Iterable[Document], folder: SchemaFolder, version: str, answers: Iterable[Answer] = ()
) -> Migrated:
    """The documents at a version of their schema, each from the version that it has.

    Raises:
        SchemaError: there is no way, or a decision is not one of the choices.
    """
    given = list(documents)
    decisions = Answers(answers)
    target = folder.schema(version)
    after: dict[int, Document] = {}
    losses: list[Lost] = []
    by_version: dict[str, list[int]] = {}
    for index, document in enumerate(given):
        by_version.setdefault((document.schema_ref or "").partition("@")[2], []).append(index)
    for start, indices in sorted(by_version.items()):
        group = tuple(given[index] for index in indices)
        for hop in folder.hops(start, version):
            group, lost = migrate_once(group, hop, decisions)
            losses += lost
        after.update(zip(indices, group, strict=True))
    current = tuple(after[index] for index in range(len(given)))
    into = [hop.migration for hop in folder.into(version)]
    current, lost = _answer(current, into, target, decisions)
    losses += lost
    back = [each for each in _ways_back(folder, by_version, version) if each.downgrade]
    merged = {name for each in into for name in _merged(each)}
    return Migrated(
        documents=current,
        questions=questions(current, [*into, *back], target),
        losses=in_order(losses, [each.id for each in given]),
        violators=tuple((each.id, breach) for each in current for breach in violations(each, target)),
        collisions=tuple((each.id, *pair) for each in current for pair in collisions(each, frozenset(merged))),
        unused=tuple(decisions.unused()),
        changed=sum(before != now for before, now in zip(given, current, strict=True)),
    )


def _merged(migration: Migration) -> list[str]:
    """The types that a migration makes of several."""
    return [step.new for step in migration.steps if isinstance(step, MergeTypes) and not step.undoes]


def _ways_back(folder: SchemaFolder, starts: Iterable[str], version: str) -> list[Migration]:
    hops = [hop for start in sorted(starts) for hop in folder.hops(start, version)[-1:]]
    return [hop.migration for hop in hops]


def migrate_once(documents: Sequence[Document], hop: Hop, answers: Answers) -> tuple[tuple[Document, ...], list[Lost]]:
    """Documents of the hop's old version at its new one, with the answers there are."""
    migration = hop.migration
    losses: list[Lost] = []
    current = tuple(documents)
    for step in migration.steps:
        current, lost = apply_step(step, current)
        losses += lost
    for name in _merged(migration):
        current = tuple(relations_once(each, name, losses) for each in current)
    lineage = lineage_of(migration, hop.old)
    added = () if migration.downgrade else not_covered(migration, hop.old, hop.new, lineage)
    result = []
    for before, document in zip(documents, current, strict=True):
        entries = carried(before.incomplete_for, lineage, hop.old, hop.new)
        document = replace(document, schema_ref=hop.new.ref, incomplete_for=entries)
        if migration.downgrade:
            document, lost = fitted(_uncovered_again(document, before, hop), hop.new)
            losses += lost
        else:
            document = _covered_less(document, added, hop)
        result.append(with_ordered_arguments(document))
    answered, lost = _answer(tuple(result), [migration], hop.new, answers)
    return answered, [*losses, *lost]


def _covered_less(document: Document, added: tuple[str, ...], hop: Hop) -> Document:
    """The document with what the new version adds to `incomplete_for`, remembered for the way back."""
    known_already = set(document.incomplete_for)
    new = [entry for entry in added if entry not in known_already and entry.partition("/")[0] not in known_already]
    if not new:
        return document
    memory = document.meta.get(META)
    known: dict[str, JSON] = dict(memory) if isinstance(memory, dict) else {}
    entries: list[JSON] = list(new)
    meta: Mapping[str, JSON] = {**document.meta, META: {**known, hop.new.version: entries}}
    return replace(document, meta=meta, incomplete_for=tuple(sorted({*document.incomplete_for, *new})))


def _uncovered_again(document: Document, before: Document, hop: Hop) -> Document:
    """The document without what the way up had added to `incomplete_for`."""
    memory = before.meta.get(META)
    if not isinstance(memory, dict) or hop.old.version not in memory:
        return document
    added = memory[hop.old.version]
    kept = tuple(each for each in before.incomplete_for if not isinstance(added, list) or each not in added)
    lineage = lineage_of(hop.migration, hop.old)
    rest = {name: value for name, value in memory.items() if name != hop.old.version}
    meta = {name: value for name, value in document.meta.items() if name != META}
    if rest:
        meta[META] = rest
    return replace(document, meta=meta, incomplete_for=carried(kept, lineage, hop.old, hop.new))


def _answer(
    documents: tuple[Document, ...], migrations: Sequence[Migration], schema: LabelSchema, answers: Answers
) -> tuple[tuple[Document, ...], list[Lost]]:
    losses: list[Lost] = []
    result = []
    for document in documents:
        after, lost = decided(document, migrations, schema, answers)
        losses += lost
        result.append(after)
    return tuple(result), losses
