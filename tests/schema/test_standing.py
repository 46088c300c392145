"""Breaches that are kept up to date are those of the document judged anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.schema.judge import judge_edit
from annotator.schema.references import References
from annotator.schema.rules.surroundings import Surroundings
from annotator.schema.rules.touched import reached_by
from annotator.schema.standing import StandingBreaches
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.schema.test_judge_edit import DENSE, edits


def around(document: Document, references: References) -> Surroundings:
    return Surroundings(document, DENSE, references, asks_all=True)


def anew(document: Document) -> StandingBreaches:
    return StandingBreaches(around(document, References(document.annotations(), DENSE.pointers)))


@reaching(0.5)
@examples(80)
@given(st.data())
def test_following_edits_is_judging_anew(data: st.DataObject) -> None:
    document, references = Document("d", "abcd"), References((), DENSE.pointers)
    paused: list[int] = []
    standing = StandingBreaches(around(document, references), lambda: paused.append(1))
    for _ in range(data.draw(st.integers(1, 6))):
        edit = data.draw(edits(DENSE, document))
        standing.follow(judge_edit(around(document, references), edit))
        references.update(edit)
        document = apply(document, edit)
        again = anew(document)
        reached(again)
        assert dict(standing) == dict(again)
        assert len(standing) == len(again)


@reaching(0.5)
@examples(80)
@given(st.data())
def test_edits_that_nobody_judged_are_caught_up_with(data: st.DataObject) -> None:
    document, references = Document("d", "abcd"), References((), DENSE.pointers)
    for _ in range(data.draw(st.integers(0, 4))):
        edit = data.draw(edits(DENSE, document))
        references.update(edit)
        document = apply(document, edit)
    standing = anew(document)
    missed: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 4))):
        missed.append(data.draw(edits(DENSE, document)))
        references.update(missed[-1])
        document = apply(document, missed[-1])
    now = around(document, references)
    standing.judge_again(now, set().union(*(reached_by(now, edit) for edit in missed)))
    reached(standing)
    assert dict(standing) == dict(anew(document))
