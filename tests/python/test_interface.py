"""`import annotator`: the same figures as the command line, typed results, and next to nothing loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import annotator
from annotator.__main__ import main
from annotator.errors import InputError, UsageError
from tests.python.test_given import PLAIN


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Gold and two systems, of which the second finds less."""
    gold, one, two = (tmp_path / name for name in ("gold.jsonl", "one.jsonl", "two.jsonl"))
    lines = [json.dumps(PLAIN | {"id": f"d{number}"}) for number in range(12)]
    gold.write_text("\n".join(lines) + "\n", "utf-8")
    one.write_text("\n".join(lines[:9]) + "\n", "utf-8")
    two.write_text("\n".join(lines[:5]) + "\n", "utf-8")
    return gold, one, two


def printed(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> dict[str, Any]:
    main([*words, "--format", "json"])
    found: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
    return found


def test_scores_are_those_of_the_command_line(
    files: tuple[Path, Path, Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ("--layer", "entities,events", "--by", "type,document", "--average", "micro,macro", "--bootstrap", "50")
    wanted = printed(capsysbinary, "eval", str(files[0]), str(files[1]), *words)
    found = annotator.score(
        files[0], files[1], layer=["entities", "events"], by="type,document", average=("micro", "macro"), bootstrap=50
    )
    assert json.loads(json.dumps(found.to_dict())) == wanted


def test_comparisons_are_those_of_the_command_line(
    files: tuple[Path, Path, Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = tuple(map(str, files[1:]))
    wanted = printed(capsysbinary, "compare", str(files[0]), *names, "--trials", "100", "--layer", "entities")
    found = annotator.compare(*files, names=names, trials=100, layer="entities")
    assert json.loads(json.dumps(found.to_dict())) == wanted
    assert "p (Holm)" in found._repr_html_()


def test_findings_are_those_of_the_command_line(
    files: tuple[Path, Path, Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    wanted = printed(capsysbinary, "check", str(files[0]))["findings"]
    found = annotator.check(files[0])
    assert [(each.place.line, each.path, each.message) for each in found] == [
        (each["line"], each["path"], each["message"]) for each in wanted
    ]
    assert found[0].place.file == str(files[0])


def test_another_text_is_refused_unless_it_is_allowed() -> None:
    other = PLAIN | {"text": PLAIN["text"].replace("fell", "rose"), "events": []}
    with pytest.raises(InputError, match="predictions"):
        annotator.score([PLAIN], [other])
    assert annotator.score([PLAIN], [other], allow_other_text=True)["entities.strict.f1"] == 1.0


def test_gates_from_both_sides() -> None:
    result = annotator.score([PLAIN], [PLAIN], fail_under="entities.strict.f1=1", fail_over=["entities.strict.fp=0"])
    assert (result.passed, len(result.gates)) == (True, 2)
    annotator.assert_gates(result, "relations.strict.f1=1")
    with pytest.raises(AssertionError, match=r"nothing to hold the gate .entities\.strict\.NO\.f1. against"):
        annotator.assert_gates(result, "entities.strict.NO.f1=1")


def test_label_sets_are_mapped_as_on_the_command_line() -> None:
    said = [each | {"type": "PERSON"} if each["type"] == "PER" else each for each in PLAIN["entities"]]
    found = annotator.score([PLAIN], [PLAIN | {"entities": said}], map="PERSON=PER", layer="entities")
    assert found["entities.strict.f1"] == 1.0


def test_figures_by_name() -> None:
    result = annotator.score([PLAIN], [PLAIN], by="type", average="micro,macro", bootstrap=20)
    assert result["entities.strict.f1"] == result["entities.strict.ORG.recall"] == 1.0
    assert (result["entities.strict.tp"], result["entities.strict.*macro.f1"]) == (2, 1.0)
    assert result["entities.strict.f1-low"] == 1.0
    assert result.scores[0]["layer"] == "entities"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("f1", "is no figure"),
        ("entities.strickt.f1", "did you mean entities.strict?"),
        ("entities.strict.PERS.f1", 'by="type"'),
        ("entities.strict.f2", "expected one of tp,"),
    ],
)
def test_a_figure_that_is_not_there_is_our_error(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        annotator.score([PLAIN], [PLAIN])[name]
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layr": "entities"}, "did you mean layer?"),
        ({"measure": "strct"}, "did you mean strict?"),
        ({"bootstrap": "many"}, "bootstrap"),
        ({"by": 3}, "expected a string"),
        ({"fail_under": "entities.strict.f1"}, "is no gate"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        annotator.score([PLAIN], [PLAIN], **options)
    assert message in str(caught.value)


@pytest.mark.parametrize("trials", ["many", 0, None, 2.5])
def test_trials_are_a_number(trials: Any) -> None:
    with pytest.raises(UsageError, match="trials="):
        annotator.compare([PLAIN], [PLAIN], [PLAIN], trials=trials)


def test_systems_may_be_called_anything() -> None:
    found = annotator.compare([PLAIN], [PLAIN], [PLAIN], names=("gold", "../a/b"), trials=10, layer="entities")
    assert found.comparisons[0].right == "../a/b"
    with pytest.raises(UsageError, match="2 different names"):
        annotator.compare([PLAIN], [PLAIN], [PLAIN], names=("a", "a"))


def test_a_frame_has_a_row_a_score() -> None:
    result = annotator.score([PLAIN], [PLAIN], by="type")
    try:
        import pandas  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match="pip install pandas"):
            result.to_frame()
        return
    frame = result.to_frame()
    assert len(frame) == len(result.scores)
    assert frame.set_index(["layer", "measure", "type"]).loc[("entities", "strict", "ORG"), "f1"] == 1.0


def test_a_frame_is_made_of_flat_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where pandas is not there: what it would be given."""
    from types import SimpleNamespace

    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    rows = annotator.score([PLAIN], [PLAIN], layer="entities", measure="strict").to_frame()
    assert (rows[0]["measure"], rows[0]["f1"], rows[0]["tp"]) == ("strict", 1.0, 2.0)
    compared = annotator.compare([PLAIN], [PLAIN], [PLAIN], trials=10, layer="entities").to_frame()
    assert compared[0]["delta_low"] == 0.0


def test_a_notebook_shows_a_table() -> None:
    shown = annotator.score([PLAIN], [PLAIN])._repr_html_()
    assert "<table>" in shown
    assert "strict" in shown


PROBE = "import sys\n{}\nprint('\\n'.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"


def modules(script: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", PROBE.format(script)], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_loads_nothing() -> None:
    before, after = modules(""), modules("import annotator")
    assert after - before <= {"annotator", "__future__"}


@pytest.mark.slow
def test_scoring_loads_neither_screens_nor_databases() -> None:
    script = (
        "import annotator\n"
        "gold = [{'id': 'd', 'entities': [{'id': 'T1', 'type': 'A', 'spans': [[0, 1]]}]}]\n"
        "annotator.score(gold, gold, bootstrap=10)\n"
        "annotator.compare(gold, gold, gold, trials=10)"
    )
    assert not modules(script) & {"textual", "rich", "sqlalchemy", "alembic", "cyclopts", "sklearn", "scipy", "ruamel"}


def test_the_interface_says_what_is_in_it() -> None:
    assert {"read", "check", "score", "compare", "assert_gates"} <= set(dir(annotator))
    with pytest.raises(AttributeError, match="no attribute 'scoer'"):
        annotator.scoer  # type: ignore[attr-defined]  # noqa: B018


def test_the_types_are_those_of_the_functions() -> None:
    stub = Path(annotator.__file__).with_suffix(".pyi").read_text("utf-8")
    for name in set(vars(annotator)["__all__"]) - {"__version__"}:
        assert f"import {name} as {name}" in stub
        assert f"from {getattr(annotator, name).__module__} import {name} as {name}" in stub
