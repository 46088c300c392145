"""How many keys things take: the benchmark task, and what an annotation costs on the way."""

from __future__ import annotations

from annotator.tui.editor.state import Filling
from tests.tui.in_memory import TASK_SCHEMA, editor, hint_of, in_mode, press, selected

SENTENCE = (
    "The Oskell killed Border Column leader Abu Sarin al-Tosk and VRGC Night Force commander Tarim Olesh on March 4."
)


class Counted:
    """Presses keys and counts them."""

    def __init__(self, text: str) -> None:
        self.work = editor(text, TASK_SCHEMA)
        self.pressed: list[str] = []

    @property
    def count(self) -> int:
        return len(self.pressed)

    def press(self, *keys: str) -> None:
        self.pressed += keys
        press(self.work, *keys)

    def hint(self, words: str) -> None:
        self.press(*hint_of(self.work, words))


def annotated_task() -> Counted:
    """The benchmark task done: two entities related, an event with three arguments."""
    hand = Counted(SENTENCE)
    hand.press("space")
    hand.hint("VRGC Night Force")
    hand.press("o")
    while selected(hand.work) != "Tarim Olesh":
        hand.press("tab")
    hand.press("p")
    hand.press(">", "l")
    hand.hint("VRGC Night Force")
    hand.press("space")
    hand.hint("killed")
    hand.press("!", "a")
    hand.hint("Oskell")
    hand.hint("Tarim Olesh")
    hand.hint("March 4")
    return hand


def test_the_benchmark_task_takes_at_most_fourteen_keys_and_no_pointer() -> None:
    hand = annotated_task()
    document = hand.work.session.document
    assert in_mode(hand.work, Filling).role == len(TASK_SCHEMA.roles_of("Attack"))
    assert sorted((each.type, each.text) for each in document.entities.values()) == [
        ("DATE", "March 4"), ("GPE", "Oskell"), ("ORG", "VRGC Night Force"), ("PERSON", "Tarim Olesh"),
    ]  # fmt: skip
    (relation,) = document.relations.values()
    assert (document.entities[relation.head].text, document.entities[relation.tail].text) == (
        "Tarim Olesh",
        "VRGC Night Force",
    )
    (event,) = document.events.values()
    fillers = {argument.role: document.entities[argument.target].text for argument in event.arguments}
    assert fillers == {"Agent": "Oskell", "Target": "Tarim Olesh", "Time": "March 4"}
    assert hand.count <= 14
