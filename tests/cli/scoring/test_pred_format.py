"""Gold and predictions in other formats: by `eval`, `compare`, `errors`, `predict` and `bench`, as they are typed."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from tests.project.archives.packing import packed

TEXT = "Mara Voss \U0001f642 met Ilan Reke (again) in Oskell."
GOLD = {"PER": [[0, 9], [16, 25]], "LOC": [[37, 43]]}
TOKENS = (
    "# id = a\nMara B-PER\nVoss I-PER\n\U0001f642 O\nmet O\nIlan B-PER\nReke I-PER\n-LRB- O\nagain O\n-RRB- O\nin O\n"
)
ANN = "T1\tPER 0 9\tMara Voss\nT2\tLOC 37 43\tOskell\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    entities = [
        {"id": f"{name}{n}", "type": name, "spans": [s]} for name, all_ in GOLD.items() for n, s in enumerate(all_)
    ]
    Path("gold.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "entities": entities}) + "\n")
    label = [[start, end, name] for name, all_ in GOLD.items() for start, end in all_]
    Path("all.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "label": label}) + "\n")
    Path("brat").mkdir()
    Path("brat/a.txt").write_text(TEXT)
    Path("brat/a.ann").write_text(ANN)
    Path("tags.conll").write_text(TOKENS + "Oskell B-LOC\n. O\n")
    packed(Path(), "zip", [("x/a.txt", TEXT.encode()), ("x/a.ann", ANN.encode())], "brat")
    return tmp_path


def scored(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[tuple[int, int, int], list[str]]:
    assert main([*words, "--layer", "entities", "--measure", "strict", "--format", "json"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    row = printed["scores"][0]
    return (row["tp"], row["fp"], row["fn"]), [each["message"] for each in printed["warnings"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "name", "found"),
    [
        ("all.jsonl", "doccano", (3, 0, 0)),
        ("brat", "brat", (2, 0, 1)),
        ("brat/a.ann", "brat", (2, 0, 1)),
        ("brat.zip", "brat", (2, 0, 1)),
    ],
)
def test_eval_guesses_the_format_and_says_so(
    capsys: pytest.CaptureFixture[str], file: str, name: str, found: tuple[int, int, int]
) -> None:
    for words in ((), ("--pred-format", name), ("--jobs", "2")):
        assert scored(capsys, "eval", "gold.jsonl", file, *words) == (found, [f"predictions: read as {name}"])
    other = found[0], found[2], found[1]
    assert scored(capsys, "eval", file, "gold.jsonl") == (other, [f"gold: read as {name}"])
    assert scored(capsys, "eval", file, file, "--gold-format", name)[0] == (found[0], 0, 0)


def test_tokens_are_put_on_the_article_whichever_side_has_them(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tags").mkdir()
    Path("tags/a.conll").write_text(Path("tags.conll").read_text())
    assert scored(capsys, "eval", "gold.jsonl", "tags")[0] == (3, 0, 0)
    assert scored(capsys, "eval", "tags", "all.jsonl")[0] == (3, 0, 0)
    assert scored(capsys, "eval", "tags.conll", "gold.jsonl")[0] == (3, 0, 0)
    Path("tags/a.conll").write_text(TOKENS.replace("again", "often") + "Oskell B-LOC\n")
    assert main(["eval", "gold.jsonl", "tags"]) == 3
    assert "at character 32 its tokens go on 'often" in capsys.readouterr().err


def test_compare_and_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "gold.jsonl", "all.jsonl", "brat", "--format", "json", "--trials", "50"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {"all.jsonl: predictions: read as doccano", "brat: predictions: read as brat"} <= {
        each["message"] for each in printed["warnings"]
    }
    assert main(["errors", "gold.jsonl", "brat", "--format", "text"]) == 0
    out, err = capsys.readouterr()
    assert 'entities missing: gold PER 16-25 "Ilan Reke"' in out
    assert "predictions: read as brat (1)" in err


def test_a_wrong_name_and_a_choice_that_is_not_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    for words, status, said in (
        (("all.jsonl", "--pred-format", "dokkano"), 2, "did you mean doccano?"),
        (("all.jsonl", "--offsets", "utf16"), 2, "doccano says itself what it counts"),
        (("all.jsonl", "--pred-format", "brat"), 3, "all"),
        (("all.jsonl", "--pred-format", "jsonl"), 3, "unknown key 'label'; write \"type\""),
    ):
        assert main(["eval", "gold.jsonl", *words]) == status
        assert said in capsys.readouterr().err


DOCCANO = """
import json, sys
for line in sys.stdin:
    record = json.loads(line)
    print(json.dumps({"id": record["id"], "text": record["text"], "label": [[0, 9, "PER"]]}))
