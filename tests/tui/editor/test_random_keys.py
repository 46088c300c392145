"""Whatever keys are pressed under whatever schema: `check` accepts the document, or the screen lists what it finds.

The screen lists it in the same words; and what no key may ever make is never made.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from rich.cells import cell_len

from annotator.datasets.write import write_records
from annotator.model.annotation import Argument, Attributes, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.project.records.check_records import check_files
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.rules.breach import ADVICE, UNFINISHED
from annotator.schema.write import schema_text
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.objections import ASKED
from annotator.tui.editor.state import AlreadyThere, Choosing, Filling, Hinting, Picking, State, Valuing
from annotator.tui.keymap import keymap
from tests.examples import PROFILE, examples
from tests.schemas import schemas
from tests.strategies import documents_under
from tests.tui.in_memory import FULL_SCHEMA, MemorySession

TEXT = "Oskell hit Varania. Ada led the Column in Selm; he and it said so in May.\n"

DENSE = parse_schema(
    """
name: "dense"
version: "1.0.0"
mention_levels: ["NAM", "NOM"]
entity_types:
  PERSON: {key: "p"}
  ORG: {abstract: true}
  PARTY: {parent: "ORG", key: "r"}
  ARMY: {parent: "ORG", key: "a"}
  PLACE: {key: "l"}
value_types: {DATE: {key: "d", attributes: {value: {kind: "free", format: "date"}}}}
relation_types:
  FROM: {domain: ["PERSON", "ORG"], range: ["PLACE"], cardinality: "N:1"}
  HOME: {parent: "FROM"}
  PART: {domain: ["ORG"], range: ["ORG"], acyclic: true, irreflexive: true}
  ALLY: {domain: ["ORG", "PERSON"], range: ["ORG", "PERSON"], symmetric: true, irreflexive: true}
  NEAR: {domain: ["PLACE"], range: ["PLACE"], cardinality: "1:1", attributes: {far: {values: ["y"], required: true}}}
event_types:
  Conflict: {abstract: true, roles: {Who: {types: ["ORG", "PERSON"], min: 1}, When: {types: ["DATE"], max: 1}}}
  Attack: {parent: "Conflict", key: "k", roles: {Where: {types: ["PLACE"], max: 1}}}
  Talk: {key: "t", roles: {Speaker: {types: ["PERSON"]}, About: {types: ["EVENT"]}}}
attributes:
  realis: {values: ["ACTUAL", "OTHER"], required: true, for: ["EVENT"]}
  modality: {values: ["ASSERTED", "THREATENED"], for: ["EVENT"]}
  source: {kind: "reference", to: "entity", values: ["AUTHOR"], for: ["EVENT"]}
  negated: {kind: "boolean", for: ["EVENT"]}
constraints:
  - {when: {attribute: "modality", in: ["THREATENED"]}, then: {attribute: "realis", in: ["OTHER"]}, for: ["Conflict"]}
