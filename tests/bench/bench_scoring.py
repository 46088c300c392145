"""How fast predictions are scored, beside nervaluate, seqeval and spaCy's scorer on the same work in the same run.

Run: `python tests/bench/bench_scoring.py [documents ...]` (default 500 10000; peers that are not installed are left
out). Prints Markdown. Times are CPU seconds; every scorer gets its input in the form it wants, and making
that form is not counted. What our whole command needs, reading and validation included, comes last.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import orjson

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.datasets.decoding import DECODE

TYPES = ("PERSON", "ORG", "GPE", "WEAPON")
MENTIONS = 50
TOKENS = 200
RUNS = 5
TOKEN_CHARS = 6
"""Every token is five characters and a blank."""

Span = tuple[int, int, str]
"""First token, token after the last, type."""


class Work(NamedTuple):
    """Mentions of many documents, in tokens; none overlap, since tags cannot say that."""

    gold: list[list[Span]]
    predicted: list[list[Span]]


def make_work(documents: int) -> Work:
    """Gold, and predictions with 5 % of it changed."""
    chance = random.Random(20)
    gold = [list(_mentions(chance)) for _ in range(documents)]
    return Work(gold, [list(_changed(each, chance)) for each in gold])


def _mentions(chance: random.Random) -> Iterator[Span]:
    for slot in range(MENTIONS):
        start = slot * TOKENS // MENTIONS
        yield start, start + chance.randint(1, 3), chance.choice(TYPES)


def _changed(mentions: list[Span], chance: random.Random) -> Iterator[Span]:
    for start, end, type_name in mentions:
        luck = chance.random()
        if luck < 0.017:
            yield start, end, chance.choice([each for each in TYPES if each != type_name])
        elif luck < 0.034:
            yield start, end + 1, type_name
        elif luck >= 0.05:
            yield start, end, type_name


def record(number: int, mentions: list[Span]) -> dict[str, Any]:
    """One side of a document as a text-free record."""
    entities = [
        {
            "id": f"T{index}",
            "type": type_name,
            "spans": [[start * TOKEN_CHARS, end * TOKEN_CHARS - 1]],
            "attributes": {},
        }
        for index, (start, end, type_name) in enumerate(mentions, 1)
    ]
    return {"id": f"doc-{number:05}", "schema": "mini@1.0.0", "entities": entities, "relations": [], "events": []}


ENTITIES_OF_COREF = 15
RELATIONS, EVENTS = 12, 6
LEVELS, GENDERS = ("NAM", "NOM", "PRO"), ("f", "m", "unknown")


def rich_work(documents: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions with coreference, attributes, relations and events; 5 % of each is changed."""
    chance = random.Random(21)
    work = make_work(documents)
    gold = [_rich(each, chance) for each in records(work.gold)]
    return gold, [_rich_changed(*each, chance) for each in zip(records(work.predicted), gold, strict=True)]


