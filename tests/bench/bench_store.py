"""The working store, as ratios to the least that could be done, in one run.

`python tests/bench/bench_store.py [SCALE]`; SCALE 1.0 is the full size (a 10 MB article with 500,000 annotations).
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson
from msgspec import structs

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.change import Edit
from annotator.model.difference import difference
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import add
from annotator.schema.label_schema import LabelSchema
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.reading.catalog import summaries
from annotator.store.reading.replay import replayed
from annotator.store.session import LabelSession
from annotator.store.store import Store, create_store
from annotator.store.tables.documents import Article, put_articles
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from annotator.store.writing.step import new_step
from annotator.store.writing.writer import write_into

SCHEMA = LabelSchema("mini", "1.0.0")
SENTENCE = "Oskell-backed forces entered Varania on Monday, said envoy Ilan Marek of Tessal. "


def main() -> int:
    """Measure and print."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        print(f"{'what':58}{'ms':>10}{'beside':>10}{'ratio':>8}")
        durable_edit(folder / "a")
        replay_log(folder / "b", int(100_000 * scale))
        open_project(folder / "c", int(10_000 * scale))
        huge_layer(folder / "d", int(500_000 * scale))
        bulk_edit(folder / "e", int(50_000 * scale))
    return 0


def row(what: str, ms: float, beside: float | None = None) -> None:
    """One line of the table."""
    ratio = f"{beside:10.2f}{ms / beside:8.2f}" if beside else ""
    print(f"{what:58}{ms:10.2f}{ratio}")


def timed(action: Callable[[], object], times: int = 1) -> float:
    """The median time in ms."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        action()
        taken.append((perf_counter() - start) * 1000)
    return median(taken)


def new_store(folder: Path, *articles: Article) -> Store:
    """A store with articles."""
    folder.mkdir()
    store = create_store(StoreLocation(path=folder / "store.sqlite"))
    with writing(store.engine, store.location) as transaction:
        put_articles(transaction, articles)
    return store


def write_document(store: Store, key: LayerKey, document: Document) -> None:
    """Put a whole layer in as one import."""
    state = layer_state(store.rows, key)
    state = replace(state, head=Document(document.id))
    edit = difference(Document(document.id, document.text, document.text_sha256), document, "import")
    with writing(store.engine, store.location) as transaction:
        write_into(transaction, state, [new_step(edit, "mira")])


def durable_edit(folder: Path) -> None:
    """From the key to durable, beside one raw fsync and one raw SQLite commit."""
    store = new_store(folder, Article("a", SENTENCE * 60, {}))
    session = LabelSession(store, SCHEMA, LayerKey("a", "mira"))
    session.warm_up()

    def label() -> Edit:
        return add(session.document, mention(session.fresh_id("T"), "ORG", SENTENCE, ((0, 6),)))

    def edit() -> None:
        session.apply(label())
        session.flush()

    edit()
    with (folder / "raw").open("wb", buffering=0) as stream, closing(sqlite3.connect(folder / "raw.sqlite")) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE t (a)")

        def fsync() -> None:
            stream.write(b"x" * 300)
            os.fsync(stream.fileno())

        def commit() -> None:
            raw.execute("INSERT INTO t VALUES ('x')")
            raw.commit()

        fsyncs, commits, edits = timed(fsync, 200), timed(commit, 200), timed(edit, 200)
    row("an edit, from apply to durable; beside one fsync", edits, fsyncs)
    row("an edit, from apply to durable; beside a SQLite commit", edits, commits)
    shown = timed(lambda: session.apply(label()), 300)
    row("an edit on screen: apply alone, the writing going on beside it", shown)
    session.close()
    store.close()


def replay_log(folder: Path, count: int) -> None:
    """Reading, checking and applying a long log, beside parsing its JSON."""
    store = new_store(folder, Article("a", SENTENCE * 1000, {}))
    key = LayerKey("a", "mira")
    state = replace(layer_state(store.rows, key), head=Document("a"))
    random = Random(1)
    steps = []
    for number in range(count):
        at = random.randrange(len(SENTENCE) * 1000 - 10)
        entity = Entity(f"T{number}", "ORG", ((at, at + 6),), "Oskell")
        steps.append(new_step(add(Document("a"), entity), "mira", 900))
    for start in range(0, count, 5000):
        with writing(store.engine, store.location) as transaction:
            state = write_into(transaction, state, steps[start : start + 5000])
    parse = timed(lambda: [orjson.loads(step.edit_bytes) for step in steps])
    row(
        f"replay of {count:,} operations, checked; beside orjson.loads", timed(lambda: replayed(store.rows, key)), parse
    )
    store.close()


def open_project(folder: Path, count: int) -> None:
    """The list of a large project, from opening the file, beside the same query by bare sqlite3."""
    articles = (Article(f"a{number}", f"{number}. {SENTENCE * 8}", {}) for number in range(count))
    new_store(folder, *articles).close()
    path = folder / "store.sqlite"

    def page() -> None:
        store = Store(StoreLocation(path=path))
        summaries(store.rows, "mira", 0, 60)
        session = LabelSession(store, SCHEMA, LayerKey("a1", "mira"))
        session.close()
        store.close()

    def whole() -> None:
        store = Store(StoreLocation(path=path))
        summaries(store.rows, "mira")
        store.close()

    def bare() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "SELECT d.id, d.title, t.chars FROM documents d "
                "JOIN texts t ON t.sha256 = d.text_sha256 ORDER BY position"
            ).fetchall()

    least = timed(bare, 5)
    row(f"{count:,} articles: open, list 60, open one", timed(page, 9), least)
    row(f"{count:,} articles: open, list all; beside bare sqlite3", timed(whole, 5), least)


def huge_document(count: int) -> Document:
    """An article of 20 characters an annotation: seven tenths entities, two tenths relations, one tenth events."""
    text = (SENTENCE * (count * 20 // len(SENTENCE) + 1))[: count * 20]
    random = Random(2)
    mentions = count * 7 // 10

    def entities() -> Iterator[Entity]:
        for number in range(mentions):
            at = number * (len(text) - 10) // mentions
            yield Entity(f"T{number}", "ORG", ((at, at + 6),), text[at : at + 6])

    def near(number: int) -> str:
        return f"T{min(mentions - 1, max(0, number + random.randint(-5, 5)))}"

    ties = [Relation(f"R{n}", "NEAR", f"T{n * 3}", near(n * 3)) for n in range(count * 2 // 10)]
    events = []
    for number in range(count // 10):
        at = number * (len(text) - 10) // (count // 10)
        fillers = tuple(Argument(role, near(number * 7)) for role in ("Attacker", "Place"))
        events.append(Event(f"E{number}", "Attack", Trigger(((at, at + 6),), text[at : at + 6]), fillers))
    document = new_document("a", text, schema_ref=SCHEMA.ref, annotator="mira")
    return structs.replace(document, entities=by_id(entities()), relations=by_id(ties), events=by_id(events))


FIRST_WINDOW = """
import sys
from time import perf_counter, sleep
start = perf_counter()
from pathlib import Path
from annotator.store.session import LabelSession
from annotator.schema.label_schema import LabelSchema
from annotator.store.tables.documents import Article, put_articles
from annotator.store.tables.layer import LayerKey
from annotator.store.database.location import StoreLocation
from annotator.store.store import Store
imported = perf_counter()
store = Store(StoreLocation(path=Path(sys.argv[1])))
middle = int(sys.argv[2])
key = LayerKey("a", "mira")
session = LabelSession(store, LabelSchema("mini", "1.0.0"), key, window=(middle, middle + 5_000))
window = perf_counter()
shown, heavy = len(session.document.entities), "sqlalchemy" in sys.modules
keys = []
while not session.loaded:
    sleep(0.03)
    before = perf_counter()
    sum(range(50_000))
    keys.append(perf_counter() - before)
