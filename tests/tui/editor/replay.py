"""A hand that annotates an article as its gold does, with as few keys as it finds, and counts them.

It sees only what a person sees: the selection, the hints on the screen, the proposals on the card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich.cells import cell_len

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, new_document
from annotator.model.edits import set_attributes
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Span, envelope
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.annotate.referents import referents
from annotator.tui.editor.choose.slots import Slot, digit_of, slots_of
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.letters import value_letters
from annotator.tui.editor.move.candidates import triggers_in
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.state import AlreadyThere, Choosing, Filling, Hinting, Picking, Typing, Valuing
from annotator.tui.keymap import keymap
from tests.tui.in_memory import MemorySession

LETTERS_OF_A_NAME = 4
"""How many letters of a name find it in a list."""

SCREEN_CHARS = 700
"""How much of the text around the cursor is on a screen of 80x24."""


class Hand:
    """Labels one article."""

    def __init__(self, gold: Document, schema: LabelSchema) -> None:
        self.gold = gold
        document = new_document(gold.id, gold.text or "", schema_ref=schema.ref, meta=gold.meta)
        self.work = Editor(MemorySession("", schema, document), keymap(), cell_len)
        self.ids: dict[str, str] = {}
        self.chains: dict[str, str] = {}
        self.keys: dict[str, list[int]] = defaultdict(list)

    def press(self, *keys: str) -> int:
        for key in keys:
            start = self.work.state.selection[0]
            self.work.see(InView((max(start - SCREEN_CHARS // 3, 0), start + SCREEN_CHARS)))
            self.work.press(key)
        return len(keys)

    def annotate(self) -> None:
        """Mentions and values first, then relations, then events, along their likely triggers."""
        for entity in ordered_entities(self.gold):
            self._mention(entity)
        for relation in ordered_relations(self.gold):
            self._relation(relation)
        self._events()

    # Mentions

    def _mention(self, gold: Entity) -> None:
        count = self._select(gold.spans[0])
        letter = next(key for key, name in self.work.letters.entities.items() if name == gold.type)
        count += self.press(letter)
        made = self.work.session.document.entities[self.work.state.card or ""]
        assert (made.type, made.spans) == (gold.type, gold.spans), (made, gold)
        self.ids[gold.id] = made.id
        self.keys["labelled"].append(count)
        count += self._decide(made, gold)
        value = self.work.session.schema.entity_types[gold.type].is_value
        kind = "value" if value else "mention"
        self.keys[kind].append(count)
        if gold.attributes.get("level") == "NAM":
            self.keys["named"].append(count)

    def _select(self, span: Span) -> int:
        """Reach a span by the cheapest of the ways; the keys are pressed."""
        self._read = self.work.read
        ways = list(self._ways(span))
        best = min(ways, key=len)
        self.press(*best)
        assert self.work.state.selection == span
        return len(best)

    def _return(self, state: object) -> None:
        """Back to where the hand was before it tried a way."""
        self.work.state = state  # type: ignore[assignment]
        self.work.read = self._read

    def _ways(self, span: Span) -> Iterator[list[str]]:
        start = self.work.state
        for count in range(8):
            self._return(start)
            self.press(*["tab"] * count)
            yield from self._nudged(span, ["tab"] * count, start)
        for wide in (["space"], ["space", "space"]):
            self._return(start)
            self.press(*wide)
            mode = self.work.state.mode
            if isinstance(mode, Hinting):
                for target in mode.targets:
                    if abs(target.span[0] - span[0]) < 12 or target.span[1] == span[1]:
                        self._return(start)
                        self.press(*wide, *target.hint)
                        yield from self._nudged(span, [*wide, *target.hint], start)
        self._return(start)
        yield from self._far(span, start)

    def _far(self, span: Span, start: object) -> Iterator[list[str]]:
        """By sentences, then a hint: what is always possible."""
        keys: list[str] = []
        forward = span[0] > self.work.state.selection[0]
        for _ in range(40):
            if self.work.context.sentence(self.work.state.selection) == self.work.context.sentence(span):
                break
            key = ")" if forward else "("
            self.press(key)
            keys.append(key)
        here = self.work.state
        for hint in ([], ["space"]):
            self._return(here)
            self.press(*hint)
            mode = self.work.state.mode
            targets = mode.targets if isinstance(mode, Hinting) else ()
            for found in ([*each.hint] for each in targets if abs(each.span[0] - span[0]) < 12):
                self._return(here)
                self.press("space", *found)
                yield from self._nudged(span, [*keys, "space", *found], start)
        self._return(start)

    def _nudged(self, span: Span, keys: list[str], start: object) -> Iterator[list[str]]:
        """What is left to the exact span: edges by word and character."""
        more: list[str] = []
        for grow, shrink, end in (("]", "[", 1), ("{", "}", 0)):
            for _ in range(8):
                have = self.work.state.selection[end]
                if have == span[end]:
                    break
                outward = have < span[end] if end else have > span[end]
                key = grow if outward else shrink
                before = self.work.state
                self.press(key)
                now = self.work.state.selection[end]
                overshot = now > span[end] if (end == 1) == outward else now < span[end]
                if overshot or self.work.state.selection == before.selection:
                    self._return(before)
                    key = f"alt+{key}"
                    self.press(key)
                more.append(key)
        reached = self.work.state.selection == span
        self._return(start)
        if reached:
            yield keys + more

    # What the card proposes

    def _decide(self, made: Entity | Event | Relation, gold: Entity | Event | Relation) -> int:
        """Set what is proposed wrongly, then Enter for the rest."""
        count = self._values(made.id, gold)
        if isinstance(gold, Entity) and gold.coref:
            count += self._chain(made.id, gold)
        held = self.work.session.document.find(made.id)
        assert held is not None
        open_mode = isinstance(self.work.state.mode, Valuing | Filling)
        return count + (self.press("enter") if held.unconfirmed or open_mode else 0)

    def _wanted(self, gold: Entity | Event | Relation, attribute: AttributeType) -> object:
        wanted = gold.attributes.get(attribute.name)
        if attribute.points and isinstance(wanted, str):
            return self.chains.get(wanted, self.ids.get(wanted, wanted))
        return wanted

    def _values(self, annotation_id: str, gold: Entity | Event | Relation) -> int:
        """Give each slot that is wrong its value; what the focus is on already needs no digit."""
        count = 0
        made = self.work.session.document.find(annotation_id)
        assert made is not None
        schema = self.work.session.schema
        for slot in slots_of(schema, made):
            is_asked = slot.attribute is not None and self._is_asked(slot)
            if (
                is_asked
                and slot.attribute
                and self._held(annotation_id, slot.name) == self._wanted(gold, slot.attribute)
            ):
                count += self._keep(annotation_id, gold, slot)
        for slot in slots_of(schema, made):
            if slot.attribute is None:
                continue
            wanted = self._wanted(gold, slot.attribute)
            if self._held(annotation_id, slot.name) != wanted:
                if not self._is_asked(slot):
                    count += self.press(slot.digit)
                count += self._value(annotation_id, slot, wanted)
        return count

    def _is_asked(self, slot: Slot) -> bool:
        mode = self.work.state.mode
        return isinstance(mode, Valuing | Typing) and mode.part == slot.name

    def _keep(self, annotation_id: str, gold: Entity | Event | Relation, slot: Slot) -> int:
        """Go past a required value that is right, when a later one is not; else Enter takes all at the end."""
        schema = self.work.session.schema
        made = self.work.session.document.find(annotation_id)
        assert made is not None
        later = [
            each
            for each in slots_of(schema, made)
            if each.attribute and each.attribute.required and each.number > slot.number
        ]
        wrong = any(self._held(annotation_id, e.name) != self._wanted(gold, e.attribute) for e in later if e.attribute)
        return self.press("tab") if wrong else 0

    def _held(self, annotation_id: str, name: str) -> object:
        found = self.work.session.document.find(annotation_id)
        assert found is not None
        return found.attributes.get(name)

    def _value(self, annotation_id: str, slot: Slot, wanted: object) -> int:
        """The keys that give the slot that is open its value."""
        mode, attribute = self.work.state.mode, slot.attribute
        assert attribute is not None
        if isinstance(mode, Typing):
            count = self.press(*(str(wanted) if wanted else ["ctrl+u"]), "enter")
            return count + (self._force(annotation_id, slot.name, wanted) if self._is_asked(slot) else 0)
        assert isinstance(mode, Valuing)
        if wanted is None:
            return self.press("-")
        letter = next((key for key, value in value_letters(attribute).items() if value == wanted), None)
        if letter:
            return self.press(letter)
        card = self.work.session.document.find(annotation_id)
        assert card is not None
        rows = referents(self.work.context, card, attribute)
        if wanted in rows:
            return self.press(digit_of(rows.index(str(wanted))))
        count = self.press("/")
        picking = self.work.state.mode
        assert isinstance(picking, Picking)
        item = next(each for each in picking.items if each.key == f"value:{wanted}")
        self.work.state = replace(self.work.state, mode=replace(picking, items=(item,)))
        return count + self.press("enter") + LETTERS_OF_A_NAME

    def _chain(self, annotation_id: str, gold: Entity | Event) -> int:
        made = self.work.session.document.find(annotation_id)
        assert isinstance(made, Entity | Event)
        assert gold.coref
        wanted = self.chains.get(gold.coref)
        if wanted is None:
            taken = made.coref is None or made.coref in self.chains.values()
            count = self.press("=", "=") if taken else 0
            fresh = self.work.session.document.find(annotation_id)
            assert isinstance(fresh, Entity | Event)
            self.chains[gold.coref] = fresh.coref or ""
            return count
        if made.coref == wanted:
            return 0
        count = self.press("=")
        mode = self.work.state.mode
        assert isinstance(mode, Hinting)
        digit = next((str(number) for number, thing in enumerate(mode.things, 1) if thing.coref == wanted), None)
        return count + (self.press(digit) if digit else self._find(set(self.work.index.chain(wanted))))

    def _find(self, ids: set[str]) -> int:
        """Something that stands elsewhere: `/`, some letters of its words, Enter."""
        self.press("/")
        picking = self.work.state.mode
        assert isinstance(picking, Picking)
        item = next(each for each in picking.items if each.key in ids)
        self.work.state = replace(self.work.state, mode=replace(picking, items=(item,)))
        return 1 + LETTERS_OF_A_NAME + self.press("enter")

    def _force(self, annotation_id: str, name: str, wanted: object) -> int:
        """The gold is of a version that asked for no form: its value is put in without the screen."""
        self.press("escape")
        self.work.take_edit(set_attributes(self.work.session.document, annotation_id, {name: wanted}), "")
        return 1

    # Relations and events

    def _put_on_card(self, annotation_id: str) -> None:
        found = self.work.session.document.find(annotation_id)
        assert isinstance(found, Entity | Event)
        self.work.take(go(self.work.context, self.work.state, envelope(found.spans)))
        self.work.state = replace(self.work.state, card=annotation_id)

    def _relation(self, gold: Relation) -> None:
        self._put_on_card(self.ids[gold.head])
        letter = next(key for key, name in self.work.letters.relations.items() if name == gold.type)
        count = self.press(">", letter)
        mode = self.work.state.mode
        assert isinstance(mode, Hinting), (gold, self.work.state.message)
        hint = next((each.hint for each in mode.targets if each.id == self.ids[gold.tail]), None)
        if hint is None:
            count += self.press("space")
            assert isinstance(self.work.state.mode, Hinting)
            hint = next(each.hint for each in self.work.state.mode.targets if each.id == self.ids[gold.tail])
        count += self.press(*hint)
        if isinstance(self.work.state.mode, AlreadyThere):
            count += self.press("+")
        made = self.work.context.card(self.work.state.card)
        assert isinstance(made, Relation)
        count += self._decide(made, gold)
        self.ids[gold.id] = made.id
        self.keys["relation"].append(count)

    def _events(self) -> None:
        """In the order of the text; events that fill a role of another are made on the way, where a hint is."""
        start = self._first_word((0, 0))
        self.work.take(go(self.work.context, self.work.state.leave(), start))
        waiting = sorted(ordered_events(self.gold), key=lambda each: each.spans)
        while waiting:
            owed = self._owed()
            gold = next(each for each in waiting if not owed or self.ids.get(each.id) == owed)
            while inner := self._out_of_reach(gold):
                gold = inner
            self._event(gold, is_owed=self.ids.get(gold.id) == owed and bool(owed))
            waiting.remove(gold)
        self.press("escape")

    def _owed(self) -> str:
        """The event whose roles the walk asks for now, because it was made as the filler of another."""
        mode = self.work.state.mode
        return mode.frame.subject if isinstance(mode, Filling) else ""

    def _out_of_reach(self, gold: Event) -> Event | None:
        """An event that fills a role, is not made yet and will have no hint, because its trigger is no likely one."""
        for argument in gold.arguments:
            inner = self.gold.events.get(argument.target)
            if inner and inner.id not in self.ids and inner.spans != gold.spans:
                sentence = self.work.context.sentence(gold.spans[0])
                if inner.spans[0] not in triggers_in(self.work.context, sentence):
                    return inner
        return None

    def _event(self, gold: Event, *, is_owed: bool) -> None:
        assert gold.trigger is not None
        count = 0
        if not is_owed:
            reached = self._to_trigger(gold)
            self.keys["trigger"].append(reached)
            count += reached + self._type(gold)
        event_id = self.ids[gold.id]
        filling = self._fill(gold, event_id)
        self.keys["filling"].append(filling)
        count += filling
        made = self.work.session.document.events[event_id]
        assert {(a.role, a.target) for a in made.arguments} == {(a.role, self.ids[a.target]) for a in gold.arguments}
        deciding = self._values(event_id, gold) + (self._chain(event_id, gold) if gold.coref else 0)
        deciding += self.press("enter")
        self.keys["deciding"].append(deciding)
        count += deciding
        self.keys["event"].append(count)
        if len(gold.arguments) == 2:
            self.keys["event of two arguments"].append(count)
        self.keys["arguments"].append(len(gold.arguments))

    def _type(self, gold: Event) -> int:
        """The letter of the type; + where the trigger has an event of the type already."""
        count = self.press(next(key for key, name in self.work.letters.events.items() if name == gold.type))
        if isinstance(self.work.state.mode, AlreadyThere):
            count += self.press("+")
        mode = self.work.state.mode
        assert isinstance(mode, Filling), (gold, self.work.state)
        self.ids[gold.id] = mode.frame.subject
        return count

    def _to_trigger(self, gold: Event) -> int:
        """To the mode that asks for the type of an event on this trigger, by the cheapest way."""
        [span] = gold.spans
        mode = self.work.state.mode
        begun = isinstance(mode, Choosing)
        if isinstance(mode, Choosing) and mode.spans == gold.spans:
            return 0
        best = min(self._walks(span, begun=begun), key=len, default=None)
        if best is not None:
            self.press(*best)
            return len(best)
        sentence = self.work.context.sentence(span)
        self.work.take(go(self.work.context, self.work.state.leave(), self._first_word(sentence)))
        return self._select(span) + self.press("!", "tab") - 1 + self._back_to(span)

    def _back_to(self, span: Span) -> int:
        """The walk was begun with Tab, which went on from the selection: one step back, or a hint."""
        mode = self.work.state.mode
        if isinstance(mode, Choosing) and mode.spans == (span,):
            return 0
        self.work.take(go(self.work.context, self.work.state.leave(), span))
        self.press("!")
        return 0

    def _walks(self, span: Span, *, begun: bool) -> Iterator[list[str]]:
        """Along likely triggers forward or back, or by a hint on the word."""
        start = self.work.state
        first = [] if begun else ["!"]
        for step in ("tab", "shift+tab"):
            for count in range(1, 12):
                self.work.state = start
                keys = [*first, *[step] * count]
                self.press(*keys)
                if self.work.state.selection == span and isinstance(self.work.state.mode, Choosing):
                    yield keys
                    break
        for wide in (["space"], ["space", "space"]):
            self.work.state = start
            self.press(*first, *wide)
            mode = self.work.state.mode
            for target in mode.targets if isinstance(mode, Hinting) else ():
                if target.span == span:
                    yield [*first, *wide, *target.hint]
        self.work.state = start

    def _first_word(self, sentence: Span) -> Span:
        return self.work.segmenter.next_token(self.work.text, sentence[0]) or sentence

    def _fill(self, gold: Event, event_id: str) -> int:
        count = 0
        for role in self.work.session.schema.roles_of(self.work.session.document.events[event_id].type):
            wanted = [a.target for a in gold.arguments if a.role == role.name]
            for number, target in enumerate(wanted):
                if number:
                    count += self.press("*")
                count += self._to_role(role.name, event_id)
                count += self._hint(target)
        return count

    def _to_role(self, name: str, event_id: str) -> int:
        """To a role by its digit, by Tab, or by its name where it has no digit."""
        event = self.work.session.document.events[event_id]
        names = [role.name for role in self.work.session.schema.roles_of(event.type)]
        slots = slots_of(self.work.session.schema, event)
        digit = next(each.digit for each in slots if each.role and each.name == name)
        start = self.work.state
        for count in range(4):
            mode = self.work.state.mode
            assert isinstance(mode, Filling)
            if mode.role < len(names) and names[mode.role] == name:
                if not digit or count < 2:
                    return count
                break
            self.press("tab")
        self.work.state = start
        return self.press(*(digit or ["/", *name, "enter"]))

    def _hint(self, gold_id: str) -> int:
        """The hint of a filler; one that is no event yet gets its type."""
        count = 0
        made, inner = self.ids.get(gold_id), self.gold.events.get(gold_id)
        for _ in range(3):
            mode = self.work.state.mode
            assert isinstance(mode, Filling)
            for each in mode.targets:
                if made is not None and each.id == made:
                    return count + self.press(*each.hint)
                if made is None and inner and each.id is None and (each.span,) == inner.spans:
                    before = set(self.work.session.document.events)
                    letter = next(key for key, name in self.work.letters.events.items() if name == inner.type)
                    count += self.press(*each.hint, letter)
                    [self.ids[gold_id]] = set(self.work.session.document.events) - before
                    return count
            if made is not None:
                return count + self._find({made})
            count += self.press("space")
        raise AssertionError(f"{gold_id} has no hint, even on the whole screen")


def mean(counts: Iterable[int]) -> float:
    """The mean of some counts."""
    found = list(counts)
    return sum(found) / len(found)
