"""`annotator eval` as a shell sees it: its options, gates on every measure, the shape of its JSON, files of tags."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.eval.measures.events import APPROXIMATE_RECURSIVE, APPROXIMATE_SPAN
from annotator.eval.measures.registry import ALL_MEASURES, LAYERS, MEASURES

FIGURES = ["precision", "recall", "f1"]
WORDS = ["layer", "measure", "average", "type", "document"]


def mention(number: int, type_name: str, start: int, end: int, **rest: Any) -> dict[str, Any]:
    return {"id": f"T{number}", "type": type_name, "spans": [[start, end]], "attributes": {}, **rest}


def record(name: str, *entities: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"id": name, "entities": list(entities), "relations": [], "events": [], **rest}


def everything(name: str) -> dict[str, Any]:
    """A document with something in every layer, and an event type with a dot."""
    return record(
        name,
        mention(1, "PER", 0, 5, coref="c1", links=["kb:Q1"], attributes={"sure": "yes"}),
        mention(2, "PER", 10, 12, coref="c1", links=["kb:Q1"]),
        mention(3, "ORG", 20, 26),
        relations=[{"id": "R1", "type": "MEMBER", "head": "T1", "tail": "T3", "attributes": {}}],
        events=[
            {
                "id": f"E{number}",
                "type": "Contact.Threaten",
                "trigger": {"spans": [[start, start + 4]]},
                "arguments": [{"role": "Speaker", "target": "T1"}],
                "attributes": {},
                "coref": "e1",
            }
            for number, start in ((1, 30), (2, 40))
        ],
        labels={"topic": "talks"},
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def write(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    return path.name


@pytest.fixture
def full(folder: Path) -> tuple[str, str]:
    records = [everything("a"), everything("b")]
    return write(folder / "gold.jsonl", *records), write(folder / "pred.jsonl", *records)


@pytest.fixture
def mixed(folder: Path) -> tuple[str, str]:
    """One right, one with a wrong end, one of a wrong type, one missing, one spurious."""
    gold = [mention(1, "PER", 0, 5), mention(2, "PER", 10, 20), mention(3, "ORG", 30, 35), mention(4, "ORG", 40, 45)]
    predicted = [
        mention(1, "PER", 0, 5),
        mention(2, "PER", 10, 13),
        mention(3, "PER", 30, 35),
        mention(4, "LOC", 60, 65),
    ]
    return write(folder / "gold.jsonl", record("a", *gold)), write(folder / "pred.jsonl", record("a", *predicted))


def evaluated(capsys: pytest.CaptureFixture[str], files: tuple[str, str], *words: str, status: int = 0) -> Any:
    assert main(["eval", *files, "--format", "json", *words]) == status
    return json.loads(capsys.readouterr().out)


def row(result: Any, measure: str = "strict", average: str = "micro") -> dict[str, Any]:
    [found] = [each for each in result["scores"] if (each["measure"], each["average"]) == (measure, average)]
    assert isinstance(found, dict)
    return found


def test_all_layers_and_measures_have_rows_of_one_shape(
    full: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    result = evaluated(capsys, full)
    assert list(result) == ["signature", "documents", "scores", "warnings", "left_out"]
    expected = [(measure.layer, measure.name) for measure in ALL_MEASURES if not measure.on_request]
    assert [(each["layer"], each["measure"]) for each in result["scores"]] == expected
    for each in result["scores"]:
        assert list(each)[:5] == WORDS
        assert list(each)[-3:] == FIGURES
        assert each["f1"] == 1.0
    assert list(row(evaluated(capsys, full, "--layer", "entities")))[5:8] == ["tp", "fp", "fn"]


def test_coreference_of_events_has_no_rows_where_events_have_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = everything("a")
    for event in plain["events"]:
        del event["coref"]
    name = write(folder / "gold.jsonl", plain)
    measures = [each["measure"] for each in evaluated(capsys, (name, name))["scores"] if each["layer"] == "coref"]
    assert measures == ["muc", "b3", "ceaf-m", "ceaf-e", "blanc", "lea", "conll"]


@pytest.mark.slow
@pytest.mark.parametrize("layer", LAYERS)
def test_every_figure_can_be_a_gate(full: tuple[str, str], capsys: pytest.CaptureFixture[str], layer: str) -> None:
    for measure in MEASURES[layer]:
        names = [f"{measure.full_name}.{figure}" for figure in measure.family.figure_names]
        gates = [f"--fail-under={name}{end}=1" for name in names for end in ("", "-low")]
        passed = measure not in (APPROXIMATE_SPAN, APPROXIMATE_RECURSIVE)  # these need a text, which there is none of
        result = evaluated(capsys, full, *gates, "--bootstrap", "20", status=int(not passed))
        assert [each["name"] for each in result["gates"]] == [f"{name}{end}" for name in names for end in ("", "-low")]


def test_a_gate_asks_for_its_measure_whatever_else_is_asked_for(
    full: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    gate = "--fail-under=relations.triples.f1=1"
    result = evaluated(capsys, full, gate, "--layer", "entities", "--measure", "exact")
    assert [(each["layer"], each["measure"]) for each in result["scores"]] == [
        ("entities", "exact"),
        ("relations", "triples"),
    ]
    assert "|measures:exact+relations.triples|" in f"|{result['signature']}"
    unchanged = evaluated(capsys, full, "--fail-under=events.trigger-c.f1=1")
    assert "measures:all|" in unchanged["signature"]


def test_a_gate_on_something_nobody_has_fails_and_one_on_no_measure_is_refused(
    mixed: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    [verdict] = evaluated(capsys, mixed, "--fail-under=relations.strict.f1=0.1", status=1)["gates"]
    assert verdict["found"] is None
    for gate, message in (
        ("relations.strikt.f1=0.1", "did you mean strict?"),
        ("coref.conll.precision=0.1", "coref.conll has no precision; expected f1"),
        ("entities.strict.accuracy=0.1", "unknown figure 'accuracy'"),
    ):
        assert main(["eval", *mixed, "--fail-under", gate]) == 2
        assert message in capsys.readouterr().err


def test_a_gate_on_a_type_with_a_dot(full: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    gate = "events.argument-attached-c.Contact.Threaten.f1"
    result = evaluated(capsys, full, f"--fail-under={gate}=0.9", f"--fail-under={gate}-low=0.9", "--bootstrap", "20")
    assert [(each["name"], each["passed"]) for each in result["gates"]] == [(gate, True), (f"{gate}-low", True)]


def test_a_missed_gate_on_a_type_with_a_dot_is_status_1(
    full: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    poor = everything("a")
    for event in poor["events"]:
        event["arguments"] = []
    files = full[0], write(folder / "pred.jsonl", poor, everything("b"))
    gate = "events.argument-attached-c.Contact.Threaten.f1"
    result = evaluated(capsys, files, f"--fail-under={gate}=0.9", status=1)
    [verdict] = result["gates"]
    assert verdict["found"] == pytest.approx(2 / 3)
    assert main(["eval", *full, "--fail-under", f"{gate.replace('Threaten', 'Meet')}=0.9"]) == 2


def test_a_least_overlap_of_gold_of_the_prediction_or_of_both(
    mixed: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = {
        base: row(evaluated(capsys, mixed, "--min-overlap", "50", "--min-overlap-of", base), "overlap")["tp"]
        for base in ("gold", "predicted", "iou")
    }
    assert found == {"gold": 2, "predicted": 3, "iou": 2}
    assert row(evaluated(capsys, mixed, "--min-overlap", "30"), "overlap")["tp"] == 3


def test_partial_credit_beta_zero_division_and_confidence(
    mixed: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert row(evaluated(capsys, mixed, "--partial-credit", "0.25"), "partial")["tp"] == 2.25
    result = evaluated(capsys, mixed, "--beta", "2", "--bootstrap", "50", "--confidence", "0.8")
    assert row(result, "strict")["f_beta"] == pytest.approx(0.25)
    assert set(row(result)["ci"]) == {*FIGURES, "f_beta"}
    assert "|level:0.8|" in result["signature"]
    assert "|beta:2|" in result["signature"]
    for word, value in (("null", None), ("0", 0.0), ("1", 1.0)):
        found = row(evaluated(capsys, mixed, "--layer", "relations", "--zero-division", word))
        assert [found[name] for name in FIGURES] == [value] * 3


def test_the_mean_over_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right, more = (
        mention(1, "PER", 0, 5),
        [mention(number, "PER", 10 * number, 10 * number + 5) for number in (1, 2, 3)],
    )
    files = (
        write(folder / "gold.jsonl", record("a", right), record("b", *more), record("c")),
        write(folder / "pred.jsonl", record("a", right), record("b"), record("c")),
    )
    found = row(evaluated(capsys, files, "--average", "micro,documents"), average="documents")
    assert (found["recall"], found["documents"]) == (0.5, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("--min-overlap", "101"),
        ("--partial-credit", "2"),
        ("--beta", "0"),
        ("--confidence", "1"),
        ("--zero-division", "2"),
        ("--min-overlap-of", "all"),
        ("--repair", "conlleval"),
        ("--repair", "guess"),
        ("--confusion", "--matching", "nervaluate"),
        ("--confusion", "--layer", "relations"),
    ],
)
def test_wrong_words_are_status_2(mixed: tuple[str, str], words: tuple[str, ...]) -> None:
    assert main(["eval", *mixed, *words]) == 2


def test_confusion_in_json(mixed: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    result = evaluated(capsys, mixed, "--confusion")
    assert [tuple(each.values()) for each in result["confusion"]] == [
        ("ORG", "PER", 1, 1, 0),
        ("ORG", None, 1, 0, 0),
        ("PER", "PER", 2, 1, 1),
        (None, "LOC", 1, 0, 0),
    ]
    assert "confusion" not in evaluated(capsys, mixed)


def test_confusion_and_errors_in_the_table(mixed: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", *mixed, "--confusion", "--errors"]) == 0
    text = capsys.readouterr().out
    table = """\
