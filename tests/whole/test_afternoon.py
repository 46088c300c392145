"""The afternoon ends as it should, command by command, and says at each turn what a reader needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole.afternoon import Done, afternoon


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> list[Done]:
    return list(afternoon(tmp_path_factory.mktemp("afternoon")))


@pytest.mark.slow
def test_every_command_ends_as_it_should(transcript: list[Done]) -> None:
    assert len(transcript) > 20
    assert [each for each in transcript if each.status != each.wanted] == []
    assert not [each for each in transcript if "Traceback" in each.printed]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("annotator innit", "did you mean init?"),
        ("--from brat", "--to is missing; see: annotator convert --help"),
        ("schema import", "wrote court.yaml: court@1.0.0, 3 types"),
        ("annotator bench", "'entities.strict.f1=80%' is no gate"),
        ("annotator bench", "KeyError: 'ents'"),
        ("annotator bench", "FAILED  entities.strict.f1 is 0.4000, below 0.8"),
        ("annotator bench", "annotator: eval/results/court.json: there is no such file"),
        ("annotator bench", "wrote report.html"),
        ("annotator errors", 'gold ORG 35-40 "Orrin", predicted nothing'),
        ("annotator diff", "ORG, now PERSON"),
        ("annotator bench", "gold: "),
        ("annotator bench", "was 0.8571: a drop"),
    ],
)
def test_what_a_reader_needs_is_said(transcript: list[Done], command: str, said: str) -> None:
    assert [each for each in transcript if command in each.command and said in each.printed]


@pytest.mark.slow
def test_no_line_of_a_table_is_wider_than_the_terminal(transcript: list[Done]) -> None:
    rows = [line for each in transcript for line in each.printed.splitlines() if line.startswith("entities  ")]
    assert rows
    assert max(map(len, rows)) <= 80


def test_a_folder_that_is_linked_is_left_as_it_is_named(tmp_path: Path) -> None:
    """`..` goes where the link leads, and a name without it would lead elsewhere."""
    from annotator.eval.suites.suite import read_suite

    (tmp_path / "far" / "suites").mkdir(parents=True)
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "suites").symlink_to(tmp_path / "far" / "suites")
    text = 'gold = "../gold.jsonl"\n[[extractor]]\nname = "a"\nspec = "file:a"\n'
    (tmp_path / "far" / "suites" / "s.toml").write_text(text, "utf-8")
    assert read_suite(tmp_path / "near" / "suites" / "s.toml").gold.resolve() == tmp_path / "far" / "gold.jsonl"
    assert read_suite(tmp_path / "far" / "suites" / "s.toml").gold == tmp_path / "far" / "gold.jsonl"
