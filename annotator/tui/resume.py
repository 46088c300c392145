"""Where a person stopped in an article, and what they had read of it: kept in the project's folder, in no record.

It is a convenience: what cannot be read or written is as if it had never been there.
"""

from __future__ import annotations

from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from annotator.model.spans import Span
from annotator.tui.editor.coverage.reading import PASSES, SentencesRead
from annotator.tui.editor.editor import Editor

FOLDER = "reading"
VERSION = 1


class Stop(NamedTuple):
    """The last selection, and the sentences that were read."""

    selection: Span
    read: SentencesRead


class Resume:
    """The stops of one annotator in the articles of a project."""

    def __init__(self, folder: Path, annotator: str) -> None:
        """Keep them below the project's `.annotator`."""
        self._folder = folder / ".annotator" / FOLDER
        self._annotator = annotator

    def take_up(self, work: Editor) -> None:
        """Go on where the article was left."""
        stop = self._stop(work)
        if stop is None:
            return
        work.read = stop.read
        if stop.selection[1] <= len(work.text):
            work.go_to(stop.selection)

    def keep(self, work: Editor) -> None:
        """Keep where the article is left."""
        if work.session.read_only:
            return
        read = work.read
        walked = {each: sorted(read.walked[each]) for each in PASSES}
        shown = {each: sorted(read.shown[each]) for each in PASSES}
        said = {
            "version": VERSION,
            "text_sha256": work.session.document.text_sha256,
            "selection": work.state.selection,
            "walked": walked,
            "shown": shown,
            "pass": read.current,
        }
        path = self._path(work)
        temporary = path.with_suffix(f".{token_hex(4)}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", "utf-8")
            temporary.write_text(dumps(said), "utf-8")
            temporary.replace(path)
        except OSError:
            return

    def _stop(self, work: Editor) -> Stop | None:
        try:
            said = loads(self._path(work).read_text("utf-8"))
            if said["version"] != VERSION or said["text_sha256"] != work.session.document.text_sha256:
                return None
            start, end = said["selection"]
            walked, shown = (
                {each: frozenset(map(int, said[name][each])) for each in PASSES} for name in ("walked", "shown")
            )
            current = said["pass"] if said["pass"] in PASSES else PASSES[0]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Stop((int(start), int(end)), SentencesRead(walked, shown, current=current))

    def _path(self, work: Editor) -> Path:
        name = f"{self._annotator}\0{work.session.document.id}"
        return self._folder / f"{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"
