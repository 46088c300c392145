"""Gates, baselines and shares through the command line: what has no power, no row or another recipe is not passed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main

DOCUMENTS = 10


def record(name: str, *mentions: tuple[str, int, int], **rest: Any) -> dict[str, Any]:
    entities = [
        {"id": f"T{number}", "type": type_name, "spans": [[start, end]], "attributes": {}}
        for number, (type_name, start, end) in enumerate(mentions)
    ]
    return {"id": name, "entities": entities, "relations": [], "events": [], **rest}


def corpus(right: int, prefix: str = "d") -> list[dict[str, Any]]:
    """Ten documents of a PER and an ORG each, of which so many are where gold has them."""
    return [
        record(f"{prefix}{number}", ("PER", 0, 5), ("ORG", 10, 15 if number < right else 14))
        for number in range(DOCUMENTS)
    ]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    write("gold.jsonl", corpus(DOCUMENTS))
    write("all.jsonl", corpus(DOCUMENTS))
    write("half.jsonl", corpus(DOCUMENTS // 2))
    return tmp_path


def write(name: str, records: list[dict[str, Any]]) -> None:
    Path(name).write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(list(words))
    found = capsys.readouterr()
    return status, found.out + found.err


def strict(*words: str) -> tuple[str, ...]:
    return ("eval", "gold.jsonl", *words, "--measure", "strict")


@pytest.mark.parametrize(
    ("over", "status", "said"),
    [
        ("entities.strict.spurious=0", 0, "entities.strict.spurious is 0, at most 0"),
        ("entities.strict.incorrect=4", 1, "entities.strict.incorrect is 5, above 4"),
        ("entities.strict.ORG.fp=5", 0, "entities.strict.ORG.fp is 5, at most 5"),
        ("entities.strict.OGR.fp=5", 2, "did you mean ORG?"),
        ("entities.strict.spurius=5", 2, "did you mean spurious?"),
        ("run.seconds=5", 2, "was not measured"),
    ],
)
def test_counts_have_upper_bounds(over: str, status: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, *strict("half.jsonl", "--fail-over", over))
    assert (found[0], said in found[1]) == (status, True), found[1]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--beta", "2", "--fail-under", "entities.strict.f_beta=0.5"), 0, "entities.strict.f_beta is 0.7500"),
        (("--beta", "2", "--fail-under", "entities.strict.f_beta=0.8"), 1, "below 0.8"),
        (("--fail-under", "entities.strict.f_beta=0.8"), 2, "needs --beta"),
        (("--fail-under", "entities.strict.f2=0.8"), 2, "unknown figure 'f2'"),
        (("--fail-under", "entities.strict.f1-low=0.8"), 2, "needs an interval"),
        (("--fail-under", "entities.strict.*macro.f1=0.7"), 0, "entities.strict.*macro.f1 is 0.7500"),
        (("--fail-under", "entities.strict.macro.f1=0.7"), 2, "did you mean *macro?"),
        (("--fail-under", "entities.strict.ORG.f1=0.6"), 1, "entities.strict.ORG.f1 is 0.5000"),
        (("--fail-under", "tokens.accuracy=0.6"), 2, "files of tags"),
    ],
)
def test_figures_have_lower_bounds(
    words: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(capsys, *strict("half.jsonl", *words))
    assert (found[0], said in found[1]) == (status, True), found[1]


@pytest.mark.slow
def test_what_predictions_say_of_their_making_is_told_and_can_be_bounded(capsys: pytest.CaptureFixture[str]) -> None:
    made = {"name": "llm:small", "version": "1", "elapsed_s": 0.5, "requests": 1, "tokens": 100_000}
    records = [each | {"extractor": made} for each in corpus(DOCUMENTS)[1:]]
    records[0]["extractor"] = made | {"error": "too long"}
    write("made.jsonl", records)
    Path("annotator.toml").write_text("[llm.prices]\nsmall = 0.5\n", "utf-8")
    status, found = run(capsys, *strict("made.jsonl"))
    assert status == 0
    assert "predicted by llm:small, version 1" in found
    assert "4.500 s for all documents" in found
    assert "9 requests, 900,000 tokens, 0.4500 USD" in found
    assert "failed on d1: too long" in found
    for bound, wanted in (("seconds=4.5", 0), ("seconds=4", 1), ("failed=2", 0), ("failed=1", 1), ("mib=9", 2)):
        assert run(capsys, *strict("made.jsonl", "--fail-over", f"run.{bound}"))[0] == wanted, bound
    names = parts(capsys, "made.jsonl", 2)
    assert "9 requests, 900,000 tokens, 0.4500 USD" in run(capsys, "merge", *names)[1]


@pytest.mark.parametrize(("least", "status"), [("0.75", 0), ("0.8", 1)])
def test_the_accuracy_of_tokens_is_a_gate_of_files_of_tags(
    least: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("gold.bio").write_text("Ada\tB-PER\nmet\tO\nBo\tB-PER\n.\tO\n", "utf-8")
    Path("pred.bio").write_text("Ada\tB-PER\nmet\tO\nBo\tO\n.\tO\n", "utf-8")
    found = run(capsys, "eval", "gold.bio", "pred.bio", "--fail-under", f"tokens.accuracy={least}")
    assert (found[0], "tokens.accuracy is 0.7500" in found[1]) == (status, True), found[1]


# Baselines


def test_a_drop_equal_to_what_is_allowed_passes(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *strict("all.jsonl", "-o", "base.json"))
    assert run(capsys, *strict("half.jsonl", "--baseline", "base.json", "--max-drop", "0.25"))[0] == 0
    status, said = run(capsys, *strict("half.jsonl", "--baseline", "base.json", "--max-drop", "0.24"))
    assert (status, "was 1.0000: more than a drop of 0.24" in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--partial-credit", "1"), "credit: 0.5, now 1"),
        (("--min-overlap", "50"), "overlap: 1char, now 50%gold"),
        (("--duplicates", "multiset"), "dup: set, now multiset"),
        (("--zero-division", "1"), "zero: null, now 1"),
        (("--shard", "1/2"), "shard: nothing, now 1/2"),
    ],
)
def test_a_baseline_of_another_recipe_is_status_3(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, *strict("all.jsonl", "-o", "base.json"))
    status, found = run(capsys, *strict("all.jsonl", "--baseline", "base.json", "--max-drop", "0", *words))
    assert (status, said in found) == (3, True), found


def test_a_baseline_of_other_gold_is_status_3(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *strict("all.jsonl", "-o", "base.json"))
    write("gold.jsonl", [*corpus(DOCUMENTS)[:9], record("d9")])
    status, found = run(capsys, *strict("all.jsonl", "--baseline", "base.json", "--max-drop", "1"))
    assert (status, "gold: " in found) == (3, True), found


def test_a_baseline_and_a_run_with_nothing_in_common_is_status_3(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "eval", "gold.jsonl", "all.jsonl", "--measure", "exact", "-o", "base.json")
    status, found = run(capsys, *strict("all.jsonl", "--baseline", "base.json", "--max-drop", "0"))
    assert (status, "has entities.exact.f1" in found) == (3, True), found


def test_a_row_that_the_baseline_lacks_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, *strict("all.jsonl", "-o", "base.json"))
    words = ("eval", "gold.jsonl", "all.jsonl", "--measure", "strict,exact", "--baseline", "base.json")
    status, found = run(capsys, *words, "--max-drop", "0")
    assert (status, "the baseline has no figure for entities.exact.f1" in found) == (0, True), found


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--baseline", "none.json", "--max-drop", "0"), 3, "none.json: cannot be read"),
        (("--baseline", "gold.jsonl", "--max-drop", "0"), 3, "gold.jsonl"),
        (("--baseline", "none.json"), 2, "go together"),
        (("--baseline", "none.json", "--max-drop", "nan"), 2, "from 0 to 1"),
        (("--baseline", "none.json", "--max-drop", "5"), 2, "from 0 to 1"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_told(
    words: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(capsys, *strict("all.jsonl", *words))
    assert (found[0], said in found[1]) == (status, True), found[1]


# Words that measure nothing


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--measure", "strct"), "did you mean strict"),
        (("--layer", "relations", "--measure", "exact"), "only relations is scored"),
        (("--layer", "entity"), "did you mean entities"),
    ],
)
@pytest.mark.parametrize("verb", ["eval", "compare"])
def test_what_would_measure_nothing_is_refused(
    verb: str, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ("gold.jsonl", "all.jsonl", "half.jsonl")[: 3 if verb == "compare" else 2]
    status, found = run(capsys, verb, *files, *words)
    assert (status, said in found) == (2, True), found


@pytest.mark.parametrize("verb", ["eval", "compare", "errors"])
def test_no_id_in_common_is_status_3(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("other.jsonl", corpus(DOCUMENTS, "x"))
    words = ("gold.jsonl", "other.jsonl", *(["all.jsonl"] if verb == "compare" else []))
    status, found = run(capsys, verb, *words, *(["--format", "text"] if verb == "errors" else []))
    assert (status, "no document id in common" in found) == (3, True), found


def test_a_file_without_documents_is_all_misses(capsys: pytest.CaptureFixture[str]) -> None:
    write("empty.jsonl", [])
    status, found = run(capsys, *strict("empty.jsonl", "--format", "json"))
    plain = json.loads(found)
    assert (status, plain["scores"][0]["fn"]) == (0, 20)
    assert {each["code"] for each in plain["warnings"]} >= {"missing-document"}


@pytest.mark.parametrize("other", ["by text", "by hash"])
def test_predictions_for_another_text_are_status_3_unless_that_is_said(
    other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def with_text(records: list[dict[str, Any]], text: str, *, whole: bool = True) -> list[dict[str, Any]]:
        known = {"text_sha256": sha256(text.encode()).hexdigest()} | ({"text": text} if whole else {})
        return [each | known for each in records]

    write("gold.jsonl", with_text(corpus(DOCUMENTS), "Ada Lovelace met a friend."))
    write("other.jsonl", with_text(corpus(DOCUMENTS), "Ada Lovelace met a fr1end.", whole=other == "by text"))
    status, found = run(capsys, *strict("other.jsonl"))
    assert (status, "d0, d1, d2 and 7 more" in found, "--allow-other-text" in found) == (3, True, True), found
    status, found = run(capsys, *strict("other.jsonl", "--allow-other-text"))
    assert (status, "different texts" in found) == (0, True), found
    status, found = run(capsys, "compare", "gold.jsonl", "other.jsonl", "all.jsonl")
    assert (status, "different texts" in found) == (0, True), found


def test_no_id_in_common_within_a_share_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    write("one.jsonl", corpus(DOCUMENTS)[:1])
    shares = [run(capsys, *strict("one.jsonl", "--shard", f"{number}/3"))[0] for number in (1, 2, 3)]
    assert shares == [0, 0, 0]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("-o", "nodir/r.html"), 5, "nodir: there is no such folder to write r.html into"),
        (("--counts-out", "nodir/part.json"), 5, "nodir: there is no such folder"),
        (("-o", "report.doc"), 2, "report.doc"),
        (("--bootstrap", "-1"), 2, "annotator: --bootstrap -1: expected 0 or more resamples"),
        (("--by", "types"), 2, 'annotator: --by: unknown grouping "types"; did you mean type?'),
        (("--map", "PER"), 2, "annotator: --map PER: expected THEIRS=OURS"),
        (("--min-score", "nan"), 2, "annotator: --min-score nan: expected a number"),
    ],
)
def test_what_is_wrong_with_the_call_and_what_cannot_be_written_is_told_before_anything_is_scored(
    words: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("gold.jsonl", [{"id": "broken"}])
    found = run(capsys, *strict("missing.jsonl", *words))
    assert (found[0], said in found[1]) == (status, True), found[1]


# Shares


def parts(capsys: pytest.CaptureFixture[str], predictions: str, of: int, *words: str) -> list[str]:
    names = []
    for number in range(1, of + 1):
        names.append(f"{predictions}-{number}-{of}{len(words)}.json")
        run(capsys, *strict(predictions, "--shard", f"{number}/{of}", "--counts-out", names[-1], *words))
    return names


def test_a_share_that_is_missing_is_status_3_unless_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    names = parts(capsys, "all.jsonl", 4)
    status, found = run(capsys, "merge", *names[:3], "--fail-under", "entities.strict.f1=0.5")
    assert (status, "4/4 are missing" in found) == (3, True), found
    status, found = run(capsys, "merge", *names[:3], "--partial")
    assert (status, "|shard:1+2+3/4|" in found) == (0, True), found
    status, found = run(capsys, "merge", *names)
    assert (status, "shard:" in found, "4 parts" in found) == (0, False, True), found


def test_mixed_shares_are_status_3(capsys: pytest.CaptureFixture[str]) -> None:
    one, other = parts(capsys, "all.jsonl", 2), parts(capsys, "half.jsonl", 2)
    status, found = run(capsys, "merge", one[0], other[1])
    assert (status, "predictions: " in found) == (3, True), found
    otherwise = parts(capsys, "all.jsonl", 2, "--partial-credit", "1")
    assert run(capsys, "merge", one[0], otherwise[1])[0] == 3
    assert run(capsys, "merge", one[0], one[0])[0] == 3
    assert run(capsys, "merge", "base.json")[0] == 3


def test_gates_of_shares_are_judged_on_what_was_counted(capsys: pytest.CaptureFixture[str]) -> None:
    names = parts(capsys, "half.jsonl", 2)
    assert run(capsys, "merge", *names, "--fail-under", "entities.strict.PER.f1=1")[0] == 0
    status, found = run(capsys, "merge", *names, "--fail-under", "entities.exact.f1=0.1")
    assert (status, "measured are entities.strict" in found) == (2, True), found
