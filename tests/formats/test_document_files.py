from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Finding, FormatError, InputError, Place
from annotator.formats.document_files import (
    document_files,
    file_name,
    only_one,
    read_each,
    with_text,
    written_documents,
)
from annotator.formats.protocol import STDOUT, Report
from annotator.model.document import Document, new_document


@given(st.text(min_size=1, max_size=300))
def test_no_id_leads_out_of_the_folder(document_id: str) -> None:
    path = Path("out") / file_name(document_id)
    assert ".." not in path.parts
    assert not Path(file_name(document_id)).is_absolute()
    assert all(len(part.encode("utf-8", "surrogatepass")) < 200 for part in path.parts)


@given(st.sets(st.text(st.sampled_from("aA_. /é"), min_size=1, max_size=6)))
def test_no_two_ids_have_one_file(ids: set[str]) -> None:
    assert len({file_name(each) for each in ids}) == len(ids)


def test_ids_come_from_paths_and_endings_count_in_any_case(tmp_path: Path) -> None:
    for name in ("b/two.x.XML", "a.xml", "c.bioc", "d.txt", "b/e.xml/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = document_files(tmp_path, ".xml", ".bioc")
    assert [each for each, _ in found] == ["a", "b/two.x", "c"]
    assert document_files(tmp_path / "d.txt", ".xml") == [("d", tmp_path / "d.txt")]


def test_a_folder_without_such_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.ann file in it; expected NAME\.ann beside NAME\.txt"):
        document_files(tmp_path, ".ann", beside=" beside NAME.txt")


def test_standard_output_takes_one_document() -> None:
    one = new_document("d", "text")
    assert list(only_one([one], STDOUT, "brat")) == [one]
    for documents, many in (([], "no document"), ([one, one], "several documents")):
        with pytest.raises(FormatError, match=rf"a\.ann: {many} for one file; expected a folder"):
            list(only_one(documents, Path("a.ann"), "brat"))


def test_a_document_without_a_text_is_refused_where_it_is_needed() -> None:
    assert with_text(new_document("d", "text"), "brat") == "text"
    with pytest.raises(FormatError, match="d: text: has no text; brat needs it"):
        with_text(Document("d"), "brat")


def test_documents_go_below_a_folder_or_one_into_a_file(tmp_path: Path) -> None:
    report = Report()
    pair = [new_document("a/b", "text"), new_document("c d", "text")]
    paths = [path for _, path in written_documents(pair, tmp_path / "out", "x", ".tsv", report)]
    assert paths[0] == tmp_path / "out" / "a" / "b.tsv"
    assert paths[1].parent == tmp_path / "out"
    assert [str(each) for each in report.losses] == ["1 x document id: it became a file name"]
    one = list(written_documents(pair[:1], tmp_path / "out.TSV", "x", ".tsv", report))
    assert one == [(pair[0], tmp_path / "out.TSV")]
    with pytest.raises(FormatError, match="several documents for one file"):
        list(written_documents(pair, tmp_path / "out.tsv", "x", ".tsv", report))


def test_faults_of_all_files_are_told_and_documents_before_them_given() -> None:
    def read(document_id: str, path: Path) -> Iterator[Document]:
        if path.name == "bad":
            raise FormatError(Finding(Place(document_id), "", "is bad"))
        yield new_document(document_id, "text")

    files = [("a", Path("good")), ("b", Path("bad")), ("c", Path("good")), ("d", Path("bad"))]
    documents = read_each(files, read)
    assert next(documents).id == "a"
    with pytest.raises(FormatError) as raised:
        next(documents)
    assert [each.place.file for each in raised.value.findings] == ["b", "d"]
