"""The labelling screen: keys go to the editor, what changed goes to the terminal; the app only routes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType

from annotator.errors import AnnotatorError, ExitCode, InputError
from annotator.store.reading.garbage_collection import pause_gc
from annotator.store.reading.giving_way import key_pressed, keys_come_first
from annotator.text.widths import unsure_clusters
from annotator.tui.asked_widths import AskedWidths
from annotator.tui.documents import Documents
from annotator.tui.editor.annotate.twins import twins
from annotator.tui.editor.choose.text_input import pasted
from annotator.tui.editor.modes.listing import went_to
from annotator.tui.editor.state import Request, Typing
from annotator.tui.kept_offers import KeptOffers
from annotator.tui.keymap import Keymap, keymap
from annotator.tui.learning.learning import Learning
from annotator.tui.pointing import Pointing
from annotator.tui.requests import Requests
from annotator.tui.suggesting_beside import SuggestingBeside
from annotator.tui.terminal import key_name
from annotator.tui.theme import next_theme, theme_for
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, layout, painted
from annotator.tui.watching import WATCHED_S, Watch
from annotator.tui.widgets.canvas import Canvas
from annotator.tui.widgets.width_questions import unsure_in

if TYPE_CHECKING:
    from annotator.project.project import Project

ASKED_CHARS = 50_000
"""How much of the article, each side of the selection, the terminal is asked about before the first paint."""
DISK_SHOWN_S = 0.03
"""How long after an edit is on disk the screen says so."""
COLOURS = {None: 0, "standard": 16, "windows": 16, "256": 256, "truecolor": 2**24}


class LabelApp(App[int]):
    """Labels one article after the other."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, documents: Documents, document_id: str, keys: Keymap) -> None:
        """Begin with one article of the project."""
        super().__init__(ansi_color=True)
        self._documents = documents
        self._keys = keys
        environment = os.environ | ({"NO_COLOR": "1"} if self.no_color else {})
        self._canvas = Canvas(theme_for(environment, COLOURS[self.console.color_system]), self._point)
        self._pointing = Pointing(self._press, self._paint)
        self._is_disk_waiting = False
        self._learning = Learning(documents, self._soon, self.set_timer)
        self._beside = SuggestingBeside(
            documents.project, lambda words: self._soon(lambda: self._work.messages.hear(words))
        )
        self._widths = AskedWidths(self, self._take_widths)
        self._serves: dict[str, Callable[[Request], None]] = {
            "quit": self._quit,
            "next_document": lambda _: self._open_beside(1),
            "previous_document": lambda _: self._open_beside(-1),
            "open": self._open,
            "rename": self._rename,
            "theme": self._next_theme,
            "redraw": self._redraw,
        }
        self._open_article(document_id)

    def _open_article(self, document_id: str) -> None:
        self._work = self._documents.editor(document_id, self._keys, self._widths.measure)
        session = self._work.session
        self._page = Page(hues_of(session.schema))
        self._requests = Requests(self._work, self._documents, self._soon, self._in_thread)
        offers = KeptOffers(self._work, self._documents.project, self._soon)
        self._watch = Watch(session, self._documents, self._requests, self._reopen, offers)
        self._leaving = self._is_let_go = False
        self._documents.resume.take_up(self._work)
        if notice := session.notice or self._documents.notice or self._work.segmenter.notice:
            self._say("; ".join(filter(None, (notice, self._work.state.message))))
        session.subscribe(self._changed_on_disk)

    def compose(self) -> ComposeResult:
        """One canvas."""
        yield self._canvas

    def on_mount(self) -> None:
        """Load what the first save needs once the screen stands."""
        for ending in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(ending, self._end)
        self._ask_about_article()
        self.set_interval(WATCHED_S, self._look_around)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        """What the first paint need not wait for."""
        self._work.session.warm_up()
        self._in_thread(self._work.count_sentences)
        self._in_thread(self._look_for_twins)
        self._in_thread(self._requests.look_at_project)
        self._learning.begin(self._work)
        self._beside.begin(self._work.session.document.id)
        self._look_around()

    def _look_around(self) -> None:
        """See beside the app what has changed outside, and whether the learner is to be asked."""
        self._learning.look()
        self._in_thread(self._watch.look)

    def _reopen(self, message: str) -> None:
        """Called from a thread: open the article anew, where the person is in it."""
        watch = self._watch

        def reopen() -> None:
            # In the middle of a list or a text it is put off until the next look.
            if watch is self._watch and self._work.state.mode is None:
                before = self._work.state
                self._open(Request("open", self._work.session.document.id))
                if before.selection[1] <= len(self._work.text):
                    self._work.go_to(before.selection)
                self._work.messages.hear(message)

        self._soon(reopen)

    def _look_for_twins(self) -> None:
        """Finding them takes long in a long article; what is labelled there is looked up in the app's own thread."""
        work = self._work
        if twins(work.text):
            self._soon(lambda: work.offer_twin() if work is self._work else None)

    def _in_thread(self, task: Callable[[], None]) -> None:
        self.run_worker(task, group="requests", thread=True)

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        if event.size == self.size:
            self._paint()
        else:
            # Textual takes the new size over only after this handler.
            self.call_later(self._paint)

    def _paint(self) -> None:
        width, height = self.size
        if not (width and height) or self._widths.is_waited_for:
            return
        rows = painted(self._page, self._work, self._info(), (width, height))
        if not self._widths.ask(unsure_in(rows)):
            self._canvas.show(rows)

    def _ask_about_article(self) -> None:
        """Ask the terminal how wide it draws what is near the selection, all at once."""
        start = self._work.state.selection[0]
        near = self._work.text[max(start - ASKED_CHARS, 0) : start + ASKED_CHARS]
        self._widths.ask(unsure_clusters(near, self._widths.measure.table))

    def _take_widths(self) -> None:
        """Lay everything out by the widths that are known now."""
        self._work.measure_by(self._widths.measure)
        self._canvas.measure_by(self._widths.measure)
        self._paint()

    def _redraw(self, _: Request) -> None:
        """Paint everything anew, by widths asked anew."""
        self._widths.ask_again()
        self._ask_about_article()

    def _info(self) -> Info:
        session, document = self._work.session, self._work.session.document
        return Info(
            title=self._documents.title(document),
            schema_ref=session.schema.ref,
            number=self._documents.number(document.id),
            count=len(self._documents.ids),
            saved=session.saved,
            failure=session.failure,
            read_only=session.read_only,
            notice=session.read_only or session.failure,
            loaded=session.loaded,
            entities=len(document.entities),
            relations=len(document.relations),
            events=len(document.events),
            unconfirmed=self._work.index.unconfirmed,
        )

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the editor before anything of textual's sees them."""
        if isinstance(event, events.Key):
            event.stop()
            event.prevent_default()
            self._press(key_name(event))
        elif isinstance(event, events.Paste):
            event.stop()
            self._paste(event.text)
        elif isinstance(event, events.CursorPosition):
            self._widths.hear(event.x, event.y)
        else:
            await super().on_event(event)

    def _press(self, key: str) -> None:
        key_pressed()
        walked = self._work.read.walked
        request = self._work.press(key)
        if self._work.read.walked is not walked:
            self._documents.resume.keep(self._work)
        if request is None or request.name != "quit":
            self._leaving = False
        if request:
            self._requests.text_width = layout(*self.size).article_width - 4
            self._serves.get(request.name, self._requests.run)(request)
        self._learning.look()
        self._paint()

    def _paste(self, text: str) -> None:
        mode = self._work.state.mode
        if isinstance(mode, Typing):
            self._work.state = replace(self._work.state, mode=pasted(mode, text))
            self._paint()

    def _point(self, what: str, x: int, y: int) -> None:
        self._pointing.point(self._work, self._page, what, (x, y), (self.size.width, self.size.height))

    def _say(self, message: str) -> None:
        self._work.state = self._work.state.say(message)

    def _next_theme(self, _: Request) -> None:
        self._canvas.repaint(next_theme(self._canvas.theme))
        self._say(f"theme {self._canvas.theme.name}")

    def _open_beside(self, step: int) -> None:
        beside = self._documents.beside(self._work.session.document.id, step)
        if beside is None:
            self._say("no article further " + ("on" if step > 0 else "up"))
        else:
            self._open(Request("open", beside))

    def _open(self, request: Request) -> None:
        view, unseen = self._work.state.view, self._work.messages.news
        try:
            if not self._is_let_go:
                self._close()
            self._open_article(request.argument)
        except AnnotatorError as error:
            self._say(str(error))
            return
        self._work.state = replace(self._work.state, view=view)
        for each in unseen.take():
            self._work.messages.hear(each)
        if request.span:
            self._work.take(went_to(self._work.context, self._work.state, "", request.span))
        self._ask_about_article()
        self._after_first_paint()

    def _rename(self, request: Request) -> None:
        """Give the open article another id; it is closed for that."""
        here = self._work.session.document.id
        if self._work.session.read_only:
            self._say(self._work.session.read_only)
            return
        message, selection, read = (
            f"{here} is called {request.argument} now",
            self._work.state.selection,
            self._work.read,
        )
        try:
            self._close()
            self._documents.rename(here, request.argument)
        except AnnotatorError as error:
            message = str(error)
        is_renamed = request.argument in self._documents.ids and here not in self._documents.ids
        self._open(Request("open", request.argument if is_renamed else here, selection))
        self._work.read = read
        self._say(message)

    def _quit(self, _: Request) -> None:
        """Leave; when something is not on disk, only the second time."""
        session = self._work.session
        if session.failure and not session.saved and not self._leaving:
            self._leaving = True
            self._say("not on disk: , k writes everything to a file; quit again leaves without")
            return
        self._end()

    def _end(self) -> None:
        self._learning.end()
        self._beside.end()
        try:
            self._close()
        except AnnotatorError as error:
            self.exit(int(error.exit_code), message=str(error))
        else:
            self.exit(int(ExitCode.OK))

    def let_go(self) -> None:
        """Let the layer go where the screen was ended from outside, as by a closed tab.

        Raises:
            StoreError: some edits are not on disk.
        """
        self._learning.end()
        self._beside.end()
        if not self._is_let_go:
            self._close()

    def _close(self) -> None:
        self._is_let_go = True
        self._watch.end()
        self._documents.resume.keep(self._work)
        self._work.session.close()

    def _changed_on_disk(self) -> None:
        """Called from the session's threads: when the layer has been read, index it there, then paint."""
        here = self._work
        if here.session.loaded and not here.complete:
            whole = here.whole_index()
            self._soon(lambda: here.take_over(whole))
        else:
            if self._documents.project.schema_is_stale:
                self._requests.look_at_schema()
            self._call_soon(self._disk_changed)

    def _disk_changed(self) -> None:
        """Paint what the disk says a little later: together with the next key's frame, or with what it says then."""
        if not self._is_disk_waiting:
            self._is_disk_waiting = True
            asyncio.get_running_loop().call_later(DISK_SHOWN_S, self._show_disk)

    def _show_disk(self) -> None:
        self._is_disk_waiting = False
        if self.is_running:
            self._paint()

    def _soon(self, change: Callable[[], object]) -> None:
        """Do something in the app's own thread and paint; nothing when the app has ended."""

        def change_and_paint() -> None:
            change()
            self._paint()

        self._call_soon(change_and_paint)

    def _call_soon(self, act: Callable[[], object]) -> None:
        """Call something in the app's own thread; nothing when the app has ended."""

        def call() -> None:
            if self.is_running:
                act()

        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)


def run_label(project: Project, document_id: str | None = None, *, annotator: str | None = None) -> int:
    """Open the labelling screen on an article, by default the first that is not labelled; the exit status.

    Raises:
        InputError: the project has no articles, or none with this id.
        StoreError: the store cannot be read.
    """
    keys = keymap(project.config.keymap, project.config.fault)
    documents = Documents(project, annotator)
    if not documents.ids:
        raise InputError("the project has no articles yet; put some in with: annotator add FILES...")
    if document_id is None:
        unlabelled = (each.id for each in project.documents(annotator) if each.status == "new")
        document_id = next(unlabelled, documents.ids[0])
    with pause_gc():
        app = LabelApp(documents, document_id, keys)
    keys_come_first()
    try:
        status = app.run()
    finally:
        app.let_go()
    return int(ExitCode.OK) if status is None else status
