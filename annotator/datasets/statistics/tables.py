"""Statistics as tables: a heading, its columns and its rows, for the terminal, Markdown and data cards alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.datasets.statistics.statistics import Statistics

FIGURES = ("count", "min", "q1", "median", "q3", "p90", "max", "mean")


class StatisticsTable(NamedTuple):
    """A table; the columns from `first_number` on are numbers."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    first_number: int


def tables(statistics: Statistics) -> list[StatisticsTable]:
    """The tables that have any row."""
    plain = statistics.plain()
    return [each for each in _tables(plain) if each.rows]


def _tables(plain: Mapping[str, Any]) -> Iterator[StatisticsTable]:
    whole = ("documents", "characters", "words", "text_free", "incomplete", "uncertain", "unconfirmed")
    rows = [(name.replace("_", "-"), str(plain[name])) for name in whole]
    rows.append(("texts that occur more than once", str(plain["duplicates"]["texts"])))
    rows.append(("documents with such a text", str(plain["duplicates"]["documents"])))
    yield StatisticsTable("data set", ("what", "count"), rows, 1)
    yield _listed("types", plain["types"], ("layer", "type"), ("count", "documents", "strings"))
    yield _listed("balance of types", plain["balance"], ("layer",), ("types", "evenness"))
    yield _listed("roles", plain["roles"], ("type", "role"), ("count",))
    yield _listed("attributes", plain["attributes"], ("type", "attribute", "value"), ("count",))
    yield _listed("labels of documents", plain["labels"], ("label", "value"), ("count",))
    yield _listed("lengths", plain["lengths"], ("of",), FIGURES)
    yield _listed("distances in words", plain["distances"], ("of",), FIGURES)
    yield _listed(
        "chains", plain["chains"], ("layer",), ("count", "single", "across_documents", "median", "max", "mean")
    )
    yield StatisticsTable("nesting", ("what", "count"), [(n, str(c)) for n, c in plain["nesting"].items()], 1)
    ambiguity = plain["ambiguity"]
    counts = [(name, str(ambiguity[name])) for name in ("strings", "ambiguous", "mentions")]
    yield StatisticsTable("ambiguity of strings", ("what", "count"), counts, 1)
    most = [(each["text"], ", ".join(f"{name} {n}" for name, n in each["types"].items()))
            for each in ambiguity["most_frequent"]]  # fmt: skip
    yield StatisticsTable("ambiguous strings", ("string", "types"), most, 2)


def _listed(
    title: str, rows: Sequence[Mapping[str, Any]], names: tuple[str, ...], numbers: tuple[str, ...]
) -> StatisticsTable:
    cells = [tuple(_cell(row[name]) for name in (*names, *numbers)) for row in rows]
    header = tuple(name.replace("_", " ") for name in (*names, *numbers))
    return StatisticsTable(title, header, cells, len(names))


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
