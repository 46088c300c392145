"""Three versions of a document brought to one set of ids and chain names, so that equal ids mean one annotation.

Who stands for whom is told by content (`annotator.agreement.pairing`). Ours keeps its ids and names; an id or a name
of theirs that is taken by something else gets the suffix `~2`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from annotator.agreement.pairing import Pairing, pair_documents
from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation, Value
from annotator.model.document import Document, by_id

Kind = TypeVar("Kind", Entity, Relation, Event)


class Versions(NamedTuple):
    """The version that both come from, and the two that were made of it."""

    base: Document
    ours: Document
    theirs: Document


def with_shared_ids(versions: Versions, symmetric: frozenset[str] = frozenset()) -> Versions:
    """The three versions under one set of ids and chain names."""
    base, ours, theirs = versions
    in_ours = pair_documents(base, ours, symmetric=symmetric, same_origin=True)
    in_theirs = pair_documents(base, theirs, symmetric=symmetric, same_origin=True)
    both_new = _new_in_both(versions, in_ours, in_theirs, symmetric)
    taken = {each.id for each in ours.annotations()}
    base_ids: dict[str, str] = {}
    for each in base.annotations():
        partner = in_ours.partner(each.id)
        base_ids[each.id] = partner or _free(in_theirs.partner(each.id) or each.id, taken)
    theirs_ids = {in_theirs.partner(each.id): base_ids[each.id] for each in base.annotations()} | both_new
    for each in theirs.annotations():
        if each.id not in theirs_ids:
            theirs_ids[each.id] = _free(each.id, taken)
    named = Versions(
        renamed(base, base_ids, {}), ours, renamed(theirs, {key: new for key, new in theirs_ids.items() if key}, {})
    )
    return _with_shared_chains(named)


def _new_in_both(
    versions: Versions, in_ours: Pairing, in_theirs: Pairing, symmetric: frozenset[str]
) -> dict[str | None, str]:
    """Ours by theirs, for what both added at one place: equal spans; equal trigger and type; equal ends and type."""
    _, ours, theirs = versions
    old_ours = {*in_ours.entities.values(), *in_ours.relations.values(), *in_ours.events.values()}
    old_theirs = {*in_theirs.entities.values(), *in_theirs.relations.values(), *in_theirs.events.values()}
    pairing = pair_documents(ours, theirs, symmetric=symmetric)
    name_of: dict[str | None, str] = {}
    for pairs in (pairing.entities, pairing.events, pairing.relations):
        for one, other in pairs.items():
            if one not in old_ours and other not in old_theirs:
                left, right = ours.find(one), theirs.find(other)
                if left and right and _one_place(left, right, pairing, symmetric):
                    name_of[other] = one
    return name_of


def _one_place(left: Annotation, right: Annotation, pairing: Pairing, symmetric: frozenset[str]) -> bool:
    if isinstance(left, Entity) and isinstance(right, Entity):
        return left.spans == right.spans
    if isinstance(left, Relation) and isinstance(right, Relation):
        ends = (pairing.partner(left.head), pairing.partner(left.tail))
        turned = left.type in symmetric and ends == (right.tail, right.head)
        return left.type == right.type and (ends == (right.head, right.tail) or turned)
    if isinstance(left, Event) and isinstance(right, Event):
        return (left.spans, left.type) == (right.spans, right.type)
    return False


def _free(annotation_id: str, taken: set[str]) -> str:
    """This id, or the first `ID~2`, `ID~3`, ... that nobody has; it is taken from now on."""
    free, number = annotation_id, 1
    while free in taken:
        number += 1
        free = f"{annotation_id}~{number}"
    taken.add(free)
    return free


def _with_shared_chains(versions: Versions) -> Versions:
    base, ours, theirs = versions
    base_names = _partners(base, ours)
    theirs_names = _partners(theirs, base)
    taken = {each for document in (base, ours) for each in _chains(document)}
    names: dict[str, str] = {}
    for chain, members in _chains(theirs).items():
        own_chain = theirs_names.get(chain)
        if own_chain is not None:
            names[chain] = base_names.get(own_chain, own_chain)
        elif chain in taken and _is_made_from_ids(chain, theirs) and not members & _chains(ours).get(chain, set()):
            names[chain] = _free(chain, taken)
    return Versions(renamed(base, {}, base_names), ours, renamed(theirs, {}, names))


def _is_made_from_ids(chain: str, document: Document) -> bool:
    """Whether a chain's name was made by the program from the document's id, and so names nothing of the corpus."""
    return document.id in chain


def _chains(document: Document) -> dict[str, set[str]]:
    """The members of each chain, by its name."""
    chains: dict[str, set[str]] = {}
    for each in (*document.entities.values(), *document.events.values()):
        if each.coref:
            chains.setdefault(each.coref, set()).add(each.id)
    return chains


def _partners(first: Document, second: Document) -> dict[str, str]:
    """The second version's name of each chain of the first: the one that shares most members with it."""
    shared: Counter[tuple[str, str]] = Counter()
    for each in (*first.entities.values(), *first.events.values()):
        other = second.find(each.id)
        if each.coref and isinstance(other, Entity | Event) and other.coref:
            shared[each.coref, other.coref] += 1
    partners: dict[str, str] = {}
    for (one, other_name), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][0] != item[0][1], item[0])):
        if one not in partners and other_name not in partners.values():
            partners[one] = other_name
    return partners


def renamed(document: Document, ids: Mapping[str, str], chains: Mapping[str, str]) -> Document:
    """The document under other ids and chain names, in references too; names that are not given stay."""
    if not ids and not chains:
        return document
    names = {**chains, **ids}
    return replace(
        document,
        entities=by_id(_renamed_all(document.entities.values(), ids, chains, names)),
        relations=by_id(
            replace(each, head=ids.get(each.head, each.head), tail=ids.get(each.tail, each.tail))
            for each in _renamed_all(document.relations.values(), ids, chains, names)
        ),
        events=by_id(
            replace(
                each, arguments=tuple(replace(arg, target=ids.get(arg.target, arg.target)) for arg in each.arguments)
            )
            for each in _renamed_all(document.events.values(), ids, chains, names)
        ),
    )


def _renamed_all(
    annotations: Iterable[Kind], ids: Mapping[str, str], chains: Mapping[str, str], names: Mapping[str, str]
) -> Iterable[Kind]:
    for each in annotations:
        changed = replace(each, id=ids.get(each.id, each.id), attributes=_references(each.attributes, names))
        chain: str = getattr(changed, "coref", None) or ""
        yield replace(changed, coref=chains[chain]) if chain in chains else changed


def _references(attributes: Attributes, names: Mapping[str, str]) -> Attributes:
    def value_of(value: Value) -> Value:
        return names.get(value, value) if isinstance(value, str) else value

    return {name: value_of(value) for name, value in attributes.items()}
