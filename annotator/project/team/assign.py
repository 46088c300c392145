"""Assigning articles of a project to people, and taking back what nobody began: `annotator assign`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from shlex import quote

from annotator.agreement.assignment import Wish, assign, pairs_that_never_meet
from annotator.errors import InputError, UsageError, did_you_mean
from annotator.project.project import Project
from annotator.store.database.transaction import server_time, writing
from annotator.store.reading.catalog import summaries
from annotator.store.reading.status import GOLD
from annotator.store.tables.assignments import Assignment, assignments, put_assignment, remove_assignment
from annotator.store.tables.layers import all_layers
from annotator.store.team.membership import refuse_unless
from annotator.store.writing.step import utc_now


@dataclass(frozen=True)
class Plan:
    """What is added or taken back, and what should be known about it."""

    changed: tuple[Assignment, ...]
    notes: tuple[str, ...] = ()


def assign_documents(
    project: Project,
    wish: Wish,
    *,
    documents: Sequence[str] = (),
    types: Sequence[str] = (),
    adjudicator: str | None = None,
    allow_own: bool = False,
    dry_run: bool = False,
) -> Plan:
    """Give articles, all or those named, to people; only what is missing is added.

    Raises:
        UsageError: nobody is named, or more people than there are should label an article.
        InputError: there is no such article or type, or somebody would adjudicate what they label.
        StoreError: the store cannot be read or written.
    """
    refuse_unless(project.member, "lead", "assigning")
    if wish.annotators or not adjudicator:
        _refuse_odd(wish)
    lengths = _lengths(project, documents)
    _refuse_unknown_types(project, types)
    already_assigned: dict[str, set[str]] = defaultdict(set)
    for each in assignments(project.store.rows):
        if each.task == "annotate":
            already_assigned[each.document_id].add(each.name)
    asked = tuple(sorted(types))
    given = assign(lengths, wish, already_assigned) if wish.annotators else []
    added = [Assignment(each.document, each.annotator, types=asked) for each in given]
    after = {
        document: already_assigned[document] | {each.name for each in added if each.document_id == document}
        for document in lengths
    }
    if adjudicator:
        added += _adjudications(project, adjudicator, after, allow_own=allow_own)
    if not dry_run:
        added = _put(project, added)
    never = pairs_that_never_meet(after, wish.annotators)
    notes = [f"{one} and {other} label no document both" for one, other in never] if wish.overlap > 1 else []
    short = [each for each in lengths if not after[each]] if wish.annotators else []
    notes += [f"{len(short)} documents have nobody: everybody has as many as they may"] if short else []
    return Plan(tuple(added), tuple(notes))


def _refuse_odd(wish: Wish) -> None:
    if not wish.annotators:
        raise UsageError("nobody to assign to; expected --to NAME,NAME")
    if GOLD in wish.annotators:
        raise UsageError(f"{GOLD!r} is the layer that adjudication makes; nobody labels in it")
    if not 1 <= wish.overlap <= len(set(wish.annotators)):
        raise UsageError(f"--overlap {wish.overlap}: expected 1 to {len(set(wish.annotators))}, the people of --to")
    if not 0 <= wish.share <= 1:
        raise UsageError(f"--share {wish.share}: expected 0 to 1, the part of the documents that several label")
    if wish.per_annotator is not None and wish.per_annotator < 1:
        raise UsageError(f"--per-annotator {wish.per_annotator}: expected 1 or more")


def _lengths(project: Project, documents: Sequence[str]) -> dict[str, int]:
    known = {each.id: each.chars for each in summaries(project.store.rows, GOLD)}
    unknown = [each for each in documents if each not in known]
    if unknown:
        raise InputError(f"there is no document {unknown[0]!r}; {did_you_mean(unknown[0], known)}")
    return {each: known[each] for each in documents} if documents else known


def _refuse_unknown_types(project: Project, types: Sequence[str]) -> None:
    names = [each.name for each in project.schema.types()] if types else []
    for each in types:
        if each not in names:
            raise InputError(f"{project.schema.ref} has no type {each!r}; {did_you_mean(each, names)}")


def _adjudications(
    project: Project, name: str, annotators: dict[str, set[str]], *, allow_own: bool
) -> list[Assignment]:
    layers = set(all_layers(project.store.rows))
    own = sorted(each for each in annotators if name in annotators[each] or (each, name) in layers)
    if own and not allow_own:
        raise InputError(
            f"{name} labels {own[0]!r}{f' and {len(own) - 1} more' if len(own) > 1 else ''}; "
            "nobody adjudicates what they labelled, unless --allow-own says so"
        )
    return [Assignment(each, name, "adjudicate", own=each in own) for each in annotators]


def refuse_own(project: Project, documents: Collection[str], name: str) -> None:
    """Refuse that somebody decides where they labelled themselves, unless an assignment allows it.

    Raises:
        InputError: they did, and none does.
    """
    allowed = {
        each.document_id
        for each in assignments(project.store.rows)
        if each.task == "adjudicate" and each.name == name and each.own
    }
    layers = set(all_layers(project.store.rows))
    own = sorted(each for each in documents if (each, name) in layers and each not in allowed)
    if own:
        raise InputError(
            f"{name} labelled {own[0]!r}; somebody else must decide, or: "
            f"annotator assign {quote(own[0])} --adjudicator {quote(name)} --allow-own"
        )


def _put(project: Project, added: Sequence[Assignment]) -> list[Assignment]:
    with writing(project.store.writable(), project.store.location) as transaction:
        now = server_time(transaction) or utc_now()
        return [each for each in added if put_assignment(transaction, each, project.annotator, now)]


def _layer_of(assignment: Assignment) -> str:
    return GOLD if assignment.task == "adjudicate" else assignment.name


def revoke(
    project: Project, *, documents: Collection[str] = (), names: Collection[str] = (), dry_run: bool = False
) -> Plan:
    """Take back what nobody has begun, of all or of the articles and people named.

    Raises:
        StoreError: the store cannot be read or written.
    """
    refuse_unless(project.member, "lead", "taking assignments back")
    begun = set(all_layers(project.store.rows))
    wanted = [
        each
        for each in assignments(project.store.rows)
        if (not documents or each.document_id in documents) and (not names or each.name in names)
    ]
    gone = [
        each for each in wanted if (each.document_id, GOLD if each.task == "adjudicate" else each.name) not in begun
    ]
    kept = len(wanted) - len(gone)
    if not dry_run:
        with writing(project.store.writable(), project.store.location) as transaction:
            for each in gone:
                remove_assignment(transaction, each)
    return Plan(tuple(gone), (f"{kept} stay: they were begun",) if kept else ())
