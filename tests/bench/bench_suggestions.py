"""The labelling screen with suggestions beside the same without: keys, and how long the learner takes to answer.

`python tests/bench/bench_suggestions.py`. Three things are measured, each in one run, so that ratios can be trusted:

- keys in a 1 MB article in which an extractor has suggested 100,000 mentions, beside the same without them;
- the time from a question to the learner's answer with 15 finished articles, asked after every third sentence of other
  ones, and the learner's work for it, by the kernel's count: it has the lowest priority, and waits on a busy machine;
- keys while the learner is fitted again and again, beside the same with the learner off.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from queue import Queue
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.import_records import import_records
from annotator.project.suggestions.keep import plan, suggest
from annotator.project.suggestions.live_gold import live_gold
from annotator.suggest.choice import suggesting
from annotator.suggest.learner import least
from annotator.suggest.learner_process.client import LearnerProcess
from annotator.suggest.learner_process.messages import Answer
from annotator.tui.editor.coverage.reading import PASSES, SentencesRead
from annotator.tui.learning.question import Question, part_around
from tests.bench.bench_screen import LABEL, READ, READABLE, READING, REPEATS, SCREENS, TOP, Screen, invented

WIRE = Path(__file__).resolve().parents[2] / "datasets" / "conflict-wire"
FINISHED = 15
CHARS, MENTIONS, SUGGESTIONS = 1_000_000, 5_000, 100_000
WAITED_S = 120.0
OPENED_S = 6.0
"""After opening an article: all of it has been read by then, and what is kept for it stands there."""

Rows = Sequence[tuple[str, tuple[bytes, ...]]]


def main() -> int:
    """Measure and print."""
    documents = [each for part in ("train", "development", "test") for each in read_documents(WIRE / f"{part}.jsonl")]
    with TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        many_suggestions(folder / "many")
        project = finished(folder / "finished", documents)
        answers(project, documents[FINISHED:])
        project.close()
        beside_the_learner(folder / "finished", documents[FINISHED].id, folder)
    return 0


def many_suggestions(folder: Path) -> None:
    """Keys in one long article, without and with suggestions all over it."""
    text = invented(CHARS)
    project = Project.create(folder, "1.0.0")
    (folder / "annotator.toml").write_text('schema = "schema/conflict-news/1.0.0.yaml"\n[suggest]\nlearner = false\n')
    labelled, said = (marked(text, count, project.schema.ref) for count in (MENTIONS, SUGGESTIONS))
    write_records([labelled], folder / "article.jsonl")
    write_records([said], folder / "said.jsonl")
    add_files(project, [folder / "article.jsonl"])
    print(f"{CHARS:,} characters, {MENTIONS:,} mentions, {SUGGESTIONS:,} suggestions")
    without = pressed(folder, "article", "without", READ)
    suggest(project, plan(project, f"file:{folder / 'said.jsonl'}"))
    project.close()
    pressed(folder, "article", "with", READ, without)


def marked(text: str, count: int, schema_ref: str) -> Document:
    step = len(text) // count
    entities = [mention(f"T{n}", "GPE", text, ((n * step, n * step + 6),), score=0.8) for n in range(count)]
    return new_document("article", text, schema_ref=schema_ref, entities=by_id(entities))


def finished(folder: Path, documents: Sequence[Document]) -> Project:
    """A project with finished articles in gold, and the others without a label."""
    project = Project.create(folder, "2.1.0")
    write_records(documents[:FINISHED], folder / "gold.jsonl")
    import_records(project, folder / "gold.jsonl", "gold")
    for each in documents[FINISHED:]:
        (folder / f"{each.id}.txt").write_text(each.text or "", "utf-8")
    add_files(project, [folder / f"{each.id}.txt" for each in documents[FINISHED:]])
    return project


def answers(project: Project, articles: Sequence[Document]) -> None:
    """How long the learner takes to answer while articles are labelled sentence by sentence."""
    heard: Queue[Answer] = Queue()
    process = LearnerProcess(lambda each: heard.put(each) if isinstance(each, Answer) else None, print)
    times: list[float] = []
    works: list[float] = []
    for document in articles:
        process.teach(partial(live_gold, project, "mira", document.id))
        text, segmenter = document.text or "", suggesting(document).segmenter
        starts = [start for start, _ in sentences(text, document)]
        for count in range(0, len(starts), least.SENTENCES):
            question = Question(
                labelled_before(document, starts[count]), read_in_all(starts[:count]), starts[count], starts[count]
            )
            begun, worked = perf_counter(), worked_s(process)
            process.ask(partial(question.ask, part=part_around(text, starts[count], segmenter)))
            number = None
            while number is None or number < len(times) + 1:
                number = heard.get(timeout=WAITED_S).number
            times.append(perf_counter() - begun)
            works.append(worked_s(process) - worked)
    process.end()
    print(f"\n{FINISHED} finished articles: the first answer after {times[0]:.2f} s, of work {works[0]:.2f} s")
    for name, found in (("time", sorted(times[1:])), ("work", sorted(works[1:]))):
        late = found[int(len(found) * 0.95)]
        print(f"  {name} of {len(found)} more: median {median(found):.2f} s, 95 % {late:.2f} s, most {found[-1]:.2f} s")


def worked_s(process: LearnerProcess) -> float:
    """How long the learner's process has worked so far."""
    if process.process_id is None:
        return 0.0
    return int(Path(f"/proc/{process.process_id}/schedstat").read_text().split()[0]) / 1e9


