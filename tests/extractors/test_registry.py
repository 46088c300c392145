"""Extractors with a name: the built-in ones and a stranger's are found in the same way, none imported for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.registry import BUILT_IN, extractor_names, extractor_place
from annotator.extractors.run import Run
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
