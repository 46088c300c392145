"""Finding what runs an extractor, before the scratch directory is entered."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.errors import ExtractorError
from annotator.extractors import runner
from annotator.extractors.llm.spec import parse_model
from annotator.extractors.program import Command
from annotator.extractors.registry import extractor_place, installed_versions
from annotator.extractors.spec import ExtractorSpec
from annotator.extractors.version import CODE_HASH
from annotator.text.visible import visible

HASHED_LENGTH = 12


def command_of(spec: ExtractorSpec, folder: Path) -> Command:
    """The command that runs an extractor; what the spec names relatively is looked for in `folder`.

    Raises:
        ExtractorError: the program or the file is not there, or cannot be executed.
    """
    if spec.kind == "command":
        return _program(spec, folder)
    if spec.kind == "path":
        file = _existing(spec, folder / spec.target)
        return _python(spec, f"{file}:{spec.function}", [], [file.parent, folder])
    if spec.kind == "module":
        return _python(spec, f"{spec.target}:{spec.function}", [str(folder.absolute())], [folder])
    if spec.target == "llm":
        return _model(spec, folder)
    if spec.target == "model":
        return _trained(spec, folder)
    command = _python(spec, extractor_place(spec.target), [], [folder])
    return replace(command, given=installed_versions(spec.target, spec.argument))


def _model(spec: ExtractorSpec, folder: Path) -> Command:
    """The runner for a language model, with full paths for the files that its options name."""
    model = parse_model(spec.argument or "").within(folder)
    files = [_existing(spec, file) for file in model.files()]
    command = _python(replace(spec, argument=model.text()), extractor_place(spec.target), [], [])
    return replace(command, given=hash_of(files) if files else "")


def _trained(spec: ExtractorSpec, folder: Path) -> Command:
    """The runner for a trained model; its files stand among the words, so that a confined extractor may read them."""
    path = (folder / (spec.argument or "")).absolute()
    if not path.is_dir():
        raise ExtractorError(f"{visible(spec.text)}: extractor failed: there is no folder {visible(str(path))}")
    files = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    command = _python(replace(spec, argument=str(path)), extractor_place(spec.target), [], [])
    return replace(command, words=(*command.words, *map(str, files)), given=hash_of(files))


def _program(spec: ExtractorSpec, folder: Path) -> Command:
    program, *arguments = spec.words
    path = _located(program, folder)
    if path is None:
        raise ExtractorError(f"{visible(spec.text)}: extractor failed: there is no program {visible(program)}")
    if path.is_dir() or not os.access(path, os.X_OK):
        reason = "is a folder" if path.is_dir() else "is not executable; make it so with: chmod +x"
        raise ExtractorError(f"{visible(spec.text)}: extractor failed: {visible(program)} {reason}")
    words = tuple(_with_full_path(each, folder) for each in arguments)
    given = (Path(part) for each in words for part in (each, each.partition("=")[2]) if Path(part).is_absolute())
    version = hash_of([path, *filter(_is_file, given)])
    return Command(spec.text, str(path), (program, *words), version=version)


def _with_full_path(word: str, folder: Path) -> str:
    """An argument as the program needs it in its folder of its own: files have their full path, also after a `=`."""
    if _is_file(folder / word):
        return str((folder / word).absolute())
    option, equals, value = word.partition("=")
    return f"{option}={(folder / value).absolute()}" if equals and value and _is_file(folder / value) else word


def _is_file(path: Path) -> bool:
    """Whether a word that need not be a path at all names a file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _located(program: str, folder: Path) -> Path | None:
    if os.sep in program:
        path = (folder / program).absolute()
        return path if path.exists() else None
    on_path = shutil.which(program)
    return Path(on_path).absolute() if on_path else None


def _python(spec: ExtractorSpec, place: str, folders: list[str], own: Sequence[Path]) -> Command:
    """The runner for a function. It imports from wherever this program does, installed or not, and writes no cache.

    Of what it reads below the folders `own` it tells, so that its predictions are known to be of that.
    """
    importable = json.dumps([*folders, *(str(Path(each).absolute()) for each in sys.path if each)])
    script = str(Path(runner.__file__).absolute())
    below = json.dumps([str(each.absolute()) for each in own])
    words = (sys.executable, "-P", "-B", script, importable, place, spec.argument or "", below)
    return Command(spec.text, sys.executable, words, greets=True, folders=tuple(own[:1]))


def _existing(spec: ExtractorSpec, path: Path) -> Path:
    if not path.is_file():
        raise ExtractorError(f"{visible(spec.text)}: extractor failed: there is no file {visible(str(path))}")
    return path.absolute()


def hash_of(files: list[Path]) -> str:
    """A version for a program that has none: a hash of its file and of the files that it is given."""
    whole = hashlib.sha256()
    for file in files:
        try:
            whole.update(file.read_bytes())
        except OSError:
            whole.update(str(file).encode("utf-8", "surrogateescape"))
    return f"{CODE_HASH}{whole.hexdigest()[:HASHED_LENGTH]}"
