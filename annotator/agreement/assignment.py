"""Who labels what: articles given to people so that everybody meets everybody, and nobody carries much more.

The longest article first, to the people whose pairs have met least over the articles so far, ties by load in
characters. What is assigned already counts and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import NamedTuple


class Assigned(NamedTuple):
    """One article for one person."""

    document: str
    annotator: str


@dataclass(frozen=True)
class Wish:
    """How articles are to be given out.

    `overlap` people label an article; with a `share`, this part of the articles, drawn by length, and one person each
    of the rest. `per_annotator` is the most that one person gets, what they have already included.
    """

    annotators: Sequence[str]
    overlap: int = 2
    share: float = 1.0
    per_annotator: int | None = None
    seed: int = 0


def assign(
    lengths: Mapping[str, int], wish: Wish, already_assigned: Mapping[str, Collection[str]] | None = None
) -> list[Assigned]:
    """What is to be added to `already_assigned` (people by article), the longest article first.

    `lengths` are the articles' in characters. Articles that cannot get all their people, since all have as many as
    they may, get those there are.
    """
    given = {document: set((already_assigned or {}).get(document, ())) for document in lengths}
    met = Counter(pair for people in given.values() for pair in combinations(sorted(people), 2))
    load = Counter(name for people in {**(already_assigned or {}), **given}.values() for name in people)
    chars = Counter({name: sum(lengths[each] for each in given if name in given[each]) for name in wish.annotators})
    doubled = _doubled(lengths, wish, given)
    draw = Random(wish.seed)
    order = {name: draw.random() for name in sorted(wish.annotators)}
    added = []
    for document in sorted(lengths, key=lambda each: (-lengths[each], each)):
        wanted = wish.overlap if document in doubled else 1
        while len(given[document]) < wanted:
            free = [
                name
                for name in wish.annotators
                if name not in given[document] and (wish.per_annotator is None or load[name] < wish.per_annotator)
            ]
            if not free:
                break
            name = min(free, key=lambda each: (_meetings(met, each, given[document]), chars[each], order[each]))
            met.update((min(name, other), max(name, other)) for other in given[document])
            given[document].add(name)
            load[name] += 1
            chars[name] += lengths[document]
            added.append(Assigned(document, name))
    return added


def _meetings(met: Counter[tuple[str, str]], name: str, others: Collection[str]) -> int:
    return sum(met[min(name, other), max(name, other)] for other in others)


def _doubled(lengths: Mapping[str, int], wish: Wish, given: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The articles that several people label: one drawn of each stratum of like lengths; doubled ones stay so."""
    if wish.share >= 1:
        return frozenset(lengths)
    wanted = round(len(lengths) * wish.share)
    doubled = {each for each in lengths if len(given[each]) > 1}
    draw = Random(f"{wish.seed} doubled")
    ordered = sorted(lengths, key=lambda each: (-lengths[each], each))
    for number in range(wanted):
        stratum = ordered[number * len(ordered) // wanted : (number + 1) * len(ordered) // wanted]
        if len(doubled) < wanted and not doubled & set(stratum):
            doubled.add(draw.choice(stratum))
    return frozenset(doubled)


def pairs_that_never_meet(given: Mapping[str, Collection[str]], annotators: Collection[str]) -> list[tuple[str, str]]:
    """The pairs of people who label no article both."""
    met = {pair for people in given.values() for pair in combinations(sorted(people), 2)}
    return [pair for pair in combinations(sorted(annotators), 2) if pair not in met]
