"""Relations that are wrong only by their direction: as many as there are errors of that kind."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.documents.records import as_record
from annotator.eval.mistakes.find import record_mistakes
from annotator.eval.mistakes.mistake import tally
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import score
from tests.examples import examples

TYPES = ("A", "B")
END = st.integers(0, 2)
LINKS = st.lists(st.tuples(st.sampled_from(TYPES), END, END), max_size=5)


def record(number: int, links: list[tuple[str, int, int]]) -> dict[str, Any]:
    entities = [{"id": f"T{place}", "type": "X", "spans": [[place, place + 1]]} for place in range(3)]
    relations = [
        {"id": f"R{number}", "type": name, "head": f"T{head}", "tail": f"T{tail}"}
        for number, (name, head, tail) in enumerate(links)
    ]
    return {"id": f"d{number}", "entities": entities, "relations": relations}


@given(
    pairs=st.lists(st.tuples(LINKS, LINKS), min_size=1, max_size=3),
    symmetric=st.sets(st.sampled_from(TYPES)),
    known=st.sets(st.sampled_from(TYPES)),
)
@examples(100)
def test_as_many_are_told_as_there_are_errors_that_nothing_decides(
    pairs: list[tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]], symmetric: set[str], known: set[str]
) -> None:
    sides = [[record(number, pair[side]) for number, pair in enumerate(pairs)] for side in (0, 1)]
    facts = SchemaFacts(symmetric=frozenset(symmetric), types={"relations": frozenset(known)})
    result = score(sides[0], sides[1], ScoreOptions(schema_facts=facts))
    errors = [
        each
        for gold, predicted in zip(*sides, strict=True)
        for each in record_mistakes(as_record(gold), as_record(predicted), facts)
        if each.gold and each.gold.type not in known
    ]
    told = sum(each.count for each in result.warnings if each.code == "direction")
    assert told == tally(errors)["relations", "direction"]
