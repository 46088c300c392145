"""Gold in a real git repository: merged by content, rebased, left with its conflicts, refused at the commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.annotation import Argument
from annotator.model.change import apply
from annotator.model.document import Document
from annotator.model.edits import add, update
from annotator.project.git.setup import missing_parts
from tests.agreement.three_way.test_merge import article, mention
from tests.shared import ROOT

pytestmark = pytest.mark.slow

SCHEMA = """\
name: "news"
version: "1.0.0"
offset_unit: "unicode_codepoint"
entity_types:
  GPE: {definition: "a place"}
  GROUP: {definition: "a group"}
  ORG: {definition: "an organisation"}
  FORCE: {definition: "a force"}
  FACILITY: {definition: "a building"}
event_types:
  Attack:
    roles:
      Attacker: {types: ["GPE", "GROUP"]}
      Target: {types: ["FACILITY"]}
      Place: {types: ["GPE"]}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository set up for gold, with one article in it, and `annotator` on its path."""
    program = tmp_path / "bin" / "annotator"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport sys\nfrom annotator.__main__ import main\nsys.exit(main())\n")
    program.chmod(0o755)
    folder = tmp_path / "repository"
    (folder / "datasets").mkdir(parents=True)
    (folder / "annotator.toml").write_text('schema = "schema/news/1.0.0.yaml"\n')
    (folder / "schema" / "news").mkdir(parents=True)
    (folder / "schema" / "news" / "1.0.0.yaml").write_text(SCHEMA)
    run(folder, "git", "init", "-q", "-b", "main")
    run(folder, "git", "config", "user.name", "Somebody")
    run(folder, "git", "config", "user.email", "somebody@example.org")
    assert "merge.gold.driver" in run(folder, "annotator", "git", "setup").stdout
    save(folder, article())
    commit(folder, "the first gold")
    return folder


def run(folder: Path, *command: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "GIT_EDITOR": "true"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def gold(folder: Path) -> Path:
    return folder / "datasets" / "gold.jsonl"


def save(folder: Path, document: Document) -> None:
    write_records([document], gold(folder))


def held(folder: Path) -> Document:
    (document,) = read_documents(gold(folder))
    return document


def commit(folder: Path, message: str) -> None:
    run(folder, "git", "add", "-A")
    run(folder, "git", "commit", "-q", "--no-verify", "-m", message)


def on_branch(folder: Path, branch: str, document: Document) -> None:
    run(folder, "git", "checkout", "-q", "-b", branch, "main")
    save(folder, document)
    commit(folder, branch)


def with_place(words: str, type_name: str, role: str) -> Document:
    base = article()
    document = apply(base, add(base, mention("T3", words, type_name)))
    attack = document.events["E1"]
    return apply(document, update(document, replace(attack, arguments=(*attack.arguments, Argument(role, "T3")))))


@pytest.mark.parametrize("command", [("merge", "-q", "--no-edit"), ("rebase", "-q")])
def test_two_branches_with_one_id_for_two_mentions(repository: Path, command: tuple[str, ...]) -> None:
    on_branch(repository, "theirs", with_place("camp", "FACILITY", "Target"))
    on_branch(repository, "ours", with_place("Selm", "GPE", "Place"))
    run(repository, "git", *command, "theirs")
    document = held(repository)
    assert {each.text for each in document.entities.values()} == {"Oskell", "Dawn Column", "camp", "Selm"}
    targets = {each.role: document.entities[each.target].text for each in document.events["E1"].arguments}
    assert targets == {"Attacker": "Oskell", "Target": "camp", "Place": "Selm"}


def retyped(type_name: str) -> Document:
    base = article()
    return apply(base, update(base, replace(base.entities["T2"], type=type_name)))


def test_a_conflict_stays_in_the_record_and_a_commit_of_it_is_refused(repository: Path) -> None:
    on_branch(repository, "theirs", retyped("FORCE"))
    on_branch(repository, "ours", retyped("ORG"))
    run(repository, "git", "merge", "-q", "--no-edit", "theirs", status=1)
    assert held(repository).meta["conflicts"][0]["theirs"] == "FORCE"
    run(repository, "git", "add", "-A")
    refused = run(repository, "git", "commit", "-q", "--no-edit", status=1)
    assert "meta.conflicts[0]" in refused.stdout + refused.stderr


def test_the_driver_leaves_ours_as_it_was_when_theirs_is_no_gold(repository: Path) -> None:
    before = gold(repository).read_bytes()
    broken = repository / "broken.jsonl"
    broken.write_text("<<<<<<< not gold\n")
    done = run(
        repository, "annotator", "merge-driver", str(gold(repository)), str(gold(repository)), "broken.jsonl", status=1
    )
    assert "ours is as it was" in done.stderr
    assert gold(repository).read_bytes() == before


def test_git_shows_differences_in_words(repository: Path) -> None:
    on_branch(repository, "ours", retyped("ORG"))
    shown = run(repository, "git", "diff", "main", "--", "datasets").stdout
    assert any(line.startswith("+") and "ORG" in line and "Dawn Column" in line for line in shown.splitlines())
    assert "text_sha256" not in shown


def test_a_clone_without_the_driver_is_named(repository: Path) -> None:
    assert missing_parts(repository) == []
    run(repository.parent, "git", "clone", "-q", str(repository), str(repository.parent / "clone"))
    assert "merge.gold.driver" in missing_parts(repository.parent / "clone")
    told = run(repository.parent / "clone", "annotator", "doctor", status=1).stdout
    assert "this clone lacks" in told
    assert "annotator git setup" in told
    again = run(repository, "annotator", "git", "setup").stdout
    assert "wrote" not in again


def test_a_removed_document_that_was_changed_stays(repository: Path) -> None:
    run(repository, "git", "checkout", "-q", "-b", "theirs", "main")
    write_records([], gold(repository))
    commit(repository, "remove")
    on_branch(repository, "ours", retyped("ORG"))
    run(repository, "git", "merge", "-q", "--no-edit", "theirs", status=1)
    assert held(repository).meta["conflicts"][0]["kind"] == "removed"
