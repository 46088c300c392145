"""The same text under two ids, and ids that only look the same, are told when they are added."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.project.articles.alike import alike


def test_what_was_there_before_is_named_once_for_each_that_comes() -> None:
    articles = [("a", "1"), ("b", "2"), ("c", "1"), ("caf\u00e9", "3"), ("d 1", "1"), ("cafe\u0301", "4")]
    assert list(alike(articles, {"d 1", "cafe\u0301", "b"})) == [
        "d 1: has the same text as a; to label it once: annotator remove 'd 1'",
        "cafe\u0301: looks like the id caf\u00e9, which is spelled with other characters",
    ]


def test_add_tells_of_a_text_that_is_there_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "p"]) == 0
    for name in ("same1", "same2"):
        Path(f"{name}.txt").write_text("Oskell met Ilan Marek in Tessal.\n", "utf-8")
        capsys.readouterr()
        assert main(["add", f"{name}.txt", "--project", "p"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "added same2\n"
    assert "same2: has the same text as same1; to label it once: annotator remove same2" in printed.err
