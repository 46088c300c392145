"""brat's configuration as a schema: `annotation.conf` with the looks of its companions.

Exact where brat is exact: a relation named on several lines keeps its pairs of types, a hierarchy its abstract types,
an argument its cardinality. What a schema cannot say (editor's rules such as `<OVERLAP>`) and what the configuration
leaves open (types that are used and nowhere defined) is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.errors import Finding, FormatError
from annotator.formats.brat.grammar import Configuration, Entry, parse_configuration
from annotator.formats.brat.looks import Looks, parse_looks
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import (
    ANY_ENTITY,
    ANY_EVENT,
    EntityType,
    EventType,
    LabelSchema,
    RelationType,
    Role,
    TypePair,
)
from annotator.schema.layer_names import ENDINGS, Names, schema_names
from annotator.text.utf8 import read_utf8

CONFIGURATION = "annotation.conf"
DEFAULT_ENDS = ("Arg1", "Arg2")

Losses = list[tuple[str, str]]


def read_schema_folder(folder: Path, name: str, version: str = "1.0.0") -> tuple[LabelSchema, Losses]:
    """The schema that a folder's configuration files say, and what of them it cannot hold.

    Raises:
        FormatError: a file is no configuration of brat.
        InputError: `annotation.conf` cannot be read.
    """
    main, visual, shortcuts = (folder / each for each in (CONFIGURATION, "visual.conf", "kb_shortcuts.conf"))
    configuration = parse_configuration(_text(main, required=True), str(main))
    looks = parse_looks(_text(visual), str(visual), _text(shortcuts), str(shortcuts))
    return schema_of(configuration, looks, name, version)


def _text(path: Path, *, required: bool = False) -> str:
    if not required and not path.is_file():
        return ""
    return read_utf8(path, FormatError).removeprefix("\ufeff")


def schema_of(configuration: Configuration, looks: Looks, name: str, version: str) -> tuple[LabelSchema, Losses]:
    """The schema of a configuration, and what of it is lost.

    Raises:
        FormatError: a relation has not two ends.
    """
    used = {layer: [each.name for each in configuration[layer].entries] for layer in ENDINGS}
    names = schema_names(used)
    configuration = _with_own_names(configuration, names)
    report: Losses = [*_told(names)]
    report += [
        (rule, "a rule of brat's editor; a schema has no place for it")
        for section in configuration.values()
        for rule in section.special
    ]
    entities = {each.name: _entity(each) for each in configuration["entities"].entries}
    events = {each.name: _event(each) for each in configuration["events"].entries}
    relations = _relations(configuration["relations"].entries, report)
    for missing in _undefined(configuration, {*entities, *events}):
        entities[missing] = EntityType(missing, abstract=True)
        report.append((f"type {missing}", "used and nowhere defined; declared as an abstract entity type"))
    schema = LabelSchema(name, version, entities, relations, events)
    schema = _with_attributes(schema, configuration["attributes"].entries, names, report)
    return _with_looks(schema, looks, names, report), report


def _told(names: Names) -> Iterator[tuple[str, str]]:
    for layer, called in names.items():
        for name, own in called.items():
            if own != name:
                yield f"name {name}", f"a type of another layer has it too; the one of the {layer} is called {own}"


def _with_own_names(configuration: Configuration, names: Names) -> Configuration:
    """The configuration with a name for each type; an argument of a name that two types have may be of either."""

    def renamed(entry: Entry, layer: str) -> Entry:
        called = names.get(layer, {})
        arguments = tuple(replace(each, types=tuple(_fillers(each.types, names))) for each in entry.arguments)
        parent = called.get(entry.parent, entry.parent) if entry.parent else None
        return replace(entry, name=called.get(entry.name, entry.name), parent=parent, arguments=arguments)

    layers = {
        layer: replace(section, entries=tuple(renamed(each, layer) for each in section.entries))
        for layer, section in configuration.items()
        if layer in names
    }
    return {**configuration, **layers}


def _fillers(types: Iterable[str], names: Names) -> Iterator[str]:
    for each in types:
        yield each
        event = names["events"].get(each, each)
        if event != each:
            yield event


def _all_called(name: str, names: Names) -> Iterator[str]:
    """What the types of a name are called in the schema."""
    own = dict.fromkeys(called[name] for called in names.values() if name in called)
    yield from own or (name,)


def _entity(entry: Entry) -> EntityType:
    definition = ", ".join(entry.synonyms)
    return EntityType(entry.name, parent=entry.parent, abstract=entry.abstract, definition=definition)


def _event(entry: Entry) -> EventType:
    roles: dict[str, Role] = {}
    for each in entry.arguments:
        types = _filler_types(each.types)
        known = roles.get(each.name)
        if known:
            types = tuple(dict.fromkeys((*known.types, *types)))
        roles[each.name] = Role(each.name, types, each.min, each.max)
    definition = ", ".join(entry.synonyms)
    return EventType(entry.name, definition, entry.parent, entry.abstract, tuple(roles.values()))


def _filler_types(types: Iterable[str]) -> tuple[str, ...]:
    words = {"<ENTITY>": (ANY_ENTITY,), "<EVENT>": (ANY_EVENT,), "<ANY>": (ANY_ENTITY, ANY_EVENT), "<RELATION>": ()}
    return tuple(dict.fromkeys(name for each in types for name in words.get(each, (each,))))


def _relations(entries: Iterable[Entry], report: Losses) -> dict[str, RelationType]:
    lines: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        lines[entry.name].append(entry)
    return {name: _relation(name, line, report) for name, line in lines.items()}


def _relation(name: str, entries: list[Entry], report: Losses) -> RelationType:
    pairs = [_pair(entry) for entry in entries if entry.arguments or not entry.abstract]
    words = {word for entry in entries for word in (entry.rules or {}).get("<REL-TYPE>", "").split("-") if word}
    for word in sorted(words - {"symmetric", "transitive"}):
        report.append((f"<REL-TYPE>:{word}", "relations here are symmetric or transitive or neither"))
    if "symmetric" in words:
        pairs = list(dict.fromkeys((*pairs, *((tails, heads) for heads, tails in pairs))))
    ends = next((tuple(each.name for each in entry.arguments) for entry in entries if entry.arguments), DEFAULT_ENDS)
    return RelationType(
        name,
        domain=tuple(dict.fromkeys(each for heads, _ in pairs for each in heads)),
        range=tuple(dict.fromkeys(each for _, tails in pairs for each in tails)),
        definition=", ".join(entries[0].synonyms),
        parent=entries[0].parent,
        abstract=entries[0].abstract,
        symmetric="symmetric" in words,
        transitive="transitive" in words,
        pairs=tuple(pairs) if len(pairs) > 1 else (),
        head_name="" if ends == DEFAULT_ENDS else ends[0],
        tail_name="" if ends == DEFAULT_ENDS else ends[1],
    )


def _pair(entry: Entry) -> TypePair:
    if len(entry.arguments) != 2:
        message = f"the relation {entry.name} has {len(entry.arguments)} arguments; expected two"
        raise FormatError(Finding(entry.place, entry.name, message, "brat-conf"))
    head, tail = (_filler_types(argument.types) for argument in entry.arguments)
    return head, tail


def _undefined(configuration: Configuration, known: set[str]) -> Iterator[str]:
    used = {
        name: None
        for section in ("relations", "events")
        for entry in configuration[section].entries
        for argument in entry.arguments
        for name in argument.types
    }
    yield from (name for name in used if name not in known and not name.startswith("<"))


def _with_attributes(schema: LabelSchema, entries: Iterable[Entry], names: Names, report: Losses) -> LabelSchema:
    attributes: dict[str, dict[str, AttributeType]] = defaultdict(dict)
    for entry in entries:
        arguments = {each.name: each for each in entry.arguments}
        carriers, values = arguments.get("Arg"), arguments.get("Value")
        if carriers is None:
            message = f"the attribute {entry.name} has no Arg; expected Arg:TYPE|TYPE or Arg:<EVENT>"
            raise FormatError(Finding(entry.place, entry.name, message, "brat-conf"))
        legal = values.types if values else ()
        attribute = AttributeType(entry.name, "enumerated" if legal else "boolean", legal)
        types = [own for each in carriers.types for own in _all_called(each, names)]
        for type_name in _carriers(schema, types):
            attributes[type_name][entry.name] = attribute
        for type_name in carriers.types:
            if not type_name.startswith("<") and schema.type_named(type_name) is None:
                report.append((f"attribute {entry.name} of {type_name}", "the type is nowhere defined"))

    def complete(types: dict[str, object]) -> dict[str, object]:
        return {name: replace(each, attributes=tuple(attributes[name].values())) for name, each in types.items()}  # type: ignore[type-var]

    return replace(
        schema,
        entity_types=complete(dict(schema.entity_types)),  # type: ignore[arg-type]
        relation_types=complete(dict(schema.relation_types)),  # type: ignore[arg-type]
        event_types=complete(dict(schema.event_types)),  # type: ignore[arg-type]
    )


def _carriers(schema: LabelSchema, types: Iterable[str]) -> Iterator[str]:
    layers: dict[str, list[Iterable[str]]] = {
        "<ENTITY>": [schema.entity_types],
        "<RELATION>": [schema.relation_types],
        "<EVENT>": [schema.event_types],
        "<ANY>": [schema.entity_types, schema.relation_types, schema.event_types],
    }
    for each in types:
        if each in layers:
            yield from (name for layer in layers[each] for name in layer)
        elif schema.type_named(each) is not None:
            yield each


def _with_looks(schema: LabelSchema, looks: Looks, names: Names, report: Losses) -> LabelSchema:
    brat_name = {own: name for layer in names.values() for name, own in layer.items()}

    def dressed(types: dict[str, object]) -> dict[str, object]:
        taken: set[str] = set()
        result = {}
        for own, each in types.items():
            name = brat_name.get(own, own)
            key = looks.keys.get(name, "").lower()
            if key and (key in taken or not (key.isascii() and key.isalpha())):
                report.append((f"key {key} of {name}", "taken by another type of the layer, or no letter"))
                key = ""
            taken.add(key)
            definition = each.definition or looks.labels.get(name, "")  # type: ignore[attr-defined]
            definition = "" if definition == name else definition
            result[own] = replace(each, key=key, color=looks.colors.get(name, ""), definition=definition)  # type: ignore[type-var]
        return result

    for name in looks.keys:
        if schema.type_named(name) is None:
            report.append((f"key of {name}", "keys belong to types; this is none"))
    return replace(
        schema,
        entity_types=dressed(dict(schema.entity_types)),  # type: ignore[arg-type]
        relation_types=dressed(dict(schema.relation_types)),  # type: ignore[arg-type]
        event_types=dressed(dict(schema.event_types)),  # type: ignore[arg-type]
    )
