"""Proposed relations: between mentions of a sentence, as the schema admits, two mentions once."""

from __future__ import annotations

from annotator.suggest.learner.arguments import in_order
from annotator.suggest.learner.pairs import placed
from tests.suggest.learner import taught


def test_relations_are_legal_within_a_sentence_and_once() -> None:
    model, schema = taught.model().relations, taught.schema()
    right = found = 0
    for lesson in taught.lessons():
        mentions = {each.id: placed(each) for each in lesson.entities}
        links = model.propose(in_order(lesson.entities), lesson.reading, schema)
        gold = {(each.type, each.head, each.tail) for each in lesson.relations}
        right += sum((each.type, each.head, each.tail) in gold for each in links)
        found += len(links)
        assert len({frozenset((each.head, each.tail)) for each in links}) == len(links)
        for each in links:
            head, tail = mentions[each.head], mentions[each.tail]
            declared = schema.relation_types[each.type]
            assert schema.fits(declared, head.type, tail.type)
            assert lesson.reading.sentence_of(head.span[0]) == lesson.reading.sentence_of(tail.span[0])
            assert not declared.symmetric or head.span <= tail.span
    assert found > 10
    assert right / found > 0.6
