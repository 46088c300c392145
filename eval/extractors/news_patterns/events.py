"""Events: words of the lexicon as triggers, their arguments by dependency, their attributes by what governs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Token

from news_patterns.lexicon import Frame, lexicon
from news_patterns.mentions import Mention, Mentions

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVE = frozenset({"who", "which", "that", "whom"})
POSSIBLE = frozenset({"may", "might", "could", "can", "would", "should"})
CONDITIONS = frozenset({"if", "unless", "whether"})
PLACES = frozenset({"in", "at", "near", "outside", "inside", "through", "around", "behind"})
AIMS = frozenset({"on", "against", "at", "of"})
SPOKEN = ("Contact.Statement", "Contact.Accuse")


class Events:
    """The events of one parsed text."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        """Find the triggers."""
        self._mentions = mentions
        self._frames = {token.i: (token, frame) for token in doc if (frame := frame_of(token))}
        self._ids = {index: f"E{number}" for number, index in enumerate(self._frames, 1)}

    def plain(self) -> Iterator[dict[str, Any]]:
        """The record's objects, in the order of their triggers."""
        for index, (token, frame) in self._frames.items():
            arguments = {(role, target) for role, target in self._arguments(token, frame) if role}
            yield {
                "id": self._ids[index],
                "type": frame.type,
                "trigger": {"spans": trigger_spans(token)},
                "arguments": [{"role": role, "target": target} for role, target in sorted(arguments)],
                "attributes": self._attributes(token),
            }

    def _arguments(self, token: Token, frame: Frame) -> Iterator[tuple[str, str]]:
        actor, patient = (subject(token), thing(token)) if token.pos_ in ("VERB", "AUX") else nominal(token, frame)
        yield from self._filled(frame.does, actor)
        yield from self._filled(frame.suffers, patient)
        yield from self._around(token)
        about = next((child for child in reach(token) if child.i in self._ids), None) if frame.about else None
        if about:
            yield frame.about, self._ids[about.i]

    def _filled(self, role: str, token: Token | None) -> Iterator[tuple[str, str]]:
        """The role's filler; a weapon that acts is the instrument."""
        for each in (token, *token.conjuncts) if token else ():
            mention = self._mentions.of(each)
            if mention and role and lexicon().fills(role, mention.type):
                yield role, mention.id
            elif mention and lexicon().fills("Instrument", mention.type) and role in ("Attacker", "Killer", "Injurer"):
                yield "Instrument", mention.id

    def _around(self, token: Token) -> Iterator[tuple[str, str]]:
        """Place and time."""
        near = [(child.lower_, pobj) for child in token.children if child.dep_ == "prep" for pobj in objects(child)]
        for word, pobj in near:
            mention = self._mentions.of(pobj)
            if mention and mention.type == "DATE":
                yield "Time", mention.id
            elif mention and word in PLACES and lexicon().fills("Place", mention.type) and has_place(token):
                yield "Place", mention.id
        for child in token.children:
            mention = self._date(child)
            if child.dep_ in ("npadvmod", "tmod") and mention:
                yield "Time", mention.id

    def _date(self, token: Token) -> Mention | None:
        mention = self._mentions.of(token) if token.ent_type_ == "DATE" else None
        return mention if mention and mention.type == "DATE" else None

    def _attributes(self, token: Token) -> dict[str, str]:
        governor = self._governor(token)
        frame = frame_of(governor) if governor else None
        negative = any(child.dep_ == "neg" for child in token.children)
        modality, source = modality_of(token), "AUTHOR"
        if frame and frame.type in ("Contact.Threaten", "Contact.Order"):
            modality = "THREATENED" if frame.type == "Contact.Threaten" else "PLANNED"
        elif frame and frame.type in SPOKEN and modality == "ASSERTED":
            modality = "ALLEGED"
        if governor and frame and modality != "ASSERTED":
            speaker = subject(governor)
            mention = self._mentions.of(speaker) if speaker else None
            source = mention.id if mention else "UNSPECIFIED"
        if governor and governor.lemma_ == "deny":
            negative, modality = True, "ASSERTED"
        actual = modality in ("ASSERTED", "ALLEGED") and not negative
        return {
            "realis": "ACTUAL" if actual else "OTHER",
            "modality": modality,
            "polarity": "NEGATIVE" if negative else "POSITIVE",
            "source": source,
        }

    def _governor(self, token: Token) -> Token | None:
        """The trigger that speaks of this one, if any."""
        for above in token.ancestors:
            if above.i in self._frames:
                return above if self._frames[above.i][1].about and token.dep_ != "advcl" else None
        return None


