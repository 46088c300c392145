"""Extractors confined further, where the system can: no network, nothing written, gold and project not to be read.

`bwrap` (bubblewrap) does it where it is installed and works, else Landlock (`annotator.extractors.landlock`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from annotator.errors import UsageError
from annotator.extractors import landlock, runner
from annotator.extractors.program import Command

Way: TypeAlias = Literal["bwrap", "Landlock"]
PACKAGE = Path(runner.__file__).parents[1]
BARE = (
    *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/run"),
    *("--unshare-net", "--unshare-ipc", "--unshare-pid", "--die-with-parent"),
)
PROBE_S = 10


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a confined extractor cannot read: a project's folder, where there is one, and the file it extracts from."""

    project: Path | None
    source: Path

    def hidden(self) -> tuple[Path, ...]:
        """The places, by their real paths; a file in the project is hidden with it."""
        project, source = self.project and self.project.resolve(), self.source.resolve()
        if project is None:
            return (source,)
        return (project,) if source.is_relative_to(project) else (project, source)


def confined(command: Command, confinement: Confinement, scratch: str, way: Way | None = None) -> Command:
    """The command that runs another one confined.

    Raises:
        UsageError: this system can confine nothing.
    """
    way = way or way_here()
    hidden = confinement.hidden()
    secret = confinement.source.resolve()
    needed = list(_needed(command, hidden))
    path, words = (command.path, command.words)
    if way == "bwrap":
        around = [*BARE, *_masks(hidden, needed, secret), "--bind", scratch, scratch, "--chdir", scratch, "--"]
        bwrap = str(shutil.which("bwrap"))
        return replace(command, path=bwrap, words=("bwrap", *around, path, *words[1:]))
    listed = [each.resolve() for each in command.folders if any(map(each.resolve().is_relative_to, hidden))]
    order = {"hidden": hidden, "needed": needed, "secret": [secret], "listed": listed}
    plain = json.dumps({name: [str(each) for each in places] for name, places in order.items()})
    script = str(Path(landlock.__file__).absolute())
    return replace(command, path=sys.executable, words=(sys.executable, "-I", "-S", script, plain, path, *words))


def way_here() -> Way:
    """How this system confines.

    Raises:
        UsageError: it does not.
    """
    way = _way()
    if way is None:
        raise UsageError(
            "--confine: this system has nothing to confine an extractor with; install bubblewrap (bwrap), use a Linux "
            "kernel with Landlock (5.13 or newer), or leave --confine out"
        )
    return way


@lru_cache(maxsize=1)
def _way() -> Way | None:
    if (bwrap := shutil.which("bwrap")) and _works(bwrap):
        return "bwrap"
    return "Landlock" if landlock.version() else None


def _works(bwrap: str) -> bool:
    """Whether it may make what it needs here; many containers and some distributions forbid it."""
    try:
        return not subprocess.run([bwrap, *BARE, "true"], capture_output=True, timeout=PROBE_S, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def _masks(hidden: Sequence[Path], needed: Sequence[Path], secret: Path) -> Iterator[str]:
    for place in hidden:
        yield from ("--tmpfs", str(place)) if place.is_dir() else ("--ro-bind", os.devnull, str(place))
    for place in needed:
        yield from ("--ro-bind", str(place), str(place))
        if secret.is_relative_to(place):
            yield from ("--ro-bind", os.devnull, str(secret))
    for place in filter(Path.is_dir, hidden):
        yield from ("--remount-ro", str(place))


def _needed(command: Command, hidden: Sequence[Path]) -> Iterator[Path]:
    """What the extractor reads of the hidden folders all the same: Python, this program, its own code and arguments."""
    folders = [place for place in hidden if place.is_dir()]
    python = [Path(each).resolve() for each in (sys.prefix, sys.base_prefix, str(PACKAGE), *filter(None, sys.path))]
    files = [Path(each) for word in (command.path, *command.words) for each in (word, word.partition("=")[2])]
    for place in [*python, *(each.resolve() for each in files if _is_file(each)), *_own_code(command, folders)]:
        if any(place.is_relative_to(folder) and place != folder for folder in folders):
            yield place


def _own_code(command: Command, folders: Sequence[Path]) -> Iterator[Path]:
    for own in command.folders:
        if any(own.resolve().is_relative_to(folder) for folder in folders):
            for place, inside, names in os.walk(own.resolve()):
                inside[:] = [name for name in inside if not name.startswith(".")]
                yield from (Path(place, name) for name in names if name.endswith(".py"))


def _is_file(path: Path) -> bool:
    try:
        return path.is_absolute() and path.is_file()
    except (OSError, ValueError):
        return False
