"""The hooks of .pre-commit-hooks.yaml before commits in a real git repository.

They are run as pre-commit runs them: the entry, split into words, with the staged files that the pattern fits.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from annotator.__main__ import main
from tests.shared import ROOT

pytestmark = pytest.mark.slow

HOOKS = {each["id"]: each for each in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
SAMPLE = ROOT / "datasets" / "conflict-news-sample"

HOOK = """#!{python}
import re, shlex, subprocess, sys

staged = subprocess.run(
    ["git", "diff", "--cached", "--name-only", "-z", "--diff-filter=ACMR"], capture_output=True, text=True, check=True
).stdout.split("\\0")
status = 0
for entry, files in {hooks!r}:
    chosen = [each for each in staged if each and re.search(files, each)]
    if chosen:
        words = [*shlex.split(entry)[1:], *chosen]
        status |= subprocess.run([sys.executable, "-m", "annotator", *words]).returncode
sys.exit(1 if status else 0)
"""


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    author = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "t")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(["git", *words], cwd=folder, env=kept | author, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project under git, with the hooks in its way."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "project"]) == 0
    folder = tmp_path / "project"
    git(folder, "init", "--quiet")
    (folder / "schema" / "conflict-news").mkdir(parents=True, exist_ok=True)
    schema = ROOT / "schema" / "conflict-news"
    for file in [*schema.glob("2.0.0*"), *schema.glob("guidelines-2.0.0*")]:
        (folder / "schema" / "conflict-news" / file.name).write_bytes(file.read_bytes())
    install(folder, "annotator-check", "annotator-schema-check")
    return folder


def install(folder: Path, *names: str) -> None:
    hooks = [(HOOKS[name]["entry"], HOOKS[name]["files"]) for name in names]
    file = folder / ".git" / "hooks" / "pre-commit"
    file.write_text(HOOK.format(python=sys.executable, hooks=hooks), "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "--all")
    return git(folder, "commit", "--message", "change")


def gold(folder: Path, name: str = "ncbi.jsonl") -> Path:
    file = folder / "datasets" / "ncbi" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes((SAMPLE / "gold-2.0.0.jsonl").read_bytes())
    return file


def test_a_hook_says_what_it_runs_and_on_which_files() -> None:
    known: Mapping[str, Any] = HOOKS
    assert set(known) == {"annotator-check", "annotator-check-fix", "annotator-schema-check"}
    for each in known.values():
        assert {"id", "name", "description", "entry", "language", "files"} <= set(each)
        assert each["language"] == "python"


def test_good_gold_is_committed_whatever_its_file_is_called(repository: Path) -> None:
    gold(repository)
    done = commit(repository)
    assert done.returncode == 0, done.stderr
    assert "2 documents, no findings" in done.stderr


def test_a_fault_keeps_gold_from_being_committed(repository: Path) -> None:
    file = gold(repository)
    file.write_text(file.read_text("utf-8").replace('"GPE"', '"GPEE"', 1) + "garbage\n", "utf-8")
    done = commit(repository)
    assert done.returncode == 1
    assert "GPEE" in done.stdout + done.stderr
    assert "datasets/ncbi/ncbi.jsonl:3" in done.stdout + done.stderr
    assert git(repository, "rev-parse", "--verify", "HEAD").returncode != 0


def test_bytes_that_are_not_canonical_are_refused_and_the_other_hook_writes_them(repository: Path) -> None:
    file = gold(repository)
    canonical = file.read_bytes()
    file.write_bytes(b"".join(reversed(canonical.splitlines(keepends=True))))
    done = commit(repository)
    assert (done.returncode, "sorted by id" in done.stdout + done.stderr) == (1, True)
    install(repository, "annotator-check-fix")
    git(repository, "add", "--all")
    git(repository, "commit", "--message", "change")
    assert file.read_bytes() == canonical, "pre-commit sees that a file changed and asks for it to be added again"


def test_a_schema_that_is_wrong_is_not_committed(repository: Path) -> None:
    file = next((repository / "schema" / "conflict-news").glob("2.0.0.yaml"))
    file.write_text(file.read_text("utf-8") + "\ncolour: red\n", "utf-8")
    done = commit(repository)
    assert (done.returncode, "colour" in done.stdout + done.stderr) == (1, True), done.stdout + done.stderr
