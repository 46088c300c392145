"""All breaches of a document that is being edited, kept up to date edit by edit, never judged anew as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from annotator.schema.judge import DOCUMENT, Verdict, judge_annotation
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings

BATCH = 100
"""How many annotations are judged between two pauses."""


class StandingBreaches(Mapping[str, tuple[Breach, ...]]):
    """Breaches by the id of their annotation, "" for the document itself; only what breaks a rule has an entry."""

    def __init__(self, around: Surroundings, pause: Callable[[], None] | None = None) -> None:
        """Judge a whole document; `pause` is called now and then, to let others have their turn."""
        self._breaches: dict[str, tuple[Breach, ...]] = {}
        self._judge(around, DOCUMENT)
        for number, annotation in enumerate(around.document.annotations()):
            self._judge(around, annotation.id)
            if pause and number % BATCH == 0:
                pause()

    def follow(self, verdict: Verdict) -> None:
        """Take over what an edit that was made leads to."""
        for annotation_id, breaches in verdict.after.items():
            self._put(annotation_id, breaches)

    def judge_again(self, around: Surroundings, ids: set[str]) -> None:
        """Judge some annotations anew, and whatever was wrong: for edits that nobody judged when they were made."""
        wrong = {each for each, breaches in self._breaches.items() if not all(one.is_unfinished for one in breaches)}
        for annotation_id in ids | wrong:
            self._judge(around, annotation_id)

    def _judge(self, around: Surroundings, annotation_id: str) -> None:
        self._put(annotation_id, tuple(judge_annotation(around, annotation_id)))

    def _put(self, annotation_id: str, breaches: tuple[Breach, ...]) -> None:
        if breaches:
            self._breaches[annotation_id] = breaches
        else:
            self._breaches.pop(annotation_id, None)

    def __getitem__(self, annotation_id: str) -> tuple[Breach, ...]:
        """The breaches of an annotation."""
        return self._breaches[annotation_id]

    def __iter__(self) -> Iterator[str]:
        """The ids of what breaks a rule."""
        return iter(self._breaches)

    def __len__(self) -> int:
        """How many annotations break a rule."""
        return len(self._breaches)
