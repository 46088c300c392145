"""What is hard on a data set: which gold annotations predictions find, and what their errors are.

    python eval/analysis/what_is_hard.py datasets/conflict-wire eval/results/conflict-wire.learner.jsonl story

Found is a gold annotation with a prediction of the same type and span; for relations and arguments both ends as well.
A name is seen when a document of another group has a mention of the same words; groups are values of the key of `meta`
that is named last.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import annotator

DISTANCES = (0, 3, 6, 12, 24)
Key = tuple[Any, ...]


def main(gold_path: str, predicted_path: str, group: str) -> Iterator[str]:
    """The lines of the report, Markdown."""
    gold = annotator.read(gold_path)
    predicted = {each.id: each for each in annotator.read(predicted_path)}
    pairs = [(each, predicted[each.id]) for each in gold]
    yield from table("Mentions, by how they name their thing", found_mentions(pairs, level))
    yield from table(
        "Mentions by name, by whether another group has the name",
        found_mentions(pairs, seen_in(gold, group)),
    )
    yield from table("Mentions, by the words they have", found_mentions(pairs, words))
    yield from table("Mentions, by type", found_mentions(pairs, lambda record, each: each.type))
    yield from table("Relations, by the words between their ends", found_relations(pairs))
    yield from table("Arguments, by the words between trigger and filler", found_arguments(pairs))
    yield from errors(pairs)


def table(title: str, found: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """Of each kind: how many there are in gold, how many were found, and the share."""
    counted: dict[str, Counter[bool]] = defaultdict(Counter)
    for name, is_found in found:
        counted[name][is_found] += 1
    yield from (f"## {title}", "", "| which | in gold | found | share |", "| --- | ---: | ---: | ---: |")
    for name, each in sorted(counted.items()):
        yield f"| {name} | {each.total()} | {each[True]} | {each[True] / each.total():.2f} |"
    yield ""


def found_mentions(
    pairs: Sequence[tuple[Any, Any]], kind: Callable[[Any, Any], str | None]
) -> Iterator[tuple[str, bool]]:
    """Gold mentions that are no values, with what kind they are of and whether they are found."""
    for gold, predicted in pairs:
        said = {mention_key(each) for each in predicted.entities}
        for each in gold.entities:
            if "level" in each.attributes and (name := kind(gold, each)) is not None:
                yield name, mention_key(each) in said


def level(record: Any, mention: Any) -> str:
    """The level of a mention."""
    return str(mention.attributes["level"])


def words(record: Any, mention: Any) -> str:
    """How many words a mention has."""
    count = len(mention.text.split())
    return str(count) if count < 4 else "4 and more"


def seen_in(gold: Sequence[Any], group: str) -> Callable[[Any, Any], str | None]:
    """Whether the words of a mention by name are those of one of a document of another group."""
    groups: dict[str, set[str]] = defaultdict(set)
    for record in gold:
        for each in record.entities:
            groups[each.text].add(record.meta[group])

    def seen(record: Any, mention: Any) -> str | None:
        if mention.attributes["level"] != "NAM":
            return None
        return "seen" if groups[mention.text] - {record.meta[group]} else "not seen"

    return seen


def found_relations(pairs: Sequence[tuple[Any, Any]]) -> Iterator[tuple[str, bool]]:
    """Gold relations by distance."""
    for gold, predicted in pairs:
        said, spans = relation_keys(predicted), spans_of(gold)
        for each, key in zip(gold.relations, relation_keys(gold), strict=True):
            yield distance(gold.text, spans[each.head], spans[each.tail]), key in said


def found_arguments(pairs: Sequence[tuple[Any, Any]]) -> Iterator[tuple[str, bool]]:
    """Gold arguments by distance."""
    for gold, predicted in pairs:
        said = set(argument_keys(predicted))
        for key in argument_keys(gold):
            yield distance(gold.text, key[1], key[3]), key in said


def errors(pairs: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    """What became of mentions that are not found, and what else was predicted."""
    counts: Counter[str] = Counter()
    for gold, predicted in pairs:
        right = {mention_key(each) for each in gold.entities} & {mention_key(each) for each in predicted.entities}
        rest = [each for each in predicted.entities if mention_key(each) not in right]
        missed = [each for each in gold.entities if mention_key(each) not in right]
        for each in missed:
            counts[fate(each, rest)] += 1
        counts["predicted, nothing of gold there"] += sum(
            not any(overlap(each, other) for other in gold.entities) for each in rest
        )
    yield from ("## Errors in mentions and values", "", "| what | count |", "| --- | ---: |")
    yield from (f"| {name} | {count} |" for name, count in counts.most_common())


def fate(mention: Any, rest: Sequence[Any]) -> str:
    """What was predicted in the place of a mention that is not found."""
    near = [each for each in rest if overlap(mention, each)]
    if any(each.spans == mention.spans for each in near):
        return "another type"
    if any(each.type == mention.type for each in near):
        return "another boundary"
    return "another boundary and type" if near else "missed"


def overlap(one: Any, other: Any) -> bool:
    """Whether two mentions share a character."""
    return one.spans[0][0] < other.spans[-1][1] and other.spans[0][0] < one.spans[-1][1]


def mention_key(mention: Any) -> Key:
    """By what a mention is found."""
    return mention.type, mention.spans


def spans_of(record: Any) -> dict[str, Any]:
    """The spans of mentions and triggers by id."""
    return {each.id: each.spans for each in (*record.entities, *record.events)}


def relation_keys(record: Any) -> list[Key]:
    """By what each relation is found."""
    spans = spans_of(record)
    return [(each.type, spans[each.head], spans[each.tail]) for each in record.relations]


def argument_keys(record: Any) -> list[Key]:
    """By what each argument is found."""
    spans = spans_of(record)
    return [
        (each.type, each.spans, argument.role, spans[argument.target])
        for each in record.events
        for argument in each.arguments
    ]


def distance(text: str, one: Any, other: Any) -> str:
    """How many words stand between two places of a text, as a class."""
    first, second = sorted((one, other))
    between = text[first[-1][1] : second[0][0]] if first[-1][1] < second[0][0] else ""
    count = len(between.split())
    for low, high in pairwise(DISTANCES):
        if low <= count < high:
            return f"{low:2} to {high - 1}"
    return f"{DISTANCES[-1]} and more"


if __name__ == "__main__":
    print("\n".join(main(*sys.argv[1:])))
