"""A hand that annotates an article as its gold does, with as few keys as it finds, and counts them.

It sees only what a person sees: the selection, the hints on the screen, the proposals on the card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, new_document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Span, envelope
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.annotate.attributes import attributes_of
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.state import Choosing, Filling, Hinting
from annotator.tui.keymap import keymap
from tests.tui.in_memory import MemorySession

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
        """Mentions and values first, then relations, then events inside out."""
        for entity in ordered_entities(self.gold):
            self._mention(entity)
        for relation in ordered_relations(self.gold):
            self._relation(relation)
        waiting = list(ordered_events(self.gold))
        while waiting:
            ready = [each for each in waiting if all(a.target in self.ids for a in each.arguments)]
            assert ready, "events in a circle"
            self._event(ready[0])
            waiting.remove(ready[0])

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
        ways = list(self._ways(span))
        best = min(ways, key=len)
        self.press(*best)
        assert self.work.state.selection == span
        return len(best)

    def _ways(self, span: Span) -> Iterator[list[str]]:
        start = self.work.state
        for count in range(8):
            self.work.state = start
            self.press(*["tab"] * count)
            yield from self._nudged(span, ["tab"] * count, start)
        for wide in (["space"], ["space", "space"]):
            self.work.state = start
            self.press(*wide)
            mode = self.work.state.mode
            if isinstance(mode, Hinting):
                for target in mode.targets:
                    if abs(target.span[0] - span[0]) < 12 or target.span[1] == span[1]:
                        self.work.state = start
                        self.press(*wide, *target.hint)
                        yield from self._nudged(span, [*wide, *target.hint], start)
        self.work.state = start
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
            self.work.state = here
            self.press(*hint)
            mode = self.work.state.mode
            targets = mode.targets if isinstance(mode, Hinting) else ()
            for found in ([*each.hint] for each in targets if abs(each.span[0] - span[0]) < 12):
                self.work.state = here
                self.press("space", *found)
                yield from self._nudged(span, [*keys, "space", *found], start)
        self.work.state = start  # type: ignore[assignment]

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
                    self.work.state = before
                    key = f"alt+{key}"
                    self.press(key)
                more.append(key)
        reached = self.work.state.selection == span
        self.work.state = start  # type: ignore[assignment]
        if reached:
            yield keys + more

    # What the card proposes

    def _decide(self, made: Entity | Event | Relation, gold: Entity | Event | Relation) -> int:
        """Set what is proposed wrongly, then Enter for the rest."""
        count = 0
        for number, attribute in enumerate(attributes_of(self.work.context, made), 1):
            wanted = gold.attributes.get(attribute.name)
            if attribute.kind == "reference" and isinstance(wanted, str):
                wanted = self.chains.get(wanted, self.ids.get(wanted, wanted))
            count += self._attribute(made.id, str(number), attribute.name, wanted)
        if isinstance(gold, Entity | Event) and gold.coref:
            count += self._chain(made.id, gold)
        held = self.work.session.document.find(made.id)
        assert held is not None
        return count + (self.press("enter") if held.unconfirmed else 0)

    def _held(self, annotation_id: str, name: str) -> object:
        found = self.work.session.document.find(annotation_id)
        assert found is not None
        return found.attributes.get(name)

    def _attribute(self, annotation_id: str, digit: str, name: str, wanted: object) -> int:
        count = 0
        while self._held(annotation_id, name) != wanted:
            count += self.press(digit)
            mode = self.work.state.mode
            if isinstance(mode, Hinting):
                count += self._refer(mode, wanted)
            elif mode is not None:
                count += self.press("ctrl+u", *str(wanted or ""), "enter")
            assert count < 40, (name, wanted, self._held(annotation_id, name))
        return count

    def _refer(self, mode: Hinting, wanted: object) -> int:
        if wanted in mode.constants:
            return self.press(str(mode.constants.index(str(wanted)) + 1))
        for target in mode.targets:
            found = self.work.session.document.find(target.id or "")
            if isinstance(found, Entity | Event) and wanted in (found.coref, found.id):
                return self.press(*target.hint)
        # Out of view: a person would go there and back.
        self.press("escape")
        edited = self.work.session.document.find(mode.subject)
        assert edited is not None
        from annotator.model.edits import set_attributes

        self.work.take_edit(set_attributes(self.work.session.document, mode.subject, {mode.part: str(wanted)}), "")
        return 8

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
        if isinstance(mode, Hinting):
            for target in mode.targets:
                other = self.work.session.document.find(target.id or "")
                if isinstance(other, Entity | Event) and other.coref == wanted:
                    return count + self.press(*target.hint)
        self.press("escape")
        return count + self._thing(annotation_id, wanted)

    def _thing(self, annotation_id: str, wanted: str) -> int:
        """The chain is out of view: `@`, some letters of its name, Enter."""
        from annotator.tui.editor.annotate.coref import to_thing

        self.work.take(to_thing(self.work.context, self.work.state, annotation_id, wanted))
        return 6

    # Relations and events

    def _put_on_card(self, annotation_id: str) -> None:
        found = self.work.session.document.find(annotation_id)
        assert isinstance(found, Entity | Event)
        self.work.take(go(self.work.context, self.work.state, envelope(found.spans)))
        from dataclasses import replace

        self.work.state = replace(self.work.state, card=annotation_id)

    def _relation(self, gold: Relation) -> None:
        self._put_on_card(self.ids[gold.head])
        count = self.press(">")
        mode = self.work.state.mode
        assert isinstance(mode, Hinting), (gold, self.work.state.message)
        hint = next((each.hint for each in mode.targets if each.id == self.ids[gold.tail]), None)
        if hint is None:
            count += self.press("space")
            assert isinstance(self.work.state.mode, Hinting)
            hint = next(each.hint for each in self.work.state.mode.targets if each.id == self.ids[gold.tail])
        count += self.press(*hint)
        if isinstance(self.work.state.mode, Choosing):
            count += self.press(next(each.key for each in self.work.state.mode.options if each.name == gold.type))
        made = self.work.context.card(self.work.state.card)
        assert isinstance(made, Relation)
        count += self._decide(made, gold)
        self.ids[gold.id] = made.id
        self.keys["relation"].append(count)

    def _event(self, gold: Event) -> None:
        assert gold.trigger is not None
        sentence = self.work.context.sentence(gold.spans[0])
        self.work.take(go(self.work.context, self.work.state, self._first_word(sentence)))
        count = self._select(gold.spans[0])
        self.keys["trigger"].append(count)
        letter = next(key for key, name in self.work.letters.events.items() if name == gold.type)
        count += self.press("!", letter)
        event_id = self.work.state.card or ""
        self.ids[gold.id] = event_id
        filling = self._fill(gold, event_id)
        self.keys["filling"].append(filling)
        count += filling
        made = self.work.session.document.events[event_id]
        assert {(a.role, a.target) for a in made.arguments} == {(a.role, self.ids[a.target]) for a in gold.arguments}
        deciding = self._decide(made, gold)
        self.keys["deciding"].append(deciding)
        count += deciding
        self.keys["event"].append(count)
        if len(gold.arguments) == 2:
            self.keys["event of two arguments"].append(count)
        self.keys["arguments"].append(len(gold.arguments))

    def _first_word(self, sentence: Span) -> Span:
        return self.work.segmenter.next_token(self.work.text, sentence[0]) or sentence

    def _fill(self, gold: Event, event_id: str) -> int:
        count = 0
        for role in self.work.session.schema.roles_of(self.work.session.document.events[event_id].type):
            wanted = [self.ids[a.target] for a in gold.arguments if a.role == role.name]
            for number, target in enumerate(wanted):
                if number:
                    count += self.press("*")
                count += self._to_role(role.name, event_id)
                count += self._hint(target)
        return count + (self.press("enter") if isinstance(self.work.state.mode, Filling) else 0)

    def _to_role(self, name: str, event_id: str) -> int:
        count = 0
        while True:
            mode = self.work.state.mode
            if not isinstance(mode, Filling):
                # The walk passed the role over, because nothing in the sentence fits.
                count += self.press("\\", "space")
                mode = self.work.state.mode
                assert isinstance(mode, Filling)
            event = self.work.session.document.events[event_id]
            names = [role.name for role in self.work.session.schema.roles_of(event.type)]
            at = names[mode.role]
            if at == name:
                return count
            count += self.press(str(names.index(name) + 1))
            assert count < 30, (name, event.type)

    def _hint(self, target: str) -> int:
        count = 0
        for _ in range(2):
            mode = self.work.state.mode
            assert isinstance(mode, Filling)
            hint = next((each.hint for each in mode.targets if each.id == target), None)
            if hint:
                return count + self.press(*hint)
            count += self.press("space")
        raise AssertionError(f"{target} has no hint, even on the whole screen")


def mean(counts: Iterable[int]) -> float:
    """The mean of some counts."""
    found = list(counts)
    return sum(found) / len(found)
