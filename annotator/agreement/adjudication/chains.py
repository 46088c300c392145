"""Chains: the mentions of gold divided into things, as all who have them divide them.

A piece is a set of mentions that nobody divides; a component is a set of pieces that somebody joins. Where the
annotators divide a component differently, one row asks for the division.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.agreement.adjudication.layers import Sources, readings_of
from annotator.agreement.adjudication.row import Row
from annotator.model.annotation import Entity, Event


class Piece(NamedTuple):
    """Mentions that nobody divides, in the order of the text, and the chain they have for each annotator."""

    groups: tuple[str, ...]
    chains: Mapping[str, str]

    def name(self, anchors: Mapping[str, str]) -> str:
        """What the piece is called in a division: its first mention, and how many there are."""
        return f"{anchors[self.groups[0]]}*{len(self.groups)}"


Component = tuple[Piece, ...]


def chain_of(sources: Sources, group: str, name: str) -> str | None:
    """An annotator's chain of a group, one of its own where it is alone; None where there is no word of it."""
    annotation = sources.groups.annotation(group, name)
    if not isinstance(annotation, Entity | Event) or sources.unknown[name].part(annotation.type, "coref"):
        return None
    return f"= {annotation.coref}" if annotation.coref else f"alone {group}"


def components(sources: Sources, groups: Sequence[str]) -> list[Component]:
    """The components of some mentions, each with its pieces, in the order of the text."""
    pieces = _pieces(sources, groups)
    parent = list(range(len(pieces)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    first: dict[tuple[str, str], int] = {}
    for number, piece in enumerate(pieces):
        for chain in piece.chains.items():
            one, other = sorted((root(number), root(first.setdefault(chain, number))))
            parent[other] = one
    by_root: dict[int, list[Piece]] = {}
    for number, piece in enumerate(pieces):
        by_root.setdefault(root(number), []).append(piece)
    return [tuple(each) for each in by_root.values()]


def _pieces(sources: Sources, groups: Sequence[str]) -> list[Piece]:
    """The pieces; a mention that not everybody has goes with the only one that it shares a chain with."""
    chains_of_group = {}
    for group in groups:
        chains = {name: chain_of(sources, group, name) for name in sources.groups.members[group]}
        chains_of_group[group] = {name: chain for name, chain in chains.items() if chain is not None}
    order = {group: number for number, group in enumerate(groups)}
    members: list[tuple[list[str], dict[str, str]]] = []
    for group in sorted(chains_of_group, key=lambda each: (-len(chains_of_group[each]), order[each])):
        fitting = [each for each in members if _fits(chains_of_group[group], each[1])]
        exact = [each for each in fitting if each[1] == chains_of_group[group]]
        if len(fitting) == 1 or exact:
            (exact or fitting)[0][0].append(group)
        else:
            members.append(([group], chains_of_group[group]))
    pieces = [Piece(tuple(sorted(own_groups, key=order.__getitem__)), chains) for own_groups, chains in members]
    return sorted(pieces, key=lambda piece: order[piece.groups[0]])


def _fits(own_chains: Mapping[str, str], chains: Mapping[str, str]) -> bool:
    both = own_chains.keys() & chains.keys()
    return bool(both) and all(own_chains[name] == chains[name] for name in both)


def division(component: Component, name: str) -> list[list[Piece]] | None:
    """How an annotator divides a component; None where they have nothing of it.

    A piece that they have nothing of goes where somebody else, who has it, joins it first, else stands alone.
    """
    own = [piece for piece in component if name in piece.chains]
    if not own:
        return None
    blocks: dict[str, list[Piece]] = {}
    for number, piece in enumerate(component):
        joined = piece if name in piece.chains else next((each for each in own if _share_chain(each, piece)), None)
        blocks.setdefault(joined.chains[name] if joined else f"piece {number}", []).append(piece)
    return list(blocks.values())


def _share_chain(one: Piece, other: Piece) -> bool:
    return bool(one.chains.items() & other.chains.items())


def as_content(blocks: Iterable[Sequence[Piece]], anchors: Mapping[str, str]) -> list[list[str]]:
    """A division as JSON: the names of the pieces of each thing, sorted."""
    return sorted(sorted(piece.name(anchors) for piece in block) for block in blocks)


def chain_row(sources: Sources, component: Component, pending: Iterable[str]) -> Row | None:
    """The row that asks how a component is divided; None where nobody says.

    It waits where a mention is not decided (`pending`) that somebody joins with it.
    """
    anchors = sources.groups.anchors
    divided = {name: division(component, name) for name in sources.names}
    contents = [(name, as_content(blocks, anchors)) for name, blocks in divided.items() if blocks is not None]
    if not contents:
        return None
    readings = readings_of(contents, lambda content: things_in_words(sources, component, content))
    first, *rest = (group for piece in component for group in piece.groups)
    chains = {chain for piece in component for chain in piece.chains.items()}
    waits = len(readings) > 1 and any(_joins(sources, group, chains) for group in pending)
    type_name = sources.first(first)[1].type
    pieces = tuple(piece.name(anchors) for piece in component)
    return sources.row(first, "cluster", "coref", type_name, readings, tuple(rest), waits=waits, pieces=pieces)


def _joins(sources: Sources, group: str, chains: Collection[tuple[str, str]]) -> bool:
    return any((name, chain_of(sources, group, name)) in chains for name in sources.groups.members[group])


def things_in_words(sources: Sources, component: Component, content: Any) -> str:
    """A division in words: the first mention of each piece, pieces of one thing joined by "=", things by "|"."""
    words = {piece.name(sources.groups.anchors): sources.words_of(piece.groups[0]) for piece in component}
    return " | ".join(" = ".join(words.get(each, each) for each in block) for block in content)
