"""What a command loads on its way: nothing heavy that it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HEAVY = {"textual", "sklearn", "scipy", "sqlalchemy", "numpy", "alembic", "ruamel", "pydantic"}

PROBE = """
import sys
from annotator.__main__ import main
try:
    main({arguments!r})
finally:
    print(sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The top-level modules in memory after a command has run in a fresh interpreter."""
    script = PROBE.format(arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return set(ast_list(done.stderr.strip().splitlines()[-1]))


def ast_list(line: str) -> list[str]:
    return [name.strip("' ") for name in line.strip("[]").split(",")]


ENGLISH = """
import sys
from annotator.model.document import new_document
from annotator.suggest.choice import suggesting
found = suggesting(new_document("d", "We left Selm.", meta={"language": "en"}))
assert found.segmenter.next_sentence("We left Selm.", -1)
print(sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("annotator.suggest")), file=sys.stderr)
print(sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_an_english_article_loads_no_rules_of_other_languages_and_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", ENGLISH], capture_output=True, text=True, check=True)
    ours, everything = (set(ast_list(line)) for line in done.stderr.strip().splitlines())
    assert "english_words" in ours
    assert not ours & {"unicode_words", "unicode_sentences", "unspaced_words"}
    assert not everything & (HEAVY | {"budoux"})


@pytest.mark.parametrize("arguments", [["--help"], ["eval", "--help"], ["check", "--help"], ["label", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) & HEAVY == set()


def test_labelling_reads_unchanged_files_without_pydantic_and_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first paint waits for no library that reads what has been read before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = str(tmp_path / "p")
    loaded("init", project)
    (tmp_path / "a.txt").write_text("Oskell answered.", "utf-8")
    loaded("add", str(tmp_path / "a.txt"), "--project", project)
    assert {"pydantic", "ruamel"} <= loaded("label", "--plain", "--project", project), "the first time they are needed"
    assert loaded("label", "--plain", "--project", project) & HEAVY == set()
