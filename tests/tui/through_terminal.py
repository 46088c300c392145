"""An article labelled in the real program by keys that were found beforehand, its learner answering beside it.

The next key is pressed when the program has taken the last one, and where the keys were found with the learner's offers
only once the program's own learner has said the very same: so that what comes out hangs on no clock.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.annotation import Annotation
from annotator.model.document import Document, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.import_records import import_records
from annotator.project.suggestions.live_gold import keep_figures, live_gold
from annotator.schema.label_schema import LabelSchema
from annotator.schema.write import schema_text
from annotator.suggest.learner_process.messages import Figures
from annotator.tui.learning.schedule import PAUSE_S
from tests.shared import ROOT
from tests.tui.observed_program import KEY, OFFERS, PROJECT, WEIGHTS
from tests.tui.terminal import NAMED, Terminal, running

PATIENCE_S = 120.0
"""How long an answer may take on a busy machine."""
PROGRAM = "tests.tui.observed_program"


@dataclass(frozen=True)
class Heard:
    """What the learner had said when so many keys were pressed; see `said_by` and `weights_of`."""

    keys: int
    offers: str
    weights: str


@dataclass(frozen=True)
class Pressed:
    """Keys that label an article, what the learner said meanwhile, and what it had learned from."""

    article: Document
    schema: LabelSchema
    keys: Sequence[str]
    heard: Sequence[Heard] = ()
    finished: Sequence[Document] = ()
    figures: Figures | None = None


def label(folder: Path, pressed: Pressed, pause_s: float = PAUSE_S) -> Document:
    """What the keys label in a new project with the article, its labels taken off, and the finished ones in gold."""
    project_with(folder, pressed)
    with observed(folder, pressed.article.id, pause_s) as program:
        program.wait_until(lambda: PROJECT in program.told and "on disk" in program.screen(), "what the project knows")
        for count, key in enumerate((None, *pressed.keys)):
            if key is not None:
                program.press(key)
            for heard in (each for each in pressed.heard if each.keys == count):
                program.hear(heard)
        program.end()
    run(folder, "export", "-o", "gold.jsonl")
    return next(each for each in read_documents(folder / "gold.jsonl") if each.id == pressed.article.id)


def run(folder: Path, *arguments: str) -> None:
    """Run a command of the program in a folder."""
    subprocess.run([sys.executable, "-m", "annotator", *arguments], cwd=folder, check=True, capture_output=True)


def project_with(folder: Path, pressed: Pressed) -> None:
    """A project with an article to label and finished ones, of which is known what was known when they were that."""
    schema, article = pressed.schema, pressed.article
    file = folder / "schema" / schema.name / f"{schema.version}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(schema_text(schema), "utf-8")
    # Below the sizes at which the learner helps it is not started; without it the keys meet no offer.
    learner = "true" if pressed.heard else "false"
    settings = f'schema = "{file.relative_to(folder)}"\nannotator = "hand"\n[suggest]\nlearner = {learner}\n'
    (folder / "annotator.toml").write_text(settings, "utf-8")
    bare = new_document(article.id, article.text or "", schema_ref=schema.ref, meta=article.meta)
    write_records([bare], folder / "article.jsonl")
    with closing(Project.open(folder)) as project:
        if pressed.finished:
            # The learner reads those of the last articles first.
            write_records(reversed(pressed.finished), folder / "finished.jsonl")
            import_records(project, folder / "finished.jsonl", "gold")
        add_files(project, [folder / "article.jsonl"])
        if pressed.figures:
            keep_figures(project, live_gold(project, "hand", article.id, 1), pressed.figures)


@contextmanager
def observed(folder: Path, article: str, pause_s: float) -> Iterator[ObservedProgram]:
    """The labelling screen on an article, which tells what it has done."""
    pipe = folder / "told"
    os.mkfifo(pipe)
    told = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        arguments = [str(pipe), str(pause_s), "label", article]
        with running(arguments, folder, module=PROGRAM, PYTHONPATH=str(ROOT)) as terminal:
            yield ObservedProgram(terminal, told)
    finally:
        os.close(told)


class ObservedProgram:
    """A program in a pseudo-terminal, and what it has told."""

    def __init__(self, terminal: Terminal, told: int) -> None:
        """`told` is the end of the pipe to read from."""
        self.told: dict[str, str] = {}
        """What it told last of each kind."""
        self.keys = 0
        self._terminal = terminal
        # Nobody waits for a prompt here.
        terminal.process.delaybeforesend = None
        self._told = told
        self._rest = b""

    def press(self, key: str) -> None:
        """Press a key, and wait until it is taken."""
        assert len(key) == 1 or key in NAMED, f"no terminal knows the key {key}"
        count = self.keys
        self._terminal.process.send(NAMED.get(key, key))
        self.wait_until(lambda: self.keys > count, f"the key {key}")
        assert self.told[KEY] == key

    def hear(self, heard: Heard) -> None:
        """Wait until the learner has said this, and nothing else since."""
        wanted = {OFFERS: heard.offers, WEIGHTS: heard.weights}

        def is_heard() -> bool:
            return all(self.told.get(kind, "") == what for kind, what in wanted.items())

        self.wait_until(is_heard, f"the learner's answer after {heard.keys} keys")

    def end(self) -> None:
        """Leave the program once everything is on disk."""
        self.wait_until(lambda: "on disk" in self.screen(), "the disk")
        self._terminal.keys("ctrl+c")
        assert self._terminal.end() == 0

    def screen(self) -> str:
        """What stands on the screen."""
        self._terminal.read(0.01)
        return self._terminal.text

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Take in what the program sends and tells until something is so."""
        end_s = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end_s, f"no sign of {what}\n{self.screen()}"
            self._take_in()

    def _take_in(self) -> None:
        ready, _, _ = select.select([self._told, self._terminal.process.child_fd], [], [], 0.1)
        if self._terminal.process.child_fd in ready:
            self._terminal.read(0)
        if self._told in ready:
            *lines, self._rest = (self._rest + os.read(self._told, 2**20)).split(b"\n")
            for line in lines:
                kind, what = json.loads(line)
                self.told[kind] = what
                self.keys += kind == KEY


def content(document: Document) -> tuple[set[object], ...]:
    """Everything that a document says, with spans in the place of ids."""
    spans = {each.id: each.spans for each in (*document.entities.values(), *document.events.values())}
    chains: dict[str, set[object]] = defaultdict(set)
    for each in (*document.entities.values(), *document.events.values()):
        chains[each.coref or each.id].add((each.type, each.spans))

    def values(annotation: Annotation) -> tuple[object, ...]:
        named = ((name, chains.get(str(value)) or spans.get(str(value)) or value)
                 for name, value in annotation.attributes.items())  # fmt: skip
        return tuple(sorted((name, str(sorted(value)) if isinstance(value, set) else value) for name, value in named))

    return (
        {(each.type, each.spans, values(each)) for each in document.entities.values()},
        {(each.type, spans[each.head], spans[each.tail], values(each)) for each in document.relations.values()},
        {
            (each.type, each.spans, values(each), *sorted((a.role, spans[a.target]) for a in each.arguments))
            for each in document.events.values()
        },
        {frozenset(each) for each in chains.values()},
    )
