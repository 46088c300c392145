"""A hand that labels an article as its gold does and takes what is offered, one by one or sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from string import ascii_lowercase
from typing import Literal

from annotator.model.annotation import Entity, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities
from annotator.model.spans import Span, Spans, contains
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.offered.offer import Offer
from annotator.suggest.worth.keys import Tally
from annotator.tui.editor.annotate.proposals import confirmed
from annotator.tui.editor.confirming import Confirming, ProposedItem
from annotator.tui.editor.move.candidates import sentences_on
from annotator.tui.editor.offered.mentions import offered_at, offered_in, shown_in
from annotator.tui.editor.state import Choosing
from annotator.tui.editor.taking.relations import offered_here
from tests.tui.editor.replay import MOST_MOVES, MOST_TABS, Hand

Way = Literal["one by one", "together", "checked"]
"""How a sentence is labelled: mention by mention, or the sure ones at once; what is wrong with those is put right where
they are come to, or as they come to the card."""


class Learner:
    """What is told of every key that was pressed, and may change what is offered; this one knows nothing."""

    def look(self, hand: Hand) -> None:
        """See what was done, and offer something else."""


class OfferedHand(Hand):
    """Labels one article with what is offered beside it.

    One at a time, Enter takes an offer that is right, where it would not confirm the card; where the card has something
    open, the letter of the type is one key as well, and what is open is confirmed with much else. With `by_sentence`
    all that is offered as sure in a sentence is taken with one key where that saves any, and put right afterwards.
    """

    def __init__(
        self, gold: Document, schema: LabelSchema, learner: Learner | None = None, *, by_sentence: bool = False
    ) -> None:
        super().__init__(gold, schema)
        self.tally = Tally()
        """What came of all that sources offered, as it was when the hand came to its sentence."""
        self.taken = self.related = 0
        """How many mentions and relations were taken as they were offered."""
        self._by_sentence = by_sentence
        self._counted_to = 0
        self._labels = {each.spans: each for each in ordered_entities(gold)}
        self._learner = learner or Learner()
        self._learner.look(self)

    def press(self, *keys: str, to: str = "") -> int:
        """Press keys; after each the learner may offer something else."""
        for key in keys:
            super().press(key, to=to)
            self._learner.look(self)
        return len(keys)

    def _mentions(self) -> None:
        in_sentence = groupby(ordered_entities(self.gold), lambda each: self.work.context.sentence(each.spans[0]))
        for sentence, entities in in_sentence:
            self._count_offers(sentence[1])
            self._sentence(sentence, list(entities))
        self._count_offers(len(self.work.text) + 1)

    def _sentence(self, sentence: Span, gold: Sequence[Entity]) -> None:
        """Label the mentions that begin in a sentence, in the cheaper of the ways."""
        sure = self._sure(sentence) if self._by_sentence else ()
        ways: list[Way] = ["one by one"]
        if sum(map(self._is_right, sure)) > 1:
            ways += ["together", "checked"]
        best = min(ways, key=lambda way: self._tried(sentence, gold, way)) if len(ways) > 1 else ways[0]
        self._label_all(sentence, gold, best)

    def _tried(self, sentence: Span, gold: Sequence[Entity], way: Way) -> int:
        """How many keys a sentence costs; all is as before afterwards."""
        noted = self.ids, self.chains, self.keys, self.spent, self.pressed, self.taken, self.work.kept, self._learner
        self.ids, self.chains, self.keys, self.spent, self.pressed, self.taken, self.work.kept = deepcopy(noted[:-1])
        self._learner = Learner()
        with self.trying():
            self._label_all(sentence, gold, way)
        cost = len(self.pressed) - len(noted[4])
        self.ids, self.chains, self.keys, self.spent, self.pressed, self.taken, self.work.kept, self._learner = noted
        return cost

    def _label_all(self, sentence: Span, gold: Sequence[Entity], way: Way) -> None:
        taken = self._take(sentence) if way != "one by one" else {}
        checked = self._checked(gold, taken) if way == "checked" else ()
        for each in gold:
            if each.id in checked:
                continue
            if each.spans in taken:
                self._put_right(each, taken[each.spans])
            else:
                self._mention(each)

    def _count_offers(self, end_char: int) -> None:
        """Compare what is offered in the sentences up to a place with gold, as it is when they are come to."""
        for sentence in list(sentences_on(self.work.context, self._counted_to)):
            if self._counted_to <= sentence[0] < end_char:
                self.tally += self._compared(sentence)
                self._counted_to = sentence[0] + 1

    def _compared(self, sentence: Span) -> Tally:
        gold = [each for spans, each in self._labels.items() if sentence[0] <= spans[0][0] < sentence[1]]
        offers = [each for each in shown_in(self.work.context, sentence) if sentence[0] <= each.span[0]]
        right = sum(self._is_right(each) for each in offers)
        placed = sum(each.spans in self._labels for each in offers)
        return Tally(len(gold), right, placed - right, len(offers) - placed, bool(offers))

    def _is_right(self, offer: Offer) -> bool:
        return offer.spans in self._labels and self._labels[offer.spans].type == offer.type

    def _select(self, span: Span) -> int:
        """Reach a span; what is offered on the way and is no mention is refused, where the walk goes on as with Tab."""
        best = min(self._ways(span), key=len)
        for key in best:
            self.press("-" if key == "tab" and self._refuses() else key, to="reaching it")
        assert self.work.state.selection == span
        return len(best)

    def _refuses(self) -> bool:
        """Whether no mention is offered at the selection, and - goes on as Tab does."""
        spans = self.work.state.spans
        if spans in self._labels or not any(
            each.spans == spans for each in self.work.context.offers.mentions(spans[0])
        ):
            return False
        after = []
        for key in ("tab", "-"):
            with self.trying():
                self._press([key])
                after.append(self.work.state.selection)
        return after[0] == after[1]

    def _label(self, gold: Entity) -> int:
        offers = offered_at(self.work.context, self.work.state.spans)
        card = self.work.context.card(self.work.state.card)
        # Where the edges of a mention were moved on the way here, Enter would move it.
        is_free = not self.work.state.nudged and (card is None or confirmed(card) == card)
        if offers and offers[0].type == gold.type and is_free:
            self.taken += 1
            return self.press("enter", to="its type")
        return super()._label(gold)

    # Relations

    def _confirm_all(self) -> None:
        """Confirm what is proposed for mentions page by page; relations that are offered are left to their walk."""
        self.during = "mention"
        count = self.press("$", "$", to="confirming")
        while item := next((each for each in self._items() if each.offer is None), None):
            takes = self._list().takes
            wrong = next((each for each in takes if each.offer and not each.is_alone), None)
            if wrong:
                count += self.press("-", self._letter_of(wrong), to="refusing")
            else:
                is_here = any(each.offer is None for each in takes)
                count += self.press("enter" if is_here else self._page_to(item), to="confirming")
        self.keys["confirming"].append(count)
        self.during = "relation"
        if self._is_listing():
            self.press("escape", to="confirming")

    def _is_listing(self) -> bool:
        return isinstance(self.work.state.mode, Confirming)

    def _items(self) -> tuple[ProposedItem, ...]:
        """What is in the list; it closes with the last."""
        return self._list().items if self._is_listing() else ()

    def _list(self) -> Confirming:
        mode = self.work.state.mode
        assert isinstance(mode, Confirming), self.work.state
        return mode

    def _letter_of(self, item: ProposedItem) -> str:
        return ascii_lowercase[self._list().visible.index(item)]

    def _page_to(self, item: ProposedItem) -> str:
        """The key that moves the list towards an item that is not to be seen."""
        return "pageup" if self._list().items.index(item) < self._list().top else "space"

    def _relate(self, gold: Relation) -> int:
        if not self._offers_first(gold):
            return super()._relate(gold)
        self.related += 1
        return self.press("enter", to="its type")

    def _offers_first(self, gold: Relation) -> bool:
        """Whether Enter takes this very relation where its type is asked for."""
        mode = self.work.state.mode
        offers = offered_here(self.work.context, mode) if isinstance(mode, Choosing) else []
        meant = gold.type, self.ids[gold.head], self.ids[gold.tail]
        return any((each.relation.type, each.relation.head, each.relation.tail) == meant for each in offers[:1])

    # By sentence

    def _take(self, sentence: Span) -> dict[Spans, str]:
        """Take what is sure in a sentence, and remove at once what is no mention: the ids of the others."""
        self.during = "mention"
        self.press(*min(self._to_sentence(sentence), key=len), to="reaching it")
        # On the way the learner may have offered something else.
        sure = self._sure(sentence)
        if not sure:
            return {}
        self.press("ctrl+t", to="its sentence")
        self.taken += len(sure)
        taken = {}
        for each in sure:
            [made] = [one for one in self.work.context.exactly(each.spans) if isinstance(one, Entity)]
            if each.spans in self._labels:
                taken[each.spans] = made.id
            else:
                self._to_taken(made, is_selected=False)
                self.press("backspace", to="its type")
        return taken

    def _checked(self, gold: Sequence[Entity], taken: dict[Spans, str]) -> list[str]:
        """Put right what comes to the card, and say yes to what is right before it: the ids of those that are right."""
        done = []
        for each in gold:
            if each.spans not in taken:
                continue
            made = self.work.session.document.entities[taken[each.spans]]
            if made.type == each.type and not self._is_as(made, each) and made.id in self.work.state.to_check:
                while self.work.state.card != made.id:
                    self.press("enter", to="confirming")
            elif made.type != each.type or not self._is_as(made, each):
                continue
            self._put_right(each, made.id)
            done.append(each.id)
        return done

    def _sure(self, sentence: Span) -> list[Offer]:
        """What one key takes in a sentence: of several offers for the same words the first."""
        by_place: dict[Spans, Offer] = {}
        for each in offered_in(self.work.context, sentence):
            if each.is_sure:
                by_place.setdefault(each.spans, each)
        return list(by_place.values())

    def _to_sentence(self, sentence: Span) -> Iterator[list[str]]:
        for key in ("tab", ")"):
            with self.trying():
                for count in range(MOST_TABS * 4):
                    if contains(sentence, self.work.state.selection):
                        yield [key] * count
                        break
                    self._press([key])

    def _put_right(self, gold: Entity, made_id: str) -> None:
        """What is wrong with a mention that was taken with its sentence."""
        self.during = self._kind(gold)
        made = self.work.session.document.entities[made_id]
        self.ids[gold.id] = made_id
        count = 0
        if made.type != gold.type:
            count += self._to_taken(made, is_selected=True) + self._label(gold)
        elif not self._is_as(made, gold):
            count += self._to_taken(made, is_selected=False)
        self._decide(made_id, gold, count)

    def _is_as(self, made: Entity, gold: Entity) -> bool:
        """Whether values and thing are those of gold."""
        declared = self.work.session.schema.attributes_of(gold.type)
        values = all(made.attributes.get(each.name) == self._wanted(gold, each) for each in declared)
        wanted = self.chains.get(gold.coref or "")
        is_new = made.coref is not None and made.coref not in self.chains.values()
        return values and (not gold.coref or (made.coref == wanted if wanted else is_new))

    def _to_taken(self, made: Entity, *, is_selected: bool) -> int:
        """To a mention that was taken: to its card, or so that it is selected too."""
        if self.work.state.card == made.id and (not is_selected or self.work.state.spans == made.spans):
            return 0
        ways = [
            *self._ways_to_taken(made, MOST_TABS),
            *(each for each in self._hinted(made.spans[0]) if self._is_led_to(made, each)),
        ] or list(self._ways_to_taken(made, MOST_MOVES))
        return self.press(*min(ways, key=len), to="reaching it")

    def _ways_to_taken(self, made: Entity, most: int) -> Iterator[list[str]]:
        # One key back and forth puts on the card what is selected already.
        for begin, step in (((), "ctrl+left"), ((), "ctrl+right"), (("ctrl+left",), "ctrl+right")):
            if found := self._steps_to_annotation(made.id, begin, step, most):
                yield found

    def _is_led_to(self, made: Entity, keys: list[str]) -> bool:
        with self.trying():
            self._press(keys)
            return self.work.state.spans == made.spans and self.work.state.card == made.id
