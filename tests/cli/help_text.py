"""What `--help` says of the program, of every verb and of the verbs below those."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from unittest.mock import patch

from annotator.__main__ import main
from annotator.cli.app import VERBS

BELOW = {
    "git": ("setup",),
    "schema": ("show", "diff", "check", "migrate", "release", "json-schema", "import", "export"),
    "baseline": ("update",),
    "suggest": ("audit", "report", "simulate"),
    "team": ("setup", "add", "remove"),
}
CALLS: list[tuple[str, ...]] = [
    (),
    *((verb.name,) for verb in VERBS),
    *((verb, word) for verb, words in BELOW.items() for word in words),
]
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1"}


def help_of(call: Sequence[str]) -> str:
    """The help of one of the calls, as a terminal of 80 columns without colours shows it."""
    told = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with patch.dict(os.environ, PLAIN), redirect_stdout(told):
        os.environ.pop("FORCE_COLOR", None)
        assert main([*call, "--help"]) == 0
    told.seek(0)
    return "".join(f"{line.rstrip()}\n" for line in told)
