"""A renamed value changes where it stands, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Entity
from annotator.model.document import by_id, new_document
from annotator.schema.migration.operations import RenameValue
from annotator.schema.migration.steps import apply_step

VALUES = st.sampled_from(["old", "new", "other", ("old", "x"), ("x",)])
ATTRIBUTES = st.dictionaries(st.sampled_from(["status", "level"]), VALUES)


@given(st.lists(st.tuples(st.sampled_from(["PERSON", "ORG"]), ATTRIBUTES), max_size=4))
def test_only_this_value_of_this_attribute_of_this_type_is_renamed(given: list[tuple[str, dict[str, object]]]) -> None:
    made = [Entity(f"T{n}", name, ((n, n + 1),), "x", attributes=held) for n, (name, held) in enumerate(given)]  # type: ignore[arg-type]
    document = new_document("d", "x" * 9, entities=by_id(made))
    (after,), lost = apply_step(RenameValue(("PERSON",), "status", "old", "new"), (document,))
    assert lost == []
    for number, (name, held) in enumerate(given):
        expected = dict(held)
        if name == "PERSON" and "status" in held:
            expected["status"] = {"old": "new", ("old", "x"): ("new", "x")}.get(held["status"], held["status"])  # type: ignore[call-overload]
        assert dict(after.entities[f"T{number}"].attributes) == expected
