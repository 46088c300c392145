"""A sample of `make faults`: whatever operation on the disk fails, the state is that of before or of after."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.shared import ROOT


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and a C compiler, to fail the disk"
)
@pytest.mark.parametrize(
    ("words", "least"),
    [
        (["--only", "export", "--every", "2"], 15),
        (["--only", "decision", "--every", "9"], 10),
        (["--only", "restore", "--every", "90"], 10),
    ],
    ids=lambda value: value[1] if isinstance(value, list) else "",
)
def test_no_failing_operation_loses_anything(words: list[str], least: int) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.crash.faults", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    tried = [int(count) for count in re.findall(r"^\S.{35} +(\d+) +\d+ +\d+ +0$", run.stdout, re.MULTILINE)]
    assert len(tried) == 7, run.stdout
    assert sum(tried) >= least
