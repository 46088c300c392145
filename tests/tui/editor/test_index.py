"""What is kept of things and of remembered words follows every edit as if it were looked for anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.model.annotation import Entity, mention
from annotator.model.change import Edit, apply
from annotator.model.document import Document, new_document
from annotator.model.edits import add, remove, update
from annotator.model.spans import Span, envelope
from annotator.tui.editor.index import AnnotationIndex
from tests.reaching import reached, reaching

TEXT = "Oskell and the Dawn Column left Oskell. The Column came back, Oskell said."
SENTENCES = (TEXT[:39], TEXT[40:])
WORDS = ((0, 6), (11, 26), (32, 38), (40, 50), (62, 68))
TYPES = ("GPE", "ORG.Militia", "ORG.Force")
CHAINS = (None, "e:1", "e:2")


def drawn_edit(data: st.DataObject, document: Document, number: int) -> Edit:
    """A mention more, one less, or one with another type or thing."""
    held = sorted(document.entities)
    kind = data.draw(st.sampled_from(("add", "change", "remove") if held else ("add",)))
    said = {"type": data.draw(st.sampled_from(TYPES)), "coref": data.draw(st.sampled_from(CHAINS))}
    if kind == "add":
        made = mention(f"T{number}", "GPE", TEXT, (data.draw(st.sampled_from(WORDS)),))
        return add(document, structs.replace(made, **said))
    one = data.draw(st.sampled_from(held))
    if kind == "remove":
        return remove(document, [one])
    return update(document, structs.replace(document.entities[one], **said))


@reaching(0.2)
@given(st.data())
def test_things_and_remembered_words_are_those_that_are_there(data: st.DataObject) -> None:
    document = new_document("article", TEXT)
    index = AnnotationIndex(document)
    for number in range(data.draw(st.integers(1, 8))):
        for each in SENTENCES:
            index.memory.types_in(each)
        edit = drawn_edit(data, document, number)
        document = apply(document, edit)
        index.update(edit)
    for each in SENTENCES:
        assert index.memory.types_in(each) == tuple(pair for pair in index.memory.types() if pair[0] in each)
    span = data.draw(st.sampled_from(((0, len(TEXT)), (0, 10), (35, 50), (26, 40))))
    for type_name in TYPES:
        there = {each.id for each in document.entities.values() if _is_there(each, type_name, span)}
        assert set(index.things.touching(type_name, span)) == there
        if there:
            reached()


def _is_there(each: Entity, type_name: str, span: Span) -> bool:
    start, end = envelope(each.spans)
    return bool(each.coref) and each.type == type_name and start < span[1] and span[0] < end
