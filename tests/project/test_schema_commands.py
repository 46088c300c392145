"""`annotator schema` and `annotator convert` as they are called."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.shared import ROOT

pytestmark = pytest.mark.slow

SCHEMAS = ROOT / "schema" / "conflict-news"
GOLD = ROOT / "datasets" / "conflict-news-sample"
OLD, NEW = SCHEMAS / "1.1.0.yaml", SCHEMAS / "2.0.0.yaml"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SCHEMAS, tmp_path / "conflict-news")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "conflict-news"


def test_show_in_every_format(capfd: Capture) -> None:
    assert main(["schema", "show", str(NEW)]) == 0
    assert "HOLDS_POSITION" in capfd.readouterr().out
    assert main(["schema", "show", str(NEW), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["version"] == "2.0.0"
    assert main(["schema", "show", str(NEW), "--format", "md"]) == 0
    assert "| PERSON (key p) |" in capfd.readouterr().out
    assert main(["schema", "show", str(NEW), "--format", "yaml"]) == 0
    assert 'version: "2.0.0"' in capfd.readouterr().out


def test_diff_names_class_and_impact(capfd: Capture) -> None:
    gold = str(GOLD / "gold-1.0.0.jsonl")
    assert main(["schema", "diff", str(SCHEMAS / "1.0.0.yaml"), str(OLD), "--gold", gold, "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["bump"], found["declared"], found["least_version"]) == ("minor", "minor", "1.1.0")
    instrument = next(each for each in found["changes"] if each["part"] == "Instrument")
    assert (instrument["class"], instrument["kind"], instrument["types"]) == ("minor", "add-role", ["Attack", "Die"])
    assert instrument["annotations"] > 0
    assert instrument["documents"] == 2
    assert main(["schema", "diff", str(OLD), str(NEW), "--format", "md"]) == 0
    assert "| MAJOR | SUBGROUP_OF | PART_OF renamed to SUBGROUP_OF |" in capfd.readouterr().out
    assert main(["schema", "diff", str(OLD), str(NEW)]) == 0
    assert "…" not in (said := capfd.readouterr().out)
    assert "  SUBGROUP_OF: PART_OF renamed to SUBGROUP_OF\n    automatic yes, reversible; map" in said
    assert max(map(len, said.splitlines())) <= 80
    assert main(["schema", "diff", str(OLD), str(OLD)]) == 0
    assert capfd.readouterr() == ("", "conflict-news@1.1.0 and conflict-news@1.1.0 say the same\n")


def test_check_fails_when_the_version_is_too_low(folder: Path, capfd: Capture) -> None:
    assert main(["schema", "check", str(folder)]) == 0
    low = folder / "1.1.1.yaml"
    low.write_text(NEW.read_text("utf-8").replace('version: "2.0.0"', 'version: "1.1.1"'), "utf-8")
    capfd.readouterr()
    assert main(["schema", "check", str(low)]) == 1
    out = capfd.readouterr().out
    assert "1.1.1 is too low after 1.1.0" in out
    assert "expected at least 2.0.0" in out


def test_check_wants_a_migration_for_a_major_step(folder: Path, capfd: Capture) -> None:
    (folder / "migrate-1.1.0-to-2.0.0.yaml").unlink()
    assert main(["schema", "check", str(folder / "2.0.0.yaml")]) == 1
    assert "migrate-1.1.0-to-2.0.0.yaml" in capfd.readouterr().out


def test_check_names_what_is_wrong_with_a_migration(folder: Path, capfd: Capture) -> None:
    path = folder / "migrate-1.1.0-to-2.0.0.yaml"
    path.write_text(path.read_text("utf-8").replace('to: "SUBGROUP_OF"', 'to: "SUBGRUOP_OF"'), "utf-8")
    assert main(["schema", "check", str(path)]) == 1
    assert "PART_OF becomes SUBGRUOP_OF, which conflict-news@2.0.0 does not have" in capfd.readouterr().out
    path.write_text('schema: "conflict-news"\nfrom: "1.1.0"\nto: "2.0.0"\nsteps:\n  - renam_type: {}\n', "utf-8")
    assert main(["schema", "check", str(path)]) == 1
    assert "conflict-news/migrate-1.1.0-to-2.0.0.yaml:5:5: steps[0].renam_type: unknown key" in capfd.readouterr().out


def test_released_files_never_change(folder: Path, capfd: Capture) -> None:
    (folder / "released.toml").unlink(missing_ok=True)
    for version in ("1.0.0", "1.1.0", "2.0.0"):
        assert main(["schema", "release", str(folder / f"{version}.yaml"), "--date", "2026-11-21"]) == 0
    released = (folder / "released.toml").read_bytes()
    assert main(["schema", "release", str(folder / "2.0.0.yaml")]) == 0
    assert (folder / "released.toml").read_bytes() == released, "a second release changes nothing"
    assert main(["schema", "check", str(folder)]) == 0
    path = folder / "1.0.0.yaml"
    path.write_text(path.read_text("utf-8") + "# a thought\n", "utf-8")
    capfd.readouterr()
    assert main(["schema", "check", str(folder)]) == 1
    assert "1.0.0.yaml: changed since its release with 1.0.0" in capfd.readouterr().out
    path.unlink()
    assert main(["schema", "check", str(folder)]) == 1
    assert "is gone" in capfd.readouterr().out


def test_check_compares_the_guidelines(folder: Path, capfd: Capture) -> None:
    path = next(folder.glob("guidelines-2.0.0.md"))
    path.write_text("other words\n", "utf-8")
    assert main(["schema", "check", str(folder / "2.0.0.yaml")]) == 1
    assert "guidelines.sha256" in capfd.readouterr().out


def migrate(*words: str) -> int:
    return main(["schema", "migrate", str(GOLD / "gold-1.0.0.jsonl"), "--schema", str(SCHEMAS), *words])


def test_migrate_leaves_questions_with_1_and_answers_them_from_a_file(tmp_path: Path, capfd: Capture) -> None:
    queue, out = tmp_path / "queue.jsonl", tmp_path / "out.jsonl"
    assert migrate("--to", "2.0.0", "--questions", str(queue), "-o", str(out)) == 1
    lines = [json.loads(line) for line in queue.read_text("utf-8").splitlines()]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(json.dumps(each | {"decision": given(each)}) + "\n" for each in lines), "utf-8")
    done = tmp_path / "done.jsonl"
    assert migrate("--to", "2.0.0", "--answers", str(answers), "-o", str(done)) == 0
    again = tmp_path / "again.jsonl"
    args = ["schema", "migrate", str(done), "--schema", str(SCHEMAS), "--to", "2.0.0", "--answers", str(answers)]
    assert main([*args, "-o", str(again)]) == 0
    assert again.read_bytes() == done.read_bytes()
    capfd.readouterr()
    assert main(["check", str(done), "--schema", str(NEW)]) == 0


def given(question: dict[str, object]) -> object:
    """The proposal, where it is complete."""
    return question["proposal"]


def test_a_dry_run_shows_it_all_and_writes_nothing(tmp_path: Path, capfd: Capture) -> None:
    out = tmp_path / "out.jsonl"
    assert migrate("--to", "2.0.0", "--dry-run", "--format", "json", "-o", str(out)) == 1
    found = json.loads(capfd.readouterr().out)
    assert found["documents"] == 2
    assert {each["question"] for each in found["questions"]} >= {"organisation", "claim"}
    assert not out.exists()
    assert migrate("--to", "2.0.0", "--dry-run", "--format", "md") == 1
    assert "## Questions" in capfd.readouterr().out
    assert migrate("--to", "2.0.0", "--dry-run") == 1
    assert "Questions:" in capfd.readouterr().out


def test_an_answer_that_nothing_asked_for_is_refused(tmp_path: Path, capfd: Capture) -> None:
    answers = tmp_path / "answers.jsonl"
    line = {
        "question": "organisation",
        "document": "",
        "id": "e:nobody",
        "decision": "GOV_BODY",
        "who": "m",
        "when": "x",
    }
    answers.write_text(json.dumps(line) + "\n", "utf-8")
    assert migrate("--to", "2.0.0", "--answers", str(answers)) == 3
    captured = capfd.readouterr()
    assert captured.out == ""
    assert f"{answers}:1: id: nothing asks 'organisation' about 'e:nobody'" in captured.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[]", "expected a mapping, found a list"),
        ('{"question": "organisation", "document": "", "id": "x", "decison": 1}', "unknown key 'decison'"),
        ('{"question": 1, "document": "", "id": "x", "decision": 1}', "question"),
        ('{"question": "organisation", "document": "", "id": "e:dawn-column", "decision": "GOD"}', "'GOD' is none of"),
    ],
)
def test_a_wrong_answer_is_named_with_its_line(line: str, words: str, tmp_path: Path, capfd: Capture) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text("\n" + line + "\n", "utf-8")
    assert migrate("--to", "2.0.0", "--answers", str(answers)) == 3
    err = capfd.readouterr().err
    assert f"{answers}:2" in err
    assert words in err


def test_the_last_answer_wins(tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"question": "organisation", "document": document, "id": "e:dawn-column", "decision": decision}
        for document, decision in (("selm-counts-the-cost", "GOV_BODY"), ("", "ORG_OTHER"), ("x", "STATE_FORCE"))
    ]
    answers.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    assert migrate("--to", "2.0.0", "--answers", str(answers), "-o", str(out)) == 1
    entities = [each for line in out.read_text("utf-8").splitlines() for each in json.loads(line)["entities"]]
    assert {each["type"] for each in entities if each.get("coref") == "e:dawn-column" and "was" in each} == {
        "STATE_FORCE"
    }


def test_what_has_no_place_goes_to_a_side_file(tmp_path: Path, capfd: Capture) -> None:
    gold = str(GOLD / "gold-2.0.0.jsonl")
    out = tmp_path / "old.jsonl"
    status = main(["schema", "migrate", gold, "--to", "1.0.0", "--schema", str(SCHEMAS), "-o", str(out)])
    assert status in (0, 1)
    lost = [json.loads(line) for line in (tmp_path / "old.jsonl.lost.jsonl").read_text("utf-8").splitlines()]
    assert lost
    assert f"{len(lost)} losses" in capfd.readouterr().err
    assert {"document", "id", "what", "why", "content"} == set(lost[0])
    assert main(["check", str(out), "--schema", str(SCHEMAS / "1.0.0.yaml")]) in (0, 1)


def test_convert_reports_losses_and_strict_makes_them_an_error(tmp_path: Path, capfd: Capture) -> None:
    gold = str(GOLD / "gold-2.0.0.jsonl")
    words = ["convert", gold, str(tmp_path / "brat"), "--from", "jsonl", "--to", "brat", "--schema", str(NEW)]
    assert main([*words, "--strict"]) == 1
    assert not (tmp_path / "brat").exists()
    assert main(words) == 0
    assert "lost: " in capfd.readouterr().err
    assert sorted(path.name for path in (tmp_path / "brat").iterdir())[:2] == ["annotation.conf", "kb_shortcuts.conf"]
    back = ["convert", str(tmp_path / "brat"), str(tmp_path / "back.jsonl"), "--from", "brat", "--to", "jsonl"]
    assert main(back) == 0
    before, after = (
        [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
        for path in (gold, tmp_path / "back.jsonl")
    )
    for old, new in zip(before, after, strict=True):
        assert [each["spans"] for each in new["entities"]] == [each["spans"] for each in old["entities"]]
        assert len(new["events"]) == len(old["events"])
        assert len(new["relations"]) == len(old["relations"])


def test_schemas_come_from_brat_and_go_to_it(tmp_path: Path, capfd: Capture) -> None:
    assert main(["schema", "export", str(tmp_path / "brat"), str(OLD)]) == 0
    assert main(["schema", "export", str(tmp_path / "strict"), str(OLD), "--strict"]) == 1
    assert not (tmp_path / "strict").exists()
    out = tmp_path / "1.0.0.yaml"
    assert main(["schema", "import", str(tmp_path / "brat"), "--name", "again", "-o", str(out)]) == 0
    assert main(["schema", "check", str(out)]) == 0
    capfd.readouterr()
    assert main(["schema", "show", str(out), "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["name"] == "again"
    assert "LEADER_OF" in found["relation_types"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["schema", "diff", "1.0.0", "2.0.0"], 3, "no project around"),
        (["schema", "migrate", "x.jsonl"], 2, "--to X.Y.Z"),
        (["schema", "migrate", "x.jsonl", "--undo"], 2, "no GOLD"),
        (["schema", "migrate", "x.jsonl", "--to", "2.0.0"], 3, "x.jsonl"),
        (["convert", "x", "y", "--from", "brat", "--to", "jsonl"], 3, "is not there"),
        (["convert", ".", "y", "--from", "brut", "--to", "jsonl"], 2, "did you mean brat?"),
        (["convert", ".", "y", "--from", "brat", "--to", "jsonl"], 3, "no .ann"),
        (["schema", "import", ".", "--from", "brat"], 3, "annotation.conf"),
        (["schema", "import", ".", "--from", "word"], 2, "expected one of brat"),
        (["schema", "check"], 3, "no schema to check"),
    ],
)
def test_wrong_calls_say_what_was_expected(
    words: list[str], status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == status
    assert said in capfd.readouterr().err


def test_the_three_versions_are_released_as_they_stand(capfd: Capture) -> None:
    assert main(["schema", "check", str(SCHEMAS), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["findings"] == []
    released = (SCHEMAS / "released.toml").read_text("utf-8")
    for path in SCHEMAS.iterdir():
        assert f'"{path.name}" = ' in released or path.name in ("released.toml", "CHANGELOG.md")
