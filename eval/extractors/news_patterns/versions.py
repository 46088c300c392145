"""An answer in the types of an older version of conflict-news; what that version cannot say is left out."""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]

ENTITIES = dict.fromkeys(["ARMED_GROUP", "STATE_FORCE", "GOV_BODY", "ORG_OTHER"], "ORG")
RELATIONS = {"SUBGROUP_OF": "PART_OF", "BACKS": "SUPPORTS"}
EVENTS = {
    "Conflict.Attack": "Attack",
    "Conflict.Demonstrate": "Demonstrate",
    "Life.Die": "Die",
    "Life.Injure": "Injure",
    "Justice.Sanction": "Sanction",
    "Org.Form": "Form",
    "Transaction.Finance": "Finance",
    "Contact.Threaten": "Statement",
    "Contact.Statement": "Statement",
    "Contact.Accuse": "Statement",
    "Contact.Order": "Statement",
}
ROLES = {"Attacker": "Agent", "Killer": "Agent", "Injurer": "Agent", "Communicator": "Speaker", "Commander": "Speaker"}
STATEMENT_ROLES = frozenset({"Speaker", "Topic", "Time"})
SINCE_1_1 = frozenset(
    {"WEAPON", "VEHICLE", "QUANTITY", "MONEY", "ORIGIN", "OPERATED_BY", "LOYAL_TO", "ALLIED_WITH"}
    | {"Injure", "Demonstrate", "Finance", "Instrument"}
)


def in_version(answer: Plain, version: str) -> Plain:
    """The answer as `version` says it: 1.0, 1.1, or any later one as it is."""
    if not version.startswith(("1.0.", "1.1.")):
        return answer | {"entities": [_equipment(entity) for entity in answer["entities"]]}
    unknown = SINCE_1_1 if version.startswith("1.0.") else frozenset()
    entities = [each | {"type": ENTITIES.get(each["type"], each["type"])} for each in answer["entities"]]
    entities = [each for each in entities if each["type"] not in unknown]
    events = [_event(each, version) for each in answer["events"] if each["type"] in EVENTS]
    events = [each for each in events if each["type"] not in unknown]
    relations = [each | {"type": _relation(each), "attributes": {}} for each in answer["relations"]]
    kept = {each["id"] for each in entities} | {each["id"] for each in events}
    for event in events:
        arguments = [each for each in event["arguments"] if each["role"] not in unknown and each["target"] in kept]
        event["arguments"] = arguments
    relations = [each for each in relations if each["type"] not in unknown and {each["head"], each["tail"]} <= kept]
    return answer | {"entities": entities, "relations": relations, "events": events}


def _equipment(entity: Plain) -> Plain:
    return entity | {"type": "EQUIPMENT"} if entity["type"] in ("WEAPON", "VEHICLE") else entity


def _relation(relation: Plain) -> str:
    if relation["type"] == "HOLDS_POSITION":
        return "LEADER_OF" if relation["attributes"]["position"] in ("leader", "deputy") else "MEMBER_OF"
    return RELATIONS.get(relation["type"], relation["type"])


def _event(event: Plain, version: str) -> Plain:
    kind = EVENTS[event["type"]]
    arguments = [each | {"role": ROLES.get(each["role"], each["role"])} for each in event["arguments"]]
    if event["type"] == "Contact.Order":
        arguments = [each | {"role": "Topic"} if each["role"] == "Task" else each for each in arguments]
    if kind == "Statement":
        arguments = [each for each in arguments if each["role"] in STATEMENT_ROLES]
    if kind == "Injure":
        arguments = [each for each in arguments if each["role"] != "Instrument"]
    polarity = {"polarity": event["attributes"]["polarity"]} if version.startswith("1.1.") else {}
    return event | {"type": kind, "arguments": arguments, "attributes": polarity}
