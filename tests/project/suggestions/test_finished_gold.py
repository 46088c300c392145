"""What is finished in a project: gold or the annotator's own layer, never somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from annotator.errors import InputError
from annotator.project.project import Project
from annotator.project.suggestions.finished_gold import finished_documents, finished_gold
from tests.project.suggestions.taught_project import put, taught_project
from tests.suggest.learner import taught


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return taught_project(tmp_path / "p")


def test_finished_is_what_is_declared_complete_in_gold_or_in_ones_own_layer(project: Project) -> None:
    first, second = taught.gold()
    put(project, "mira", first, structs.replace(second, incomplete_for=("Conflict.Attack",)))
    put(project, "ana", second)
    assert [(each.id, each.annotator) for each in finished_documents(project)] == [(first.id, "mira")]
    put(project, "gold", first)
    assert [(each.id, each.annotator) for each in finished_documents(project)] == [(first.id, "gold")]
    found = finished_gold(project=project.folder)
    assert (found.schema.ref, len(found.documents)) == ("conflict-news@2.0.0", 1)


def test_a_project_where_nothing_is_finished_says_so(project: Project) -> None:
    put(project, "ana", *taught.gold())
    with pytest.raises(InputError, match="no document is finished: none is declared complete, in gold or by 'mira'"):
        finished_gold(project=project.folder)