labels: {topic: {values: ["war", "peace"], required: true}}
""",
    "dense.yaml",
)
"""Hierarchies, cardinalities, symmetric, irreflexive and acyclic relations, a constraint that is inherited."""

KEYS = (
    *"abcdefghnoprstuvxyz", *"ABEOV", *"1234567890",
    "enter", "escape", "tab", "shift+tab", "space", "backspace", "ctrl+z", "ctrl+y",
    ">", "<", "!", "\\", "=", "+", "]", "[", "{", "}", ".", "~", "#", "%", "*", "(", ")", "right", "left", "f3", "'",
)  # fmt: skip

VERBS = (">", ">", ">", "!", "=", "1", "1", "1", "2", "3", "backspace", "\\", "%", "enter", *"pradl")
"""Keys that make or change something, pressed more often."""

TO_THE_CARD = ("ctrl+right", "ctrl+left", "ctrl+home")
"""Keys after which there is something on the card."""


def keys_for(state: State) -> SearchStrategy[str]:
    """Any key, and more often one that leads on from here."""
    mode = state.mode
    likely: list[str] = list(VERBS if state.card else TO_THE_CARD)
    if isinstance(mode, Hinting | Filling):
        likely = sorted({target.hint[len(mode.typed)] for target in mode.targets if target.hint.startswith(mode.typed)})
    elif isinstance(mode, Choosing):
        likely = [option.key for option in mode.options]
    elif isinstance(mode, Picking):
        likely = ["enter", "down", "escape"]
    elif isinstance(mode, AlreadyThere):
        likely = ["enter", "+"]
    elif isinstance(mode, Valuing):
        likely = ["escape"] if mode.frame.required else ["-", "-", "-", "-", "enter", "tab", *"aotyn"]
    if state.asked:
        likely = [state.asked]
    often = st.sampled_from(likely or list(TO_THE_CARD))
    return often | often | often | often | st.sampled_from(TO_THE_CARD) | st.sampled_from(KEYS)


REAL: Attributes = {"realis": "ACTUAL"}

BEGUN = new_document(
    "begun",
    TEXT,
    schema_ref="dense@1.0.0",
    entities=by_id(
        mention(f"T{number}", kind, TEXT, ((TEXT.index(words), TEXT.index(words) + len(words)),))
        for number, (words, kind) in enumerate(
            [("Oskell", "PLACE"), ("Varania", "PLACE"), ("Ada", "PERSON"), ("Column", "ARMY"), ("Selm", "PLACE")], 1
        )
    ),
    relations=by_id([Relation("R1", "FROM", "T3", "T5"), Relation("R2", "NEAR", "T1", "T2", {"far": "y"})]),
    events=by_id(
        [Event("E1", "Attack", Trigger(((7, 10),), "hit"), (Argument("Who", "T4"), Argument("Where", "T2")), REAL)]
    ),
)
"""Mentions, relations and an event to go on from."""


def labelled(data: st.DataObject, schema: LabelSchema) -> Editor:
    """An editor on a document that somebody has begun, after some random keys."""
    document = BEGUN if schema is DENSE else data.draw(documents_under(schema, text=st.just(TEXT), max_mentions=4))
    work = Editor(MemorySession(TEXT, schema, document), keymap(), cell_len)
    work.see(InView((0, len(TEXT))))
    if data.draw(st.booleans()):
        assert work.breaches is work.breaches, "judged once, then kept up to date"
    for _ in range(data.draw(st.integers(1, 40))):
        work.press(data.draw(keys_for(work.state)))
    return work


def listed(work: Editor) -> Counter[str]:
    """What the list of problems says."""
    for _ in range(3):
        work.press("escape")
    work.press("f3")
    mode: object = work.state.mode
    items = mode.items if isinstance(mode, Picking) else ()
    said = (part for item in items for part in item.note.split("  "))
    return Counter(part.removeprefix("! ") for part in said if part.startswith("! "))


def checked(document: Document, schema: LabelSchema) -> list[tuple[str, str, str]]:
    """What `annotator check` finds in the exported document: path, message and code."""
    with TemporaryDirectory() as folder:
        gold, file = Path(folder) / "gold.jsonl", Path(folder) / "schema.yaml"
        write_records([document], gold)
        file.write_text(schema_text(schema), "utf-8")
        return [(each.path, each.message, each.code) for each in check_files([gold], schema=file).findings]


ODD = frozenset({"duplicate", "whitespace", "zero-length", "splits-grapheme"})
"""Findings about what is legal and odd, which no schema forbids."""


def holds(data: st.DataObject, schema: LabelSchema) -> set[str]:
    """Press keys, compare both lists; the codes that were met."""
    work = labelled(data, schema)
    said = listed(work)
    found = checked(work.session.document, schema)
    assert {code for _, _, code in found} <= ADVICE.keys() | ODD
    found = [each for each in found if each[2] in ADVICE]
    in_screen_words = Counter(message if "[" in path else f"{path}: {message}" for path, message, _ in found)
    assert in_screen_words <= said, "check finds what the screen does not list"
    codes = {code for _, _, code in found}
    assert codes <= ASKED | UNFINISHED | {"constraint"}, "no key makes it"
    return codes


@examples(120)
@given(st.data())
def test_check_accepts_what_keys_make_or_the_screen_lists_it_in_the_same_words(data: st.DataObject) -> None:
    holds(data, data.draw(st.sampled_from([FULL_SCHEMA, DENSE]) | schemas()))


LEAST_ASKED = 3
ROUNDS = 6
"""How many rounds of random keys at most: each meets most rules, and what one misses another one meets."""


@pytest.mark.slow
def test_random_keys_meet_rules_of_every_sort() -> None:
    """What the property above is worth: the rules that its keys break, and what the screen asks about."""
    met: set[str] = set()

    def look(data: st.DataObject) -> None:
        work = labelled(data, DENSE)
        met.update(breach.code for breaches in work.breaches.values() for breach in breaches)

    for number in range(ROUNDS):
        seed(number)(examples(200, derandomize=False, database=None)(given(st.data())(look)))()
        if len(met & ASKED) >= LEAST_ASKED and met >= UNFINISHED:
            return
    assert PROFILE == "quick", f"never met: {sorted((UNFINISHED | ASKED) - met)}"
    assert met