"""
TAGS = f"import sys\nsys.stdin.read()\nprint({TOKENS + 'Oskell B-LOC'!r}, '. O', sep=chr(10))\n"


def extractor(name: str, code: str) -> str:
    path = Path(f"{name}.py").absolute()
    path.write_text(code)
    return f"cmd:{shlex.quote(sys.executable)} {shlex.quote(str(path))}"


@pytest.mark.slow
def test_an_extractor_may_write_any_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    for name, code, form, count in (("doccano", DOCCANO, "doccano", 1), ("tags", TAGS, "conll", 3)):
        for words in ((), ("--pred-format", form)):
            assert main(["predict", extractor(name, code), "gold.jsonl", "-o", f"{name}.out", *words]) == 0
            capsys.readouterr()
            (record,) = map(json.loads, Path(f"{name}.out").read_text().splitlines())
            assert (record["text"], len(record["entities"])) == (TEXT, count)
            assert record["extractor"]["name"].startswith("cmd:")
    Path("m.py").write_text(
        'def f(records):\n  for r in records:\n    yield {"id": "a", "label": [[0, 9, "PER"]], "text": r["text"]}\n'
    )
    assert main(["predict", "m.py:f", "gold.jsonl", "-o", "m.out"]) == 0
    assert "the predictions are read as doccano" in capsys.readouterr().err
    for code, said in (
        (DOCCANO.replace('"a"', '"b"').replace('record["id"]', '"b"'), "which was not asked for"),
        ("import sys\nsys.stdin.read()\nprint('loading the model')\n", "logs belong on stderr"),
        ("import sys\nsys.stdin.read()\nprint('# nothing')\n", "its output"),
        (DOCCANO + "sys.exit(3)\n", "3"),
        ('import sys\nsys.stdin.read()\nprint(\'{"id": "a", "entitys": []}\')\n', "unknown key 'entitys'"),
    ):
        assert main(["predict", extractor("bad", code), "gold.jsonl", "-o", "bad.out"]) == 4
        assert said in capsys.readouterr().err
        assert not Path("bad.out").exists()


@pytest.mark.slow
def test_a_suite_with_extractors_of_several_formats(capsys: pytest.CaptureFixture[str]) -> None:
    specs = [("doccano", extractor("doccano", DOCCANO)), ("tags", extractor("tags", TAGS)), ("stored", "file:brat")]
    blocks = [f"[[extractor]]\nname = {json.dumps(name)}\nspec = {json.dumps(spec)}\n" for name, spec in specs]
    Path("suite.toml").write_text('gold = "all.jsonl"\n[scoring]\npred_format = "auto"\n' + "\n".join(blocks))
    assert main(["bench", "suite.toml", "--format", "json"]) == 0
    reports = json.loads(capsys.readouterr().out)
    found = {each["name"]: each["scores"][0]["tp"] for each in reports["extractors"]}
    assert found == {"doccano": 1, "tags": 3, "stored": 2}


@pytest.mark.slow
def test_documents_to_extract_from_are_in_any_format_too(capsys: pytest.CaptureFixture[str]) -> None:
    for source in ("brat", "brat.zip"):
        assert main(["predict", extractor("doccano", DOCCANO), source, "-o", "out.jsonl"]) == 0
        assert "the source is read as brat" in capsys.readouterr().err
        assert json.loads(Path("out.jsonl").read_text())["text"] == TEXT


def test_an_archive_is_not_given_to_a_confined_extractor(capsys: pytest.CaptureFixture[str]) -> None:
    Path("suite.toml").write_text('gold = "brat.zip"\n[[extractor]]\nname = "all"\nspec = "file:all.jsonl"\n')
    for words in (("predict", "file:all.jsonl", "brat.zip"), ("bench", "suite.toml")):
        assert main([*words, "--confine"]) == 2
        assert "unpack it first" in capsys.readouterr().err
    assert main(["bench", "suite.toml", "--format", "json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["extractors"]
    assert [report["scores"][0][each] for each in ("tp", "fp", "fn")] == [2, 1, 0]
