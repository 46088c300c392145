"""The labelling screen: keys go to the desk, what changed goes to the terminal; the app only routes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType

from annotator.errors import AnnotatorError, ExitCode, InputError
from annotator.tui.desk.moving import go
from annotator.tui.desk.state import Request
from annotator.tui.desk.workplace import Session, Workplace
from annotator.tui.keymap import Keymap, keymap
from annotator.tui.theme import next_theme, theme_for
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, percent
from annotator.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from annotator.project.project import Project


class Shelf:
    """The articles of a project, as the screen walks through them."""

    def __init__(self, project: Project, annotator: str | None = None) -> None:
        """The articles in the project's order."""
        self.project = project
        self.annotator = annotator
        self.ids = project.document_ids()
        self.titles: dict[str, str] = {}

    def open(self, document_id: str) -> Session:
        """Open an article for labelling."""
        return self.project.open_session(document_id, self.annotator)

    def title(self, document_id: str) -> str:
        """An article's title; its id when it has none."""
        if document_id not in self.titles:
            number = self.number(document_id)
            found = self.project.documents(self.annotator, number - 1, 1)
            self.titles[document_id] = (found[0].title if found else "") or document_id
        return self.titles[document_id]

    def number(self, document_id: str) -> int:
        """An article's place in the project, from 1."""
        return self.ids.index(document_id) + 1 if document_id in self.ids else 1

    def beside(self, document_id: str, step: int) -> str | None:
        """The next article, or the one before."""
        number = self.number(document_id) - 1 + step
        return self.ids[number] if 0 <= number < len(self.ids) else None


class LabelApp(App[int]):
    """Labels one article after the other."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, shelf: Shelf, document_id: str, keys: Keymap) -> None:
        """Begin with one article of the shelf."""
        super().__init__(ansi_color=True)
        self._shelf = shelf
        self._keys = keys
        self._canvas = Canvas(theme_for(os.environ | ({"NO_COLOR": "1"} if self.no_color else {}), self._colours()))
        self._sit_down(document_id)

    def _colours(self) -> int:
        return {None: 0, "standard": 16, "windows": 16, "256": 256, "truecolor": 2**24}[self.console.color_system]

    def _sit_down(self, document_id: str) -> None:
        session = self._shelf.open(document_id)
        self._work = Workplace(session, self._keys, cell_len)
        self._page = Page(hues_of(session.schema))
        session.subscribe(self._changed_on_disk)

    def compose(self) -> ComposeResult:
        """One canvas."""
        yield self._canvas

    def on_mount(self) -> None:
        """Paint, then load what the first save needs."""
        self._canvas.focus()
        self._paint()
        self.call_after_refresh(self._work.session.warm_up)

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self._paint()

    def _paint(self) -> None:
        width, height = self.size
        if width and height:
            self._canvas.show(self._page.rows(self._work, self._info(), (width, height)))

    def _info(self) -> Info:
        work, document = self._work, self._work.session.document
        return Info(
            title=self._shelf.title(document.id),
            schema_ref=work.session.schema.ref,
            number=self._shelf.number(document.id),
            count=len(self._shelf.ids),
            percent=percent(work.state.selection, len(work.text)),
            saved=work.session.saved,
            failure=work.session.failure,
            read_only=work.session.read_only,
            notice=work.session.read_only or work.session.failure or getattr(work.session, "notice", None),
            loaded=work.session.loaded,
            entities=len(document.entities),
            relations=len(document.relations),
            events=len(document.events),
        )

    async def on_event(self, event: events.Event) -> None:
        """Keys go to the desk before anything else of textual's sees them."""
        if isinstance(event, events.Key) and len(self.screen_stack) == 1:
            event.stop()
            event.prevent_default()
            self._press(key_name(event))
            return
        await super().on_event(event)

    def _press(self, key: str) -> None:
        request = self._work.press(key)
        if request:
            self._serve(request)
        self._paint()

    def _serve(self, request: Request) -> None:
        serve: dict[str, Callable[[Request], None]] = {
            "quit": self._quit,
            "next_document": lambda _: self._open_beside(1),
            "previous_document": lambda _: self._open_beside(-1),
            "open": self._open,
            "theme": lambda _: self._canvas.repaint(next_theme(self._canvas.theme)),
        }
        if request.name in serve:
            serve[request.name](request)

    def _open_beside(self, step: int) -> None:
        beside = self._shelf.beside(self._work.session.document.id, step)
        if beside is None:
            self._work.state = self._work.state.say("no article further " + ("on" if step > 0 else "up"))
        else:
            self._open(Request("open", beside))

    def _open(self, request: Request) -> None:
        try:
            self._work.session.close()
            self._sit_down(request.argument)
        except AnnotatorError as error:
            self._work.state = self._work.state.say(str(error))
            return
        if request.span:
            self._work.take(go(self._work.desk, self._work.state, request.span))
        self._work.session.warm_up()

    def _quit(self, _: Request) -> None:
        try:
            self._work.session.close()
        except AnnotatorError as error:
            self._failed = str(error)
            self.exit(int(error.exit_code), message=str(error))
            return
        self.exit(int(ExitCode.OK))

    def _changed_on_disk(self) -> None:
        self.call_from_anywhere(self._repaint_when_loaded)

    def call_from_anywhere(self, callback: Callable[[], None]) -> None:
        """Call something in the app's own thread, soon; nothing when the app has ended."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(callback)

    def _repaint_when_loaded(self) -> None:
        if self.is_running:
            self._work.completed()
            self._paint()


def key_name(event: events.Key) -> str:
    """A key as the keymap calls it: a character by itself, anything else by textual's name."""
    character = event.character
    if character and character.isprintable() and character != " " and not event.key.startswith(("ctrl+", "alt+")):
        return character
    return event.key


def run_label(project: Project, document_id: str | None = None, *, annotator: str | None = None) -> int:
    """Open the labelling screen on an article, by default the first that is not labelled; the exit status.

    Raises:
        InputError: the project has no articles, or none with this id.
        StoreError: the store cannot be read.
    """
    keys = keymap(project.config.keymap)
    shelf = Shelf(project, annotator)
    if not shelf.ids:
        raise InputError("the project has no articles yet; put some in with: annotator add FILES...")
    if document_id is None:
        open_ones = (each.id for each in project.documents(annotator) if not each.labelled)
        document_id = next(open_ones, shelf.ids[0])
    app = LabelApp(shelf, document_id, keys)
    gc.freeze()
    status = app.run()
    return int(ExitCode.OK) if status is None else status
