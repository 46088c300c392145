"""`annotator.toml`: what it may say, and how it is told what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.project.config import find_project, read_config
from annotator.project.project import Project


def config_file(folder: Path, content: str | bytes) -> Path:
    """A project file."""
    path = folder / "annotator.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_everything_is_optional(tmp_path: Path) -> None:
    config = read_config(config_file(tmp_path, ""))
    assert (config.schema, config.annotator, config.store) == (None, None, ".annotator/store.sqlite")
    assert (config.limits.extractor_s, config.limits.regex_s) == (600, 2)


def test_the_keymap_is_passed_through(tmp_path: Path) -> None:
    config = read_config(config_file(tmp_path, '[keymap]\nprofile = "vim"\n[keymap.keys]\nundo = ["u", "ctrl+z"]\n'))
    assert config.keymap == {"profile": "vim", "keys": {"undo": ["u", "ctrl+z"]}}


def test_a_language_and_suggesters_may_be_named(tmp_path: Path) -> None:
    nothing = read_config(config_file(tmp_path, ""))
    assert (nothing.language, nothing.suggesters) == (None, None)
    config = read_config(config_file(tmp_path, 'language = "zh-Hant"\nsuggesters = []'))
    assert (config.language, config.suggesters) == ("zh-Hant", ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("schema = ?", r"annotator\.toml:1:10: Invalid value"),
        ('a = 1\nannotator = "x"', r"annotator\.toml:1: unknown key a; known are"),
        ("# x\nannotator = 7", r"annotator\.toml:2: annotator is 7; expected words"),
        ('schema = ""', r"annotator\.toml:1: schema is ''"),
        ('language = "German, mostly"', r"annotator\.toml:1: language is 'German, mostly'; expected a language tag"),
        ("\nsuggesters = 'x'", r"annotator\.toml:2: suggesters is 'x'; expected a list of names"),
        ("keymap = 3", r"annotator\.toml:1: keymap is 3; expected a table"),
        ("[limits]\n\nregex_s = -1", r"annotator\.toml:3: limits\.regex_s is -1"),
        ("[limits]\nregex_s = nan", r"annotator\.toml:2: limits\.regex_s is nan"),
        ("[limits]\nextractor_s = true", r"annotator\.toml:2: limits\.extractor_s is True"),
        ("[limits]\nmake_tea_s = 3", r"annotator\.toml:2: unknown key limits\.make_tea_s"),
        ('extractor = "touch canary"', r"unknown key extractor"),
        (b"annotator = '\xe9'", r"byte 13: not UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_config(config_file(tmp_path, content))


def test_a_project_is_found_from_below(tmp_path: Path) -> None:
    config_file(tmp_path, "")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_project(below) == tmp_path
    assert Project.open(below).folder == tmp_path


def test_outside_a_project_the_way_is_told(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None
    with pytest.raises(InputError, match="annotator init DIR"):
        Project.open(tmp_path)


@pytest.mark.parametrize("store", ["../elsewhere.sqlite", "/tmp/x.sqlite", "mysql://x/y"])
def test_a_store_outside_the_project_is_refused(tmp_path: Path, store: str) -> None:
    project = Project(read_config(config_file(tmp_path, f'store = "{store}"')))
    with pytest.raises(InputError, match="store: "):
        project.documents()


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "p", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    (inside / ".annotator").symlink_to(outside)
    project = Project(read_config(config_file(inside, "")))
    with pytest.raises(InputError, match="outside the project"):
        project.documents()
    assert list(outside.iterdir()) == []


def test_a_password_in_the_address_is_never_shown() -> None:
    from annotator.store.location import store_location

    shown = str(store_location("postgresql://mira:secret@db.example/gold", Path()))
    assert shown == "postgresql://db.example/gold"
