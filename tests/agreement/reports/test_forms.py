"""Agreement written to a file: every form tells the same figures, and text stays text in each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from annotator.agreement.agree import Agreement, Reading, agree
from annotator.agreement.pairing import near
from annotator.agreement.reports.forms import FORMS, form_for
from annotator.agreement.reports.tables import pairwise_table, question_table
from annotator.errors import UsageError
from annotator.eval.options import ScoreOptions
from annotator.eval.suites.gates import Verdict
from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id, new_document

TEXT = "<b> guards | of Selm. The <b> guards fled. <b> guards again."
STARTS = [match.start() for match in re.finditer("<b>", TEXT)]


def layer(name: str, length: int) -> Document:
    """The guards three times, with a short or a long boundary."""
    found = [Entity(f"T{at}", "ORG", ((at, at + length),), TEXT[at : at + length]) for at in STARTS]
    return new_document("d|1", TEXT, annotator=name, entities=by_id(found))


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    annotators = {name: {"d|1": layer(name, length)} for name, length in (("ana", 3), ("ben", 10))}
    reading = Reading(lambda text: [(0, len(text))], lambda _: near)
    return agree(annotators, ScoreOptions(), reading)


VERDICT = Verdict("entities.strict.f1", 0.0, passed=False, message="entities.strict.f1 = 0 < 0.9")


def test_what_comes_back_in_three_places_is_a_question(agreement: Agreement) -> None:
    (row,) = question_table(agreement).rows
    assert row == ["entities boundary", "ORG", "<b>", "[<b>] | [<b> guards]", "ana ben", "3", "d|1"]


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_every_form_tells_all_figures_and_the_gates(agreement: Agreement, suffix: str) -> None:
    text = FORMS[suffix](agreement, [VERDICT])
    for row in pairwise_table(agreement, by_pair=True).rows:
        assert row[-1] in text
    assert "FAILED" in text
    assert agreement.signature in text
    assert "<b>" not in text.replace("\\<b\\>", ""), "text of an article is no markup"


def test_json_is_what_the_command_prints(agreement: Agreement) -> None:
    assert json.loads(FORMS[".json"](agreement, [])) == json.loads(json.dumps(agreement.to_plain()))


def test_a_suffix_without_a_form_is_refused_before_anything_is_computed() -> None:
    with pytest.raises(UsageError, match=r"no report has the suffix '.txt'; expected one of .json, .md, .html"):
        form_for(Path("a.txt"))
