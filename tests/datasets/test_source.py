"""Where records come from and go to: files, standard input and output, streams; and what cannot be read is said."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import InputError
from annotator.model.document import Document

LINE = b'{"id":"d","schema":"a@1.0.0"}\n'


class Standard:
    """Standard input or output with bytes behind it."""

    def __init__(self, content: bytes = b"") -> None:
        self.buffer = io.BytesIO(content)


def test_a_dash_is_standard_input_and_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Standard(LINE))
    output = Standard()
    monkeypatch.setattr(sys, "stdout", output)
    assert write_records(read_documents("-"), "-") == 1
    assert output.buffer.getvalue() == LINE.replace(b"}", b',"entities":[],"relations":[],"events":[]}')


def test_messages_name_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(LINE + b"x\n")
    with pytest.raises(InputError, match=r"gold\.jsonl:2:1: not JSON"):
        list(read_documents(path))
    monkeypatch.setattr(sys, "stdin", Standard(b"x\n"))
    with pytest.raises(InputError, match=r"^<stdin>:1:1: not JSON"):
        list(read_documents("-"))


@pytest.mark.parametrize(("name", "words"), [("missing.jsonl", "No such file"), (".", "Is a directory")])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=f"cannot be read: {words}"):
        list(read_documents(tmp_path / name))


def test_reading_streams(tmp_path: Path) -> None:
    def endless() -> bytes:
        return LINE.replace(b'"d"', b'"d%d"' % next(numbers))

    numbers = iter(range(10**9))

    class Endless(io.RawIOBase):
        def __iter__(self) -> Endless:
            return self

        def __next__(self) -> bytes:
            return endless()

    reading = read_documents(Endless())  # type: ignore[arg-type]
    assert [next(reading).id for _ in range(3)] == ["d0", "d1", "d2"]


def test_an_open_stream_is_left_open() -> None:
    stream = io.BytesIO(LINE)
    assert list(read_documents(stream)) == [Document("d", schema_ref="a@1.0.0")]
    assert not stream.closed
