"""The loop of plain mode: reads a line, says what came of it; no cursor movement, no colour, no redrawing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from annotator.errors import AnnotatorError, ExitCode, InputError, UsageError
from annotator.text.log_line import log_line
from annotator.tui.changed_article import ALL, SURE_ONLY
from annotator.tui.documents import Documents
from annotator.tui.kept_offers import KeptOffers
from annotator.tui.keymap import keymap
from annotator.tui.learning.learning import Learning
from annotator.tui.plain.answer import Answer
from annotator.tui.plain.between_lines import BetweenLines
from annotator.tui.plain.commands import Speaker
from annotator.tui.plain.offers import newly_offered
from annotator.tui.requests import AS_LABELLED, Requests
from annotator.tui.suggesting_beside import SuggestingBeside
from annotator.tui.watching import Watch

if TYPE_CHECKING:
    from annotator.project.project import Project


class PlainLoop:
    """Labels one article after the other, line by line."""

    def __init__(self, documents: Documents, document_id: str, out: TextIO) -> None:
        """Begin with one article of the project."""
        self._documents = documents
        self._out = out
        config = documents.project.config
        # Before a layer is opened: one that is refused afterwards would leave its lease behind.
        self._keys = keymap(config.keymap, config.fault)
        self._between = BetweenLines()
        self._learning = Learning(documents, self._between.soon, self._between.later)
        self._beside = SuggestingBeside(documents.project, lambda words: self._between.soon(lambda: self._print(words)))
        self._open_article(document_id)

    def _open_article(self, document_id: str) -> None:
        self._work = self._documents.editor(document_id, self._keys, len)
        session = self._work.session
        self._documents.resume.take_up(self._work)
        self._speaker = Speaker(self._work)
        self._requests = Requests(self._work, self._documents, _at_once, _at_once, shown_by="changed")
        offers = KeptOffers(self._work, self._documents.project, _at_once)
        self._watch = Watch(session, self._documents, self._requests, self._reopen, offers)
        self._said_of_layer = (session.read_only, session.failure)
        number, count = self._documents.number(document_id), len(self._documents.ids)
        self._print(f"article {number} of {count}: {self._documents.title(session.document)}")
        notices = (
            *(session.read_only, session.notice, self._work.segmenter.notice, self._work.state.message),
            *self._work.messages.news.take(),
        )
        for notice in filter(None, notices):
            self._print(notice)
        self._answer(self._speaker.say())
        newly_offered(self._speaker)
        self._beside.begin(document_id)
        self._learning.begin(self._work)

    def _print(self, line: str) -> None:
        print(log_line(line), file=self._out, flush=True)

    def _answer(self, answer: Answer) -> None:
        for line in answer.lines:
            self._print(line)

    def run(self, lines: TextIO) -> int:
        """Read commands to the end of input or to `quit`; the exit status.

        Raises:
            StoreError: an edit could not be written.
        """
        self._print("help lists the commands; quit ends")
        for line in lines:
            try:
                self._look_around()
                answer = self._speaker.do(line)
                self._learning.look()
                self._answer(answer)
                # What a person has just changed or heard is no news when the learner answers.
                newly_offered(self._speaker)
                if answer.request == "quit":
                    break
                self._serve(answer)
            except UsageError as error:
                self._print(str(error))
        self._learning.end()
        self._beside.end()
        self._leave()
        return int(ExitCode.OK)

    def _look_around(self) -> None:
        """Say what has changed since the last line: the article's file, the schema, who has the layer, the offers."""
        self._work.state = self._work.state.say("")
        offers = self._work.offers
        self._between.do_all()
        self._watch.look()
        if self._work.offers is not offers:
            for line in newly_offered(self._speaker):
                self._print(line)
        for message in filter(None, (self._work.state.message, *self._work.messages.news.take())):
            self._print(message)
        session = self._work.session
        said = (session.read_only, session.failure)
        if said != self._said_of_layer:
            self._said_of_layer = said
            for notice in filter(None, said):
                self._print(notice)

    def _reopen(self, said: str) -> None:
        self._leave()
        self._print(said)
        self._open_article(self._work.session.document.id)

    def _leave(self) -> None:
        """Keep where the article is left, and let it go."""
        self._work.go_to(self._speaker.sentence)
        self._documents.resume.keep(self._work)
        self._work.session.close()

    def _serve(self, answer: Answer) -> None:
        if answer.request == "articles":
            for item in self._documents.items():
                self._print(f"{item.key}: {item.text}; {item.note}")
        elif answer.request == "changed":
            self._change(answer.argument)
        elif answer.request == "rename":
            self._rename(answer.argument)
        elif answer.request:
            self._go(answer)

    def _change(self, choice: str) -> None:
        """Show what has changed in the article's file, or move the labels to it."""
        found = self._requests.change()
        if found is None or found.new_text is None:
            self._print(found.notice("changed") if found else AS_LABELLED)
        elif choice in (ALL, SURE_ONLY):
            self._requests.move_labels(found, choice)
            self._print(self._work.state.message)
            self._speaker = Speaker(self._work)
            self._answer(self._speaker.say())
        else:
            for item in found.offer(self._work.session.document).items:
                said = f"changed {item.key}: {item.text}; {item.note}" if item.key else f"{item.text}: {item.note}"
                self._print(said)

    def _rename(self, new_id: str) -> None:
        here = self._work.session.document.id
        self._work.session.close()
        try:
            self._documents.rename(here, new_id)
        except AnnotatorError as error:
            self._print(str(error))
        self._open_article(new_id if here not in self._documents.ids else here)

    def _go(self, answer: Answer) -> None:
        here = self._work.session.document.id
        step = {"next": 1, "previous": -1}.get(answer.request, 0)
        next_document = self._documents.beside(here, step) if step else answer.argument
        if next_document is None or next_document not in self._documents.ids:
            self._print("there is no such article; articles lists them")
            return
        self._leave()
        try:
            self._open_article(next_document)
        except AnnotatorError as error:
            self._print(str(error))
            self._open_article(here)


def _at_once(act: Callable[[], object]) -> None:
    act()


def run_plain(project: Project, document_id: str | None = None, *, annotator: str | None = None) -> int:
    """Label line by line, on the standard streams; the exit status.

    Raises:
        InputError: the project has no articles, or none with this id.
        StoreError: the store cannot be read or written.
    """
    documents = Documents(project, annotator)
    if not documents.ids:
        raise InputError("the project has no articles yet; put some in with: annotator add FILES...")
    return PlainLoop(documents, document_id or documents.ids[0], sys.stdout).run(sys.stdin)
