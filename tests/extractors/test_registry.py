"""Extractors with a name: the built-in ones and a stranger's are found in the same way, none imported for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.registry import BUILT_IN, extractor_names, extractor_place
from annotator.extractors.run import Identity, Run, identify
from annotator.extractors.spec import parse_spec

STRANGER = """
raise_if_imported = True

def extract(records, argument="nobody"):
    for record in records:
        yield {"id": record["id"], "labels": {"argument": argument}, "entities": [], "relations": [], "events": []}
"""


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package that registers an extractor."""
    (tmp_path / "oskell_extractors.py").write_text(STRANGER, "utf-8")
    metadata = tmp_path / "oskell_extractors-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: oskell-extractors\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[annotator.extractors]\noskell = oskell_extractors:extract\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "oskell"


def test_a_stranger_is_listed_without_being_imported(stranger: str) -> None:
    assert stranger in extractor_names()
    assert extractor_place(stranger) == "oskell_extractors:extract"
    assert "oskell_extractors" not in sys.modules


@pytest.mark.parametrize(("spec", "argument"), [("oskell", "nobody"), ("oskell:model-2", "model-2")])
def test_a_stranger_extracts(stranger: str, spec: str, argument: str, tmp_path: Path) -> None:
    (answer,) = Run(parse_spec(spec), [Article("d1", "Selm")], Limits(timeout_s=20), folder=tmp_path)
    assert answer.document is not None
    assert answer.document.labels == {"argument": argument}


def test_listing_names_imports_no_extractor() -> None:
    script = (
        "import sys; from annotator.extractors.registry import extractor_names; extractor_names(); print(sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    for place in BUILT_IN.values():
        assert f"'{place.partition(':')[0]}'" not in printed
    assert "'spacy'" not in printed


def test_the_version_of_a_pipeline_is_that_of_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(number: str) -> Identity:
        folder = tmp_path / "pipe_of_ours-1.dist-info"
        folder.mkdir(exist_ok=True)
        text = f"Metadata-Version: 2.1\nName: pipe_of_ours\nVersion: {number}\n"
        (folder / "METADATA").write_text(text, "utf-8")
        return identify(parse_spec("spacy:pipe_of_ours"), Limits(timeout_s=20), folder=tmp_path)

    (tmp_path / "pipe_of_ours.py").write_text("def load():\n    return None\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    before, after = install("3.7.1"), install("3.8.0")
    assert (before.version, after.version) == ("3.7.1", "3.8.0")
