"""What every format keeps to, whoever wrote it: what it is given comes back, or stands in its loss report.

The formats are those of the registry, so that a new one is held to it without a line here. A field of the gold record
that has no value below fails the test that names it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError, UsageError
from annotator.formats.protocol import writes
from annotator.formats.recognition import recognised
from annotator.formats.registry import format_named, format_names
from annotator.model.document import Document
from tests.examples import examples
from tests.formats.contract import (
    CASES,
    LISTS,
    OPTIONAL,
    VALUES,
    Case,
    is_lost_whole,
    plain,
    said,
    there_and_back,
    value_in,
)
from tests.reaching import reached, reaching
from tests.slow import first_quick
from tests.strategies import documents, flat_documents

FORMATS = format_names()
WRITTEN = [name for name in FORMATS if writes(format_named(name))]


def refusal(name: str, document: Document, folder: Path) -> str:
    """Why a format refuses a document; "" when it takes it."""
    try:
        there_and_back(name, document, folder)
    except FormatError as error:
        return str(error)
    return ""


def test_every_field_has_a_value_to_be_tried_with() -> None:
    assert {name for _, name in OPTIONAL} - LISTS <= set(VALUES)
    assert all(case.put(plain()) != plain() for case in CASES)


@pytest.mark.parametrize("name", first_quick(WRITTEN, 2))
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_field_is_kept_or_reported(name: str, case: Case, tmp_path: Path) -> None:
    document = case.put(plain())
    _, before = there_and_back(name, plain(), tmp_path / "plain")
    if why := refusal(name, document, tmp_path / "refused"):
        assert case.name in why
        return
    again, losses = there_and_back(name, document, tmp_path / "changed")
    if losses == before and not before:
        assert said(again, document) == said(document, document)
    elif losses == before:
        assert is_lost_whole(case, before) or value_in(again, case) == value_in(document, case)
    else:
        assert all(each.what and each.why and each.count for each in losses)


@reaching(0.05)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(WRITTEN), document=st.one_of(flat_documents(), documents()))
def test_what_comes_back_with_nothing_reported_is_the_same(
    name: str, document: Document, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("contract")
    if refusal(name, document, folder / "refused"):
        return
    again, losses = there_and_back(name, document, folder)
    if not losses:
        reached(document.entities)
        assert said(again, document) == said(document, document)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_recognised_as_what_it_is(name: str, tmp_path: Path) -> None:
    there_and_back(name, plain(), tmp_path)
    assert recognised(tmp_path / "file").name == name


def test_a_format_that_reads_only_says_so(tmp_path: Path) -> None:
    for name in sorted(set(FORMATS) - set(WRITTEN)):
        with pytest.raises(UsageError, match="reads only"):
            there_and_back(name, plain(), tmp_path)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_document_without_a_text_comes_back_or_is_refused(name: str, tmp_path: Path) -> None:
    bare = replace(plain(), text=None)
    if why := refusal(name, bare, tmp_path / "refused"):
        assert "text" in why
        return
    again, losses = there_and_back(name, bare, tmp_path / "read")
    assert losses or said(again, bare) == said(bare, bare)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_called_what_the_registry_calls_it_and_says_what_it_is(name: str) -> None:
    form = format_named(name)
    assert form.name == name
    assert (type(form).__doc__ or "").strip()
