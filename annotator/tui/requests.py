"""What the screen does on request, besides keys: lists, searches, help, links, changed files, open questions.

What takes long runs in a thread and comes back to the app's own; its modules are imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError
from annotator.model.annotation import Event
from annotator.tui.documents import Documents
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Hinting, Item, Picking, Reading, Request
from annotator.tui.keymap import help_lines

if TYPE_CHECKING:
    from annotator.tui.changed_article import ChangedArticle
    from annotator.tui.migration.answering import Answering

WRITTEN_S = 2.0
"""How long the list of articles waits for what is being written."""
AS_LABELLED = "the article's file is as it was labelled"
Soon = Callable[[Callable[[], object]], None]
InThread = Callable[[Callable[[], None]], None]


class Requests:
    """The requests at one open article."""

    def __init__(
        self, work: Editor, documents: Documents, soon: Soon, in_thread: InThread, shown_by: str = ", c"
    ) -> None:
        """`soon` does something in the app's thread and paints, `in_thread` does something beside it.

        `shown_by` is what a person presses or types to see what has changed in the article's file.
        """
        self._work = work
        self._documents = documents
        self._soon = soon
        self._in_thread = in_thread
        self._shown_by = shown_by
        self._changed: ChangedArticle | None = None
        self._schema_notice = ""
        self._answering: Answering | None = None
        self.text_width = 76
        self._requests: dict[str, Callable[[Request], None]] = {
            "documents": self._list_documents,
            "query": self._query,
            "help": self._help,
            "link": self._link,
            "elsewhere": self._elsewhere,
            "changed": self._show_changed,
            "reanchor": self._reanchor,
            "rescue": self._rescue,
            "questions": lambda _: self._asking().find(),
            "question": lambda request: self._asking().ask(request.argument),
            "answer": lambda request: self._asking().answer(request.argument),
        }

    def run(self, request: Request) -> None:
        """Do what a request asks.

        Raises:
            KeyError: the editor made a request that nobody serves.
        """
        self._requests[request.name](request)

    def say(self, message: str) -> None:
        """A message in the status line."""
        self._work.state = self._work.state.say(message)

    def show(self, mode: Picking | Reading) -> None:
        """A list or a page over the article."""
        self._work.state = replace(self._work.state, mode=mode)

    def _list_documents(self, _: Request) -> None:
        # The list tells what the store holds: what was just labelled must be in it.
        with suppress(AnnotatorError):
            self._work.session.flush(WRITTEN_S)
        here = self._documents.number(self._work.session.document.id) - 1
        self.show(Picking("go", "articles", self._documents.items(), chosen=here))

    def _query(self, request: Request) -> None:
        from annotator.tui.project_search import look_up  # noqa: PLC0415 - see above

        timeout_s = self._documents.project.config.limits.regex_s
        self._list(
            "searching the project ...",
            lambda: look_up(self._documents.documents(), request.argument, timeout_s),
            Picking("go", f"found for {request.argument}", ()),
        )

    def _link(self, _: Request) -> None:
        from annotator.tui.corpus_entities import corpus_things  # noqa: PLC0415 - see above

        card = self._work.context.card(self._work.state.card)
        if card is None or not self._work.session.schema.has_coref(card):
            self.say("a link needs a mention or an event on the card")
            return
        happening = isinstance(card, Event)
        self._list(
            "reading what is known in the corpus ...",
            lambda: corpus_things(self._documents.project.folder, self._documents.documents(), happening=happening),
            Picking("thing", "things of the corpus", (), subject=card.id),
        )

    def _elsewhere(self, _: Request) -> None:
        """Put the things of other articles behind those of this one, in the list that is open."""
        from annotator.tui.corpus_entities import corpus_things  # noqa: PLC0415 - see above

        asked = self._work.state.mode
        subject = self._work.session.document.find(asked.subject) if isinstance(asked, Picking) else None
        here = self._work.session.document

        def beside() -> None:
            try:
                others = (each for each in self._documents.documents() if each.id != here.id)
                happening = isinstance(subject, Event)
                items = corpus_things(self._documents.project.folder, others, happening=happening)
            except AnnotatorError as error:
                message = str(error)
                self._soon(lambda: self._work.messages.hear(message))
                return
            self._soon(lambda: self._add_things(subject, tuple(items)))

        self._in_thread(beside)

    def _add_things(self, subject: object, items: tuple[Item, ...]) -> None:
        mode = self._work.state.mode
        if not (isinstance(mode, Picking) and isinstance(mode.back, Hinting) and mode.back.verb == "same"):
            return
        is_its = subject is not None and self._work.session.document.find(mode.subject) is subject
        known = {each.key for each in mode.items}
        more = tuple(each for each in items if each.key not in known) if is_its else ()
        if more:
            title = f"find, other articles too ({len(more)})"
            self.show(replace(mode, items=(*mode.items, *more), more=more, title=title))

    def _list(self, waiting: str, find: Callable[[], Sequence[Item]], empty: Picking) -> None:
        """Find items beside the app and show them, or say that there are none."""

        def beside() -> None:
            try:
                items = find()
            except AnnotatorError as error:
                message = str(error)
                self._soon(lambda: self._hear(message, waiting))
                return
            if items:
                self._soon(lambda: self._arrive(waiting, replace(empty, items=tuple(items))))
            else:
                self._soon(lambda: self._hear(f"{empty.title}: nothing", waiting))

        self.say(waiting)
        self._in_thread(beside)

    def _hear(self, message: str, waiting: str) -> None:
        """Say what came of what was waited for, whatever key has been pressed meanwhile."""
        if self._work.state.message == waiting:
            self.say(message)
        else:
            self._work.messages.hear(message)

    def _arrive(self, waiting: str, mode: Picking | Reading) -> None:
        """Show what was waited for, unless another key has been pressed meanwhile."""
        if self._work.state.message == waiting:
            self.say("")
            self.show(mode)

    def _help(self, _: Request) -> None:
        card = self._work.context.card(self._work.state.card)
        keys = ["KEYS", "", *help_lines(self._work.keys, self.text_width)]
        if card is None:
            self.show(Reading("keys", tuple(keys)))
            return
        name = card.type
        waiting = f"reading the guideline of {name} ..."
        self.say(waiting)

        def beside() -> None:
            lines = self._guidance(name)
            self._soon(lambda: self._arrive(waiting, Reading(name, (*lines, "", *keys))))

        self._in_thread(beside)

    def _guidance(self, type_name: str) -> list[str]:
        from annotator.schema.guidelines import guideline_text  # noqa: PLC0415 - see above
        from annotator.tui.type_help import guidance  # noqa: PLC0415 - see above

        schema = self._work.session.schema
        text = guideline_text(schema, self._documents.project.schema_file)
        examples = self._documents.examples(self._work.session.document)
        return guidance(schema, type_name, text, examples, self.text_width)

    def tell(self, notice: str) -> None:
        """Say something, from a thread beside the app's."""
        self._soon(lambda: self._work.messages.hear(notice))

    def look_at_project(self) -> None:
        """The logs say how far proposals can be trusted here, other articles what is known already."""
        work = self._work
        try:
            plants = self._documents.log_of_plants(work.session.document.id)
            self._soon(lambda: work.held.take_log(plants))
            counts = self._documents.kept_proposals()
            elsewhere = self._documents.counts_elsewhere(work.session.document.id)
        except AnnotatorError:
            # Only counting: what is wrong with the store is told by whoever needs it.
            return
        self._soon(lambda: work.learn_of_project(counts, elsewhere))

    def look_at_schema(self) -> None:
        """Say once, from a thread beside the app's, what has become of the schema."""
        try:
            notice = self._documents.schema_notice(self._work.session)
        except AnnotatorError:
            # Only looking: `annotator doctor` tells what is wrong with the store.
            return
        if notice and notice != self._schema_notice:
            self._schema_notice = notice
            self._soon(lambda: self._work.messages.hear(notice))

    def compare(self) -> None:
        """See, in a thread beside the app's, whether the article's file is as it was labelled; say when it is not."""
        change = self.change()
        self._soon(lambda: self._note_change(change))

    def change(self) -> ChangedArticle | None:
        """What has become of the article's file; None where it is as it was labelled.

        Raises:
            AnnotatorError: the file or the store cannot be read.
        """
        from annotator.project.articles.text_changed import changed_text  # noqa: PLC0415 - see above
        from annotator.tui.changed_article import changed_article  # noqa: PLC0415 - see above

        document = self._work.session.document
        change = changed_text(self._documents.project, document)
        return changed_article(document, change) if change else None

    def _note_change(self, change: ChangedArticle | None) -> None:
        was_changed, self._changed = self._changed is not None, change
        if change is not None:
            self._work.messages.hear(change.notice(self._shown_by))
        elif was_changed:
            self._work.messages.hear(AS_LABELLED)

    def _show_changed(self, _: Request) -> None:
        waiting = "reading the article's file ..."
        self.say(waiting)

        def beside() -> None:
            try:
                change = self.change()
            except AnnotatorError as error:
                message = str(error)
                self._soon(lambda: self._hear(message, waiting))
                return
            self._soon(lambda: self._offer_change(waiting, change))

        self._in_thread(beside)

    def _offer_change(self, waiting: str, change: ChangedArticle | None) -> None:
        if self._work.state.message != waiting:
            return
        self._changed = change
        if change is None or change.new_text is None:
            self.say(change.notice(self._shown_by) if change else AS_LABELLED)
        else:
            self._arrive(waiting, change.offer(self._work.session.document))

    def _reanchor(self, request: Request) -> None:
        offered = self._changed
        if offered is None:
            return
        change = self.change()
        if change is None or change.new_text != offered.new_text:
            self._changed = change
            self.say(f"{offered.path.name} has changed again; , c shows it as it is now")
            return
        self.move_labels(offered, request.argument)

    def move_labels(self, offered: ChangedArticle, choice: str) -> None:
        """Put the labels on the changed text, all that were found or the sure ones."""
        edit = offered.edit(self._work.session.document, choice)
        self._work.take_edit(edit, "the labels are on the new text; undo takes them back")
        self._changed = None

    def _rescue(self, _: Request) -> None:
        from annotator.datasets.write import write_records  # noqa: PLC0415 - only when saving fails

        path = self._documents.rescue_path(self._work.session.document.id)

        def beside() -> None:
            try:
                write_records([self._work.session.whole_document()], path)
                message = f"written to {path}; put it back with: annotator import"
            except AnnotatorError as error:
                message = str(error)
            self._soon(lambda: self._work.messages.hear(message))

        self._in_thread(beside)

    def _asking(self) -> Answering:
        from annotator.tui.migration.answering import Answering, Screen  # noqa: PLC0415 - see above

        if self._answering is None:
            screen = Screen(self.say, self._work.messages.hear, self.show, self._soon, self._in_thread)
            self._answering = Answering(self._work, self._documents, screen)
        return self._answering
