from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import SchemaError
from annotator.schema.compiled import load_schema
from annotator.schema.language import read_schema
from tests.shared import ROOT

FILE = ROOT / "schema" / "conflict-news" / "2.0.0.yaml"


def test_the_second_load_needs_no_yaml_and_no_pydantic(tmp_path: Path) -> None:
    assert load_schema(FILE, tmp_path) == read_schema(FILE)
    code = (
        "import sys\nfrom pathlib import Path\nfrom annotator.schema.compiled import load_schema\n"
        f"print(load_schema(Path({str(FILE)!r}), Path({str(tmp_path)!r})).ref)\n"
        "heavy = ('ruamel', 'pydantic', 'orjson', 'pickle')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split("\n")[:2] == ["conflict-news@2.0.0", "[]"]


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "1.0.0.yaml"
    path.write_text('name: "a"\nversion: "1.0.0"\n', "utf-8")
    assert load_schema(path, tmp_path / "cache").name == "a"
    path.write_text('name: "b"\nversion: "1.0.0"\n', "utf-8")
    assert load_schema(path, tmp_path / "cache").name == "b"


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"name": 1}', b"\xff"])
def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    load_schema(FILE, tmp_path)
    kept = next(tmp_path.glob("*.json"))
    kept.write_bytes(damage)
    assert load_schema(FILE, tmp_path) == read_schema(FILE)
    assert kept.read_bytes() != damage, "it is made anew"


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert load_schema(FILE, tmp_path / "file").version == "2.0.0"
    assert load_schema(FILE).version == "2.0.0"


def test_a_wrong_file_is_never_cached(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("name: 1\n", "utf-8")
    with pytest.raises(SchemaError):
        load_schema(path, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    with pytest.raises(SchemaError, match="cannot be read"):
        load_schema(tmp_path / "none.yaml")
