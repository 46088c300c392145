"""The commands of plain mode: each line typed is one, each answers in words."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from annotator.errors import UsageError
from annotator.model.annotation import Annotation, Event, Relation
from annotator.model.edits import update
from annotator.model.spans import Span
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.tui.editor.annotate import coref, events, label_all, mentions, relations, roles, values
from annotator.tui.editor.confirming import ProposedItem
from annotator.tui.editor.context import Context
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.modes import already_there
from annotator.tui.editor.related import may_relate
from annotator.tui.editor.state import AlreadyThere, Hinting, Outcome, State, Target
from annotator.tui.editor.taking import take
from annotator.tui.plain import deciding, done, lists, offers
from annotator.tui.plain.answer import Answer
from annotator.tui.plain.describe import describe, sentence_lines, word_spans

HELP = """\
n, p               next sentence, previous sentence
say                the sentence again
WORDS TYPE         label: 3 PERSON, 3-5 p, "Oskell" GPE (quoted words may be part of a word)
all WORDS TYPE     label every place with these words
relate ID ID TYPE  relation from the first to the second; without TYPE the only legal one
event WORDS TYPE ROLE=ID ...   an event; a role takes an id, or words and a type: Agent=3-4:PERSON
+                  at the end of relate and event: another one beside the one that is there
set ID NAME VALUE  attribute, and what follows from it; without VALUE it is taken away
same ID ID         both are one thing; with one ID, it is a thing of its own
note ID WORDS      note; without words it is taken away
confirm ID         decide for everything that is proposed
likely             likely mentions and triggers that nobody has decided about
not WORDS          not a mention here; not trigger WORDS: no trigger; once more takes it back
offers             what sources offer in this sentence, by number; offers article: everywhere
take N ...         take what was offered under these numbers, 1-3 too; refuse N ...: refuse it, for good
proposed           what is proposed in this sentence; proposed article: everywhere
confirm all        decide for everything that was listed last
things [ID]        the things of the article with an id of each, for same; those that ID may be one with
twin               take over what is labelled where the same words stand
uncertain ID       mark as uncertain, or no longer
reverse ID         turn a relation round
remove ID ...      remove, with what names them
list [WORDS]       everything annotated that matches: words, a type's letter, ? proposed, ! wrong, ~ uncertain
date YYYY-MM-DD    the day the article is of, from which dates without a year are counted; date unknown
find WORDS         the next sentence with these words
back               to the sentence before the last find; again: forth
types              the types and their letters
done               what was read, and what is declared as labelled exhaustively
done PART ...      declare parts or types: done mentions, done GPE Attack; done all: whatever was begun
reopen PART ...    take that back
undo, redo
changed            what has changed in the article's file, and where each span would go
changed all, changed sure   move the labels to the changed text: all that were found, or the sure ones
next, previous, open DOC, articles, rename NEW
quit"""


class Speaker:
    """Plain mode at one article: a sentence at a time."""

    def __init__(self, work: Editor) -> None:
        """Begin where the editor is."""
        self.work = work
        self.sentence = work.context.sentence(work.state.selection)
        if self.sentence[0] == self.sentence[1]:
            self.sentence = work.segmenter.next_sentence(work.text, 0) or self.sentence
        self.listed: tuple[ProposedItem, ...] = ()
        self.offered: tuple[ProposedItem, ...] = ()
        self.heard: tuple[Span, tuple[str, ...]] = ((0, 0), ())
        self._came_from = self.sentence

    def say(self) -> Answer:
        """The sentence and what is annotated in it."""
        self.work.note_shown(self.sentence)
        return Answer((*sentence_lines(self.work.context, self.sentence), *offers.offered_here(self)))

    def do(self, line: str) -> Answer:
        """Do what a line says.

        Raises:
            UsageError: it says nothing that can be done; the message says what could.
        """
        try:
            words = shlex.split(line, posix=False)
        except ValueError as error:
            raise UsageError(f"{error}; quotes come in pairs") from error
        if not words:
            return self.say()
        verb, rest = words[0], words[1:]
        if verb in ("quit", "next", "previous", "articles", "open", "rename", "changed"):
            return Answer((), verb, " ".join(rest))
        command = COMMANDS.get(verb)
        if command:
            return command(self, rest)
        return self._label(words)

    def _label(self, words: Sequence[str]) -> Answer:
        if len(words) != 2:
            raise UsageError(f"{' '.join(words)}: nothing that I know; help lists the commands")
        type_name = self.entity_type(words[1])
        return self._take(mentions.label(self.work.context, self._at(self.span(words[0])), type_name))

    def move(self, rest: Sequence[str], *, back: bool = False) -> Answer:
        """To the next sentence, or the one before."""
        segmenter = self.work.segmenter
        find = segmenter.previous_sentence if back else segmenter.next_sentence
        place = find(self.work.text, self.sentence[0])
        if not back:
            self.work.read_sentence(self.sentence)
        if place is None:
            return Answer(("this is the first sentence" if back else "this is the last sentence",))
        self.sentence = place
        return self.say()

    def label_all(self, rest: Sequence[str]) -> Answer:
        """Label the words here and everywhere."""
        words, type_name = _exactly(rest, 2, "all WORDS TYPE")
        state = self._at(self.span(words))
        outcome = label_all.spread(self.work.context, state, self.entity_type(type_name))
        self._take(outcome)
        if self.work.state.mode is not None:
            self.work.press("enter")
        return Answer((self.work.state.message or "labelled",))

    def relate(self, rest: Sequence[str]) -> Answer:
        """Relate two annotations; with + at the end beside a relation that is there."""
        *rest, last = [*rest, ""] if rest[-1:] != ["+"] else rest
        if len(rest) not in (2, 3):
            raise UsageError("relate ID ID TYPE")
        head, tail = self.found(rest[0]), self.found(rest[1])
        if isinstance(head, Relation) or isinstance(tail, Relation):
            raise UsageError("relate joins two mentions or events; a relation is neither")
        context = self.work.context
        types = [each.name for each in context.schema.relation_types.values() if not each.abstract]
        legal = [name for name in types if may_relate(context, name, head, tail, back=False)]
        chosen_types = [_type_named(name, context.letters.relations, "relation type") for name in rest[2:]] or legal
        if len(chosen_types) != 1 or chosen_types[0] not in legal:
            raise UsageError(f"from {head.type} to {tail.type}: {', '.join(legal) or 'no relation'} is legal")
        outcome = relations.join(context, self.work.state, chosen_types[0], head.id, tail.id)
        return self._made(outcome, anyway=bool(last))

    def _made(self, outcome: Outcome, *, anyway: bool) -> Answer:
        """What became of a relation or event; where it is there already, it is made only when that was said."""
        mode = outcome.state.mode
        if isinstance(mode, AlreadyThere):
            if not anyway:
                return Answer((f"{mode.prompt}: {', '.join(mode.known)}; the same with + makes another one",))
            outcome = already_there.add(self.work.context, outcome.state, mode)
        answer = self._take(outcome)
        self.work.state = self.work.state.leave()
        return answer

    def event(self, rest: Sequence[str]) -> Answer:
        """Make an event with its roles, or fill roles of one that is there; with + a second one beside it."""
        if len(rest) < 2:
            raise UsageError("event WORDS TYPE ROLE=ID ...")
        type_name = _type_named(rest[1], self.work.letters.events, "event type")
        spans = (self.span(rest[0]),)
        outcome = events.happen(self.work.context, self._at(spans[0]), type_name, spans)
        answer = self._made(outcome, anyway="+" in rest[2:])
        there = outcome.state.mode
        is_there = isinstance(there, AlreadyThere) and "+" not in rest[2:]
        event_id = there.known[0] if isinstance(there, AlreadyThere) and is_there else self.work.state.card or ""
        fillers = [each for each in rest[2:] if each != "+"]
        if is_there and not fillers:
            return answer
        for each in fillers:
            self._fill(event_id, each)
        return Answer((describe(self.work.context, self.found(event_id)),))

    def _fill(self, event_id: str, part: str) -> None:
        role, _, filler = part.partition("=")
        event = self.found(event_id)
        if not isinstance(event, Event):
            raise UsageError(f"{event_id} is no event")
        context = self.work.context
        known = {each.name: each for each in context.schema.roles_of(event.type)}
        if role not in known or not filler:
            raise UsageError(f"{part}: expected ROLE=ID with a role of {', '.join(known)}")
        words, _, type_name = filler.rpartition(":")
        made = mentions.new_mention(context, self.entity_type(type_name), (self.span(words),)) if words else None
        target = made or self.found(filler)
        if isinstance(target, Relation) or not context.schema.admits(known[role].types, self._kind(target)):
            raise UsageError(f"{role} takes {', '.join(known[role].types)}, {filler} is {target.type}")
        if roles.circular(context, event_id, target.id):
            raise UsageError("an event cannot be part of itself")
        self.work.take(Outcome(self.work.state, roles.filled(context, event, known[role], made or target.id)))

    def _kind(self, annotation: Annotation) -> str:
        return self.work.context.around.kind(annotation.id) or annotation.type

    def set(self, rest: Sequence[str]) -> Answer:
        """Set an attribute."""
        if len(rest) < 2:
            raise UsageError("set ID NAME VALUE")
        annotation = self.found(rest[0])
        attribute = next((each for each in self._attributes(annotation) if each.name == rest[1]), None)
        if attribute is None:
            names = ", ".join(each.name for each in self._attributes(annotation))
            raise UsageError(f"{annotation.type} has the attributes {names or '(none)'}")
        text = " ".join(rest[2:]).strip('"')
        value = attribute.parse(text)
        if value is not None and (fault := attribute.input_fault(value, self.work.context.around.names)):
            raise UsageError(fault)
        given = values.with_values(self.work.context, annotation, {attribute.name: value})
        return self._take(Outcome(self.work.state, update(self.work.session.document, given, "attribute")))

    def _attributes(self, annotation: Annotation) -> tuple[AttributeType, ...]:
        return self.work.session.schema.attributes_of(annotation.type)

    def same(self, rest: Sequence[str]) -> Answer:
        """Two are one thing, or one is a thing of its own."""
        if len(rest) not in (1, 2):
            raise UsageError("same ID ID")
        mode = Hinting("same", subject=self.found(rest[0]).id)
        if len(rest) == 1:
            return self._take(coref.new_thing(self.work.context, self.work.state, mode))
        target = Target("", (0, 0), self.found(rest[1]).id)
        return self._take(coref.to_target(self.work.context, self.work.state, mode, target))

    def note(self, rest: Sequence[str]) -> Answer:
        """A note on an annotation."""
        if not rest:
            raise UsageError("note ID WORDS")
        annotation = self.found(rest[0])
        edited = structs.replace(annotation, note=" ".join(rest[1:]).strip('"') or None)
        return self._take(Outcome(self.work.state, update(self.work.session.document, edited, "note")))

    def on_card(self, act: Callable[[Context, State], Outcome], rest: Sequence[str], usage: str) -> Answer:
        """Do something to one annotation."""
        (annotation_id,) = _exactly(rest, 1, usage)
        state = replace(self.work.state, card=self.found(annotation_id).id)
        return self._take(act(self.work.context, state))

    def step(self, key: str) -> Answer:
        """Undo or redo."""
        self.work.press(key)
        return Answer((self.work.state.message,))

    def list(self, rest: Sequence[str]) -> Answer:
        """Everything annotated; with words what matches them, with its context."""
        if rest:
            return lists.annotated(self, rest)
        context = self.work.context
        lines = [describe(context, each) for each in context.mentions((0, len(context.text)))]
        lines += [describe(context, each) for _, each in sorted(context.document.relations.items())]
        return Answer(tuple(lines or ["nothing is annotated yet"]))

    def find(self, rest: Sequence[str]) -> Answer:
        """The next sentence with some words."""
        query = " ".join(rest).strip('"').casefold()
        text = self.work.text.casefold()
        if len(text) != len(self.work.text):
            text = self.work.text
        start = text.find(query, self.sentence[1])
        start = start if start >= 0 else text.find(query)
        if not query or start < 0:
            return Answer((f"{query} is not in this article",))
        self._came_from, self.sentence = self.sentence, self.work.context.sentence((start, start))
        return self.say()

    def back(self, rest: Sequence[str]) -> Answer:
        """To the sentence before the last search, and forth again."""
        self._came_from, self.sentence = self.sentence, self._came_from
        return self.say()

    def confirm(self, rest: Sequence[str]) -> Answer:
        """Decide for one annotation, or for all that was listed."""
        if list(rest) == ["all"]:
            return deciding.confirm_listed(self)
        return self.on_card(take.accept, rest, "confirm ID, or confirm all")

    def types(self, rest: Sequence[str]) -> Answer:
        """The types with their letters."""
        schema, letters = self.work.session.schema, self.work.letters
        lines = [
            f"{letter}  {name}: {schema.entity_types[name].definition}" for letter, name in letters.entities.items()
        ]
        lines += [
            f"event {letter}  {name}: {schema.event_types[name].definition}" for letter, name in letters.events.items()
        ]
        lines += [
            f"relation {letter}  {name}: {', '.join(heads)} to {', '.join(tails)}"
            for letter, name in letters.relations.items()
            for heads, tails in schema.ends_of(schema.relation_types[name])
        ]
        return Answer(tuple(lines))

    def entity_type(self, word: str) -> str:
        """The type of this name or letter.

        Raises:
            UsageError: there is none.
        """
        return _type_named(word, self.work.letters.entities, "type")

    def span(self, words: str) -> Span:
        """The span of a number, of two with a hyphen, or of quoted words.

        Raises:
            UsageError: there is none in the sentence.
        """
        if words[:1] in "\"'" and len(words) > 2:
            parts = words[1:-1]
            start = self.work.text.find(parts, *self.sentence)
            if start < 0:
                raise UsageError(f"{words} is not in this sentence")
            return start, start + len(parts)
        first, _, last = words.partition("-")
        spans = word_spans(self.work.context, self.sentence)
        numbers = (first, last or first)
        if not all(each.isdecimal() and 1 <= int(each) <= len(spans) for each in numbers):
            raise UsageError(f"{words}: expected word numbers from 1 to {len(spans)}, or words in quotes")
        return spans[int(first) - 1][0], spans[int(last or first) - 1][1]

    def found(self, annotation_id: str) -> Annotation:
        """The annotation with an id.

        Raises:
            UsageError: there is none.
        """
        found = self.work.session.document.find(annotation_id)
        if found is None:
            raise UsageError(f"there is no annotation {annotation_id}; list says which there are")
        return found

    def _at(self, span: Span) -> State:
        if span[0] >= span[1]:
            raise UsageError("the first word comes before the last")
        return self.work.state.select(span).leave()

    def _take(self, outcome: Outcome) -> Answer:
        self.work.take(outcome)
        if self.work.state.message:
            return Answer((self.work.state.message,))
        card = self.work.context.card(self.work.state.card)
        return Answer((describe(self.work.context, card),) if card else ("done",))


def _type_named(word: str, letters: Mapping[str, str], what: str) -> str:
    owners = dict(letters)
    if word in owners.values():
        return word
    if word in owners:
        return owners[word]
    known = ", ".join(f"{name} ({letter})" for letter, name in owners.items())
    raise UsageError(f"no {what} {word}; known are {known}")


def _exactly(rest: Sequence[str], count: int, usage: str) -> Iterable[str]:
    if len(rest) != count:
        raise UsageError(usage)
    return rest


Command = Callable[[Speaker, Sequence[str]], Answer]

COMMANDS: dict[str, Command] = {
    "n": Speaker.move,
    "p": lambda speaker, rest: speaker.move(rest, back=True),
    "say": lambda speaker, rest: speaker.say(),
    "all": Speaker.label_all,
    "relate": Speaker.relate,
    "event": Speaker.event,
    "set": Speaker.set,
    "same": Speaker.same,
    "note": Speaker.note,
    "confirm": Speaker.confirm,
    "likely": deciding.likely,
    "not": deciding.not_one,
    "proposed": deciding.proposed,
    "offers": offers.offers,
    "take": offers.take,
    "refuse": offers.turn_down,
    "things": deciding.things,
    "twin": deciding.twin,
    "back": Speaker.back,
    "uncertain": lambda speaker, rest: speaker.on_card(mentions.uncertain, rest, "uncertain ID"),
    "reverse": lists.turned,
    "remove": lists.remove,
    "list": Speaker.list,
    "date": lists.dated,
    "find": Speaker.find,
    "types": Speaker.types,
    "done": done.done,
    "reopen": done.reopen,
    "undo": lambda speaker, rest: speaker.step("ctrl+z"),
    "redo": lambda speaker, rest: speaker.step("ctrl+y"),
    "help": lambda speaker, rest: Answer(tuple(each for each in HELP.split("\n") if all(map(each.count, rest)))),
}
