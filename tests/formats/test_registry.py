from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from annotator.errors import UsageError
from annotator.formats import registry
from annotator.formats.brat.standoff import Brat
from tests.shared import ROOT


def test_names_are_listed_without_importing_any_format() -> None:
    code = (
        "import sys\nfrom annotator.formats.registry import format_names\nprint(format_names())\n"
        "print([name for name in sys.modules if name.startswith('annotator.formats.')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    names, modules = done.stdout.splitlines()
    assert names == str(sorted(registry.BUILT_IN))
    assert modules == "['annotator.formats.sample', 'annotator.formats.protocol', 'annotator.formats.registry']"


def test_a_format_is_made_by_its_name() -> None:
    assert isinstance(registry.format_named("brat"), Brat)


def test_other_packages_add_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("mine", "annotator.formats.jsonl:Jsonl", registry.GROUP),
        EntryPoint("broken", "no.such.module:X", registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    assert registry.format_names() == sorted([*registry.BUILT_IN, "broken", "mine"])
    assert registry.format_named("mine").name == "jsonl"
    with pytest.raises(UsageError, match=r"cannot be loaded from no\.such\.module:X"):
        registry.format_named("broken")


def test_an_unknown_name_is_refused_with_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean brat"):
        registry.format_named("brut")
    with pytest.raises(UsageError, match=f"expected one of {', '.join(sorted(registry.BUILT_IN))}"):
        registry.format_named("word")


def test_a_format_may_have_schemas_or_not() -> None:
    assert registry.schema_format_named("brat").name == "brat"
    with pytest.raises(UsageError, match=r"'jsonl' has no schemas; expected one of .*brat"):
        registry.schema_format_named("jsonl")
