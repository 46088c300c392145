"""What of the article stands around the sentence that is decided."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from annotator.agreement.adjudication.merge import merge_layers
from annotator.agreement.adjudication.stops import Block, Stop
from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id, new_document
from annotator.tui.adjudicate.drawing import adjudication_rows
from annotator.tui.adjudicate.passage import CONTEXT, Articles
from annotator.tui.adjudicate.state import AdjudicationState

LINES = [f"Line {number} of the text." for number in range(12)]
TEXT = "\n".join(LINES)
START = TEXT.index(LINES[6])


def layer(name: str, *entities: Entity) -> Document:
    return new_document("d", TEXT, schema_ref="mini@1.0.0", annotator=name, entities=by_id(entities))


def shown(height: int) -> list[str]:
    """The screen's rows as text, where one person marks a mention in line 6 and the other does not."""
    merge = merge_layers({"ana": layer("ana", Entity("T1", "ORG", ((START, START + 4),))), "ben": layer("ben")})
    stop = Stop("sentence", (Block(tuple(merge.open), (START, START + len(LINES[6]))),))
    state = AdjudicationState((stop,), {"d": ("ana", "ben")})
    rows = adjudication_rows(state, Articles(lambda _: merge), (80, height), cell_len)
    return ["".join(text for text, _ in row) for row in rows]


def test_the_lines_around_a_sentence_are_shown_where_there_is_room() -> None:
    seen = [line for line in LINES if any(line in row for row in shown(35))]
    assert seen == LINES[6 - CONTEXT : 7 + CONTEXT]


@pytest.mark.parametrize("height", range(10, 24))
def test_they_never_take_the_room_of_the_sentence_or_of_its_rows(height: int) -> None:
    rows = shown(height)
    assert len(rows) == height
    assert any(LINES[6] in row for row in rows)
    assert any("missing" in row for row in rows)
