"""A git repository set up for gold: attributes, merge driver, readable differences, a check before each commit."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import ConfigError, InputError, StoreError
from annotator.project.config import find_project
from annotator.text.utf8 import read_utf8

ATTRIBUTES = ("**/datasets/**/*.jsonl merge=gold diff=gold text eol=lf", "**/datasets/**/entities.jsonl merge diff")
"""The lines of `.gitattributes`: the registry of a corpus is no file of records."""

SETTINGS = (
    ("merge.gold.name", "annotator: gold merged by content"),
    ("merge.gold.driver", "annotator merge-driver %O %A %B"),
    ("merge.gold.recursive", "binary"),
    ("diff.gold.textconv", "annotator diff --textconv"),
)
"""What stands in the configuration of each clone."""

CHECK = (
    "git diff --cached --name-only -z --diff-filter=ACMR -- ':(glob)**/datasets/**/*.jsonl'"
    " | xargs -0 -r annotator check"
)
"""Checks the gold that is about to be committed; git calls hooks in the repository's top folder."""


class Part(NamedTuple):
    """One part of the set-up: where it stands, and whether it was there already."""

    place: str
    was_there: bool
    note: str = ""


def set_up(folder: Path) -> list[Part]:
    """Set the repository around a folder up; what is there already is left as it is.

    Raises:
        InputError: the folder is in no git repository, or there is no git.
        StoreError: a file cannot be written.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel"))
    return [
        _attributes(top / ".gitattributes"),
        _attributes(_git_path(folder, "info/attributes")),
        *(_setting(top, name, value) for name, value in SETTINGS),
        _hook(_git_path(folder, "hooks/pre-commit"), _check_command(top, folder)),
    ]


def missing_parts(folder: Path) -> list[str]:
    """What a clone lacks of a set-up whose `.gitattributes` it has; nothing where gold is not merged by us, or no git.

    A section of the configuration without its driver line stops every merge, none at all merges gold as plain text.
    """
    try:
        top = Path(_git(folder, "rev-parse", "--show-toplevel"))
        attributes = _text(top / ".gitattributes")
    except InputError:
        return []
    if "merge=gold" not in attributes:
        return []
    return [name for name, value in SETTINGS if _setting_now(top, name) != value]


def _attributes(path: Path) -> Part:
    text = _text(path)
    new = [line for line in ATTRIBUTES if line not in text.splitlines()]
    if new:
        _write(path, "\n".join([*text.splitlines(), *new]) + "\n")
    return Part(str(path), not new)


def _setting(top: Path, name: str, value: str) -> Part:
    if _setting_now(top, name) == value:
        return Part(f"git config {name}", True)
    _git(top, "config", "--local", name, value)
    return Part(f"git config {name}", False)


def _setting_now(top: Path, name: str) -> str | None:
    try:
        return _git(top, "config", "--get", name)
    except InputError:
        return None


def _check_command(top: Path, folder: Path) -> str:
    """The check, with the project's schema where the project is not the repository's top folder."""
    project = find_project(folder)
    inside = project.resolve().relative_to(top.resolve()) if project and project.resolve() != top.resolve() else None
    return f"{CHECK} --project {shlex.quote(str(inside))}" if inside else CHECK


def _hook(path: Path, command: str) -> Part:
    text = _text(path)
    if not text:
        _write(path, f"#!/bin/sh\n{command}\n")
        disk().permit(path, 0o755)
        return Part(str(path), False)
    if "annotator check" in text:
        return Part(str(path), True)
    return Part(str(path), True, f"has other commands; add this line to it: {command}")


def _text(path: Path) -> str:
    return read_utf8(path, ConfigError) if path.exists() else ""


def _write(path: Path, text: str) -> None:
    try:
        disk().make_folder(path.parent)
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made: {error.strerror}") from error
    replace_file(path, [text.encode("utf-8")])


def _git_path(folder: Path, name: str) -> Path:
    path = Path(_git(folder, "rev-parse", "--git-path", name))
    return path if path.is_absolute() else folder / path


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise InputError("there is no git on this machine; install it first") from error
    if done.returncode:
        message = done.stderr.strip() or f"git {' '.join(words)} ended with {done.returncode}"
        raise InputError(f"{folder}: {message}")
    return done.stdout.strip()


def described(parts: list[Part]) -> Iterator[str]:
    """What was set up, a line a part."""
    for part in parts:
        yield f"{'kept' if part.was_there else 'wrote'} {part.place}" + (f": {part.note}" if part.note else "")
