"""What may change outside while an article is open: its file, the schema, who has the layer, what extractors say.

Looked at now and then, beside the app; what has changed is said, and a layer that somebody else had is opened anew when
it can be written, or when it was labelled on. Nothing is read but a few file times and rows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from annotator.errors import AnnotatorError
from annotator.tui.documents import Documents
from annotator.tui.editor.session import Session
from annotator.tui.kept_offers import KeptOffers
from annotator.tui.requests import Requests

WATCHED_S = 2.0
"""How often is looked."""

Version: TypeAlias = tuple[int, int] | None


class Watch:
    """Watches over one open article; `reopen` opens it anew, and says why."""

    def __init__(
        self,
        session: Session,
        documents: Documents,
        requests: Requests,
        reopen: Callable[[str], None],
        offers: KeptOffers | None = None,
    ) -> None:
        """Begin with everything as it is now; `offers` are looked for too."""
        self._session = session
        self._documents = documents
        self._requests = requests
        self._reopen = reopen
        self._offers = offers
        self._looking = Lock()
        self._file: Path | None = None
        self._file_as_seen: Version = None
        self._is_first = True
        self._ended = False

    def end(self) -> None:
        """The article is not open any more."""
        self._ended = True

    def look(self) -> None:
        """See what has changed; to be called in a thread beside the app's, where calls may overlap."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._look_at_file()
            self._look_at_schema()
            self._look_at_layer()
            self._look_at_articles()
            if self._offers is not None and not self._ended:
                self._offers.look()
        except AnnotatorError:
            # Only looking: whoever asks for it is told what is wrong with it.
            return
        finally:
            self._looking.release()

    def _look_at_file(self) -> None:
        if self._file is None:
            self._file = self._documents.source_file(self._session.document.id)
            if self._file is None:
                return
            self._file_as_seen = version_of(self._file)
            self._requests.compare()
        elif (now := version_of(self._file)) != self._file_as_seen:
            self._file_as_seen = now
            self._requests.compare()

    def _look_at_schema(self) -> None:
        # What the log says of schemas is long to read, and does not change while nothing else does.
        if self._is_first or self._documents.project.schema_is_stale:
            self._is_first = False
            self._requests.look_at_schema()

    def _look_at_layer(self) -> None:
        if self._ended or self._session.read_only is None:
            return
        if self._session.could_write_now():
            self._reopen("writable now: nobody else has it open")
        elif self._session.changed_elsewhere():
            self._reopen("labelled on by whoever has it; shown as it is now")

    def _look_at_articles(self) -> None:
        if notice := self._documents.look_for_others():
            self._requests.tell(notice)


def version_of(file: Path) -> Version:
    """What tells whether a file was written anew; None where it is not there."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
