"""Where a person stopped in an article, and what they had read of it: kept in the user's own folder.

Looking at a project changes no byte of it, so that this is no part of it. What cannot be read or written is as if it
had never been there.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from typing import NamedTuple

from msgspec import convert, to_builtins

from annotator.disk.atomic_file import keep_file
from annotator.disk.operations import PRIVATE, disk
from annotator.model.spans import Span
from annotator.suggest.worth.offers import Written
from annotator.tui.editor.coverage.reading import PASSES, SentencesRead
from annotator.tui.editor.editor import Editor

VERSION = 1


def reading_folder() -> Path | None:
    """The folder of such files, by the platform's custom; None where the user has none."""
    chosen = Path(os.environ.get("XDG_STATE_HOME", ""))
    if chosen.is_absolute():
        return chosen / "annotator" / "reading"
    local = os.environ.get("LOCALAPPDATA")
    if sys.platform == "win32" and local:
        return Path(local) / "annotator" / "Reading"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    below = "Library/Application Support" if sys.platform == "darwin" else ".local/state"
    return home / below / "annotator" / "reading"


class Stop(NamedTuple):
    """The last selection, the sentences that were read, and what was hidden in those without suggestions."""

    selection: Span
    read: SentencesRead
    hidden: dict[int, tuple[Written, ...]]


class Resume:
    """The stops of one annotator in the articles of a project."""

    def __init__(self, project_folder: Path, annotator: str) -> None:
        """Those of the project in a folder."""
        self._project_folder = project_folder.absolute()
        self._annotator = annotator

    def take_up(self, work: Editor) -> None:
        """Go on where the article was left."""
        stop = self._stop(work)
        if stop is None:
            return
        work.read = stop.read
        work.held.hidden.update(stop.hidden)
        if stop.selection[1] <= len(work.text):
            work.go_to(stop.selection)

    def keep(self, work: Editor) -> None:
        """Keep where the article is left."""
        if work.session.read_only:
            return
        read = work.read
        walked = {each: sorted(read.walked[each]) for each in PASSES}
        shown = {each: sorted(read.shown[each]) for each in PASSES}
        content = {
            "version": VERSION,
            "text_sha256": work.session.document.text_sha256,
            "selection": work.state.selection,
            "walked": walked,
            "shown": shown,
            "pass": read.current,
            "hidden": {str(start): to_builtins(each) for start, each in sorted(work.held.hidden.items())},
        }
        path = self._path(work)
        if path is None:
            return
        with suppress(OSError):
            disk().make_folder(path.parent, PRIVATE)
            keep_file(path, dumps(content).encode())

    def _stop(self, work: Editor) -> Stop | None:
        path = self._path(work)
        if path is None:
            return None
        try:
            content = loads(path.read_text("utf-8"))
            if content["version"] != VERSION or content["text_sha256"] != work.session.document.text_sha256:
                return None
            start, end = content["selection"]
            walked, shown = (
                {each: frozenset(map(int, content[name][each])) for each in PASSES} for name in ("walked", "shown")
            )
            current = content["pass"] if content["pass"] in PASSES else PASSES[0]
            hidden = convert(content.get("hidden", {}), dict[int, tuple[Written, ...]], strict=False)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Stop((int(start), int(end)), SentencesRead(walked, shown, current=current), hidden)

    def _path(self, work: Editor) -> Path | None:
        folder = reading_folder()
        name = "\0".join((str(self._project_folder), self._annotator, work.session.document.id))
        digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        return folder / f"{digest[:32]}.json" if folder else None
