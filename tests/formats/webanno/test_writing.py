from __future__ import annotations

from hypothesis import example, given

from annotator.formats.cas.naming import NAMED_ENTITY
from annotator.formats.cas.structures import Cas, Structure
from annotator.formats.webanno.lines import parsed
from annotator.formats.webanno.reading import cas_of_lines
from annotator.formats.webanno.writing import table_of, text_read
from tests.examples import examples
from tests.formats.cas.compared import said
from tests.formats.cas.drawn import cases
from tests.reaching import reached, reaching


@reaching(0.5)
@examples(150)
@given(cases())
def test_a_table_says_all_of_a_cas_and_is_written_the_same_again(cas: Cas) -> None:
    table = "".join(table_of(cas))
    again = cas_of_lines(parsed(table, "d.tsv"))
    reached(cas.structures)
    assert said(again) == said(cas)
    assert "".join(table_of(again)) == table


@given(cases())
def test_the_text_that_a_reader_puts_together_is_foretold(cas: Cas) -> None:
    table = "".join(table_of(cas))
    assert parsed(table, "d.tsv").text == text_read(cas) == cas.text


def test_rows_count_in_utf16_and_parts_of_tokens_have_their_own() -> None:
    structures = (
        Structure(1, NAMED_ENTITY.name, (2, 5), {"identifier": None, "value": "PER"}),
        Structure(2, NAMED_ENTITY.name, (3, 4), {"identifier": "Q1", "value": "ORG"}),
    )
    cas = Cas("🚀 abc d\n", (((0, 1), (2, 5), (6, 7)),), (NAMED_ENTITY,), structures)
    assert "".join(table_of(cas)) == (
        "#FORMAT=WebAnno TSV 3.3\n"
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
        "\n\n"
        "#Text=🚀 abc d\n"
        "#Text=\n"
        "1-1\t0-2\t🚀\t_\t_\t\n"
        "1-2\t3-6\tabc\t*\tPER\t\n"
        "1-2.1\t4-5\tb\tQ1\tORG\t\n"
        "1-3\t7-8\td\t_\t_\t\n"
    )


@example(Cas("\n ", ()))
@given(cases())
def test_blanks_before_the_first_token_become_spaces(cas: Cas) -> None:
    moved = Cas("\n" + cas.text, tuple(tuple((a + 1, b + 1) for a, b in each) for each in cas.sentences))
    assert parsed("".join(table_of(moved)), "d.tsv").text == text_read(moved)
    assert text_read(moved) == (" " + cas.text if cas.sentences else "")
