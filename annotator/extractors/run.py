"""Running an extractor over articles: answers as they come, or one error; never a part that looks like a whole.

The answers that were yielded count only when the iteration has come to its end: until then the extractor may still
crash, answer twice, or leave something behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from annotator.datasets.prediction_reader import PredictionReader
from annotator.extractors.answers import Answer, AnswerError, Asked, judged, parsed
from annotator.extractors.article import Article
from annotator.extractors.child import Child, Ending, never
from annotator.extractors.command import command_of, hash_of
from annotator.extractors.exchange import Line
from annotator.extractors.failure import failed
from annotator.extractors.foreign_output import is_foreign, kept
from annotator.extractors.limits import Limits, longest_line
from annotator.extractors.parallel import in_parallel
from annotator.extractors.program import Command
from annotator.extractors.spec import ExtractorSpec
from annotator.extractors.stored import stored_answers
from annotator.extractors.version import CODE_HASH
from annotator.model.quoted import quoted
from annotator.text.visible import visible

T = TypeVar("T")
FILES_LINE = b'["files",'
"""How a line of the runner's begins that is no answer."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who extracts: a version to show, and a fingerprint that changes with the extractor's code."""

    version: str
    fingerprint: str


class Run:
    """One extractor over some articles; iterate it to the end.

    `identity` is known from the first answer on; `endings` (peak memory, last words) when all is over, one a child, and
    `notes`, what people must know of how stored predictions were read.
    """

    def __init__(
        self, spec: ExtractorSpec, articles: Sequence[Article], limits: Limits, *, folder: Path, jobs: int = 1
    ) -> None:
        """Prepare it.

        Args:
            spec: the extractor.
            articles: what to extract from; their ids are unique.
            limits: what it may take.
            folder: where the spec's relative paths start.
            jobs: how many children share the articles.
        """
        self._spec = spec
        self._articles = articles
        self._limits = limits
        self._folder = folder
        self._jobs = max(1, min(jobs, len(articles)))
        self.identity: Identity | None = None
        self.endings: list[Ending] = []
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Answer]:
        """The answers as they come.

        Raises:
            ExtractorError: it failed, or a document of it did and that is not allowed.
            InputError: a file of stored predictions cannot be used.
        """
        for answer in self._answers():
            if answer.error is not None and not self._limits.allow_errors:
                raise failed(self._spec.text, f"document {quoted(answer.article.id)}: {visible(answer.error)}")
            version = self.identity.version if self.identity else ""
            yield answer.signed(self._spec.text, version)

    def _answers(self) -> Iterator[Answer]:
        if self._spec.kind == "stored":
            path = self._folder / self._spec.target
            return stored_answers(self._spec.text, path, self._articles, self._limits, self.notes.append)
        command = command_of(self._spec, self._folder)
        if self._jobs == 1:
            return self._one_child(command, self._articles, never)
        shares = [self._articles[start :: self._jobs] for start in range(self._jobs)]
        return in_parallel(lambda share, stopped: self._one_child(command, share, stopped), shares)

    def _one_child(
        self, command: Command, articles: Sequence[Article], stopped: Callable[[], bool]
    ) -> Iterator[Answer]:
        asked = Asked(articles)
        longest = longest_line(max((4 * len(article.text) for article in articles), default=0))
        with Child(command, self._limits) as child:
            lines = child.talk((article.question() for article in articles), longest, stopped)
            if not command.greets:
                self.identity = Identity(command.version, command.version)
            elif greeting := next(lines, None):
                self.identity = _identity(_said(child, greeting, dict[str, str]), command)
            first, lines = _peeked(lines)
            if first is not None and is_foreign(first.content, self._limits.pred_format):
                yield from self._foreign(child, lines, articles, longest, greets=command.greets)
                self.endings.append(child.ending())
                return
            yield from _answers(child, asked, lines, self._limits.reader, greets=command.greets)
            ending = child.ending()
            if missing := asked.missing():
                raise child.failed(missing)
            self.endings.append(ending)

    def _foreign(
        self, child: Child, lines: Iterable[Line], articles: Sequence[Article], longest: int, *, greets: bool
    ) -> Iterator[Answer]:
        """What its output says in another format, all of it once it has ended."""
        files: dict[str, str] = {}

        def said() -> Iterator[bytes]:
            for line in lines:
                if greets and line.content.startswith(FILES_LINE):
                    files.update(_said(child, line, tuple[str, dict[str, str]])[1])
                else:
                    yield line.content

        with kept(child, said(), longest + sum(32 * len(each.text) for each in articles)) as path:
            for answer in stored_answers(self._spec.text, path, articles, self._limits, self.notes.append):
                yield replace(answer, files=files)


def _peeked(lines: Iterator[Line]) -> tuple[Line | None, Iterator[Line]]:
    """The first line that says something, None where there is none, and all of them."""
    passed: list[Line] = []
    for line in lines:
        passed.append(line)
        if line.content.strip() and not line.content.startswith(FILES_LINE):
            return line, chain(passed, lines)
    return None, iter(passed)


def _answers(
    child: Child, asked: Asked, lines: Iterable[Line], reader: PredictionReader, *, greets: bool
) -> Iterator[Answer]:
    """What its lines say; one of ours tells between them which files it has read.

    Raises:
        WrongAnswerError: one is no answer.
    """
    files: dict[str, str] = {}
    since_s = 0.0
    for number, line in enumerate(lines, 1):
        if greets and line.content.startswith(FILES_LINE):
            files = files | _said(child, line, tuple[str, dict[str, str]])[1]
            since_s += line.elapsed_s
        elif line.content.strip():
            answer = _answer(child, asked, number, line, reader)
            yield replace(answer, elapsed_s=line.elapsed_s + since_s, files=files)
            since_s = 0.0


def _said(child: Child, line: Line, kind: type[T]) -> T:
    """What a line of the runner says; code that runs in it can write there too.

    Raises:
        WrongAnswerError: it is not what the runner writes.
    """
    try:
        return msgspec.json.decode(line.content, type=kind)
    except msgspec.MsgspecError as error:
        raise child.wrong(f"a line that only the runner writes cannot be read ({error})") from None


def _identity(greeting: dict[str, str], command: Command) -> Identity:
    """Who a greeting says extracts; the files that it is given, or what is installed of it, are part of it."""
    version, given = greeting["version"], command.given
    if given and (not version.startswith(CODE_HASH) or given.startswith(CODE_HASH)):
        version = f"{version}+{given}"
    return Identity(version if not given or given in version else given, greeting["fingerprint"])


def _answer(child: Child, asked: Asked, number: int, line: Line, reader: PredictionReader) -> Answer:
    """What a line says.

    Raises:
        WrongAnswerError: it is no answer.
    """
    try:
        record = parsed(line.content)
        return judged(record, asked.article(record.get("id")), reader)
    except AnswerError as error:
        raise child.wrong(f"line {number} of its output: {error}") from None


def identify(spec: ExtractorSpec, limits: Limits, *, folder: Path) -> Identity:
    """Who would extract; a Python function is loaded for it in a child, a command is not run.

    Raises:
        ExtractorError: it cannot be found or loaded.
    """
    if spec.kind == "command":
        version = command_of(spec, folder).version
        return Identity(version, version)
    if spec.kind == "stored":
        version = hash_of([folder / spec.target])
        return Identity(version, version)
    run = Run(spec, (), limits, folder=folder)
    for _ in run:
        pass
    assert run.identity is not None
    return run.identity