def _rich(plain: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The record with everything that can be said of its mentions."""
    for each in plain["entities"]:
        each["attributes"] = {"gender": chance.choice(GENDERS), "level": chance.choice(LEVELS)}
        each["coref"] = f"c{chance.randrange(ENTITIES_OF_COREF)}"
    ids = [each["id"] for each in plain["entities"]]
    plain["relations"] = [_relation(number, ids, chance) for number in range(1, RELATIONS + 1)]
    plain["events"] = [_event(number, ids, chance) for number in range(1, EVENTS + 1)]
    return plain


def _relation(number: int, ids: list[str], chance: random.Random) -> dict[str, Any]:
    head, tail = chance.sample(ids, 2)
    type_name = chance.choice(("located-in", "member-of"))
    return {"id": f"R{number}", "type": type_name, "head": head, "tail": tail, "attributes": {}}


def _event(number: int, ids: list[str], chance: random.Random) -> dict[str, Any]:
    start = (TOKENS + 10 * number) * TOKEN_CHARS
    arguments = [
        {"role": role, "target": target}
        for role, target in zip(("Attacker", "Place", "Target"), chance.sample(ids, 3), strict=True)
    ]
    return {
        "id": f"E{number}",
        "type": chance.choice(("Attack", "Meet")),
        "trigger": {"spans": [[start, start + TOKEN_CHARS - 1]]},
        "arguments": arguments,
        "attributes": {"realis": chance.choice(("actual", "other"))},
    }


def _rich_changed(plain: dict[str, Any], gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The predicted mentions with what gold says of them, but for 5 % of everything."""
    of_place = {each["spans"][0][0]: each for each in gold["entities"]}
    id_of_gold = {}
    for each in plain["entities"]:
        true = of_place[each["spans"][0][0]]
        each["attributes"], each["coref"] = dict(true["attributes"]), true["coref"]
        id_of_gold[true["id"]] = each["id"]
        if chance.random() < CHANGED:
            each["attributes"]["gender"] = chance.choice(GENDERS)
        if chance.random() < CHANGED:
            each["coref"] = f"c{chance.randrange(ENTITIES_OF_COREF)}"
    plain["relations"] = [
        each | {end: id_of_gold[each[end]] for end in ("head", "tail")}
        for each in gold["relations"]
        if each["head"] in id_of_gold and each["tail"] in id_of_gold and chance.random() >= CHANGED
    ]
    plain["events"] = [
        each
        | {
            "arguments": [
                a | {"target": id_of_gold[a["target"]]}
                for a in each["arguments"]
                if a["target"] in id_of_gold and chance.random() >= CHANGED
            ]
        }
        for each in gold["events"]
        if chance.random() >= CHANGED
    ]
    return plain


CHANGED = 0.05


def records(side: list[list[Span]]) -> list[dict[str, Any]]:
    """One side as records."""
    return [record(number, mentions) for number, mentions in enumerate(side)]


class Timed(NamedTuple):
    """What a scorer needed and its strict F1."""

    name: str
    covers: str
    seconds: float
    f1: float


def timed(name: str, covers: str, make_job: Callable[[], Callable[[], float]]) -> Timed:
    """Run a scorer; the fastest of a few runs, of one where that takes seconds. Making a run's input is not timed."""
    seconds, f1 = float("inf"), 0.0
    for _ in range(RUNS):
        job = make_job()
        start = process_time()
        f1 = job()
        last = process_time() - start
        seconds = min(seconds, last)
        if last > 1:
            break
    return Timed(name, covers, seconds, f1)


def ours(gold: list[Any], predicted: list[Any], **options: Any) -> float:
    """Strict F1 by our own scorer, from records or plain objects."""
    from annotator.eval.options import ScoreOptions
    from annotator.eval.score import score

    return _strict_f1(score(gold, predicted, ScoreOptions(layers=("entities",), **options)))


def ours_of_columns(gold: list[Any], predicted: list[Any], **options: Any) -> Callable[[], float]:
    """The same from the columns that are taken out of records as they are read."""
    from annotator.eval.notices import Notices
    from annotator.eval.options import ScoreOptions
    from annotator.eval.score import batches, count_batches, result_of

    chosen = ScoreOptions(layers=("entities",), **options)
    notices = Notices(chosen)
    columns = list(batches(gold, predicted, chosen, notices))
    return lambda: _strict_f1(result_of(count_batches(columns, chosen, notices)))


def _strict_f1(result: Any) -> float:
    from annotator.eval.mistakes.confusion import confusion_matrix

    confusion_matrix(result.counts)
    return result.find("entities", "strict").f1 or 0.0


def nervaluate_job(work: Work) -> Callable[[], float]:
    """All four schemas of nervaluate, overall and by type."""
    from nervaluate.evaluator import Evaluator

    sides = (
        [[{"label": type_name, "start": start, "end": end - 1} for start, end, type_name in each] for each in side]
        for side in work
    )
    true, predicted = sides
    return lambda: float(Evaluator(true, predicted, tags=list(TYPES), loader="dict").evaluate()["overall"]["strict"].f1)


def seqeval_job(work: Work) -> Callable[[], float]:
    """Precision, recall and F1 of seqeval."""
    from seqeval.metrics.sequence_labeling import precision_recall_fscore_support

    true, predicted = ([_tags(each) for each in side] for side in work)
    return lambda: float(precision_recall_fscore_support(true, predicted, average="micro")[2])


def _tags(mentions: list[Span]) -> list[str]:
    tags = ["O"] * (TOKENS + 4)
    for start, end, type_name in mentions:
        tags[start:end] = [f"B-{type_name}", *[f"I-{type_name}"] * (end - start - 1)]
    return tags


def spacy_job(work: Work) -> Callable[[], float]:
    """Precision, recall and F1 of spaCy's scorer, overall and by type."""
    import spacy
    from spacy.scorer import get_ner_prf
    from spacy.tokens import Doc, Span
    from spacy.training import Example

    vocab = spacy.blank("en").vocab

    def document(mentions: list[tuple[int, int, str]]) -> Any:
        made = Doc(vocab, words=["words"] * (TOKENS + 4))
        made.ents = [Span(made, *each) for each in mentions]
        return made

    examples = [Example(document(found), document(true)) for true, found in zip(*work, strict=True)]
    return lambda: float(get_ner_prf(examples)["ents_f"])


PEERS = {
    "nervaluate": ("4 measures, by type", nervaluate_job),
    "seqeval": ("strict", seqeval_job),
    "spacy": ("strict, by type", spacy_job),
}


def _same(job: Callable[[], float]) -> Callable[[], float]:
    return job


def compare_scorers(documents: int) -> None:
    """Print a table of all scorers on the same work."""
    work = make_work(documents)
    sides = records(work.gold), records(work.predicted)
    all_rows = "5 measures, by type, confusion"
    ours(*(side[:5] for side in sides), by=("type",))  # so that imports are not measured
    read = [[DECODE(orjson.dumps(each)) for each in side] for side in sides]
    gc.freeze()  # what is only kept for measuring must not be walked by the collector meanwhile
    columns = partial(ours_of_columns, *read, by=("type",))
    rows = [timed("annotator, columns as read", all_rows, columns)]
    rows.append(timed("annotator, records", all_rows, lambda: partial(ours, *read, by=("type",))))
    rows.append(timed("annotator, plain objects", all_rows, lambda: partial(ours, *sides, by=("type",))))
    for name, (covers, make_job) in PEERS.items():
        if find_spec(name):
            job = make_job(work)
            rows.append(timed(name, covers, partial(_same, job)))
            assert abs(rows[-1].f1 - rows[0].f1) < 1e-9, f"{name} finds {rows[-1].f1}, we {rows[0].f1}"
    print(f"\n{documents:,} documents x {MENTIONS} mentions a side, {len(TYPES)} types, strict F1 {rows[0].f1:.4f}\n")
    print("| scorer | covers | CPU s | x first row |\n|---|---|---:|---:|")
    for row in rows:
        print(f"| {row.name} | {row.covers} | {row.seconds:.3f} | {row.seconds / rows[0].seconds:.1f} |")


def promise(documents: int) -> None:
    """Print time and peak memory of everything at once; meant for a process of its own."""
    work = make_work(documents)
    sides = records(work.gold), records(work.predicted)
    before = peak_mb()
    found = timed("", "", lambda: partial(ours, *sides, by=("type",), bootstrap=10_000))
    print(
        f"| all measures, by type, confusion, 10,000 resamples | {found.seconds:.2f} s, {peak_mb() - before:.0f} MB |"
    )
    found = timed("", "", lambda: partial(ours, *sides, by=("type",), bootstrap=1_000))
    print(f"| the same with 1,000 resamples | {found.seconds:.2f} s |")
    print(f"| shards 1/2 and 2/2 merged equal the whole | {shards_add_up(*sides)} |")
    start = process_time()
    number = list_mistakes(*sides)
    print(f"| every error listed by type ({number:,}) | {process_time() - start:.2f} s |")


def list_mistakes(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> int:
    """How many errors there are, each made and counted by its type."""
    from annotator.eval.documents.records import as_record
    from annotator.eval.documents.resolved import resolve
    from annotator.eval.mistakes.find import document_mistakes
    from annotator.eval.mistakes.mistake import tally

    pairs = zip(*([resolve(as_record(each)) for each in side] for side in (gold, predicted)), strict=True)
    return sum(tally(each for one, two in pairs for each in document_mistakes(one, two)).values())


def shards_add_up(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> bool:
    """Whether the counts of two halves are those of the whole."""
    from annotator.eval.counts.counts import Counts, merge
    from annotator.eval.options import ScoreOptions
    from annotator.eval.score import count

    options = ScoreOptions()

    def counted(part: slice) -> Counts:
        return count(gold[part], predicted[part], options).counts

    merged = merge([counted(slice(0, None, 2)), counted(slice(1, None, 2))])
    return merged.totals() == counted(slice(None)).totals()


def end_to_end(documents: int, what: str, sides: Iterable[list[dict[str, Any]]]) -> None:
    """Print what the whole command needs, beside the bare parse of the same two files."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.jsonl" for name in Work._fields]
        for file, side in zip(files, sides, strict=True):
            file.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in side))
        parse = min(_parse(files) for _ in range(3))
        command = [sys.executable, "-m", "annotator", "eval", *map(str, files), "--by", "type"]
        seconds, peak = _child(command)
    print(f"| {what} | {documents:,} | {parse:.2f} | {seconds:.2f} | {seconds / parse:.1f} | {peak:.0f} |")


def _parse(files: list[Path]) -> float:
    start = process_time()
    for file in files:
        with file.open("rb") as lines:
            for line in lines:
                orjson.loads(line)
    return process_time() - start


def _child(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak MB of a command."""
    measured = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    root = Path(__file__).resolve().parents[2]
    said = subprocess.run(
        [sys.executable, "-c", measured, *command], check=True, capture_output=True, text=True, cwd=root
    )
    seconds, peak_kb = map(float, said.stdout.split())
    return seconds, peak_kb / 1024


def peak_mb() -> float:
    """The most memory this program ever had; the usual counter would include what its parent had before."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Print everything, or, for a process of its own, the promise."""
    if sys.argv[1:2] == ["--promise"]:
        promise(int(sys.argv[2]))
        return
    for documents in map(int, sys.argv[1:] or ["500", "10000"]):
        compare_scorers(documents)
    print(
        "\n10,000 documents, everything at once (memory beyond the parsed records)\n\n| what | needs |\n|---|---|",
        flush=True,
    )
    subprocess.run([sys.executable, __file__, "--promise", "10000"], check=True)
    print("\n`annotator eval --by type`, the whole process\n")
    print("| records | documents | bare parse, CPU s | eval, CPU s | ratio | peak MB |\n|---|---:|---:|---:|---:|---:|")
    for documents in (1_000, 4_000, 10_000, 16_000):
        end_to_end(documents, "entities", map(records, make_work(documents)))
    for documents in (1_000, 3_000, 10_000):
        end_to_end(documents, "every layer", rich_work(documents))


if __name__ == "__main__":
    main()
