from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats.cas.naming import TOKEN
from annotator.formats.cas.structures import Cas
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.formats.webanno.lines import parsed
from annotator.formats.webanno.reading import cas_of_lines

POS = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"


def read(*lines: str, version: str = "3.3") -> Cas:
    return cas_of_lines(parsed("\n".join([f"#FORMAT=WebAnno TSV {version}", *lines, ""]), "d.tsv"))


def faults(*lines: str, first: str = "#FORMAT=WebAnno TSV 3.3") -> list[str]:
    with pytest.raises(FormatError) as raised:
        cas_of_lines(parsed("\n".join([first, *lines, ""]), "d.tsv"))
    return [str(each) for each in raised.value.findings]


SPAN = "#T_SP=a.Span|value"
TEXT = ("", "", "#Text=He ran", "1-1\t0-2\tHe\t{}\t", "1-2\t3-6\tran\t{}\t")


def rows(first: str, second: str = "_") -> tuple[str, ...]:
    return (*TEXT[:3], TEXT[3].format(first), TEXT[4].format(second))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((SPAN, *rows("a|b[1", "_")[:-1], "1-2\t3-7\tran\t_\t"), "d.tsv:7: 1-2: 3-7 is no place of the text"),
        ((SPAN, "", "", "#Text=He", "1-1\t0-1\tHe\t_\t"), "d.tsv:6: 1-1: says 'He', and 'H' stands at 0-1"),
        ((SPAN, "", "", "#Text=He", "1-1\t2-0\tHe\t_\t"), "2-0 is no place of the text"),
        ((SPAN, "", "", "#Text=He", "1-1\t0-2\tHe\t_\t_\t_"), "has 3 columns of annotations; expected 1"),
        ((SPAN, "", "", "#Text=He", "1-1 0-2 He"), "d.tsv:6: begins with '1-1 0-2 He'; expected sentence-token"),
        ((SPAN, "", "", "#Text=He"), "the text has no token"),
        ((SPAN, "", "", "1-1\t0-2\tHe\t_\t"), "a sentence begins without a text"),
        ((SPAN, "", "", "#Text=He", "1-1.1\t0-1\tH\t_\t"), "the part 1-1.1 stands not behind its token"),
        ((SPAN, *rows("_"), "1-2\t3-6\tran\t_\t"), "d.tsv:8: 1-2: stands in two rows"),
        ((SPAN, *rows("_"), "", "#Text=x", "2-1\t3-4\tx\t_\t"), "begins at 3, within the sentence before it"),
        ((SPAN, "", "", "#Text=x", "1-1\t99999999-99999999\tx\t_\t"), "begins at 99999999, 99999999 behind"),
        (("#T_RL=a.R|x", *rows("_")), "d.tsv:2: the relation layer a.R says not what it joins"),
        ((SPAN, SPAN, *rows("_")), "d.tsv:3: the layer a.Span is declared twice"),
        ((SPAN, *rows("x[1]", "y[1]")), "d.tsv:7: 1-2: the number 1 stands for two annotations"),
        (("#T_SP=a.Span|x|y", "", "", "#Text=He", "1-1\t0-2\tHe\ta|b\t*\t"), "a.Span has 2 annotations in one column"),
        (("#T_CH=a.Link|referenceType|referenceRelation", "", "", "#Text=He", "1-1\t0-2\tHe\tx[1]\t*\t"),
         "a.Link says not which link it is"),
        ((SPAN, "#T_RL=a.R|BT_a.Span", "", "", "#Text=He", "1-1\t0-2\tHe\tx\t1-9\t"), "refers to 1-9, which is no row"),
        ((SPAN, "#T_RL=a.R|BT_a.Span", "", "", "#Text=He", "1-1\t0-2\tHe\tx\twhere\t"), "'where' refers to no row"),
        ((SPAN, "#T_RL=a.R|BT_a.Span", "", "", "#Text=He", "1-1\t0-2\tHe\tx\t1-1[7_0]\t"), "refers to the number 7"),
        ((SPAN, "#T_RL=a.R|BT_a.Span", "", "", "#Text=He", "1-1\t0-2\tHe\t_\t1-1\t"), "refers to a.Span in 1-1, where"),
        (("#T_SP=a.H|ROLE_a.H:l_a.L|a.H", "", "", "#Text=He", "1-1\t0-2\tHe\ta;b\t1-1\t"), "has 2 roles and 1 targets"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(lines: tuple[str, ...], said: str) -> None:
    assert any(said in each for each in faults(*lines)), faults(*lines)


def test_what_is_no_table_is_refused_by_its_first_line() -> None:
    for first in ("#FORMAT=WebAnno TSV 2.0", "a\tb", ""):
        (said,) = faults(first=first)
        assert re.match(r"d\.tsv:1: begins with .*; expected #FORMAT=WebAnno TSV 3\.0 to 3\.3", said)


def test_all_faults_are_told_in_the_order_of_their_lines() -> None:
    found = faults("#T_SP=a.Span|x|y", "", "", "#Text=He ran", "1-1\t0-2\tHe\ta|b\t*\t", "1-2\t3-6\tran\ta|b\t*\t")
    assert [each.split(":")[1] for each in found] == ["6", "7"]


def test_line_ends_of_windows_and_a_byte_order_mark_are_read() -> None:
    table = "\ufeff#FORMAT=WebAnno TSV 3.3\r\n" + SPAN + "\r\n\r\n\r\n#Text=He\r\n1-1\t0-2\tHe\tx\t\r\n"
    cas = cas_of_lines(parsed(table, "d.tsv"))
    assert cas.text == "He"
    assert [each.features for each in cas.structures] == [{"value": "x"}]


def test_relations_between_tokens_have_tokens_to_join() -> None:
    relation = f"#T_RL=a.Dependency|DependencyType|BT_{POS}"
    cas = read(relation, "", "", "#Text=He ran", "1-1\t0-2\tHe\tsubj\t1-2\t", "1-2\t3-6\tran\t_\t_\t")
    (dependency,) = [each for each in cas.structures if each.ends]
    joined = {each.key: (each.layer, each.span) for each in cas.structures}
    assert [joined[end] for end in dependency.ends or ()] == [(TOKEN, (3, 6)), (TOKEN, (0, 2))]


def test_old_versions_write_characters_as_java_does() -> None:
    assert read("", "", r"#Text=a\u00e4", "1-1\t0-2\taä\t", version="3.1").text == "aä"


@pytest.mark.parametrize("suffix", ["tsv", "txt"])
def test_tsv_2_is_refused_by_its_name_whatever_the_file_is_called(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"two.{suffix}"
    file.write_text(" # webanno.custom.Named | value\n#id=1\n#text=Mara left.\n1-1\tMara\tB-PER\n\n", "utf-8")
    form = recognised(file)
    assert form.name == "webanno"
    with pytest.raises(FormatError, match=r"two\.\w+:1: is WebAnno TSV 2; export it .* as WebAnno TSV v3.3"):
        list(form.read(file, None, Report()))
