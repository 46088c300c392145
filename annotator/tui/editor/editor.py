"""The editor of an open layer: a session, an index that follows its edits, and the state after the last key.

Screen, plain mode and tests all press keys here; nothing in it knows a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice

from annotator.errors import AnnotatorError
from annotator.model.annotation import JSON, Relation
from annotator.model.change import Edit
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.judge import Verdict
from annotator.schema.rules.surroundings import Surroundings
from annotator.schema.rules.touched import reached_by
from annotator.schema.standing import StandingBreaches
from annotator.suggest.choice import Suggesting, suggesting
from annotator.suggest.kept import Counts, Kept
from annotator.suggest.learned_relations import LearnedRelations
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.sources import Sources
from annotator.text.cells import Measure
from annotator.text.wrap import Wrapper
from annotator.tui.editor.annotate.twins import offered
from annotator.tui.editor.audited.closing import is_closing, kept_at_done, lift, told
from annotator.tui.editor.audited.held import Held
from annotator.tui.editor.audited.looking import disclosed, look, look_before, note_before
from annotator.tui.editor.context import Context, Pairs, Ranker, ThingRanker
from annotator.tui.editor.coverage.places import gap_in
from annotator.tui.editor.coverage.reading import Pressed, SentencesRead, after_key, taken_back, with_offers, with_shown
from annotator.tui.editor.coverage.sheet import all_sentences, done_stays, sheet
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.index import AnnotationIndex, places_of, touched_spans
from annotator.tui.editor.letters import type_letters
from annotator.tui.editor.messages import Messages
from annotator.tui.editor.modes.refresh import refreshed
from annotator.tui.editor.move.jumps import after_step, back, is_jump
from annotator.tui.editor.move.moves import first_state, go
from annotator.tui.editor.move.words import first_word
from annotator.tui.editor.objections import objection, spoken, verdict_on, with_order
from annotator.tui.editor.offered.relations import offered_relations
from annotator.tui.editor.passes import reads_for
from annotator.tui.editor.press import press, pressed_at, verb_of
from annotator.tui.editor.session import Session
from annotator.tui.editor.state import Outcome, Prefixed, Request, State
from annotator.tui.editor.taking.answers import kept_with
from annotator.tui.editor.whole_index import WholeIndex, whole_index
from annotator.tui.keymap import PREFIX, Keymap, written

MOST_LEARNED_AT_ONCE = 5_000
"""From how many relations of an article is learned when it is opened."""
COUNTED_AT_ONCE_CHARS, MOST_COUNTED_CHARS = 20_000, 2_000_000
"""Up to which length the sentences of an article are counted when it is opened, and at all."""


class Editor:
    """One article being labelled."""

    def __init__(
        self,
        session: Session,
        keys: Keymap,
        measure: Measure,
        width: int = 80,
        served_by: Suggesting | None = None,
        shares: Shares | None = None,
    ) -> None:
        """Open a session; rows are `width` cells wide until `resize`; by default it is served as its language says.

        `shares` of what is suggested are held back, and planted wrong.
        """
        self.session = session
        self.segmenter, self.suggester = served_by or suggesting(session.document)
        self.keys = keys
        self.measure = measure
        self.letters = type_letters(session.schema)
        self.index = AnnotationIndex(session.document, session.schema.pointers)
        self.in_view = InView()
        self._breaches: StandingBreaches | None = None
        self._complete = session.loaded
        self._meanwhile: list[Edit] = []
        self.wrapper = Wrapper(self.text, width, measure)
        self.read = SentencesRead()
        self.kept = Kept()
        self.offers = Sources()
        self.held = Held(shares or Shares(), session.document.id, session.schema, self.segmenter)
        self.ranker: Ranker | None = None
        self.pairs: Pairs | None = None
        self.thing_ranker: ThingRanker | None = None
        self.elsewhere: Mapping[str, tuple[int, int]] = {}
        self.learned_relations = LearnedRelations()
        for relation in islice(session.document.relations.values(), MOST_LEARNED_AT_ONCE):
            self.learned_relations.remember(session.document, relation)
        self.related: frozenset[str] = frozenset()
        """The heads in view for which a relation is proposed."""
        self.messages = Messages()
        self._came_from: State | None = None
        self._seen_document: Document | None = None
        self._followed_document: Document | None = None
        self._touched: list[Span] = []
        self._seen_window: Span | None = None
        self.sentence_count = 0
        if len(self.text) <= COUNTED_AT_ONCE_CHARS:
            self.count_sentences()
        opening = State(first_word(self.segmenter, self.text))
        self.state = first_state(self.context, opening).say(disclosed(self.held.shares))
        self._report_failure()

    @property
    def text(self) -> str:
        """The article."""
        return self.session.document.text or ""

    @property
    def context(self) -> Context:
        """What the next key finds."""
        return Context(
            document=self.session.document,
            schema=self.session.schema,
            index=self.index,
            segmenter=self.segmenter,
            suggester=self.held.suggester(self.suggester, self.text),
            letters=self.letters,
            wrapper=self.wrapper,
            measure=self.measure,
            keys=self.keys,
            in_view=self.in_view,
            fresh_id=self.session.fresh_id,
            breaches=lambda: self.breaches,
            learned_relations=self.learned_relations,
            kept=self.kept,
            offers=self.held.shown(self.offers, self.session.document, self.session.asked),
            is_unaided=lambda char: self.held.is_unaided(self.text, char),
            ranker=self.ranker,
            pairs=self.pairs,
            thing_ranker=self.thing_ranker,
            elsewhere=self.elsewhere,
            is_read=lambda reads, start: start in self.read.walked[reads] or start in self.read.shown[reads],
        )

    def take_edit(self, edit: Edit, message: str) -> None:
        """Apply an edit that is no key's, and say what it was."""
        failed = self._apply(edit)
        self.state = self.state.leave(failed or message)

    def resize(self, width: int) -> None:
        """Wrap the text anew."""
        if width != self.wrapper.width:
            self.wrapper = Wrapper(self.text, width, self.measure)

    def measure_by(self, measure: Measure) -> None:
        """Lay the text out by other widths."""
        self.measure = measure
        self.wrapper = Wrapper(self.text, self.wrapper.width, measure)

    def see(self, in_view: InView) -> None:
        """Take over what is on the screen now."""
        self.messages.painted(self.state)
        if in_view != self.in_view:
            self.in_view = in_view
            self.state = refreshed(self.context, self.state)
        self._note_what_is_new(in_view.window)

    def _note_what_is_new(self, window: Span) -> None:
        """Note what was shown, looking only at sentences that are new in the window or that an edit may concern."""
        document, seen = self.session.document, self._seen_window
        if document is self._seen_document and window == seen:
            return
        looked_at = None
        if seen is not None and document is self._followed_document:
            fresh = [(window[0], min(seen[0], window[1])), (max(seen[1], window[0]), window[1])]
            looked_at = [*self._touched, *(each for each in fresh if each[0] < each[1])]
        self.read = with_shown(self.context, self.read, window, looked_at)
        self.related = frozenset(each.relation.head for each in offered_relations(self.context, window))
        self._touched = []
        self._seen_document = self._followed_document = document
        self._seen_window = window

    def note_shown(self, span: Span) -> None:
        """Note that a span of the text was shown: what has no likely places in it is read."""
        self.read = with_shown(self.context, self.read, span)

    def press(self, key: str) -> Request | None:
        """Do what a key says; what only the program can do is returned.

        What the schema forbids is refused, or done only when the key is pressed a second time, and said.
        """
        self.messages.news.key_pressed()
        asked, self.state = self.state.asked, replace(self.state, asked="")
        before = self.session.document
        verb, pressed = verb_of(self.keys, self.state, key), pressed_at(self.context, self.state, key)
        came_from = self.state
        look_before(self.context, self.held, came_from)
        outcome = press(self.context, self.state, key)
        request = self._take(outcome, key, sure=asked == key)
        if isinstance(self.state.mode, Prefixed):
            # The first key of two neither confirms nor takes back what is asked.
            self.state = replace(self.state, asked=asked)
        made = outcome.edit if self.session.document is not before else None
        self.read = after_key(self.context, self.read, pressed, made)
        self.state = look(self.context, self.held, came_from, self.state)
        if is_jump(came_from, verb, self.state):
            self._came_from = came_from
        return request

    def take(self, outcome: Outcome) -> Request | None:
        """Take over an outcome that is no key's, its edit, then its state; what is never legal is refused."""
        return self._take(outcome, "", sure=True)

    def _take(self, outcome: Outcome, key: str, *, sure: bool) -> Request | None:
        state = outcome.state
        if outcome.edit:
            edit, verdict = self._judged(outcome.edit)
            against = objection(verdict, edit, outcome.caution)
            if against and not (against.asks and (sure or outcome.is_sure)):
                spelled = f"{PREFIX} {written(key)}" if isinstance(self.state.mode, Prefixed) else written(key)
                self.state = replace(self.state.say(against.message(spelled)), asked=key if against.asks else "")
                if isinstance(self.state.mode, Prefixed):
                    self.state = self.state.enter(self.state.mode.back)
                return None
            before, closes = self.session.document, is_closing(self.session.document, edit, self.session.asked)
            if failed := self._close(edit) if closes else self._apply(edit, verdict):
                self.state = self.state.leave(failed)
                return None
            if closes and (plants := told(self.context, self.held, before, state.mode)):
                state = state.enter(plants)
            state = state if state.message else state.say(spoken(verdict))
            if not state.message and done_stays(self.context, edit):
                state = state.say(f"done stays; {self.keys.key_of('done')} opens it again")
        self.state = refreshed(self.context, state)
        self._report_failure()
        return self._done(outcome.request)

    def _report_failure(self) -> None:
        """Say that a suggester has failed, once."""
        if failure := self.suggester.take_failure():
            self.messages.hear(failure)

    def _judged(self, edit: Edit) -> tuple[Edit, Verdict]:
        """The edit with the order of symmetric relations kept, and what the judge says of it."""
        verdict = verdict_on(self.context.around, edit)
        ordered = with_order(self.session.document, edit, verdict)
        return (edit, verdict) if ordered is edit else (ordered, verdict_on(self.context.around, ordered))

    @property
    def breaches(self) -> StandingBreaches:
        """Everything that the schema forbids of the document as it is."""
        if self._breaches is None:
            self._breaches = StandingBreaches(self.context.around)
        return self._breaches

    def _close(self, edit: Edit) -> str | None:
        """Declare the article done; plants that were accepted are lifted before, by an edit of their own."""
        lifting = lift(self.context, self.held)
        failed = self._apply(lifting) if lifting.changes else None
        return failed or self._apply(edit, kept=kept_at_done(self.context, self.held))

    def _apply(self, edit: Edit, verdict: Verdict | None = None, kept: Mapping[str, JSON] | None = None) -> str | None:
        around = self.context.around
        note_before(self.context, self.held, edit)
        counts, provenance = kept_with(self.context, edit)
        provenance |= kept or {}
        self.kept.add(counts)
        try:
            self.session.apply(edit, provenance or None)
        except AnnotatorError as error:
            return str(error)
        self.held.note(edit, provenance)
        self._follow(around, edit, verdict)
        return None

    def _follow(self, around: Surroundings, edit: Edit, verdict: Verdict | None = None) -> None:
        """Follow an edit that was made where these were the surroundings."""
        if self._breaches is not None:
            self._breaches.follow(verdict or verdict_on(around, edit))
        self.index.update(edit)
        self._learn(edit)
        self._followed_document = self.session.document
        self._touched += touched_spans(edit, self.text, self.in_view.window)
        if not self._complete:
            self._meanwhile.append(edit)
        if any(change.slot == "text" for change in edit.changes):
            self.wrapper = Wrapper(self.text, self.wrapper.width, self.measure)
            self.state = self.state.select(first_word(self.segmenter, self.text))

    def _learn(self, edit: Edit) -> None:
        """Follow the relations of an edit that was applied."""
        for change in edit.changes:
            if change.slot == "relations":
                self.learned_relations.forget(change.key)
                if isinstance(change.after, Relation):
                    self.learned_relations.remember(self.session.document, change.after)

    def _done(self, request: Request | None) -> Request | None:
        if request and request.name in ("undo", "redo"):
            self._step(self.session.undo if request.name == "undo" else self.session.redo, request.name)
            return None
        if request and request.name == "back":
            self._came_from, self.state = self.state, back(self.context, self.state, self._came_from)
            return None
        if request and request.name == "messages":
            self.state = replace(self.state, mode=self.messages.page(self.wrapper.width - 2))
            return None
        if request and request.name == "done":
            self.state = replace(self.state, mode=self.sheet())
            return None
        if request and request.name == "gap" and request.span:
            self._to_gap(request.argument, request.span)
            return None
        return request

    def go_to(self, span: Span) -> None:
        """Select a span and put on the card what is there."""
        self.state = go(self.context, self.state, span).state

    def read_sentence(self, sentence: Span) -> None:
        """Note that a sentence was read to its end, in the pass that goes on."""
        self.read = after_key(
            self.context, self.read, Pressed("next_sentence", (max(sentence[1] - 1, 0), sentence[1])), None
        )

    def learn_of_project(self, kept: Counts, elsewhere: Mapping[str, tuple[int, int]]) -> None:
        """Take over what the project's logs and other articles say."""
        self.kept.add(kept)
        self.elsewhere = elsewhere

    def take_offers(self, offers: Sources) -> None:
        """Offer these from now on, in the place of what was offered before."""
        self.offers = offers
        self.read = with_offers(self.context, self.read)
        self._seen_document = self._followed_document = None
        self.state = refreshed(self.context, self.state)

    def offer_twin(self) -> None:
        """Say what could be taken over from the same words elsewhere, unless something else is being said."""
        said = self.state.message
        if said in ("", disclosed(self.held.shares)) and not self.session.read_only:
            self.state = self.state.say("; ".join(filter(None, (offered(self.context, self.state.selection), said))))

    def count_sentences(self) -> None:
        """Count the sentences of the article; may be done in another thread."""
        if not self.sentence_count and len(self.text) <= MOST_COUNTED_CHARS:
            self.sentence_count = sum(1 for _ in all_sentences(self.context))

    def sheet(self) -> Declaring:
        """What was read, what stands open, and what is declared."""
        return sheet(self.context, self.read, self.session.asked)

    def _to_gap(self, part: str, sentence: Span) -> None:
        """To a sentence that was not read, in the pass of a part."""
        self.read = replace(self.read, current=reads_for(part))
        self.state = go(self.context, self.state, gap_in(self.context, part, sentence)).state.say(
            f"not read for {part}"
        )

    def _step(self, step: Callable[[], Edit | None], name: str) -> None:
        around = self.context.around
        try:
            edit = step()
        except AnnotatorError as error:
            self.state = self.state.say(str(error))
            return
        if edit is None:
            self.state = self.state.say(f"nothing to {name}")
            return
        self._follow(around, edit)
        self.held.step(edit)
        if name == "undo":
            self.read = taken_back(self.context, self.read, edit, places_of(edit))
        self.state = refreshed(self.context, after_step(self.context, self.state, edit, name))

    @property
    def complete(self) -> bool:
        """Whether the index knows the whole layer, not only the window that was there first."""
        return self._complete

    def whole_index(self) -> WholeIndex:
        """An index of the whole layer, for `take_over`; may be made in another thread while keys are pressed."""
        # Counted first: an edit made in between is followed twice, which changes nothing.
        return whole_index(self.session.document, self.session.schema, known_edits=len(self._meanwhile))

    def take_over(self, whole: WholeIndex) -> None:
        """Work with the index of the whole layer from now on."""
        edits = self._meanwhile[whole.known_edits :]
        for edit in edits:
            whole.index.update(edit)
        self.index, self._breaches = whole.index, whole.breaches
        if edits:
            around = self.context.around
            self._breaches.judge_again(around, set().union(*(reached_by(around, edit) for edit in edits)))
        self._meanwhile.clear()
        self._complete = True
