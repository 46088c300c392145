"""The articles of a project as the screen walks through them: opened one by one, listed with progress, searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError, InputError
from annotator.model.annotation import Annotation
from annotator.model.document import Document
from annotator.project.records.layers_for_others import answered_in, plants_in
from annotator.store.reading.catalog import unconfirmed_counts
from annotator.store.reading.giving_way import give_way
from annotator.store.reading.kept_proposals import kept_proposals
from annotator.store.reading.loading import open_layer
from annotator.store.reading.status import GOLD, LayerStatus
from annotator.store.tables.annotations import all_rows
from annotator.store.tables.documents import Article, shares_title, sources
from annotator.store.tables.layer import LayerKey, annotation_of
from annotator.store.tables.layers import layer_state
from annotator.suggest.choice import Suggesting, suggesting
from annotator.suggest.kept import Counts
from annotator.suggest.offered.lots import Shares
from annotator.text.cells import Measure
from annotator.tui.editor.audited.held import LogOfPlants
from annotator.tui.editor.coverage.parts import parts
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Item
from annotator.tui.keymap import Keymap
from annotator.tui.resume import Resume

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.store.reading.catalog import DocumentSummary
    from annotator.tui.editor.session import Session

MOST_COUNTED = 500
"""In how many articles at most things are counted as soon as one is opened."""
STATUS_MARKS: dict[LayerStatus, str] = {"new": "○", "begun": "◐", "done": "●"}


class Documents:
    """The articles in the project's order."""

    def __init__(self, project: Project, annotator: str | None = None) -> None:
        """The articles as one annotator sees them, by default the project's."""
        self.project = project
        self.annotator = annotator
        self._take_ids(project.document_ids())
        self._titles: dict[tuple[object, ...], str] = {}
        self.resume = Resume(project.folder, annotator or project.annotator)
        self.notice = ""
        """What is to be said of the project when an article was opened."""

    def _take_ids(self, ids: list[str]) -> None:
        self.ids = ids
        self._numbers = {document_id: number for number, document_id in enumerate(ids, 1)}

    def look_for_others(self) -> str:
        """Take over which articles there are now; what is to be said when others came or went."""
        if self.project.document_count() == len(self.ids):
            return ""
        before = len(self.ids)
        self._take_ids(self.project.document_ids())
        count = abs(len(self.ids) - before)
        articles = "article" if count == 1 else "articles"
        return f"{count} {articles} {'more in' if len(self.ids) > before else 'less in'} the project"

    def source_file(self, document_id: str) -> Path | None:
        """The file that an article was added from; None where it came otherwise.

        Raises:
            StoreError: the store cannot be read.
        """
        source = next(iter(sources(self.project.store.rows, document_id)), None)
        return self.project.folder / source.path if source else None

    def open(self, document_id: str) -> tuple[Session, Suggesting]:
        """Open an article for labelling, with what splits it into words and makes suggestions for it.

        Raises:
            InputError: there is no such document, or the project file names a suggester that there is not.
            StoreError: the store cannot be read.
        """
        self.notice = self._schema_read_again()
        config = self.project.config
        session = self.project.open_session(document_id, self.annotator)
        try:
            return session, suggesting(session.document, config.language, config.suggesters)
        except InputError as error:
            session.close()
            raise config.fault(str(error), "suggesters") from error

    def editor(self, document_id: str, keys: Keymap, measure: Measure) -> Editor:
        """An article opened for labelling in an editor of its own, with what is held back of suggestions.

        Raises:
            InputError: there is no such document, or the project file names a suggester that there is not.
            StoreError: the store cannot be read.
        """
        session, served_by = self.open(document_id)
        return Editor(session, keys, measure, served_by=served_by, shares=self.shares())

    def kept_proposals(self) -> Counts:
        """How often people of the project kept what was proposed, from its logs; to be asked beside the app.

        Raises:
            StoreError: the store cannot be read.
        """
        return kept_proposals(self.project.store.rows)

    def shares(self) -> Shares:
        """What is held back and planted for the audit; nothing in the adjudicated layer, which is nobody's own."""
        wanted = self.project.config.suggest
        is_own = (self.annotator or self.project.annotator) != GOLD
        return Shares(wanted.unaided, wanted.planted, wanted.seed) if is_own else Shares()

    def log_of_plants(self, document_id: str) -> LogOfPlants:
        """What the layer's log says of planted suggestions; to be asked beside the app.

        Raises:
            StoreError: the store cannot be read.
        """
        rows, key = self.project.store.rows, LayerKey(document_id, self.annotator or self.project.annotator)
        return LogOfPlants(tuple(plants_in(rows, key)), tuple(answered_in(rows, key)))

    def counts_elsewhere(self, here: str) -> dict[str, tuple[int, int]]:
        """The mentions and articles of each thing in articles besides this one; to be asked beside the app.

        Raises:
            StoreError: the store cannot be read.
        """
        from annotator.tui.corpus_entities import counts_elsewhere  # noqa: PLC0415 - after the first paint

        return counts_elsewhere(self._annotations_besides(here)) if len(self.ids) <= MOST_COUNTED else {}

    def _annotations_besides(self, here: str) -> Iterator[tuple[str, Annotation]]:
        """The annotations of other articles as they are read, each with its article's id.

        No document is made of them: taking down one of 500,000 annotations takes half a second, in which no key is
        answered.
        """
        rows = self.project.store.rows
        for document_id in self.ids:
            if document_id == here:
                continue
            number = layer_state(rows, self._layer(document_id)).number
            for batch in all_rows(rows, number) if number else ():
                yield from ((document_id, annotation_of(slot, payload)) for slot, payload in batch)
                give_way()

    def _layer(self, document_id: str) -> LayerKey:
        return LayerKey(document_id, self.annotator or self.project.annotator)

    def _schema_read_again(self) -> str:
        """Label by the schema's file as it is now; what is to be said of it."""
        project = self.project
        if not project.schema_is_stale:
            return ""
        try:
            project.reload_schema()
        except AnnotatorError as error:
            return f"{str(error).splitlines()[0]}; labelling goes on by the schema as it was"
        return f"{project.schema_file.name} has changed: labels go by it now"

    def schema_notice(self, session: Session) -> str:
        """What is to be said of the schema of an open article: that its file has changed, or said something else once.

        Reads files and the log: to be asked beside the app.
        """
        if self.project.schema_is_stale:
            return f"{self.project.schema_file.name} has changed: reopen to label by it"
        if session.other_schemas():
            return f"{session.schema.ref} has changed since: F3 lists what is wrong"
        return ""

    def title(self, document: Document) -> str:
        """What the header calls an article: its title, with the id before it where others have the title too."""
        key = document.id, document.text_sha256, document.meta.get("title")
        if key not in self._titles:
            title = Article(document.id, document.text or "", dict(document.meta)).title
            shared = bool(title) and shares_title(self.project.store.rows, document.id, title)
            self._titles[key] = f"{document.id}  {title}" if shared else title or document.id
        return self._titles[key]

    def rename(self, document_id: str, new_id: str) -> None:
        """Give an article that nobody has open another id.

        Raises:
            InputError: the new id is taken or no id.
            StoreError: somebody has it open, or the store could not be written.
        """
        from annotator.project.articles.rename import rename_article  # noqa: PLC0415 - imports SQLAlchemy

        rename_article(self.project, document_id, new_id)
        self._take_ids(self.project.document_ids())

    def number(self, document_id: str) -> int:
        """An article's place in the project, from 1."""
        return self._numbers.get(document_id, 1)

    def beside(self, document_id: str, step: int) -> str | None:
        """The article some steps further; None beyond the ends."""
        self.look_for_others()
        number = self.number(document_id) - 1 + step
        return self.ids[number] if 0 <= number < len(self.ids) else None

    def items(self) -> tuple[Item, ...]:
        """A line for each article: how far it is, what is declared as done, how much is labelled in it, its id."""
        self.look_for_others()
        doubts = unconfirmed_counts(self.project.store.rows, self.annotator or self.project.annotator)
        documents = self.project.documents(self.annotator)
        repeated = {title for title, count in Counter(each.title for each in documents).items() if count > 1}
        notes = [self._notes(each, doubts.get(each.id, 0), leads=each.title in repeated) for each in documents]
        cells = [max(map(len, column)) for column in zip(*notes, strict=True)]
        return tuple(
            Item(
                _named(each, leads=each.title in repeated),
                "  ".join(words.ljust(width) for words, width in zip(note, cells, strict=True) if width).rstrip(),
                each.id,
                document_id=each.id,
            )
            for each, note in zip(documents, notes, strict=True)
        )

    def _notes(self, each: DocumentSummary, doubts: int, *, leads: bool) -> tuple[str, ...]:
        """The columns behind the title, those first that must not be cut; where titles repeat the id leads it."""
        return "" if leads else each.id, f"{doubts}?" if doubts else "", self._declared(each), _counts(each)

    def _declared(self, each: DocumentSummary) -> str:
        """The parts that are declared as done, where not all are."""
        if each.status != "begun":
            return ""
        done = [part.name for part in parts(self.project.schema) if part.is_declared(each.incomplete_for)]
        return f"{', '.join(done)} done" if done else ""

    def documents(self) -> Iterator[Document]:
        """The articles with this annotator's layer, one by one, read-only."""
        rows = self.project.store.rows
        for document_id in self.ids:
            yield open_layer(rows, self._layer(document_id))[1]

    def rescue_path(self, document_id: str) -> Path:
        """A file that does not exist yet, for a layer that the store does not take: in the user's own folder."""
        safe = "".join(each if each.isalnum() else "-" for each in document_id)[:60]
        paths = (Path.home() / f"annotator-rescue-{safe}-{number}.jsonl" for number in count(1))
        return next(path for path in paths if not path.exists())

    def examples(self, here: Document) -> Iterator[Document]:
        """Labelled documents to show examples from: the project's released gold, then the open article.

        A file that cannot be read has no examples; `annotator check` says why.
        """
        from annotator.datasets.record import read_documents  # noqa: PLC0415 - imports pydantic

        for file in sorted((self.project.folder / "datasets").glob("*/gold*.jsonl")):
            try:
                yield from read_documents(file)
            except AnnotatorError:
                continue
        yield here


def _named(each: DocumentSummary, *, leads: bool) -> str:
    name = f"{each.id}  {each.title}".strip() if leads else each.title or each.id
    return f"{STATUS_MARKS[each.status]} {name}"


def _counts(each: DocumentSummary) -> str:
    """How many mentions, relations and events it has, by the letters that the sheet of what is done gives them."""
    return f"{each.entities}m {each.relations}r {each.events}e"
