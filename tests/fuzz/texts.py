"""Any text goes through every verb that takes one: `add`, `label --plain`, `export`, `eval`, `convert`, `check`."""

from __future__ import annotations

import io
import shutil
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

from annotator.__main__ import main
from annotator.formats.protocol import writes
from annotator.formats.registry import format_named, format_names
from tests.project.projects import make_project
from tests.strategies import CLUSTERS

WORDS = ("Varania", "Oskell", "said", "A\x85. ", "3 May 2031", "U.S.", "http://x.example", "((", "«", "1,5", "e.g. ")
RANGES = ((0, 0x7F), (0x80, 0x2FF), (0x300, 0x36F), (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x2000, 0x206F))
MORE = ((0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAFFF), (0x1F300, 0x1F9FF), (0xE0000, 0xE007F))


def drawn_text(random: Random) -> str:
    """A text of words, awkward clusters and characters of many scripts."""
    pieces = [random.choice([*WORDS, *CLUSTERS]) if random.random() < 0.7 else _character(random) for _ in range(30)]
    return "".join(pieces[: random.randint(1, 30)])


def _character(random: Random) -> str:
    start, end = random.choice([*RANGES, *MORE, (0x10000, 0x10FFFF)])
    return chr(random.randint(start, end))


def failure_of_text(text: str, folder: Path) -> str | None:
    """What went wrong on the way; None for nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    make_project(folder).close()
    (folder / "a.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    at = ["--project", str(folder)]
    out = str(folder / "out.jsonl")
    acts = [
        ["add", str(folder / "a.txt"), *at],
        ["label", "--plain", *at],
        ["export", "-o", out, *at],
        ["check", out, *at],
    ]
    acts += [["eval", out, out], ["errors", out, out]]
    written = [name for name in format_names() if writes(format_named(name))]
    acts += [["convert", out, str(folder / "made" / name), "--from", "jsonl", "--to", name] for name in written]
    for words in acts:
        if wrong := _ran(words):
            return f"{words[0]}: {wrong}"
    return None


def _ran(words: list[str]) -> str | None:
    said, printed, before = io.StringIO(), io.TextIOWrapper(io.BytesIO(), "utf-8"), sys.stdin
    sys.stdin = io.StringIO("words\nquit\n")
    try:
        with redirect_stderr(said), redirect_stdout(printed):
            status = main(words)
    except Exception:
        return traceback.format_exc(limit=-4)
    finally:
        sys.stdin = before
    # A format may have no room for a text, and says so; a surrogate is no UTF-8.
    if status not in (0, 1) and not (status == 3 and words[0] in ("add", "convert")):
        return f"ended with {status}: {said.getvalue()[:300]}"
    return "a traceback" if "Traceback" in said.getvalue() else None
