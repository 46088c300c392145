"""A sample of `make fuzz`, and every file that a reader once failed on."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest

from annotator.formats.protocol import writes
from annotator.formats.registry import format_named, format_names
from tests.fuzz.fuzzing import CORPUS, Case, drawn, failure
from tests.fuzz.readers import readers
from tests.fuzz.texts import drawn_text, failure_of_text

pytestmark = pytest.mark.slow

TRIES = 60
TEXTS = 8


@pytest.mark.parametrize("seed", range(3))
def test_a_reader_reads_or_refuses(seed: int, tmp_path: Path) -> None:
    for name, reader in readers().items():
        assert failure(reader, reader.files, tmp_path / "x") is None, name
        random = Random(f"{seed} {name}")
        for _ in range(TRIES // 3):
            assert failure(reader, drawn(reader, random), tmp_path / "x") is None, name


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.json")), ids=lambda path: path.stem)
def test_what_failed_once_fails_no_more(file: Path, tmp_path: Path) -> None:
    case = msgspec.json.decode(file.read_bytes(), type=Case)
    assert failure(readers()[case.reader], case.files, tmp_path / "x") is None


DRAWN = [drawn_text(Random(seed)) for seed in range(TEXTS)]


@pytest.mark.parametrize("text", ["A\x85. ", "\x85", "\ufeff", "\u202e", "a\0b", *DRAWN])
def test_any_text_goes_through_every_verb(text: str, tmp_path: Path) -> None:
    assert failure_of_text(text, tmp_path / "p") is None


def test_the_registered_formats_are_among_them() -> None:
    assert {f"format {name}" for name in format_names()} <= set(readers())


def test_good_files_are_read(tmp_path: Path) -> None:
    for name, reader in readers().items():
        folder = tmp_path / name.replace(" ", "-")
        for file, content in reader.files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)
        form = name.partition("format ")[2]
        if name not in ("suite", "releases", "migration") and not (form and not writes(format_named(form))):
            # These name files beside them that are not there, or cannot be written to begin with.
            reader.read(folder)
