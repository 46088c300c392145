"""How fast gold records are read and written, as multiples of what orjson needs for the same bytes in the same run.

Run: `python tests/bench/bench_records.py`. The promises: reading validated records (hash, surfaces, references,
duplicate keys) <= 4.5, writing records <= 2.3. Making documents of them, which the evaluation does not need, is
measured beside it.
"""

from __future__ import annotations

import gc
import io
import random
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import msgspec
import orjson

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from annotator.datasets.lines import written
from annotator.datasets.record import read_documents, read_records
from annotator.datasets.record_bytes import document_bytes, encoded
from annotator.datasets.write import write_records
from annotator.model.canonical import document_of, record_of
from annotator.model.record import Record

WORDS = "the of Varania column Oskell said that on border troops Ilan Marek in Selm attacked “quoted” went government’s"
ROUNDS = 40
SLICE = 10
READ_LIMIT = 4.5
WRITE_LIMIT = 2.3


def make_record(number: int, mentions: int, relations: int, events: int, words: int) -> bytes:
    """A record of this many annotations over a text of this many words, in canonical bytes."""
    chance = random.Random(number)
    text = " ".join(chance.choice(WORDS.split()) for _ in range(words)) + "\n"
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    entities = [entity(index, span, text, chance) for index, span in enumerate(chance.sample(tokens, mentions), 1)]
    related = [
        {"id": f"R{index}", "type": "MEMBER_OF", "head": f"T{index}", "tail": f"T{index + 1}", "attributes": {}}
        for index in range(1, relations + 1)
    ]
    happened = [event(index, chance.choice(tokens), text, chance, mentions) for index in range(1, events + 1)]
    record: dict[str, Any] = {"id": f"doc-{number:05}", "text": text, "text_sha256": sha256(text.encode()).hexdigest()}
    record |= {"schema": "mini@1.0.0", "entities": entities, "relations": related, "events": happened}
    return document_bytes(document_of(msgspec.convert(record, Record)))


def entity(index: int, span: tuple[int, int], text: str, chance: random.Random) -> dict[str, Any]:
    """A mention; every third one with a coref id, every other with an attribute."""
    made: dict[str, Any] = {"id": f"T{index}", "type": chance.choice(["PERSON", "ORG", "GPE"]), "spans": [list(span)]}
    made |= {"text": text[slice(*span)], "attributes": {"level": "NAM"} if index % 2 else {}}
    return made | ({"coref": f"e:{chance.randint(1, 9)}"} if index % 3 == 0 else {})


def event(index: int, span: tuple[int, int], text: str, chance: random.Random, mentions: int) -> dict[str, Any]:
    """An event with a trigger and three arguments."""
    fillers = [{"role": role, "target": f"T{chance.randint(1, mentions)}"} for role in ("Attacker", "Place", "Target")]
    trigger = {"spans": [list(span)], "text": text[slice(*span)]}
    return {"id": f"E{index}", "type": "Attack", "trigger": trigger, "arguments": fillers, "attributes": {}}


class Size(NamedTuple):
    """How many documents, and what one has."""

    many: int
    mentions: int
    relations: int
    events: int
    words: int


SIZES = (Size(500, 13, 2, 3, 90), Size(150, 50, 6, 4, 270))


def consume(items: Iterable[object]) -> None:
    """Run through, keep nothing."""
    deque(items, maxlen=0)


def fastest(jobs: dict[str, tuple[Callable[[Any], None], list[Any]]]) -> dict[str, float]:
    """The seconds of each job: for every slice of its work the fastest of some interleaved runs, added up.

    A slice is short, so that on a busy machine some of its runs are undisturbed.
    """
    times = {name: [float("inf")] * len(slices) for name, (_, slices) in jobs.items()}
    for _ in range(ROUNDS):
        for name, (job, slices) in jobs.items():
            for index, each in enumerate(slices):
                start = perf_counter()
                job(each)
                times[name][index] = min(times[name][index], perf_counter() - start)
    return {name: sum(each) for name, each in times.items()}


def slices(items: list[Any]) -> list[list[Any]]:
    """The same in slices."""
    return [items[start : start + SLICE] for start in range(0, len(items), SLICE)]


def report(size: Size) -> tuple[float, float]:
    """Print the ratios for records of a size; the promised two come back.

    Meant for a process of its own: in memory that other records have left behind everything lies scattered.
    """
    lines = [make_record(number, size.mentions, size.relations, size.events, size.words) for number in range(size.many)]
    contents = [b"".join(each) for each in slices(lines)]
    records = slices([record for content in contents for record in read_records(io.BytesIO(content))])
    documents = [list(map(document_of, each)) for each in records]
    objects = [list(map(orjson.loads, each)) for each in slices(lines)]
    gc.freeze()  # what is only kept for measuring must not be walked by the collector meanwhile
    times = fastest(
        {
            "orjson.loads": (lambda content: consume(map(orjson.loads, io.BytesIO(content))), contents),
            "read records, validated": (lambda content: consume(read_records(io.BytesIO(content))), contents),
            "read documents": (lambda content: consume(read_documents(io.BytesIO(content))), contents),
            "orjson.dumps": (lambda each: consume(map(orjson.dumps, each)), objects),
            "write records": (lambda each: consume([written(each, encoded)]), records),
            "records of documents": (lambda each: consume(map(record_of, each)), documents),
            "write documents": (lambda each: consume([write_records(each, io.BytesIO())]), documents),
        }
    )
    print(f"\n{len(lines)} documents of {sum(map(len, lines)) / len(lines) / 1000:.1f} KB")
    for name, seconds in times.items():
        base = times["orjson.loads" if "read" in name or "loads" in name else "orjson.dumps"]
        print(f"  {name:28} {seconds / len(lines) * 1e6:8.1f} us a document  {seconds / base:6.2f} x")
    read = times["read records, validated"] / times["orjson.loads"]
    return read, times["write records"] / times["orjson.dumps"]


def main() -> int:
    """Measure both sizes; 1 when a promise is broken."""
    with Pool(1, maxtasksperchild=1) as processes:
        ratios = processes.map(report, SIZES, chunksize=1)
    broken = any(read > READ_LIMIT or write > WRITE_LIMIT for read, write in ratios)
    print(f"\npromised: read <= {READ_LIMIT}, write <= {WRITE_LIMIT}: {'BROKEN' if broken else 'kept'}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
