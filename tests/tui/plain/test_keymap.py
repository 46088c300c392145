"""A key map that plain mode refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.slow import first_quick


@pytest.mark.slow
@pytest.mark.parametrize("keys", first_quick(['["g"]', '["!"]', '["ctrl+nonsense"]', '["hyper+x"]']))
def test_a_refused_key_map_is_told_by_doctor_too_and_leaves_no_lease(
    tmp_path: Path, keys: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`doctor` found nothing wrong with it, and afterwards a lease that the refused program had left behind."""
    folder = tmp_path / "p"
    main(["init", str(folder)])
    monkeypatch.chdir(folder)
    (folder / "a.txt").write_text("Oskell hit Tessal.\n", "utf-8")
    assert main(["add", "a.txt"]) == 0
    with (folder / "annotator.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[keymap]\nrelate = {keys}\n")
    capsys.readouterr()
    # A program of its own: a lease is left behind only by one that has ended.
    command = [sys.executable, "-m", "annotator", "label", "--plain"]
    refused = subprocess.run(command, check=False, capture_output=True, text=True, input="")
    assert refused.returncode != 0
    assert "keymap.relate" in refused.stderr
    main(["doctor"])
    looked_over = capsys.readouterr().out
    assert "keymap.relate" in looked_over
    assert "left behind" not in looked_over
