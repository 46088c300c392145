"""A key map that plain mode refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, input="")


@pytest.mark.parametrize("keys", ['["g"]', '["!"]', '["ctrl+nonsense"]', '["hyper+x"]'])
def test_a_refused_key_map_is_told_by_doctor_too_and_leaves_no_lease(tmp_path: Path, keys: str) -> None:
    """`doctor` found nothing wrong with it, and afterwards a lease that the refused program had left behind."""
    run(tmp_path, "init", "p")
    folder = tmp_path / "p"
    (folder / "a.txt").write_text("Oskell hit Tessal.\n", "utf-8")
    assert run(folder, "add", "a.txt").returncode == 0
    with (folder / "annotator.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[keymap]\nrelate = {keys}\n")
    refused = run(folder, "label", "--plain")
    assert refused.returncode != 0
    assert "keymap.relate" in refused.stderr
    looked_over = run(folder, "doctor").stdout
    assert "keymap.relate" in looked_over
    assert "left behind" not in looked_over
