"""What OneIE writes of a sentence: a graph of its tokens, whose nodes are named by their number in their list.

`entities` are `[start, end, type, kind of mention, score]`, `triggers` `[start, end, type, score]`, `relations` and
`roles` `[number, number, type, score]`: of two entities, and of a trigger and an entity.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.formats.corpora.mention_lists import EntityMention, EventMention, Filler, RelationMention, TriggerWords
from annotator.formats.json_rows import Row
from annotator.formats.protocol import Report


class Lists(NamedTuple):
    """The same as lists, and the score of each annotation by its id."""

    mentions: list[EntityMention]
    relations: list[RelationMention]
    events: list[EventMention]
    scores: dict[str, float]


def lists_of(row: Row, graph: dict[str, Any], report: Report) -> Lists:
    """The lists that a graph says; ids count the nodes of each kind.

    Raises:
        FormatError: an item has not the shape that it should.
    """
    reader = _Reader(row, graph)
    mentions = [
        EntityMention(reader.scored("E", index, item), item[0], item[1], item[2], mention_type=_kind(item))
        for index, item in reader.items("entities")
    ]
    triggers = [
        (reader.scored("V", index, item), item[2], TriggerWords(item[0], item[1]))
        for index, item in reader.items("triggers")
    ]
    relations = [
        RelationMention(
            reader.scored("R", index, item),
            item[2],
            tuple(Filler(reader.node("relations", index, "E", each, mentions), "") for each in item[:2]),
        )
        for index, item in reader.items("relations")
    ]
    fillers: dict[str, list[Filler]] = {event_id: [] for event_id, _, _ in triggers}
    for index, item in reader.items("roles"):
        event_id = reader.node("roles", index, "V", item[0], triggers)
        fillers[event_id].append(Filler(reader.node("roles", index, "E", item[1], mentions), item[2]))
        if len(item) > 3:
            report.lose("score of an argument", "the record has no place for it")
    events = [EventMention(event_id, kind, words, tuple(fillers[event_id])) for event_id, kind, words in triggers]
    return Lists(mentions, relations, events, reader.scores)


def _kind(item: Sequence[Any]) -> str | None:
    return item[3] if len(item) > 3 and isinstance(item[3], str) else None


class _Reader:
    """Reads the items of a graph."""

    def __init__(self, row: Row, graph: dict[str, Any]) -> None:
        self.scores: dict[str, float] = {}
        self._row, self._graph = row, graph

    def items(self, name: str) -> list[tuple[int, list[Any]]]:
        """The items of a list, each with its number: two numbers, a type and what is behind them."""
        items = self._graph.get(name) or []
        for index, item in enumerate(items if isinstance(items, list) else [items]):
            shaped = isinstance(item, list) and len(item) > 2 and all(type(each) is int for each in item[:2])
            if not shaped or not isinstance(item[2], str) or not item[2]:
                message = "expected [number, number, type, ...]"
                raise self._row.refused(f"graph.{name}[{index}]", message, "shape")
        return list(enumerate(items))

    def scored(self, letter: str, index: int, item: Sequence[Any]) -> str:
        """The id of an item, whose score is kept."""
        said = item[-1]
        if len(item) > 3 and isinstance(said, int | float) and not isinstance(said, bool):
            self.scores[f"{letter}{index}"] = float(said)
        return f"{letter}{index}"

    def node(self, name: str, index: int, letter: str, number: int, nodes: Sequence[object]) -> str:
        """The id of the node with this number."""
        if not 0 <= number < len(nodes):
            message = f"{number} is no node; expected 0 to {len(nodes) - 1}"
            raise self._row.refused(f"graph.{name}[{index}]", message, "reference")
        return f"{letter}{number}"
