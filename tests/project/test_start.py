"""What is on the way to the first paint imports no SQLAlchemy, however large the layer is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.model import edits
from annotator.model.annotation import mention
from annotator.project.articles.add import add_files
from annotator.store.database.location import StoreLocation
from tests.project.layers import TEXT, session, store_with_article
from tests.shared import ROOT

PROGRAM = """
import sys
from pathlib import Path
from annotator.project.project import Project
project = Project.open(Path(sys.argv[1]))
assert project.documents() and project.document_count() == 1
opened = project.open_session("a", window=(0, 10))
assert opened.document.text
heavy = {"sqlalchemy", "alembic", "pydantic", "numpy", "ruamel"}
print(sorted({name.partition(".")[0] for name in sys.modules} & heavy))
opened.close()
"""


@pytest.mark.slow
def test_opening_an_article_imports_nothing_heavy(tmp_path: Path) -> None:
    from tests.project.projects import make_project

    project = make_project(tmp_path / "p")
    (tmp_path / "a.txt").write_text(TEXT)
    add_files(project, [tmp_path / "a.txt"])
    project.close()
    command = [sys.executable, "-c", PROGRAM, str(project.folder)]
    # The first start compiles the schema; the second finds it compiled.
    done = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True) for _ in range(2)]
    assert [each.returncode for each in done] == [0, 0], done[0].stderr + done[1].stderr
    assert done[1].stdout.strip() == "[]"


def test_the_writer_is_imported_in_the_background_when_asked(sqlite_location: StoreLocation) -> None:
    store, key = store_with_article(sqlite_location)
    opened = session(store, key)
    opened.warm_up()
    opened.apply(edits.add(opened.document, mention(opened.fresh_id("T"), "ORG", TEXT, ((0, 6),))))
    opened.close()
    assert session_count(store.location) == 1
    store.close()


def session_count(location: StoreLocation) -> int:
    """How many layers the store has."""
    from annotator.store.store import Store

    store = Store(location)
    (found,) = store.rows.all("SELECT count(*) FROM layers")
    store.close()
    return int(found[0])
