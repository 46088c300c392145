"""Migration files: YAML beside the schema's versions, every fault named with `file:line:column`.

`schema`, `from`, `to`, and `steps`: a list in which every item is one operation with its fields::

    schema: "conflict-news"
    from: "1.1.0"
    to: "2.0.0"
    steps:
      - rename_type: {from: "PART_OF", to: "SUBGROUP_OF"}
      - rename_role: {types: ["Attack"], from: "Agent", to: "Attacker"}
      - split_type:
          from: "ORG"
          to: ["ARMED_GROUP", "STATE_FORCE"]
          question: "organisation"
          text: "What kind of organisation is this?"
          propose:
            - {give: {type: "STATE_FORCE"}, words: ["army", "troops"]}
          otherwise: "ARMED_GROUP"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from annotator.errors import Finding, Place, SchemaError
from annotator.model.annotation import Value
from annotator.schema.fields import Fields, Reader
from annotator.schema.handwritten.yaml_tree import read_tree
from annotator.schema.language import VERSION
from annotator.schema.migration.operations import (
    TYPE,
    AskAttributes,
    DropAttribute,
    DropRole,
    DropType,
    MergeTypes,
    Migration,
    MoveRole,
    NotCovered,
    Operation,
    OwnCoref,
    RenameAttribute,
    RenameRole,
    RenameType,
    RenameValue,
    Rule,
    SetAttribute,
    SplitType,
    Tighten,
)


def read_migration(path: Path | str) -> Migration:
    """The migration of a file.

    Raises:
        SchemaError: it cannot be read, or something in it is wrong; carries all findings.
    """
    file = str(path)
    try:
        text = Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise SchemaError(Finding(Place(file), "", f"cannot be read: {error.strerror}", "unreadable")) from error
    except UnicodeDecodeError as error:
        raise SchemaError(Finding(Place(file), "", f"byte {error.start} is not UTF-8", "not-utf-8")) from error
    return parse_migration(text, file)


def parse_migration(text: str, file: str) -> Migration:
    """The migration of a YAML text; `file` is its name in messages.

    Raises:
        SchemaError: something in it is wrong; carries all findings.
    """
    reader = Reader()
    top = reader.fields(read_tree(text, file), "")
    expected = 'quoted X.Y.Z, as "1.0.0"'
    name = top.name("schema")
    versions = top.matching("from", VERSION, expected), top.matching("to", VERSION, expected)
    steps = [step for fields in top.mapping_list("steps") if (step := _step(fields)) is not None]
    top.done()
    if reader.findings:
        raise SchemaError(*sorted(reader.findings, key=lambda each: (each.place.line, each.place.column)))
    return Migration(name, *versions, tuple(steps))


def _step(fields: Fields) -> Operation | None:
    found: Operation | None = None
    for name, read in OPERATIONS.items():
        body = fields.mapping(name)
        if body is None:
            continue
        if found is not None:
            fields.fault(name, "a second operation in one step; expected one")
        found = read(body)
        body.done()
    fields.done()
    if found is None:
        fields.fault("", f"no operation; expected one of {', '.join(OPERATIONS)}")
    return found


def _required(fields: Fields, name: str) -> str:
    found = fields.text(name)
    if not found:
        fields.fault(name, f"missing; expected {name} with a non-empty string")
    return found


def _required_names(fields: Fields, name: str) -> tuple[str, ...]:
    found = fields.names(name)
    if not found:
        fields.fault(name, f"missing; expected {name} with a list of names")
    return found


def _rename_type(fields: Fields) -> RenameType:
    return RenameType(_required(fields, "from"), _required(fields, "to"))


def _rename_role(fields: Fields) -> RenameRole:
    return RenameRole(_required_names(fields, "types"), _required(fields, "from"), _required(fields, "to"))


def _rename_attribute(fields: Fields) -> RenameAttribute:
    return RenameAttribute(_required_names(fields, "types"), _required(fields, "from"), _required(fields, "to"))


def _rename_value(fields: Fields) -> RenameValue:
    types, attribute = _required_names(fields, "types"), _required(fields, "attribute")
    return RenameValue(types, attribute, _required(fields, "from"), _required(fields, "to"))


def _move_role(fields: Fields) -> MoveRole:
    types, old, new = _required_names(fields, "types"), _required(fields, "from"), _required(fields, "to")
    return MoveRole(types, old, new, _required_names(fields, "fillers"))


def _merge_types(fields: Fields) -> MergeTypes:
    back = {name: _value_lists(body) for name, body in fields.mappings("back")}
    return MergeTypes(_required_names(fields, "from"), _required(fields, "to"), back, _roles(fields))


def _split_type(fields: Fields) -> SplitType:
    new = _required_names(fields, "to")
    rules = _rules(fields, (TYPE,))
    otherwise = fields.text("otherwise") or (new[0] if new else "")
    for named in (otherwise, *(str(rule.gives.get(TYPE)) for rule in rules)):
        if named not in new:
            fields.fault("propose", f"{named!r} is none of the new types {', '.join(new)}")
    return SplitType(
        old=_required(fields, "from"),
        new=new,
        question=_required(fields, "question"),
        text=fields.text("text"),
        rules=rules,
        otherwise=otherwise,
        roles=_roles(fields),
    )


def _roles(fields: Fields) -> Mapping[str, Mapping[str, str]]:
    return {
        name: {role: str(value) for role, value in _scalars(body).items()} for name, body in fields.mappings("roles")
    }


def _drop_type(fields: Fields) -> DropType:
    return DropType(_required_names(fields, "types"))


def _drop_role(fields: Fields) -> DropRole:
    return DropRole(_required_names(fields, "types"), _required(fields, "role"))


def _drop_attribute(fields: Fields) -> DropAttribute:
    return DropAttribute(_required_names(fields, "types"), _required(fields, "attribute"))


def _set_attribute(fields: Fields) -> SetAttribute:
    value = fields.value("value")
    if value is None:
        fields.fault("value", "missing; expected the value to set")
    return SetAttribute(_required_names(fields, "types"), _required(fields, "attribute"), value or "")


def _ask(fields: Fields) -> AskAttributes:
    attributes = _required_names(fields, "attributes")
    otherwise = fields.mapping("otherwise")
    return AskAttributes(
        types=_required_names(fields, "types"),
        attributes=attributes,
        question=_required(fields, "question"),
        text=fields.text("text"),
        rules=_rules(fields, attributes),
        otherwise=_scalars(otherwise) if otherwise else {},
        written=fields.flag("written"),
    )


def _own_coref(fields: Fields) -> OwnCoref:
    return OwnCoref(_required_names(fields, "types"))


def _tighten(fields: Fields) -> Tighten:
    return Tighten(_required_names(fields, "types"))


def _not_covered(fields: Fields) -> NotCovered:
    return NotCovered(_required_names(fields, "entries"))


OPERATIONS: Mapping[str, Callable[[Fields], Operation]] = {
    "rename_type": _rename_type,
    "rename_role": _rename_role,
    "rename_attribute": _rename_attribute,
    "rename_value": _rename_value,
    "move_role": _move_role,
    "merge_types": _merge_types,
    "split_type": _split_type,
    "drop_type": _drop_type,
    "drop_role": _drop_role,
    "drop_attribute": _drop_attribute,
    "set_attribute": _set_attribute,
    "ask": _ask,
    "own_coref": _own_coref,
    "tighten": _tighten,
    "not_covered": _not_covered,
}
"""The operations by the names that files give them."""


def _rules(fields: Fields, parts: tuple[str, ...]) -> tuple[Rule, ...]:
    found = []
    for each in fields.mapping_list("propose"):
        given = each.mapping("give")
        gives = _scalars(given) if given else {}
        if not gives or not set(gives) <= set(parts):
            each.fault("give", f"expected give: {{PART: value}} with parts among {', '.join(parts)}")
        having = each.mapping("having")
        found.append(
            Rule(
                gives=gives,
                words=each.names("words"),
                names=each.names("names"),
                governed_by=each.names("governed_by"),
                was=each.names("was"),
                having=_value_lists(having) if having else {},
            )
        )
        each.done()
    return tuple(found)


def _scalars(fields: Fields) -> dict[str, Value]:
    return {name: value for name in fields.names_inside() if (value := fields.value(name)) is not None}


def _value_lists(fields: Fields) -> dict[str, tuple[Value, ...]]:
    return {name: fields.values(name) for name in fields.names_inside()}
