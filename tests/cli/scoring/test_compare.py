"""`annotator compare` as a gate: not significantly worse than the first, with what makes its figures weak said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main


def corpus(documents: int, right: int) -> list[dict[str, Any]]:
    """One PER a document, of which so many are where gold has them."""
    return [
        {
            "id": f"d{number:03}",
            "entities": [{"id": "T1", "type": "PER", "spans": [[0, 5 if number < right else 4]], "attributes": {}}],
            "relations": [],
            "events": [],
        }
        for number in range(documents)
    ]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, documents: int, right: int) -> str:
    text = "".join(json.dumps(each) + "\n" for each in corpus(documents, right))
    Path(name).write_text(text, "utf-8")
    return name


def compared(
    capsys: pytest.CaptureFixture[str], documents: int, *right: int, words: tuple[str, ...] = ()
) -> tuple[int, str]:
    files = [write(f"p{number}.jsonl", documents, each) for number, each in enumerate(right)]
    capsys.readouterr()
    status = main(["compare", write("gold.jsonl", documents, documents), *files, "--measure", "strict", *words])
    found = capsys.readouterr()
    return status, found.out + found.err


NOT_WORSE = ("--not-worse", "entities.strict.f1")


@pytest.mark.parametrize(
    ("documents", "right", "status", "said"),
    [
        (40, (40, 20), 1, "a drop"),
        (40, (40, 38), 0, "not significant"),
        (40, (20, 40), 0, "no drop"),
        (40, (40, 40), 0, "no drop"),
        (4, (4, 3), 1, "4 documents can show no drop; the plain comparison decides"),
        (1, (1, 0), 1, "1 document can show no drop"),
        (40, (40, 40, 20), 1, "p2.jsonl: entities.strict.f1 is 0.5000, with p0.jsonl 1.0000"),
    ],
)
def test_a_system_that_is_significantly_worse_than_the_first_is_status_1(
    documents: int, right: tuple[int, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(capsys, documents, *right, words=NOT_WORSE)
    assert (found[0], said in found[1]) == (status, True), found[1]


def test_inside_actions_a_missed_gate_is_an_annotation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = compared(capsys, 40, 40, 20, words=NOT_WORSE)[1]
    [line] = [line for line in said.splitlines() if line.startswith("::error title=compare on ")]
    assert "entities.strict.f1" in line


def test_the_level_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(capsys, 40, 40, 36, words=NOT_WORSE)[0] == 0
    assert compared(capsys, 40, 40, 36, words=(*NOT_WORSE, "--significance", "0.2"))[0] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--not-worse", "entities.strict.f1=0.5"), "without a number"),
        (("--not-worse", "entities.strikt.f1"), "did you mean strict"),
        (("--not-worse", "entities.strict.f2"), "--not-worse 'entities.strict.f2' is no gate: unknown figure 'f2'"),
        (("--not-worse", "entities.strict.f1-low"), "precision, recall and f1"),
        (("--not-worse", "entities.strict.*macro.f1"), "precision, recall and f1"),
        (("--not-worse", "tokens.accuracy"), "precision, recall and f1"),
        (("--not-worse", "entities.strict.PRE.f1"), "did you mean entities.strict.PER.f1"),
        ((*NOT_WORSE, "--significance", "5"), "from 0 to 1"),
    ],
)
def test_what_is_no_figure_of_both_systems_is_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found = compared(capsys, 40, 40, 40, words=words)
    assert (status, said in found) == (2, True), found


@pytest.mark.parametrize(("documents", "warned"), [(1, True), (4, True), (9, True), (10, False)])
def test_tests_on_few_documents_are_warned_of(documents: int, warned: bool, capsys: pytest.CaptureFixture[str]) -> None:
    plain = json.loads(compared(capsys, documents, documents, 0, words=("--format", "json"))[1])
    assert ([each["code"] for each in plain["warnings"]] == ["few-documents"]) == warned
    assert ("p-values and intervals from" in compared(capsys, documents, documents, 0)[1]) == warned


def test_what_is_odd_about_one_system_is_said_with_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    write("part.jsonl", 30, 30)
    write("whole.jsonl", 40, 40)
    write("gold.jsonl", 40, 40)
    assert main(["compare", "gold.jsonl", "part.jsonl", "whole.jsonl"]) == 0
    assert "part.jsonl: has no prediction; everything in it counts as missed (10 in 10 documents" in (
        capsys.readouterr().out
    )
