"""The labelling screen: keys go to the desk, what changed goes to the terminal; the app only routes."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import BindingType

from annotator.errors import AnnotatorError, ExitCode, InputError
from annotator.tui.desk.line import pasted
from annotator.tui.desk.moving import vertical
from annotator.tui.desk.pointing import Drag, double_clicked, dragged, pressed
from annotator.tui.desk.press import went_to
from annotator.tui.desk.state import Picking, Reading, Request, Typing
from annotator.tui.desk.workplace import Workplace
from annotator.tui.keymap import Keymap, help_lines, keymap
from annotator.tui.shelf import Shelf
from annotator.tui.theme import next_theme, theme_for
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, layout, percent
from annotator.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.tui.answering import Answering
    from annotator.tui.changed_article import ChangedArticle

COLOURS = {None: 0, "standard": 16, "windows": 16, "256": 256, "truecolor": 2**24}


class LabelApp(App[int]):
    """Labels one article after the other."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, shelf: Shelf, document_id: str, keys: Keymap) -> None:
        """Begin with one article of the shelf."""
        super().__init__(ansi_color=True)
        self._shelf = shelf
        self._keys = keys
        environment = os.environ | ({"NO_COLOR": "1"} if self.no_color else {})
        self._canvas = Canvas(theme_for(environment, COLOURS[self.console.color_system]), self._point)
        self._drag: Drag | None = None
        self._serves: dict[str, Callable[[Request], None]] = {
            "quit": self._quit,
            "next_document": lambda _: self._open_beside(1),
            "previous_document": lambda _: self._open_beside(-1),
            "open": self._open,
            "theme": self._next_theme,
            "documents": self._list_documents,
            "query": self._query,
            "help": self._help,
            "link": self._link,
            "changed": self._show_changed,
            "reanchor": self._reanchor,
            "questions": lambda _: self._asking().find(),
            "question": lambda request: self._asking().ask(request.argument),
            "answer": lambda request: self._asking().answer(request.argument),
        }
        self._sit_down(document_id)

    def _sit_down(self, document_id: str) -> None:
        session = self._shelf.open(document_id)
        self._work = Workplace(session, self._keys, cell_len)
        self._page = Page(hues_of(session.schema))
        self._changed: ChangedArticle | None = None
        self._answering: Answering | None = None
        if session.notice:
            self._say(session.notice)
        session.subscribe(self._changed_on_disk)

    def compose(self) -> ComposeResult:
        """One canvas."""
        yield self._canvas

    def on_mount(self) -> None:
        """Load what the first save needs once the screen stands."""
        for ending in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(ending, self._quit, Request("quit"))
        self.call_after_refresh(self._settle_in)

    def _settle_in(self) -> None:
        """What the first paint need not wait for."""
        self._work.session.warm_up()
        self._look_at_file(self._work)

    @work(thread=True, group="file")
    def _look_at_file(self, here: Workplace) -> None:
        from annotator.project.text_changed import changed_text  # noqa: PLC0415 - not on the way to the first paint
        from annotator.tui.changed_article import changed_article  # noqa: PLC0415 - as above

        document = here.session.document
        change = changed_text(self._shelf.project, document)
        if change is None:
            return
        found = changed_article(document, change)
        self._soon(lambda: self._note_change(here, found))

    def _note_change(self, here: Workplace, found: ChangedArticle) -> None:
        if here is self._work:
            self._changed = found
            self._say(found.notice())

    def _show_changed(self, _: Request) -> None:
        if self._changed is None or self._changed.new_text is None:
            self._say(self._changed.notice() if self._changed else "the article's file is as it was labelled")
        else:
            self._show(self._changed.offer(self._work.session.document))

    def _reanchor(self, request: Request) -> None:
        if self._changed:
            edit = self._changed.edit(self._work.session.document, request.argument)
            self._work.take_edit(edit, "the labels are on the new text; undo takes them back")
            self._page.article.forget()
            self._changed = None

    def _asking(self) -> Answering:
        from annotator.tui.answering import Answering, Screen  # noqa: PLC0415 - not on the way to the first paint

        if self._answering is None:
            screen = Screen(self._say, self._show, self._soon, self._in_thread)
            self._answering = Answering(self._work, self._shelf, screen)
        return self._answering

    def _in_thread(self, task: Callable[[], None]) -> None:
        self.run_worker(task, group="answers", thread=True)

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self._paint()

    def _paint(self) -> None:
        width, height = self.size
        if width and height:
            self._canvas.show(self._page.rows(self._work, self._info(), (width, height)))

    def _info(self) -> Info:
        session, document = self._work.session, self._work.session.document
        return Info(
            title=self._shelf.title(document.id),
            schema_ref=session.schema.ref,
            number=self._shelf.number(document.id),
            count=len(self._shelf.ids),
            percent=percent(self._work.state.selection, len(self._work.text)),
            saved=session.saved,
            failure=session.failure,
            read_only=session.read_only,
            notice=session.read_only or session.failure,
            loaded=session.loaded,
            entities=len(document.entities),
            relations=len(document.relations),
            events=len(document.events),
        )

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the desk before anything of textual's sees them."""
        if isinstance(event, events.Key):
            event.stop()
            event.prevent_default()
            self._press(key_name(event))
        elif isinstance(event, events.Paste):
            event.stop()
            self._paste(event.text)
        else:
            await super().on_event(event)

    def _press(self, key: str) -> None:
        request = self._work.press(key)
        if request and request.name in self._serves:
            self._serves[request.name](request)
        self._paint()

    def _paste(self, text: str) -> None:
        mode = self._work.state.mode
        if isinstance(mode, Typing):
            self._work.state = replace(self._work.state, mode=pasted(mode, text))
            self._paint()

    def _point(self, what: str, x: int, y: int) -> None:
        if what in ("wheel_up", "wheel_down"):
            self._work.take(vertical(1 if what == "wheel_down" else -1)(self._work.desk, self._work.state))
            self._paint()
            return
        if isinstance(self._work.state.mode, Picking):
            self._point_in_list(what, y)
            return
        glyph = self._page.glyph_at(x, y, (self.size.width, self.size.height))
        if glyph:
            self._point_in_article(what, glyph)
        if what == "up":
            self._drag = None

    def _point_in_article(self, what: str, glyph: tuple[int, int]) -> None:
        desk, state = self._work.desk, self._work.state
        if what == "down":
            self._drag, outcome = pressed(desk, state, glyph)
        elif what == "move" and self._drag:
            self._drag, outcome = dragged(desk, state, self._drag, glyph)
        elif what == "double":
            outcome = double_clicked(desk, state, glyph)
        else:
            return
        self._work.take(outcome)
        self._paint()

    def _point_in_list(self, what: str, y: int) -> None:
        chosen = self._page.item_at(self._work.state.mode, y, (self.size.width, self.size.height))
        if what == "up" and chosen is not None and isinstance(self._work.state.mode, Picking):
            self._work.state = replace(self._work.state, mode=replace(self._work.state.mode, chosen=chosen))
            self._press("enter")

    def _say(self, message: str) -> None:
        self._work.state = self._work.state.say(message)

    def _next_theme(self, _: Request) -> None:
        self._canvas.repaint(next_theme(self._canvas.theme))
        self._say(f"theme {self._canvas.theme.name}")

    def _open_beside(self, step: int) -> None:
        beside = self._shelf.beside(self._work.session.document.id, step)
        if beside is None:
            self._say("no article further " + ("on" if step > 0 else "up"))
        else:
            self._open(Request("open", beside))

    def _open(self, request: Request) -> None:
        view = self._work.state.view
        try:
            self._work.session.close()
            self._sit_down(request.argument)
        except AnnotatorError as error:
            self._say(str(error))
            return
        self._work.state = replace(self._work.state, view=view)
        if request.span:
            self._work.take(went_to(self._work.desk, self._work.state, "", request.span))
        self._settle_in()

    def _list_documents(self, _: Request) -> None:
        items = self._shelf.items()
        here = self._shelf.number(self._work.session.document.id) - 1
        self._show(Picking("go", "articles", items, chosen=here))

    def _show(self, mode: Picking | Reading) -> None:
        self._work.state = replace(self._work.state, mode=mode)

    def _link(self, _: Request) -> None:
        card = self._work.desk.card(self._work.state.card)
        if card is None or not self._work.session.schema.has_coref(card):
            self._say("a link needs a mention or an event on the card")
            return
        self._say("reading what is known in the corpus ...")
        self._find_things(card.id)

    @work(thread=True, exclusive=True, group="search")
    def _find_things(self, card_id: str) -> None:
        from annotator.tui.corpus_things import corpus_things  # noqa: PLC0415 - not on the way to the first paint

        try:
            items = corpus_things(self._shelf.project.folder, self._shelf.documents())
        except AnnotatorError as error:
            said = str(error)
            self._soon(lambda: self._say(said))
            return
        mode = Picking("thing", "things of the corpus", tuple(items), subject=card_id)
        self._soon(lambda: self._show(mode))

    def _query(self, request: Request) -> None:
        self._say("searching the project ...")
        self._look_up(request.argument)

    @work(thread=True, exclusive=True, group="search")
    def _look_up(self, query: str) -> None:
        from annotator.tui.lookup import look_up  # noqa: PLC0415 - not on the way to the first paint

        try:
            items = look_up(self._shelf.documents(), query, self._shelf.project.config.limits.regex_s)
        except AnnotatorError as error:
            said = str(error)
            self._soon(lambda: self._say(said))
            return
        if items:
            self._soon(lambda: self._show(Picking("go", f"{query}: found", tuple(items))))
        else:
            self._soon(lambda: self._say(f"{query}: nothing in this project"))

    def _help(self, _: Request) -> None:
        card = self._work.desk.card(self._work.state.card)
        width = layout(*self.size).article_width - 4
        lines = ["KEYS", "", *help_lines(self._keys, width)]
        title = "keys"
        if card:
            title = card.type
            lines = [*self._guidance(card.type, width), "", *lines]
        self._show(Reading(title, tuple(lines)))

    def _guidance(self, type_name: str, width: int) -> list[str]:
        from annotator.tui.guidance import guidance, guideline_text  # noqa: PLC0415 - not on the way to the first paint

        schema = self._work.session.schema
        text = guideline_text(schema, self._shelf.project.schema_file)
        return guidance(schema, type_name, text, self._shelf.examples(self._work.session.document), width)

    def _quit(self, _: Request) -> None:
        try:
            self._work.session.close()
        except AnnotatorError as error:
            self.exit(int(error.exit_code), message=str(error))
        else:
            self.exit(int(ExitCode.OK))

    def _changed_on_disk(self) -> None:
        """Called from the session's threads: when the layer has been read, index it there, then paint."""
        here = self._work
        if here.session.loaded and not here.complete:
            whole = here.whole_index()
            self._soon(lambda: here.take_over(whole))
        else:
            self._soon(lambda: None)

    def _soon(self, change: Callable[[], object]) -> None:
        """Do something in the app's own thread and paint; nothing when the app has ended."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._change_and_paint, change)

    def _change_and_paint(self, change: Callable[[], object]) -> None:
        if self.is_running:
            change()
            self._paint()


def key_name(event: events.Key) -> str:
    """A key as the keymap calls it: a character by itself, anything else by textual's name."""
    character = event.character
    if character and character.isprintable() and character != " " and not event.key.startswith(("ctrl+", "alt+")):
        return character
    if event.key.startswith("alt+") and character and character.isprintable():
        return f"alt+{character}"
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
        unlabelled = (each.id for each in project.documents(annotator) if not each.labelled)
        document_id = next(unlabelled, shelf.ids[0])
    app = LabelApp(shelf, document_id, keys)
    gc.freeze()
    status = app.run()
    return int(ExitCode.OK) if status is None else status
