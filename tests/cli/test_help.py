"""What `--help` says, as it was agreed on: of the program, of every verb and of the verbs below those.

`GOLDEN=write` in the environment writes the files anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.cli.app import VERBS

GOLDEN = Path(__file__).parent / "golden"
BELOW = {
    "git": ("setup",),
    "schema": ("show", "diff", "check", "migrate", "release", "json-schema", "import", "export"),
    "baseline": ("update",),
}
CALLS = [
    (),
    *((verb.name,) for verb in VERBS),
    *((verb, word) for verb, words in BELOW.items() for word in words),
]


def help_of(call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main([*call, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_is_the_golden_one(
    call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = help_of(call, monkeypatch, capsys)
    golden = GOLDEN / f"{'-'.join(('annotator', *call))}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_has_a_usage_line_and_fits_the_terminal(
    call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = help_of(call, monkeypatch, capsys).splitlines()
    assert lines[0].startswith(f"Usage: {' '.join(('annotator', *call))}")
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Example: annotator " if call else "Exit status: 0 fine; ") for line in lines)


def test_verbs_stand_in_the_order_of_the_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = help_of((), monkeypatch, capsys)
    places = [text.index(f"│ {verb.name} ") for verb in VERBS]
    assert places == sorted(places)
