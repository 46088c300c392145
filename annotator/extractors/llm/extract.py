"""Asking a model about each document, several at once, and what comes of its answers.

The address stands in `OPENAI_BASE_URL`, the key (where one is needed) in `OPENAI_API_KEY`; both reach this process
only when named: `--env OPENAI_BASE_URL --env OPENAI_API_KEY`. The schema is given to the child as the file
`schema.yaml` in its folder.

What the model says is data. It gets no tools, and whatever an article tells it to do, all that can come of it is an
answer. It runs in the child process alone; httpx is the extra `llm`.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from annotator import __version__ as __version__
from annotator.errors import AnnotatorError
from annotator.extractors.answers import AnswerError, prediction
from annotator.extractors.article import Article
from annotator.extractors.llm.decoding import AnswerFormError, decoded
from annotator.extractors.llm.merging import merged
from annotator.extractors.llm.opening import Opening, opening
from annotator.extractors.llm.reading import LETTERS, Plain, Reading, read_answer
from annotator.extractors.llm.request import Cost, Server, ServerError
from annotator.extractors.llm.spec import ModelSpec, parse_model
from annotator.extractors.llm.task import answer_schema
from annotator.extractors.llm.windows import windows
from annotator.schema.language import read_schema
from annotator.text.placing import Placer

SCHEMA_FILE = Path("schema.yaml")


@dataclass
class Totals:
    """What a whole run came to."""

    requests: int = 0
    tokens: int | None = None
    unplaced: int = 0
    repairs: Counter[str] = field(default_factory=Counter)

    def add(self, cost: Cost, reading: Reading | None) -> None:
        """Count a document."""
        self.requests += cost.requests
        if cost.tokens is not None:
            self.tokens = (self.tokens or 0) + cost.tokens
        if reading:
            self.unplaced += len(reading.unplaced)
            self.repairs.update(reading.repairs)

    def words(self) -> str:
        """The same in a line."""
        tokens = "tokens unknown" if self.tokens is None else f"{self.tokens:,} tokens"
        mended = ", ".join(f"{count} {what}" for what, count in sorted(self.repairs.items()))
        return f"{self.requests:,} requests, {tokens}, {self.unplaced:,} not placed, repairs: {mended or 'none'}"


@dataclass(frozen=True)
class Asking:
    """Everything that is the same for all documents."""

    spec: ModelSpec
    server: Server
    opening: Opening
    pointers: frozenset[str]

    def read(self, record: Plain, cost: Cost) -> Reading:
        """What the model says of a document.

        Raises:
            ServerError: it says nothing.
            AnswerFormError: what it says is no answer.
        """
        text, spec = record["text"], self.spec
        readings, before = [], self.opening.before(text)
        for start, end in windows(text, spec.window_chars, spec.overlap_chars):
            shown = text[start:end]
            answer, repairs = decoded(self.server.ask([*before, {"role": "user", "content": shown}], cost))
            placer = Placer(shown, spec.placing, spec.threshold)
            reading = read_answer(answer, placer, start, self.pointers)
            reading.repairs.update(repairs)
            readings.append(reading)
        return merged(readings, self.pointers)

    def answer(self, record: Plain) -> tuple[Plain, Cost, Reading | None]:
        """The answer for a document, `{id, error}` where the model gave no usable one; what it cost; what was read."""
        cost, start_s, reading = Cost(), monotonic(), None
        try:
            reading = self.read(record, cost)
            return sound(reading, record, cost, monotonic() - start_s), cost, reading
        except (ServerError, AnswerFormError) as error:
            return {"id": record["id"], "error": str(error)}, cost, reading


def extract(records: Iterable[Plain], argument: str = "") -> Iterator[Plain]:
    """What the model finds in each document; `{id, error}` where it gave no usable answer.

    Raises:
        ValueError: no model is named, no address is set, or the examples are under test.
        LookupError: httpx is not installed, or the schema is not known.
    """
    try:
        import httpx  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise LookupError("httpx is not installed; install it with: pip install 'gold-annotator[llm]'") from error
    documents = list(records)
    if not documents:
        return
    spec, address = parse_model(argument), server_address()
    if not SCHEMA_FILE.is_file():
        raise LookupError("the schema is not known; run in its project, or give it with --schema FILE")
    schema = read_schema(SCHEMA_FILE)
    told = opening(spec, schema, documents)
    key = os.environ.get("OPENAI_API_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    totals = Totals()
    with httpx.Client(base_url=address.rstrip("/") + "/", headers=headers, timeout=spec.timeout_s) as client:
        server = Server(client, spec, answer_schema(schema), say)
        asking = Asking(spec, server, told, schema.pointers)
        yield from answers(asking, documents, totals)
    say(totals.words())


def server_address() -> str:
    """The address that the environment names.

    Raises:
        ValueError: there is none, or it is none.
    """
    address = os.environ.get("OPENAI_BASE_URL", "")
    if not address:
        raise ValueError(
            "no address of a server; set OPENAI_BASE_URL and give it with --env OPENAI_BASE_URL"
            ' (in a suite: env = ["OPENAI_BASE_URL"])'
        )
    if not address.startswith(("http://", "https://")):
        raise ValueError(f"OPENAI_BASE_URL is {address!r}; expected an address such as http://127.0.0.1:8000/v1")
    return address


def answers(asking: Asking, documents: list[Plain], totals: Totals) -> Iterator[Plain]:
    """The answers as they come; after one that nobody waits for, no more is asked."""
    pool = ThreadPoolExecutor(asking.spec.concurrency, "llm")
    try:
        asked = [pool.submit(asking.answer, record) for record in documents]
        for each in as_completed(asked):
            answer, cost, reading = each.result()
            totals.add(cost, reading)
            yield answer
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def sound(reading: Reading, record: Plain, cost: Cost, elapsed_s: float) -> Plain:
    """The answer, once it is sure to be accepted: one bad document must not cost the others.

    Raises:
        AnswerFormError: it is not what a record may be.
    """
    run: Plain = {"elapsed_s": round(elapsed_s, 6), "requests": cost.requests, "tokens": cost.tokens}
    run |= {"repairs": reading.repairs.total(), "unplaced": reading.unplaced}
    answer: Plain = {layer: getattr(reading, layer) for layer in LETTERS} | {"labels": reading.labels or None}
    answer["extractor"] = {name: value for name, value in run.items() if value}
    try:
        prediction(answer, Article(record["id"], record["text"], record.get("schema")))
    except AnswerError as error:
        raise AnswerFormError(f"the model's answer is no valid prediction: {error}") from error
    except AnnotatorError as error:
        raise AnswerFormError(str(error)) from error
    return {"id": record["id"]} | answer


def say(words: str) -> None:
    """Tell people, on standard error."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
