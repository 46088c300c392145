"""Wrong schema files are refused with file, line and column, soon, and without eating memory."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import SchemaError
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import SCHEMA_FILE, parse_schema, read_schema
from annotator.schema.write import schema_text
from tests.examples import examples
from tests.schemas import schemas
from tests.shared import ROOT
from tests.slips import slips

HEAD = 'name: "mini"\nversion: "1.0.0"\n'
LINES = HEAD.count("\n")


def findings(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(SchemaError) as caught:
        parse_schema(HEAD + text, "mini.yaml")
    return [(each.place.line - LINES, each.place.column, str(each)) for each in caught.value.findings]


ONE_WAY_PAIRS = """\
entity_types: {A: {}, B: {}}
relation_types:
  R: {symmetric: true, pairs: [{domain: ["A"], range: ["B"]}, {domain: ["B"], range: ["B"]}]}
"""

WRONG = [
    ("entity_types:\n  A: {}\n  A: {}\n", 3, 3, "first in line 4"),
    ("entity_types:\n  NO: {}\n", 2, 3, "quote the name"),
    ("entity_types:\n  A: {definition: 1.10}\n", 2, 19, "quote the definition"),
    ("entity_types:\n  A: {definition: 12:30}\n", 2, 19, "quote the definition"),
    ("entity_types: {A: {parent: B}}\n", 1, 28, "unknown type 'B'"),
    ('entity_types: {A: {parent: "B"}, B: {parent: "A"}}\n', 1, 28, "circle"),
    ('entity_types: {A: {}}\nrelation_types: {A: {domain: ["A"], range: ["A"]}}\n', 2, 18, "unique across layers"),
    ('event_types: {E: {roles: {R: {types: ["X"]}}}}\n', 1, 39, "unknown type 'X'"),
    ('event_types: {E: {roles: {R: {types: ["E"], min: 3, max: 2}}}}\n', 1, 58, "smaller than min"),
    ('entity_types: {A: {key: "a"}, B: {key: "a"}}\n', 1, 40, "A's already"),
    ('entity_types: {A: {tag: "XYZ"}, B: {tag: "XYZ"}}\n', 1, 42, "A's already"),
    ('entity_types: {A: {color: "not a color"}}\n', 1, 27, "#RRGGBB"),
    ('entity_types: {"OR\u0413": {}}\n', 1, 16, "U+0413"),
    ('entity_types: {"ORG": {}, "\u041eRG": {}}\n', 1, 27, "U+041E"),
    ('entity_types: {"TOP": {}, "\u0422\u041e\u0420": {}}\n', 1, 27, "looks like 'TOP'"),
    ('entity_types: {"ORG": {}, "\uff2f\uff32\uff27": {}}\n', 1, 27, "looks like 'ORG'"),
    ('entity_types: {"A\u200bB": {}}\n', 1, 16, "U+200B"),
    ("entity_types: {EVENT: {}}\n", 1, 16, "whole layer"),
    ("entity_type: {A: {}}\n", 1, 1, "did you mean entity_types?"),
    ('entity_types: {A: {attributes: {s: {kind: "enumerated"}}}}\n', 1, 33, "without values"),
    ('entity_types: {A: {attributes: {s: {values: ["x"], default: "y"}}}}\n', 1, 61, "is none of the values"),
    ('entity_types: {A: {}}\nattributes: {s: {values: ["x"], for: ["B"]}}\n', 2, 39, "unknown type 'B'"),
    ('entity_types: {A: {}}\nattributes: {s: {values: ["x"]}}\n', 2, 17, "missing"),
    ('labels: {genre: {valves: ["x"]}}\n', 1, 18, "did you mean values?"),
    (
        'constraints: [{when: {attribute: "x", in: ["y"]}, then: {attribute: "x", in: ["y"]}}]\n',
        1,
        34,
        "unknown attribute",
    ),
    (
        'entity_types: {A: {attributes: {s: {values: ["x", "y"], letters: {x: "s", y: "s"}}}}}\n',
        1,
        66,
        "the letter 's' is x's already",
    ),
    ('labels: {s: {values: ["left"], letters: {lft: "l"}}}\n', 1, 41, "is no value; did you mean left?"),
    ('labels: {s: {values: ["x"], letters: {x: "xx"}}}\n', 1, 42, "expected one letter a to z"),
    ('labels: {s: {format: "dat"}}\n', 1, 22, "did you mean date?"),
    ('labels: {s: {values: ["x"], format: "date"}}\n', 1, 37, "expected kind: free"),
    ('labels: {s: {format: "date", default: "soon"}}\n', 1, 39, "expected an ISO 8601 date"),
    ('event_types: {E: {triggers: ["att*ck"]}}\n', 1, 30, "for any ending"),
    ('event_types: {E: {triggers: ["hit", "hit"]}}\n', 1, 37, "stands in the list twice"),
    ("entity_types: &a {}\n", 1, 15, "aliases are refused"),
    ("entity_types: !!map {}\n", 1, 15, "tag"),
    ("entity_types: [\n", 2, 1, "not YAML"),
    ("---\nname: x\n", 1, 1, "second YAML document"),
    (
        'entity_types: {A: {}}\nrelation_types: {R: {domain: ["A"], pairs: [{domain: ["A"], range: ["A"]}]}}\n',
        2,
        37,
        "a domain or range besides the pairs",
    ),
    ('relation_types: {R: {pairs: [{domain: ["X"], range: []}]}}\n', 1, 46, "expected a list of types"),
    (
        'entity_types: {A: {}, B: {}}\nrelation_types: {R: {symmetric: true, domain: ["A", "B"], range: ["A"]}}\n',
        2,
        22,
        "leads from B to A and not back",
    ),
    (
        ONE_WAY_PAIRS,
        3,
        7,
        "leads from A to B and not back",
    ),
    ('entity_types: {A: {}}\nrelation_types: {R: {domain: ["A"]}}\n', 2, 18, "range: missing"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), WRONG, ids=[each[3] for each in WRONG])
def test_a_fault_is_named_with_its_place(text: str, line: int, column: int, words: str) -> None:
    found = findings(text)
    assert any((at, where) == (line, column) and words in message for at, where, message in found), found


def test_ends_may_be_inherited_and_symmetric_pairs_may_cross() -> None:
    text = (
        'entity_types: {A: {}, B: {parent: "A"}, C: {}}\n'
        "relation_types:\n"
        '  R: {symmetric: true, domain: ["A"], range: ["A", "B"]}\n'
        '  S: {parent: "R"}\n'
        '  T: {symmetric: true, pairs: [{domain: ["A"], range: ["C"]}, {domain: ["C"], range: ["A"]}]}\n'
    )
    found = parse_schema(HEAD + text, "mini.yaml")
    assert found.ends_of(found.relation_types["S"]) == ((("A",), ("A", "B")),)


RULED = 'entity_types: {A: {attributes: {m: {values: ["x", "y"]}, k: {values: ["z"]}}}}\n'


@pytest.mark.parametrize(
    ("rule", "path", "words"),
    [
        (
            '{when: {attribute: "mm", in: ["x"]}, then: {attribute: "k", in: ["z"]}}',
            "when.attribute",
            "did you mean m?",
        ),
        ('{when: {attribute: "m", in: []}, then: {attribute: "k", in: ["z"]}}', "when.in", "expected a list of values"),
        (
            '{when: {attribute: "m", in: "x"}, then: {attribute: "k", in: ["z"]}}',
            "when.in",
            "expected a list, found 'x'",
        ),
        (
            '{when: {attribute: "m", in: ["x"]}, then: {attribute: "k", in: ["q"]}}',
            "then.in[0]",
            "'q' is no value of k",
        ),
        ('{when: {attribute: "m", in: ["x"]}}', "then", "missing"),
        (
            '{when: {attribute: "m", in: ["x"]}, then: {attribute: "k", in: ["z"]}, for: ["a"]}',
            "for[0]",
            "did you mean A?",
        ),
    ],
)
def test_a_rule_that_can_never_hold_is_refused(rule: str, path: str, words: str) -> None:
    ((line, _, message),) = findings(f"{RULED}constraints:\n  - {rule}\n")
    assert line == 3
    assert f"constraints[0].{path}: " in message
    assert words in message


def test_a_rule_for_some_types_takes_their_values_alone() -> None:
    types = 'entity_types: {A: {attributes: {m: {values: ["x"]}}}, B: {attributes: {m: {values: ["p"]}}}}\n'
    rule = 'constraints: [{when: {attribute: "m", in: ["p"]}, then: {attribute: "m", in: ["p"]}%s}]\n'
    parse_schema(HEAD + types + rule % "", "mini.yaml")
    parse_schema(HEAD + types + rule % ', for: ["B"]', "mini.yaml")
    assert [words for _, _, words in findings(types + rule % ', for: ["A"]') if "'p' is no value of m" in words]


CARRYING = """\
event_types: {E: {roles: {By: {types: ["ENTITY"]}, Of: {types: ["E"], carries: %s}}}}
attributes: {mood: {values: ["A", "B"], for: ["E"]}, by: {kind: "reference", for: ["E"]}}
entity_types: {X: {}}
"""


@pytest.mark.parametrize(
    ("carries", "words"),
    [
        ('{mod: "A"}', "carries.mod: nothing that fills Of has an attribute 'mod'; did you mean mood?"),
        ('{mood: "C"}', "carries.mood: 'C' is not legal"),
        ('{mood: ["A"]}', 'carries.mood: expected a value or {role: "NAME"}, found a list'),
        ('{mood: {role: "By"}}', "carries.mood: mood holds no annotation; expected a value"),
        ('{by: {role: "Bye"}}', "carries.by: E has no role 'Bye'; did you mean By?"),
        ('{by: {rol: "By"}}', "carries.by: expected a value or {role:"),
    ],
)
def test_what_cannot_be_carried_over_is_refused(carries: str, words: str) -> None:
    parse_schema(HEAD + CARRYING % '{mood: "A", by: {role: "By"}}', "mini.yaml")
    ((line, _, message),) = findings(CARRYING % carries)
    assert line == 1
    assert words in message


def test_a_path_leads_to_what_is_wrong() -> None:
    relations = "relation_types:\n  A: {abstract: true}\n  R:\n    domain: ['B']\n    range: ['A', 1, 'C']\n"
    text = "entity_types:\n  A: {}\n" + relations
    assert [message.partition(": ")[2].partition(": ")[0] for _, _, message in findings(text)] == [
        "relation_types.A",
        "relation_types.R.domain[0]",
        "relation_types.R.range[1]",
        "relation_types.R.range[2]",
    ]


def test_all_faults_are_reported_at_once() -> None:
    assert len(findings('entity_types: {A: {parent: "X"}, B: {key: "1"}}\n')) == 2
    assert len(findings('entity_types: {A: {parnet: "X"}, B: {key: 1}}\nlabel: {}\n')) == 3


BOMBS = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{'*' + chr(97 + i) + ','}]\n" for i in range(9)),
    "depth by brackets": "a: " + "[" * 100_000,
    "depth by indentation": "".join(" " * i + "a:\n" for i in range(1500)),
    "size": "a: [" + "x, " * 700_000 + "]",
    "one long scalar": "a: " + "x" * 3_000_000,
    "many names": "mention_levels: [" + ", ".join(f'"{i}"' for i in range(15_000)) + "]\n",
    "the same name often": "mention_levels: [" + '"A", ' * 20_000 + "]\n",
    "many faults": "entity_types:\n" + "".join(f"  NO{i}: {{key: 1}}\n" for i in range(8_000)),
    "many quotes": "a: " + '"' * 100_000,
    "long chain of parents": "entity_types:\n" + "".join(f'  T{i}: {{parent: "T{i + 1}"}}\n' for i in range(2_000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_nothing_takes_long_or_much_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text(HEAD + BOMBS[name], "utf-8")
    limited = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (500 << 20, 500 << 20))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (8, 8))\n"
        "from annotator.errors import SchemaError\n"
        "from annotator.schema.language import read_schema\n"
        "try:\n    read_schema(sys.argv[1])\nexcept SchemaError as error:\n    print(len(error.findings))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]


@examples(60)
@given(schemas(), st.data())
def test_any_damage_is_an_error_for_people(schema: LabelSchema, data: st.DataObject) -> None:
    text = schema_text(schema)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 5))
    junk = data.draw(st.sampled_from(["", "{", "]", ": ", '"', "\t", "&a ", "*a", "- ", "null", "\x00", "\ufeff", "?"]))
    with suppress(SchemaError):
        parse_schema(text[:at] + junk + text[at + cut :], "damaged.yaml")


@pytest.mark.slow
@examples(80)
@given(schemas(), st.data())
def test_any_slip_is_told_with_its_line(schema: LabelSchema, data: st.DataObject) -> None:
    text, line = data.draw(slips(SCHEMA_FILE, schema_text(schema)), "a slip")
    with pytest.raises(SchemaError) as caught:
        parse_schema(text, "x.yaml")
    assert line in {each.place.line for each in caught.value.findings}


def test_a_hierarchy_beyond_reason_is_refused() -> None:
    types = "".join(f'  T{index}: {{parent: "T{index + 1}"}}\n' for index in range(60))
    told = findings(f"entity_types:\n{types}  T60: {{}}\n")
    assert all("the hierarchy is more than 40 deep" in message for _, _, message in told)
    assert [line for line, _, _ in told] == list(range(2, 22)), "those that have more than 40 above them"


def test_a_long_circle_is_found() -> None:
    names = [f"T{index}" for index in range(500)]
    types = "".join(f'  {name}: {{parent: "{names[(index + 1) % 500]}"}}\n' for index, name in enumerate(names))
    lead_in = '  IN: {parent: "T3"}\n'
    assert len(findings("entity_types:\n" + lead_in + types)) == 500


@pytest.mark.parametrize("where", ["entity_types: {A: {attributes: {s: {}}}}", "labels: {s: {}}", "labels: {s: }"])
def test_an_attribute_without_values_is_free_wherever_it_stands(where: str) -> None:
    schema = parse_schema(HEAD + where + "\n", "mini.yaml")
    (attribute,) = (*schema.labels.values(), *(one for each in schema.types() for one in each.attributes))
    assert (attribute.name, attribute.kind) == ("s", "free")


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="cannot be read"):
        read_schema(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe4")
    with pytest.raises(SchemaError, match="not UTF-8"):
        read_schema(tmp_path / "latin.yaml")


def test_the_released_versions_are_sound() -> None:
    for version in ("1.0.0", "1.1.0", "2.0.0", "2.0.1"):
        assert read_schema(ROOT / "schema" / "conflict-news" / f"{version}.yaml").ref == f"conflict-news@{version}"


def test_the_example_of_the_documentation_is_a_schema() -> None:
    page = (ROOT / "docs" / "schemas.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert parse_schema(example, "docs/schemas.md").ref == "news@1.0.0"
