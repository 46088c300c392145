"""A hand that annotates an article as its gold does, with as few keys as it finds, and counts them.

It sees only what a person sees on a screen of 80x24: the selection, the hints, the proposals on the card, the lists.
Everything that it does is a key, so that `pressed` does the same in the real program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from itertools import chain

from rich.cells import cell_len

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document, new_document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Span
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.annotate.preselected import shown_on_card
from annotator.tui.editor.choose.lists import matches
from annotator.tui.editor.choose.slots import Slot, digit_of, slots_of
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.letters import value_letters
from annotator.tui.editor.move.candidates import triggers_in
from annotator.tui.editor.state import (
    AlreadyThere,
    Choosing,
    Filling,
    Hinting,
    Item,
    Picking,
    Preselected,
    Target,
    Typing,
    Valuing,
)
from annotator.tui.keymap import keymap
from annotator.tui.view.page import Page, text_width
from tests.tui.in_memory import MemorySession

SIZE = (80, 24)
ELSEWHERE = ("escape", "tab", "!")
"""The shortest way to a trigger that leaves the walk."""
NEAR = 12
"""How far from a place a hint may stand, in code points, for the edges to be moved from there."""
LINES = 9
"""How many lines of a list are seen at once."""
MOST_TABS, MOST_MOVES, MOST_NUDGES = 8, 200, 8
FEWEST_OF_HINT = 2
"""The keys of the shortest way by a hint: Space and a letter."""


class Hand:
    """Labels one article."""

    def __init__(self, gold: Document, schema: LabelSchema) -> None:
        self.gold = gold
        document = new_document(gold.id, gold.text or "", schema_ref=schema.ref, meta=gold.meta)
        self.session = MemorySession("", schema, document)
        self.work = Editor(self.session, keymap(), cell_len)
        self.page = Page({})
        self.pressed: list[str] = []
        self.ids: dict[str, str] = {}
        self.chains: dict[str, str] = {}
        self.refused: set[str] = set()
        self.keys: dict[str, list[int]] = defaultdict(list)
        self.spent: dict[tuple[str, str], int] = defaultdict(int)
        self.during = ""
        self._see()

    def _see(self) -> None:
        self.work.resize(text_width(SIZE))
        self.work.see(self.page.lay_out(self.work, SIZE))

    def _press(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.work.press(key)
            self._see()

    def press(self, *keys: str, to: str = "") -> int:
        """Press keys; `to` says what for, in the table of where they went."""
        self._press(keys)
        self.pressed += keys
        self.spent[self.during, to] += len(keys)
        return len(keys)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Keys are pressed and taken back; for who looks at it afterwards the document is the very same."""
        state, read, article = self.work.state, self.work.read, copy(self.page.article)
        document, kept, edits = self.session.document, deepcopy(self.work.kept), self.session.edit_count
        yield
        if self.session.edit_count > edits:
            for _ in range(self.session.edit_count - edits):
                self.work.press("ctrl+z")
            assert self.session.document == document
            self.session.document, self.work.kept = document, kept
        self.page.article = article
        self.work.state, self.work.read = state, read
        self._see()

    def annotate(self) -> None:
        """Mentions and values, confirmed in their list; then relations; then events, along their likely triggers."""
        self.annotate_mentions()
        self._relations()
        self._events()

    # Mentions

    def annotate_mentions(self) -> None:
        """The mentions alone, confirmed in their list."""
        self._mentions()
        self._confirm_all()

    def _mentions(self) -> None:
        """All of them, in the order of the text."""
        for entity in ordered_entities(self.gold):
            self._mention(entity)

    def _mention(self, gold: Entity) -> None:
        self.during = self._kind(gold)
        count = self._select(gold.spans[0])
        count += self._label(gold)
        made = self.work.session.document.entities[self.work.state.card or ""]
        assert (made.type, made.spans) == (gold.type, gold.spans), (made, gold)
        self.ids[gold.id] = made.id
        self.keys["labelled"].append(count)
        self._decide(made.id, gold, count)

    def _decide(self, made_id: str, gold: Entity, count: int) -> None:
        """Give a mention that has cost so many keys its values and its thing."""
        count += self._values(made_id, gold)
        if gold.coref:
            count += self._chain(made_id, gold)
        self.keys[self.during].append(count)
        if gold.attributes.get("level") == "NAM":
            self.keys["named"].append(count)

    def _kind(self, gold: Entity) -> str:
        return "value" if self.work.session.schema.entity_types[gold.type].is_value else "mention"

    def _label(self, gold: Entity) -> int:
        """Give the selection its type."""
        return self.press(self._letter(self.work.letters.entities, gold.type), to="its type")

    def _letter(self, letters: Mapping[str, str], name: str) -> str:
        return next(key for key, owner in letters.items() if owner == name)

    def _confirm_all(self) -> None:
        """What is proposed rightly is confirmed page by page in the list of the article."""
        self.during = "mention"
        count = self.press("$", "$", to="confirming")
        while isinstance(mode := self.work.state.mode, Confirming) and mode.items:
            count += self.press("enter", to="confirming")
        count += self.press("escape", to="confirming")
        self.keys["confirming"].append(count)

    def _select(self, span: Span) -> int:
        """Reach a span by the cheapest of the ways; the keys are pressed."""
        best = min(self._ways(span), key=len)
        self.press(*best, to="reaching it")
        assert self.work.state.selection == span
        return len(best)

    def _ways(self, span: Span) -> Iterator[list[str]]:
        fewest = MOST_MOVES
        for keys in chain(self._along("tab", span), self._hinted(span)):
            if len(keys) < fewest and (nudged := self._nudged(span, keys)) is not None:
                fewest = min(fewest, len(nudged))
                yield nudged
            if fewest <= FEWEST_OF_HINT:
                return

    def _along(self, key: str, span: Span) -> list[list[str]]:
        """So often a key that the selection is near a place."""
        found = []
        with self.trying():
            for count in range(MOST_TABS):
                if self._is_near(span):
                    found.append([key] * count)
                self._press([key])
        return found

    def _is_near(self, span: Span) -> bool:
        here = self.work.state.selection
        return abs(here[0] - span[0]) <= NEAR or abs(here[1] - span[1]) <= NEAR

    def _hinted(self, span: Span) -> Iterator[list[str]]:
        """Hints near a place, in the sentence, on the screen, or after some sentences on or back."""
        onward = ")" if span[0] > self.work.state.selection[0] else "("
        with self.trying():
            count = 0
            while self.work.context.sentence(self.work.state.selection) != self.work.context.sentence(span):
                before = self.work.state.selection
                self._press([onward])
                count += 1
                if self.work.state.selection == before:
                    break
        for keys in (["space"], ["space", "space"], [onward] * count + ["space"]):
            with self.trying():
                self._press(keys)
                mode = self.work.state.mode
                targets = mode.targets if isinstance(mode, Hinting) else ()
            yield from ([*keys, *each.hint] for each in targets if abs(each.span[0] - span[0]) < NEAR)

    def _nudged(self, span: Span, keys: list[str]) -> list[str] | None:
        """The keys, and what is left to the exact span: edges by word and character; None where it is too far."""
        with self.trying():
            self._press(keys)
            if not self._is_near(span):
                return None
            more: list[str] = []
            for grow, shrink, end in (("]", "[", 1), ("{", "}", 0)):
                more += self._moved_edge(span, grow, shrink, end)
            return keys + more if self.work.state.selection == span else None

    def _moved_edge(self, span: Span, grow: str, shrink: str, end: int) -> Iterator[str]:
        for _ in range(MOST_NUDGES):
            before = self.work.state
            have = before.selection[end]
            if have == span[end]:
                return
            outward = have < span[end] if end else have > span[end]
            key = grow if outward else shrink
            self._press([key])
            now = self.work.state.selection[end]
            overshot = now > span[end] if (end == 1) == outward else now < span[end]
            if overshot or now == have:
                self.work.state = before
                key = f"alt+{key}"
                self._press([key])
            yield key

    # What the card says

    def _held(self, annotation_id: str) -> Annotation:
        """An annotation as it is; that on the card as the card shows it."""
        card = shown_on_card(self.work.context, self.work.state)
        found = card if card and card.id == annotation_id else self.work.session.document.find(annotation_id)
        assert found is not None
        return found

    def _wanted(self, gold: Annotation, attribute: AttributeType) -> object:
        wanted = gold.attributes.get(attribute.name)
        if attribute.points and isinstance(wanted, str):
            return self.chains.get(wanted, self.ids.get(wanted, wanted))
        return wanted

    def _values(self, annotation_id: str, gold: Annotation) -> int:
        """Give each slot that is wrong its value; what the focus is on already needs no digit."""
        count = 0
        for slot in slots_of(self.work.session.schema, self._held(annotation_id)):
            if slot.attribute is None:
                continue
            wanted = self._wanted(gold, slot.attribute)
            if self._held(annotation_id).attributes.get(slot.name) == wanted:
                if self._is_asked(slot) and self._wrong_after(annotation_id, gold, slot):
                    count += self.press("tab", to="values")
                continue
            if not self._is_asked(slot):
                count += self.press(slot.digit, to="values")
            count += self._value(annotation_id, slot, wanted)
        return count + (self.press("enter", to="the end") if isinstance(gold, Relation) and self._is_open() else 0)

    def _is_open(self) -> bool:
        return isinstance(self.work.state.mode, Valuing | Typing | Filling)

    def _is_asked(self, slot: Slot) -> bool:
        mode = self.work.state.mode
        return isinstance(mode, Valuing | Typing) and mode.part == slot.name

    def _wrong_after(self, annotation_id: str, gold: Annotation, slot: Slot) -> bool:
        """Whether a later value that is asked for is wrong."""
        made = self._held(annotation_id)
        later = slots_of(self.work.session.schema, made)[slot.number + 1 :]
        return any(
            made.attributes.get(each.name) != self._wanted(gold, each.attribute)
            for each in later
            if each.attribute and (each.attribute.required or not isinstance(made, Relation))
        )

    def _value(self, annotation_id: str, slot: Slot, wanted: object) -> int:
        """The keys that give the slot that is open its value."""
        mode, attribute = self.work.state.mode, slot.attribute
        assert attribute is not None
        if isinstance(mode, Typing):
            count = self.press(*(_typed(str(wanted)) if wanted else ["ctrl+u"]), "enter", to="values")
            if self._is_asked(slot):
                # Gold of a version that asked for no form: the screen refuses it.
                self.refused.add(annotation_id)
                count += self.press("escape", to="values")
            return count
        assert isinstance(mode, Valuing), (mode, slot, wanted)
        if wanted is None:
            return self.press("-", to="values")
        letter = next((key for key, value in value_letters(attribute).items() if value == wanted), None)
        rows = [each.coref for each in mode.things]
        if letter or wanted in rows:
            return self.press(letter or digit_of(rows.index(str(wanted))), to="values")
        return self._find(lambda key: key == f"value:{wanted}", to="values")

    def _chain(self, annotation_id: str, gold: Entity | Event) -> int:
        made = self._held(annotation_id)
        assert isinstance(made, Entity | Event)
        assert gold.coref
        wanted = self.chains.get(gold.coref)
        if wanted is None:
            taken = made.coref is None or made.coref in self.chains.values()
            count = self.press("=", "=", to="what it is one with") if taken else 0
            fresh = self._held(annotation_id)
            assert isinstance(fresh, Entity | Event)
            self.chains[gold.coref] = fresh.coref or ""
            return count
        if made.coref == wanted:
            return 0
        count = self.press("=", to="what it is one with")
        mode = self.work.state.mode
        assert isinstance(mode, Hinting)
        digit = next((digit_of(number) for number, thing in enumerate(mode.things) if thing.coref == wanted), None)
        if digit:
            return count + self.press(digit, to="what it is one with")
        members = set(self.work.index.chain(wanted))
        return count + self._find(lambda key: key in members, to="what it is one with")

    def _find(self, is_meant: Callable[[str], bool], *, to: str) -> int:
        """Something in the list of choices: `/`, as many letters as leave it near the top, down to it, Enter."""
        count = self.press("/", to=to)
        mode = self.work.state.mode
        assert isinstance(mode, Picking)
        meant = [each for each in mode.items if is_meant(each.key)]
        _, typed = min((_typing(mode, each) for each in meant), key=lambda found: found[0])
        count += self.press(*_typed(typed), to=to)
        while isinstance(mode := self.work.state.mode, Picking):
            chosen = matches(mode.items, mode.query)[mode.chosen]
            count += self.press("enter" if is_meant(chosen.key) else "down", to=to)
        return count

    # Relations

    def _relations(self) -> None:
        """In the order of their heads, along the walk, which is left at the end."""
        for relation in ordered_relations(self.gold):
            self._relation(relation)
        if self._asked_from():
            self.press("escape", to="the end")

    def _relation(self, gold: Relation) -> None:
        count, before = self._to_head(self.ids[gold.head]), set(self.work.session.document.relations)
        count += self._relate(gold)
        [made] = set(self.work.session.document.relations) - before
        count += self._values(made, gold)
        if self._held(made).unconfirmed:
            count += self.press("enter", to="the end")
        self.ids[gold.id] = made
        relation = self.work.session.document.relations[made]
        ends = {self.ids[gold.head], self.ids[gold.tail]}
        assert (relation.type, {relation.head, relation.tail}) == (gold.type, ends), (relation, gold)
        slots = slots_of(self.work.session.schema, relation)
        assert all(
            relation.attributes.get(each.name) == self._wanted(gold, each.attribute) for each in slots if each.attribute
        )
        self.keys["relation"].append(count)

    def _to_head(self, annotation_id: str) -> int:
        """To where the type of a relation from an annotation is asked for; `>` is a key of the relation."""
        best = min(self._head_ways(annotation_id), key=len)
        for key in best:
            self.during = "relation" if key == ">" else "head"
            self.press(key, to="its type" if key == ">" else "reaching it")
        assert self._asked_from() == annotation_id
        self.during = "relation"
        begun = best.count(">")
        self.keys["head"].append(len(best) - begun)
        return begun

    def _asked_from(self) -> str:
        """The head of the relation whose type is asked for; "" where none is."""
        mode = self.work.state.mode
        return mode.subject if isinstance(mode, Choosing) and mode.verb == "relation" and not mode.back else ""

    def _head_ways(self, annotation_id: str) -> Iterator[list[str]]:
        """Along the heads of the walk, on or back, by a hint on one, or from annotation to annotation."""
        is_walking = bool(self._asked_from())
        fewest = MOST_MOVES
        for begin in ([],) if is_walking else ([">"], ["ctrl+home", ">"]):
            for step in ("tab", "shift+tab"):
                steps = self._along_heads(annotation_id, begin, step, fewest)
                if steps is not None:
                    fewest = len(steps)
                    yield steps
            for hinted in self._head_hints(annotation_id, begin):
                fewest = min(fewest, len(hinted))
                yield hinted
        left = ["escape"] if is_walking else []
        with self.trying():
            self._press(left)
            found = self._to_annotation(annotation_id, fewest)
        if found is not None:
            yield [*left, *found, ">"]

    def _along_heads(self, annotation_id: str, begin: list[str], step: str, most: int) -> list[str] | None:
        """The steps that lead to a head; None where so many do not."""
        with self.trying():
            self._press(begin)
            for count in range(most - len(begin)):
                if self._asked_from() == annotation_id:
                    return [*begin, *[step] * count]
                before = self._asked_from(), self.work.state.message
                self._press([step])
                if (self._asked_from(), self.work.state.message) == before:
                    break
        return None

    def _head_hints(self, annotation_id: str, begin: list[str]) -> list[list[str]]:
        """By a hint in the sentence that the walk is at, or on the screen."""
        found = []
        for wide in (["space"], ["space", "space"]):
            with self.trying():
                self._press([*begin, *wide])
                mode = self.work.state.mode
                targets = mode.targets if isinstance(mode, Hinting) and mode.verb == "head" else ()
                found += [[*begin, *wide, *each.hint] for each in targets if each.id == annotation_id]
        return found

    def _relate(self, gold: Relation) -> int:
        """From the head that asks for its type: the type, and the other end."""
        count = self.press(self._letter(self.work.letters.relations, gold.type), to="its type")
        count += self._target(self.ids[gold.tail])
        if isinstance(self.work.state.mode, AlreadyThere):
            count += self.press("+", to="its type")
        return count

    def _target(self, annotation_id: str) -> int:
        count = 0
        for _ in range(2):
            mode = self.work.state.mode
            assert isinstance(mode, Hinting)
            for each in mode.targets:
                if each.id == annotation_id:
                    return count + self.press(*each.hint, to="its target")
            count += self.press("space", to="its target")
        return count + self._find(lambda key: key == annotation_id, to="its target")

    def _to_annotation(self, annotation_id: str, most: int) -> list[str] | None:
        """To an annotation, from one to the next or back, or from the start on; None where it takes so many keys."""
        card = self.work.context.card(self.work.state.card)
        if annotation_id in (self.work.state.card, card.head if isinstance(card, Relation) else ""):
            return []
        best: list[str] | None = None
        for begin, step in (([], "ctrl+right"), ([], "ctrl+left"), (["ctrl+home"], "ctrl+right")):
            fewest = most if best is None else len(best)
            best = self._steps_to_annotation(annotation_id, begin, step, fewest - len(begin)) or best
        return best

    def _steps_to_annotation(self, annotation_id: str, begin: Sequence[str], step: str, most: int) -> list[str]:
        """Fewer steps than so many; nothing where more would be needed."""
        with self.trying():
            self._press(begin)
            for count in range(most):
                if self.work.state.card == annotation_id:
                    return [*begin, *[step] * count]
                before = self.work.state.selection
                self._press([step])
                if self.work.state.selection == before:
                    return []
        return []

    # Events

    def _events(self) -> None:
        """In the order of the text; events that fill a role of another are made on the way, where a hint is."""
        self.during = "event"
        self.press("ctrl+home", to="reaching it")
        waiting = sorted(ordered_events(self.gold), key=lambda each: each.spans)
        while waiting:
            owed = self._owed()
            gold = next(each for each in waiting if not owed or self.ids.get(each.id) == owed)
            while inner := self._out_of_reach(gold):
                gold = inner
            self._event(gold, is_owed=self.ids.get(gold.id) == owed and bool(owed))
            waiting.remove(gold)
        self.press("escape", to="the end")

    def _owed(self) -> str:
        """The event whose roles the walk asks for now, because it was made as the filler of another."""
        mode = self.work.state.mode
        return mode.frame.subject if isinstance(mode, Filling) else ""

    def _out_of_reach(self, gold: Event) -> Event | None:
        """An event that fills a role, is not made yet and will have no hint, because its trigger is no likely one."""
        for argument in gold.arguments:
            inner = self.gold.events.get(argument.target)
            is_open = inner is not None and inner.id not in self.ids and inner.spans != gold.spans
            if inner and is_open and not self._is_offered(gold, inner.spans[0]):
                return inner
        return None

    def _is_offered(self, gold: Event, span: Span) -> bool:
        """Whether a role of an event offers a place as a likely trigger: one that no other trigger stands on."""
        context = self.work.context
        taken = [gold, *(each for each in context.mentions(span) if isinstance(each, Event))]
        overlaps = any(start < span[1] and span[0] < end for each in taken for start, end in each.spans)
        return not overlaps and span in triggers_in(context, context.sentence(gold.spans[0]))

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
        deciding = self._values(event_id, gold) + (self._chain(event_id, gold) if gold.coref else 0)
        deciding += self.press("enter", to="the end")
        made = self.work.session.document.events[event_id]
        assert {(a.role, a.target) for a in made.arguments} == {(a.role, self.ids[a.target]) for a in gold.arguments}
        self.keys["deciding"].append(deciding)
        count += filling + deciding
        self.keys["event"].append(count)
        if len(gold.arguments) == 2:
            self.keys["event of two arguments"].append(count)
        self.keys["arguments"].append(len(gold.arguments))

    def _type(self, gold: Event) -> int:
        """The letter of the type; where the trigger has an event of the type already, Enter for it or + for another."""
        count = self.press(self._letter(self.work.letters.events, gold.type), to="its type")
        if isinstance(asking := self.work.state.mode, AlreadyThere):
            is_it = asking.known[0] == self.ids.get(gold.id)
            count += self.press("enter" if is_it else "+", to="its type")
        mode = self.work.state.mode
        assert isinstance(mode, Filling), (gold, self.work.state)
        self.ids[gold.id] = mode.frame.subject
        return count

    def _to_trigger(self, gold: Event) -> int:
        """To the mode that asks for the type of an event on this trigger, by the cheapest way."""
        [span] = gold.spans
        best = min(self._trigger_ways(span), key=len)
        self.press(*best, to="reaching it")
        mode = self.work.state.mode
        assert isinstance(mode, Choosing)
        assert mode.spans == (span,)
        return len(best)

    def _trigger_ways(self, span: Span) -> Iterator[list[str]]:
        """Along likely triggers forward or back, by a hint on the word, or from wherever it can be selected."""
        first = [] if isinstance(self.work.state.mode, Choosing) else ["!"]
        if self._asks_at(span, first):
            yield first
            return
        fewest = MOST_MOVES
        for step in ("tab", "shift+tab"):
            for steps in self._steps_to(span, first, step):
                fewest = min(fewest, len(steps))
                yield steps
        for wide in (["space"], ["space", "space"], *(["space", *[move] * n] for move in ")(" for n in range(1, 6))):
            if len(first) + len(wide) + 1 < fewest:
                for found in self._trigger_hints(span, [*first, *wide]):
                    fewest = min(fewest, len(found))
                    yield found
        if len(ELSEWHERE) < fewest:
            with self.trying():
                self._press(["escape"])
                ways = [["escape", *keys, "!"] for keys in self._ways(span)]
            yield from ways

    def _trigger_hints(self, span: Span, wide: list[str]) -> Iterator[list[str]]:
        """By the hints near a place that stand after these keys."""
        with self.trying():
            self._press(wide)
            mode = self.work.state.mode
            targets = mode.targets if isinstance(mode, Hinting) else ()
        for each in targets:
            if abs(each.span[0] - span[0]) < NEAR and (found := self._with_edges(span, [*wide, *each.hint])):
                yield found

    def _with_edges(self, span: Span, keys: list[str]) -> list[str]:
        """The keys, and those that move the edges of the trigger; nothing where they do not lead there."""
        with self.trying():
            self._press(keys)
            more: list[str] = []
            for grow, shrink, end in (("]", "[", 1), ("{", "}", 0)):
                more += self._moved_edge(span, grow, shrink, end)
            return keys + more if self._is_at(span) else []

    def _steps_to(self, span: Span, first: Sequence[str], step: str) -> Iterator[list[str]]:
        with self.trying():
            self._press(first)
            for count in range(1, MOST_TABS + 4):
                self._press([step])
                if self._is_at(span):
                    yield [*first, *[step] * count]
                    return

    def _asks_at(self, span: Span, keys: Sequence[str]) -> bool:
        with self.trying():
            self._press(keys)
            return self._is_at(span)

    def _is_at(self, span: Span) -> bool:
        mode = self.work.state.mode
        return isinstance(mode, Choosing) and mode.spans == (span,)

    def _fill(self, gold: Event, event_id: str) -> int:
        """Fill all roles: what has a hint now that leads to its role goes first, in the order of the roles.

        What is preselected rightly is left to Enter.
        """
        names = [role.name for role in self.work.session.schema.roles_of(gold.type)]
        count = self._without_wrong(gold, event_id)
        filled = {names.index(each.role) for each in self._preselected()[-1:]}
        while (left := self._unfilled(gold, event_id)) or (wrong := self._wrong(gold)):
            if not left:
                count += self._emptied(wrong[0].role, event_id)
                continue
            found = next(filter(None, map(self._hinted_filler, left)), None)
            if found is None:
                number = (found := left[0])[0]
                may_add = number in filled and self._may_add(gold, names[number])
                count += self.press("*", to="roles") if may_add else self._to_role(names[number], event_id)
            count += self._filler(found[2])
            filled = {found[0]}
        return count

    def _may_add(self, gold: Event, role: str) -> bool:
        """Whether `*` asks for one more filler of a role: it is not full, and nothing in it would have to go out."""
        if any(each.role == role for each in self._wrong(gold)):
            return False
        with self.trying():
            self._press(["*"])
            mode = self.work.state.mode
            names = [each.name for each in self.work.session.schema.roles_of(gold.type)]
            return isinstance(mode, Filling) and mode.adds and names[mode.role : mode.role + 1] == [role]

    def _preselected(self) -> tuple[Preselected, ...]:
        mode = self.work.state.mode
        assert isinstance(mode, Filling)
        return mode.frame.preselected or ()

    def _wrong(self, gold: Event) -> list[Preselected]:
        """What is preselected and is not so in gold."""
        right = {(each.role, self.ids.get(each.target)) for each in gold.arguments}
        return [each for each in self._preselected() if (each.role, each.target) not in right]

    def _unfilled(self, gold: Event, event_id: str) -> list[tuple[int, int, str]]:
        """The roles that the card does not show filled as in gold, with what fills them."""
        names = [role.name for role in self.work.session.schema.roles_of(gold.type)]
        card = self._held(event_id)
        assert isinstance(card, Event)
        there = {(each.role, each.target) for each in card.arguments}
        return sorted(
            (names.index(each.role), number, each.target)
            for number, each in enumerate(gold.arguments)
            if (each.role, self.ids.get(each.target)) not in there
        )

    def _without_wrong(self, gold: Event, event_id: str) -> int:
        """Take wrong fillers away, where that is not done by filling roles rightly: one step back or by their role."""
        shown, wrong = self._preselected(), self._wrong(gold)
        if not wrong:
            return 0
        left = self._unfilled(gold, event_id)
        names = [role.name for role in self.work.session.schema.roles_of(gold.type)]
        steps = len(shown) - shown.index(wrong[0])
        moved = {self.ids.get(target) for *_, target in left}
        replaced = {names[number] for number, *_ in left}
        apart = sum(0 if each.target in moved else 1 if each.role in replaced else 2 for each in wrong)
        if steps + steps - len(wrong) <= apart:
            return self.press(*["backspace"] * steps, to="what was preselected")
        return 0

    def _emptied(self, role: str, event_id: str) -> int:
        return self._to_role(role, event_id) + self.press("-", to="what was preselected")

    def _hinted_filler(self, wanted: tuple[int, int, str]) -> tuple[int, int, str] | None:
        """What fills a role, when a hint that stands there now leads to it."""
        mode = self.work.state.mode
        assert isinstance(mode, Filling)
        role, _, target = wanted
        if self._holds_right(role, mode):
            return None
        for each in mode.targets:
            leads_there = role == (mode.role if each.role is None else each.role)
            if leads_there and self._is_meant(each, target):
                return wanted
        return None

    def _holds_right(self, role: int, mode: Filling) -> bool:
        """Whether a hint would put something in the place of what is rightly preselected."""
        gold = next(each for each in self.gold.events.values() if self.ids.get(each.id) == mode.frame.subject)
        name = self.work.session.schema.roles_of(gold.type)[role].name
        right = [each for each in self._preselected() if each.role == name and each not in self._wrong(gold)]
        return bool(right) and not (mode.adds and mode.role == role)

    def _is_meant(self, target: Target, gold_id: str) -> bool:
        made, inner = self.ids.get(gold_id), self.gold.events.get(gold_id)
        if made is not None:
            return target.id == made
        return inner is not None and target.id is None and (target.span,) == inner.spans

    def _to_role(self, name: str, event_id: str) -> int:
        """To a role by Tab or its digit, whatever is shorter; by its name where it has no digit."""
        event = self.work.session.document.events[event_id]
        names = [role.name for role in self.work.session.schema.roles_of(event.type)]
        slot = next(each for each in slots_of(self.work.session.schema, event) if each.role and each.name == name)
        for keys in ([], ["tab"], [slot.digit] if slot.digit else ["tab", "tab"]):
            with self.trying():
                self._press(keys)
                mode: object = self.work.state.mode
            if isinstance(mode, Filling) and names[mode.role : mode.role + 1] == [name]:
                return self.press(*keys, to="roles")
        return self._find(lambda key: key == f"slot:{slot.number}", to="roles")

    def _filler(self, gold_id: str) -> int:
        """The hint of a filler; one that is no event yet gets its type."""
        count = 0
        made = self.ids.get(gold_id)
        for _ in range(3):
            mode = self.work.state.mode
            assert isinstance(mode, Filling)
            target = next((each for each in mode.targets if self._is_meant(each, gold_id)), None)
            if target:
                is_new = target.id is None
                return count + (
                    self._made_on_the_way(target, gold_id) if is_new else self.press(*target.hint, to="fillers")
                )
            if made is not None and not self._is_nearly_hinted(made):
                return count + self._find(lambda key: key == made, to="fillers")
            count += self.press("space", to="fillers")
        raise AssertionError(f"{gold_id} has no hint, even on all words")

    def _is_nearly_hinted(self, made: str) -> bool:
        """Whether more hints reach an annotation with one letter."""
        with self.trying():
            self._press(["space"])
            mode = self.work.state.mode
            return isinstance(mode, Filling) and any(each.id == made and len(each.hint) == 1 for each in mode.targets)

    def _made_on_the_way(self, target: Target, gold_id: str) -> int:
        before = set(self.work.session.document.events)
        letter = self._letter(self.work.letters.events, self.gold.events[gold_id].type)
        count = self.press(*target.hint, letter, to="fillers")
        [self.ids[gold_id]] = set(self.work.session.document.events) - before
        return count


def _typed(text: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if character == " " else character for character in text]


def _typing(mode: Picking, meant: Item) -> tuple[int, str]:
    """The beginning of a line's words that leads to it with the fewest keys, and how many with those down to it."""
    words = meant.text.removeprefix("◆ ").casefold()
    ways = [(MOST_MOVES, words[:4])]
    for length in range(len(words) + 1):
        shown = [each.key for each in matches(mode.items, words[:length])[:LINES]]
        if meant.key in shown:
            ways.append((length + shown.index(meant.key), words[:length]))
    return min(ways, key=lambda way: way[0])


def mean(counts: Iterable[int]) -> float:
    """The mean of some counts."""
    found = list(counts)
    return sum(found) / len(found)
