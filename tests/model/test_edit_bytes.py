"""An edit read back from the log is the edit that was made."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from annotator.model.canonical import to_bytes
from annotator.model.change import Edit
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.model.edit_bytes import annotation_from_bytes, edit_from_bytes
from annotator.model.edits import slot_of
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import documents


@examples(80)
@given(documents(), documents())
def test_an_edit_comes_back_from_its_bytes(old: Document, new: Document) -> None:
    edit = difference(old, new, "any")
    again = edit_from_bytes(to_bytes(edit))
    assert again == edit
    assert to_bytes(again) == to_bytes(edit)
    assert to_bytes(edit).startswith(b'{"name":"any","changes":[')


@reaching(0.3)
@examples(40)
@given(documents())
def test_an_annotation_comes_back_from_its_bytes(document: Document) -> None:
    reached(document.entities)
    for each in document.annotations():
        assert annotation_from_bytes(slot_of(each), to_bytes(each)) == each


@pytest.mark.parametrize("content", [b"", b"[]", b'{"name":1}', b'{"name":"a","changes":[["entities","T1",null,{}]]}'])
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        edit_from_bytes(content)


def test_an_edit_may_be_empty() -> None:
    assert edit_from_bytes(to_bytes(Edit("nothing", ()))) == Edit("nothing", ())