def sentences(text: str, document: Document) -> Sequence[tuple[int, int]]:
    segmenter, found = suggesting(document).segmenter, []
    sentence = segmenter.next_sentence(text, -1)
    while sentence is not None:
        found.append(sentence)
        sentence = segmenter.next_sentence(text, sentence[0])
    return found


def read_in_all(starts: Sequence[int]) -> SentencesRead:
    """So many sentences are read in every pass."""
    return SentencesRead({each: frozenset(starts) for each in PASSES})


def labelled_before(document: Document, char: int) -> Document:
    """The document with what stands wholly before a place."""
    entities = [each for each in document.entities.values() if each.spans[-1][1] <= char]
    events = [each for each in document.events.values() if each.spans and each.spans[-1][1] <= char]
    there = {each.id for each in entities} | {each.id for each in events}
    relations = [each for each in document.relations.values() if {each.head, each.tail} <= there]
    return new_document(
        document.id,
        document.text or "",
        schema_ref=document.schema_ref,
        entities=by_id(entities),
        relations=by_id(relations),
        events=by_id(events),
    )


def beside_the_learner(folder: Path, article: str, home: Path) -> None:
    """Keys with the learner off, idle and at work: labelling and undoing are decisions, by which it is fitted anew."""
    config = (folder / "annotator.toml").read_text("utf-8")
    off: dict[str, float] | None = None
    print("\nkeys beside the learner")
    for name in ("off", "on"):
        (folder / "annotator.toml").write_text(f"{config}\n[suggest]\nlearner = {str(name == 'on').lower()}\n", "utf-8")
        off = pressed(folder, article, f"learner {name}", READING, off)


def pressed(
    folder: Path, article: str, name: str, rows: Rows, beside: dict[str, float] | None = None
) -> dict[str, float]:
    """What keys cost, some seconds after an article was opened: the main thread's work, in ms, by key."""
    found: dict[str, float] = {}
    screen = Screen([*LABEL, str(folder), article], SCREENS[0], folder / "none")
    screen.wait_for(READABLE)
    sleep(OPENED_S)
    screen.read(0.5)
    screen.key(TOP)
    for key, bytes_of_key in rows:
        several = bytes_of_key * (REPEATS // len(bytes_of_key))
        costs = [cost for each in several if (cost := screen.key(each))]
        worked = median(cost.cpu_ms for cost in costs)
        found[key] = worked
        ratio = f" ({worked / beside[key]:.2f}x)" if beside else ""
        times = sorted(cost.ms for cost in costs)
        print(f"  {name:12} {key:12} median {median(times):6.2f} ms  p99 {times[int(len(times) * 0.99)]:6.1f} ms  "
              f"cpu {worked:5.2f} ms{ratio}", flush=True)  # fmt: skip
    screen.end()
    return found


if __name__ == "__main__":
    sys.exit(main())
