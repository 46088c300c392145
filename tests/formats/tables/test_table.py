"""Tables: there and back, cells that are no formulas, what spreadsheets make of a file, and faults with their lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError, UsageError
from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.formats.tables.cells import armed, written_row
from annotator.formats.tables.mentions import LONGEST_CELL
from annotator.formats.tables.table import Csv, Table, Tsv
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.formats.passing import read_all, there_and_back, write_all
from tests.reaching import reached, reaching
from tests.strategies import SCALARS, documents, flat_documents

TEXT = "Oskell struck Selm"
FORMULA = tuple("=+-@\t\r")


@reaching(0.1)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from([Csv(), Tsv()]), document=st.one_of(flat_documents(), documents()))
def test_what_fits_comes_back(form: Table, document: Document, tmp_path: Path) -> None:
    target = tmp_path / f"table.{form.name}"
    ((target, content),) = write_all(Csv(), [document], target)[0].items()
    target.write_bytes(content)
    again, _ = read_all(form, target)
    holds = Holds(form.name, entities=("attributes",), empty=True, ids=True)
    expected = replace(fitted(document, holds, Report()), schema_ref=None, meta={})
    assert again == (expected,)
    reached(expected.entities)
    cells = [
        cell
        for row in csv.reader(io.StringIO(content.decode(), newline=""), delimiter=form.delimiters[0])
        for cell in row
    ]
    assert not any(cell.startswith(FORMULA) for cell in cells)


@examples(100)
@given(
    cell=st.text(SCALARS | st.sampled_from("'=+-@\t\r\n\","), max_size=6), delimiter=st.sampled_from([",", "\t", ";"])
)
@example(cell="'=1", delimiter=",")
@example(cell="''", delimiter=",")
def test_a_cell_comes_back_and_is_no_formula(cell: str, delimiter: str) -> None:
    line = written_row([cell, "x"], delimiter).decode()
    ((written, after),) = csv.reader(io.StringIO(line, newline=""), delimiter=delimiter, strict=True)
    assert (armed(written), after) == (cell, "x")
    assert not written.startswith(FORMULA)


def test_tabs_are_written_by_the_name_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"tsv reads only; expected --to csv, which writes tabs .* \.tsv"):
        write_all(Tsv(), [], tmp_path / "a.tsv")
    files, _ = write_all(Csv(), [], tmp_path / "a.TSV")
    assert files[tmp_path / "a.TSV"].startswith(b"id\ttext\t")


def read_table(folder: Path, content: str | bytes, name: str = "table") -> tuple[tuple[Document, ...], Report]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_all(recognised(path), path)


def said(document: Document) -> list[tuple[str, str, str | None]]:
    return [(key, each.type, each.text) for key, each in sorted(document.entities.items())]


def test_rows_are_mentions_and_documents_without_any(tmp_path: Path) -> None:
    table = f"id,text,start,end,type\na,{TEXT},0,6,GPE\na,{TEXT},14,18,GPE\nb,Nobody came,,,\nc,,,,\na,,7,13,HIT\n"
    found, report = read_table(tmp_path, table)
    assert [each.id for each in found] == ["b", "c", "a"]
    assert said(found[2]) == [("T1", "GPE", "Oskell"), ("T2", "GPE", "Selm"), ("T3", "HIT", "struck")]
    assert [(each.text, len(each.entities)) for each in found[:2]] == [("Nobody came", 0), ("", 0)]
    assert not report.losses


SPREADSHEETS = {
    "semicolons": "id;text;start;end;type\na;{0};0;6;GPE\n",
    "bars": "id|text|start|end|type\na|{0}|0|6|GPE\n",
    "tabs": "id\ttext\tstart\tend\ttype\na\t{0}\t0\t6\tGPE\n",
    "hint": "sep=;\nid;text;start;end;type\na;{0};0;6;GPE\n",
    "mark": "\ufeffid,text,start,end,type\r\na,{0},0,6,GPE\r\n",
    "quotes": '"ID","Text ","Start","End","Label"\n"a","{0}","0","6","GPE"\n\n,,,,\n',
    "floats": "id,text,start,end,type\na,{0},0.0,6.0,GPE\n",
    "short": "id,start,end,type,text,annotation_id,attributes\na,0,6,GPE,{0}\n",
}


@pytest.mark.parametrize("name", SPREADSHEETS)
def test_what_spreadsheets_make_of_a_table_is_read(name: str, tmp_path: Path) -> None:
    (document,), report = read_table(tmp_path, SPREADSHEETS[name].format(TEXT))
    assert (document.id, said(document)) == ("a", [("T1", "GPE", "Oskell")])
    assert any("byte order mark" in note for note in report.notes) == (name == "mark")


def test_attributes_are_json_or_pairs_and_other_columns_are_kept(tmp_path: Path) -> None:
    table = (
        "id,text,start,end,type,annotation_id,attributes,source,sure,\n"
        f'a,{TEXT},0,6,GPE,x,"{{""level"": ""NAM"", ""n"": [""a"", ""b""]}}",wire,yes,\n'
        f"a,{TEXT},14,18,GPE,y,level = NAM; odd=,wire,no,\n"
    )
    (document,), _ = read_table(tmp_path, table)
    assert document.entities["x"].attributes == {"level": "NAM", "n": ("a", "b")}
    assert document.entities["y"].attributes == {"level": "NAM", "odd": ""}
    assert document.meta == {"source": "wire", "csv": {"x": {"sure": "yes"}, "y": {"sure": "no"}}}
    _, report, _ = there_and_back(Csv(), tmp_path, document)
    assert [each.what for each in report.losses] == ["meta.csv", "meta.source"]


def test_rows_without_ids_belong_together_by_their_text(tmp_path: Path) -> None:
    found, _ = read_table(tmp_path, f"text,start,end,type\n{TEXT},0,6,GPE\nSelm,0,4,GPE\n{TEXT},14,18,GPE\n")
    assert [(each.id, len(each.entities)) for each in found] == [("table-2", 1), ("table-1", 2)]


def test_a_long_text_stands_once(tmp_path: Path) -> None:
    text = "Selm " * (LONGEST_CELL // 5 + 1)
    entities = by_id([mention(f"T{n}", "GPE", text, ((5 * n, 5 * n + 4),)) for n in range(3)])
    document = new_document("d", text, entities=entities)
    again, report, content = there_and_back(Csv(), tmp_path, document)
    assert again == (document,)
    assert len(content) < 2 * len(text)
    assert any("stands in the first row of its document alone" in note for note in report.notes)


def test_a_formula_that_was_disarmed_is_told(tmp_path: Path) -> None:
    (document,), report = read_table(tmp_path, "id,text\n'=1,\"'=HYPERLINK(1)\"\n")
    assert (document.id, document.text) == ("=1", "=HYPERLINK(1)")
    assert any("= + - @" in note for note in report.notes)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            f"id,text,start,end,type\na,{TEXT},0,99,GPE\n",
            ":2: start: 0 to 99 does not stand in the text of 18",
        ),
        (f"id,text,start,end,type\na,{TEXT},0,x,GPE\n", ":2: end: expected a whole number of characters, found 'x'"),
        (f"id,text,start,end,type\na,{TEXT},0,6,\n", ":2: type: missing; expected start, end and type"),
        (f"id,text,start,end,type\na,{TEXT},,,GPE\n", ":2: start and end: missing"),
        (f"id,text,start,end,type\na,{TEXT},0,6,X\na,Selm,0,1,X\n", ":3: text: another text than that of line 2"),
        ("id,text,start,end,type\na,Os, kell,0,6,GPE\n", ":2: 6 cells where the header has 5"),
        ('id,text,start,end,type\na,"Os\n\nkell",,,\nb,"Selm,,,\n', ":5: no table: unexpected end of data"),
        ("id,text,start,end,type,annotation_id\na,ab,0,1,X,e\na,ab,1,2,X,e\n", ":3: annotation_id: 'e' stands twice"),
        ("id,text,start,end,type,attributes\na,ab,0,1,X,level\n", ":2: attributes: found 'level'; expected NAME=VALUE"),
        ('id,text,start,end,type,attributes\na,ab,0,1,X,"{""a"": 1, ""b"": {}}"\n', ":2: attributes: "),
        (
            "id,text,from,End,Type\na,ab,0,1,X\n",
            ":1: no column start, found 'id', 'text', 'from', 'end',",
        ),
        ("id,text,text\na,b,c\n", ":1: the column 'text' stands twice"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(table: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read_table(tmp_path, table)
    assert message in str(caught.value)


def test_a_table_without_a_text_is_refused_with_what_is_expected(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for content, found in (("id,start\n", "found 'id,start'"), ("", "found nothing"), ("sep=;\n", "found 'sep=;'")):
        path.write_text(content)
        with pytest.raises(FormatError, match=f"no column text in the header, {found}; expected the columns id, text"):
            read_all(Csv(), path)
    path.write_bytes(b"id,text\na,\xff\n")
    with pytest.raises(FormatError, match=r"x\.csv:2:3: not UTF-8"):
        read_all(Csv(), path)
