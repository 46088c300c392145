from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.eval.one_thread import THREADS

LOADED = "from annotator.eval.one_thread import THREADS, load_numpy; load_numpy(); import os, sys; "


def said(code: str, **environment: str) -> str:
    known = {name: value for name, value in os.environ.items() if name != THREADS}
    done = subprocess.run([sys.executable, "-c", code], env=known | environment, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_numpy_is_loaded_and_children_see_nothing_of_it() -> None:
    assert said(LOADED + "print('numpy' in sys.modules, THREADS in os.environ)") == "True False"


def test_the_choice_of_others_holds() -> None:
    code = LOADED + "print('numpy' in sys.modules, os.environ[THREADS])"
    assert said(code, **{THREADS: "2"}) == "False 2"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted where the system lists them")
def test_there_is_one_thread() -> None:
    assert said(LOADED + "print(len(os.listdir('/proc/self/task')))") == "1"
