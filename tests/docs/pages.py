"""Everything in the documentation that is made of the program: `make docs`, or `python -m tests.docs.pages`.

A part of a page stands between two comments that name it; a whole file has no name. To make one more: a function that
gives the text, and a line below. A test compares each with what stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import orjson

from annotator.project.schemas.editor_schemas import Written, editor_schema
from tests.cli.help_text import CALLS, help_of
from tests.docs import dependencies, formats, keys, measures, options, walks
from tests.shared import ROOT
from tests.suggest import measured

ARCHITECTURE = ROOT / "ARCHITECTURE.md"
DOCS, SCHEMA = ROOT / "docs", ROOT / "schema"
HELP = ROOT / "tests" / "cli" / "golden"
EDITOR_SCHEMAS: dict[str, Written] = {
    "schema-language": "language",
    "migration": "migration",
    "project": "project",
    "suite": "suite",
    "data-set": "data-set",
    "gold-record": "record",
}


WITH_OPTIONS = [call for call in CALLS if options.options_of(call)]
"""The calls that have options of their own."""


class Made(NamedTuple):
    """A file or a part of one, and what makes its text."""

    path: Path
    part: str
    make: Callable[[], str]

    def __str__(self) -> str:
        """For the names of tests."""
        return f"{self.path.relative_to(ROOT)}{' ' if self.part else ''}{self.part}"

    def written(self) -> str:
        """What stands in the file; "" where there is none yet."""
        if not self.path.exists():
            return ""
        text = self.path.read_text("utf-8")
        return self._place(text)[2] if self.part else text

    def write(self) -> None:
        """Put what is made into the file."""
        text = self.make()
        if self.part:
            page = self.path.read_text("utf-8")
            start = self._place(page)
            text = page.replace(start[0], start[1] + text + start[3], 1)
        self.path.write_text(text, "utf-8")

    def _place(self, page: str) -> re.Match[str]:
        begins, ends = re.escape(f"<!-- made: {self.part} -->\n"), re.escape("<!-- end -->")
        found = re.search(f"({begins})(.*?)({ends})", page, re.DOTALL)
        assert found, f"{self.path}: has no part {self.part!r}; expected <!-- made: {self.part} --> ... <!-- end -->"
        return found


def _editor_schema(of: Written) -> str:
    return orjson.dumps(editor_schema(of), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _measured() -> str:
    return f"```console\n$ python -m tests.suggest.measured\n{measured.table(measured.gold_files())}\n```\n"


MADE = (
    Made(DOCS / "keys.md", "verbs", keys.verbs),
    Made(DOCS / "keys.md", "modes", keys.modes),
    Made(DOCS / "keys.md", "names", keys.names),
    Made(DOCS / "keys.md", "vim", keys.vim),
    Made(DOCS / "keys.md", "errors", keys.errors),
    Made(DOCS / "formats.md", "formats", formats.formats),
    Made(DOCS / "formats.md", "kept", formats.kept),
    Made(DOCS / "measures.md", "", measures.page),
    Made(DOCS / "python.md", "dependencies", dependencies.purposes),
    Made(DOCS / "suggestions.md", "measured", _measured),
    *(
        Made(DOCS / options.page_of(call), f"options of annotator {' '.join(call)}", partial(options.table_of, call))
        for call in WITH_OPTIONS
    ),
    Made(ARCHITECTURE, "key press", walks.KEY_PRESS),
    Made(ARCHITECTURE, "score", walks.SCORE),
    *(Made(SCHEMA / f"{name}.schema.json", "", partial(_editor_schema, of)) for name, of in EDITOR_SCHEMAS.items()),
    *(Made(HELP / f"{'-'.join(('annotator', *call))}.txt", "", partial(help_of, call)) for call in CALLS),
)

if __name__ == "__main__":
    for each in MADE:
        if each.written() != each.make():
            each.write()
            print(each)
