"""Fitting the tagger with crfsuite (the extra `crf`), and the readings in which it says what it finds.

crfsuite parses its model files in C: only the one that it has just written into a folder of its own is opened, once,
and its weights are kept as those of every other classifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from annotator.errors import UsageError
from annotator.suggest.learner.linear.fitting import LEAST_WEIGHT
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.tagger.tagger import NO_TAGGER, Tagger, sentences_of, tags_of, word_features

FOLDS = 5
MOST_MENTIONS_WITHOUT = 500
LEAST_RULE_RECALL = 0.8
PENALTY = 1.0
MOST_STEPS = 100


@dataclass(frozen=True)
class Tagging:
    """A tagger, with the lessons in which it says what it finds by the others; `why` it was fitted, or was not."""

    tagger: Tagger
    lessons: tuple[Lesson, ...]
    why: str


def with_tagger(lessons: Sequence[Lesson]) -> Tagging:
    """Lessons with a tagger, where one helps: where rules miss much of what is labelled, or much is finished.

    Raises:
        UsageError: crfsuite is not installed.
    """
    refuse_without_crfsuite()
    mentions, recall = sum(len(each.entities) for each in lessons), rule_recall(lessons)
    teaching = [each for each in lessons if each.mentions_complete]
    if mentions <= MOST_MENTIONS_WITHOUT and recall >= LEAST_RULE_RECALL:
        why = f"without a tagger: {mentions} mentions are finished and rules find {recall:.0%} of them; it helps above "
        return Tagging(NO_TAGGER, tuple(lessons), f"{why}{MOST_MENTIONS_WITHOUT}, or below {LEAST_RULE_RECALL:.0%}")
    if len(teaching) < 2:
        return Tagging(NO_TAGGER, tuple(lessons), "without a tagger: it takes two documents declared complete")
    others: dict[str, Tagger] = {}
    for number in range(min(FOLDS, len(teaching))):
        fold = teaching[number::FOLDS]
        tagger = fit_tagger([each for each in teaching if each not in fold])
        others |= {each.document.id: tagger for each in fold}
    whole = fit_tagger(teaching)
    heard = tuple(with_tags(each, others.get(each.document.id, whole)) for each in lessons)
    return Tagging(whole, heard, f"with a tagger: {mentions} mentions are finished, rules find {recall:.0%} of them")


def refuse_without_crfsuite() -> None:
    """Make sure that the extra is there.

    Raises:
        UsageError: it is not.
    """
    try:
        import pycrfsuite  # noqa: F401, PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError("--learner crf needs the extra `crf`: pip install 'gold-annotator[crf]'") from error


def rule_recall(lessons: Iterable[Lesson]) -> float:
    """The share of finished mentions of one piece that rules take for one; 1 without any."""
    found = [each.spans[0] in lesson.reading.rules for lesson in lessons for each in lesson.entities]
    return sum(found) / len(found) if found else 1.0


def with_tags(lesson: Lesson, tagger: Tagger) -> Lesson:
    """The lesson with what a tagger says of its text."""
    return replace(lesson, reading=tagger.read(lesson.reading))


def fit_tagger(lessons: Sequence[Lesson]) -> Tagger:
    """The tagger that documents teach of which all mentions are labelled."""
    things, classes = [], []
    for lesson in lessons:
        types = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
        for words in sentences_of(lesson.reading):
            tokens = [lesson.reading.tokens[number] for number in words]
            things.append([list(word_features(lesson.reading, number, words)) for number in words])
            classes.append(tags_of(types, tokens))
    tags = sorted({tag for each in classes for tag in each})
    names = sorted({name for sentence in things for word in sentence for name in word})
    states, steps = _weights(things, classes, names, tags)
    rows: dict[str, list[tuple[int, float]]] = {}
    for (feature, tag), weight in sorted(states.items()):
        half = float(np.float16(weight))
        if abs(half) >= LEAST_WEIGHT:
            rows.setdefault(names[feature], []).append((tag, half))
    linear = Linear(tuple(tags), (0.0,) * len(tags), {name: tuple(row) for name, row in rows.items()})
    numbers = range(len(tags))
    return Tagger(linear, tuple(tuple(float(np.float32(steps.get((a, b), 0.0))) for b in numbers) for a in numbers))


Weights = dict[tuple[int, int], float]


def _weights(
    things: Sequence[Sequence[Sequence[str]]],
    classes: Sequence[Sequence[str]],
    names: Sequence[str],
    tags: Sequence[str],
) -> tuple[Weights, Weights]:
    """The weights of feature and tag, and of two tags in a row, all by number: crfsuite sees no words of the text."""
    import pycrfsuite  # noqa: PLC0415 - an extra

    of_name = {name: str(number) for number, name in enumerate(names)}
    of_tag = {name: str(number) for number, name in enumerate(tags)}
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": PENALTY, "max_iterations": MOST_STEPS})
    for sentence, row in zip(things, classes, strict=True):
        trainer.append([[of_name[name] for name in word] for word in sentence], [of_tag[tag] for tag in row])
    with TemporaryDirectory(prefix="annotator-") as folder:
        file = str(Path(folder, "tagger"))
        trainer.train(file)
        reader = pycrfsuite.Tagger()
        with reader.open(file):
            found = reader.info()
    states = {(int(name), int(tag)): weight for (name, tag), weight in found.state_features.items()}
    return states, {(int(one), int(other)): weight for (one, other), weight in found.transitions.items()}
