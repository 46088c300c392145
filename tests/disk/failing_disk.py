"""A disk whose Nth operation fails, and what a power cut leaves of what was written to it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias

from annotator.disk.operations import Disk

Mode: TypeAlias = Literal["crash", "full once", "full always", "broken", "torn", "lost", "renamed without data"]
MODES: tuple[Mode, ...] = ("crash", "full once", "full always", "broken", "torn", "lost", "renamed without data")
"""How an operation fails. After a crash nothing is done any more; `torn`: half a write and a crash; `lost`: a crash,
and nothing is there that was not flushed, renames neither; `renamed without data`: the renames are there, what was in
the files is not."""
STEPS = frozenset(
    ["open", "permit", "write", "truncate", "sync", "close", "digest", "rename", "sync_folder", "remove", "make_folder"]
)
ENDING = ("crash", "torn", "lost", "renamed without data")


class PowerCut(BaseException):
    """The machine stops here: nothing catches it, and nothing more is done to the disk."""


class FailingDisk(Disk):
    """Everything works but the Nth operation; `count` says how many were begun."""

    def __init__(self, failing: int, mode: Mode) -> None:
        self.failing, self.mode, self.count = failing, mode, 0
        self._is_off = False
        self._unsynced: dict[Path, bytes] = {}
        """What a file held when it was last flushed, where something was written since."""
        self._opened: dict[int, Path] = {}
        self._renames: list[tuple[Path, Path, bytes | None]] = []
        """Those whose folder was not flushed since: from, to, and what the target held."""

    def __getattribute__(self, name: str) -> Any:
        step = super().__getattribute__(name)
        return self._guarded(name, step) if name in STEPS else step

    def _guarded(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if self._is_off:
                raise PowerCut
            self.count += 1
            is_due = self.count == self.failing
            if self.mode in ENDING and is_due:
                self._end(name, arguments)
            takes_room = name in ("write", "make_folder") or (name == "open" and arguments[1] & os.O_CREAT)
            is_full = is_due if self.mode == "full once" else self.mode == "full always" and self.count >= self.failing
            if takes_room and is_full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if self.mode == "broken" and is_due:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return self._noted(name, step, arguments, named)

        return run

    def _noted(self, name: str, step: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if name == "rename":
            source, target = arguments
            self._renames.append((source, target, target.read_bytes() if target.exists() else None))
            if source in self._unsynced:
                self._unsynced[target] = self._unsynced.pop(source)
        if name in ("write", "truncate") and (path := self._opened.get(arguments[0])):
            self._unsynced.setdefault(path, path.read_bytes())
        if name == "sync":
            self._unsynced.pop(self._opened.get(arguments[0], Path()), None)
        if name == "sync_folder":
            self._renames = [each for each in self._renames if each[1].parent != arguments[0]]
        result = step(*arguments, **named)
        if name == "open":
            self._opened[result] = arguments[0]
        return result

    def _end(self, name: str, arguments: tuple[Any, ...]) -> None:
        self._is_off = True
        if self.mode == "torn" and name == "write":
            Disk.write(self, arguments[0], arguments[1][: len(arguments[1]) // 2])
        for path, synced in self._unsynced.items():
            if self.mode in ("lost", "renamed without data") and path.exists():
                path.write_bytes(synced)
        for source, target, before in reversed(self._renames) if self.mode == "lost" else ():
            if target.exists():
                target.rename(source)
            if before is not None:
                target.write_bytes(before)
        raise PowerCut
