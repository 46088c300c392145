"""A plant that was taken is known by its id and by what it says, until somebody corrects it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.model.annotation import Argument, Entity, Event, Relation, mention
from annotator.model.canonical import to_bytes
from annotator.model.change import Edit, apply
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import add, remove, update
from annotator.suggest.worth.offers import Written
from annotator.suggest.worth.plants import Plant, lifting, plants_taken, without_plants
from tests.examples import examples
from tests.project.planted import offered
from tests.reaching import reached, reaching
from tests.strategies import documents

TEXT = "Ilan Marek met Oskell in Selm."


def plant_of(entity: Entity) -> Plant:
    written = Written("learner", "entities", entity.type, "taken", entity.spans, planted=True)
    return Plant(entity.id, written, frozenset({(entity.type, entity.spans)}))


def taken(document: Document, entity: Entity, **more: Any) -> tuple[Document, list[Plant]]:
    edit = add(document, entity)
    provenance = to_bytes(offered(entity.type, entity.spans, **{"planted": True, **more}))
    return apply(document, edit), plants_taken(edit, provenance)


def test_only_a_plant_that_was_taken_is_one() -> None:
    document, entity = new_document("a", TEXT), mention("T1", "GPE", TEXT, ((0, 10),))
    assert [each.id for each in taken(document, entity)[1]] == ["T1"]
    assert taken(document, entity, planted=False)[1] == []
    assert taken(document, entity, answer="retyped")[1] == []
    assert plants_taken(Edit("label", ()), to_bytes(offered("GPE", ((0, 10),), planted=True))) == []
    assert plants_taken(add(document, entity), b'{"planted":true') == []


def test_it_stands_until_it_is_corrected_and_again_when_that_is_undone() -> None:
    document, (plant,) = taken(new_document("a", TEXT), mention("T1", "GPE", TEXT, ((0, 10),)))
    assert plant.stands_in(document)
    noted = apply(document, update(document, structs.replace(document.entities["T1"], note="who?")))
    assert plant.stands_in(noted)
    retype = update(document, structs.replace(document.entities["T1"], type="PERSON"))
    corrected = apply(document, retype)
    assert not plant.stands_in(corrected)
    assert plant.stands_in(apply(corrected, retype.inverse()))
    assert not plant.stands_in(apply(document, remove(document, ["T1"])))


def test_a_changed_text_and_a_migration_correct_nothing() -> None:
    document, (plant,) = taken(new_document("a", TEXT), mention("T1", "GPE", TEXT, ((0, 10),)))
    moving = update(document, structs.replace(document.entities["T1"], type="PLACE", spans=((1, 11),)))
    moved = apply(document, moving)
    assert not plant.stands_in(moved)
    assert plant.moved(moving).stands_in(moved)
    assert plant.moved(moving).stands_in(document)
    corrected = apply(document, update(document, structs.replace(document.entities["T1"], type="PERSON")))
    migrating = update(corrected, structs.replace(corrected.entities["T1"], type="HUMAN"))
    assert not plant.moved(migrating).stands_in(apply(corrected, migrating))


def test_what_hangs_on_it_goes_with_it() -> None:
    plant = mention("T1", "GPE", TEXT, ((0, 10),), coref="T1c")
    other = mention("T2", "GPE", TEXT, ((15, 21),), attributes={"of": "T1c", "also": ("T1", "T2")})
    event = Event("E1", "Attack", arguments=(Argument("Place", "T1"), Argument("Place", "T2")))
    bare = new_document("a", TEXT)
    document = apply(bare, add(bare, plant, other, Relation("R1", "NEAR", "T1", "T2"), event))
    plants = [plant_of(plant)]
    left = without_plants(document, plants, {"of", "also"})
    assert set(left.entities) == {"T2"}
    assert not left.relations
    assert left.events["E1"].arguments == (Argument("Place", "T2"),)
    assert left.entities["T2"].attributes == {"also": ("T2",)}
    assert without_plants(document, plants).entities["T2"].attributes["of"] == "T1c"


@reaching(0.25)
@examples(40)
@given(documents(), st.data())
def test_what_is_left_is_whole_and_what_was_lifted_can_be_put_back(document: Document, data: st.DataObject) -> None:
    ids = sorted(document.entities)
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)) if ids else []
    edit = lifting(document, [plant_of(document.entities[each]) for each in chosen])
    left = apply(document, edit)
    reached(chosen)
    assert left.entities == by_id(each for each in document.entities.values() if each.id not in chosen)
    named = {end for each in left.relations.values() for end in (each.head, each.tail)}
    named |= {each.target for event in left.events.values() for each in event.arguments}
    assert not named & set(chosen)
    assert set(left.events) == set(document.events)
    assert apply(left, edit.inverse()) == document
