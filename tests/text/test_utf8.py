"""Text files are read as UTF-8, byte for byte, and what is none is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from annotator.errors import ConfigError, FormatError
from annotator.text.utf8 import decoded_utf8, read_utf8
from tests.examples import examples
from tests.shared import ROOT

OWN_WAYS = ('read_text("utf-8")', "UnicodeDecodeError")
LET = {
    "text/utf8.py": "the one way",
    "project/log/table_rows.py": "a column of the store, which may be damaged",
    "project/log/write_log.py": "files of the project that go into a log, whatever is in them",
    "datasets/json_faults.py": "a line of JSON Lines, a stream that goes on behind it",
    "formats/json_rows.py": "a line of JSON of others, a stream that goes on behind it",
    "project/articles/readable.py": "an article in the encoding that it declares",
    "store/database/failure.py": "what SQLite cannot say of a damaged store",
    "store/tables/texts.py": "a text of the database",
    "suggest/english_news/words/__init__.py": "a file of the package",
    "suggest/segment/unspaced_words.py": "a file of a library",
    "tui/resume.py": "the program's own file, which is forgotten where it is broken",
}


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_text_is_what_the_file_has(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    assert read_utf8(file, FormatError) == text


@examples(60)
@given(st.lists(st.text(alphabet="aé\n", max_size=5), min_size=1), st.integers(1, 9))
def test_the_place_of_the_first_wrong_byte_is_named(parts: list[str], first_line: int) -> None:
    before = "".join(parts)
    line, column = first_line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1
    with pytest.raises(FormatError, match=rf"a\.txt:{line}:{column}: not UTF-8: byte \d+ is 0xff; expected UTF-8"):
        decoded_utf8(before.encode() + b"\xff\xfe", "a.txt", FormatError, first_line)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.txt: cannot be read: No such file"):
        read_utf8(tmp_path / "none.txt", ConfigError)


def test_nothing_else_reads_text_its_own_way() -> None:
    package = ROOT / "annotator"
    others = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if any(way in file.read_text("utf-8") for way in OWN_WAYS)
    }
    assert others == LET.keys()