gold        LOC  PER  (missing)  sum
ORG           .    1          1    2
PER           .  1+1          .    2
(spurious)    1    .          .    1
sum           1    3          1
"""
    assert table in text
    assert "entities  boundary      1\nentities  missing       1\nentities  spurious      1\n" in text


def test_errors_in_json_and_in_the_files(
    mixed: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = [{"layer": "entities", "kind": kind, "count": 1} for kind in ("type", "boundary", "missing", "spurious")]
    outputs = [word for form in ("json", "html", "md") for word in ("--output", f"report.{form}")]
    assert evaluated(capsys, mixed, "--errors", "--confusion", *outputs)["errors"] == expected
    assert json.loads((folder / "report.json").read_bytes())["errors"] == expected
    assert '<td>boundary</td><td class="n">1</td>' in (folder / "report.html").read_text("utf-8")
    assert '<td>PER</td><td class="n">.</td><td class="n">1+1</td>' in (folder / "report.html").read_text("utf-8")
    assert "| entities | boundary | 1 |" in (folder / "report.md").read_text("utf-8")
    assert "| PER | . | 1+1 | . | 2 |" in (folder / "report.md").read_text("utf-8")
    assert "errors" not in evaluated(capsys, mixed)


def test_the_command_that_counts_by_shares_counts_errors_by_shares(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = "abcdef"
    gold = write(folder / "gold.jsonl", *(record(name, mention(1, "PER", 0, 5)) for name in names))
    files = gold, write(folder / "pred.jsonl", *(record(name) for name in names))
    counts = [evaluated(capsys, files, "--errors", "--shard", f"{share}/3")["errors"] for share in (1, 2, 3)]
    assert sum(each["count"] for found in counts for each in found) == len(names)


GOLD = "-DOCSTART- -X- O\n\nMarek\tB-PER\nspoke\tO\n\nOskell\tI-LOC\nrose\tO\n"


@pytest.fixture
def tags(folder: Path) -> tuple[str, str]:
    (folder / "gold.conll").write_text(GOLD, "utf-8")
    (folder / "pred.iob").write_text(GOLD.replace("B-PER", "O"), "utf-8")
    return "gold.conll", "pred.iob"


def test_tags_are_scored_when_it_is_said_how_to_repair_them(
    tags: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", *tags]) == 3
    assert 'gold.conll:6: tag "I-LOC" continues nothing' in capsys.readouterr().err
    result = evaluated(capsys, tags, "--repair", "conlleval", "--errors", "--confusion")
    assert (row(result)["tp"], row(result)["fn"], result["documents"]) == (1, 1, 1)
    assert result["tokens"] == {"count": 4, "right": 3, "accuracy": 0.75}
    assert result["errors"] == [{"layer": "entities", "kind": "missing", "count": 1}]
    assert row(evaluated(capsys, tags, "--repair", "discard"))["tp"] == 0
    assert main(["eval", *tags, "--repair", "conlleval"]) == 0
    assert "token accuracy 0.7500 (3 of 4)" in capsys.readouterr().out


def test_tags_in_several_processes_and_in_parts(
    tags: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = evaluated(capsys, tags, "--repair", "conlleval")
    assert evaluated(capsys, tags, "--repair", "conlleval", "--jobs", "2") == whole
    assert main(["eval", *tags, "--repair", "conlleval", "--counts-out", "part"]) == 0
    capsys.readouterr()
    assert main(["merge", "part", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == whole


def test_other_tokens_and_other_kinds_of_files_are_status_3(tags: tuple[str, str], folder: Path) -> None:
    (folder / "other.bio").write_text(GOLD.replace("rose", "fell"), "utf-8")
    assert main(["eval", tags[0], "other.bio", "--repair", "conlleval"]) == 3
    assert main(["eval", tags[0], write(folder / "pred.jsonl", record("1"))]) == 3
