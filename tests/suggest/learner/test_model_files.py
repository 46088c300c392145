"""A model's folder: what is written is read back, the same model has the same bytes, and damage is refused."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pytest

from annotator.errors import InputError
from annotator.suggest.learner import model_files
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.model import fit_model
from annotator.suggest.learner.model_files import (
    FILES,
    MODEL,
    WEIGHTS,
    FittedTo,
    packed,
    read_model,
    unpacked,
    write_model,
)
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner.tagger.tagger import Tagger
from tests.shared import ROOT
from tests.suggest.learner import taught

FITTED_TO = FittedTo({"b": "1" * 64, "a": "2" * 64}, 3, 2, 1, "en", 7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path / "m", taught.model(), taught.SCHEMA_FILE.read_text("utf-8"), FITTED_TO)
    return tmp_path / "m"


def test_what_is_written_is_read_back(folder: Path) -> None:
    assert read_model(folder) == (taught.model(), FITTED_TO)
    assert sorted(each.name for each in folder.iterdir()) == sorted(FILES)


def test_a_model_keeps_its_tagger_its_sources_and_what_it_learned_without_them(tmp_path: Path) -> None:
    lesson = replace(taught.lessons()[0], end_char=800)
    said = {"spacy:x": {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}}
    lesson = replace(lesson, reading=replace(lesson.reading, said=said))
    tags = Linear(("B-GPE", "O"), (0.0, 0.0), {"word selm": ((0, 1.5), (1, -0.25))})
    tagger = Tagger(tags, ((0.5, 0.25), (1.0, 0.0)))
    model = fit_model([lesson], taught.schema(), [SourceName("spacy:x", "3.8")], tagger)
    assert model.mentions.stacked.classes
    assert model.mentions.tagger == tagger
    write_model(tmp_path / "m", model, taught.SCHEMA_FILE.read_text("utf-8"), FITTED_TO)
    assert read_model(tmp_path / "m")[0] == model


def test_the_same_model_has_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again, fitted_to = read_model(folder)
    write_model(tmp_path / "again", again, taught.SCHEMA_FILE.read_text("utf-8"), fitted_to)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.slow
def test_training_gives_the_same_bytes_whatever_strings_hash_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "annotator", "train", str(taught.GOLD), "-o", str(tmp_path / "other")]
    environment = {"PYTHONHASHSEED": "1", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    _, fitted_to = read_model(tmp_path / "other")
    write_model(tmp_path / "here", taught.model(), taught.SCHEMA_FILE.read_text("utf-8"), fitted_to)
    for name in FILES:
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_refused_by_name(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / name).write_bytes(content)
    with pytest.raises(InputError, match=f"{folder.name}.*train (the model|it) again"):
        read_model(folder)
    (folder / name).unlink()
    with pytest.raises(InputError, match=name):
        read_model(folder)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"kind":"other"}', b"\xff"])
def test_what_is_no_model_is_refused(folder: Path, content: bytes) -> None:
    (folder / MODEL).write_bytes(content)
    with pytest.raises(InputError, match=MODEL):
        read_model(folder)


def test_a_model_of_other_features_is_to_be_trained_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "VERSION", 1000)
    with pytest.raises(InputError, match="this program's are 1000; train it again"):
        read_model(folder)


def test_no_pickle_is_opened(folder: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("opened",)

    weights = packed({})
    for content in (pickle.dumps(Evil()), weights[:10], b""):
        with pytest.raises((ValueError, OSError, EOFError, BadZipFile)):
            unpacked(content)
    with pytest.raises(ValueError, match=r"[Oo]bject"):
        packed({"a": np.array([Evil()], dtype=object)})
    manifest = json.loads((folder / MODEL).read_bytes())
    manifest["weights_sha256"] = sha256(b"no archive").hexdigest()
    (folder / MODEL).write_text(json.dumps(manifest), "utf-8")
    (folder / WEIGHTS).write_bytes(b"no archive")
    with pytest.raises(InputError, match="is damaged"):
        read_model(folder)