whole = perf_counter()
alone = perf_counter()
sum(range(50_000))
alone = perf_counter() - alone
keys.sort()
print(imported - start, window - imported, whole - window, keys[len(keys) // 2], keys[-1], alone, shown, heavy)

"""


def huge_layer(folder: Path, count: int) -> None:
    """The first window and the rest, in a fresh process."""
    document = huge_document(count)
    size = len(document.text or "")
    store = new_store(folder, Article("a", document.text or "", {}))
    taken = timed(lambda: write_document(store, LayerKey("a", "mira"), document))
    row(f"writing {size / 1e6:.0f} MB with {count:,} annotations as one import", taken)
    store.close()
    command = [sys.executable, "-c", FIRST_WINDOW, str(folder / "store.sqlite"), str(size // 2)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    imported, window, whole, middle, worst, alone, shown, heavy = done.stdout.split()
    row("  its imports", float(imported) * 1000)
    row(f"  first window ({shown} entities; SQLAlchemy imported: {heavy})", float(window) * 1000)
    row("  the rest, in the background", float(whole) * 1000)
    row("  a key's work meanwhile, median; beside the same afterwards", float(middle) * 1000, float(alone) * 1000)
    row("  a key's work meanwhile, longest", float(worst) * 1000, float(alone) * 1000)


def bulk_edit(folder: Path, count: int) -> None:
    """One edit of many changes: on screen, durable, undone."""
    store = new_store(folder, Article("a", SENTENCE * 1000, {}))
    session = LabelSession(store, SCHEMA, LayerKey("a", "mira"))
    session.warm_up()
    entities = [Entity(session.fresh_id("T"), "ORG", ((n, n + 6),), "Oskell") for n in range(count)]
    edit = add(session.document, *entities)
    row(f"one edit of {count:,} changes: on screen", timed(lambda: session.apply(edit)))
    row("  then durable", timed(lambda: session.flush(60)))
    row("  undone: on screen", timed(session.undo))
    row("  then durable", timed(lambda: session.flush(60)))
    session.close()
    store.close()


if __name__ == "__main__":
    sys.exit(main())
