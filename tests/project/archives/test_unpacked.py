"""Archives unpacked for as long as they are read: the same files from every kind, nothing left, no bomb."""

from __future__ import annotations

import gzip
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import AnnotatorError, FormatError, InputError, Place
from annotator.errors import Finding as Found
from annotator.project.archives import unpacked as module
from annotator.project.archives.unpacked import is_archive, unpacked
from tests.examples import examples
from tests.project.archives.packing import KINDS, packed

NAMES = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=3).map("/".join)


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where archives are unpacked, empty again at the end."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@examples(30)
@given(st.dictionaries(NAMES, st.binary(max_size=50), min_size=2, max_size=4), st.sampled_from(sorted(KINDS)))
def test_what_was_packed_is_there(files: dict[str, bytes], kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = packed(Path(folder), kind, [(f"{name}.txt", content) for name, content in files.items()])
        with unpacked(path) as inside:
            found = {each.relative_to(inside).as_posix(): each.read_bytes() for each in inside.rglob("*.txt")}
    names = {f"{name}.txt" for name in files}
    assert sorted(found.values()) == sorted(files.values())
    assert all(any(name.endswith(each) for name in names) for each in found)


def test_what_is_alone_is_the_source_itself(tmp_path: Path) -> None:
    with unpacked(packed(tmp_path, "zip", [("deep/in/it.txt", b"x"), ("__MACOSX/deep/._it.txt", b"y")])) as inside:
        assert (inside.name, inside.read_bytes()) == ("it.txt", b"x")
    with unpacked(packed(tmp_path, "tgz", [("top/a.txt", b"x"), ("top/b.txt", b"y")])) as inside:
        assert (inside.name, sorted(each.name for each in inside.iterdir())) == ("top", ["a.txt", "b.txt"])
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(b"line\n"))
    with unpacked(path) as inside:
        assert (inside.name, inside.read_bytes()) == ("gold.jsonl", b"line\n")
    plain = tmp_path / "plain.zip"
    plain.write_bytes(b"a text that is called so")
    assert not is_archive(plain)
    with unpacked(plain) as inside:
        assert inside == plain


def test_faults_inside_name_the_archive(tmp_path: Path) -> None:
    path = packed(tmp_path, "zip", [("a.txt", b"x"), ("sub/b.txt", b"y")])

    def fault(inside: Path) -> AnnotatorError:
        return FormatError(Found(Place(str(inside / "sub" / "b.txt"), 3), "", f"not as {inside / 'a.txt'}"))

    with pytest.raises(FormatError) as raised, unpacked(path) as inside:
        raise fault(inside)
    assert str(raised.value) == f"{path}/sub/b.txt:3: not as {path}/a.txt"


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_bombs(tmp_path: Path, kind: str) -> None:
    zeros = packed(tmp_path, kind, [("zeros", bytes(module.ALWAYS_BYTES * 30))])
    if kind == "tar":
        with unpacked(zeros) as inside:
            assert inside.name == "zeros"
        return
    with (
        pytest.raises(InputError, match=f"an archive may unpack to {module.MOST_TIMES} times its size"),
        unpacked(zeros),
    ):
        pass


def test_the_total_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 5000)
    path = packed(tmp_path, "tar", [("a", b"x" * 3000), ("b", b"y" * 3000)])
    with pytest.raises(InputError, match="unpacks to more than 5,000 bytes"), unpacked(path):
        pass


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_damage(tmp_path: Path, kind: str) -> None:
    whole = packed(tmp_path, kind, [("a.txt", Random(1).randbytes(4000)), ("b.txt", b"x" * 600)])
    content = whole.read_bytes()
    for cut in (len(content) // 3, len(content) // 2):
        whole.write_bytes(content[:cut])
        with pytest.raises(InputError) as raised, unpacked(whole):
            pass
        assert str(whole) in str(raised.value)


def test_a_process_that_is_ended_leaves_nothing(tmp_path: Path, scratch: Path) -> None:
    path = packed(tmp_path, "zip", [("a", b"x"), ("b", b"y")])
    for ending in module.ENDS:
        with pytest.raises(SystemExit) as raised, unpacked(path):
            signal.raise_signal(ending)
        assert (raised.value.code, list(scratch.iterdir())) == (128 + ending, [])
        assert signal.getsignal(ending) is signal.SIG_DFL


def test_what_is_no_corpus(tmp_path: Path) -> None:
    for members, said in (
        ([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")], "save it as text"),
        ([("manifest.json", b"{}"), ("store.sqlite", b"x")], "annotator restore"),
        ([("__MACOSX/x", b"")], "holds no file"),
    ):
        with pytest.raises(InputError, match=said), unpacked(packed(tmp_path, "zip", members)):
            pass