def frame_of(token: Token) -> Frame | None:
    """The frame that a token triggers."""
    words = lexicon()
    if token.pos_ == "VERB":
        lemma = token.lemma_.lower()
        return words.verbs.get(" ".join([lemma, *(each.lower_ for each in particles(token))])) or words.verbs.get(lemma)
    return words.events.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None


def particles(token: Token) -> list[Token]:
    """What makes another verb of a verb: `set up`, `shoot dead`."""
    return [child for child in token.children if child.i > token.i and (child.dep_ == "prt" or child.lower_ == "dead")]


def trigger_spans(token: Token) -> list[list[int]]:
    """The trigger's characters: the verb with its particle, where the two make the sense."""
    whole = " ".join([token.lemma_.lower(), *(each.lower_ for each in particles(token))])
    parts = [token, *particles(token)] if whole in lexicon().verbs else [token]
    pieces: list[list[int]] = []
    for part in parts:
        if pieces and part.idx == pieces[-1][1] + 1:
            pieces[-1][1] = part.idx + len(part)
        else:
            pieces.append([part.idx, part.idx + len(part)])
    return pieces


def subject(verb: Token, depth: int = 3) -> Token | None:
    """Who acts: the subject, or the agent of a passive; of a verb without one, that of the verb it hangs on."""
    by = [pobj for child in verb.children if child.dep_ == "agent" for pobj in objects(child)]
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    own = by if passive or by else [child for child in verb.children if child.dep_ == "nsubj"]
    if own:
        return antecedent(own[0], verb)
    if passive or not depth or verb.dep_ not in ("conj", "xcomp", "advcl"):
        return None
    told = thing(verb.head) if verb.dep_ == "xcomp" else None
    return told or subject(verb.head, depth - 1)


def thing(verb: Token) -> Token | None:
    """What is acted on: the object, the subject of a passive, or what an act is aimed at (`fired on Selm`)."""
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass", "dative"):
            return antecedent(child, verb)
    aims = [pobj for child in verb.children if child.dep_ == "prep" and child.lower_ == "on" for pobj in objects(child)]
    return next((pobj for pobj in aims if pobj.ent_type_ != "DATE"), None)


def antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other token itself."""
    return verb.head if token.lower_ in RELATIVE and verb.dep_ == "relcl" else token


def nominal(noun: Token, frame: Frame) -> tuple[Token | None, Token | None]:
    """Who acts and what is acted on in a noun phrase: `the killing of X by Y`, `the attack on X`, `X's attack`."""
    preps = {child.lower_: pobj for child in noun.children if child.dep_ == "prep" for pobj in objects(child)}
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    aimed = next((preps[word] for word in AIMS if word in preps), None)
    if frame.type == "Life.Die":
        return preps.get("by"), aimed or owner
    return preps.get("by") or owner, aimed


def objects(preposition: Token) -> list[Token]:
    """The objects of a preposition."""
    return [child for child in preposition.children if child.dep_ == "pobj"]


def reach(token: Token) -> Iterator[Token]:
    """What a verb of speaking, wanting or blaming is about: its clause, or the noun it has for an object."""
    for child in token.children:
        if child.dep_ in ("ccomp", "xcomp", "dobj"):
            yield child
        elif child.dep_ == "prep":
            yield from (below for below in child.children if below.dep_ in ("pcomp", "pobj"))


def has_place(token: Token) -> bool:
    """Whether this kind of event has a place."""
    frame = frame_of(token)
    return (
        frame is not None
        and frame.type.split(".")[0] in ("Conflict", "Life", "Org")
        and not frame.type.endswith("Seize")
    )


def modality_of(token: Token) -> str:
    """What the verb's own helpers say."""
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "mark")}
    if helpers & POSSIBLE or helpers & CONDITIONS:
        return "POSSIBLE"
    return "PLANNED" if "will" in helpers else "ASSERTED"
